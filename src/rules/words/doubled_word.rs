//! `doubled-word`: the same word twice in a row.

use crate::analysis::Paper;
use crate::document::{BlockRole, Kind, SentenceRef, Token};
use crate::findings::{Report, Safety, Severity};
use crate::markup::Within;
use crate::rules::{SentenceCheck, Words};
use crate::source::{Format, Span};

/// The words by which a slip is told from words that stand twice.
#[derive(serde::Deserialize)]
pub struct DoubledWord {
    #[serde(rename = "fix")]
    safety: Safety,
    /// Mended without being asked.
    mended: Words,
    /// Words of grammar; other short words are no words.
    grammar: Words,
    /// Words that may stand twice.
    twice: Words,
    /// What happens between two things that are called by the same word.
    between: Words,
    /// A word and the one after its double, as `that:the`: the exceptions of `twice`.
    slips: Words,
    /// The same for words that may stand twice there alone, as `in:vitro`.
    phrases: Words,
    /// What opens a clause that may end in one of `verbs`.
    openers: Words,
    verbs: Words,
    /// Words such as `in` that belong to a verb before them, and such verbs.
    particles: Words,
    phrasal: Words,
    /// Endings of the names of species.
    latin: Words,
    /// Words that with a capital are symbols of elements: `As as a dopant`.
    elements: Words,
    /// What says that words before it are as somebody else wrote them.
    sic: Words,
    /// Words with which a pair stands twice on purpose: `on and on and`.
    joining: Words,
    /// LaTeX commands that print nothing where they stand.
    silent: Words,
}

/// Words between what opens a clause and its end, in the clauses that authors end in a verb: `how warm it was was not noted`.
const CLAUSE: usize = 4;

/// Letters of the longest syllables, units, symbols and codes that look like words: `kg`, `tau`, `gcc`.
const SHORT: usize = 3;

impl SentenceCheck for DoubledWord {
    fn check(&self, sentence: SentenceRef<'_>, paper: &Paper<'_>, out: &mut Report<'_>) {
        // What is quoted stands as it was; a note or a tip is the authors' own.
        let block = sentence.block();
        if block.role() == BlockRole::Quote && !block.within().is_in(Within::BOX) {
            return;
        }
        let tokens = sentence.tokens();
        for (at, pair) in tokens.windows(2).enumerate() {
            let (first, second) = (pair[0], pair[1]);
            // Nearly all pairs differ in length or kind, so the texts are rarely looked at.
            let may_be_same = first.kind == Kind::Word
                && second.kind == Kind::Word
                && first.end - first.start == second.end - second.start
                && first.word == second.word;
            if !may_be_same || !is_pair(sentence, tokens, at) {
                self.check_phrase(sentence, paper, at, out);
                continue;
            }
            let pair = Pair { sentence, paper, at };
            if pair.is_slip(self) && pair.is_running_text(self) {
                let safety = if pair.may_be_mended(self) { self.safety } else { Safety::Suggested };
                let found = format!("{} {}", pair.text(0), pair.text(1));
                let reported = out.at(first.start..second.end, Severity::Warning).value("found", found);
                // With its capital, the second word may be the one to keep.
                if !pair.text(1).starts_with(char::is_uppercase) {
                    reported.replacements([(first.end..second.end, "")], safety);
                }
            }
        }
    }
}

impl DoubledWord {
    /// Reports two words that stand twice in a row, of which the first is one of grammar: `of the of the`.
    fn check_phrase(&self, sentence: SentenceRef<'_>, paper: &Paper<'_>, at: usize, out: &mut Report<'_>) {
        let Some(&[a, b, c, d]) = sentence.tokens().get(at..at + 4) else { return };
        let is_same = |one: Token, other: Token| one.kind == Kind::Word && one.word == other.word;
        if !is_same(a, c)
            || !is_same(b, d)
            || a.end - a.start != c.end - c.start
            || b.end - b.start != d.end - d.start
        {
            return;
        }
        let text = sentence.document.reading().slice(a.start, d.end);
        let words: Vec<&str> = text.split_whitespace().collect();
        let &[first, second, third, fourth] = words.as_slice() else { return };
        let is_slip = first.eq_ignore_ascii_case(third)
            && second == fourth
            && third.chars().count() > 1
            && [second, third].iter().all(|word| word.chars().all(char::is_lowercase))
            && self.grammar.contains(third)
            && !self.joining.contains(second)
            && !sentence.is_quoted(a.start)
            && paper.is_english();
        // More than twice is meant: `on and on and on`.
        let goes_on = sentence.tokens().get(at + 4).is_some_and(|token| is_same(a, *token))
            || at
                .checked_sub(1)
                .and_then(|at| sentence.tokens().get(at))
                .is_some_and(|token| is_same(b, *token));
        if is_slip && !goes_on {
            out.at(a.start..d.end, Severity::Warning)
                .value("found", text)
                .replacements([(b.end..d.end, "")], Safety::Suggested);
        }
    }
}

/// Returns whether the tokens at `at` and after it are the same word, with nothing but white space between them.
fn is_pair(sentence: SentenceRef<'_>, tokens: &[Token], at: usize) -> bool {
    let Some(&[first, second]) = tokens.get(at..at + 2) else { return false };
    let text = |token: Token| sentence.document.token_text(token);
    let between = sentence.document.reading().slice(first.end, second.start);
    let is_word = first.kind == Kind::Word && second.kind == Kind::Word;
    is_word
        && text(first).eq_ignore_ascii_case(text(second))
        && !between.is_empty()
        && between.chars().all(char::is_whitespace)
}

/// A word and its double.
#[derive(Clone, Copy)]
struct Pair<'p, 'd> {
    sentence: SentenceRef<'p>,
    paper: &'p Paper<'d>,
    /// The token of the first one.
    at: usize,
}

impl<'p> Pair<'p, '_> {
    /// Returns the token so many places after the first of the pair.
    fn token(self, offset: isize) -> Option<Token> {
        self.sentence.tokens().get(self.at.checked_add_signed(offset)?).copied()
    }

    /// Returns its text; empty where there is none.
    fn text(self, offset: isize) -> &'p str {
        self.token(offset).map_or("", |token| self.sentence.document.token_text(token))
    }

    fn lower(self, offset: isize) -> String {
        self.text(offset).to_lowercase()
    }

    fn is_pair(self, offset: isize) -> bool {
        let at = self.at.checked_add_signed(offset);
        at.is_some_and(|at| is_pair(self.sentence, self.sentence.tokens(), at))
    }

    /// Returns whether the words are ones that nobody means to write twice here.
    fn is_slip(self, rule: &DoubledWord) -> bool {
        let word = self.lower(0);
        let with_next = format!("{word}:{}", self.lower(2));
        let is_grammar = rule.grammar.contains(&word) && self.paper.is_english();
        if rule.slips.contains(&with_next) {
            return is_grammar && self.has_fitting_case(is_grammar, rule);
        }
        let may_stand_twice = rule.twice.contains(&word) || rule.phrases.contains(&with_next);
        !may_stand_twice
            && self.text(0).chars().all(char::is_alphabetic)
            && (is_grammar || word.chars().count() > SHORT)
            && self.has_fitting_case(is_grammar, rule)
            && !self.is_in_row(is_grammar)
            && match is_grammar {
                true => !self.is_letter() && !self.ends_clause(&word, rule),
                false => !self.is_species(rule) && !rule.between.contains(&self.lower(2)),
            }
    }

    /// Two capitals are a name; a capital and none are a species or an element, but for a word of grammar that opens a sentence; none
    /// and a capital are a word before a name that opens with it.
    fn has_fitting_case(self, is_grammar: bool, rule: &DoubledWord) -> bool {
        let is_upper = |offset| self.text(offset).starts_with(char::is_uppercase);
        let opens = || self.sentence.tokens().iter().take(self.at).all(|token| !token.is_word());
        let is_code = || self.text(0).chars().all(char::is_uppercase);
        match (is_upper(0), is_upper(1)) {
            (false, false) => true,
            (true, true) => false,
            (false, true) => is_grammar && !rule.elements.contains(&self.lower(0)),
            (true, false) => is_grammar && opens() && !is_code() && !rule.elements.contains(&self.lower(0)),
        }
    }

    /// Returns whether it is one of several in a row or stands alone: material, a label, or what a program wrote. A word of grammar is
    /// reported where the row starts.
    fn is_in_row(self, is_grammar: bool) -> bool {
        let words = || self.sentence.tokens().iter().filter(|token| token.is_word());
        match is_grammar {
            true => self.is_pair(-1),
            false => [-1, 1, -2, 2].into_iter().any(|offset| self.is_pair(offset)) || words().count() == 2,
        }
    }

    /// `a a b`: letters, not articles.
    fn is_letter(self) -> bool {
        let is_single = |offset| {
            self.text(offset).chars().all(char::is_alphabetic) && self.text(offset).chars().count() == 1
        };
        is_single(0) && (is_single(-1) || is_single(2))
    }

    /// `what it is is a seed`, `zooming in in the second run`.
    fn ends_clause(self, word: &str, rule: &DoubledWord) -> bool {
        let is_opener =
            |token: &Token| rule.openers.contains(&self.sentence.document.token_text(*token).to_lowercase());
        let mut near = self.sentence.tokens().iter().take(self.at).rev().take(CLAUSE);
        rule.particles.contains(word) && rule.phrasal.contains(&self.lower(-1))
            || rule.verbs.contains(word) && near.any(is_opener)
    }

    /// Returns the last two words of `Mus musculus musculus`, of `M. musculus musculus`.
    fn is_species(self, rule: &DoubledWord) -> bool {
        let genus = [-1, -2].into_iter().find(|&offset| self.token(offset).is_some_and(Token::is_word));
        let word = self.lower(0);
        let has_ending = rule.latin.iter().any(|ending| word.ends_with(ending.as_str()));
        genus.filter(|_| has_ending).is_some_and(|offset| {
            self.text(offset).starts_with(char::is_uppercase) && !rule.grammar.contains(&self.lower(offset))
        })
    }

    /// Returns whether the words stand side by side on the page, and are the authors' own. What is quoted, or emphasised by itself, is
    /// mentioned.
    fn is_running_text(self, rule: &DoubledWord) -> bool {
        let (Some(first), Some(second)) = (self.token(0), self.token(1)) else { return false };
        if self.sentence.is_quoted(first.start) || rule.sic.contains(self.text(3)) {
            return false;
        }
        let (draft, reading) = (self.paper.draft, self.sentence.document.reading());
        let starts = reading.source_of(first.start, first.end);
        let ends = reading.source_of(second.start, second.end);
        let (Some(&first), Some(&second)) = (starts.last(), ends.first()) else { return false };
        let file = draft.file(draft.file_of(first.start));
        if first.end > second.start || second.end > file.span().end {
            return false;
        }
        let gap = draft.text(Span::new(first.end, second.start));
        let gap = if file.format == Format::Notebook { unescaped(gap) } else { gap.to_owned() };
        let is_grammar = rule.grammar.contains(&self.lower(0));
        let before = draft.text(Span::new(file.base, first.start));
        let after = draft.text(Span::new(second.end, file.span().end));
        !is_column(&gap, is_grammar)
            && is_plain(&gap, &rule.silent)
            && !is_marked(before, after)
            && (is_grammar || !follows_command(before))
    }

    /// Returns whether the second word can be taken out without a look.
    fn may_be_mended(self, rule: &DoubledWord) -> bool {
        rule.mended.contains(&self.lower(0)) && !self.is_pair(1) && self.paper.is_english()
    }
}

/// Returns whether two words stand in columns, or at the end of a line of verse and the start of the next: wide gaps are no slip of the
/// keyboard. A word of grammar may have a second space before it.
fn is_column(gap: &str, is_grammar: bool) -> bool {
    let is_line_end = gap.contains('\n') && !gap.contains("  \n");
    let wide = if is_grammar { "   " } else { "  " };
    !is_line_end && (gap.contains('\t') || gap.contains(wide))
}

/// Returns the text of a part of a JSON string, as far as white space and commands go.
fn unescaped(json: &str) -> String {
    json.replace("\\n", "\n").replace("\\\\", "\\")
}

/// Returns whether words with this source between them stand side by side: only white space, emphasis, comments, and commands that print
/// nothing.
fn is_plain(gap: &str, silent: &Words) -> bool {
    let mut rest = gap;
    let mut has_space = false;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or("");
        match c {
            '%' => rest = rest.split_once('\n').map_or("", |(_, next)| next),
            '\\' => match after_command(rest, silent) {
                Some(after) => rest = after,
                None => return false,
            },
            // Marks of items and quotations, and of the strings in a notebook, too.
            '*' | '_' | '{' | '}' | '>' | '"' | ',' => {}
            _ if c.is_whitespace() || c == '~' => has_space = true,
            _ => return false,
        }
    }
    has_space
}

/// Returns what follows a command that prints nothing, or that opens a group: `\footnote{…}`, `\textbf{`.
fn after_command<'g>(source: &'g str, silent: &Words) -> Option<&'g str> {
    let rest = source.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let name = source.strip_suffix(rest).unwrap_or("");
    if !silent.contains(name) {
        // The group of a command between the words, as in `\cold{}`, ends there.
        let opens = !name.is_empty() && rest.starts_with('{') && after_group(rest).is_none();
        return opens.then_some(rest);
    }
    match rest.strip_prefix('[') {
        Some(option) => after_group(option.split_once(']')?.1),
        None => after_group(rest),
    }
}

/// Returns what follows a group in braces, where one opens.
fn after_group(source: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, c) in source.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return source.get(if c == '}' { at + 1 } else { at }..);
        }
    }
    (depth == 0).then_some("")
}

/// Returns whether what stands between two texts is all that stands between two marks of emphasis, or in a group or an element of its own.
fn is_marked(before: &str, after: &str) -> bool {
    let (before, after) = (before.chars().next_back(), after.chars().next());
    MARKS.iter().any(|&(open, close)| before == Some(open) && after == Some(close))
}

/// Returns whether a LaTeX command without braces stands before a word, so that the word may be code: `\setname left left`.
fn follows_command(before: &str) -> bool {
    let blank = before.trim_end_matches([' ', '\t']);
    let name = blank.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '@');
    name.len() < blank.len() && name.ends_with('\\')
}

/// What opens and closes emphasis, a group, an element or a quotation.
const MARKS: [(char, char); 8] =
    [('"', '"'), ('*', '*'), ('_', '_'), ('{', '}'), ('>', '<'), ('‘', '’'), ('\'', '\''), ('`', '\'')];
