//! A view as one JSON document on one line.

use crate::letters::escaped;
use crate::view::View;

/// The view's fields as JSON, with a line end; what steers a terminal is written by its number.
///
/// # Errors
/// When a view cannot be serialized, which is a bug.
pub fn render(view: &dyn View) -> serde_json::Result<String> {
    serde_json::to_string(view).map(|json| escaped(json) + "\n")
}
