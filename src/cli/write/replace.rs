//! A draft takes the place of the one that it was made from, and of no other.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::Path;

use super::Unwritten;
use super::aside::Aside;
use super::place::{Content, Place};
use super::system::{self, uninterrupted};

/// A new draft beside the one that it was made from.
#[derive(Debug)]
pub struct Replacement {
    aside: Aside,
    old: Vec<u8>,
    new: Vec<u8>,
}

/// Saves that may come in the instant of one replacement. Who saves more often is no person.
const MOST_SAVES: usize = 8;

impl Replacement {
    /// Writes a new draft beside the one at `path`. `make` is given the bytes of the old one.
    ///
    /// # Errors
    /// When it will not be possible to take its place; nothing is left.
    pub fn prepare(
        path: &Path,
        make: impl FnOnce(&[u8]) -> Result<Vec<u8>, Unwritten>,
    ) -> Result<Self, Unwritten> {
        let place = Place::at(path)?;
        let old = Content::of(&place.folder, &place.name)?;
        let new = make(&old.bytes)?;
        if !system::is_writable(&old.about) {
            return Err(Unwritten::ReadOnly);
        }
        let names = system::names_of(&old.about);
        if names > 1 {
            return Err(Unwritten::Linked(names));
        }
        let aside = Aside::write(place, &new, Some(&old.file))?;
        Ok(Self { aside, old: old.bytes, new })
    }

    /// Returns names of attributes that the old draft has and the new one cannot have.
    pub fn lost(&self) -> &[String] {
        &self.aside.lost
    }

    /// Takes the place of the old draft, if that is still what was read. Where the system can, they change places and what came out is
    /// looked at: so no save is lost, whenever it comes.
    ///
    /// # Errors
    /// When the draft is another one by now, or the system says no.
    pub fn make(self) -> Result<(), Unwritten> {
        uninterrupted(|| self.change_places())
    }

    fn change_places(mut self) -> Result<(), Unwritten> {
        let about = self.aside.about()?;
        let hidden = self.aside.named_for(&self.old, &self.new)?;
        let place = &self.aside.place;
        if Content::of(&place.folder, &place.name)?.bytes != self.old {
            return Err(Unwritten::Changed);
        }
        if !place.folder.exchange(&hidden, &place.name)? {
            // The last look was just before.
            place.folder.rename(&hidden, &place.name)?;
            self.aside.forget();
            return Ok(());
        }
        self.aside.forget();
        let place = &self.aside.place;
        // A save that was under way has emptied the file by the second look.
        let is_old = || Content::of(&place.folder, &hidden).is_ok_and(|out| out.bytes == self.old);
        if is_old() && is_old() {
            place.folder.remove(&hidden)?;
            place.folder.sync();
            return Ok(());
        }
        self.give_back(place, &hidden, &about)
    }

    /// Puts a save back that came between, and a later one that came meanwhile. Whatever is taken away is ours, or older than what stays.
    fn give_back(&self, place: &Place, hidden: &OsStr, ours: &Metadata) -> Result<(), Unwritten> {
        let mut out = Content::of(&place.folder, hidden)?;
        let mut older: Option<Metadata> = None;
        for _ in 0..MOST_SAVES {
            place.folder.exchange(hidden, &place.name)?;
            let next = Content::of(&place.folder, hidden)?;
            let is_done = match &older {
                None => next.is(ours) && next.bytes == self.new,
                Some(older) => next.is(older),
            };
            if is_done {
                place.folder.remove(hidden)?;
                place.folder.sync();
                return Err(Unwritten::Changed);
            }
            older = Some(out.about);
            out = next;
        }
        Err(Unwritten::Contended(hidden.to_owned()))
    }
}
