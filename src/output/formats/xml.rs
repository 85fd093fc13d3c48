//! Writing XML 1.0: text that means itself, and no character that XML cannot hold.

use super::super::clean;

/// The first line of a file.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Returns a text as it stands in an element or between the quotation marks of an attribute, each of its lines clean. A line end is written
/// as a number: in an attribute a reader makes a space of it.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean::lines(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            // What runs jobs obeys it wherever it stands.
            '[' if escaped.ends_with("##") || escaped.ends_with("##vso") => escaped.push_str("&#91;"),
            // The only characters that are neither controls nor a part of XML.
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_not_there_and_the_rest_means_itself() {
        assert_eq!(
            escaped("a<b>&\"c'\n\u{0}\u{1b}\u{9b}\u{202e}\u{FFFE}é🍵"),
            "a&lt;b&gt;&amp;&quot;c'&#10;␀␛\\u{9b}\\u{202e}é🍵"
        );
    }
}
