//! The words that rule files, configurations, flags and reports share. Each stands here once.

use serde::{Deserialize, Serialize};

/// Defines an enum of which each case has one word: `name` gives it, `named` reads it, and Serde does both.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$case_about:meta])* $case:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$case_about])* #[serde(rename = $word)] $case,)+
        }

        impl $name {
            /// All of them, in their order.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$case),+];

            /// Their words, in the same order.
            pub const NAMES: [&'static str; [$($word),+].len()] = [$($word),+];

            /// Returns its word.
            pub const fn name(self) -> &'static str {
                Self::NAMES[self as usize]
            }

            /// Returns the one with that word, if there is one.
            pub fn named(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$case),)+
                    _ => None,
                }
            }
        }
    };
}

words! {
    /// How much a finding matters. The greater, the more.
    Severity {
        /// Worth a thought.
        Advice = "advice",
        /// Most readers would stumble.
        Warning = "warning",
        /// Wrong in any paper.
        Error = "error",
    }
}

words! {
    /// Whether a fix can be applied without a look.
    Safety {
        /// The meaning stays the same.
        Safe = "safe",
        /// An author should look.
        Suggested = "suggested",
    }
}

words! {
    /// Whether a rule runs by default.
    #[derive(Default)]
    Stage {
        /// Runs.
        #[default]
        Stable = "stable",
        /// Runs only when selected, until its precision is known.
        Preview = "preview",
    }
}

words! {
    /// Whether the reviewers of a paper know who its authors are.
    #[derive(Default)]
    Review {
        /// They do, or nobody says that they must not.
        #[default]
        Open = "open",
        /// They must not, so nothing in the paper may tell.
        DoubleBlind = "double-blind",
        /// The paper is accepted and goes to print, so it must tell.
        Accepted = "accepted",
    }
}

words! {
    /// How firmly a venue asks for something.
    #[derive(Default)]
    Force {
        /// A paper without it is not reviewed, as the venue's own page says.
        Must = "must",
        /// The venue asks for it.
        #[default]
        Should = "should",
        /// The venue recommends it.
        May = "may",
    }
}

impl Default for Severity {
    /// Returns the least.
    fn default() -> Self {
        Self::Advice
    }
}

impl From<Force> for Severity {
    /// Returns what a venue asks as a must is an error where it is missing.
    fn from(force: Force) -> Self {
        match force {
            Force::Must => Self::Error,
            Force::Should => Self::Warning,
            Force::May => Self::Advice,
        }
    }
}

words! {
    /// The language of the drafts that a rule reads.
    #[derive(Default)]
    Language {
        /// English.
        #[default]
        English = "en",
        /// Any language.
        Any = "any",
    }
}

words! {
    /// The markup a file is written in.
    #[derive(Default)]
    Format {
        /// CommonMark and the dialects built on it: Pandoc, R Markdown, Quarto, MyST.
        #[default]
        Markdown = "markdown",
        /// LaTeX source, with or without chunks of code to be run (Sweave, knitr).
        Latex = "latex",
        /// A Jupyter notebook, with Markdown in cells.
        Notebook = "notebook",
        /// Text without markup; a blank line ends a paragraph.
        Plain = "plain",
    }
}

words! {
    /// Why a file that an example names cannot be read.
    Unread {
        /// It lies outside the paper's folder.
        Refused = "refused",
        /// It is larger than paperlint reads.
        TooLarge = "too-large",
        /// It is there, and may not be read.
        Unreadable = "unreadable",
    }
}

words! {
    /// What kind of paper it is.
    DocType {
        /// Reports results of the authors' own.
        Empirical = "empirical",
        /// Proves.
        Theory = "theory",
        /// Reviews others' work.
        Survey = "survey",
        /// Presents software.
        Software = "software",
        /// Argues, or lays out a road map.
        Position = "position",
        /// Teaches.
        Tutorial = "tutorial",
        /// Plans a study: a protocol, a preregistration.
        Plan = "plan",
        /// Describes a data set or a model.
        DatasetCard = "dataset-card",
        /// Reports on a project, an event or a service.
        Report = "report",
        /// Supplements a paper.
        Supplement = "supplement",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// What a block is to a reader. Rules name these in `scope`.
    BlockRole {
        /// The paper's title.
        Title = "title",
        /// A heading of any level.
        Heading = "heading",
        /// A paragraph of the abstract, or of what stands for it.
        Abstract = "abstract",
        /// A paragraph of running text.
        Body = "body",
        /// An item of a list.
        Item = "item",
        /// A caption.
        Caption = "caption",
        /// A footnote.
        Footnote = "footnote",
        /// Somebody's words: quotes, boxes, prompts.
        Quote = "quote",
        /// A cell of a table, a line of an algorithm.
        Table = "table",
        /// Acknowledgements, funding, contributions, data statements, references.
        Backmatter = "backmatter",
        /// Author names, affiliations, keywords.
        Metadata = "metadata",
        /// A block without text: code, display math, a picture. No rule looks there.
        #[serde(skip_deserializing)]
        Empty = "empty",
    }
}

words! {
    /// The part a section plays in a paper.
    #[derive(Default)]
    SectionRole {
        /// Abstract or summary.
        Abstract = "abstract",
        /// Statement of need, which stands beside the summary in a software paper.
        Need = "need",
        /// Introduction, background, motivation.
        Introduction = "introduction",
        /// Related work.
        RelatedWork = "related-work",
        /// Methods, materials, setup.
        Methods = "methods",
        /// Results, findings, experiments, evaluation.
        Results = "results",
        /// Discussion.
        Discussion = "discussion",
        /// Limitations.
        Limitations = "limitations",
        /// Conclusion, outlook.
        Conclusion = "conclusion",
        /// Acknowledgements.
        Acknowledgements = "acknowledgements",
        /// Funding, contributions, availability, interests and other statements.
        Backmatter = "backmatter",
        /// References.
        References = "references",
        /// Appendix or supplement.
        Appendix = "appendix",
        /// Anything else.
        #[default]
        Other = "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_as_it_is_written() {
        for role in SectionRole::ALL {
            assert_eq!(SectionRole::named(role.name()), Some(role));
            assert_eq!(serde_json::to_string(&role).unwrap(), format!("{:?}", role.name()));
            assert_eq!(serde_json::from_str::<SectionRole>(&format!("{:?}", role.name())).unwrap(), role);
        }
        assert_eq!(Severity::named("fatal"), None);
        assert!(Severity::Error > Severity::Warning && Severity::Warning > Severity::Advice);
        assert!(serde_json::from_str::<BlockRole>("\"empty\"").is_err());
    }
}
