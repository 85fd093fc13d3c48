/// Findings in real papers that somebody has read, and how many of them were right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// How many were right.
    pub right: u32,
    /// How many were read.
    pub read: u32,
}

impl Judged {
    /// The share that was right with its 95 % interval, by Wilson's score; `None` where nothing was read.
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
