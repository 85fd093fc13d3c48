//! Characters with a meaning of their own, and what packages print.

use super::*;

#[test]
fn packages_print_what_they_print() {
    for (text, expected) in [
        ("\\MakeShortVerb{\\|}Use |foo_bar$x| and |%y| here.", "Use <Code> and <Code> here."),
        ("\\MakeShortVerb\\|Use |x| now. \\DeleteShortVerb\\|And |x|.", "Use <Code> now. And |x|."),
        ("\\lstMakeShortInline[columns=fixed]|Use |x % y| here.", "Use <Code> here."),
        ("\\DefineShortVerb{\\!}Use !x & y! here.", "Use <Code> here."),
        (
            "\\usepackage[ngerman]{babel}Die S\"-Bahn\"|linie und die e\"~Mail, \"`gut\"', \"Ubung.",
            "Die S-Bahnlinie und die e-Mail, „gut“, Übung.",
        ),
        ("\\usepackage{babel}A \"quote\" stays.", "A \"quote\" stays."),
        (
            "Er sagt \\glqq gut\\grqq{} und \\flqq hier\\frqq{} dazu, et \\og oui\\fg{} aussi.",
            "Er sagt „gut“ und «hier» dazu, et «oui» aussi.",
        ),
        (
            "See \\path|C:\\foo%bar| and \\url|http://a.b/c%d| and \\url{a%b} here.",
            "See <Url> and <Url> and <Url> here.",
        ),
        (
            "The \\tikz{\\draw (0,0);} dot and the \\tikz[baseline]\\draw[red] (0,0)--(1,1); line.",
            "The dot and the line.",
        ),
        ("Step \\ding{172}, \\ding{183} and \\ding{55} are done.", "Step ①, ❷ and ✗ are done."),
        (
            "The ring is 3\\farcs5 wide, 2\\fdg3 off, 4\\farcm1 up and 5\\arcsec\\ away.",
            "The ring is 3.″5 wide, 2.°3 off, 4.′1 up and 5″ away.",
        ),
        (
            "As \\autocites[12]{a}[34]{b}{c} before, \\textcites(see)()[1]{d}[2]{e} agree \\cites{a}{b}.",
            "As <Citation> before, <TextCitation> agree <Citation>.",
        ),
        (
            "See \\citet{x}, \\defcitealias{x}{Paper~I}hereafter \\citetalias{x}.",
            "See <TextCitation>, hereafter <TextCitation>.",
        ),
        ("We used \\isotope[14]{C} and \\ce{H2O}.", "We used <Math> and <Math>."),
        (
            "\\only<2->{Some text} and \\textbf<2>{bold} stay. \\uncover<3->{Then this.}",
            "Some text and bold stay. Then this.",
        ),
        (
            "Text. \\begin{color}{red}New.\\end{color} \\begin{otherlanguage*}{french}Oui.\\end{otherlanguage*} End.",
            "Text. New. Oui. End.",
        ),
        (
            "See e.g.\\@ this, A\\-B\\/ c. Left\\hfill right. One\\hspace{1cm}two. Three\\hspace{-1em}four.",
            "See e.g. this, AB c. Left right. One two. Threefour.",
        ),
        (
            "Text \\raise1ex\\hbox{up} and \\lower .5ex \\hbox to 3cm{down\\hss} here.",
            "Text up and down here.",
        ),
    ] {
        assert_eq!(paragraph(text), expected, "{text}");
    }
    assert_eq!(
        blocks("\\begin{restatable}[Main]{theorem}{mainthm}\\label{t}It holds.\\end{restatable}"),
        ["Caption: Main", "Paragraph: It holds."]
    );
    assert_eq!(
        blocks(
            "\\begin{figure}\\subfloat[Left.\\label{a}]{\\includegraphics{x}}\\subcaptionbox{Right.}{\\includegraphics{y}}\\end{figure}"
        ),
        ["Caption: Left.", "Caption: Right."]
    );
}
