//! Baselines: an error, or what is written as it was read.
#![no_main]

use paperlint::internal::findings::Baseline;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(read) = Baseline::read(text) else { return };
    let again = Baseline::read(&read.written()).expect("what is written can be read");
    assert_eq!(read, again);
});
