//! Text in: the files of one paper, in one address space, immutable once assembled.
//!
//! Invariant: every [`Span`] of a [`Draft`] lies in one file and both its ends are character boundaries.

mod asked;
mod declared;
mod decode;
mod draft;
mod format;
mod lines;
mod links;
mod span;

pub use asked::{AnonymityAsked, Asked, FieldAsked, LengthAsked, Refusal, SectionAsked};
pub use declared::{Audience, Declared};
pub use decode::{Encoding, Source};
pub use draft::{Bibliography, Draft, DraftBuilder, FILE_GAP, File, FileId, Include, Problem, ProblemKind};
pub use format::Format;
pub use lines::{LineIndex, Location};
pub use links::{Float, FloatKind, Label, Links, Named, Pointer};
pub use span::Span;
