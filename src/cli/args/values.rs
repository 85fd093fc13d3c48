//! The values that options take.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::{Arg, Command, Error};
use toml::value::{Date, Datetime};

use super::Output;
use crate::output::{
    AbstractFormat, OutputFormat, PlanFormat, ProseFormat, ReaderFormat, ResultsFormat, StatsFormat,
};
use crate::rules::venues::Venue;
use crate::source::Format;
use crate::spec::nearest;

pub fn output(text: &str) -> Result<Output, String> {
    let (name, path) = text.split_once('=').unwrap_or((text, "-"));
    let Some(format) = OutputFormat::named(name) else {
        let names: Vec<&str> = OutputFormat::ALL.iter().map(|(name, _)| *name).collect();
        let near = nearest(name, names.iter().copied());
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return Err(format!("the formats are {}{near}", names.join(", ")));
    };
    match path {
        "" => Err(format!("a file's name is missing; write {name}=FILE, or {name} for standard output")),
        "-" => Ok(Output { format, path: None }),
        path => Ok(Output { format, path: Some(PathBuf::from(path)) }),
    }
}

pub fn prose_format() -> impl TypedValueParser<Value = ProseFormat> {
    PossibleValuesParser::new(["plain", "json"])
        .map(|name| if name == "json" { ProseFormat::Json } else { ProseFormat::Plain })
}

pub fn abstract_format() -> impl TypedValueParser<Value = AbstractFormat> {
    PossibleValuesParser::new(["full", "json"])
        .map(|name| if name == "json" { AbstractFormat::Json } else { AbstractFormat::Full })
}

pub fn results_format() -> impl TypedValueParser<Value = ResultsFormat> {
    PossibleValuesParser::new(["full", "json", "markdown"]).map(|name| match name.as_str() {
        "json" => ResultsFormat::Json,
        "markdown" => ResultsFormat::Markdown,
        _ => ResultsFormat::Full,
    })
}

pub fn plan_format() -> impl TypedValueParser<Value = PlanFormat> {
    PossibleValuesParser::new(["full", "markdown", "json", "csv"]).map(|name| match name.as_str() {
        "markdown" => PlanFormat::Markdown,
        "json" => PlanFormat::Json,
        "csv" => PlanFormat::Csv,
        _ => PlanFormat::Full,
    })
}

pub fn stats_format() -> impl TypedValueParser<Value = StatsFormat> {
    PossibleValuesParser::new(["full", "json", "csv"]).map(|name| match name.as_str() {
        "json" => StatsFormat::Json,
        "csv" => StatsFormat::Csv,
        _ => StatsFormat::Full,
    })
}

pub fn reader_format() -> impl TypedValueParser<Value = ReaderFormat> {
    PossibleValuesParser::new(["full", "markdown", "json"]).map(|name| match name.as_str() {
        "markdown" => ReaderFormat::Markdown,
        "json" => ReaderFormat::Json,
        _ => ReaderFormat::Full,
    })
}

pub fn input_format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::NAMES).map(|name| Format::named(&name).unwrap_or_default())
}

/// The name of a venue, or of a file of the authors' own: which of them there are, the configuration knows.
#[derive(Clone, Copy, Debug)]
pub struct VenueName;

impl TypedValueParser for VenueName {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Venue::ids().map(PossibleValue::new)))
    }
}

/// Returns a day, as `2026-11-28`.
pub fn day(text: &str) -> Result<Date, String> {
    let date = text.parse::<Datetime>().ok().and_then(|moment| moment.date);
    date.ok_or_else(|| "a day is written as 2026-11-28".to_owned())
}
