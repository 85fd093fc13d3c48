//! Venues that are not named in a configuration by their id: files of the authors' own, and those that a style tells.

use std::sync::Arc;

use toml::Spanned;

use super::file::{Problem, Reader};
use super::layers::{Layer, LayerSource};
use super::said::Said;
use crate::rules::venues::Venue;

/// Reads the file of a venue that a layer names, whose path goes from the file that names it.
pub fn read_own(layer: &mut Layer, reader: &dyn Reader) -> Result<(), Problem> {
    let Some(name) = layer.said.venue.clone().filter(|name| name.get_ref().ends_with(".toml")) else {
        return Ok(());
    };
    let file = reader.venue(layer.file().map(Arc::as_ref), name.get_ref());
    let file = file.map_err(|message| layer.problem(name.span(), message))?;
    let venue = Venue::parse(&file.text).map_err(|(message, span)| {
        let before = span.and_then(|span| file.text.get(..span.start));
        let line = before.map(|before| format!(":{}", before.lines().count().max(1)));
        layer.problem(name.span(), format!("{}{}: {message}", name.get_ref(), line.unwrap_or_default()))
    })?;
    layer.said.own_venue = Some(Arc::new(venue));
    Ok(())
}

/// Returns the venue that a class or a package tells, as a layer below all others.
pub fn of_style(style: &str) -> Option<Layer> {
    let venue = Venue::of_style(style)?;
    let said = Said { venue: Some(Spanned::new(0..0, venue.id)), ..Said::default() };
    Some(Layer { said, source: LayerSource::Style(style.to_owned()) })
}
