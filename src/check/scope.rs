use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

use crate::analysis::DocType;
use crate::document::{BlockRole, SectionRole};
use crate::rules::spec::{RuleSpec, SpecProblem, nearest};
use crate::source::Review;

/// Which blocks of which papers a rule looks at.
#[derive(Clone, Debug)]
pub struct Scope {
    roles: u32,
    sections: u32,
    doc_types: u32,
    reviews: u32,
}

impl Scope {
    /// The scope that a rule's file asks for.
    ///
    /// # Errors
    /// Where it names a role or type that there is not.
    pub fn new(spec: &RuleSpec) -> Result<Self, SpecProblem> {
        let all_if_none = |set: u32| if set == 0 { u32::MAX } else { set };
        let roles = set::<BlockRole>(&spec.scope, "scope", ROLES, |role| role as u32)?;
        let sections =
            all_if_none(set::<SectionRole>(&spec.sections, "sections", SECTIONS, |role| role as u32)?);
        let left_out = set::<SectionRole>(&spec.not_sections, "not-sections", SECTIONS, |role| role as u32)?;
        let doc_types =
            all_if_none(set::<DocType>(&spec.doc_types, "doc-types", &DocType::NAMES, |kind| kind as u32)?);
        let reviews =
            all_if_none(set::<Review>(&spec.reviews, "reviews", &Review::NAMES, |review| review as u32)?);
        Ok(Self { roles, sections: sections & !left_out, doc_types, reviews })
    }

    /// Whether blocks of this role in a section of this role are looked at.
    pub fn has_block(&self, role: BlockRole, section: SectionRole) -> bool {
        self.roles >> (role as u32) & 1 == 1 && self.sections >> (section as u32) & 1 == 1
    }

    /// Whether papers of this type are looked at.
    pub fn has_doc_type(&self, doc_type: DocType) -> bool {
        self.doc_types >> (doc_type as u32) & 1 == 1
    }

    /// Whether papers that are reviewed in this way are looked at.
    pub fn has_review(&self, review: Review) -> bool {
        self.reviews >> (review as u32) & 1 == 1
    }

    /// Whether it depends on the type of the paper, which takes work to find out.
    pub fn asks_for_doc_type(&self) -> bool {
        self.doc_types != u32::MAX
    }
}

const ROLES: &[&str] = &[
    "title",
    "heading",
    "abstract",
    "body",
    "item",
    "caption",
    "footnote",
    "quote",
    "table",
    "backmatter",
    "metadata",
];
const SECTIONS: &[&str] = &[
    "abstract",
    "need",
    "introduction",
    "related-work",
    "methods",
    "results",
    "discussion",
    "limitations",
    "conclusion",
    "acknowledgements",
    "backmatter",
    "references",
    "appendix",
    "other",
];
fn set<T: DeserializeOwned>(
    names: &[String],
    key: &str,
    known: &[&str],
    bit: fn(T) -> u32,
) -> Result<u32, SpecProblem> {
    let mut set = 0;
    for (index, name) in names.iter().enumerate() {
        let deserializer: StrDeserializer<'_, Error> = name.as_str().into_deserializer();
        let value = T::deserialize(deserializer).map_err(|_| {
            let hint = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known are {}", known.join(", ")),
            };
            SpecProblem::at(&format!("{key}.{index}"), format!("`{name}` is none of them; {hint}"))
        })?;
        set |= 1 << bit(value);
    }
    Ok(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_shown_to_authors_is_known() {
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert!(set::<BlockRole>(&names(ROLES), "scope", ROLES, |role| role as u32).is_ok());
        assert!(set::<SectionRole>(&names(SECTIONS), "sections", SECTIONS, |role| role as u32).is_ok());
        assert!(
            set::<DocType>(&names(&DocType::NAMES), "doc-types", &DocType::NAMES, |kind| kind as u32).is_ok()
        );
        assert!(
            set::<Review>(&names(&Review::NAMES), "reviews", &Review::NAMES, |review| review as u32).is_ok()
        );
    }
}
