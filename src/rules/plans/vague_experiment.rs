//! `vague-experiment`: an experiment of a plan that says too little of itself.

use crate::analysis::Paper;
use crate::analysis::plans::{Field, Form};
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, listed};

/// How many fields may be left out, and what each is called.
#[derive(serde::Deserialize)]
pub struct VagueExperiment {
    most: u32,
    varies: String,
    measures: String,
    expects: String,
    decides: String,
    or: String,
}

impl VagueExperiment {
    fn names(&self) -> [(Field, &str); 4] {
        [
            (Field::Varies, &self.varies),
            (Field::Measures, &self.measures),
            (Field::Expects, &self.expects),
            (Field::Decides, &self.decides),
        ]
    }
}

impl PaperCheck for VagueExperiment {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Some(plan) = paper.plan().filter(|plan| plan.form == Form::Project) else { return };
        for experiment in &plan.experiments {
            let missing: Vec<&str> = self
                .names()
                .into_iter()
                .filter(|(field, _)| !experiment.has(*field))
                .map(|(_, name)| name)
                .collect();
            if missing.len() as u32 <= self.most {
                continue;
            }
            out.at(experiment.name.clone(), Severity::Advice)
                .value("missing", listed(missing.into_iter(), &self.or));
        }
    }
}
