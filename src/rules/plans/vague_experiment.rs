//! `vague-experiment`: an experiment of a plan that says too little of itself.

use crate::analysis::Paper;
use crate::analysis::plans::{Field, Form};
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings, listed};

/// How many fields may be left out, and what each is called.
pub struct VagueExperiment {
    most: u32,
    names: [(Field, String); 4],
    or: String,
}

impl VagueExperiment {
    /// The rule with its settings.
    ///
    /// # Errors
    /// When a setting or a term is missing.
    pub fn from_settings(settings: &Settings<'_>) -> Result<Self, SettingError> {
        let name = |field: Field| Ok((field, settings.term(field.name())?));
        Ok(Self {
            most: settings.get("most")?,
            names: [
                name(Field::Varies)?,
                name(Field::Measures)?,
                name(Field::Expects)?,
                name(Field::Decides)?,
            ],
            or: settings.term("or")?,
        })
    }
}

impl PaperCheck for VagueExperiment {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Some(plan) = paper.plan().filter(|plan| plan.form == Form::Project) else { return };
        for experiment in &plan.experiments {
            let missing: Vec<&str> = self
                .names
                .iter()
                .filter(|(field, _)| !experiment.has(*field))
                .map(|(_, name)| name.as_str())
                .collect();
            if missing.len() as u32 <= self.most {
                continue;
            }
            out.at(experiment.name.clone(), Severity::Advice)
                .value("missing", listed(missing.into_iter(), &self.or));
        }
    }
}
