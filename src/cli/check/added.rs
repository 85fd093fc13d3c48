use crate::output::counted;

/// What comments were added.
pub struct Added {
    pub comments: usize,
    pub files: usize,
    /// Findings that no comment silences.
    pub left: usize,
}

impl Added {
    /// Returns what was added, in a line.
    pub fn said(&self) -> String {
        match self.comments {
            0 => format!("no comment was added{}", self.left()),
            _ => format!("{} added; each asks you to say why{}", self.what(), self.left()),
        }
    }

    /// Returns what would be added, in a line.
    pub fn offer(&self) -> String {
        format!("{} would be added{}", self.what(), self.left())
    }

    fn what(&self) -> String {
        let comments = counted(self.comments as u64, "comment", "comments");
        format!("{comments} in {}", counted(self.files as u64, "file", "files"))
    }

    fn left(&self) -> String {
        let left = counted(self.left as u64, "finding", "findings");
        let stays = if self.left == 1 { "stays" } else { "stay" };
        match self.left {
            0 => String::new(),
            _ => format!(
                "; {left} {stays}, as no comment can stand in front matter, tables and plain text, nor silence what is wrong with comments"
            ),
        }
    }
}
