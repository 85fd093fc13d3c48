//! The math symbols of a paper, and whether its words say what each stands for.

use rustc_hash::FxHashMap;

use super::Paper;
use crate::document::{BlockRole, Kind, SentenceRef, Token};
use crate::markup::Placeholder;

/// A symbol that stands in running text by itself, as `$\eta$` does; indices and accents do not count.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// As written, without an index.
    pub written: String,
    /// Its uses in running text, in reading order: the sentence and the token.
    pub uses: Vec<(u32, Token)>,
    /// Whether a value, a set or an equation is given for it anywhere: `$\eta = 0.1$`.
    pub has_value: bool,
}

/// Returns the symbols of a paper, by first appearance.
pub fn symbols(paper: &Paper<'_>) -> Vec<Symbol> {
    let document = paper.document;
    let mut found: Vec<Symbol> = Vec::new();
    let mut by_name: FxHashMap<String, usize> = FxHashMap::default();
    for index in 0..document.sentences().len() as u32 {
        let sentence = document.sentence(index);
        let role = sentence.block().role();
        let is_text =
            matches!(role, BlockRole::Body | BlockRole::Item | BlockRole::Abstract | BlockRole::Footnote);
        for &token in sentence.tokens().iter().filter(|token| is_math(token)) {
            let math = body(source(paper, sentence, token));
            let Some((name, rest)) = base(math) else { continue };
            let symbol = *by_name.entry(name.to_owned()).or_insert(found.len());
            if symbol == found.len() {
                found.push(Symbol { written: name.to_owned(), uses: Vec::new(), has_value: false });
            }
            let rest = without_index(rest).trim_start();
            found[symbol].has_value |= gives_value(rest);
            if is_text && rest.is_empty() {
                found[symbol].uses.push((index, token));
            }
        }
    }
    found
}

fn is_math(token: &Token) -> bool {
    use Placeholder::{DisplayMath, Math, Statistic};
    matches!(token.kind, Kind::Placeholder(Math | Statistic | DisplayMath))
}

fn source<'p>(paper: &'p Paper<'_>, sentence: SentenceRef<'_>, token: Token) -> &'p str {
    let spans = sentence.document.reading().source_of(token.start, token.end);
    spans.first().map_or("", |&span| paper.draft.text(span))
}

/// Returns what stands between the marks that open and close math.
fn body(math: &str) -> &str {
    let math = math.trim_start_matches('$').trim_start_matches("\\(").trim_start_matches("\\[");
    math.trim_end_matches('$').trim_end_matches("\\)").trim_end_matches("\\]").trim()
}

/// Returns the symbol that a formula opens with, and the rest: one letter, a command for a letter (`\eta`), or a letter set apart
/// (`\mathbf{x}`).
fn base(math: &str) -> Option<(&str, &str)> {
    let first = math.chars().next()?;
    if first.is_alphabetic() {
        let rest = math.get(first.len_utf8()..)?;
        let is_alone = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '(');
        return is_alone.then(|| (math.get(..first.len_utf8()).unwrap_or(""), rest));
    }
    let name = math.strip_prefix('\\')?;
    let len = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let command = name.get(..len)?;
    let after = name.get(len..)?;
    if GREEK.contains(&command) {
        return (!after.starts_with('(')).then(|| (math.get(..len + 1).unwrap_or(""), after));
    }
    let is_style = STYLES.contains(&command) && after.starts_with('{');
    let close = after.find('}').filter(|_| is_style)?;
    let end = len + 1 + close + 1;
    Some((math.get(..end)?, math.get(end..)?))
}

/// Returns what follows indices, powers and primes.
fn without_index(mut rest: &str) -> &str {
    loop {
        rest = rest.trim_start_matches(['\'', '*', ' ']);
        let Some(script) = rest.strip_prefix(['_', '^']) else { return rest };
        let group = script.starts_with('{').then(|| script.find('}')).flatten();
        let len = group.map_or_else(|| script.chars().next().map_or(0, char::len_utf8), |close| close + 1);
        let is_command = script.starts_with('\\');
        let command = script.bytes().skip(1).take_while(u8::is_ascii_alphabetic).count();
        rest = script.get(if is_command { command + 1 } else { len }..).unwrap_or("");
    }
}

fn gives_value(rest: &str) -> bool {
    const RELATIONS: &[&str] = &[
        "=", ":=", "\\in", "\\sim", "\\subset", "\\approx", "\\equiv", "\\le", "\\ge", "<", ">", "\\colon",
        ":",
    ];
    RELATIONS.iter().any(|relation| rest.starts_with(relation))
}

const STYLES: &[&str] =
    &["mathbf", "mathcal", "mathbb", "mathrm", "boldsymbol", "bm", "hat", "tilde", "bar", "vec"];

const GREEK: &[&str] = &[
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "varepsilon",
    "zeta",
    "eta",
    "theta",
    "vartheta",
    "iota",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "pi",
    "rho",
    "varrho",
    "sigma",
    "tau",
    "upsilon",
    "phi",
    "varphi",
    "chi",
    "psi",
    "omega",
    "Gamma",
    "Delta",
    "Theta",
    "Lambda",
    "Xi",
    "Pi",
    "Sigma",
    "Upsilon",
    "Phi",
    "Psi",
    "Omega",
    "ell",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_opens_with_its_symbol() {
        assert_eq!(base("x_i"), Some(("x", "_i")));
        assert_eq!(base("\\eta = 3"), Some(("\\eta", " = 3")));
        assert_eq!(base("\\mathbf{x}_{ij}"), Some(("\\mathbf{x}", "_{ij}")));
        for none in ["3", "xy", "f(x)", "\\times 3", "\\sum_i x"] {
            assert_eq!(base(none), None, "{none}");
        }
    }

    #[test]
    fn an_index_is_left_out() {
        assert_eq!(without_index("_{ij}^2 = 3"), "= 3");
        assert_eq!(without_index("_\\alpha"), "");
        assert_eq!(without_index("'"), "");
    }
}
