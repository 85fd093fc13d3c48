//! Files of references that link out of the root, which are not read: said whatever rules run, since an author may wonder.

use std::collections::BTreeSet;
use std::path::Path;

use super::fix::Checked;
use crate::cli::disk::{OpenError, Roots, normal, shown};
use crate::cli::loader::Home;

/// Returns a sentence for each bibliography that a paper names and that leads out of its root.
pub fn outside(papers: &[Checked], roots: &Roots) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for checked in papers.iter().filter(|checked| !checked.lint.bibliographies.is_empty()) {
        let Some(Home::File(main)) = checked.places.first() else { continue };
        let folder = main.parent().unwrap_or(Path::new(""));
        let Ok(root) = roots.root(folder) else { continue };
        for name in &checked.lint.bibliographies {
            let name = if name.ends_with(".bib") { name.clone() } else { format!("{name}.bib") };
            let path = folder.join(name);
            // One that is named outside is no link, and the author knows.
            let is_inside = normal(&path).starts_with(root.path());
            if is_inside && matches!(root.open(&path), Err(OpenError::Outside)) {
                let name = shown(&path);
                said.insert(format!(
                    "{name} leads out of the paper's root, so it is not read, and what it holds is not checked"
                ));
            }
        }
    }
    said
}
