//! The settings and terms of a rule, read by Serde into the struct of its code.
//!
//! A field is a setting, a term of the same name, `fix`, or `terms`: all terms that no other field has. A list of words is a term cut at
//! white space, and a yes or no a setting of 1 or 0. What a field lacks is an error, and so is what no field asks for.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};

use super::RuleFile;
use crate::spec::{Detect, Per, RuleSpec, SpecProblem};

/// Returns the code of a rule with its settings, as configured.
///
/// # Errors
/// Where the struct and the rule's file do not fit, with the place in the file.
pub(super) fn read<T: DeserializeOwned>(rule: &RuleFile) -> Result<T, SpecProblem> {
    T::deserialize(Given { rule }).map_err(|error| error.within(&rule.spec))
}

/// Reads a setting in percent as a share from 0 to 1.
pub(super) fn share<'de, D: Deserializer<'de>>(percent: D) -> Result<f64, D::Error> {
    Ok(f64::from(u32::deserialize(percent)?) / 100.0)
}

/// Terms by their names, for code that has a name for each. They are taken out, so that none is left that nobody asks for.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Terms(BTreeMap<String, String>);

impl Terms {
    /// Takes the term of that name.
    ///
    /// # Errors
    /// That it is missing.
    pub fn take(&mut self, name: &str) -> Result<String, String> {
        self.0.remove(name).ok_or_else(|| format!("the term `{name}` is missing"))
    }

    /// Ends the taking.
    ///
    /// # Errors
    /// That one is left.
    pub fn end(self) -> Result<(), String> {
        self.0.into_keys().next().map_or(Ok(()), |name| Err(unused(&name)))
    }
}

fn unused(name: &str) -> String {
    format!("the code of this rule does not ask for `{name}`")
}

/// Why they do not fit.
#[derive(Debug)]
struct Error {
    /// The setting or term.
    name: Option<String>,
    message: String,
}

impl Error {
    fn at(name: &str, message: impl Into<String>) -> Self {
        Self { name: Some(name.to_owned()), message: message.into() }
    }

    fn within(self, spec: &RuleSpec) -> SpecProblem {
        let path = match &self.name {
            Some(name) if spec.settings.contains_key(name) => format!("settings.{name}"),
            Some(name) if spec.terms.contains_key(name) => format!("terms.{name}"),
            _ => "detect".to_owned(),
        };
        SpecProblem::at(&path, self.message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { name: None, message: message.to_string() }
    }

    fn missing_field(name: &'static str) -> Self {
        let table = if name == "fix" { "detect.code" } else { "settings or terms" };
        Self::at(name, format!("`{name}` is missing in {table}"))
    }
}

/// What the file of a rule and its configuration give.
#[derive(Clone, Copy)]
struct Given<'r> {
    rule: &'r RuleFile,
}

impl<'r> Given<'r> {
    fn value(self, name: &str) -> Option<Value<'r>> {
        if let Some(number) = self.rule.setting(name) {
            return Some(Value::Number(number));
        }
        if let Some(text) = self.rule.spec.terms.get(name) {
            return Some(Value::Text(text));
        }
        match &self.rule.spec.detect {
            Detect::Code(code) if name == "fix" => code.fix.safety().map(|safety| Value::Text(safety.name())),
            _ => None,
        }
    }

    /// Returns the terms that no field has. A setting of the same name is what the field means.
    fn terms(self, fields: &[&str]) -> Vec<(&'r str, &'r str)> {
        let spec = &self.rule.spec;
        let is_left = |name: &str| !fields.contains(&name) || spec.settings.contains_key(name);
        let terms = spec.terms.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        terms.filter(|(name, _)| is_left(name)).collect()
    }

    /// That fields ask for every setting, but for those that the pass asks for, and for every term.
    fn check_use(self, fields: &[&str]) -> Result<(), Error> {
        let spec = &self.rule.spec;
        let is_of_pass = |name: &str| spec.per != Per::Place && matches!(name, "places" | "share");
        let settings = spec.settings.keys().map(String::as_str).filter(|name| !is_of_pass(name));
        let terms = if fields.contains(&TERMS) { Vec::new() } else { self.terms(fields) };
        let mut names = settings.chain(terms.iter().map(|(name, _)| *name));
        let unasked = names.find(|name| !fields.contains(name));
        unasked.map_or(Ok(()), |name| Err(Error::at(name, unused(name))))
    }
}

/// The field that has all terms that no other has.
const TERMS: &str = "terms";

impl<'r> Deserializer<'r> for Given<'r> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'r>>(self, _: V) -> Result<V::Value, Error> {
        Err(de::Error::custom("the code of a rule is a struct"))
    }

    fn deserialize_struct<V: Visitor<'r>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.check_use(fields)?;
        visitor.visit_map(Fields { given: self, fields, left: fields, value: None })
    }

    fn deserialize_unit_struct<V: Visitor<'r>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.check_use(&[])?;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        <V: Visitor<'r>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit newtype_struct seq tuple
        tuple_struct map enum identifier ignored_any
    }
}

/// The fields of a struct, one after the other.
struct Fields<'r> {
    given: Given<'r>,
    fields: &'static [&'static str],
    left: &'static [&'static str],
    /// The field whose value comes next; `None` for the value of `terms`.
    value: Option<(&'static str, Value<'r>)>,
}

impl<'r> MapAccess<'r> for Fields<'r> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'r>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        while let Some((field, left)) = self.left.split_first() {
            self.left = left;
            self.value = self.given.value(field).map(|value| (*field, value));
            if self.value.is_some() || *field == TERMS {
                let key: StrDeserializer<'_, Error> = field.into_deserializer();
                return seed.deserialize(key).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'r>>(&mut self, seed: S) -> Result<S::Value, Error> {
        match self.value.take() {
            Some((field, value)) => seed.deserialize(value).map_err(|error| Error::at(field, error.message)),
            None => seed.deserialize(MapDeserializer::new(self.given.terms(self.fields).into_iter())),
        }
    }
}

/// A setting or a term.
#[derive(Clone, Copy)]
enum Value<'r> {
    Number(u32),
    Text(&'r str),
}

impl<'r> Deserializer<'r> for Value<'r> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'r>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Number(number) => visitor.visit_u32(number),
            Self::Text(text) => visitor.visit_borrowed_str(text),
        }
    }

    fn deserialize_bool<V: Visitor<'r>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Number(number) => visitor.visit_bool(number != 0),
            Self::Text(_) => self.deserialize_any(visitor),
        }
    }

    fn deserialize_seq<V: Visitor<'r>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Number(_) => self.deserialize_any(visitor),
            Self::Text(text) => visitor.visit_seq(SeqDeserializer::new(text.split_whitespace())),
        }
    }

    fn deserialize_enum<V: Visitor<'r>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Self::Number(_) => self.deserialize_any(visitor),
            Self::Text(text) => visitor.visit_enum(text.into_deserializer()),
        }
    }

    forward_to_deserialize_any! {
        <V: Visitor<'r>>
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct tuple
        tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashSet;

    use super::*;
    use crate::findings::Safety;

    /// Returns a rule of which `[settings]`, `[terms]` and `[detect.code]` are given.
    fn rule(tables: &str) -> RuleFile {
        let text = format!(
            "id = 'a'\nsummary = 'A.'\nseverity = 'advice'\nmessage = 'a'\nhelp = 'a'\nwhy = 'a'\nsource = []\n{tables}"
        );
        RuleFile::parse("own", "a.toml", "a", text).unwrap()
    }

    #[derive(Debug, Deserialize)]
    struct Code {
        most: u32,
        #[serde(deserialize_with = "share")]
        part: f64,
        firm: bool,
        verbs: FxHashSet<String>,
        #[serde(rename = "fix")]
        safety: Safety,
        terms: Terms,
    }

    const TABLES: &str = "[settings]\nmost = { default = 3, unit = 'words' }\npart = { default = 50, unit = '%' }\n\
                          firm = { default = 1, unit = '' }\n[terms]\nverbs = 'is are'\nmost = 'at most'\nor = 'or'\n";
    const CODE: &str = "[detect.code]\nper = 'paper'\n";

    #[test]
    fn a_struct_has_what_its_fields_name() {
        let mut rule = rule(&format!("{TABLES}{CODE}fix = 'safe'"));
        rule.change("most", 5);
        let mut code: Code = read(&rule).unwrap();
        assert_eq!((code.most, code.part, code.firm, code.safety), (5, 0.5, true, Safety::Safe));
        assert!(code.verbs.len() == 2 && code.verbs.contains("are"));
        assert_eq!(code.terms.take("or").unwrap(), "or");
        assert_eq!(code.terms.take("and").unwrap_err(), "the term `and` is missing");
        assert_eq!(code.terms.end().unwrap_err(), "the code of this rule does not ask for `most`");
        assert_eq!(rule.spec.settings["most"].default, 3);
    }

    #[test]
    fn what_does_not_fit_is_said_with_its_place() {
        let wrong = |tables: &str| {
            let problem = read::<Code>(&rule(tables)).unwrap_err();
            (problem.path.join("."), problem.message)
        };
        let no_fix = ("detect".to_owned(), "`fix` is missing in detect.code".to_owned());
        assert_eq!(wrong(&format!("{TABLES}{CODE}")), no_fix);
        let (path, message) = wrong(&format!("{TABLES}{CODE}fix = 'safe'").replace("verbs", "nouns"));
        assert_eq!((path.as_str(), message.as_str()), ("detect", "`verbs` is missing in settings or terms"));
        let more = TABLES.replace("[terms]", "least = { default = 1, unit = '' }\n[terms]");
        let (path, message) = wrong(&format!("{more}{CODE}fix = 'safe'"));
        assert_eq!(path, "settings.least");
        assert_eq!(message, "the code of this rule does not ask for `least`");
        let text = TABLES.replace("part = { default = 50, unit = '%' }", "").replace("or =", "part =");
        assert_eq!(wrong(&format!("{text}{CODE}fix = 'safe'")).0, "terms.part");
    }

    #[test]
    fn code_without_settings_has_none() {
        #[derive(Debug, Deserialize)]
        struct Plain;
        assert!(read::<Plain>(&rule(CODE)).is_ok());
        assert_eq!(read::<Plain>(&rule(&format!("{TABLES}{CODE}"))).unwrap_err().path, ["settings", "firm"]);
    }
}
