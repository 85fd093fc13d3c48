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
        "\\ifx\\a\\b c\\else d",
        "\\if0",
        "\\ifcase 3 ",
        "\\iftoggle{a}{b",
        "\\ifthenelse{\\not",
        "\\ifthenelse{\\equal{a}{b}\\and ",
        "\\@ifstar{\\a}{",
        "\\makeatletter\\def\\a{\\@ifstar{\\a}{\\a}}\\a ",
        "\\def\\a#1.{b}\\a ",
        "\\def\\a#1 #2|{#2 }\\a x y|",
        "\\csname a\\endcsname",
        "\\expandafter\\def\\csname a\\endcsname{",
        "\\MakeShortVerb{\\|}|a",
        "\\usepackage[german]{babel}\"a",
        "\\newacronym{a}{b\\gls{a}}{c}\\gls{a}",
        "\\acro{a}[",
        "\\gls{a}\\newacronym{a}{",
        "\\abstract a",
        "\\begin{abstract}{a}{b}{c}{d}{e}",
        "\\tikz\\a ",
        "\\unknown{a=b}{3pt}",
        "\\newcommand{\\a}[1]{\\input{#1/\\a}}\\a{b}",
        "\\begin{enumerate*}\\item",
        "\\begin{userprompt}",
        "\\autocites{a}[b",
        "\\newlist{a}{itemize}{2}\\begin{a}",
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
        "\\unknown{a=b}{3pt}",
        "\\if0",
        "\\ifx\\m\\n",
        "\\ifnum\\m<",
        "\\ifcase",
        "\\or",
        "\\iftoggle{a}{b}{c}",
        "\\ifthenelse{\\equal{#1}{}}{a}{",
        "\\@ifstar{a}{b}",
        "\\@ifnextchar[{a}{b}",
        "\\makeatletter",
        "\\def\\m#1.#2 {#2",
        "\\def\\n(#1){#1",
        "\\NewDocumentCommand\\m{s d<> t+ e{^_} D(){é}}{#1#2",
        "\\csname m\\endcsname",
        "\\MakeShortVerb|",
        "|",
        "\"",
        "\\usepackage[german]{babel}",
        "\\newacronym[a={é}]{k}{é\\m}{l",
        "\\gls{k}",
        "\\acp{k}",
        "\\acro{k}[é]{l}",
        "\\abstract\n",
        "\\begin{abstract}{é}{b}{c}{d}{e}",
        "\\keywords{",
        "\\tikz[a]",
        ";",
        "\\ding{172}",
        "\\url|é|",
        "\\input{\\m/a}",
        "\\newcommand\\n[1]{\\input{#1}",
        "\\endinput",
        "\\begin{enumerate*}",
        "\\newlist{e}{enumerate*}{1}",
        "\\begin{userprompt}",
        "\\autocites{a}[b]",
        "\\hbox to 3cm{",
        "\\hspace{-1em}",
        "\\excludecomment{e}",
        "\\CatchFileDef{\\m}{a}{",
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
