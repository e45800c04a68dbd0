//! Lists with the quirks of real ones.
