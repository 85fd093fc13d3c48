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
fn inline_math_is_a_number_a_statistic_or_a_symbol() {
    assert_eq!(
        paragraph("$31\\%$ of $n$, $p < .05$, \\(t(3)=2\\), \\SI{3}{km}, \\$5."),
        "<Number> of <Math>, <Statistic>, <Statistic>, <Number>, $5."
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
        ["Paragraph: A e.g., b c [Me: Hi] <Citation> <Name> is <Number> this <DisplayMath> z.", "H1: S"]
    );
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
