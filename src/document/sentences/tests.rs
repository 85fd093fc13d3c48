#![allow(clippy::string_slice)]

use super::super::Lexicon;
use super::super::tokens::tokenize;
use super::*;

fn split(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    tokenize(text, 0, text.len() as u32, &Lexicon::default(), &mut tokens);
    let mut first = 0;
    let mut found = Vec::new();
    sentences(&tokens, text, |sentence| {
        let end = sentence.end;
        found.push(&text[tokens[first].start as usize..tokens[end - 1].end as usize]);
        first = end;
    });
    found
}

/// Writes a placeholder for each name in braces.
fn filled(text: &str) -> String {
    [
        ("{cite}", Placeholder::Citation),
        ("{author}", Placeholder::TextCitation),
        ("{math}", Placeholder::Math),
        ("{display}", Placeholder::DisplayMath),
        ("{ref}", Placeholder::Reference),
        ("{code}", Placeholder::Code),
        ("{url}", Placeholder::Url),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (name, placeholder)| {
        text.replace(name, placeholder.to_char().encode_utf8(&mut [0; 4]))
    })
}

#[track_caller]
fn one_each(texts: &[&str]) {
    for text in texts.iter().map(|text| filled(text)) {
        assert_eq!(split(&text), [text.as_str()]);
    }
}

#[track_caller]
fn two_each(pairs: &[(&str, &str)]) {
    for (first, second) in pairs.iter().map(|(first, second)| (filled(first), filled(second))) {
        assert_eq!(split(&format!("{first} {second}")), [first.as_str(), second.as_str()]);
    }
}

#[test]
fn a_sentence_goes_on_after_an_abbreviation() {
    one_each(&[
        "This holds, e.g. BERT does it, i.e. Theorem 2 applies.",
        "Some proteins, e. g. Actin, were lost.",
        "See Fig. 3A and Sec. III and Eqs. (2)–(4) and Tab. A for more.",
        "It differs (p < .05, cf. Smith et al. 2019) from version 18.0.2 of it.",
        "Lee et al. (2019) find it, vs. Baseline models in the U.S. Department of Labor.",
        "As Lee et al. [22] found, and Ode et al. RNA work agrees, it grows.",
        "In sample No. 2 of Dr. Smith, approx. 5 cells grew w.r.t. Controls, resp. Mutants.",
        "The clone (accession no. AF302010) and Nos. 3 and 4 on p. 55 are on chr. 9.",
        "Drs. Poe and Ode of Acme, Inc. Toledo met in St. Louis in Jan. 2020 at 5 a.m. on a Monday.",
        "It appeared in J. Biol. Chem. 276 and in Proc. Natl. Acad. Sci. USA.",
        "Tools, data, etc. are free, and rats got it i.p. or s.c. in saline.",
        "They cite code, papers, etc. (Poe, 2020; Ode, 2021).",
        "The min. Distance and the r.m.s. deviation are small.",
        "We bought it as N°. 12 of many.",
    ]);
}

#[test]
fn a_sentence_may_end_in_an_abbreviation() {
    two_each(&[
        ("This follows Lee et al.", "The model is new."),
        ("We use tools, data, etc.", "Patients gave them."),
        ("We incubated it for 5 min.", "Samples were cooled."),
        ("We waited {math} sec.", "Samples were cooled."),
        ("It is due at 6 p.m.", "Participants came."),
        ("Rats were injected i.p.", "Mice were not."),
        ("Most of them live in the U.S.", "None of them paid."),
        ("The answer is no.", "Readers agree."),
        ("The stimulus lasted 150 ms.", "Responses were slow."),
        ("We compared both apps.", "Older users liked one."),
        ("The tools are by Acme, Inc.", "Neither of us paid."),
        ("We measured pH.", "Values were low."),
    ]);
}

#[test]
fn an_initial_is_a_part_of_a_name() {
    one_each(&[
        "We follow J. R. R. Tolkien here.",
        "We thank A.-K. Poe, J.M. Ode and M. A. Lee for help, and S.D. Roe.",
        "This was found in C. elegans, E. coli and S. Typhimurium cells.",
        "We asked Ann E. Poe, and the U. S. Army agrees.",
    ]);
}

#[test]
fn a_capital_may_end_a_term() {
    two_each(&[
        ("Patients got vitamin C.", "They improved."),
        ("It was kept at 4 °C.", "Blots were washed."),
        ("It was kept at 39°C.", "200 ml were added."),
        ("This activates NF-kappa B.", "IL-2 is expressed."),
        ("We used sites A and B.", "Mutants lack both."),
        ("The dose was 700 mmol/L.", "Ten patients had none."),
        ("We read it with DNase I.", "Digestion was stopped."),
    ]);
}

#[test]
fn a_sentence_may_open_with_anything() {
    two_each(&[
        ("We test 3 models.", "pH matters."),
        ("We test 3 models.", "p-values differ."),
        ("We sell phones.", "iPhones sell well."),
        ("We raised antibodies.", "p53 was found."),
        ("It lacks expression.", "α-actin is a control."),
        ("It was lost.", "mRNA was not."),
        ("It was lost in embryos.", "ced-3 was not."),
        ("It grows (Figure 4A).", "tif1 does not."),
        ("The rest are means.", "* p < 0.05 against controls."),
        ("It differs (p < .05).", "The rest does not."),
        ("It was p < .05.", "Then we stopped."),
        ("We count cells.", "(a) Cells at rest."),
        ("We count cells.", "b–d: Cells at work."),
        ("We count cells.", "42 were lost."),
        ("We count cells.", "{math} is the count."),
        ("We use {code}.", "{author} uses more."),
        ("See {url}.", "Then read it."),
        ("See https://example.org/a.b/c.html.", "Then read it."),
        ("It is on the U.S. market.", "“Never,” he said."),
    ]);
}

#[test]
fn numbers_hold_stops() {
    one_each(&[
        "Version 18.0.2 costs $1.50 or 3.14 more than v1.2.",
        "Repeat Step 2. until it is done.",
        "It was small (p = 0. 05) or smaller (p =. 05).",
        "Write to ann.poe@example.com or Ann.Poe@example.com now.",
        "We load torch.Tensor objects and an .Rmd file.",
    ]);
}

#[test]
fn labels_open_items() {
    one_each(&[
        "3. A numbered line.",
        "2.1. Current state of it.",
        "a. Subunits are lost.",
        "IV. Methods of proof.",
        "The steps are: 1. We read it; 2. We write it.",
        "We (1) read it, (2) Write it, and (3) Stop.",
        "1) Ann from here, 2) Poe from there, and 3) Ode.",
    ]);
    two_each(&[
        ("1) Boil the eggs", "2) Cool the eggs"),
        ("1. It is one.", "2. It is two."),
        ("• Boil the eggs", "• Cool the eggs"),
        ("a. Blots were read.", "b. Cells were seen."),
    ]);
}

#[test]
fn quotes_and_brackets_close_after_the_stop() {
    one_each(&[
        "Is it so (it is.) or not?",
        "He said, “It is great.” and left.",
        "\"It [...] grows\" (Poe 55).",
    ]);
    two_each(&[
        ("They said “so.”", "It ends."),
        ("They said “so. ”", "It ends."),
        ("(It is so.)", "It ends."),
        ("Is it so?!", "It is."),
        ("Stop!", "It is so."),
    ]);
}

#[test]
fn citations_and_footnote_marks_stand_after_the_stop() {
    two_each(&[
        ("We report the results.[12]", "We stop."),
        ("We report the results. [1 – 3]", "Others stop."),
        ("We report the results.{cite}", "We stop."),
        ("We report the results. {cite}", "Others stop."),
        ("We report the results. 8", "Then we stop."),
        ("We report the results.", "[12] show the same."),
        ("We report the results.", "{cite} show the same."),
        ("We report the results. [7].", "To end it, we stop."),
    ]);
}

#[test]
fn dots_in_a_row() {
    one_each(&[
        "It was . . . We stop.",
        "He meant...see it so.",
        "They wrote that “some of it was lost. . . .”",
        "Poe, A., Ode, B., … Roe, C. (2020).",
    ]);
    two_each(&[
        ("It never ends....", "We stop."),
        ("It never ends…", "We stop."),
        ("It ends in dots . . . .", "We stop."),
        ("It ends.", ". . . We stop."),
        ("It ends. .", "We stop."),
    ]);
}

#[test]
fn a_forgotten_space() {
    assert_eq!(split("It was lost.Then we stopped."), ["It was lost.", "Then we stopped."]);
    assert_eq!(split("It was lost (Figure 3).Mutants grew."), ["It was lost (Figure 3).", "Mutants grew."]);
    one_each(&["We saw Nodal.LacZ cells."]);
}

#[test]
fn a_sentence_goes_on_after_display_math_and_colons() {
    one_each(&[
        "We solve {display} where x is free.",
        "We solve: {display} with x free.",
        "We need: Time, money; People.",
        "It follows from Eq. {ref} and Fig. {ref} that {math}.",
    ]);
    two_each(&[
        ("We solve {display}", "The rest is free."),
        ("It is {math}.", "The rest is free."),
        ("We solve it on each day.", "{display} where x is free."),
    ]);
    assert_eq!(split(&filled("We solve it.{display} where x is free.")).len(), 2);
    one_each(&[
        "We solve approx. {display} where x is free.",
        "It follows from Eq. {display} where x is free.",
    ]);
}

#[test]
fn stops_of_other_scripts() {
    two_each(&[("これは文です。", "次の文です。"), ("它是吗？", "是的！")]);
    assert_eq!(split("彼は「はい。」と。次。").len(), 3);
}

#[test]
fn words_and_brackets_are_counted() {
    let text = "We read (all of) it. So?";
    let mut tokens = Vec::new();
    tokenize(text, 0, text.len() as u32, &Lexicon::default(), &mut tokens);
    let mut found = Vec::new();
    sentences(&tokens, text, |sentence| found.push((sentence.end, sentence.words, sentence.has_bracket)));
    assert_eq!(found, [(8, 5, true), (10, 1, false)]);
}
