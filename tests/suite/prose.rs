//! What a word and a sentence are does not depend on the format, nor on where lines are wrapped.

use paperlint::internal::document::{BlockRole, Document, Lexicon, SectionRole};
use paperlint::internal::markup;
use paperlint::internal::source::{Draft, Format, Source};

/// Returns the words of each sentence.
fn words(text: &str, format: Format) -> Vec<u32> {
    let draft = Draft::single(Source::new("draft", text), format);
    let reading = markup::read(&draft);
    let document = Document::new(&reading, &Lexicon::default());
    document.sentences().iter().map(|sentence| sentence.words).collect()
}

/// Markdown, LaTeX, and the words of each sentence in both.
const CASES: [(&str, &str, &[u32]); 26] = [
    ("A state-of-the-art model.", r"A state-of-the-art model.", &[3]),
    ("It took 5 km or 5km.", r"It took 5 km or 5km.", &[6]),
    ("Of 1,000 we lost 3.14%.", r"Of 1,000 we lost 3.14\%.", &[5]),
    ("Train/test and—so it seems.", r"Train/test and---so it seems.", &[6]),
    ("The latency–quality curve.", r"The latency--quality curve.", &[3]),
    ("We don't use snake_case.", r"We don't use snake\_case.", &[4]),
    ("It is naïve and *un*related.", r#"It is na\"ive and \emph{un}related."#, &[5]),
    ("We set $x_i = y + 2$ here.", r"We set $x_i = y + 2$ here.", &[4]),
    ("An $n$-gram model.", r"An $n$-gram model.", &[3]),
    ("As shown [@a; @b] before.", r"As shown \citep{a,b} before.", &[4]),
    ("We call `f(x, y)` once.", r"We call \texttt{f} once.", &[4]),
    ("See <https://example.org/a/b> now.", r"See \url{https://example.org/a/b} now.", &[3]),
    ("We solve\n\n$$x = 1$$\n\nwhere x is free.", "We solve\n\n\\[x = 1\\]\n\nwhere x is free.", &[6]),
    ("Lee et al.\n(2019) agree.\nWe do\nnot.", "Lee et al.\n(2019) agree.\nWe do\nnot.", &[5, 3]),
    ("It grows [@a]. We\nstop.", "It grows~\\cite{a}. We\nstop.", &[3, 2]),
    ("It grows.[@a] We stop.", r"It grows.\cite{a} We stop.", &[3, 2]),
    ("It fell.^12^ Then it rose.", r"It fell.\textsuperscript{12} Then it rose.", &[3, 3]),
    (
        "It fell.^3,4^ Then it rose.^5–7^",
        r"It fell.\textsuperscript{3,4} Then it rose.\textsuperscript{5--7}",
        &[3, 4],
    ),
    ("It fell.¹ Then it rose.", r"It fell.¹ Then it rose.", &[3, 3]),
    ("It fell.$^{3,4}$ Then it rose.", r"It fell.$^{3,4}$ Then it rose.", &[3, 3]),
    ("See Fig.3 There, v.2 Then, and file.2 now.", r"See Fig.3 There, v.2 Then, and file.2 now.", &[8]),
    ("Above >90% it is ~47.", r"Above $>$90\% it is $\sim$47.", &[5]),
    ("We use tea and cups.", r"We use \begin{enumerate*}\item tea and \item cups.\end{enumerate*}", &[5]),
    ("Left right, one two.", r"Left\hfill right, one\hspace{1cm}two.", &[4]),
    ("See e.g. this, et al. there, cf. it.", r"See e.g.\@ this, et al.\@ there, cf.\@ it.", &[8]),
    ("One two three.", r"One\quad two\\[2pt] three.", &[3]),
];

#[test]
fn words_and_sentences_are_the_same_in_both_formats() {
    for (markdown, latex, expected) in CASES {
        assert_eq!(words(markdown, Format::Markdown), expected, "Markdown: {markdown}");
        assert_eq!(words(latex, Format::Latex), expected, "LaTeX: {latex}");
    }
}

#[test]
fn wrapping_lines_changes_nothing() {
    let text = "We met Dr. Poe at 5 p.m. on Monday, e.g. in E. coli (Fig. 3). It grew. [1] Then we stopped. 8 mice \
                were lost; p53 was not. pH was 7.4.";
    let wrapped = text.replace(' ', "\n");
    for format in [Format::Plain, Format::Latex] {
        assert_eq!(words(text, format), words(&wrapped, format), "{format:?}");
        assert_eq!(words(text, format).len(), 5, "{format:?}");
    }
}

/// Returns where each sentence of a Markdown draft begins, in bytes of the draft.
fn starts(text: &str) -> Vec<u32> {
    let draft = Draft::single(Source::new("draft", text), Format::Markdown);
    let reading = markup::read(&draft);
    let document = Document::new(&reading, &Lexicon::default());
    let sentences = (0..document.sentences().len() as u32).map(|index| document.sentence(index));
    sentences.map(|sentence| reading.source_at(sentence.range().start) - draft.main().base).collect()
}

#[test]
fn sentences_end_where_the_table_says() {
    let lines = include_str!("../tables/sentences.txt").lines();
    let wrong: Vec<&str> = lines
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
        .filter(|line| {
            let text = line.replace('‖', " ");
            let ends = line.match_indices('‖').enumerate();
            // Each bar is two bytes longer than the space in its place.
            let wanted: Vec<u32> = ends.map(|(index, (at, _))| (at - 2 * index + 1) as u32).collect();
            starts(&text).get(1..) != Some(wanted.as_slice())
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_statement_in_bold_hides_nothing_after_its_paragraph() {
    let role = |text: &str| {
        let draft = Draft::single(Source::new("draft", text), Format::Markdown);
        let reading = markup::read(&draft);
        let document = Document::new(&reading, &Lexicon::default());
        let last = document.block(document.blocks().len() as u32 - 1);
        (last.role(), last.section().zone())
    };
    let (methods, top) = ((BlockRole::Body, SectionRole::Methods), (BlockRole::Body, SectionRole::Other));
    for (text, wanted) in [
        ("# On tea\n\n## Methods\n\n**Notation.** We write x.\n\nTea is old.", methods),
        ("# On tea\n\n## Methods\n\n**Funding:** By us.\n\nTea is old.\n\nIt is warm.", methods),
        ("# On tea\n\n**Keywords:** tea, cups\n\nTea is old.", top),
        ("# On tea\n\n**Keywords**\n\ntea, cups\n\nTea is old.", top),
        ("# On tea\n\n**Authors**\n\nAnn Poe\n\nTea is old.", top),
        ("# On tea\n\n## Abstract\n\nWe ask.\n\n**Keywords:** tea\n\nTea is old.", top),
        ("# On tea\n\n## Funding\n\nBy us.\n\nAnd by you.", (BlockRole::Backmatter, SectionRole::Backmatter)),
    ] {
        assert_eq!(role(text), wanted, "{text}");
    }
}
