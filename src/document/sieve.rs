use super::Token;

/// The first bytes and lengths of some words that are looked for, so that most words are never looked up.
#[derive(Clone, Debug)]
pub struct Sieve([u64; 256]);

impl Default for Sieve {
    /// Lets no word through.
    fn default() -> Self {
        Self([0; 256])
    }
}

impl Sieve {
    /// Lets a word through, and others that open and are as long as it.
    pub fn add(&mut self, word: &str) {
        if let Some(&first) = word.as_bytes().first() {
            self.0[usize::from(first)] |= 1 << word.len().min(63);
        }
    }

    /// Returns whether a token of the reading text `text` may be one of the words.
    #[inline]
    pub fn may_hold(&self, text: &[u8], token: Token) -> bool {
        let len = (token.end - token.start).min(63);
        let first = text.get(token.start as usize).copied().unwrap_or_default();
        self.0[usize::from(first)] >> len & 1 == 1
    }
}
