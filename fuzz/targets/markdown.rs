//! Drafts of the format Markdown: read, linted and whole.
#![no_main]

use paperlint::internal::source::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read(bytes, Format::Markdown));
