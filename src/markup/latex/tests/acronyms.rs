//! Acronyms by their keys.

use super::*;

/// Definitions, and what is written with them.
const DEFINITIONS: &str = "\\newacronym{cnn}{CNN}{convolutional network}\\DeclareAcronym{rna}{\n  short = RNA ,\n  long  = {ribonucleic acid, as found},\n  class = x\n}\
    \\acrodef{GPU}{graphics card}\\newacro{rfc}[RFC]{request for comment}\\acrodefplural{rfc}[RFCs]{requests for comment}\
    \\newabbreviation[longplural={matrices of tea},shortplural={MoTs}]{mot}{MoT}{matrix of tea}\
    \\newglossaryentry{cup}{name=cup,description={a pot with an ear}}\\newglossaryentry{pot}{name={pot},first={pot of tea},plural=pots,description={x}}\
    \\newacronym{svm}{\\textsc{svm}}{\\textbf{s}upport \\textbf{v}ector machine}\\newacronym{knn}{$k$-NN}{$k$ nearest neighbours}\n";

#[test]
fn the_first_use_gives_both_forms() {
    for (text, expected) in [
        (
            "A \\gls{cnn}, two \\glspl{cnn}, \\acrlong{cnn}.",
            "A convolutional network (CNN), two CNNs, convolutional network.",
        ),
        ("Two \\glspl{cnn} and a \\Gls{cnn}.", "Two convolutional networks (CNNs) and a CNN."),
        ("\\Gls{cnn} is. \\gls{cnn}['s] is.", "Convolutional network (CNN) is. CNN's is."),
        ("\\gls*{cnn} and \\gls[hyper=false]{cnn}.", "convolutional network (CNN) and CNN."),
        (
            "\\ac{rna}, \\ac{rna}, \\acl{rna}.",
            "ribonucleic acid, as found (RNA), RNA, ribonucleic acid, as found.",
        ),
        ("\\ac{GPU} and \\ac{TPU}, \\gls{what}.", "graphics card (GPU) and TPU, <Name>."),
        (
            "\\acf{GPU} is it. Then \\ac{GPU}, \\acl{GPU}.",
            "graphics card (GPU) is it. Then GPU, graphics card.",
        ),
        (
            "\\acs{rfc} and \\acl{rfc}, \\acp{rfc}, \\aclp{rfc}, \\acsp{rfc}.",
            "RFC and request for comment, requests for comment (RFCs), requests for comment, RFCs.",
        ),
        (
            "\\Ac{rfc} is. \\Acl{rfc}. \\iac{rfc}, \\acfp{rfc}.",
            "Request for comment (RFC) is. Request for comment. a RFC, requests for comment (RFCs).",
        ),
        (
            "\\glspl{mot}; \\glsxtrlongpl{mot}; \\acrshortpl{mot}.",
            "matrices of tea (MoTs); matrices of tea; MoTs.",
        ),
        ("A \\gls{cup} and a \\gls{cup}, \\glspl{cup}.", "A cup and a cup, cups."),
        (
            "\\acrodef{sdr}[SDR]{tea-time radio}\\Acl{sdr}, \\Ac{sdr}.",
            "Tea-time radio, Tea-time radio (SDR).",
        ),
        ("A \\gls{cup}: \\glsdesc{cup}.", "A cup: a pot with an ear."),
        ("A \\gls{pot}, \\gls{pot}, \\glspl{pot}.", "A pot of tea, pot, pots."),
        (
            "A \\gls{svm}, the \\gls{svm}, \\acrlongpl{svm}.",
            "A support vector machine (svm), the svm, support vector machines.",
        ),
        ("A \\gls{knn} and \\gls{knn}.", "A <Math> nearest neighbours (<Math>-NN) and <Math>-NN."),
        (
            "A \\acrfull{cnn} is a \\gls{cnn}.",
            "A convolutional network (CNN) is a convolutional network (CNN).",
        ),
        ("A \\glslink{cnn}{net}, \\glsdisp[x]{cnn}{nets}.", "A net, nets."),
        (
            "\\gls{cnn}, \\glsresetall \\gls{cnn}, \\glsreset{cnn}\\gls{cnn}, \\acresetall\\ac{cnn}.",
            "convolutional network (CNN), convolutional network (CNN), convolutional network (CNN), convolutional network (CNN).",
        ),
        ("\\glsunset{cnn}A \\gls{cnn}. \\acused{GPU}A \\ac{GPU}.", "A CNN. A GPU."),
        ("\\setacronymstyle{short-long}A \\gls{cnn}.", "A CNN (convolutional network)."),
        ("\\textbf{The \\ac{GPU}} \\emph{\\ac{GPU}}", "The graphics card (GPU) GPU"),
    ] {
        assert_eq!(paragraph(&format!("{DEFINITIONS}{text}")), expected, "{text}");
    }
}

#[test]
fn the_abstract_and_the_rest_have_a_first_use_each() {
    let text = "\\newacronym{a}{TT}{tea time}\\begin{document}\\begin{abstract}At \\gls{a}, \\gls{a}.\\end{abstract}\\section{At \\acrshort{a}}At \\gls{a}. At \\gls{a}.\\end{document}";
    assert_eq!(
        blocks(text),
        ["Paragraph: At tea time (TT), TT.", "H1: At TT", "Paragraph: At tea time (TT). At TT."]
    );
    // A title in a preamble is printed, and a definition is not.
    let quiet = "\\documentclass{x}\\newcommand{\\t}{\\ac{T}}\\acrodef{T}{tea}\\begin{document}The \\t.\\end{document}";
    assert_eq!(blocks(quiet), ["Paragraph: The tea (T)."]);
}

#[test]
fn definitions_count_wherever_they_stand() {
    let list = "See \\ac{mrr}.\n\n\\section*{Acronyms}\\begin{acronym}[MRR]\\setlength{\\itemsep}{0pt}\n\\acro{mrr}[MRR]{mean reciprocal rank}\\acroplural{mrr}[MRRs]{mean ranks}\n\\end{acronym}";
    assert_eq!(blocks(list), ["Paragraph: See mean reciprocal rank (MRR).", "H1: Acronyms"]);
    for (main, name) in [
        (
            "\\documentclass{x}\\loadglsentries[main]{terms}\\begin{document}A \\gls{tt}.\\end{document}",
            "terms",
        ),
        ("\\documentclass{x}\\input{terms}\\begin{document}A \\gls{tt}.\\end{document}", "terms"),
        ("\\documentclass{x}\\usepackage{terms}\\begin{document}A \\gls{tt}.\\end{document}", "terms.sty"),
        ("A \\gls{tt}.\n\n\\input{terms}", "terms"),
    ] {
        let draft = draft(
            main,
            &[(
                name,
                "% \\newacronym{tt}{NO}{no}\n\\newcommand{\\x}[1]{\\newacronym{#1}{X}{x}}\\newacronym\n  {tt}{TT}\n  {tea time}\n",
            )],
        );
        assert!(draft.problems().is_empty());
        assert_eq!(shown(&read(&draft)), ["Paragraph: A tea time (TT)."], "{main}");
    }
}
