//! Writing into a `paperlint.toml` that readers know an acronym.

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
struct Known {
    acronyms: Option<Spanned<Vec<String>>>,
}

/// Returns the text of a configuration in which an acronym is known, too, and nothing else has changed. `None` where the text is not
/// one to be changed by a program.
pub fn with_known_acronym(text: &str, acronym: &str) -> Option<String> {
    let mut wanted: Vec<String> = Vec::new();
    let quoted = toml::Value::from(acronym).to_string();
    let known = toml::from_str::<Known>(text).ok()?.acronyms;
    let written = match &known {
        Some(list) => {
            wanted.extend(list.get_ref().iter().cloned());
            let end = list.span().end.checked_sub(1)?;
            let (before, after) = (text.get(..end)?, text.get(end..)?);
            let kept = before.trim_end();
            let comma = if kept.ends_with(['[', ',']) { "" } else { "," };
            let space = if kept.ends_with('[') { "" } else { " " };
            format!("{kept}{comma}{space}{quoted}{}{after}", before.get(kept.len()..)?)
        }
        // A key stands before all tables, and behind what is said of the file as a whole.
        None => {
            let head = text.split_inclusive('\n').take_while(|line| {
                let line = line.trim();
                line.is_empty() || line.starts_with('#')
            });
            let head = text.get(..head.map(str::len).sum())?;
            let (line_end, rest) =
                (if head.is_empty() || head.ends_with('\n') { "" } else { "\n" }, text.get(head.len()..)?);
            format!("{head}{line_end}acronyms = [{quoted}]\n{rest}")
        }
    };
    wanted.push(acronym.to_owned());
    // A comment behind the last acronym would have swallowed the new one.
    let read = toml::from_str::<Known>(&written).ok()?.acronyms?.into_inner();
    (read == wanted).then_some(written)
}

#[cfg(test)]
mod tests {
    use super::with_known_acronym;

    #[test]
    fn an_acronym_is_added_and_the_rest_stays() {
        for (before, after) in [
            ("", Some("acronyms = [\"QZN\"]\n")),
            ("# Ours.\n\n[rules]\n", Some("# Ours.\n\nacronyms = [\"QZN\"]\n[rules]\n")),
            ("# Ours.", Some("# Ours.\nacronyms = [\"QZN\"]\n")),
            ("acronyms = []\n", Some("acronyms = [\"QZN\"]\n")),
            (
                "venue = \"acl\"\nacronyms = [\"EEG\"] # ours\n",
                Some("venue = \"acl\"\nacronyms = [\"EEG\", \"QZN\"] # ours\n"),
            ),
            ("acronyms = [\n  \"EEG\",\n]\n", Some("acronyms = [\n  \"EEG\", \"QZN\"\n]\n")),
            ("acronyms = [\n  \"EEG\" # ours\n]\n", None),
            ("acronyms = 1\n", None),
            ("acronyms = [", None),
        ] {
            assert_eq!(with_known_acronym(before, "QZN").as_deref(), after, "{before}");
        }
        // Whatever an acronym is made of, it stays one text.
        for odd in ["Q\"]\nx", "Q'", "\\"] {
            let text = with_known_acronym("", odd).unwrap();
            let read: super::Known = toml::from_str(&text).unwrap();
            assert_eq!(read.acronyms.unwrap().into_inner(), [odd]);
        }
    }
}
