use crate::spec::{BlockRole, DocType, Review, RuleSpec, SectionRole};

/// Which blocks of which papers a rule looks at.
#[derive(Clone, Debug)]
pub struct Scope {
    roles: u32,
    sections: u32,
    doc_types: u32,
    reviews: u32,
}

impl Scope {
    /// Returns the scope that a rule's file asks for.
    pub fn new(spec: &RuleSpec) -> Self {
        let all_if_none = |set: u32| if set == 0 { u32::MAX } else { set };
        let sections = |roles: &[SectionRole]| set(roles, |role| role as u32);
        Self {
            roles: set(&spec.scope, |role| role as u32),
            sections: all_if_none(sections(&spec.sections)) & !sections(&spec.not_sections),
            doc_types: all_if_none(set(&spec.doc_types, |kind| kind as u32)),
            reviews: all_if_none(set(&spec.reviews, |review| review as u32)),
        }
    }

    /// Returns whether blocks of this role in a section of this role are looked at.
    pub fn has_block(&self, role: BlockRole, section: SectionRole) -> bool {
        self.roles >> (role as u32) & 1 == 1 && self.sections >> (section as u32) & 1 == 1
    }

    /// Returns whether papers of this type are looked at.
    pub fn has_doc_type(&self, doc_type: DocType) -> bool {
        self.doc_types >> (doc_type as u32) & 1 == 1
    }

    /// Returns whether papers that are reviewed in this way are looked at.
    pub fn has_review(&self, review: Review) -> bool {
        self.reviews >> (review as u32) & 1 == 1
    }

    /// Returns whether it depends on the type of the paper, which takes work to find out.
    pub fn asks_for_doc_type(&self) -> bool {
        self.doc_types != u32::MAX
    }
}

/// Returns a bit for each of several values.
fn set<T: Copy>(values: &[T], bit: fn(T) -> u32) -> u32 {
    values.iter().fold(0, |set, value| set | 1 << bit(*value))
}
