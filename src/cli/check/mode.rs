use anyhow::bail;

use crate::cli::args::Mending;
use crate::findings::Safety;

/// What a run does with what it finds, besides telling it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nothing.
    Report,
    /// It shows what it would change, and changes nothing.
    Preview(Change),
    /// It changes drafts, and tells what is left.
    Write(Change),
}

/// A change of drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Mends what can be mended, up to this.
    Mend(Safety),
    /// Adds comments that silence what is found.
    Suppress,
}

impl Mode {
    /// Returns what the command line asks for.
    ///
    /// # Errors
    /// When an option lacks the one it goes with.
    pub fn of(mending: Mending) -> anyhow::Result<Self> {
        let most = if mending.suggested_fixes { Safety::Suggested } else { Safety::Safe };
        let change = if mending.add_suppressions { Change::Suppress } else { Change::Mend(most) };
        match mending {
            Mending { diff: true, .. } => Ok(Self::Preview(change)),
            Mending { fix: true, .. } | Mending { add_suppressions: true, .. } => Ok(Self::Write(change)),
            Mending { suggested_fixes: true, .. } => {
                bail!("--suggested-fixes goes with --fix, or with --diff to see the changes first")
            }
            _ => Ok(Self::Report),
        }
    }

    /// Returns the change that is made or shown.
    pub fn change(self) -> Option<Change> {
        match self {
            Self::Report => None,
            Self::Preview(change) | Self::Write(change) => Some(change),
        }
    }
}
