//! Front matter in YAML and TOML.

use super::{check, reading, shown, source};
use crate::markup::{FaultKind, Unreadable, front_matter_faults};

#[test]
fn yaml_gives_title_abstract_and_keys() {
    let text = "---\ntitle: \"A *fine* paper\"\nlang: en-GB\ndoc-type: thesis\nauthor:\n  - name: A\nabstract: |\n  First [@a].\n  Goes on.\n\n  Second.\n---\n\nBody.\n";
    check(
        text,
        &[
            "Title|A fine paper",
            "Paragraph abstract|First <Citation>.   Goes on.",
            "Paragraph abstract|Second.",
            "Paragraph|Body.",
        ],
    );
    let (_, reading) = reading(text);
    assert_eq!(reading.meta().keys, ["title", "lang", "doc-type", "author", "abstract"]);
    assert_eq!(reading.meta().language.as_deref(), Some("en-gb"));
    assert_eq!(reading.meta().doc_type.as_deref(), Some("thesis"));
}

#[test]
fn every_yaml_scalar_has_exact_origins() {
    let plain = "---\nabstract: We test\n  recall here.\n---\n";
    assert_eq!(source(plain, "recall here"), ["recall here"]);
    assert_eq!(source(plain, "test   recall"), ["test\n  recall"]);
    let folded = "---\nabstract: >-\n    We test\n    recall.\n---\n";
    assert_eq!(source(folded, "We test"), ["We test"]);
    let single = "---\nabstract: 'The model''s *re*call'\n---\n";
    assert_eq!(source(single, "model's"), ["model''s"]);
    assert_eq!(source(single, "recall"), ["re*call"]);
    let double = "---\nabstract: \"A \\\"fair\\\" test of \\u00e9t\\u00E9 and \\\\alpha{} it\"\n---\n";
    assert_eq!(source(double, "\"fair\""), ["\\\"fair\\\""]);
    assert_eq!(source(double, "été"), ["\\u00e9t\\u00E9"]);
    let list = "---\nabstract:\n  - One para.\n  - >\n    Two para.\n---\n";
    check(list, &["Paragraph abstract|One para.", "Paragraph abstract|Two para."]);
}

#[test]
fn a_generated_or_absent_abstract_is_said_to_be_so() {
    let (_, made) = reading("---\nabstract: \"`r text`\"\n---\n");
    assert!(matches!(made.meta().unreadable_abstract, Some(Unreadable::Generated(_))));
    let (_, absent) = reading("---\nabstract: |\n  {{< include abstract.md >}}\n---\n");
    assert!(matches!(absent.meta().unreadable_abstract, Some(Unreadable::Absent(_))));
    assert_eq!(absent.text(), "");
}

#[test]
fn front_matter_without_an_end_does_not_swallow_the_paper() {
    check("---\n\nOne.\n\n---\n\nTwo.\n", &["Paragraph|One.", "Paragraph|Two."]);
    assert!(shown("---\ntitle: x\n\nText of it.\n").contains("Paragraph|Text of it."));
    check("---\ntitle: x\n  *y*\n\nText of it.\n", &["Title|x y", "Paragraph|Text of it."]);
    check("---\nNote: this.\n\nText of it.\n", &["Paragraph|Note: this.", "Paragraph|Text of it."]);
    check("+++\ntitle = 'x'\n\nText of it.\n", &["Title|x", "Paragraph|Text of it."]);
}

#[test]
fn toml_gives_the_same_as_yaml() {
    let text = "+++\ntitle = 'A *fine* paper'\nlang = \"en-GB\"\ndoc-type = \"thesis\"\nabstract = \"\"\"\nWe \"test\" caf\\u00e9s\nhere.\n\nSecond.\"\"\"\nkeywords = ['a', \"b\"]\n[params]\nn = 3\n+++\n\nBody.\n";
    check(
        text,
        &[
            "Title|A fine paper",
            "Paragraph abstract|We \"test\" cafés here.",
            "Paragraph abstract|Second.",
            "Metadata|a",
            "Metadata|b",
            "Paragraph|Body.",
        ],
    );
    assert_eq!(source(text, "cafés"), ["caf\\u00e9s"]);
    assert_eq!(source(text, "fine"), ["fine"]);
    let (_, reading) = reading(text);
    assert_eq!(reading.meta().keys, ["title", "lang", "doc-type", "abstract", "keywords"]);
    assert_eq!(reading.meta().language.as_deref(), Some("en-gb"));
    assert_eq!(reading.meta().doc_type.as_deref(), Some("thesis"));
}

#[test]
fn lists_hold_paragraphs_and_words() {
    check(
        "---\nabstract: [\"One, \\\"a\\\".\", 'Two, it''s.']\nkeywords: [tea, warm cups]\n---\n",
        &["Paragraph abstract|One, \"a\".", "Paragraph abstract|Two, it's.", "Metadata|tea, warm cups"],
    );
    check("---\ntitle: '''Tis a cup'\n---\n", &["Title|'Tis a cup"]);
    check(
        "---\nabstract:\n- |\n  One\n  goes on.\n- \"Two.\\n\\nThree.\"\n---\n",
        &["Paragraph abstract|One   goes on.", "Paragraph abstract|Two.", "Paragraph abstract|Three."],
    );
}

#[test]
fn a_fault_is_known_and_the_rest_is_read() {
    let fault = |text| {
        let (draft, _) = reading(text);
        let fault = front_matter_faults(&draft).next();
        fault.map(|fault| (fault.kind, draft.text(fault.at).to_owned()))
    };
    let broken = "---\ntitle: Cups: a study\nabstract: It is.\n---\n\nBody.\n";
    assert_eq!(fault(broken), Some((FaultKind::Yaml, "title: Cups: a study".to_owned())));
    check(broken, &["Title|Cups: a study", "Paragraph abstract|It is.", "Paragraph|Body."]);
    let broken = "+++\ntitle = 'Cups'\nabstract = It is.\n+++\n\nBody.\n";
    assert_eq!(fault(broken), Some((FaultKind::Toml, "abstract = It is.".to_owned())));
    assert!(shown(broken).ends_with("Paragraph|Body.\n"));
    assert_eq!(fault("---\ntitle: x\n\nBody.\n"), Some((FaultKind::Unclosed, "---".to_owned())));
    assert_eq!(fault("---\ntitle: x\nauthor: [a, b]\n---\n\nBody.\n"), None);
}
