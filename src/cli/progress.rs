use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar on stderr for runs that take long enough for somebody to wonder. Nothing is drawn unless stderr is a terminal.
pub struct Progress {
    bar: ProgressBar,
    start: Instant,
}

/// Shorter runs show no bar.
const PATIENCE: Duration = Duration::from_secs(1);

impl Progress {
    pub fn new(count: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos} of {len} files") {
            bar.set_style(style);
        }
        Self { bar, start: Instant::now() }
    }

    /// One file is done.
    pub fn step(&self) {
        if self.bar.is_hidden() && self.start.elapsed() > PATIENCE && io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
