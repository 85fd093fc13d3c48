//! Classes and packages beside the paper.

use super::*;

/// A short paper with what every paper has.
const PAPER: &str = "\\documentclass{own}\n\\usepackage{ours}\n\\title{Tea}\n\\author{A. Bee\\thanks{Funded.}}\n\\begin{document}\n\\maketitle\n\
    \\begin{abstract}\nWe brewed it.\n\\end{abstract}\n\\section{Introduction}\\label{a}\nTea is hot \\citep[see][]{b}, says \\citet{c}. \
    See \\ref{a}.\\footnote{Or not.}\n\\begin{figure}\\caption{A cup.}\\end{figure}\n\\begin{table}\\caption{Cups.}\\begin{tabular}{l}One \\\\ Two\\end{tabular}\\end{table}\n\
    \\paragraph{Setup.} It is \\textbf{good}.\n\\begin{itemize}\\item One.\\end{itemize}\n\\begin{theorem}It is.\\end{theorem}\n\
    \\begin{acknowledgements}Thanks.\\end{acknowledgements}\n\\appendix\n\\section{More}\nEnd.\n\\end{document}\n";

#[test]
fn a_style_file_changes_nothing_that_the_table_knows() {
    let alone = read(&draft(PAPER, &[]));
    let files = [
        "\\newcommand\\section{\\@startsection {section}{1}{\\z@}{-3.5ex}{2.3ex}{\\large\\bfseries}}",
        "\\DeclareRobustCommand\\citep[2][]{[\\@cite{#2}{#1}]}\\def\\citet#1{Someone (1999)}\\renewcommand{\\ref}[1]{??}",
        "\\long\\def\\footnote#1{\\par #1}\\let\\caption\\relax\\let\\title=\\section\\gdef\\textbf#1{bold #1}",
        "\\newenvironment{abstract}{\\section*{Abstract}}{}\\renewenvironment{itemize}{\\list}{}\\newtheorem{figure}{Figure}\\lstnewenvironment{table}{}{}",
        "\\RequirePackage{xparse}\\NewDocumentCommand\\paragraph{m}{P #1}\\RenewDocumentEnvironment{acknowledgements}{}{Acks}{}",
        "\\maketitle\\section{No}\\title{No}\\begin{abstract}No.\\end{abstract}\\par No.\\item No.\\footnote{No.}\\appendix\\caption{No}\\author{No}",
        "\\endinput\n\\begin{document}\nNo.\n\\end{document}\n",
        "\\begin{document}No.\\end{document}\\bibliography{no}",
        "\\ProvidesPackage{x}[2020/01/01 No]\\typeout{No}\\hsize=3pt \\catcode`\\$=11 $ $$ No \\[ No & {{{ \\begin{quote} No. $",
        "\\if@twocolumn No.\\else No.\\fi \\ifx\\a\\b No. \\newif\\ifno\\fi \\iffalse \\newif\\ifso \\fi No.",
        "\\DeclareOption{a}{\\section{No}}\\ProcessOptions\\relax\\LoadClass[11pt]{article}\\newcommand{\\maketitle}{\\newpage\\@title No.}",
        "\\ProvidesExplPackage{x}{}{}{No}\\cs_new:Npn\\section:n#1{No #1}\\NewDocumentCommand\\section{m}{\\my_sec:n{#1}}",
        "%% paperlint-disable-file\n\\def\\bf{\\relax No}\\AtBeginDocument{No.}\\begin{verbatim}\n\\end{document} }\n\\end{verbatim}",
        "\\input{gone}\\InputIfFileExists{gone.cfg}{}{No.}\\include{gone}",
    ];
    for file in files {
        for draft in [
            draft(PAPER, &[("own.cls", file)]),
            draft(PAPER, &[("ours.sty", file)]),
            draft(PAPER, &[("own.cls", "\\RequirePackage{deep}"), ("deep.sty", file)]),
        ] {
            let beside = read(&draft);
            assert_eq!(shown(&beside), shown(&alone), "{file}");
            assert!(
                draft.problems().is_empty()
                    && beside.meta().bibliographies.is_empty()
                    && beside.comments().is_empty(),
                "{file}"
            );
        }
    }
}

/// Definitions as authors write them, and how they use them.
const MACROS: [(&str, &str); 34] = [
    ("\\newcommand{\\ours}{OurNet\\xspace}", "The \\ours model beats \\ours."),
    ("\\newcommand\\eg{e.g.\\@\\xspace}", "Cups, \\eg blue ones."),
    ("\\def\\ie{i.e.,}", "Tea, \\ie{} leaves."),
    ("\\newcommand{\\etal}{\\textit{et al.}\\xspace}", "Bee \\etal agree."),
    ("\\newcommand*{\\sys}[1]{\\textsc{Sys-#1}}", "We call it \\sys{two}."),
    ("\\newcommand{\\R}{\\mathbb{R}}", "In $\\R^2$ it holds."),
    ("\\newcommand{\\dataset}{\\texttt{tea-1k}}", "We use \\dataset{} here."),
    ("\\newcommand{\\loss}{\\ensuremath{\\mathcal{L}}}", "The \\loss{} falls."),
    ("\\newcommand{\\todox}[1]{\\textcolor{red}{[#1]}}", "It is \\todox{mend this} good."),
    (
        "\\newcommand{\\remarkx}[2][Bee]{\\textcolor{blue}{#1: #2}}",
        "So \\remarkx{yes} and \\remarkx[Cat]{no}.",
    ),
    ("\\newcommand{\\gone}[1]{}", "It is\\gone{ not} so."),
    ("\\newcommand{\\figref}[1]{Figure~\\ref{#1}}", "See \\figref{a}."),
    ("\\newcommand{\\citex}[1]{\\citep{#1}}", "It is so \\citex{a}."),
    ("\\newcommand{\\citey}[2]{\\citep[#1]{#2}}", "It is so \\citey{see}{a}."),
    ("\\newcommand{\\head}[1]{\\section{#1}}", "Text.\\head{A head}More."),
    ("\\newcommand{\\parhead}[1]{\\paragraph{#1.}}", "Text.\n\n\\parhead{A head} More."),
    ("\\newcommand{\\be}{\\begin{equation}}\\newcommand{\\ee}{\\end{equation}}", "Then \\be x=1 \\ee holds."),
    ("\\newcommand{\\bi}{\\begin{itemize}}\\newcommand{\\ei}{\\end{itemize}}", "\\bi\\item One.\\ei Two."),
    (
        "\\newenvironment{tight}{\\begin{itemize}\\setlength{\\itemsep}{0pt}}{\\end{itemize}}",
        "\\begin{tight}\\item One.\\end{tight}",
    ),
    ("\\newenvironment{summary}[1]{\\textbf{#1}}{\\par}", "\\begin{summary}{Why} Tea.\\end{summary}"),
    ("\\newtheorem{thm*}{Theorem}", "\\begin{thm*}[Tea]It is.\\end{thm*}"),
    ("\\DeclareMathOperator{\\argmax}{arg\\,max}", "The \\argmax{} is one."),
    ("\\newif\\ifdraft\\draftfalse\\newcommand{\\cmt}[1]{\\ifdraft{#1}\\fi}", "It is\\cmt{ not} so."),
    ("\\newif\\iflong\\longtrue", "One. \\iflong Two. \\else Three. \\fi Four."),
    ("\\let\\cites\\citep\\let\\emphx=\\emph", "It \\emphx{is} so \\cites{a}."),
    ("\\NewDocumentCommand{\\say}{m O{now}}{#1 #2}", "So \\say{go} and \\say{come}[later]."),
    ("\\providecommand{\\us}{we}", "Here \\us{} are."),
    ("\\DeclareRobustCommand{\\they}{they}", "Here \\they{} are."),
    ("\\newcommand{\\note*}{}\\newcommand{\\fn}[1]{\\footnote{#1}}", "Text\\fn{A note.} goes on."),
    ("\\makeatletter\\def\\n@me{Name}\\newcommand{\\thename}{\\n@me}\\makeatother", "Its \\thename{} is."),
    ("\\newcommand{\\long}{L}\\long\\def\\both#1#2{#1 and #2}", "It is \\both{one}{two}."),
    ("\\newcommand{\\model}{M\\textsubscript{1}}", "The \\model{} wins."),
    ("\\lstnewenvironment{pyx}{}{}", "Text.\n\\begin{pyx}\nx = {\n\\end{pyx}\nMore."),
    ("\\newacronym{ac}{AC}{air cooler}", "The \\acrshort{ac} is on."),
];

#[test]
fn definitions_of_the_authors_count_wherever_they_stand() {
    for (definition, text) in MACROS {
        let inside = format!(
            "\\documentclass{{article}}\n{definition}\n\\begin{{document}}\n{text}\n\\end{{document}}"
        );
        let beside = format!(
            "\\documentclass{{article}}\n\\usepackage{{macros}}\n\\begin{{document}}\n{text}\n\\end{{document}}"
        );
        let expected = blocks(&inside);
        assert!(!expected.is_empty(), "{definition}");
        let draft = draft(&beside, &[("macros.sty", definition)]);
        assert_eq!(shown(&read(&draft)), expected, "{definition}");
    }
}

#[test]
fn a_file_ends_with_endinput() {
    let show = |part: &'static str| {
        shown(&read(&draft("Before. \\input{part} After.", &[("part", part)]))).join(" / ")
    };
    assert_eq!(show("One.\n\\endinput\nNo.\n\nNo."), "Paragraph: Before. One. After.");
    assert_eq!(show("One. \\endinput Two.\nNo."), "Paragraph: Before. One. Two. After.");
    assert_eq!(show("\\ifx\\part\\undefined\\else\\endinput\\fi\nOne."), "Paragraph: Before. One. After.");
    assert_eq!(show("\\ifdefined\\part\\endinput\\fi\nOne."), "Paragraph: Before. One. After.");
    assert_eq!(blocks("One.\n\\endinput\nNo."), ["Paragraph: One."]);
    let unread = draft("\\input{part}", &[("part", "One.\n\\endinput\n\\input{gone}")]);
    assert!(unread.problems().is_empty());
}
