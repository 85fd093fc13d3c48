//! Drafts that are broken or built to be slow.

use proptest::prelude::*;

use super::*;

#[test]
fn unclosed_math_ends_with_its_paragraph() {
    assert_eq!(
        blocks("Here $x + y goes.\n\nNext $n$-gram."),
        ["Paragraph: Here <Math>", "Paragraph: Next <Math>-gram."]
    );
    assert_eq!(blocks("\\begin{equation} x\n\nNext."), ["Math:", "Paragraph: Next."]);
}

#[test]
fn line_ends_of_windows_are_line_ends() {
    assert_eq!(blocks("One\r\ntwo.\r\n\r\nThree.\r\n"), ["Paragraph: One  two.", "Paragraph: Three."]);
}

#[test]
fn broken_groups_and_environments_are_read_on() {
    assert_eq!(blocks("a } b \\end{x} c \\begin{center} d {"), ["Paragraph: a b c", "Paragraph: d"]);
    assert_eq!(
        blocks("\\author{Not closed\n\n\\section{S}\nText \\footnote{open"),
        ["Metadata: Not closed", "H1: S", "Paragraph: Text open"]
    );
}

#[test]
fn deep_nesting_comes_to_an_end() {
    for piece in [
        "{",
        "}",
        "\\textbf{",
        "\\footnote{",
        "\\begin{figure}",
        "\\begin{quote}",
        "\\end{quote}",
        "\\foo{",
        "\\cite{",
        "${x$ ",
        "[",
        "\\item[",
        "\\begin{equation}",
        "\\begin{verbatim}",
        "\\iffalse ",
        "\\title{",
        "\\section{",
        "\\newcommand{\\a}{",
        "\\href{",
        "%\n",
        "\n ",
        "a\\footnote{b}\n\n",
        "\\abstract{",
        "\\\"",
        "$",
        "$$",
        "\\[",
        "\\caption{",
        "\\begin{tabular}{",
        "&",
        "\\verb|",
        "\\newcommand{\\tt}[1]{a#1b}\\tt{",
        "\\newcommand{\\be}{\\begin{align}}\\be ",
        "x\\begin{table}",
        "\\newenvironment{q}{\\begin{quote}}{\\end{quote}}\\begin{q}",
        "\\newenvironment{q}{\\begin{equation}}{\\end{equation}}\\begin{q}",
        "\\newcommand{\\a}{\\a\\a}\\a ",
        "\\newcommand{\\a}[2][x]{#1\\a[#2]}\\a{",
    ] {
        // Work that grows with the square of these would not come to an end in the time that anybody waits for a test.
        let text = piece.repeat(60_000 / piece.len());
        let reading = reading(&text);
        let bound = 9 * text.len();
        assert!(reading.text().len() <= bound && reading.blocks().len() <= bound, "`{piece}`");
    }
}

#[test]
fn bodies_that_multiply_come_to_an_end() {
    let mut text = String::from("\\newcommand{\\a}{word }");
    for pair in ('a'..='z').collect::<Vec<_>>().windows(2) {
        text.push_str(&format!("\\newcommand{{\\{}}}{{{}}}", pair[1], format!("\\{} ", pair[0]).repeat(10)));
    }
    let reading = reading(&(text + "Before. \\z\\par After."));
    assert!(reading.text().starts_with("Before.") && reading.text().ends_with("After.\n"));
    assert!(reading.text().len() < 1 << 18, "{}", reading.text().len());
}

/// Pieces that meet in drafts, and cut ones that meet only by accident.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "{",
        "}",
        "[",
        "]",
        "$",
        "$$",
        "\\[",
        "\\]",
        "\\(",
        "%",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "é",
        "\u{E000}",
        "word",
        "\\",
        "\\\\",
        "&",
        "~",
        "#1",
        "*",
        "--",
        "``",
        "''",
        "\\textbf",
        "\\footnote{",
        "\\section{",
        "\\title{",
        "\\author{",
        "\\caption{",
        "\\item",
        "\\cite{a}",
        "\\'",
        "\\c ",
        "\\newcommand{\\m}[1]{a#1",
        "\\newcommand{\\m}[2][b\n\nc]{#2\\textbf{#1}\\n",
        "\\newcommand\\n{\\section",
        "\\newcommand\\n{\\footnote{#1}\\begin{itemize}\\item",
        "\\newenvironment{e}[1]{\\begin{quote}#1}{\\end{quote}}",
        "\\begin{e}",
        "\\end{e}",
        "\\n",
        "#2",
        "\\def\\m#1{",
        "\\m{",
        "\\m",
        "\\verb|",
        "\\begin{figure}",
        "\\end{figure}",
        "\\begin{tabular}{l}",
        "\\end{tabular}",
        "\\begin{equation}",
        "\\end{equation}",
        "\\begin{document}",
        "\\end{document}",
        "\\begin{abstract}",
        "\\end{abstract}",
        "\\begin{itemize}",
        "\\end{itemize}",
        "\\begin{verbatim}",
        "\\end{verbatim}",
        "\\iffalse",
        "\\else",
        "\\fi",
        "\\input{a}",
        "\\appendix",
        "\\documentclass{a}",
        "\\vskip 1em",
        "\\href{",
        "\\twocolumn[",
        "\\abstract{",
        "\\unknown{",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60).prop_map(|chosen| chosen.concat())
}

proptest! {
    #[test]
    fn any_text_gives_a_reading_whose_parts_fit(main in pieces(), included in pieces()) {
        let included: &'static str = Box::leak(included.into_boxed_str());
        let draft = draft(&main, &[("a", included)]);
        let reading = read(&draft);
        let mut end = 0;
        for block in reading.blocks() {
            prop_assert!(block.start >= end && block.end >= block.start);
            end = block.end;
            for span in reading.source_of(block.start, block.end) {
                prop_assert!(!draft.text(span).is_empty(), "{span:?}");
            }
        }
        for pair in reading.origins().windows(2) {
            prop_assert!(pair[0].at < pair[1].at);
        }
        for (index, origin) in reading.origins().iter().enumerate() {
            let end = reading.origins().get(index + 1).map_or(reading.text().len() as u32, |next| next.at);
            if origin.kind == OriginKind::Verbatim {
                let source = draft.text(Span::new(origin.from.start, origin.from.start + (end - origin.at)));
                prop_assert_eq!(source.replace(['\n', '\r', '\t'], " "), reading.slice(origin.at, end));
            }
        }
    }
}
