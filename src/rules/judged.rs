/// What readers said of findings in papers that the rule was not written with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unseen {
    /// True of the text, and a careful co-author would change it.
    pub right: u32,
    /// True or a fair reading, and the text may stay.
    pub defensible: u32,
    /// The others.
    pub wrong: u32,
    /// How many papers they stand in.
    pub papers: u32,
}

impl Unseen {
    /// Returns how many were read.
    pub fn read(self) -> u32 {
        self.right + self.defensible + self.wrong
    }

    /// Returns those that are right or defensible, of those that were read.
    pub fn worth_saying(self) -> Judged {
        Judged { right: self.right + self.defensible, read: self.read() }
    }

    /// Returns whether they are so few, or of so few papers, that a share says nothing.
    pub fn is_few(self) -> bool {
        self.read() < 20 || self.papers < 8
    }
}

/// Findings in real papers that somebody has read, and how many of them were right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// How many were right.
    pub right: u32,
    /// How many were read.
    pub read: u32,
}

impl Judged {
    /// Returns the share that was right with its 95 % interval, by Wilson's score; `None` where nothing was read.
    pub fn interval(self) -> Option<(f64, f64)> {
        if self.read == 0 {
            return None;
        }
        let (z, n) = (1.96_f64, f64::from(self.read));
        let share = f64::from(self.right) / n;
        let middle = share + z * z / (2.0 * n);
        let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z * z / n;
        Some((((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_wide_for_few() {
        let shown = |right, read| {
            let (low, high) = Judged { right, read }.interval().unwrap();
            format!("{low:.2} to {high:.2}")
        };
        assert_eq!(shown(9, 10), "0.60 to 0.98");
        assert_eq!(shown(30, 30), "0.89 to 1.00");
        assert_eq!(Judged::default().interval(), None);
    }
}
