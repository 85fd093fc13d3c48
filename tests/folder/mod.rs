//! Included files for drafts of a folder.

use std::fs;
use std::path::PathBuf;

use paperlint::internal::markup;
use paperlint::internal::source::Source;

/// Loads what lies in this folder, whatever asks for it.
pub struct Folder(pub PathBuf);

impl markup::Loader for Folder {
    fn load(&mut self, _from: &str, target: &str) -> Result<Source, markup::LoadError> {
        let name = if target.contains('.') { target.to_owned() } else { format!("{target}.tex") };
        let text = fs::read_to_string(self.0.join(&name)).map_err(|_| markup::LoadError::Missing)?;
        Ok(Source::new(name, text))
    }
}
