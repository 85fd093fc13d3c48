//! Compiles `commands.toml` to the static tables of `src/markup/latex/table.rs`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Returns the Rust source of the tables. Ends the build with a message where the data is not as `commands.toml` says it is.
pub fn generate(toml_text: &str) -> String {
    let data: Data =
        toml::from_str(toml_text).unwrap_or_else(|error| fail(&format!("commands.toml: {error}")));
    let mut commands = BTreeMap::new();
    for (name, text) in &data.text {
        add(&mut commands, name, (format!("Action::Text({text:?})"), String::new()));
    }
    for (name, text) in &data.letters {
        add(&mut commands, name, (format!("Action::Letter({text:?})"), String::new()));
    }
    for name in data.accents.split_whitespace() {
        let accent = name.chars().next().unwrap_or(' ');
        add(&mut commands, name, (format!("Action::Accent({accent:?})"), String::new()));
    }
    for group in &data.commands {
        let action = match group.reads.as_str() {
            "" => expression(ACTIONS, &group.does).to_owned(),
            body => format!("Action::Body({body:?})"),
        };
        for name in group.names.split_whitespace() {
            add(&mut commands, name, (action.clone(), arguments(&group.arguments)));
        }
    }
    let mut environments = BTreeMap::new();
    for group in &data.environments {
        let content = expression(CONTENTS, &group.holds);
        for name in group.names.split_whitespace() {
            add(&mut environments, name, (content.to_owned(), arguments(&group.arguments)));
        }
    }
    write(&commands, &environments)
}

type Entries = BTreeMap<String, (String, String)>;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    text: BTreeMap<String, String>,
    letters: BTreeMap<String, String>,
    accents: String,
    commands: Vec<Group>,
    environments: Vec<EnvironmentGroup>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    names: String,
    #[serde(default)]
    does: String,
    #[serde(default)]
    reads: String,
    #[serde(default)]
    arguments: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct EnvironmentGroup {
    names: String,
    holds: String,
    #[serde(default)]
    arguments: String,
}

fn write(commands: &Entries, environments: &Entries) -> String {
    let mut out = String::from("// Generated from commands.toml. Do not edit.\n");
    let _ = writeln!(out, "static COMMANDS: &[Command] = &[");
    let first_byte = |name: &str| name.bytes().next().unwrap_or(0).min(127);
    let mut sorted: Vec<_> = commands.iter().collect();
    sorted.sort_by_key(|(name, _)| (first_byte(name), name.len(), *name));
    for (name, (action, arguments)) in sorted {
        let _ = writeln!(out, "Command {{ name: {name:?}, action: {action}, arguments: &[{arguments}] }},");
    }
    let _ = writeln!(
        out,
        "];\n/// Where the commands with each first byte start.\nstatic COMMAND_BUCKETS: [u16; 129] = ["
    );
    for byte in 0..=128_u8 {
        let before = commands.keys().filter(|name| first_byte(name) < byte).count();
        let _ = write!(out, "{before},");
    }
    let _ = writeln!(out, "];\nstatic ENVIRONMENTS: &[Environment] = &[");
    for (name, (content, arguments)) in environments {
        let _ =
            writeln!(out, "Environment {{ name: {name:?}, content: {content}, arguments: &[{arguments}] }},");
    }
    out.push_str("];\n");
    out
}

fn add(entries: &mut Entries, name: &str, entry: (String, String)) {
    if entries.insert(name.to_owned(), entry).is_some() {
        fail(&format!("commands.toml: `{name}` stands twice"));
    }
}

/// Returns the argument list that a signature such as `*[]{skip}{prose}` stands for.
fn arguments(signature: &str) -> String {
    let mut rest = signature.trim();
    let mut out = String::new();
    while !rest.is_empty() {
        let found = ARGUMENTS.iter().find_map(|(mark, argument)| Some((rest.strip_prefix(mark)?, argument)));
        let Some((after, argument)) = found else {
            fail(&format!("commands.toml: cannot read the arguments `{signature}` from `{rest}` on"))
        };
        let _ = write!(out, "Argument::{argument},");
        rest = after.trim_start();
    }
    out
}

fn expression(known: &[(&str, &'static str)], name: &str) -> &'static str {
    let found = known.iter().find(|(known, _)| *known == name);
    found.map_or_else(|| fail(&format!("commands.toml: `{name}` is not known")), |(_, expression)| expression)
}

const ARGUMENTS: &[(&str, &str)] = &[
    ("*", "Star"),
    ("#", "Digit"),
    ("{keys}", "Keys"),
    ("[]", "Optional"),
    ("()", "Parenthesis"),
    ("<>", "Overlay"),
    ("{skip}", "Skip"),
    ("{raw}", "Raw"),
    ("{prose}", "Prose"),
    ("{initial}", "Initial"),
];

/// What `does` may say, and the action it stands for.
const ACTIONS: &[(&str, &str)] = &[
    ("", "Action::Arguments"),
    ("citation", "Action::Stands(Placeholder::Citation)"),
    ("text-citation", "Action::Stands(Placeholder::TextCitation)"),
    ("reference", "Action::Stands(Placeholder::Reference)"),
    ("number", "Action::Stands(Placeholder::Number)"),
    ("code", "Action::Stands(Placeholder::Code)"),
    ("url", "Action::Stands(Placeholder::Url)"),
    ("name", "Action::Stands(Placeholder::Name)"),
    ("math", "Action::Stands(Placeholder::Math)"),
    ("part", "Action::Heading(-2, false)"),
    ("chapter", "Action::Heading(-1, false)"),
    ("section", "Action::Heading(0, false)"),
    ("subsection", "Action::Heading(1, false)"),
    ("subsubsection", "Action::Heading(2, false)"),
    ("paragraph", "Action::Heading(3, true)"),
    ("subparagraph", "Action::Heading(4, true)"),
    ("lead", "Action::Lead"),
    ("block", "Action::Block(BlockKind::Paragraph)"),
    ("end-of-abstract", "Action::EndAbstract"),
    ("title", "Action::Block(BlockKind::Title)"),
    ("caption", "Action::Block(BlockKind::Caption)"),
    ("metadata", "Action::Block(BlockKind::Metadata)"),
    ("footnote", "Action::Note(BlockKind::Footnote)"),
    ("side-metadata", "Action::Note(BlockKind::Metadata)"),
    ("abstract", "Action::Within(Within::ABSTRACT)"),
    ("acknowledgements", "Action::Within(Within::ACKNOWLEDGEMENTS)"),
    ("quote", "Action::Within(Within::QUOTE)"),
    ("box", "Action::Within(Within::BOX)"),
    ("planned", "Action::Within(Within::PLANNED)"),
    ("exploratory", "Action::Within(Within::EXPLORATORY)"),
    ("appendix", "Action::Appendix"),
    ("item", "Action::Item"),
    ("break", "Action::Break"),
    ("line", "Action::Line"),
    ("space", "Action::Space"),
    ("xspace", "Action::Xspace"),
    ("verb", "Action::Verb"),
    ("inline-math", "Action::InlineMath"),
    ("display-math", "Action::DisplayMath"),
    ("begin", "Action::Begin"),
    ("end", "Action::End"),
    ("include", "Action::Include(Include::File)"),
    ("include-from-folder", "Action::Include(Include::Folder)"),
    ("include-if-exists", "Action::Include(Include::IfExists)"),
    ("include-as-command", "Action::Include(Include::Catch)"),
    ("define-new", "Action::Define(Definition::New)"),
    ("define-renew", "Action::Define(Definition::Renew)"),
    ("define-document", "Action::Define(Definition::Document)"),
    ("define-def", "Action::Define(Definition::Def)"),
    ("define-let", "Action::Define(Definition::Let)"),
    ("define-operator", "Action::Define(Definition::Operator)"),
    ("define-environment", "Action::Define(Definition::Environment)"),
    ("define-document-environment", "Action::Define(Definition::DocumentEnvironment)"),
    ("define-acronym", "Action::Define(Definition::Acronym)"),
    ("define-keyed-acronym", "Action::Define(Definition::KeyedAcronym(false))"),
    ("define-acronym-plural", "Action::Define(Definition::KeyedAcronym(true))"),
    ("define-declared-acronym", "Action::Define(Definition::DeclaredAcronym)"),
    ("acronym", "Action::Acronym(Form::Use, false)"),
    ("acronym-plural", "Action::Acronym(Form::Use, true)"),
    ("acronym-full", "Action::Acronym(Form::Full, false)"),
    ("acronym-full-plural", "Action::Acronym(Form::Full, true)"),
    ("acronym-both", "Action::Acronym(Form::Both, false)"),
    ("acronym-both-plural", "Action::Acronym(Form::Both, true)"),
    ("acronym-short", "Action::Acronym(Form::Short, false)"),
    ("acronym-short-plural", "Action::Acronym(Form::Short, true)"),
    ("acronym-description", "Action::Acronym(Form::Description, false)"),
    ("acronym-long", "Action::Acronym(Form::Long, false)"),
    ("acronym-long-plural", "Action::Acronym(Form::Long, true)"),
    ("acronyms-used", "Action::MarkAcronyms(true)"),
    ("acronyms-unused", "Action::MarkAcronyms(false)"),
    ("acronym-style", "Action::AcronymStyle"),
    ("replaced", "Action::Replaced(false)"),
    ("changed", "Action::Replaced(true)"),
    ("address", "Action::Address"),
    ("ding", "Action::Ding"),
    ("drawing", "Action::Drawing"),
    ("short-verb", "Action::ShortVerb(true)"),
    ("no-short-verb", "Action::ShortVerb(false)"),
    ("test-flag", "Action::Test(Test::Flag, true)"),
    ("test-no-flag", "Action::Test(Test::Flag, false)"),
    ("test-formula", "Action::Test(Test::Formula, true)"),
    ("test-equal", "Action::Test(Test::Equal, true)"),
    ("test-empty", "Action::Test(Test::Empty, true)"),
    ("test-not-empty", "Action::Test(Test::Empty, false)"),
    ("test-defined", "Action::Test(Test::Defined, true)"),
    ("test-undefined", "Action::Test(Test::Defined, false)"),
    ("test-unknown", "Action::Test(Test::Unknown, true)"),
    ("flag-true", "Action::Flag(Some(true))"),
    ("flag-false", "Action::Flag(Some(false))"),
    ("flag-set", "Action::Flag(None)"),
    ("if-star", "Action::IfStar"),
    ("if-next", "Action::IfNext"),
    ("name-to-end", "Action::NameToEnd"),
    ("use-name", "Action::UseName"),
    ("define-name", "Action::Define(Definition::Named)"),
    ("define-comment", "Action::Define(Definition::Kind(Content::Nothing))"),
    ("define-no-comment", "Action::Define(Definition::Kind(Content::Inline))"),
    ("define-box", "Action::Define(Definition::Kind(Content::Within(Within::BOX)))"),
    ("define-float", "Action::Define(Definition::Kind(Content::Float(Within::FLOAT)))"),
    ("define-list", "Action::Define(Definition::List)"),
    ("if-there", "Action::Choose(true, &[true])"),
    ("if-not-there", "Action::Choose(true, &[false])"),
    ("if-there-else", "Action::Choose(true, &[true, false])"),
    ("if-missing", "Action::Choose(false, &[true])"),
    ("if-not-missing", "Action::Choose(false, &[false])"),
    ("if-missing-else", "Action::Choose(false, &[true, false])"),
    ("define-theorem", "Action::Define(Definition::Theorem)"),
    ("define-if", "Action::Define(Definition::If)"),
    ("define-code", "Action::Define(Definition::Code)"),
    ("if-false", "Action::IfFalse"),
    ("else", "Action::Else"),
    ("class", "Action::Class"),
    ("package", "Action::Package"),
    ("language", "Action::Language"),
    ("bibliography", "Action::Bibliography"),
    ("at-letter", "Action::AtLetter(true)"),
    ("at-other", "Action::AtLetter(false)"),
    ("bracket-prose", "Action::BracketProse"),
    ("dimension", "Action::Dimension(false)"),
    ("dimension-space", "Action::Dimension(true)"),
    ("box-to", "Action::BoxTo"),
    ("end-input", "Action::EndInput"),
    ("programming", "Action::Programming"),
];

/// What `holds` may say, and the content it stands for.
const CONTENTS: &[(&str, &str)] = &[
    ("prose", "Content::Prose"),
    ("inline", "Content::Inline"),
    ("inline-list", "Content::InlineList"),
    ("abstract", "Content::Within(Within::ABSTRACT)"),
    ("quote", "Content::Within(Within::QUOTE)"),
    ("list", "Content::Within(Within::LIST)"),
    ("theorem", "Content::Within(Within::THEOREM)"),
    ("proof", "Content::Within(Within::PROOF)"),
    ("acknowledgements", "Content::Within(Within::ACKNOWLEDGEMENTS)"),
    ("appendix", "Content::Within(Within::APPENDIX)"),
    ("box", "Content::Within(Within::BOX)"),
    ("planned", "Content::Within(Within::PLANNED)"),
    ("exploratory", "Content::Within(Within::EXPLORATORY)"),
    ("algorithm-text", "Content::Within(Within::ALGORITHM)"),
    ("float", "Content::Float(Within::FLOAT)"),
    ("algorithm", "Content::Float(Within::ALGORITHM)"),
    ("table", "Content::Table"),
    ("metadata", "Content::Block(BlockKind::Metadata)"),
    ("title", "Content::Block(BlockKind::Title)"),
    ("footnote", "Content::Block(BlockKind::Footnote)"),
    ("math", "Content::Math"),
    ("code", "Content::Opaque(BlockKind::Code)"),
    ("picture", "Content::Opaque(BlockKind::Figure)"),
    ("nothing", "Content::Nothing"),
    ("document", "Content::Document"),
];

fn fail(message: &str) -> ! {
    eprintln!("{message}");
    std::process::exit(1)
}
