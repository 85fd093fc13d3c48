//! What environments give: floats, labels among their settings, files that stand in the paper.

use std::ops::Range;

use super::keys::label_setting;
use super::{DEEPEST, End, Open, Place, Scanner};
use crate::markup::BlockKind;
use crate::markup::latex::lexer::Lexer;
use crate::markup::latex::table::{self, Argument, Content};
use crate::source::Span;
use crate::source::{FloatKind, Label, Named};

impl Scanner<'_, '_> {
    /// `\begin{name}`, which stands at `start`.
    pub(super) fn begin(&mut self, start: usize, lexer: &mut Lexer<'_>, place: Place, depth: usize) {
        let Some(name) = lexer.name().map(str::to_owned) else { return };
        if let Some(found) = self.environments.get(&name).cloned().filter(|_| depth < DEEPEST) {
            let text = found.begin.expand(lexer);
            return self.read(&text, place.span(start, lexer.at), depth);
        }
        let content = table::environment(&name).map(|known| known.content);
        if name.starts_with("filecontents") {
            return self.embed(&name, lexer, place);
        }
        let settings = { *lexer }.brackets();
        if content.is_none_or(|content| !matches!(content, Content::Within(_) | Content::InlineList))
            && !is_list(&name)
        {
            self.setting(settings, lexer, place);
        }
        let has_entries = matches!(name.as_str(), "thebibliography" | "biblist" | "bibdiv" | "acronym");
        let is_hidden = match content {
            Some(Content::Opaque(BlockKind::Code)) => true,
            Some(Content::Nothing) => !has_entries,
            _ => self.hidden.contains(&name),
        };
        if is_hidden {
            self.content();
            let end = lexer.environment_end(&name, false);
            lexer.at = end.map_or(lexer.at, |(_, next)| next);
            return;
        }
        let at = place.span(start, lexer.at);
        match float_kind(&name, content) {
            Some(kind) => self.begin_float(kind, at, End::Environment(name)),
            None if name != "center" && name != "minipage" => self.content(),
            None => {}
        }
    }

    /// `\end{name}`
    pub(super) fn end(&mut self, lexer: &mut Lexer<'_>, depth: usize) {
        let Some(name) = lexer.name().map(str::to_owned) else { return };
        if let Some(found) = self.environments.get(&name).cloned() {
            return self.read(&found.end, Span::default(), depth);
        }
        self.is_in_later_head &= !name.starts_with("long");
        if name == "document" && self.is_sure() {
            self.has_ended = true;
        }
        let is_end = |open: &Open| matches!(&open.end, End::Environment(open) if *open == name);
        if let Some(found) = self.open.iter().rposition(is_end) {
            self.open.truncate(found);
        }
    }

    /// A file that the paper itself writes.
    fn embed(&mut self, environment: &str, lexer: &mut Lexer<'_>, place: Place) {
        lexer.skip(Argument::Optional);
        let Some(name) = lexer.name().map(str::to_owned) else { return };
        let start = lexer.at;
        if let Some((end, next)) = lexer.environment_end(environment, false) {
            lexer.at = next;
            self.links.embedded.push(Named { name, at: place.span(start, end) });
        }
    }

    /// The label among the settings of an environment.
    pub(super) fn setting(&mut self, settings: Option<Range<usize>>, lexer: &Lexer<'_>, place: Place) {
        let Some(settings) = settings else { return };
        if let Some(key) = label_setting(lexer.slice(settings.clone())) {
            let at = place.span(settings.start, settings.end);
            // What it means is the package's business, so it is never one too many.
            let float = self.outermost();
            let key = key.to_owned();
            self.links.labels.push(Label { key, at, float, is_sure: false, is_in_later_head: false });
        }
    }
}

/// Returns whether an environment is a list, whose `label` says how its items are counted.
fn is_list(name: &str) -> bool {
    name.starts_with("enum") || name.starts_with("item") || name.starts_with("desc") || name.contains("list*")
}

/// Returns what kind of float an environment is.
fn float_kind(name: &str, content: Option<Content>) -> Option<FloatKind> {
    let is_float = match content? {
        Content::Float(_) => true,
        Content::Table => name.starts_with("long") || name.contains("deluxe"),
        _ => false,
    };
    is_float.then(|| match (name.contains("fig"), name.contains("tab")) {
        (true, _) => FloatKind::Figure,
        (_, true) => FloatKind::Table,
        _ => FloatKind::Other,
    })
}
