use std::fmt;

/// Where a value is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The program, or a rule's file.
    Default,
    Edition(&'static str),
    Profile(&'static str),
    Venue(String),
    /// The class or package that tells the venue.
    Style(String),
    File {
        name: String,
        line: usize,
    },
    /// The flag with that name.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Edition(id) => write!(f, "edition {id}"),
            Self::Profile(id) => write!(f, "profile {id}"),
            Self::Venue(id) => write!(f, "venue {id}"),
            Self::Style(style) => write!(f, "its style `{style}` says so"),
            Self::File { name, line } => write!(f, "{name}:{line}"),
            Self::Flag(name) => write!(f, "--{name}"),
        }
    }
}

/// A value and where it is from.
#[derive(Clone, Debug)]
pub struct Sourced<T> {
    pub value: T,
    pub origin: Origin,
}
