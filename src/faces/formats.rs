//! The names of formats on the command line.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::output::{AbstractFormat, ProseFormat, ReaderFormat, ResultsFormat, StatsFormat};
use crate::source::Format;

/// How prose is printed.
pub fn prose_format() -> impl TypedValueParser<Value = ProseFormat> {
    PossibleValuesParser::new(["plain", "json"])
        .map(|name| if name == "json" { ProseFormat::Json } else { ProseFormat::Plain })
}

/// How abstracts are shown.
pub fn abstract_format() -> impl TypedValueParser<Value = AbstractFormat> {
    PossibleValuesParser::new(["full", "json"])
        .map(|name| if name == "json" { AbstractFormat::Json } else { AbstractFormat::Full })
}

/// How results are shown.
pub fn results_format() -> impl TypedValueParser<Value = ResultsFormat> {
    PossibleValuesParser::new(["full", "json", "markdown"]).map(|name| match name.as_str() {
        "json" => ResultsFormat::Json,
        "markdown" => ResultsFormat::Markdown,
        _ => ResultsFormat::Full,
    })
}

/// How counts are shown.
pub fn stats_format() -> impl TypedValueParser<Value = StatsFormat> {
    PossibleValuesParser::new(["full", "json", "csv"]).map(|name| match name.as_str() {
        "json" => StatsFormat::Json,
        "csv" => StatsFormat::Csv,
        _ => StatsFormat::Full,
    })
}

/// How what a reader meets is shown.
pub fn reader_format() -> impl TypedValueParser<Value = ReaderFormat> {
    PossibleValuesParser::new(["full", "markdown", "json"]).map(|name| match name.as_str() {
        "markdown" => ReaderFormat::Markdown,
        "json" => ReaderFormat::Json,
        _ => ReaderFormat::Full,
    })
}

/// What a draft is read as.
pub fn input_format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(["markdown", "latex", "notebook", "plain"]).map(|name| match name.as_str() {
        "latex" => Format::Latex,
        "notebook" => Format::Notebook,
        "plain" => Format::Plain,
        _ => Format::Markdown,
    })
}
