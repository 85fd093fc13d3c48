//! Files that commands of the authors name.

use super::*;

/// A file of the paper and what it holds.
const FILES: [(&str, &str); 6] = [
    ("parts/one", "Part one."),
    ("parts/two", "Part two."),
    ("three", "Part three."),
    (
        "macros",
        "\\newcommand{\\folder}{parts}\\newcommand*\\part@of[2][parts]{\\input{#1/#2}}\\def\\read#1{\\input{parts/#1}}",
    ),
    ("deep", "Start. \\read{one} \\input{\\folder/two}"),
    ("macros.sty", "\\newcommand{\\folder}{parts}\\newcommand{\\chapterfile}[1]{\\input{\\folder/#1}}"),
];

#[test]
fn a_file_that_a_command_names_is_read() {
    for (text, expected) in [
        ("\\newcommand{\\sect}[1]{\\input{parts/#1}}Start. \\sect{one} End.", "Start. Part one. End."),
        ("\\newcommand{\\folder}{parts}Start. \\input{\\folder/one} End.", "Start. Part one. End."),
        ("\\def\\folder{parts/}Start. \\input{\\folder two} End.", "Start. Part two. End."),
        (
            "\\newcommand\\sect[2]{\\section{#1}\\subfile{parts/#2}}Start. \\sect{S}{one} End.",
            "Start. / H1: S / Paragraph: Part one. End.",
        ),
        (
            "\\newcommand{\\sect}[1]{\\input{parts/#1}}\\newcommand{\\both}{\\sect{one} \\sect{two}}Start. \\both{} End.",
            "Start. Part one. Part two. End.",
        ),
        (
            "\\newcommand{\\sect}[2][parts]{\\input{#1/#2}}\\sect{one} \\sect[parts]{two}",
            "Part one. Part two.",
        ),
        (
            "\\newcommand{\\root}{parts}\\newcommand{\\folder}{\\root}\\import{\\folder/}{one} End.",
            "Part one. End.",
        ),
        ("\\input{macros}\\read{one} \\input{\\folder/two}", "Part one. Part two."),
        ("\\usepackage{macros}\\chapterfile{one} End.", "Part one. End."),
        ("\\input{macros}\\input{deep}", "Start. Part one. Part two."),
        (
            "\\CatchFileDef{\\caught}{parts/one}{}Start. \\caught{} End. \\caught",
            "Start. Part one. End. Part one.",
        ),
    ] {
        let draft = draft(text, &FILES);
        assert_eq!(draft.problems().len(), 0, "{text}: {:?}", draft.problems());
        assert_eq!(shown(&read(&draft)).join(" / ").trim_start_matches("Paragraph: "), expected, "{text}");
    }
}

#[test]
fn what_cannot_be_followed_is_said() {
    for (text, target) in [
        ("\\input{\\unknown/one} Text.", "\\unknown/one"),
        ("\\newcommand{\\sect}[1]{\\input{parts/#1}}\\sect{gone} Text.", "parts/gone"),
        ("\\newcommand{\\sect}[1]{\\input{\\gone/#1}}\\sect{one} Text.", "\\gone/one"),
        ("\\newcommand{\\folder}{parts}\\input{\\folder/gone} Text.", "parts/gone"),
    ] {
        let draft = draft(text, &FILES);
        let targets: Vec<&str> = draft.problems().iter().map(|problem| problem.target.as_str()).collect();
        assert_eq!(targets, [target], "{text}");
        assert_eq!(shown(&read(&draft)), ["Paragraph: Text."], "{text}");
    }
    for text in [
        "\\newcommand{\\sect}[1]{\\input{parts/#1}}Text.",
        "% \\input{\\unknown}\nText.",
        "\\iffalse\\input{\\unknown}\\fi Text.",
    ] {
        assert!(draft(text, &FILES).problems().is_empty(), "{text}");
    }
}
