use anstyle::{AnsiColor, Style};

use crate::findings::Severity;

/// Bold, for what is read first.
pub const STRONG: Style = Style::new().bold();
/// For what can be passed over.
pub const FAINT: Style = Style::new().dimmed();
/// Line numbers and borders.
pub const BORDER: Style = AnsiColor::BrightBlue.on_default();
/// Marks of related places.
pub const RELATED: Style = AnsiColor::BrightBlue.on_default();
/// Lines of a diff that go.
pub const REMOVED: Style = AnsiColor::Red.on_default();
/// Lines of a diff that come.
pub const ADDED: Style = AnsiColor::Green.on_default();

/// Returns the colour of a severity.
pub fn of(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Advice => AnsiColor::Cyan.on_default().bold(),
    }
}

/// Marks of the place itself: the colour without the weight, as a line of bold carets outshines the text above it.
pub fn mark(severity: Severity) -> Style {
    let style = of(severity);
    style.effects(style.get_effects().remove(anstyle::Effects::BOLD))
}
