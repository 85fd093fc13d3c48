//! The words that are asked about. The build script makes those of the program with it, and so it names no crate but `std`.

use std::borrow::Cow;

/// A word that some rule asks about, by number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub u16);

impl WordId {
    /// A word that no rule asks about.
    pub const NONE: Self = Self(0);
}

/// The words that rules and analyses ask about, each with its [`WordId`]. Upper and lower case ASCII letters are the same.
///
/// A hash table with open addressing, because the word of every token is looked up: one load for a word of up to eight bytes,
/// no copy, no allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lexicon {
    /// All words in lower case, one after the other; that of [`WordId::NONE`] is empty.
    pub(super) text: Cow<'static, str>,
    /// Where each word ends in `text`, in bytes.
    pub(super) ends: Cow<'static, [u32]>,
    /// Length and first eight bytes of each word, case folded: all there is to compare for a word that is no longer.
    pub(super) keys: Cow<'static, [(u32, u64)]>,
    /// The upper half of the hash, and the id; a free slot has id 0. The length is a power of two, at most half full.
    pub(super) slots: Cow<'static, [(u16, WordId)]>,
}

impl Lexicon {
    /// The most words a lexicon holds.
    pub const CAPACITY: usize = u16::MAX as usize;

    /// Returns a lexicon that holds no word, not even those of the program.
    pub fn empty() -> Self {
        Self {
            text: Cow::default(),
            ends: vec![0].into(),
            keys: vec![(0, 0)].into(),
            slots: vec![(0, WordId::NONE); 16].into(),
        }
    }

    /// Returns the id of `word`, which is added if it is new. Gives [`WordId::NONE`] when the lexicon is full.
    pub fn add(&mut self, word: &str) -> WordId {
        let known = self.get(word.as_bytes(), 0, word.len());
        if known != WordId::NONE || word.is_empty() || self.len() >= Self::CAPACITY {
            return known;
        }
        let id = WordId(self.len() as u16);
        let text = self.text.to_mut();
        text.push_str(&word.to_lowercase());
        self.ends.to_mut().push(text.len() as u32);
        self.keys.to_mut().push(key(word.as_bytes(), 0, word.len()));
        if self.len() * 2 > self.slots.len() {
            self.grow();
        } else {
            self.place(id);
        }
        id
    }

    /// Adds words that are new.
    #[allow(dead_code)]
    pub fn add_all<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) {
        for word in words {
            self.add(word);
        }
    }

    /// Returns the id of the word `text[start..end]`, or [`WordId::NONE`].
    pub fn get(&self, text: &[u8], start: usize, end: usize) -> WordId {
        let len = end - start;
        let key = key(text, start, end);
        self.find(key, hash(key), |id| len <= 8 || self.is_long_word(id, &text[start..end]))
    }

    /// Returns the id of a word of at most eight ASCII letters, given as a little-endian number in lower case.
    #[inline]
    pub(super) fn get_short(&self, letters: u64, len: u32) -> WordId {
        self.find((len, letters), hash((len, letters)), |_| true)
    }

    #[inline]
    fn find(&self, key: (u32, u64), hash: u32, is_same: impl Fn(WordId) -> bool) -> WordId {
        let tag = (hash >> 16) as u16;
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let (found, id) = self.slots[slot];
            if id == WordId::NONE || (found == tag && self.keys[id.0 as usize] == key && is_same(id)) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
    }

    fn is_long_word(&self, id: WordId, word: &[u8]) -> bool {
        self.word(id).as_bytes().eq_ignore_ascii_case(word)
    }

    /// Returns the source of a `static` of that name which holds it, for the build script.
    #[allow(dead_code)]
    pub fn source(&self, name: &str) -> String {
        let Self { text, ends, keys, slots } = self;
        format!(
            "pub static {name}: Lexicon = Lexicon {{ text: Cow::Borrowed({text:?}), ends: Cow::Borrowed(&{ends:?}), \
             keys: Cow::Borrowed(&{keys:?}), slots: Cow::Borrowed(&{slots:?}) }};\n"
        )
    }

    /// Returns the word of an id, in lower case.
    pub fn word(&self, id: WordId) -> &str {
        let end = self.ends[id.0 as usize] as usize;
        let start = id.0.checked_sub(1).map_or(0, |before| self.ends[before as usize] as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Returns how many words it holds, plus one for [`WordId::NONE`]; every id is below it.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether it holds no word.
    pub fn is_empty(&self) -> bool {
        self.len() == 1
    }

    fn grow(&mut self) {
        self.slots = vec![(0, WordId::NONE); self.slots.len() * 2].into();
        for id in 1..self.len() {
            self.place(WordId(id as u16));
        }
    }

    fn place(&mut self, id: WordId) {
        let hash = hash(self.keys[id.0 as usize]);
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot].1 != WordId::NONE {
            slot = (slot + 1) & mask;
        }
        self.slots.to_mut()[slot] = ((hash >> 16) as u16, id);
    }
}

/// Length and first eight bytes of the word `text[start..end]`, case folded.
fn key(text: &[u8], start: usize, end: usize) -> (u32, u64) {
    let len = end - start;
    (len as u32, folded(text, start, start + len.min(8)))
}

/// Returns a multiplicative hash. Few words of one length share their first eight letters.
fn hash((len, letters): (u32, u64)) -> u32 {
    ((u64::from(len) ^ letters).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

/// At most eight bytes as a number with the case of ASCII letters folded. Words hold letters, digits, hyphens, apostrophes, dots and
/// underscores, which setting bit 5 keeps apart.
fn folded(text: &[u8], start: usize, end: usize) -> u64 {
    let len = end - start;
    if len == 0 {
        return 0;
    }
    let chunk = match text.get(start..start + 8).and_then(|bytes| <[u8; 8]>::try_from(bytes).ok()) {
        Some(bytes) => u64::from_le_bytes(bytes),
        None => text[start..end].iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte)),
    };
    (chunk | 0x2020_2020_2020_2020) & (u64::MAX >> (64 - 8 * len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_whatever_their_case_and_place() {
        let mut lexicon = Lexicon::empty();
        let ids: Vec<WordId> = (0..500).map(|n| lexicon.add(&format!("word-number-{n}"))).collect();
        for (n, &id) in ids.iter().enumerate() {
            let text = format!("a WORD-Number-{n} b");
            assert_eq!(lexicon.get(text.as_bytes(), 2, text.len() - 2), id);
        }
        assert_eq!(lexicon.get(b"word", 0, 4), WordId::NONE);
        assert_eq!(lexicon.len(), 501);
    }
}
