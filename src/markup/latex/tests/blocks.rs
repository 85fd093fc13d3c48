//! Blocks and where they stand.

use super::*;

#[test]
fn a_footnote_is_read_after_its_paragraph() {
    let text =
        "A claim\\footnote{With a note.\n\nAnd more.} goes on.\n\nNext\\footnote{Second.}.\n\\section{S}";
    assert_eq!(
        blocks(text),
        [
            "Paragraph: A claim goes on.",
            "Footnote: With a note.",
            "Footnote: And more.",
            "Paragraph: Next.",
            "Footnote: Second.",
            "H1: S"
        ]
    );
}

#[test]
fn a_float_in_mid_paragraph_does_not_end_it() {
    let text = "The sentence\n\\begin{figure}[t]\n\\centering\\includegraphics{a}\\caption[S]{A cap\\textbf{tion}.}\n\\label{x}\n\
                \\end{figure}\ngoes on.\n\nNew.";
    let reading = reading(text);
    assert_eq!(
        shown(&reading),
        ["Paragraph: The sentence goes on.", "Caption: A caption.", "Paragraph: New."]
    );
    assert!(reading.blocks()[1].within.is_in(Within::FLOAT));
}

#[test]
fn display_math_in_mid_paragraph_is_a_placeholder() {
    let text = "Then\n\\begin{align*}\n x &= y \\\\ z\n\\end{align*}\nholds, and \\[ a \\] and $$ b $$ too.\n\n\\begin{equation}c\\end{equation}\n\nX.";
    assert_eq!(
        blocks(text),
        [
            "Paragraph: Then <DisplayMath> holds, and <DisplayMath> and <DisplayMath> too.",
            "Math:",
            "Paragraph: X."
        ]
    );
}

#[test]
fn only_the_body_is_prose() {
    let text = "\\documentclass[11pt]{article}\n\\usepackage[turkish, british]{babel}\nstray\n\\newcommand{\\us}{SuperNet\\xspace}\n\
                \\title{On \\us{} and\\\\ more\\thanks{Funded.}}\n\\author{A. B. \\and C. D.\\\\ \\email{a@b}}\n\\begin{document}\n\\maketitle\n\
                \\begin{abstract}\nWe show it.\n\\end{abstract}\n\\us is good.\n\\end{document}\nAfter.";
    let reading = reading(text);
    assert_eq!(
        shown(&reading),
        [
            "Title: On SuperNet and more",
            "Metadata: Funded.",
            "Metadata: A. B. C. D. a@b",
            "Paragraph: We show it.",
            "Paragraph: SuperNet is good."
        ]
    );
    assert!(
        reading.blocks()[3].within.is_in(Within::ABSTRACT)
            && !reading.blocks()[4].within.is_in(Within::ABSTRACT)
    );
    assert_eq!(reading.meta().class.as_deref(), Some("article"));
    assert_eq!(reading.meta().language.as_deref(), Some("british"));
}

#[test]
fn a_missing_abstract_is_said() {
    let is_absent =
        |text: &str| matches!(reading(text).meta().unreadable_abstract, Some(Unreadable::Absent(_)));
    assert!(is_absent("\\begin{abstract}\\input{a}\\end{abstract} Text."));
    assert!(is_absent("\\input{sections/abstract} Text."));
    assert!(!is_absent("\\begin{abstract}We.\\end{abstract}\\input{a} Text."));
}

#[test]
fn headings_have_levels_and_may_run_in() {
    assert_eq!(
        blocks(
            "\\section*[s]{One \\textit{a} $x$}\nText.\n\\subsection{Two}\\label{s}\n\\paragraph{Three.} Goes on."
        ),
        ["H1: One a <Math>", "Paragraph: Text.", "H2: Two", "R4: Three.", "Paragraph: Goes on."]
    );
    assert_eq!(blocks("\\chapter{A}\n\\section{B}"), ["H1: A", "H2: B"]);
    assert_eq!(blocks("\\section{Not closed\n\nText."), ["H1: Not closed", "Paragraph: Text."]);
}

#[test]
fn containers_are_marked() {
    let text = "\\begin{itemize}\\item One.\n\n More.\\item[Label] Two.\\end{itemize}\n\\begin{quote}Q.\\end{quote}\n\
                \\newtheorem{thmx}{T}\\begin{thmx}[Name]H.\\end{thmx}\\begin{proof}P.\\end{proof}\n\\acknowledgements{Thanks.}\\appendix\\section{A}";
    let reading = reading(text);
    assert_eq!(
        shown(&reading),
        [
            "Item: One.",
            "Paragraph: More.",
            "Item: Label Two.",
            "Paragraph: Q.",
            "Caption: Name",
            "Paragraph: H.",
            "Paragraph: P.",
            "Paragraph: Thanks.",
            "H1: A"
        ]
    );
    let expected = [
        Within::LIST,
        Within::LIST,
        Within::LIST,
        Within::QUOTE,
        Within::THEOREM,
        Within::THEOREM,
        Within::PROOF,
        Within::ACKNOWLEDGEMENTS,
        Within::APPENDIX,
    ];
    for (block, within) in reading.blocks().iter().zip(expected) {
        assert_eq!(block.within, within);
    }
}

#[test]
fn theorems_and_proofs_have_titles() {
    assert_eq!(
        blocks(
            "\\newtheorem{thing}{Thing}\n\\begin{theorem}[Lee's \\emph{cups} \\cite{a}]\\label{b}\nThey hold.\\end{theorem}\\begin{thing}[Tea]It is.\\end{thing}\n\
             \\begin{proof}[Proof of it]\nSo.\\end{proof}\\begin{lemma}[name=x]One.\\end{lemma}"
        ),
        [
            "Caption: Lee's cups <Citation>",
            "Paragraph: They hold.",
            "Caption: Tea",
            "Paragraph: It is.",
            "Caption: Proof of it",
            "Paragraph: So.",
            "Paragraph: One."
        ]
    );
}

#[test]
fn tables_are_cells_and_code_is_empty() {
    let text = "Before.\n\\begin{tabular}{lc}\\toprule A & \\multicolumn{2}{c}{B} \\\\[2pt] $3$ & c \\\\ \\end{tabular}\n\
                \\begin{lstlisting}\nx = { % 5\n\\end{lstlisting}\n\\iffalse No \\ifx\\a\\b c\\fi no \\fi After.";
    assert_eq!(
        blocks(text),
        [
            "Paragraph: Before.",
            "Cell: A",
            "Cell: B",
            "Cell: <Number>",
            "Cell: c",
            "Code:",
            "Paragraph: After."
        ]
    );
}

#[test]
fn front_matter_of_classes_is_found_where_they_keep_it() {
    let icml = "\\documentclass{article}\\begin{document}\\twocolumn[\n\\icmltitle{A title}\n\n\\begin{icmlauthorlist}\n\
                \\icmlauthor{A. B.}{x}\n\\end{icmlauthorlist}\n\\vskip 0.3in\n]\n\\printAffiliationsAndNotice{}\n\
                \\begin{abstract}We.\\end{abstract}\n\\end{document}";
    assert_eq!(blocks(icml), ["Title: A title", "Metadata: A. B. x", "Paragraph: We."]);
    let acm = "\\documentclass[sigconf]{acmart}\\acmConference[A '24]{Conf}{May}{X}\\begin{document}\\title{T}\\author{A}\
               \\affiliation{\\institution{I}\\city{C}}\\begin{abstract}We.\\end{abstract}\\begin{CCSXML}<x>\\end{CCSXML}\
               \\ccsdesc[500]{B}\\keywords{k}\\maketitle\nText.\\end{document}";
    assert_eq!(
        blocks(acm),
        ["Title: T", "Metadata: A", "Metadata: I C", "Paragraph: We.", "Metadata: k", "Paragraph: Text."]
    );
}

#[test]
fn bold_text_that_opens_a_paragraph_and_ends_as_a_heading_is_one() {
    assert_eq!(
        blocks(
            "\\section{S}\\textbf{First result.} It rises.\n\n\\noindent\\textbf{Then:} it falls. \\textbf{Not this.}\n\n\\textbf{Nor} that."
        ),
        [
            "H1: S",
            "R6: First result.",
            "Paragraph: It rises.",
            "R6: Then:",
            "Paragraph: it falls. Not this.",
            "Paragraph: Nor that."
        ]
    );
}

#[test]
fn layout_is_no_words_and_structure_in_definitions_is_structure() {
    let text = "\\newcommand{\\aff}{\\affiliation{Place}}\\author{A}\\aff\n\\vskip 1.5em plus 1fil\\parindent=2em Text \\figref{fig:a} \\foo=3pt end.";
    assert_eq!(blocks(text), ["Metadata: A", "Metadata: Place", "Paragraph: Text <Reference> end."]);
}
