//! Layers of settings put on top of each other; each value keeps where it is from.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use toml::Spanned;

use super::file::{ConfigFile, Place, Problem};
use super::origin::{Origin, Sourced};
use super::profiles::Profile;
use super::rule_settings::{self, RuleSettings};
use super::rules::Rules;
use super::said::{FailOn, RuleSaid, Said};
use crate::analysis::DocType;
use crate::rules::editions::Edition;
use crate::rules::venues::Venue;
use crate::rules::{BadSetting, RuleFile};
use crate::source::{Audience, Declared};
use crate::spec::{Code, Detect, Review, Stage, nearest};

/// Settings of one source.
#[derive(Clone, Debug)]
pub struct Layer {
    pub said: Said,
    pub source: LayerSource,
}

impl Default for Layer {
    /// Of a caller who says nothing.
    fn default() -> Self {
        Self { said: Said::default(), source: LayerSource::Flags }
    }
}

/// Who says what a layer says.
#[derive(Clone, Debug)]
pub enum LayerSource {
    Profile(&'static str),
    /// The id of the venue.
    Venue(String),
    /// The class or package that tells the venue.
    Style(String),
    File(Arc<ConfigFile>),
    Flags,
}

/// What holds for a paper, or for one of its files.
#[derive(Debug)]
pub struct Settings {
    /// `None` for the newest.
    pub edition: Option<Sourced<&'static str>>,
    /// How many rules are not as the edition has them, or came later.
    pub beyond_edition: usize,
    pub profile: Sourced<&'static str>,
    pub venue: Option<Sourced<Arc<Venue>>>,
    pub review: Sourced<Review>,
    pub authors: Vec<Sourced<String>>,
    pub doc_type: Option<Sourced<DocType>>,
    /// The real path of the plan that the paper is compared with.
    pub plan: Option<Sourced<PathBuf>>,
    pub fail_on: Sourced<FailOn>,
    pub audience: Option<Sourced<Audience>>,
    pub acronyms: Vec<Sourced<String>>,
    pub terms: Vec<Sourced<String>>,
    pub quoted: Vec<Sourced<String>>,
    pub rule_folders: Vec<Sourced<String>>,
    /// `None` where each file tells whether it is a paper.
    pub papers: Option<Vec<Sourced<String>>>,
    pub exclude: Vec<Sourced<String>>,
    /// One for each of `known`, in the same order.
    pub rules: Vec<RuleSettings>,
    /// The rules there are.
    pub known: Arc<Rules>,
    /// What the analyses and the rules are told of the paper.
    pub declared: Arc<Declared>,
}

impl Settings {
    /// Returns whether a rule that is on asks for the files of references.
    pub fn asks_for_bibliographies(&self) -> bool {
        self.asks(|code| code.bibliography)
    }

    /// Returns whether a rule that is on asks for the plan of the paper.
    pub fn asks_for_plan(&self) -> bool {
        self.asks(|code| code.plan)
    }

    fn asks(&self, what: impl Fn(&Code) -> bool) -> bool {
        let asks = |rule: &RuleFile| matches!(&rule.spec.detect, Detect::Code(code) if what(code));
        self.known.all.iter().zip(&self.rules).any(|(rule, settings)| settings.is_on.value && asks(rule))
    }

    /// Returns the rules that the profile selects and that something above it switches off, and what does.
    pub fn switched_off(&self) -> Vec<(&str, &Origin)> {
        let select = Profile::named(self.profile.value).and_then(|profile| profile.settings.select);
        let names = select.unwrap_or_default();
        let rules = self.known.all.iter().zip(&self.rules).filter(|(rule, settings)| {
            !settings.is_on.value && names.iter().any(|name| selects(rule, settings, name.get_ref()))
        });
        rules.map(|(rule, settings)| (rule.id(), &settings.is_on.origin)).collect()
    }
}

/// Puts layers on top of each other, the lowest first, above the profile and the venue that they name.
pub fn merge(layers: &[&Layer], known: &Arc<Rules>) -> Result<Settings, Problem> {
    let rules = known.all.as_slice();
    let edition = chosen(layers, "edition", |said| said.edition.as_ref(), Edition::ids())?;
    let of_rules = rule_settings::of_edition(edition.as_ref().map(|edition| edition.value), rules);
    let profile = chosen(layers, "profile", |said| said.profile.as_ref(), Profile::ids())?;
    let profile = profile.unwrap_or(Sourced { value: Profile::DEFAULT, origin: Origin::Default });
    let venue = chosen_venue(layers)?;
    let lowest = [
        of_profile(profile.value, rules, &of_rules),
        venue.as_ref().map(|venue| of_venue(&venue.value, rules)),
    ];
    // A paper that a profile takes for accepted is so at every venue.
    let of_review = |layer: &[&Layer]| last(layer, "review", |said| said.review.as_ref());
    let review = of_review(layers)
        .or_else(|| lowest.iter().flatten().find_map(|layer| of_review(&[layer])))
        .unwrap_or(Sourced { value: Review::default(), origin: Origin::Default });
    let all: Vec<&Layer> = lowest.iter().flatten().chain(layers.iter().copied()).collect();
    let doc_type = last(&all, "doc-type", |said| said.doc_type.as_ref());
    let plan = all.iter().rev().find_map(|layer| {
        let (name, found) = layer.said.plan.as_ref().zip(layer.said.found_plan.as_ref())?;
        Some(Sourced { value: found.clone(), origin: layer.origin(name.span(), "plan") })
    });
    let audience = last(&all, "audience", |said| said.audience.as_ref());
    let acronyms = joined(&all, |said| &said.acronyms);
    let terms = joined(&all, |said| &said.terms);
    let quoted = joined(&all, |said| &said.quoted);
    let authors = joined(&all, |said| &said.authors);
    let words = |said: &[Sourced<String>]| said.iter().map(|word| word.value.clone()).collect();
    let declared = Declared {
        doc_type: doc_type.as_ref().map(|kind| kind.value.name().to_owned()),
        acronyms: words(&acronyms),
        audience: audience.as_ref().map(|audience| audience.value).unwrap_or_default(),
        terms: words(&terms),
        quoted: words(&quoted),
        asked: venue.as_ref().map(|venue| Arc::new(venue.value.asks.clone())),
        review: review.value,
        authors: authors.iter().map(|name| name.value.clone()).collect(),
    };
    let mut settings = Settings {
        fail_on: last(&all, "fail-on", |said| said.fail_on.as_ref())
            .unwrap_or(Sourced { value: FailOn::Warning, origin: Origin::Default }),
        rule_folders: joined(&all, |said| &said.rule_folders),
        papers: all.iter().rev().find_map(|layer| {
            let patterns = layer.said.papers.as_ref()?.iter();
            Some(patterns.map(|pattern| layer.sourced(pattern, "")).collect())
        }),
        exclude: joined(&all, |said| &said.exclude),
        beyond_edition: of_rules.iter().filter(|rule| rule.is_beyond()).count(),
        rules: of_rules,
        known: known.clone(),
        declared: Arc::new(declared),
        edition,
        profile,
        venue,
        review,
        authors,
        doc_type,
        plan,
        audience,
        acronyms,
        terms,
        quoted,
    };
    let first = selecting(&all);
    for (at, layer) in all.iter().enumerate() {
        let may_select = at >= first || matches!(layer.source, LayerSource::Profile(_));
        layer.set_rules(may_select, &mut settings.rules, rules)?;
    }
    rules.iter().zip(&settings.rules).try_for_each(|(rule, set)| set.check_order(rule, &all))?;
    Ok(settings)
}

/// Returns the first layer whose `select` counts: where a layer names a profile that selects rules, those below it do not choose others. So
/// flags that ask for a profile get its rules; what files ignore or switch off stays off.
fn selecting(layers: &[&Layer]) -> usize {
    let selects = |layer: &&Layer| {
        let profile = layer.said.profile.as_ref().and_then(|id| Profile::named(&id.get_ref().to_lowercase()));
        profile.is_some_and(|profile| profile.settings.select.is_some())
    };
    layers.iter().rposition(selects).unwrap_or(0)
}

/// Returns what a profile says of rules that the edition knows.
fn of_profile(id: &'static str, rules: &[RuleFile], settings: &[RuleSettings]) -> Option<Layer> {
    let mut said = Profile::named(id)?.settings;
    let came_later = rules.iter().zip(settings).filter(|(_, rule)| rule.stage.is_none());
    let came_later: BTreeSet<&str> = came_later.map(|(rule, _)| rule.id()).collect();
    said.rules.retain(|id, _| !came_later.contains(id.get_ref().as_str()));
    Some(Layer { said, source: LayerSource::Profile(id) })
}

/// Returns the venue of the highest layer that names one. A wrong name is a mistake even where a higher layer names another.
fn chosen_venue(layers: &[&Layer]) -> Result<Option<Sourced<Arc<Venue>>>, Problem> {
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

/// Returns what is wrong with a name that no venue has.
fn unknown(name: &str) -> String {
    let near = nearest(name, Venue::ids()).map(|near| format!("; did you mean `{near}`?"));
    let known = Venue::ids().collect::<Vec<_>>().join(", ");
    format!(
        "there is no venue `{name}`{}\nthere are {known}; a file of your own ends in .toml",
        near.unwrap_or_default()
    )
}

/// Returns what a venue asks, as a layer. Rules that an author's own folder replaces may not have its settings.
fn of_venue(venue: &Venue, rules: &[RuleFile]) -> Layer {
    let plain = |name: &String| Spanned::new(0..0, name.clone());
    let mut said = Said { review: venue.review.map(|review| Spanned::new(0..0, review)), ..Said::default() };
    for (id, settings) in &venue.settings {
        let Some(rule) = rules.iter().find(|rule| rule.id() == id) else { continue };
        let settings = settings.iter().filter(|(name, value)| rule.check_setting(name, **value).is_ok());
        let settings = settings.map(|(name, value)| (plain(name), Spanned::new(0..0, *value))).collect();
        said.rules.insert(plain(id), RuleSaid { level: None, settings });
    }
    Layer { said, source: LayerSource::Venue(venue.id.clone()) }
}

/// Returns the value of the highest layer that has one.
fn last<T: Clone>(
    layers: &[&Layer],
    flag: &'static str,
    key: impl Fn(&Said) -> Option<&Spanned<T>>,
) -> Option<Sourced<T>> {
    let said = |layer: &&Layer| key(&layer.said).map(|value| layer.sourced(value, flag));
    layers.iter().rev().find_map(said)
}

/// Returns the values of all layers.
fn joined(layers: &[&Layer], key: impl Fn(&Said) -> &Vec<Spanned<String>>) -> Vec<Sourced<String>> {
    let mut known = BTreeSet::new();
    let said =
        layers.iter().flat_map(|layer| key(&layer.said).iter().map(|value| layer.sourced(value, "rules")));
    said.filter(|word| known.insert(word.value.clone())).collect()
}

/// Returns the profile or edition of the highest layer that names one.
fn chosen(
    layers: &[&Layer],
    kind: &'static str,
    key: impl Fn(&Said) -> Option<&Spanned<String>>,
    ids: impl Iterator<Item = &'static str> + Clone,
) -> Result<Option<Sourced<&'static str>>, Problem> {
    let mut chosen = None;
    // A wrong name is a mistake even where a higher layer names another.
    for (name, layer) in layers.iter().filter_map(|layer| Some((key(&layer.said)?, layer))) {
        let Some(value) = ids.clone().find(|id| id.eq_ignore_ascii_case(name.get_ref())) else {
            let known = || format!("; there are {}", ids.clone().collect::<Vec<_>>().join(", "));
            let hint = match nearest(name.get_ref(), ids.clone()) {
                // Editions look alike, and one that is missing here may be in a newer paperlint.
                _ if kind == "edition" => known() + ", and a newer paperlint may have more",
                near => near.map_or_else(known, did_you_mean),
            };
            return Err(layer.problem(name.span(), format!("there is no {kind} `{}`{hint}", name.get_ref())));
        };
        chosen = Some(Sourced { value, origin: layer.origin(name.span(), kind) });
    }
    Ok(chosen)
}

fn did_you_mean(near: &str) -> String {
    format!("; did you mean `{near}`?")
}

/// Returns whether `select` with this name makes a rule run. Nobody should meet an unproven rule by asking for a theme.
fn selects(rule: &RuleFile, settings: &RuleSettings, name: &str) -> bool {
    rule.id() == name
        || settings.has_stage(name)
        || (settings.stage == Some(Stage::Stable) && rule.theme == name)
}

/// Returns whether `ignore` with this name keeps a rule from running.
fn ignores(rule: &RuleFile, settings: &RuleSettings, name: &str) -> bool {
    rule.id() == name || settings.has_stage(name) || rule.theme == name
}

impl Layer {
    /// Returns the file, where it is one.
    pub fn file(&self) -> Option<&Arc<ConfigFile>> {
        match &self.source {
            LayerSource::File(file) => Some(file),
            _ => None,
        }
    }

    /// Returns a mistake in what it says.
    pub fn problem(&self, span: Range<usize>, message: impl Into<String>) -> Problem {
        match self.file() {
            Some(file) => Problem::at(Place { file: file.clone(), span }, message),
            None => Problem::plain(message),
        }
    }

    fn sourced<T: Clone>(&self, value: &Spanned<T>, flag: &'static str) -> Sourced<T> {
        Sourced { value: value.get_ref().clone(), origin: self.origin(value.span(), flag) }
    }

    pub fn origin(&self, span: Range<usize>, flag: &'static str) -> Origin {
        match &self.source {
            LayerSource::Profile(id) => Origin::Profile(id),
            LayerSource::Venue(id) => Origin::Venue(id.clone()),
            LayerSource::Style(style) => Origin::Style(style.clone()),
            LayerSource::Flags => Origin::Flag(flag),
            LayerSource::File(file) => {
                let line = Place { file: file.clone(), span }.line();
                Origin::File { name: file.name.clone(), line }
            }
        }
    }

    /// Puts what it says of rules on top: first which are selected, then which are ignored, then what is said of one by its name.
    pub fn set_rules(
        &self,
        may_select: bool,
        settings: &mut [RuleSettings],
        rules: &[RuleFile],
    ) -> Result<(), Problem> {
        let said = &self.said;
        for name in said.select.iter().flatten().chain(&said.ignore) {
            self.check_name(name, rules)?;
        }
        for (rule, known) in settings.iter_mut().zip(rules) {
            if let Some(select) = said.select.as_ref().filter(|_| may_select) {
                let by = select.iter().find(|name| selects(known, rule, name.get_ref()));
                let span = by.or(select.first()).map_or(0..0, Spanned::span);
                rule.is_on = Sourced { value: by.is_some(), origin: self.origin(span, "select") };
            }
            if let Some(by) = said.ignore.iter().find(|name| ignores(known, rule, name.get_ref())) {
                rule.is_on = Sourced { value: false, origin: self.origin(by.span(), "ignore") };
            }
        }
        said.rules.iter().try_for_each(|(id, said)| self.set_rule(id, said, settings, rules))
    }

    fn set_rule(
        &self,
        id: &Spanned<String>,
        said: &RuleSaid,
        settings: &mut [RuleSettings],
        rules: &[RuleFile],
    ) -> Result<(), Problem> {
        let known = rules.iter().zip(settings).find(|(rule, _)| rule.id() == id.get_ref());
        let Some((rule, to)) = known else {
            let hint = hint(id.get_ref(), rules.iter().map(|rule| rule.id()));
            return Err(self.problem(id.span(), format!("there is no rule `{}`{hint}", id.get_ref())));
        };
        if let Some(level) = &said.level {
            let origin = self.origin(level.span(), "");
            let severity = level.get_ref().severity();
            to.is_on = Sourced { value: severity.is_some(), origin: origin.clone() };
            to.level = severity.map(|value| Sourced { value, origin });
        }
        for (name, value) in &said.settings {
            rule.check_setting(name.get_ref(), *value.get_ref()).map_err(|bad| {
                let is_unknown = matches!(bad, BadSetting::Unknown { .. });
                let span = if is_unknown { name.span() } else { value.span() };
                self.problem(span, bad.to_string())
            })?;
            to.settings.insert(name.get_ref().clone(), self.sourced(value, ""));
        }
        Ok(())
    }

    fn check_name(&self, name: &Spanned<String>, rules: &[RuleFile]) -> Result<(), Problem> {
        let is_rule = |rule: &RuleFile| rule.id() == name.get_ref() || rule.theme == *name.get_ref();
        if Stage::NAMES.contains(&name.get_ref().as_str()) || rules.iter().any(is_rule) {
            return Ok(());
        }
        let known = rules.iter().flat_map(|rule| [rule.id(), rule.theme.as_str()]);
        let hint = hint(name.get_ref(), known.chain(Stage::NAMES));
        Err(self.problem(name.span(), format!("there is no rule or theme `{}`{hint}", name.get_ref())))
    }
}

/// Returns what to do about a name that no rule has.
pub fn hint<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(wrong, known).map_or("; `paperlint rules` lists them all".to_owned(), did_you_mean)
}

#[cfg(test)]
mod tests;
