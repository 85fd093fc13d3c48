//! The grammar of statements: cells of templates with slots, and the sentences they make.

use std::collections::HashMap;

/// Sentences that mean the same, built alike.
pub struct Cell {
    /// Subject, polarity, mood and sense, as the file has them.
    pub name: String,
    pub wanted: Wanted,
    /// The draft that each sentence is put into.
    pub draft: String,
    pub sentences: Vec<String>,
}

/// What a careful reader knows after the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// `planned`, `exploratory`, `both` or `none` for each section of results, with ` + ` between them.
    pub state: String,
    /// `own`, `absent`, `others`, `none` or `any`.
    pub registration: String,
}

/// Returns the cells of a grammar, in the order of its file. What it does not understand is a panic with the line.
pub fn cells(grammar: &str) -> Vec<Cell> {
    let mut slots: HashMap<&str, Vec<Filler>> = HashMap::new();
    let mut cells: Vec<Cell> = Vec::new();
    for line in grammar.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(slot) = line.strip_prefix('$') {
            let (name, fillers) = slot.split_once(": ").unwrap_or_else(|| panic!("no fillers: {line}"));
            slots.insert(name, fillers.split(" | ").map(Filler::new).collect());
        } else if let Some(head) = line.strip_prefix('[') {
            cells.push(Cell::new(head));
        } else {
            let cell = cells.last_mut().unwrap_or_else(|| panic!("a template before the first cell: {line}"));
            expand(line, None, &slots, &mut cell.sentences);
        }
    }
    cells
}

impl Cell {
    fn new(head: &str) -> Self {
        let parts = head.split_once("] ").and_then(|(name, meaning)| {
            let (meaning, draft) = meaning.split_once(" (in ").unwrap_or((meaning, "methods)"));
            let (state, registration) = meaning.split_once(", ")?;
            Some((name, state, registration, draft.trim_end_matches(')')))
        });
        let (name, state, registration, draft) =
            parts.unwrap_or_else(|| panic!("a cell is `[name] state, registration (in draft)`, not [{head}"));
        let wanted = Wanted { state: state.to_owned(), registration: registration.to_owned() };
        Self { name: name.to_owned(), wanted, draft: draft.to_owned(), sentences: Vec::new() }
    }
}

/// Words for a slot.
struct Filler {
    text: String,
    is_many: bool,
}

impl Filler {
    fn new(text: &str) -> Self {
        let many = text.trim().strip_prefix("+ ");
        Self { text: many.unwrap_or(text.trim()).to_owned(), is_many: many.is_some() }
    }
}

/// Fills the first slot with each of its fillers, and so on. The first slot decides between the forms for one and for many.
fn expand(
    template: &str,
    is_many: Option<bool>,
    slots: &HashMap<&str, Vec<Filler>>,
    sentences: &mut Vec<String>,
) {
    let Some((before, rest)) = template.split_once('{') else {
        sentences.push(capitalized(&agreeing(template, is_many.unwrap_or_default())));
        return;
    };
    let (name, after) = rest.split_once('}').unwrap_or_else(|| panic!("an open brace: {template}"));
    let fillers = slots.get(name).unwrap_or_else(|| panic!("no slot `{name}`: {template}"));
    for filler in fillers {
        let filled = format!("{before}{}{after}", filler.text);
        expand(&filled, is_many.or(Some(filler.is_many)), slots, sentences);
    }
}

/// Of `was/were` takes the first word for one, the second for many.
fn agreeing(text: &str, is_many: bool) -> String {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || c == '\'');
    let choose = |word| match str::split_once(word, '/') {
        Some((one, many)) if is_word(one) && is_word(many) => [one, many][usize::from(is_many)],
        _ => word,
    };
    text.split(' ').map(choose).collect::<Vec<_>>().join(" ")
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
