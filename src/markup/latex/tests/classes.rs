//! Abstracts and front matter as the classes of publishers have them.

use super::*;

/// Returns each block of the body of a paper of that class; those of an abstract with a bar before them.
fn of_class(class: &str, text: &str) -> String {
    let reading = reading(&format!("\\documentclass{{{class}}}{text}"));
    let marked = shown(&reading)
        .into_iter()
        .zip(reading.blocks())
        .map(|(shown, block)| if block.within.is_in(Within::ABSTRACT) { format!("|{shown}") } else { shown });
    marked.collect::<Vec<_>>().join(" / ")
}

#[test]
fn an_abstract_is_found_where_its_class_has_it() {
    for (class, text, expected) in [
        (
            "aa",
            "\\begin{document}\\abstract\n% context\n{Where.}\n% aims\n{Why.}{}{3 cups.}{So.}\\keywords{k}\\section{S}T.",
            "|R4: Context. / |Paragraph: Where. / |R4: Aims. / |Paragraph: Why. / |R4: Results. / |Paragraph: 3 cups. / |R4: Conclusions. / |Paragraph: So. / Metadata: k / H1: S / Paragraph: T.",
        ),
        (
            "aa",
            "\\begin{document}\\begin{abstract}{}{Why.}{How.}{3.}{}\\end{abstract}T.",
            "|R4: Aims. / |Paragraph: Why. / |R4: Methods. / |Paragraph: How. / |R4: Results. / |Paragraph: 3. / Paragraph: T.",
        ),
        (
            "aa",
            "\\begin{document}\\abstract{All of it.}\\keywords{k}T.",
            "|Paragraph: All of it. / Metadata: k / Paragraph: T.",
        ),
        (
            "revtex4-2",
            "\\begin{document}\\begin{abstract}\\begin{description}\\item[Background] One.\\item[Purpose] Two.\\end{description}\\end{abstract}T.",
            "|R6: Background / |Paragraph: One. / |R6: Purpose / |Paragraph: Two. / Paragraph: T.",
        ),
        (
            "cas-sc",
            "\\begin{document}\\begin{abstract}[S U M M A R Y]\nWe.\\end{abstract}\\begin{highlights}\\item H.\\end{highlights}T.",
            "|Paragraph: We. / Metadata: H. / Paragraph: T.",
        ),
        (
            "x",
            "\\begin{document}\\begin{abstract}\n[Aim] We.\\end{abstract}T.",
            "|Paragraph: [Aim] We. / Paragraph: T.",
        ),
        (
            "lipics",
            "\\begin{document}\\abstract\nWe.\n\nMore.\n\\section{S}T.",
            "|Paragraph: We. / |Paragraph: More. / H1: S / Paragraph: T.",
        ),
        ("x", "\\begin{document}{\\abstract We.}\n\nT.", "|Paragraph: We. / Paragraph: T."),
        ("x", "\\begin{document}\\abstract We. \\endabstract T.", "|Paragraph: We. T."),
        (
            "x",
            "\\begin{document}\\abstract We.\\keywords{k}\n\nT.",
            "|Paragraph: We. / Metadata: k / Paragraph: T.",
        ),
        (
            "NJDv5",
            "\\abstract[Summary]{We.}\\begin{document}\\section{S}T.",
            "|Paragraph: We. / H1: S / Paragraph: T.",
        ),
        (
            "sn-jnl",
            "\\begin{document}\\abstract{\\textbf{Purpose:} We.\n\n\\textbf{Methods:} So.}\\section{S}T.",
            "|R6: Purpose: / |Paragraph: We. / |R6: Methods: / |Paragraph: So. / H1: S / Paragraph: T.",
        ),
        (
            "x",
            "\\begin{document}\\begin{abstract}\\paragraph{Aim.} We.\n\n\\textit{Methods.} So. \\emph{Results:} 3.\\end{abstract}T.",
            "|R4: Aim. / |Paragraph: We. / |Paragraph: Methods. So. Results: 3. / Paragraph: T.",
        ),
        (
            "bmcart",
            "\\begin{document}\\begin{abstractbox}\\begin{abstract}\\parttitle{Background} We.\\end{abstract}\\end{abstractbox}T.",
            "|R4: Background / |Paragraph: We. / Paragraph: T.",
        ),
        (
            "pnas-new",
            "\\begin{abstract}We.\\end{abstract}\\significancestatement{It matters.}\\authorcontributions{A.}\\begin{document}\\dropcap{T}his. \\acknow{Thanks.}\\showacknow{}",
            "|Paragraph: We. / Paragraph: It matters. / Metadata: A. / Paragraph: This. / Paragraph: Thanks.",
        ),
        (
            "mdpi",
            "\\simplesumm{S.}\\abstract{We.}\\keyword{k}\\begin{document}T.\n\\funding{None.}\\conflictsofinterest{No.}\\appendixtitles{no}\\reftitle{R}\n\n\\abbreviations{A}{B}",
            "Metadata: S. / |Paragraph: We. / Metadata: k / Paragraph: T. / Metadata: None. / Metadata: No. / Paragraph: B",
        ),
        (
            "copernicus",
            "\\begin{document}\\title{T}\\Author[1][a@b]{A}{B}\\affil[1]{I}\\begin{abstract}We.\\end{abstract}\\introduction\nT. \\conclusions[Summary] So.\\authorcontribution{A.}",
            "Title: T / Metadata: A B / Metadata: I / |Paragraph: We. / H1: Introduction / Paragraph: T. / H1: Conclusions / Paragraph: So. / Metadata: A.",
        ),
        (
            "agujournal2019",
            "\\begin{document}\\authors{A}\\affiliation{1}{I}\\begin{keypoints}\\item K.\\end{keypoints}\\begin{abstract}We.\\end{abstract}T.",
            "Metadata: A / Metadata: 1 I / Metadata: K. / |Paragraph: We. / Paragraph: T.",
        ),
        (
            "jss",
            "\\Abstract{We.}\\Keywords{k}\\Plaintitle{P}\\begin{document}T.",
            "|Paragraph: We. / Metadata: k / Paragraph: T.",
        ),
        (
            "IEEEtran",
            "\\begin{document}\\IEEEtitleabstractindextext{\\begin{abstract}We.\\end{abstract}\\begin{IEEEkeywords}k\\end{IEEEkeywords}}T.",
            "|Paragraph: We. / Metadata: k / Paragraph: T.",
        ),
        (
            "gji",
            "\\begin{document}\\begin{summary}We.\\end{summary}\\section{S}T.",
            "|Paragraph: We. / H1: S / Paragraph: T.",
        ),
        (
            "x",
            "\\begin{document}\\begin{sciabstract}We.\\end{sciabstract}T.",
            "|Paragraph: We. / Paragraph: T.",
        ),
    ] {
        assert_eq!(of_class(class, text), expected, "{class}: {text}");
    }
}

#[test]
fn front_matter_is_no_prose() {
    for (text, expected) in [
        (
            "\\author{A\\altaffilmark{1}}\\altaffiltext{1}{I}\\begin{document}T.",
            "Metadata: A / Metadata: 1 I / Paragraph: T.",
        ),
        ("\\begin{document}\\IEEEpubid{0000 \\copyright 2015}\\IEEEpubidadjcol T.", "Paragraph: T."),
        (
            "\\begin{document}T.\\begin{IEEEbiography}[{\\includegraphics{x}}]{Ann Bee}\nreceived it.\\end{IEEEbiography}",
            "Paragraph: T. / Metadata: Ann Bee received it.",
        ),
        (
            "\\begin{document}T. \\nocollaboration{2} U.\\begin{figure}\\gridline{\\fig{a.pdf}{0.3\\textwidth}{(a)}}\\caption{C.}\\end{figure}",
            "Paragraph: T. U. / Caption: C.",
        ),
        ("\\runningtitle{R}\\markboth{A}{B}\\begin{document}T.", "Paragraph: T."),
        (
            "\\begin{document}\\orcidA{}\\Author{Firstname Lastname $^{1}$\\orcidA{}}T.",
            "Metadata: Firstname Lastname <Number> / Paragraph: T.",
        ),
    ] {
        assert_eq!(of_class("x", text), expected, "{text}");
    }
}
