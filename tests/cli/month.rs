//! A month.
