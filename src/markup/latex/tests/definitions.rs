//! The ways of defining a command.

use super::*;

#[test]
fn a_command_reads_as_its_body_however_it_is_defined() {
    for (text, expected) in [
        ("\\def\\foo%\n{bar}A \\foo{} now.", "A bar now."),
        ("\\def\\foo\n  #1%\n{bar #1}A \\foo{x} now.", "A bar x now."),
        ("\\def\\foo#1.{(#1)}A \\foo x y. now.", "A (x y) now."),
        ("\\def\\pair(#1,#2){#2 and #1}A \\pair(x,y) now.", "A y and x now."),
        ("\\def\\opt[#1]#2{#2: #1}A \\opt[x]{y} now.", "A y: x now."),
        ("\\def\\word#1 {<#1>}A \\word x now.", "A <x>now."),
        ("\\newcommand {\\f} [2] [x] {#1 #2}A \\f{y} and \\f[z]{y}.", "A x y and z y."),
        ("\\newcommandx{\\f}[3][1=a,3=c]{#1 #2 #3}A \\f{y}. \\f[x]{y}[z].", "A a y c. x y z."),
        ("\\newcommand*\\f\n[1]\n{#1!}A \\f y.", "A y!."),
        (
            "\\NewDocumentCommand\\f{d() m}{\\IfValueTF{#1}{#1}{none} #2}A \\f{y}, \\f(z){y}.",
            "A none y, z y.",
        ),
        ("\\NewDocumentCommand\\f{D<>{d} m}{#1 #2}A \\f{y}, \\f<z>{y}.", "A d y, z y."),
        ("\\NewDocumentCommand\\f{r() m}{#1 #2}A \\f(z){y}.", "A z y."),
        (
            "\\NewDocumentCommand\\f{t+ m}{\\IfBooleanTF{#1}{plus}{none} #2}A \\f+{y}, \\f{y}.",
            "A plus y, none y.",
        ),
        ("\\NewDocumentCommand\\f{m e{^_}}{#1 \\IfValueT{#2}{up #2}}A \\f{y}^{z}.", "A y up z."),
        ("\\NewDocumentCommand\\f{+m >{\\TrimSpaces}m}{#1 #2}A \\f{y}{z}.", "A y z."),
        (
            "\\makeatletter\\newcommand{\\f}{\\@ifstar{\\f@s}{\\f@n}}\\newcommand{\\f@s}[1]{star #1}\\newcommand{\\f@n}[1]{none #1}\\makeatother A \\f*{y}, \\f{y}.",
            "A star y, none y.",
        ),
        (
            "\\makeatletter\\newcommand{\\etal}{\\@ifnextchar.{et al}{et al.}}\\makeatother A \\etal. And \\etal{} too.",
            "A et al. And et al. too.",
        ),
        (
            "\\makeatletter\\def\\f{\\@ifnextchar[{\\f@o}{\\f@n}}\\def\\f@o[#1]#2{#1 #2}\\def\\f@n#1{none #1}\\makeatother A \\f[x]{y}, \\f{y}.",
            "A x y, none y.",
        ),
        (
            "\\expandafter\\def\\csname foo\\endcsname{bar}A \\foo{} and \\csname foo\\endcsname.",
            "A bar and bar.",
        ),
        (
            "\\makeatletter\\@namedef{foo}#1{bar #1}\\makeatother\\csdef{baz}{bat}A \\foo{x} and \\csuse{baz}.",
            "A bar x and bat.",
        ),
        (
            "\\let\\x\\emph \\let \\y = \\textbf \\LetLtxMacro{\\z}{\\cite}A \\x{x} \\y{y} \\z{z}.",
            "A x y <Citation>.",
        ),
    ] {
        assert_eq!(paragraph(text), expected, "{text}");
    }
}

#[test]
fn environments_are_what_they_are_made_of() {
    assert_eq!(
        blocks(
            "\\newlist{steps*}{enumerate*}{1}\\newlist{tasks}{itemize}{2}One \\begin{steps*}\\item two \\item three\\end{steps*}.\n\n\\begin{tasks}[nosep]\\item Four.\\end{tasks}"
        ),
        ["Paragraph: One • two • three.", "Item: Four."]
    );
    let reading = reading(
        "\\newtcolorbox{note}[1][]{colback=red}\\begin{note}[x]In.\\end{note}\\newfloat{graph}{tp}{x}[section]\n\n\\begin{graph}\\caption{C.}\\end{graph}",
    );
    assert_eq!(shown(&reading), ["Paragraph: In.", "Caption: C."]);
    assert!(reading.blocks()[0].within.is_in(Within::BOX) && reading.blocks()[1].within.is_in(Within::FLOAT));
}

#[test]
fn what_only_tex_needs_prints_nothing() {
    for (text, expected) in [
        (
            "A \\RedeclareSectionCommand[x=1]{section} \\etocsetlevel{chapter}{0} \\setchapterstyle{kao}b.",
            "A b.",
        ),
        (
            "A \\mystery{name=value, other=3pt} b \\mystery[x]{3.5mm} c \\mystery{-0.5\\textwidth} d \\mystery{figures/a.pdf}{text} e.",
            "A b c d text e.",
        ),
        ("A \\mystery{text} b \\mystery{n=5} c \\mystery{and/or} d.", "A text b n=5 c and/or d."),
    ] {
        assert_eq!(paragraph(text), expected, "{text}");
    }
}
