//! The plan that a configuration names.

use super::file::{Problem, Reader};
use super::layers::Layer;

/// Looks for the plan that a layer names, whose path goes from the file that names it.
///
/// # Errors
/// When there is none, or none that may be read.
pub fn find(layer: &mut Layer, reader: &dyn Reader) -> Result<(), Problem> {
    let (Some(name), Some(file)) = (&layer.said.plan, layer.file()) else { return Ok(()) };
    let found = reader.plan(file, name.get_ref()).map_err(|message| {
        layer.problem(name.span(), message + "; `plan` names the file of the paper's plan")
    })?;
    layer.said.found_plan = Some(found);
    Ok(())
}
