//! The venue that holds for a paper: one of the program, or a file of the authors' own.

use std::sync::Arc;

use toml::Spanned;

use super::file::{Problem, Reader};
use super::layers::{Layer, LayerSource};
use super::origin::Sourced;
use super::said::{RuleSaid, Said};
use crate::rules::RuleFile;
use crate::rules::venues::Venue;
use crate::spec::nearest;

/// The venue of the highest layer that names one. A wrong name is a mistake even where a higher layer names another.
pub fn chosen(layers: &[&Layer]) -> Result<Option<Sourced<Arc<Venue>>>, Problem> {
    let mut chosen = None;
    for (name, layer) in layers.iter().filter_map(|layer| Some((layer.said.venue.as_ref()?, layer))) {
        let venue = match &layer.said.own_venue {
            Some(own) => own.clone(),
            None => Venue::named(name.get_ref())
                .map(Arc::new)
                .ok_or_else(|| layer.problem(name.span(), unknown(name.get_ref())))?,
        };
        chosen = Some(Sourced { value: venue, origin: layer.origin(name.span(), "venue") });
    }
    Ok(chosen)
}

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

/// What is wrong with a name that no venue has.
fn unknown(name: &str) -> String {
    let near = nearest(name, Venue::ids()).map(|near| format!("; did you mean `{near}`?"));
    let known = Venue::ids().collect::<Vec<_>>().join(", ");
    format!(
        "there is no venue `{name}`{}\nthere are {known}; a file of your own ends in .toml",
        near.unwrap_or_default()
    )
}

/// What a venue asks, as a layer. Rules that an author's own folder replaces may not have its settings.
pub fn layer(venue: &Venue, rules: &[RuleFile]) -> Layer {
    let plain = |name: &String| Spanned::new(0..0, name.clone());
    let mut said = Said { review: venue.review.map(|review| Spanned::new(0..0, review)), ..Said::default() };
    for (id, settings) in &venue.settings {
        let Some(rule) = rules.iter().find(|rule| rule.spec.id == *id) else { continue };
        let settings = settings.iter().filter(|(name, value)| rule.check_setting(name, **value).is_ok());
        let settings = settings.map(|(name, value)| (plain(name), Spanned::new(0..0, *value))).collect();
        said.rules.insert(plain(id), RuleSaid { level: None, settings });
    }
    Layer { said, source: LayerSource::Venue(venue.id.clone()) }
}

/// The venue that a class or a package tells, as a layer below all others.
pub fn of_style(style: &str) -> Option<Layer> {
    let venue = Venue::of_style(style)?;
    let said = Said { venue: Some(Spanned::new(0..0, venue.id)), ..Said::default() };
    Some(Layer { said, source: LayerSource::Style(style.to_owned()) })
}
