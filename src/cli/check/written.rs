//! Writes mended drafts: all are ready before the first takes its place, and what is said afterwards is said of what is on the disk.

use std::collections::BTreeSet;
use std::path::Path;

use super::fix::{Changed, Checked, Mended};
use crate::cli::console::Console;
use crate::cli::disk::shown;
use crate::cli::loader::Home;
use crate::cli::write::{self, Replacement, Unwritten};
use crate::source::{Encoding, Source};

/// Makes drafts anew by `change` and writes those that changed. One that cannot be written is said, and `change` is asked again without it.
/// Gives what was written, and whether something was not.
///
/// # Errors
/// When nothing can be changed at all.
pub fn write(
    papers: &[Checked],
    console: &Console,
    change: impl Fn(Vec<Checked>) -> anyhow::Result<Mended>,
) -> anyhow::Result<(Mended, bool)> {
    clear(papers, console);
    let mut left = Left::default();
    let (mended, ready) = loop {
        let mended = left.changed(papers, &change)?;
        let known = left.homes.len();
        let prepared = mended.changed.iter().filter_map(|changed| prepare(changed, &mut left, console));
        let ready: Vec<(Changed, Replacement)> = prepared.collect();
        if left.homes.len() == known {
            break (mended, ready);
        }
    };
    let known = left.homes.len();
    for (changed, replacement) in ready {
        say_what_is_lost(&changed, &replacement, console);
        if let Err(why) = replacement.make() {
            left.add(&changed, &why, console);
        }
    }
    let mended = if left.homes.len() == known { mended } else { left.changed(papers, &change)? };
    mended.say_what_is_left(console);
    Ok((mended, !left.homes.is_empty()))
}

/// Files that are left as they are, and have been spoken of.
#[derive(Default)]
struct Left {
    homes: BTreeSet<Home>,
    names: BTreeSet<String>,
}

impl Left {
    fn add(&mut self, changed: &Changed, why: &Unwritten, console: &Console) {
        console.error(&format!("{} {why}", changed.name));
        self.homes.insert(changed.home.clone());
        self.names.insert(changed.name.clone());
    }

    /// Returns what becomes of the drafts without these files.
    fn changed(
        &self,
        papers: &[Checked],
        change: impl Fn(Vec<Checked>) -> anyhow::Result<Mended>,
    ) -> anyhow::Result<Mended> {
        let mut papers = papers.to_vec();
        let left = papers.iter_mut().flat_map(|checked| &mut checked.places);
        left.filter(|home| self.homes.contains(home)).for_each(|home| *home = Home::Elsewhere);
        let mut mended = change(papers)?;
        mended.done.elsewhere.retain(|name| !self.names.contains(name));
        Ok(mended)
    }
}

/// Writes a draft beside the one that it is to replace; `None` where that is not possible, which is said, and for standard input.
fn prepare(changed: &Changed, left: &mut Left, console: &Console) -> Option<(Changed, Replacement)> {
    let Home::File(path) = &changed.home else { return None };
    let make = |bytes: &[u8]| encoded(bytes, &changed.old, changed.encoding, &changed.new);
    match Replacement::prepare(path, make) {
        Ok(replacement) => Some((changed.clone(), replacement)),
        Err(why) => {
            left.add(changed, &why, console);
            None
        }
    }
}

/// Takes away what stopped runs left beside drafts, and says what may be a save of an author.
fn clear(papers: &[Checked], console: &Console) {
    let files = papers.iter().flat_map(|checked| &checked.places).filter_map(Home::path);
    let folders: BTreeSet<&Path> = files.filter_map(|path| path.parent()).collect();
    for folder in folders {
        for save in write::clear(folder) {
            console.notice(&format!(
                "{} was left by a run that was stopped, and may be what you saved just then; compare it with your draft, then delete it",
                shown(&folder.join(save))
            ));
        }
    }
}

/// Says which attributes a draft loses.
fn say_what_is_lost(changed: &Changed, replacement: &Replacement, console: &Console) {
    if !replacement.lost().is_empty() {
        let (name, lost) = (&changed.name, replacement.lost().join(", "));
        console.notice(&format!("{name}: the system does not let these attributes be kept: {lost}"));
    }
}

/// Returns the bytes of `new` in the encoding of those that are there, if they still hold the text `old`.
fn encoded(bytes: &[u8], old: &str, encoding: Encoding, new: &str) -> Result<Vec<u8>, Unwritten> {
    let encoded = Source::encode(new, encoding, bytes);
    let now = Source::decode("", bytes.to_vec());
    if now.text != old || now.encoding != encoding {
        return Err(Unwritten::Changed);
    }
    encoded.ok_or(Unwritten::Unencodable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_text_that_was_read_is_replaced_and_in_its_encoding() {
        let encoded = |old, new| encoded(b"na\xEFve the the", old, Encoding::Latin1, new);
        assert_eq!(encoded("naïve the the", "naïve the").unwrap(), b"na\xEFve the");
        assert!(matches!(encoded("naïve", "naïve"), Err(Unwritten::Changed)));
        assert!(matches!(encoded("naïve the the", "…"), Err(Unwritten::Unencodable)));
    }
}
