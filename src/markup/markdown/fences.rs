use super::attributes;
use crate::markup::Within;

/// The fence line of a div.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fence {
    /// `::: {.class}`
    Open(Within),
    /// `:::`
    Close,
}

/// Reads a line, without its indentation, as the fence of a div: `::: {.abstract}`, `::: abstract`, `:::{note} Title`, `:::`.
pub fn div(line: &str) -> Option<Fence> {
    let rest = line.trim_start_matches(':');
    if line.len() - rest.len() < 3 {
        return None;
    }
    let rest = rest.trim().trim_end_matches(':').trim_end();
    if rest.is_empty() {
        return Some(Fence::Close);
    }
    if let Some(inner) = rest.strip_prefix('{') {
        let (inner, _title) = inner.split_once('}')?;
        return Some(Fence::Open(
            attributes::names(inner).map(container).fold(Within::NOTHING, Within::with),
        ));
    }
    // Without braces there is one class; a few words after it are a title or attributes.
    let mut words = rest.split_whitespace();
    let class = words.next()?;
    let is_class =
        class.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'#'));
    (is_class && words.count() < 8).then(|| Fence::Open(container(class.trim_start_matches(['.', '#']))))
}

/// The container that a class, directive or identifier stands for; none for one that says nothing about its text.
pub fn container(name: &str) -> Within {
    let kind = name.split(['-', '_']).next().unwrap_or(name);
    match kind {
        "abstract" | "Abstract" => Within::ABSTRACT,
        "callout" | "box" | "tip" | "note" | "warning" | "caution" | "important" | "admonition" | "alert"
        | "hint" | "danger" | "attention" | "seealso" | "tcolorbox" | "aside" | "margin" | "infobox" => {
            Within::BOX
        }
        "quote" | "blockquote" | "epigraph" | "verse" => Within::QUOTE,
        "acknowledgements" | "acknowledgments" | "acknowledgement" | "acknowledgment" => {
            Within::ACKNOWLEDGEMENTS
        }
        "exploratory" => Within::EXPLORATORY,
        "planned" | "confirmatory" | "preregistered" => Within::PLANNED,
        "refs" | "references" | "bibliography" => Within::REFERENCES,
        "appendix" | "appendices" => Within::APPENDIX,
        "theorem" | "lemma" | "definition" | "proposition" | "corollary" | "conjecture" | "example"
        | "exercise" | "thm" | "lem" | "def" | "prp" | "cor" | "cnj" | "exm" | "exr" => Within::THEOREM,
        "proof" => Within::PROOF,
        "algorithm" | "alg" => Within::ALGORITHM,
        _ => Within::NOTHING,
    }
}

/// How many spaces and tabs a line starts with.
pub fn indent(line: &[u8]) -> usize {
    line.iter().take_while(|&&byte| byte == b' ' || byte == b'\t').count()
}

/// How many bytes a line starts with that are `mark`.
pub fn run(line: &[u8], mark: u8) -> usize {
    line.iter().take_while(|&&byte| byte == mark).count()
}

/// Whether a line, without its indentation, opens a code block.
pub fn is_code_fence(line: &[u8]) -> bool {
    let Some(&mark) = line.first() else { return false };
    let width = run(line, mark);
    width >= 3 && (mark == b'~' || memchr::memchr(b'`', &line[width..]).is_none())
}
