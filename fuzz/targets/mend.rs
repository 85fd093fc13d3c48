//! Fixes: mending ends, changes nothing but what it edits, and reads as it is meant to. The first byte says the format.
#![no_main]

use paperlint::internal::source::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((&first, rest)) = bytes.split_first() else { return };
    let formats = [Format::Markdown, Format::Latex, Format::Notebook, Format::Plain];
    fuzz::holds::check_fixes(fuzz::draft(rest, formats[usize::from(first) % formats.len()]), fuzz::rules());
});
