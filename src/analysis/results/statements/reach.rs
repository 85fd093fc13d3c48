//! How far a statement reaches: the paper, a study, the section, a result.

use super::LABEL;
use super::Place;
use super::polarity;
use super::studies;
use super::subject::Around;
use super::trigger::{Form, InClause, Kind, Trigger};
use super::words::{Class, Word};
use crate::document::SectionRole;

/// How far a statement reaches, the farthest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// All of the paper.
    Paper,
    /// One of its studies.
    Study,
    /// What the section reports.
    Section,
    /// The result in the sentence or right beside it.
    Result,
}

/// Returns how far the clause of a trigger reaches, and the numbers of the studies it names.
pub fn reach(around: &Around<'_>, trigger: &Trigger, at: usize, place: &Place<'_>) -> (Reach, Vec<u32>) {
    if place.is_heading {
        return (Reach::Section, Vec::new());
    }
    let clause = around.clause;
    let is_bare_denial = || {
        let is_last =
            (at + 1..clause.len()).all(|at| clause.is(at, Class::Mark) || clause.is(at, Class::Was));
        let is_denied = (trigger.from..at).any(|at| clause.is(at, Class::No))
            || (0..trigger.from).any(|at| clause.is(at, Class::Not));
        let to_test = clause.text(0) == "without" && clause.text(at + 1) == "to";
        is_denied && (is_last || to_test || (clause.text(at + 1) == "for" && names_paper(clause)))
    };
    if trigger.kind == Kind::Hypothesis && !(trigger.form == Form::Noun && is_bare_denial()) {
        return (Reach::Result, Vec::new());
    }
    let is_of_study = trigger.form != Form::Attribute || trigger.kind == Kind::Registration;
    let named = studies::named(clause);
    if is_of_study && clause.len() > 2 && !named.is_empty() {
        return (Reach::Study, named);
    }
    let is_late = matches!(place.zone, SectionRole::Results | SectionRole::Discussion);
    let speaks_of_section = speaks_of_section(clause, is_late);
    let is_of_all = match trigger.form {
        Form::Attribute => is_attribute_of_all(around, trigger, at),
        // "…, which we had not intended, …"
        Form::Verb if trigger.kind == Kind::Exploration && clause.is(0, Class::Relative) => false,
        Form::Verb => is_object_of_all(clause, trigger, at),
        Form::Noun => {
            !is_as_stated(clause)
                && (!contained(clause, trigger) || is_subject_of_all(around, trigger, trigger.from))
        }
        // "All analyses were conducted as preregistered."
        Form::As => trigger.kind != Kind::Hypothesis && is_subject_of_all(around, trigger, at),
        Form::Predicate if polarity::is_fronted(clause, at) => true,
        Form::Predicate | Form::Reduced => is_subject_of_all(around, trigger, at),
    };
    let is_named = names_paper(clause);
    let reach = match () {
        () if speaks_of_rest(clause) && place.zone != SectionRole::Results => Reach::Paper,
        () if follows_label(around) => Reach::Paper,
        () if clause.len() <= 2 => Reach::Result,
        () if speaks_of_section && !is_named => Reach::Section,
        () if !is_of_all && sets_out(clause, trigger, place) => Reach::Section,
        () if !is_of_all => Reach::Result,
        () if place.zone == SectionRole::Results && !is_named => Reach::Section,
        () if place.is_in_study => Reach::Study,
        () => Reach::Paper,
    };
    (reach, Vec::new())
}

/// "the analyses in this section", "the following comparisons", "what follows"
fn speaks_of_section(clause: InClause<'_>, is_late: bool) -> bool {
    (0..clause.len()).any(|at| match clause.text(at) {
        "section" | "subsection" => at > 0 && clause.is(at - 1, Class::Near),
        "following" | "remaining" | "subsequent" => (at + 1..at + 4).any(|at| clause.is(at, Class::Analysis)),
        "below" => is_late && (at.saturating_sub(3)..at).any(|at| clause.is(at, Class::Analysis)),
        "follows" => at > 0 && clause.text(at - 1) == "what",
        _ => false,
    })
}

/// "the remaining analyses", "everything else": all of which nothing else is said.
fn speaks_of_rest(clause: InClause<'_>) -> bool {
    (0..clause.len()).any(|at| match clause.text(at) {
        "remaining" | "other" => (at + 1..at + 4).any(|at| clause.is(at, Class::Analysis)),
        "else" => true,
        _ => false,
    })
}

/// "Registration: not registered."
fn follows_label(around: &Around<'_>) -> bool {
    let last = around.before.last().and_then(|&at| around.clause.words.get(at));
    around.before.len() <= LABEL && last.is_some_and(|last| last.is_mark(":"))
}

/// "As stated in the preregistration, …"
fn is_as_stated(clause: InClause<'_>) -> bool {
    clause.text(0) == "as" && clause.is_any(1, &[Class::Settled, Class::Contained])
}

/// "… was not part of the preregistration"
pub fn contained(clause: InClause<'_>, trigger: &Trigger) -> bool {
    trigger.from > 0
        && clause.is(trigger.from - 1, Class::Preposition)
        && (0..trigger.from).any(|at| clause.is(at, Class::Contained))
        && (0..trigger.from).any(|at| clause.is(at, Class::Not))
}

/// "For our exploratory analysis we first computed …": what the authors set out to do, they then report.
fn sets_out(clause: InClause<'_>, trigger: &Trigger, place: &Place<'_>) -> bool {
    let has_we = clause.words.iter().any(|word| word.is(Class::We));
    let has_outcome = clause.words.iter().any(|word| word.is(Class::Outcome));
    let tells_what_is_done =
        matches!(place.zone, SectionRole::Results | SectionRole::Methods) && has_we && !has_outcome;
    trigger.form == Form::Attribute && trigger.kind == Kind::Exploration && tells_what_is_done
}

/// "in this paper", "the study", "our experiment", "no part of this study"
fn names_paper(clause: InClause<'_>) -> bool {
    (0..clause.len()).any(|at| {
        clause.is(at, Class::Study)
            && (at.saturating_sub(3)..at)
                .any(|at| clause.is_any(at, &[Class::Definite, Class::Near, Class::Ours, Class::No]))
    })
}

fn subject<'w>(around: &Around<'w>, to: usize) -> Vec<&'w Word> {
    let clause = around.clause;
    let own = (0..to).filter_map(move |at| clause.word(at));
    let is_own = own.clone().any(|word| {
        word.is_any(&[
            Class::Work,
            Class::Study,
            Class::Analysis,
            Class::No,
            Class::All,
            Class::Near,
            Class::Ours,
            Class::Few,
            Class::DesignNoun,
        ])
    });
    if is_own {
        own.collect()
    } else {
        around.before.iter().filter_map(|&at| clause.words.get(at)).chain(own).collect()
    }
}

/// "all analyses", "none of them", "this study", "the analyses", "the analysis".
fn is_subject_of_all(around: &Around<'_>, trigger: &Trigger, at: usize) -> bool {
    let words = subject(around, at.max(trigger.from));
    is_all(&words)
}

fn is_all(words: &[&Word]) -> bool {
    let has = |class| words.iter().any(|word| word.is(class));
    let study = words.iter().position(|word| word.is(Class::Study));
    let whole_study = study.is_some_and(|at| {
        words.get(at.saturating_sub(3)..at).unwrap_or_default().iter().any(|word| {
            word.is_any(&[Class::Definite, Class::Near, Class::Ours, Class::No, Class::Number, Class::All])
        })
    });
    let picks = words.iter().any(|word| word.is(Class::Picked)) || points(words);
    let head = words.iter().position(|word| word.is_any(&[Class::Analysis, Class::Hypothesis]));
    let many = head.and_then(|at| words.get(at)).is_some_and(|word| {
        word.text.ends_with('s') && word.text != "analysis"
            || word.text == "analyses"
            || word.text == "hypotheses"
    });
    let plain = head.is_some_and(|at| {
        at >= 1
            && words.get(at - 1).is_some_and(|word| word.is_any(&[Class::Definite, Class::Near, Class::Ours]))
            && words.get(at).is_some_and(|word| word.is(Class::Whole))
    });
    // "the comparison of both teas" is one; "all comparisons of teas" are all.
    let counted = words.get(..head.map_or(words.len(), |head| head + 1)).unwrap_or_default();
    let quantifies =
        |word: &&Word| word.is_any(&[Class::All, Class::No, Class::Few, Class::Partial, Class::Only]);
    let universal = counted.iter().any(quantifies);
    let bare_pronoun = head.is_none() && words.iter().any(|word| word.is(Class::StandIn));
    // "The protocol was registered."
    let is_definite = |word: &Word| word.is_any(&[Class::Definite, Class::Near, Class::Ours]);
    let whole_protocol = words
        .windows(2)
        .any(|pair| matches!(pair, [first, plan] if is_definite(first) && plan.is(Class::Plan)));
    let whole_plan = whole_protocol || has(Class::AnalysisPlan) || has(Class::Blinded);
    whole_plan || whole_study || universal || (!picks && (many || plain)) || bare_pronoun
}

/// "these twelve analyses": those of which the text beside it speaks.
fn points(words: &[&Word]) -> bool {
    words.windows(2).any(|pair| {
        matches!(pair, [this, number] if matches!(this.text.as_str(), "these" | "those") && number.is_any(&[Class::Number, Class::Counted]))
    })
}

/// "no exploratory analyses were run", "these are not confirmatory analyses", "a preregistered study".
fn is_attribute_of_all(around: &Around<'_>, trigger: &Trigger, at: usize) -> bool {
    let clause = around.clause;
    let names_study = (at + 1..clause.len().min(at + 4)).any(|at| {
        clause.is(at, Class::Study) && !clause.is(at, Class::Analysis) && clause.text(at) != "design"
    });
    let denied = (trigger.from..at)
        .any(|at| clause.is_any(at, &[Class::No, Class::Few]) || matches!(clause.text(at), "only" | "any"))
        || (trigger.from > 0 && clause.is_any(trigger.from - 1, &[Class::Lack]))
        || (0..trigger.from).any(|at| clause.is_any(at, &[Class::Not, Class::Only]));
    let is_said_of = trigger.from > 0
        && (0..trigger.from).any(|at| clause.is(at, Class::Be))
        && is_all(&subject(around, trigger.from));
    let follows_plan = (0..trigger.from).any(|at| clause.is(at, Class::Follow))
        || (at + 1..clause.len().min(at + 3)).any(|at| clause.is(at, Class::Plan));
    let is_only = (at + 1..clause.len().min(at + 5)).any(|at| clause.is(at, Class::Only));
    let aims =
        clause.is(at, Class::Unplanned) && (0..at).any(|at| clause.is_any(at, &[Class::Ours, Class::Near]));
    names_study || aims || is_only || denied || is_said_of || follows_plan
}

/// "we preregistered our analyses", "we preregistered the study", "we did not preregister".
fn is_object_of_all(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    let object: Vec<&Word> = (at + 1..clause.len())
        .map_while(|at| clause.word(at).filter(|word| !word.is_any(&[Class::Mark])))
        .collect();
    let has_noun = object
        .iter()
        .any(|word| word.is_any(&[Class::Work, Class::DesignNoun, Class::Analysis, Class::Study]));
    let passive = (trigger.from..at).any(|at| clause.is(at, Class::Be));
    if passive {
        let words: Vec<&Word> = (0..trigger.from).filter_map(|at| clause.word(at)).collect();
        return is_all(&words) || words.iter().all(|word| !word.is(Class::Work));
    }
    let denied_subject = (0..trigger.from).any(|at| clause.is(at, Class::No));
    denied_subject
        || if has_noun {
            is_all(&object)
        } else {
            trigger.kind == Kind::Registration || clause.text(at + 1) != "to"
        }
}
