//! Configurations: an error, or settings that a draft is linted with.
#![no_main]

use paperlint::{Config, Draft, Linter};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(config) = Config::from_toml(text) else { return };
    if let Ok(linter) = Linter::with_config(&config) {
        linter.lint(&Draft::new("paper.md", "# Tea\n\nWe measured the the NTP of our tea, in in cups.\n"));
    }
});
