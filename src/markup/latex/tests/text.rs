//! Words and what stands for them.

use super::*;

#[test]
fn a_word_in_several_source_pieces_is_one_word() {
    let text = "An \\textbf{un}related and na\\\"ive \\'{E}tude.";
    let reading = reading(text);
    assert_eq!(reading.text(), "An unrelated and naïve Étude.\n");
    assert_eq!(source_of(&reading, text, "unrelated"), ["un}related"]);
    assert_eq!(source_of(&reading, text, "naïve"), ["na\\\"ive"]);
    let (start, end) = place(&reading, "unrelated");
    assert!(reading.verbatim(start, end).is_none() && reading.verbatim(start, start + 2).is_some());
}

#[test]
fn a_decoded_escape_is_replaced_as_a_whole() {
    let text = "It grew by 10\\,\\% here.";
    let reading = reading(text);
    assert_eq!(reading.text(), "It grew by 10 % here.\n");
    assert_eq!(source_of(&reading, text, "%"), ["\\%"]);
    let (at, _) = place(&reading, "%");
    assert!(reading.origins().iter().any(|origin| origin.at == at && origin.kind == OriginKind::Replaced));
}

#[test]
fn text_runs_are_contiguous_verbatim_origins() {
    let reading = reading("One line\nand \\emph{another} line.");
    assert_eq!(reading.text(), "One line and another line.\n");
    let (start, end) = place(&reading, "line and");
    assert!(reading.verbatim(start, end).is_some());
}

#[test]
fn a_sentence_runs_from_one_file_into_the_next() {
    let main = "We find that\n\\input{rest}\nEnd.";
    let draft = draft(main, &[("rest", "the effect holds.\n")]);
    let reading = read(&draft);
    assert_eq!(reading.text(), "We find that the effect holds. End.\n");
    let (start, end) = place(&reading, "We find that the effect holds.");
    let spans = reading.source_of(start, end);
    assert_eq!(spans.len(), 2, "{spans:?}");
    assert_ne!(draft.file_of(spans[0].start), draft.file_of(spans[1].start));
}

#[test]
fn packages_and_classes_beside_the_paper_define_commands() {
    let main = "\\documentclass{own}\\usepackage{natbib,ours}\n\\begin{document}\\section{S}\\us\\ and \\them{you}.\\end{document}";
    let package =
        "\\ProvidesPackage{ours}\\def\\o@r{We}\\newcommand{\\us}{\\o@r}Not prose.\\section{No}\\chapter{No}";
    let draft = draft(main, &[("ours.sty", package), ("own.cls", "\\newcommand\\them[1]{#1 too}")]);
    assert!(draft.problems().is_empty(), "{:?}", draft.problems());
    assert_eq!(shown(&read(&draft)), ["H1: S", "Paragraph: We and you too."]);
    assert_eq!(read(&draft).meta().class.as_deref(), Some("own"));
}

#[test]
fn files_of_references_are_recorded() {
    let reading = reading("\\addbibresource[location=local]{a.bib}\\bibliography{b, c}Text.");
    assert_eq!(reading.meta().bibliographies, ["a.bib", "b", "c"]);
    assert_eq!(reading.text(), "Text.\n");
}

#[test]
fn inline_math_is_a_number_a_statistic_or_a_symbol() {
    assert_eq!(
        paragraph("$31\\%$ of $n$, $p < .05$, \\(t(3)=2\\), \\SI{3}{km}, \\$5."),
        "<Number> of <Math>, <Statistic>, <Statistic>, <Number>, $5."
    );
}

#[test]
fn addresses_typed_as_text_are_one_word() {
    assert_eq!(
        paragraph("See https://a.b/c.d?e=f, (doi:10.1234/x), and/or this."),
        "See <Url>, (<Url>), and/or this."
    );
}

#[test]
fn a_comment_inside_a_word_leaves_one_word() {
    let reading = reading("A re% why\n  sult.\n% alone\nMore.\n%\n\nNew.");
    assert_eq!(shown(&reading), ["Paragraph: A result. More.", "Paragraph: New."]);
    assert_eq!(reading.comments().len(), 3);
}

#[test]
fn citations_and_references_are_one_placeholder() {
    assert_eq!(
        paragraph(
            "As \\citet[see][p.~3]{a} say \\citep*{b,c}, Fig.~\\ref{f} and \\href{http://a%20b}{this page} \\url{x_y%z}."
        ),
        "As <TextCitation> say <Citation>, Fig. <Reference> and this page <Url>."
    );
}

#[test]
fn replaced_text_reads_as_it_is_printed() {
    assert_eq!(
        paragraph(
            "``Quote'' 1--2---3~km \\ldots\\ \\o re \\v{c}\\c c \\LaTeX{} a\\&b \\{x\\} hy\\-phen \\TeX."
        ),
        "“Quote” 1–2—3 km … øre čç LaTeX a&b {x} hyphen TeX."
    );
    assert_eq!(
        paragraph("Use \\verb|a%b{| and \\texttt{x --- y} and \\lstinline{f()}."),
        "Use <Code> and <Code> and <Code>."
    );
}

#[test]
fn what_vanishes_leaves_no_space_before_punctuation() {
    assert_eq!(paragraph("A \\label{a} b \\index{x}. C \\footnotemark{} d."), "A b. C d.");
}

#[test]
fn commands_of_the_authors_read_as_what_they_stand_for() {
    let text = "\\newcommand{\\eg}{e.g.,\\xspace}\\newcommand\\kern[1]{\\mathcal{#1}}\\def\\be{\\begin{equation}}\\def\\ee{\\end{equation}}\
                \\newcommand{\\gone}[1]{}\\newcommand{\\says}[2][x]{[#1: \\textbf{#2}]}\\newcommand{\\cp}{\\citep}\\newcommand{\\sec}[1]{\\section{#1}}\
                \\newcommand{\\odd}{\\foo{x}}";
    let body =
        "A \\eg b \\gone{no}c \\says[Me]{Hi} \\cp{k} \\odd{} \\what{is $1$}{this} \\be x \\ee z. \\sec{S}";
    assert_eq!(
        blocks(&format!("{text}\n{body}")),
        ["Paragraph: A e.g., b c [Me: Hi] <Citation> x is <Number> this <DisplayMath> z.", "H1: S"]
    );
}

#[test]
fn a_body_comes_from_its_call_and_an_argument_from_where_it_is_written() {
    let text = "\\newcommand{\\swap}[2]{``#2'' before \\emph{#1}}\\swap{the long}{the short} end.";
    let reading = reading(text);
    assert_eq!(reading.text(), "“the short” before the long end.\n");
    assert_eq!(source_of(&reading, text, "before"), ["\\swap{the long}{the short}"]);
    assert_eq!(source_of(&reading, text, "the short"), ["the short"]);
    let (start, end) = place(&reading, "the long");
    assert!(reading.verbatim(start, end).is_some());
}

#[test]
fn bodies_hold_paragraphs_notes_headings_and_each_other() {
    let text = "\\newcommand{\\two}[1]{One #1.\\par Two #1.}\\newcommand{\\nested}[1]{\\two{\\emph{#1}}}\\newcommand{\\note}[1]{ \\footnote{Aside #1.}}\n\
                \\newcommand{\\part}{\\subsection{Fixed}}\\newcommand{\\xy}[1][y]{x#1}\\def\\pair#1#2{#2 and #1}";
    let body = "\\nested{a} \\xy\\ \\xy[z]\\note{b} \\pair{p}{q} \\pair st.";
    assert_eq!(
        blocks(&format!("{text}\n{body}")),
        ["Paragraph: One a.", "Paragraph: Two a. xy xz q and p t and s.", "Footnote: Aside b."]
    );
}

#[test]
fn environments_of_the_authors_read_as_what_they_stand_for() {
    let text = "\\newenvironment{said}[2][Ann]{\\begin{quote}#1 of #2: }{\\end{quote}Said.}\\newenvironment{eq}{\\begin{equation}}{\\end{equation}}\n\
                A \\begin{said}{Rome}Hi.\\end{said} B \\begin{eq} x \\end{eq} C \\begin{said}[Bob]{Ur}Yo.\\end{said}";
    assert_eq!(
        blocks(text),
        [
            "Paragraph: A",
            "Paragraph: Ann of Rome: Hi.",
            "Paragraph: Said. B <DisplayMath> C",
            "Paragraph: Bob of Ur: Yo.",
            "Paragraph: Said."
        ]
    );
    let reading = reading(text);
    let quoted = reading.blocks().iter().filter(|block| block.within.is_in(Within::QUOTE)).count();
    assert_eq!(quoted, 2);
}

#[test]
fn document_commands_know_stars_and_missing_arguments() {
    let text = "\\NewDocumentCommand{\\m}{s o m O{d}}{\\IfBooleanTF{#1}{star}{plain} \\IfNoValueTF{#2}{none}{#2} #3 #4}\\NewDocumentEnvironment{e}{m}{[#1] }{.}\n\
                \\m{a}; \\m*[b]{c}[e]; \\begin{e}{f}g\\end{e}";
    assert_eq!(paragraph(text), "plain none a d; star b c e; [f] g.");
}

#[test]
fn conditions_are_followed_where_they_are_known() {
    let text = "\\newif\\iflong \\iflong Long.\\else Short.\\fi \\longtrue\\iflong More.\\else Less.\\fi";
    assert_eq!(paragraph(text), "Short. More.");
}

#[test]
fn notes_and_references_of_the_authors_are_known_by_what_they_hold() {
    let text = "\\newcommand{\\myref}[1]{\\hyperref[#1]{Fig.~\\ref*{#1}}}\\newcommand{\\mynote}[1]{\\marginpar{\\small #1}}\n\
                See \\myref{fig:a_b} and \\other{sec:x} now\\mynote{Aside.} and then.";
    assert_eq!(
        blocks(text),
        ["Paragraph: See Fig. <Reference> and <Reference> now and then.", "Footnote: Aside."]
    );
}
