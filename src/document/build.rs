use std::ops::Range;

use super::sections::{names_part, names_study, role_of_heading};
use super::{
    Block, BlockRole, Document, Kind, Lexicon, Section, SectionRole, Sentence, Token, sentences, tokens,
    views,
};
use crate::markup::{BlockKind, BlockMark, Reading, Within};

/// The arrays of a document that is no longer needed, kept for their memory.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) blocks: Vec<Block>,
    pub(super) sections: Vec<Section>,
    pub(super) sentences: Vec<Sentence>,
    pub(super) tokens: Vec<Token>,
    pub(super) quotes: Vec<Range<u32>>,
}

/// Builds the arrays of a reading, one pass over its blocks.
pub(super) fn document<'r>(reading: &'r Reading, lexicon: &Lexicon, scratch: Scratch) -> Document<'r> {
    let Scratch { mut blocks, mut sections, mut sentences, mut tokens, mut quotes } = scratch;
    blocks.clear();
    sections.clear();
    sentences.clear();
    tokens.clear();
    quotes.clear();
    sections.push(Section::before_headings());
    let mut document = Document { reading, blocks, sections, sentences, tokens, quotes };
    let mut structured = Structured::default();
    for (index, mark) in reading.blocks().iter().enumerate() {
        let mark = structured.placed(reading, index, mark);
        document.add(&mark, lexicon);
    }
    let end = document.blocks.len() as u32;
    document.close_sections(0, end);
    document
}

impl Section {
    fn before_headings() -> Self {
        Self {
            heading: None,
            level: 0,
            is_run_in: false,
            parent: None,
            role: SectionRole::Other,
            zone: SectionRole::Other,
            own: 0..0,
            blocks: 0..0,
        }
    }
}

impl Document<'_> {
    fn add(&mut self, mark: &BlockMark, lexicon: &Lexicon) {
        let index = self.blocks.len() as u32;
        if let BlockKind::Heading { level, run_in } = mark.kind {
            self.open_section(mark, index, level.max(1), run_in);
        } else if mark.kind == BlockKind::Paragraph {
            self.end_statement(index);
        }
        let section = self.sections.len() as u32 - 1;
        let first_sentence = self.sentences.len() as u32;
        let words = self.add_sentences(mark, index, lexicon);
        let role = role(mark, self.sections[section as usize].zone);
        self.blocks.push(Block {
            kind: mark.kind,
            within: mark.within,
            role,
            section,
            text: mark.start..mark.end,
            sentences: first_sentence..self.sentences.len() as u32,
            words,
            source: mark.source,
        });
        let section = &mut self.sections[section as usize];
        section.own.end = index + 1;
        section.blocks.end = index + 1;
    }

    fn add_sentences(&mut self, mark: &BlockMark, block: u32, lexicon: &Lexicon) -> u32 {
        let base = self.tokens.len();
        let text = self.reading.text();
        tokens::tokenize(text, mark.start, mark.end, lexicon, &mut self.tokens);
        let of_block = &self.tokens[base..];
        let mut first = 0;
        let mut total = 0;
        sentences::sentences(of_block, text, |found| {
            let all = &of_block[first..found.end];
            let words = if found.has_bracket { without_asides(all, text, found.words) } else { found.words };
            total += words;
            let (from, to) = ((base + first) as u32, (base + found.end) as u32);
            self.sentences.push(Sentence { block, first: from, end: to, words });
            first = found.end;
        });
        self.add_quotes(base, mark.end);
        total
    }

    /// Adds what stands between quotation marks among the tokens from `base` on. A quotation that nothing closes goes to `end`, where its
    /// block ends.
    fn add_quotes(&mut self, base: usize, end: u32) {
        let mut open = None;
        // `„` is closed by the mark that opens elsewhere.
        let mut is_low = false;
        for token in &self.tokens[base..] {
            let opens = match token.kind {
                Kind::Mark(b'"') if open.is_none() && self.can_only_close(token) => continue,
                Kind::Mark(b'"') => open.is_none(),
                Kind::Symbol => match self.reading.slice(token.start, token.end) {
                    "“" if is_low => false,
                    mark @ ("“" | "«" | "„") => {
                        is_low |= open.is_none() && mark == "„";
                        true
                    }
                    "”" | "»" => false,
                    _ => continue,
                },
                _ => continue,
            };
            match (opens, open) {
                (true, None) => open = Some(token.end),
                (false, Some(start)) => {
                    self.quotes.push(start..token.start);
                    (open, is_low) = (None, false);
                }
                _ => {}
            }
        }
        self.quotes.extend(open.map(|start| start..end));
    }

    /// Returns whether a straight mark stands behind a word and before none: `5" wide`, or the end of what another mark opened.
    fn can_only_close(&self, token: &Token) -> bool {
        let text = self.reading.text();
        let before = text.get(..token.start as usize).and_then(|text| text.chars().next_back());
        let after = text.get(token.end as usize..).and_then(|text| text.chars().next());
        before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '?' | '!' | ','))
            && after.is_none_or(|c| !c.is_alphanumeric())
    }

    fn open_section(&mut self, mark: &BlockMark, block: u32, level: u8, is_run_in: bool) {
        // Every run-in heading stands below every heading on a line of its own.
        let level = if is_run_in { level.saturating_add(RUN_IN_LEVELS) } else { level };
        self.close_sections(level, block);
        let parent = self.parent_for(level);
        let text = self.reading.slice(mark.start, mark.end);
        let role = match parent {
            Some(parent) if self.is_part_of_abstract(parent, text) && !is_statement(text) => {
                SectionRole::Other
            }
            _ => self.role_here(role_of_heading(text), is_run_in && !self.is_study(parent)),
        };
        let zone = match (role, parent) {
            (SectionRole::Other, Some(parent)) => self.sections[parent as usize].zone,
            _ => role,
        };
        // What stands in an appendix or after the references stays there, whatever its heading says.
        let zone = match parent.map(|parent| self.sections[parent as usize].zone) {
            Some(SectionRole::Appendix) => SectionRole::Appendix,
            _ if mark.within.is_in(Within::APPENDIX) => SectionRole::Appendix,
            _ => zone,
        };
        self.sections.push(Section {
            heading: Some(block),
            level,
            is_run_in,
            parent,
            role,
            zone,
            own: block..block,
            blocks: block..block,
        });
    }

    /// Ends a section of keywords, funds or the like whose heading stands in its paragraph, or before the paper begins: what follows it is
    /// none of that, and belongs to the section around it.
    fn end_statement(&mut self, block: u32) {
        use SectionRole::{Abstract, Acknowledgements, Backmatter, Introduction, Methods, Other, Results};
        let Some(last) = self.sections.last() else { return };
        let is_statement =
            matches!(last.role, Backmatter | Acknowledgements) && last.own.end - last.own.start > 1;
        let has_begun =
            || self.sections.iter().any(|section| matches!(section.role, Introduction | Methods | Results));
        if !is_statement || !(last.is_run_in || last.level >= LEAD_LEVEL && !has_begun()) {
            return;
        }
        let zone = last.parent.map_or(Other, |parent| self.sections[parent as usize].zone);
        let zone = if zone == Abstract { Other } else { zone };
        let (level, parent, is_run_in) = (last.level, last.parent, last.is_run_in);
        self.sections.push(Section {
            level,
            parent,
            is_run_in,
            zone,
            own: block..block,
            blocks: block..block,
            ..Section::before_headings()
        });
    }

    /// Returns whether a heading below that section is one of a structured abstract, and says what a paragraph holds. Where the paper's own
    /// sections stand a level below its abstract, they begin with an introduction.
    fn is_part_of_abstract(&self, parent: u32, text: &str) -> bool {
        let has_begun = || {
            let beside = self.sections.iter().filter(|section| section.parent == Some(parent));
            beside.into_iter().any(|section| section.zone != SectionRole::Abstract)
        };
        self.sections[parent as usize].zone == SectionRole::Abstract
            && !text.to_lowercase().contains("introduction")
            && !has_begun()
    }

    /// Returns whether a section is one of several studies of the paper, each with its own method and results: `Experiment 2`, `Study 1:
    /// Sleep`.
    fn is_study(&self, section: Option<u32>) -> bool {
        let section = section.and_then(|index| self.sections.get(index as usize));
        let heading = section.and_then(|section| self.blocks.get(section.heading? as usize));
        heading.is_some_and(|heading| names_study(self.reading.slice(heading.text.start, heading.text.end)))
    }

    /// Returns what a heading's words mean where it stands.
    fn role_here(&self, role: SectionRole, is_run_in: bool) -> SectionRole {
        use SectionRole::{
            Abstract, Acknowledgements, Backmatter, Conclusion, Introduction, Methods, Other, Results,
        };
        let has_begun =
            || self.sections.iter().any(|section| matches!(section.role, Introduction | Methods | Results));
        match role {
            // A summary after the paper has begun looks back on it.
            Abstract if has_begun() => {
                if is_run_in {
                    Other
                } else {
                    Conclusion
                }
            }
            Abstract | Acknowledgements | Backmatter => role,
            // "Results." inside an abstract or a method says what a paragraph holds, not where the paper's results are.
            _ if is_run_in => Other,
            _ => role,
        }
    }

    /// Ends every open section of `level` or below; the blocks of a section span those of the sections below it.
    fn close_sections(&mut self, level: u8, block: u32) {
        let mut current = self.sections.len().checked_sub(1);
        while let Some(index) = current {
            let section = &mut self.sections[index];
            if section.level < level {
                break;
            }
            section.blocks.end = block;
            current = section.parent.map(|parent| parent as usize);
        }
    }

    fn parent_for(&self, level: u8) -> Option<u32> {
        let mut current = Some(self.sections.len() as u32 - 1);
        while let Some(index) = current {
            let section = &self.sections[index as usize];
            if section.level < level && section.level > 0 {
                return Some(index);
            }
            current = section.parent;
        }
        None
    }
}

/// Returns whether a heading names keywords or the like, and no part of an abstract.
fn is_statement(heading: &str) -> bool {
    !names_part(heading) && role_of_heading(heading) == SectionRole::Backmatter
}

/// The level of headings that are set as paragraphs, in bold.
const LEAD_LEVEL: u8 = 6;

/// Where the paper's abstract has parts whose headings stand at the level of its own.
#[derive(Default)]
struct Structured {
    /// The level of the heading that names the abstract, while nothing but headings and parts followed it.
    level: Option<u8>,
    /// Whether parts begin right after it.
    has_parts: bool,
    /// The block after the last part.
    end: usize,
}

impl Structured {
    /// Returns the block with a heading of such a part one level further down, where it stands for readers.
    fn placed(&mut self, reading: &Reading, index: usize, mark: &BlockMark) -> BlockMark {
        let BlockKind::Heading { level, run_in: false } = mark.kind else {
            self.level = self.level.filter(|_| self.has_parts);
            return *mark;
        };
        let text = reading.slice(mark.start, mark.end);
        if self.level == Some(level) && !self.has_parts {
            self.end = end_of_parts(reading, index, level);
            self.has_parts = self.end > index;
        }
        if self.level == Some(level) && index < self.end {
            return BlockMark { kind: BlockKind::Heading { level: level + 1, run_in: false }, ..*mark };
        }
        self.level = (role_of_heading(text) == SectionRole::Abstract).then_some(level);
        self.has_parts = false;
        *mark
    }
}

/// Returns the first block after the parts of a structured abstract that begin with the heading at `first`; `first` where they are none.
/// Each is a few sentences under a heading of its own; where a heading comes twice, the paper begins.
fn end_of_parts(reading: &Reading, first: usize, level: u8) -> usize {
    let mut seen: Vec<&str> = Vec::new();
    let mut bytes = 0;
    let mut end = reading.blocks().len();
    for (index, mark) in reading.blocks().iter().enumerate().skip(first) {
        let BlockKind::Heading { level: found, run_in: false } = mark.kind else {
            bytes += mark.end - mark.start;
            continue;
        };
        let text = reading.slice(mark.start, mark.end);
        if found != level || !names_part(text) || seen.contains(&text) {
            end = index;
            break;
        }
        seen.push(text);
    }
    if seen.len() > 1 && bytes < LONGEST_ABSTRACT { end } else { first }
}

/// Bytes of text that a structured abstract has at most: about 700 words, twice of what most journals take.
const LONGEST_ABSTRACT: u32 = 5000;

/// More levels than any format has for headings on a line of their own.
const RUN_IN_LEVELS: u8 = 16;

/// Returns the words of a sentence that has `all`, where a parenthesis of statistics or of citations counts as one.
fn without_asides(tokens: &[Token], text: &str, all: u32) -> u32 {
    let words =
        |range: std::ops::Range<usize>| tokens[range].iter().filter(|token| token.is_word()).count() as u32;
    views::asides(tokens, text).fold(all, |count, range| count - words(range) + 1)
}

fn role(mark: &BlockMark, zone: SectionRole) -> BlockRole {
    let is_in = |containers| mark.within.is_in(containers);
    match mark.kind {
        BlockKind::Title => BlockRole::Title,
        BlockKind::Metadata => BlockRole::Metadata,
        BlockKind::Code | BlockKind::Math | BlockKind::Figure => BlockRole::Empty,
        BlockKind::Heading { .. } => BlockRole::Heading,
        _ if is_in(Within::REFERENCES.with(Within::ACKNOWLEDGEMENTS)) => BlockRole::Backmatter,
        BlockKind::Cell => BlockRole::Table,
        _ if is_in(Within::TABLE.with(Within::ALGORITHM)) && mark.kind != BlockKind::Caption => {
            BlockRole::Table
        }
        BlockKind::Caption => BlockRole::Caption,
        BlockKind::Footnote => BlockRole::Footnote,
        _ if matches!(
            zone,
            SectionRole::Acknowledgements | SectionRole::Backmatter | SectionRole::References
        ) =>
        {
            BlockRole::Backmatter
        }
        _ if is_in(Within::QUOTE.with(Within::BOX)) => BlockRole::Quote,
        BlockKind::Item => BlockRole::Item,
        BlockKind::Paragraph if is_in(Within::LIST) => BlockRole::Item,
        BlockKind::Paragraph if is_in(Within::ABSTRACT) || zone == SectionRole::Abstract => {
            BlockRole::Abstract
        }
        BlockKind::Paragraph => BlockRole::Body,
    }
}
