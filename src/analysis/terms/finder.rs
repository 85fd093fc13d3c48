//! The pass over a document that finds its names and terms.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::context::{explains, kind, says_what};
use super::keep::{Candidate, Keep, Shape};
use super::shape::{
    is_acronym, is_common, is_content, is_long, is_name, is_plain, is_private, lower, singular,
};
use super::{Term, TermKind};
use crate::analysis::Paper;
use crate::document::{BlockRole, Document, Kind, SentenceRef, Token};
use crate::markup::Placeholder;

/// Returns the names and terms of a paper, by first use.
pub(super) fn find(paper: &Paper<'_>) -> Vec<Term> {
    let is_short = paper.document.tokens().len() < SHORT;
    let mut finder = Finder { paper, is_short, found: FxHashMap::default(), words: FxHashMap::default() };
    for index in 0..paper.document.sentences().len() as u32 {
        let sentence = paper.document.sentence(index);
        if is_running(sentence.block().role()) {
            finder.sentence(sentence);
        }
    }
    finder.finish()
}

fn is_running(role: BlockRole) -> bool {
    use BlockRole::{Abstract, Body, Caption, Footnote, Item};
    matches!(role, Abstract | Body | Item | Caption | Footnote)
}

/// Uses from which on words are a term; one less in a short paper.
const PAIR: u32 = 3;

/// Tokens below which a paper is short: four pages or so.
const SHORT: usize = 4000;

/// Terms in lower case that are shown, those with most uses.
const MOST: usize = 60;

/// Words of a name at most.
const LONGEST: usize = 3;

struct Finder<'p, 'd> {
    paper: &'p Paper<'d>,
    is_short: bool,
    found: FxHashMap<String, Candidate>,
    /// How often each word stands in the paper in lower case.
    words: FxHashMap<String, u32>,
}

impl<'d> Finder<'_, 'd> {
    fn document(&self) -> &'d Document<'d> {
        self.paper.document
    }

    fn sentence(&mut self, sentence: SentenceRef<'d>) {
        let tokens = sentence.tokens();
        let mut at = 0;
        while at < tokens.len() {
            let length = self.name(sentence, at);
            if length > 0 {
                at += length;
                continue;
            }
            let token = tokens[at];
            if token.kind == Kind::Word {
                let word = lower(self.document().token_text(token), at);
                if is_plain(&word) {
                    *self.words.entry(singular(&word).to_owned()).or_insert(0) += 1;
                    self.pair(sentence, at, &word);
                    self.word(sentence, at, &word);
                }
            }
            at += 1;
        }
    }

    /// Takes the name that starts with a token; gives how many tokens it has.
    fn name(&mut self, sentence: SentenceRef<'d>, at: usize) -> usize {
        let tokens = sentence.tokens();
        let document = self.document();
        if tokens[at].is_placeholder(Placeholder::Code) {
            let code = self.code(tokens[at]);
            if let Some(code) = code {
                self.add(sentence, at..at + 1, code, Shape::Name);
            }
            return 1;
        }
        let is_name = |index: usize| {
            tokens.get(index).is_some_and(|token| {
                token.kind == Kind::Word && is_name(document.token_text(*token), index == 0)
            })
        };
        if !is_name(at) {
            return 0;
        }
        let touches = |index: usize| tokens[index].start == tokens[index - 1].end + 1;
        let mut end = at + 1;
        while end - at < LONGEST && is_name(end) && touches(end) {
            end += 1;
        }
        let text = document.reading().slice(tokens[at].start, tokens[end - 1].end);
        let text = text.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches(is_private).to_owned();
        let is_pointer = tokens
            .get(end)
            .is_some_and(|next| next.kind == Kind::Number || next.is_placeholder(Placeholder::Reference));
        let is_told = || {
            let is_part = |long: &str| long.to_lowercase().contains(&text.to_lowercase());
            let mut acronyms = self.paper.acronyms().iter();
            acronyms.any(|acronym| acronym.short == text || acronym.long().is_some_and(is_part))
        };
        let is_compound = text.split_once('-').is_some_and(|(head, rest)| is_acronym(head) && is_plain(rest));
        let is_pieced = text.contains(is_private);
        if !is_pieced && !is_pointer && !text.split(' ').all(is_acronym) && !is_compound && !is_told() {
            self.add(sentence, at..end, text.clone(), Shape::Name);
            self.compound(sentence, at..end, text);
        }
        end - at
    }

    /// A name of one word with the noun behind it, which says what it is the name of.
    fn compound(&mut self, sentence: SentenceRef<'d>, name: Range<usize>, text: String) {
        let tokens = sentence.tokens();
        let Some(next) = tokens.get(name.end).filter(|next| next.kind == Kind::Word) else { return };
        let noun = self.document().token_text(*next);
        let touches = next.start == tokens[name.end - 1].end + 1;
        let is_term = is_plain(noun) && is_content(noun) && !says_what(noun);
        if touches && !text.contains(' ') && is_term {
            let whole = self.document().reading().slice(tokens[name.start].start, next.end).to_owned();
            self.add(sentence, name.start..name.end + 1, whole.clone(), Shape::Compound);
            if let Some(candidate) = self.found.get_mut(&whole) {
                candidate.words = Some((text, noun.to_owned()));
            }
        }
    }

    /// Inline code that is the name of something, and not a piece of a program.
    fn code(&self, token: Token) -> Option<String> {
        let spans = self.document().reading().source_of(token.start, token.end);
        let written = self.paper.draft.text(*spans.first()?);
        let code = written.rsplit_once('{').map_or(written, |(_, code)| code).trim_matches(['`', '}', ' ']);
        let is_name = (2..=30).contains(&code.len())
            && code.starts_with(|c: char| c.is_ascii_alphabetic())
            && code.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
        is_name.then(|| code.to_owned())
    }

    /// Two words in lower case that may be a term, with a small word between them or none: `equation of state`.
    fn pair(&mut self, sentence: SentenceRef<'d>, at: usize, first: &str) {
        let tokens = sentence.tokens();
        let text = |index: usize| tokens.get(index).map_or("", |token| self.document().token_text(*token));
        let end = if text(at + 1) == "of" { at + 2 } else { at + 1 };
        let last = text(end);
        let is_next = (at + 1..=end).all(|index| {
            tokens
                .get(index)
                .is_some_and(|token| token.kind == Kind::Word && token.start == tokens[index - 1].end + 1)
        });
        if is_next && is_plain(last) && is_content(first) && is_content(last) {
            let between = if end > at + 1 { " of " } else { " " };
            let key = format!("{first}{between}{}", singular(last));
            let words = (singular(first).to_owned(), singular(last).to_owned());
            self.add(sentence, at..end + 1, key.clone(), Shape::Pair);
            if let Some(candidate) = self.found.get_mut(&key) {
                candidate.words = Some(words);
            }
        }
    }

    /// A word that readers of other fields do not know: long, put together, or set apart in italics, bold or quotation marks where it first stands.
    fn word(&mut self, sentence: SentenceRef<'d>, at: usize, word: &str) {
        let key = singular(word).to_owned();
        let is_asked =
            || word.contains('-') || is_long(word) || self.is_set_apart(sentence, sentence.tokens()[at]);
        let is_verb = word.ends_with("ed") || word.ends_with("ing");
        if is_content(word) && !is_verb && !is_common(&key) && (self.found.contains_key(&key) || is_asked()) {
            self.add(sentence, at..at + 1, key, Shape::Word);
        }
    }

    fn is_set_apart(&self, sentence: SentenceRef<'_>, token: Token) -> bool {
        let Some(span) = self.document().reading().verbatim(token.start, token.end) else { return false };
        let file = self.paper.draft.file(self.paper.draft.file_of(span.start));
        let (start, end) = (span.start.saturating_sub(file.base), span.end.saturating_sub(file.base));
        let before = file.text.get(..start as usize).unwrap_or("");
        let after = file.text.get(end as usize..).unwrap_or("");
        let is_command =
            || ["\\emph{", "\\textit{", "\\textbf{"].iter().any(|command| before.ends_with(command));
        sentence.is_quoted(token.start)
            || (before.ends_with(['*', '_']) && after.starts_with(['*', '_']))
            || (is_command() && after.starts_with('}'))
    }

    fn add(&mut self, sentence: SentenceRef<'d>, tokens: Range<usize>, text: String, shape: Shape) {
        let all = sentence.tokens();
        let first = all[tokens.start].start..all[tokens.end - 1].end;
        let says = explains(sentence, &tokens);
        let kind = if shape == Shape::Name { kind(sentence, &tokens) } else { TermKind::Term };
        let candidate = self.found.entry(text.clone()).or_insert_with(|| Candidate {
            term: Term { text, kind, uses: 0, first, explained: None },
            shape,
            is_cited: false,
            words: None,
        });
        candidate.is_cited |=
            all.get(tokens.end).is_some_and(|next| next.is_placeholder(Placeholder::Citation));
        let term = &mut candidate.term;
        term.uses += 1;
        if kind == TermKind::DataSet {
            term.kind = kind;
        }
        if term.explained.is_none() && says {
            term.explained = Some(sentence.range());
        }
    }

    fn finish(self) -> Vec<Term> {
        let Self { found, words, is_short, .. } = self;
        let rule = Keep { least: PAIR - u32::from(is_short), is_short, words: &words };
        let uses_of = |text: &str| found.get(text).map_or(0, |candidate| candidate.term.uses);
        // A name that stands before the same noun nearly everywhere is a part of its name.
        let whole: FxHashMap<&str, bool> = found
            .values()
            .filter(|candidate| candidate.shape == Shape::Compound)
            .filter_map(|candidate| candidate.words.as_ref().map(|(name, _)| (candidate, name)))
            .filter(|(candidate, name)| candidate.term.uses * 2 > uses_of(name))
            .flat_map(|(candidate, name)| [(candidate.term.text.as_str(), true), (name.as_str(), false)])
            .collect();
        let is_kept = |candidate: &&Candidate| {
            let decided = whole.get(candidate.term.text.as_str()).copied();
            decided.unwrap_or_else(|| rule.keeps(candidate))
        };
        let (mut terms, mut pairs): (Vec<&Candidate>, Vec<&Candidate>) = found
            .values()
            .filter(is_kept)
            .partition(|candidate| matches!(candidate.shape, Shape::Name | Shape::Compound));
        // A word that stands mostly in one pair is told by it.
        let in_pairs: FxHashMap<&str, u32> = pairs
            .iter()
            .filter_map(|pair| pair.words.as_ref().map(|words| (pair, words)))
            .flat_map(|(pair, (first, last))| {
                [(first.as_str(), pair.term.uses), (last.as_str(), pair.term.uses)]
            })
            .collect();
        pairs.retain(|candidate| {
            let paired = in_pairs.get(candidate.term.text.as_str()).copied().unwrap_or(0);
            candidate.shape != Shape::Word || paired * 2 < candidate.term.uses
        });
        pairs.sort_by_key(|candidate| (std::cmp::Reverse(candidate.term.uses), candidate.term.first.start));
        pairs.truncate(MOST);
        terms.append(&mut pairs);
        let mut terms: Vec<Term> = terms.into_iter().map(|candidate| candidate.term.clone()).collect();
        terms.sort_by_key(|term| (term.first.start, term.first.end));
        terms
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Vocabulary;
    use crate::document::Lexicon;
    use crate::markup;
    use crate::source::{Draft, Format, Source};

    /// Returns the terms of a text with what each is and whether it is explained.
    fn terms(text: &str) -> Vec<(String, TermKind, bool)> {
        let draft = Draft::single(Source::new("draft.md", text), Format::Markdown);
        let (lexicon, vocabulary) = (Lexicon::default(), Vocabulary::default());
        let reading = markup::read(&draft);
        let document = Document::new(&reading, &lexicon);
        let terms = find(&Paper::new(&draft, &document, &vocabulary));
        terms.into_iter().map(|term| (term.text, term.kind, term.explained.is_some())).collect()
    }

    #[test]
    fn a_coined_term_is_two_words_that_stay_together() {
        let found = terms(
            "Our rivet probe reads the fold manifold. The rivet probe is a small net. Each fold manifold is flat.",
        );
        let term = |text: &str, is_explained| (text.to_owned(), TermKind::Term, is_explained);
        assert_eq!(found, [term("rivet probe", true), term("fold manifold", false)]);
    }

    #[test]
    fn a_name_takes_its_noun_with_it() {
        let found =
            terms("Each donor fills its Zonel lobe. The Zonel lobe is small, and Bora rose. Then Bora fell.");
        let words: Vec<&str> = found.iter().map(|(text, ..)| text.as_str()).collect();
        assert_eq!(words, ["Zonel lobe", "Bora"]);
    }

    #[test]
    fn words_that_all_readers_know_are_no_terms() {
        assert_eq!(terms("An important measurement was different. The information was available."), []);
    }

    #[test]
    fn names_are_known_by_their_letters_and_their_nouns() {
        let found = terms(
            "We read it with FoldNet. Then the Zonata dataset was read. The code Bora [@lee] ran on `rivet`, and `rivet` fell.",
        );
        let name = |text: &str, kind, is_explained| (text.to_owned(), kind, is_explained);
        assert_eq!(
            found,
            [
                name("FoldNet", TermKind::Name, false),
                name("Zonata", TermKind::DataSet, false),
                name("Bora", TermKind::Name, true),
                name("rivet", TermKind::Name, false),
            ]
        );
    }

    #[test]
    fn words_that_open_a_sentence_and_pointers_are_none() {
        assert_eq!(terms("Seeds fell. Seeds rose. See Figure 3 and Table 4. Figure 3 is old."), []);
    }
}
