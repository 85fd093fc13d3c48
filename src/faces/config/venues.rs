//! The venue that holds for a paper: one of the program, or a file of the authors' own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;

use super::file::{Problem, Reach, read};
use super::layers::{Layer, LayerSource, Sourced};
use super::said::{RuleSaid, Said};
use crate::rules::RuleFile;
use crate::rules::spec::nearest;
use crate::rules::venues::Venue;

/// The venue of the highest layer that names one. A wrong name is a mistake even where a higher layer names another.
pub fn chosen(layers: &[&Layer]) -> Result<Option<Sourced<Arc<Venue>>>, Problem> {
    let mut chosen = None;
    for (name, layer) in layers.iter().filter_map(|layer| Some((layer.said.venue.as_ref()?, layer))) {
        let venue = match name.get_ref().ends_with(".toml") {
            true => own(name, layer)?,
            false => Venue::named(name.get_ref())
                .ok_or_else(|| layer.problem(name.span(), unknown(name.get_ref())))?,
        };
        chosen = Some(Sourced { value: Arc::new(venue), origin: layer.origin(name.span(), "venue") });
    }
    Ok(chosen)
}

/// A venue of the authors' own, whose path goes from the file that names it.
fn own(name: &Spanned<String>, layer: &Layer) -> Result<Venue, Problem> {
    let problem = |message: String| layer.problem(name.span(), message);
    let (reach, folder) = match layer.file() {
        Some(file) => (file.reach.clone(), file.folder.clone()),
        None => (Reach::Named, PathBuf::new()),
    };
    let opened = reach.open(&folder, Path::new(name.get_ref())).map_err(problem)?;
    let text = read(opened).map_err(|message| problem(format!("`{}` {message}", name.get_ref())))?;
    Venue::parse(&text).map_err(|(message, span)| {
        let before = span.and_then(|span| text.get(..span.start));
        let line = before.map(|before| format!(":{}", before.lines().count().max(1)));
        problem(format!("{}{}: {message}", name.get_ref(), line.unwrap_or_default()))
    })
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
