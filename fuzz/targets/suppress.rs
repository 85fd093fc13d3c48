//! Comments that silence: whatever they say, and wherever one is put before what is found, no word of the prose changes.
#![no_main]

use paperlint::internal::check::{NO_REASON_YET, allow};
use paperlint::internal::markup;
use paperlint::internal::source::{Format, Span};
use paperlint::internal::{Scratch, lint};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let markdown = format!("<!-- paperlint: {text} -->\n\nThe the tea.\n\n{text}\n");
    let latex = format!("% paperlint: {text}\nThe the tea.\n\n{text}\n");
    for (text, format) in [(markdown, Format::Markdown), (latex, Format::Latex)] {
        fuzz::read(text.as_bytes(), format);
        let draft = fuzz::draft(text.as_bytes(), format);
        let found = |draft: &_| lint(draft, fuzz::rules(), &mut Scratch::default());
        let comments = allow(&draft, fuzz::rules(), NO_REASON_YET, found, |_| true);
        let edits: Vec<(Span, &str)> = comments.iter().map(|(span, text)| (*span, text.as_str())).collect();
        assert_eq!(markup::read(&draft).text(), markup::read(&draft.edited(&edits)).text());
    }
});
