//! What is known of the submission of a paper, from its settings.

use std::sync::Arc;

use toml::value::Date;

use crate::config::{Settings, Sourced};
use crate::output::{Linted, Submission};
use crate::rules::venues::Venue;
use crate::spec::Review;

/// The rule that says which files of references could not be read.
const UNREAD: &str = "missing-bibliography";

/// Returns what is known of the submission of a paper with these settings.
pub fn submission(settings: &Settings, linted: Linted<'_>, today: Date) -> Submission {
    let mut not_checked = vec![
        "page limit, fonts, images (made when it is built)".to_owned(),
        "dual submission (no text tells)".to_owned(),
    ];
    let unread = linted.lint.findings.iter().filter(|finding| linted.rules.spec(finding).id == UNREAD);
    let unread: Vec<String> =
        unread.filter_map(|finding| finding.value("key")).map(|name| format!("`{name}`")).collect();
    if !unread.is_empty() {
        not_checked.push(format!("citations ({} could not be read)", unread.join(", ")));
    }
    not_checked.extend(
        settings.switched_off().iter().map(|(id, origin)| format!("`{id}` ({origin} switches it off)")),
    );
    match (&settings.venue, settings.review.value) {
        (None, _) => not_checked.push("what a venue asks (name it with --venue)".to_owned()),
        (Some(venue), _) => not_checked.extend(doubts(&venue.value, today)),
    }
    match settings.review.value {
        Review::DoubleBlind if !linted.lint.knows_authors => {
            not_checked.push("self-citations (--authors FILE or git names the authors)".to_owned());
        }
        Review::Open if settings.venue.as_ref().is_none_or(|venue| venue.value.review.is_none()) => {
            not_checked.push("anonymity (`review = \"double-blind\"` asks for it)".to_owned());
        }
        _ => {}
    }
    let named = |venue: &Sourced<Arc<Venue>>| format!("{} ({})", venue.value.name, venue.origin);
    Submission { venue: settings.venue.as_ref().map(named), not_checked }
}

/// Why what a venue asks may be otherwise than its file says.
fn doubts(venue: &Venue, today: Date) -> Vec<String> {
    let old = venue.source.iter().filter(|source| source.is_old(today)).map(|source| source.checked).min();
    let second_hand = venue.source.iter().all(|source| !source.confirmed);
    let name = &venue.name;
    let old =
        old.map(|date| format!("whether {name} still asks what it asked on {date}, more than a year ago"));
    let second_hand = second_hand
        .then(|| format!("what {name}'s own page says (known at second hand, so nothing of it blocks)"));
    old.into_iter().chain(second_hand).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_old_after_a_year() {
        let mut venue = Venue::named("acl").unwrap();
        venue.source.iter_mut().for_each(|source| source.checked = Date { year: 2026, month: 3, day: 1 });
        assert!(doubts(&venue, Date { year: 2027, month: 3, day: 1 }).is_empty());
        assert_eq!(doubts(&venue, Date { year: 2027, month: 3, day: 2 }).len(), 1);
    }
}
