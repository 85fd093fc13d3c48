//! Cells of tables in a terminal.

use super::clean;

/// Returns a clean text of exactly `width` columns; `…` stands for what is cut off.
pub fn fitted(text: &str, width: usize) -> String {
    if clean::width(text) <= width {
        return format!("{text}{}", " ".repeat(width - clean::width(text)));
    }
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if clean::width(&out) > width.saturating_sub(1) {
            out.pop();
            break;
        }
    }
    let pad = width.saturating_sub(clean::width(&out) + 1);
    format!("{out}…{}", " ".repeat(pad))
}
