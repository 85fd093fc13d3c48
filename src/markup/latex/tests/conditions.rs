//! Branches, and marks of revisions.

use super::*;

#[test]
fn the_branch_that_holds_is_read() {
    for (text, expected) in [
        (
            "\\newif\\iflong \\iflong Long.\\else Short.\\fi \\longtrue\\iflong More.\\else Less.\\fi",
            "Short. More.",
        ),
        ("One.\n\\if0\nNo.\n\\fi\nTwo.", "One. Two."),
        ("One. \\if01 No.\\else Yes. \\fi Two. \\if 11 Yes.\\fi", "One. Yes. Two. Yes."),
        ("\\newcommand{\\blind}{0}\\if0\\blind{Yes.}\\fi\\if1\\blind{No.}\\fi", "Yes."),
        ("\\def\\n{2}\\ifnum\\n>1 Yes.\\else No.\\fi \\ifnum 3<\\n No.\\else Yes.\\fi", "Yes. Yes."),
        ("\\ifodd 3 Yes.\\else No.\\fi \\ifcase 1 No.\\or Yes.\\or No.\\else No.\\fi End.", "Yes. Yes. End."),
        ("\\iffalse No \\ifx\\a\\b no \\fi no \\else Yes.\\fi \\iftrue Yes.\\else No.\\fi", "Yes. Yes."),
        (
            "\\def\\a{x}\\def\\b{x}\\ifx\\a\\b Yes.\\else No.\\fi \\ifx\\a\\empty No.\\else Yes.\\fi \\ifx\\a\\undefined No.\\else Yes.\\fi",
            "Yes. Yes. Yes.",
        ),
        ("\\newcommand{\\m}[1]{One\\ifx\\\\#1\\\\\\else{ #1}\\fi.}\\m{} \\m{two}", "One. One two."),
        ("\\newcommand{\\m}[1]{One\\ifx&#1& none\\else{ #1}\\fi.}\\m{} \\m{two}", "One none. One two."),
        (
            "\\newcommand{\\m}[2][]{\\ifthenelse{\\equal{#1}{}}{None}{With #1} #2.}\\m{a} \\m[b]{c}",
            "None a. With b c.",
        ),
        (
            "\\newtoggle{l}\\iftoggle{l}{No.}{Yes.} \\toggletrue{l}\\iftoggle{l}{Yes.}{No.} \\nottoggle{l}{No.}{Yes.}",
            "Yes. Yes. Yes.",
        ),
        ("\\newbool{b}\\setbool{b}{true}\\ifbool{b}{Yes.}{No.} \\notbool{b}{No.}{Yes.}", "Yes. Yes."),
        (
            "\\newboolean{b}\\setboolean{b}{true}\\ifthenelse{\\boolean{b}}{Yes.}{No.} \\ifthenelse{\\NOT\\boolean{b} \\OR 2 < 1}{No.}{Yes.}",
            "Yes. Yes.",
        ),
        (
            "\\def\\e{}\\ifdefempty{\\e}{Yes.}{No.} \\ifstrequal{a}{b}{No.}{Yes.} \\ifblank{ }{Yes.}{No.} \\notblank{a}{Yes.}{No.} \\ifdef{\\e}{Yes.}{No.}",
            "Yes. Yes. Yes. Yes. Yes.",
        ),
        // Where nobody but TeX can know, the branch with more prose.
        (
            "\\ifx\\pdfversion\\gone a\\else Here is the text. \\fi \\ifthenelse{\\value{page}>3}{Here is more.}{b}",
            "Here is the text. Here is more.",
        ),
        ("\\ifmystery Long it is.\\fi \\ifmystery Long it is.\\else Short.\\fi", "Long it is. Long it is."),
    ] {
        assert_eq!(paragraph(text), expected, "{text}");
    }
}

#[test]
fn comments_are_what_the_paper_makes_them() {
    for (text, expected) in [
        ("\\excludecomment{hide}One. \\begin{hide}No.\\end{hide} Two.", "One. Two."),
        ("\\includecomment{show}One. \\begin{show}Yes.\\end{show} Two.", "One. Yes. Two."),
        ("\\newenvironment{hide}{\\comment}{\\endcomment}One. \\begin{hide}No.\\end{hide} Two.", "One. Two."),
    ] {
        assert_eq!(paragraph(text), expected, "{text}");
    }
}

#[test]
fn what_is_struck_is_gone_and_what_is_new_is_there() {
    for (class, text, expected) in [
        ("article", "\\added{New} \\deleted[id=A]{old} \\replaced{now}{then} it is.", "New now it is."),
        (
            "aastex631",
            "\\added{New} \\deleted{old} \\replaced{then}{now} it is. \\edit1{Yes}\\explain{why}.",
            "New now it is. Yes.",
        ),
        (
            "agujournal2019",
            "\\change{then}{now} \\annote[A]{text}{note} \\remove{old} it is.",
            "now text it is.",
        ),
        ("article", "\\change{Now} it is.", "Now it is."),
        ("article", "\\change[A]{then}{now} \\add[A]{more} \\note[A]{aside}.", "now more."),
    ] {
        let shown = blocks(&format!("\\documentclass{{{class}}}\\begin{{document}}{text}\\end{{document}}"));
        let prose = shown.iter().find(|block| block.starts_with("Paragraph"));
        assert_eq!(prose.map(String::as_str), Some(format!("Paragraph: {expected}").as_str()), "{text}");
    }
}
