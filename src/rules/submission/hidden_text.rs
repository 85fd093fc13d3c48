//! `hidden-text`: text that no reader sees.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::markup::Command;
use crate::rules::{Matcher, PaperCheck, Words};
use crate::source::{File, Format, Span};

/// Ways to hide text.
#[derive(serde::Deserialize)]
pub struct HiddenText {
    /// Characters of no width that are found.
    #[serde(rename = "zero-width")]
    zero_width: u32,
    /// Points of the largest print that is found.
    tiny: u32,
    /// Points by which text is moved off a page.
    off: u32,
    colours: Words,
    #[serde(rename = "white-regex")]
    white: Matcher,
    #[serde(rename = "html-white-regex")]
    html: Matcher,
}

impl PaperCheck for HiddenText {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        self.commands(paper, out);
        for file in paper.draft.files().iter().filter(|file| !file.is_style()) {
            self.zero_width(file, out);
            if file.format == Format::Markdown {
                for range in self.html.find_iter(&file.text) {
                    let span = Span::new(file.base + range.start as u32, file.base + range.end as u32);
                    out.place(Place::source(span), Severity::Warning)
                        .variant("html")
                        .value("found", paper.draft.text(span));
                }
            }
        }
    }
}

impl HiddenText {
    fn commands(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        // Where a ground is coloured, white is seen.
        let mut grounds = 0_usize;
        let mut ground_end = 0;
        for command in &paper.written().commands {
            match command.name {
                "begin" | "end" if is_drawing(command) => {
                    grounds = if command.name == "begin" { grounds + 1 } else { grounds.saturating_sub(1) };
                }
                "cellcolor" | "rowcolor" | "columncolor" | "colorbox" | "fcolorbox" | "pagecolor"
                | "node" | "newtcolorbox" | "tcbox" | "tcbset" | "lstset" | "mdfsetup" | "definecolor" => {
                    ground_end = command.whole().end + GROUND;
                }
                _ => {}
            }
            let is_on_ground = grounds > 0 || command.span.start < ground_end || command.is_preamble;
            if let Some(variant) = self.hides(command).filter(|_| !is_on_ground) {
                out.place(Place::source(command.whole()), Severity::Warning)
                    .variant(variant)
                    .value("found", paper.draft.text(command.whole()));
            }
        }
    }

    /// Returns how a command hides text, if it does.
    fn hides(&self, command: &Command<'_>) -> Option<&'static str> {
        let name = command.name;
        if self.colours.contains(name) {
            let given = command.arguments();
            let colour = given.iter().find(|given| !given.is_optional)?;
            let is_text = name == "color"
                || given
                    .iter()
                    .filter(|given| !given.is_optional)
                    .nth(1)
                    .is_some_and(|given| is_text(given.text));
            return (is_text && self.white.is_match(colour.text)).then_some("white");
        }
        if MOVES.contains(&name) {
            let given = command.argument();
            let length = given.map_or(command.rest_of_line(), |given| given.text);
            return (points(length)?.abs() >= self.off as f32).then_some("off");
        }
        if name == "fontsize" {
            let size = command.argument()?;
            let number: f32 = size.text.trim().trim_end_matches("pt").trim().parse().ok()?;
            return (number < self.tiny as f32).then_some("tiny");
        }
        None
    }

    /// Characters of no width, all together: the place is that of the first.
    fn zero_width(&self, file: &File, out: &mut Report<'_>) {
        // Between letters of scripts that join, a joiner is a letter's form.
        let is_hidden =
            |c: char| matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{E0001}'..='\u{E007F}');
        // The first bytes of these characters; files of references are long.
        let starts = memchr::memchr3_iter(0xE2, 0xEF, 0xF3, file.text.as_bytes()).filter(|at| *at > 0);
        let found = starts.filter_map(|at| Some((at, file.text.get(at..)?.chars().next()?)));
        let mut hidden = found.filter(|(_, c)| is_hidden(*c));
        let Some((first, c)) = hidden.next() else { return };
        let count = 1 + hidden.count() as u32;
        if count >= self.zero_width {
            let start = file.base + first as u32;
            let span = Span::new(start, start + c.len_utf8() as u32);
            out.place(Place::source(span), Severity::Warning).variant("zero").value("count", count);
        }
    }
}

/// Commands that move what follows, or what they hold.
const MOVES: [&str; 9] =
    ["hspace", "vspace", "hskip", "vskip", "kern", "raisebox", "moveleft", "moveright", "lower"];

/// Returns a length in points, as TeX has them; `None` where it is not given in numbers.
fn points(length: &str) -> Option<f32> {
    let length = length.trim_start_matches(|c: char| c.is_whitespace() || c == '=');
    let end =
        length.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '.' | '+')).unwrap_or(length.len());
    let (number, unit) = length.split_at_checked(end)?;
    let unit = match unit.trim_start().get(..2)? {
        "pt" | "bp" => 1.0,
        "cm" => 28.45,
        "mm" => 2.845,
        "in" => 72.27,
        "pc" | "em" => 12.0,
        "ex" => 5.0,
        _ => return None,
    };
    Some(number.parse::<f32>().ok()? * unit)
}

/// Bytes behind a coloured ground that may stand on it.
const GROUND: u32 = 200;

/// Returns whether an argument is text: white spaces out a table where it holds a digit or nothing.
fn is_text(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 2
}

/// Returns whether an environment draws, or colours its ground.
fn is_drawing(command: &Command<'_>) -> bool {
    let name = command.argument().map_or("", |given| given.text);
    ["tikz", "pgf", "tcolorbox", "picture", "mdframed", "tabular", "table", "frame", "colorbox"]
        .iter()
        .any(|part| name.contains(part))
}
