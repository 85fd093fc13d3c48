//! Text that is not the authors' prose.

use super::*;
use crate::source::Declared;

/// Returns the texts that are read as quoted, with those named in the configuration.
fn quoted(text: &str, names: &[&str]) -> Vec<String> {
    let quoted = names.iter().map(|name| (*name).to_owned()).collect();
    let draft = draft(text, &[]).declaring(Declared { quoted, ..Declared::default() }.into());
    let reading = read(&draft);
    let is_quoted = |within: Within| within.is_in(Within::QUOTE.with(Within::BOX));
    let blocks = reading.blocks().iter().filter(|block| is_quoted(block.within));
    blocks.map(|block| reading.slice(block.start, block.end).to_owned()).collect()
}

#[test]
fn boxes_and_what_authors_name_for_it_are_quoted() {
    for (text, expected) in [
        ("One.\n\n\\begin{tcolorbox}[title=x]Two.\\end{tcolorbox}\n\nThree.", "Two."),
        ("\\begin{mdframed}Two.\\end{mdframed}", "Two."),
        ("\\begin{figure}\\begin{quote}Two.\\end{quote}\\caption{C.}\\end{figure}", "Two."),
        ("\\newtcolorbox{out}{}\\begin{out}Two.\\end{out}", "Two."),
        (
            "\\newenvironment{systemprompt}{\\begin{small}}{\\end{small}}One.\n\n\\begin{systemprompt}Two.\\end{systemprompt}",
            "Two.",
        ),
        ("\\begin{chattranscript}{x}Two.\\end{chattranscript}", "Two."),
        ("\\newcommand{\\userprompt}[1]{\\fbox{#1}}One.\n\n\\userprompt{Two.}\n\nThree.", "Two."),
    ] {
        assert_eq!(quoted(text, &[]), [expected], "{text}");
    }
    assert!(
        quoted(
            "\\newcommand{\\prompt}{Prompt}The \\prompt{} is. \\begin{itemize}\\item One.\\end{itemize}",
            &[]
        )
        .is_empty()
    );
}

#[test]
fn the_configuration_names_what_is_quoted() {
    let names = ["profiletext", "persona"];
    let text = "\\newcommand{\\profiletext}[1]{\\emph{#1}}One.\n\n\\profiletext{Two.}\n\n\\begin{persona}Three.\\end{persona}\n\nFour.";
    assert_eq!(quoted(text, &names), ["Two.", "Three."]);
    assert!(quoted(text, &[]).is_empty());
    let inside = draft("They said \\profiletext{we is} and left.", &[]);
    let inside = inside
        .declaring(Declared { quoted: ["profiletext".to_owned()].into(), ..Declared::default() }.into());
    assert_eq!(shown(&read(&inside)), ["Paragraph: They said <Name> and left."]);
}
