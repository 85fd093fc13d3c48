//! `undefined-reference`: a reference for which the paper has no label.

use rustc_hash::FxHashSet;

use crate::analysis::Paper;
use crate::analysis::references::References;
use crate::findings::{Place, Report, Severity};
use crate::rules::spec::nearest;
use crate::rules::{PaperCheck, SettingError, Settings};

/// Each key that is not given, once.
pub struct UndefinedReference;

impl UndefinedReference {
    /// The rule, which has no settings.
    ///
    /// # Errors
    /// None.
    pub fn from_settings(_: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self)
    }
}

impl PaperCheck for UndefinedReference {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let references = References::of(paper);
        let mut said = FxHashSet::default();
        for pointer in references.undefined().filter(|pointer| said.insert(pointer.key.as_str())) {
            let keys = references.labels().iter().map(|label| label.key.as_str());
            let near = nearest(&pointer.key, keys.clone());
            let has_blank = keys.clone().any(|key| key == pointer.key.trim());
            let reported = out.place(Place::source(pointer.at), Severity::Warning);
            let reported = match near {
                _ if has_blank => reported.variant("blank"),
                Some(near) => reported.variant("near").value("near", near),
                None => reported.variant("none"),
            };
            reported.value("key", pointer.key.as_str());
        }
    }
}
