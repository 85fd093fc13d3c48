//! Registration and exploration as a topic: what is said of articles, of registrations in the plural, of any study, or to authors.

use super::subject::Around;
use super::trigger::{Form, InClause, Kind, Trigger};
use super::words::{Class, Word};

/// Returns whether a clause speaks of others' work or of any by its form, whoever else is named.
pub fn is_topic(around: &Around<'_>, trigger: &Trigger, at: usize) -> bool {
    let clause = around.clause;
    // "respondents who had preregistered"
    let last = around.before.last().and_then(|&at| clause.words.get(at));
    let of_people = clause.text(0) == "who" && last.is_some_and(|last| !last.is(Class::Ours));
    // "learn to preregister their thesis"
    let is_theirs =
        trigger.form == Form::Verb && clause.text(at + 1) == "their" && !clause.has(0..at, Class::Near);
    // "we could not find a preregistration for 12 of the papers"
    let is_indefinite = trigger.form == Form::Noun && matches!(clause.text(trigger.from), "a" | "an" | "any");
    let for_others = is_indefinite
        && clause.is(at + 1, Class::Preposition)
        && clause.has(at + 2..clause.len().min(at + 7), Class::Others);
    of_people
        || is_theirs
        || for_others
        || is_set_against(around)
        || is_bare_topic(around, trigger, at)
        || is_of_custom(around, trigger, at)
        || is_unknown(clause, trigger)
        || is_of_sample(around, trigger, at)
        || is_of_many(clause, trigger, at)
        || is_of_picked_studies(around)
        || is_of_coded(around, trigger, at)
        || is_gathered(clause, trigger, at)
        || is_compound(clause, trigger, at)
        || is_of_scientists(clause, trigger, at)
}

/// "Of the 120 articles we coded, 14 contained a preregistration", "For each registered hypothesis, two coders judged …"
fn is_of_coded(around: &Around<'_>, trigger: &Trigger, at: usize) -> bool {
    let clause = around.clause;
    let start = clause.word(at).map_or(0, |word| word.range.start);
    let before: Vec<&Word> = clause.words.iter().take_while(|word| word.range.start < start).collect();
    let first = before.first().map_or("", |first| first.text.as_str());
    let opens = matches!(first, "of" | "among" | "in" | "from");
    let is_many = |word: &&Word| word.is(Class::Generic) && word.is(Class::Study);
    let noun = before.iter().take(STUDIES).position(is_many).filter(|_| opens);
    let is_drawn = noun.is_some_and(|noun| {
        let (ahead, behind) = before.split_at(noun);
        let mut beside = behind.iter().take(5).skip(1);
        // "In all three studies, we compared …" is of one's own.
        let may_be_own = ahead.iter().any(|word| word.is(Class::All))
            || (matches!(first, "in" | "from")
                && !beside.clone().any(|word| word.is_any(&[Class::Relative, Class::Sample])));
        behind.first().is_some_and(|noun| noun.is(Class::Article))
            || (!may_be_own && beside.any(|word| word.is_any(&[Class::Sorted, Class::Sample])))
    });
    let speaks = clause.has(trigger.from.saturating_sub(2)..at, Class::Ours)
        || before.iter().any(|word| word.is_any(&[Class::Our, Class::Near]));
    let is_each = (0..clause.len()).any(|at| matches!(clause.text(at), "each" | "every"));
    let by_coders = is_each
        && clause.words.iter().any(|word| word.is(Class::Coder))
        && !clause.words.iter().any(|word| word.is(Class::Ours));
    (is_drawn || by_coders) && !speaks
}

/// "We retrieved the registered protocols of the trials."
fn is_gathered(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    let is_plural = |at: usize| clause.is(at, Class::Plan) && clause.text(at).ends_with('s');
    let names_plans = trigger.form == Form::Attribute && (at + 1..clause.len().min(at + 4)).any(is_plural);
    let of_others = (at + 1..clause.len()).any(|at| {
        matches!(clause.text(at), "of" | "in")
            && (at + 1..clause.len().min(at + 3)).any(|at| {
                clause.is(at, Class::Generic) && clause.is(at, Class::Study) || clause.is(at, Class::Others)
            })
    });
    let is_own =
        (trigger.from..at).any(|at| clause.is(at, Class::Our) || matches!(clause.text(at), "both" | "these"));
    let gathers = clause.has(0..trigger.from, Class::Gathered) || clause.text(0) == "data";
    trigger.kind == Kind::Registration && gathers && (names_plans || of_others) && !is_own
}

/// "a preregistration template", "the Preregistration Challenge"
fn is_compound(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    trigger.form == Form::Noun
        && (clause.is(at + 1, Class::Compound)
            || (at + 1..clause.len().min(at + 6)).any(|at| clause.text(at).starts_with("template")))
        && !clause.has(trigger.from.saturating_sub(1)..at, Class::Our)
}

/// "Researchers choose how much of it goes into the preregistration itself."
fn is_of_scientists(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    let start = clause.word(at).map_or(0, |word| word.range.start);
    let names = clause.words.iter().any(|word| word.range.start < start && word.is(Class::Scientists));
    let is_placed = clause.words.iter().any(|word| word.is_any(&[Class::Url, Class::Registry]));
    let is_our = clause.has(trigger.from..at, Class::Our);
    trigger.kind == Kind::Registration
        && trigger.form == Form::Noun
        && names
        && !(is_our || is_placed || speaks_of_this(clause.words))
}

/// Returns whether the authors speak, or of the study at hand: "we", "this study"; what is "our" alone may be an idea of theirs.
fn speaks_of_this(words: &[Word]) -> bool {
    let is_we = |word: &Word| word.is(Class::We) && word.text != "ours";
    let is_this = |pair: &[Word]| matches!(pair, [this, study] if this.is(Class::Near) && study.is_any(&[Class::Study, Class::Analysis]));
    words.iter().any(is_we) || words.windows(2).any(is_this)
}

/// Words within which a sentence names the studies that it counts.
const STUDIES: usize = 6;

/// "Unlike our previous study, which was preregistered, …", "in contrast to the preregistered study of Lee et al.": what the work is set
/// against is another's, or another of the authors'.
fn is_set_against(around: &Around<'_>) -> bool {
    let clause = around.clause;
    let before: Vec<&Word> = around.before.iter().filter_map(|&at| clause.words.get(at)).collect();
    let own: Vec<&Word> = (0..clause.len()).filter_map(|at| clause.word(at)).collect();
    let is_against = |words: &[&Word]| {
        words.first().is_some_and(|first| first.is(Class::Contrasted))
            && words.iter().any(|word| word.is_any(&[Class::Others, Class::Cited]))
    };
    is_against(&own) || (clause.is(0, Class::Relative) && is_against(&before))
}

/// "the objective of preregistration", "our emphasis on preregistration": the thing itself, and not a plan that somebody has.
fn is_bare_topic(around: &Around<'_>, trigger: &Trigger, at: usize) -> bool {
    let clause = around.clause;
    let before = at.wrapping_sub(1);
    let is_bare = trigger.form == Form::Noun
        && trigger.kind == Kind::Registration
        && trigger.from == at
        && at > 0
        && clause.is(before, Class::Preposition)
        && !matches!(clause.text(before), "per" | "in" | "to" | "with" | "from");
    let is_denied = (0..at).any(|at| clause.is_any(at, &[Class::No, Class::Not, Class::Lack]));
    let is_placed = clause.words.iter().any(|word| word.is_any(&[Class::Url, Class::Registry]));
    is_bare && !is_denied && !is_placed && !around.is_heading && !around.is_short
}

/// "before our laboratory adopted preregistration", "before registration was common"
fn is_of_custom(around: &Around<'_>, trigger: &Trigger, at: usize) -> bool {
    let clause = around.clause;
    let is_bare = !clause.is(at.wrapping_sub(1), Class::Definite);
    let is_custom = trigger.form == Form::Noun && trigger.kind == Kind::Registration && is_bare;
    is_custom && clause.is(0, Class::Before) && clause.has(0..clause.len(), Class::Adopted)
}

/// "We know of no preregistered study of maps."
fn is_unknown(clause: InClause<'_>, trigger: &Trigger) -> bool {
    matches!(trigger.form, Form::Attribute | Form::Noun)
        && (0..trigger.from).any(|at| matches!(clause.text(at), "know_of" | "aware_of"))
        && !clause.has(0..clause.len(), Class::Our)
}

/// "the trials in our sample were registered late", "a small share of the papers that we coded", "a minority of trials are registered".
fn is_of_sample(around: &Around<'_>, trigger: &Trigger, at: usize) -> bool {
    let clause = around.clause;
    let is_many = |at: usize| {
        clause.is(at, Class::Generic) && clause.is(at, Class::Study) && clause.text(at).ends_with('s')
    };
    let many = || (0..clause.len()).filter(|&at| is_many(at));
    let is_behind = |at: usize| match trigger.form {
        Form::Attribute => at > trigger.from,
        Form::Noun => false,
        _ => true,
    };
    let in_sample = many().any(|many| {
        is_behind(many)
            && clause.is(many + 1, Class::Preposition)
            && clause.has(many + 2..clause.len().min(many + 5), Class::Sample)
    });
    let is_coded = many().any(|many| {
        is_behind(many)
            && clause.is(many + 1, Class::Relative)
            && clause.has(many + 2..clause.len().min(many + 5), Class::Sorted)
    });
    // "many of the studies we review"
    let is_picked = |many: usize| clause.has(many + 1..clause.len().min(many + 4), Class::Sorted);
    let of_many = |part: usize| {
        clause.text(part + 1) == "of"
            && (is_many(part + 2)
                || (clause.is(part + 2, Class::Definite) && is_many(part + 3) && is_picked(part + 3)))
    };
    let is_share = (0..at.saturating_sub(2)).any(|at| {
        clause.is_any(at, &[Class::Share, Class::Partial, Class::Few, Class::Number]) && of_many(at)
    });
    let is_of_now = (0..at).any(|at| clause.is_any(at, &[Class::Now, Class::Have]));
    let is_bare_few = (0..at).any(|at| {
        (clause.is(at, Class::Few) || (clause.is(at, Class::Partial) && is_of_now)) && is_many(at + 1)
    });
    in_sample || is_coded || ((is_share || is_bare_few) && !clause.has(0..at, Class::Our))
}

/// "most registrations left it open", "of the 27 preregistrations": a paper speaks so of its own as "our" or "both" alone.
fn is_of_many(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    let is_plural =
        clause.is_any(at, &[Class::Preregistration, Class::Registration]) && clause.text(at).ends_with('s');
    let is_own = (trigger.from.saturating_sub(1)..at).any(|at| {
        clause.is_any(at, &[Class::Our, Class::These]) && clause.text(at) != "the"
            || clause.is_any(at, &[Class::No, Class::Lack])
    });
    // "Deviations from preregistrations", as a heading.
    let is_departure = clause.len() <= HEADING && clause.has(0..at, Class::Deviation);
    is_plural && !is_own && !is_departure
}

/// Returns whether nobody's work is spoken of where no author speaks: "the preregistration of a study", "an analysis that was planned …
/// is", "studies that were not preregistered", "are often presented".
pub fn is_of_any_study(around: &Around<'_>, trigger: &Trigger, at: usize) -> bool {
    let clause = around.clause;
    let of_any = trigger.form == Form::Noun
        && clause.text(at + 1) == "of"
        && (matches!(clause.text(at + 2), "a" | "an" | "any") || clause.is(at + 2, Class::Generic));
    let speaks = clause.words.iter().any(|word| word.is_any(&[Class::Ours, Class::Near]));
    let is_usual = !speaks && clause.has(0..clause.len(), Class::Usual);
    // "An analysis that was planned after the data were seen is not confirmatory."
    let opens = |first: &Word, second: &Word| {
        matches!(first.text.as_str(), "a" | "an")
            && second.is_any(&[Class::Analysis, Class::Study, Class::Hypothesis])
    };
    let is_now = clause.words.iter().any(|word| word.is(Class::Now));
    let is_a_case = !speaks
        && is_now
        && trigger.kind != Kind::Hypothesis
        && matches!(clause.words.get(..2), Some([first, second]) if opens(first, second));
    // "Preregistered replications have mostly failed."
    let is_bare = trigger.form == Form::Attribute
        && trigger.from == 0
        && !(around.is_heading || around.is_short)
        && clause.is(at + 1, Class::Generic)
        && clause.is(at + 1, Class::Study)
        && !clause.words.iter().any(|word| word.is(Class::Ours));
    // "Studies without preregistration tend to report …"
    let is_without = clause.is(0, Class::Generic) && matches!(clause.text(1), "without" | "with" | "lacking");
    // "a preregistered study is drawn as a solid line", "every unregistered study"
    let any_of_kind = || {
        let is_study = clause.is(at + 1, Class::Study);
        let is_any = matches!(clause.text(trigger.from), "every" | "any" | "each");
        let is_case = matches!(clause.text(trigger.from), "a" | "an")
            && clause.is(at + 2, Class::Now)
            && !clause.has(at + 3..clause.len(), Class::Pointed);
        is_study && (is_case || (is_any && !speaks))
    };
    let is_any = trigger.form == Form::Attribute && trigger.kind == Kind::Registration && any_of_kind();
    of_any
        || (is_without && !speaks)
        || is_usual
        || is_a_case
        || is_bare
        || is_any
        || is_of_any_that(around, at)
}

/// "every study that was not preregistered", where no author speaks.
fn is_of_any_that(around: &Around<'_>, at: usize) -> bool {
    let clause = around.clause;
    let before = around.before.iter().filter_map(|&at| clause.words.get(at));
    let words: Vec<&Word> = before.chain((0..at).filter_map(|at| clause.word(at))).collect();
    let is_any = |words: &[&Word]| {
        matches!(words, [any, study, that]
            if matches!(any.text.as_str(), "every" | "any" | "each" | "a" | "an") && study.is(Class::Study) && that.is(Class::Relative))
    };
    words.windows(3).any(is_any) && !speaks_of_this(clause.words)
}

/// "We excluded studies that were not preregistered", "412 trials that were registered late".
fn is_of_picked_studies(around: &Around<'_>) -> bool {
    let clause = around.clause;
    let before: Vec<&Word> = around.before.iter().filter_map(|&at| clause.words.get(at)).collect();
    let Some((noun, rest)) = before.split_last().filter(|_| clause.is(0, Class::Relative)) else {
        return false;
    };
    let is_many = noun.is(Class::Generic) && noun.is(Class::Study);
    let qualifier = rest.last();
    let is_definite =
        qualifier.is_some_and(|word| word.is_any(&[Class::Determiner, Class::All, Class::Ours]));
    let is_counted = qualifier.is_some_and(|word| word.is(Class::Number));
    let has_we = rest.iter().any(|word| word.is(Class::We));
    let is_picked = rest.iter().any(|word| word.is(Class::Sorted));
    is_many && (!is_definite || is_picked) && (!is_counted || !has_we || is_picked)
}

/// Words of a heading.
const HEADING: usize = 4;
