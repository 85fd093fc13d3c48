use super::*;

fn settings(layers: &[&str]) -> Settings {
    let layer = |text: &&str| Layer { said: toml::from_str(text).unwrap(), source: LayerSource::Flags };
    let layers: Vec<Layer> = layers.iter().map(layer).collect();
    merge(&layers.iter().collect::<Vec<_>>(), &Rules::builtin()).unwrap()
}

fn rule<'s>(settings: &'s Settings, id: &str) -> &'s RuleSettings {
    let at = settings.known.all.iter().position(|rule| rule.spec.id == id).unwrap();
    &settings.rules[at]
}

/// Returns whether `long-sentence` (stable, of the theme `sentences`) and `percent-arithmetic` (in preview) run.
fn runs(layers: &[&str]) -> [bool; 2] {
    let settings = settings(layers);
    ["long-sentence", "percent-arithmetic"].map(|id| rule(&settings, id).is_on.value)
}

#[test]
fn in_a_layer_what_is_said_of_one_rule_wins_over_ignore_and_that_over_select() {
    assert_eq!(runs(&[]), [true, false]);
    assert_eq!(runs(&["select = ['numbers']"]), [false, false]);
    assert_eq!(runs(&["select = ['percent-arithmetic']"]), [false, true]);
    assert_eq!(runs(&["select = ['preview', 'sentences']"]), [true, true]);
    assert_eq!(runs(&["select = ['stable', 'preview']\nignore = ['sentences', 'preview']"]), [false, false]);
    assert_eq!(
        runs(&["ignore = ['sentences']\n[rules]\npercent-arithmetic.level = 'advice'"]),
        [false, true]
    );
    assert_eq!(runs(&["ignore = ['sentences']\n[rules]\nlong-sentence.level = 'error'"]), [true, false]);
}

#[test]
fn a_higher_layer_has_the_last_word() {
    let off = "[rules]\nlong-sentence.level = 'off'";
    assert_eq!(runs(&[off]), [false, false]);
    assert_eq!(runs(&[off, "select = ['long-sentence']"]), [true, false]);
    assert_eq!(runs(&["select = ['words']", "[rules]\nlong-sentence.level = 'advice'"]), [true, false]);
    assert_eq!(runs(&["profile = 'everything'", "ignore = ['preview']"]), [true, false]);
}

#[test]
fn lists_grow_and_values_are_replaced() {
    let base =
        "acronyms = ['ASR']\npapers = ['a.md']\n[rules]\nlong-sentence = { warning = 50, advice = 45 }";
    let above = "acronyms = ['KLD', 'ASR']\npapers = ['b.md']\n[rules]\nlong-sentence.warning = 60";
    let settings = settings(&[base, above]);
    let words = |said: &[Sourced<String>]| said.iter().map(|word| word.value.clone()).collect::<Vec<_>>();
    assert_eq!(words(&settings.acronyms), ["ASR", "KLD"]);
    assert_eq!(words(settings.papers.as_ref().unwrap()), ["b.md"]);
    let rule = rule(&settings, "long-sentence");
    assert_eq!((rule.settings["warning"].value, rule.settings["advice"].value), (60, 45));
    assert!(rule.level.is_none());
}

#[test]
fn files_win_over_the_venue_and_that_over_the_profile() {
    let firm = |layers: &[&str]| rule(&settings(layers), "abstract-length").settings["firm"].clone();
    assert_eq!(firm(&["profile = 'camera-ready'"]).origin, Origin::Profile("camera-ready"));
    assert_eq!(firm(&["profile = 'camera-ready'\nvenue = 'acl'"]).origin, Origin::Venue("acl".to_owned()));
    let above = firm(&["[rules]\nabstract-length.firm = 0", "venue = 'acl'"]);
    assert_eq!((above.value, above.origin), (0, Origin::Flag("")));
}

#[test]
fn a_profile_chooses_its_rules_whatever_a_lower_layer_selects() {
    let above = "profile = 'submission'";
    let runs = |layers: &[&str], id: &str| rule(&settings(layers), id).is_on.value;
    assert!(runs(&["select = ['long-sentence']", above], "undefined-reference"));
    assert!(!runs(&["select = ['long-sentence']", above], "long-sentence"));
    assert!(!runs(&["ignore = ['undefined-reference']", above], "undefined-reference"));
    assert!(!runs(&["[rules]\nundefined-reference.level = 'off'", above], "undefined-reference"));
    assert!(runs(&["[rules]\nlong-sentence.level = 'advice'", above], "long-sentence"));
    assert!(runs(&["profile = 'submission'\nselect = ['long-sentence']"], "long-sentence"));
    assert!(runs(&[above, "select = ['long-sentence']"], "long-sentence"));
    // A profile that selects nothing chooses nothing.
    assert!(runs(&["select = ['percent-arithmetic']", "profile = 'standard'"], "percent-arithmetic"));
}

#[test]
fn what_switches_off_a_rule_of_the_profile_is_named() {
    let off = |layers: &[&str]| {
        let settings = settings(layers);
        settings.switched_off().iter().map(|(id, _)| (*id).to_owned()).collect::<Vec<_>>()
    };
    assert!(off(&["select = ['words']\nignore = ['words']", "profile = 'submission'"]).is_empty());
    assert_eq!(off(&["ignore = ['own-work']", "profile = 'submission'"]), ["own-work"]);
}
