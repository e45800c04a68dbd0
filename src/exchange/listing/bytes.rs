//! The text in a list's bytes, whatever they were meant to be.

use std::borrow::Cow;

use super::refused;
use crate::error::{Error, Result};

/// What Windows-1252 writes with the bytes 0x80 to 0x9f; the five it leaves open stay what they are.
const HIGH: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}', '\u{2030}',
    '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}',
    '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}',
    '\u{17e}', '\u{178}',
];

/// What a character means that stands where Windows-1252 has one of its own.
pub(super) fn windows(c: char) -> char {
    match u32::from(c) {
        code @ 0x80..=0x9f => HIGH.get((code - 0x80) as usize).copied().unwrap_or(c),
        _ => c,
    }
}

/// The text, and whether bytes in it were no UTF-8. Those are read as Windows-1252, which has a character for each of
/// them, so that nothing is lost; what is UTF-8 around them stays.
///
/// # Errors
/// When the bytes are no text of a list at all.
pub(super) fn text(bytes: &[u8]) -> Result<(Cow<'_, str>, bool)> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(refused("it is UTF-16 text").hint("nothing was imported; save it as UTF-8"));
    }
    if bytes.starts_with(b"\x1f\x8b") || bytes.starts_with(b"PK\x03\x04") {
        return Err(refused("it is packed").hint("nothing was imported; unpack it first"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((Cow::Borrowed(text), false));
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for part in bytes.utf8_chunks() {
        text.push_str(part.valid());
        text.extend(part.invalid().iter().map(|byte| windows(char::from(*byte))));
    }
    Ok((Cow::Owned(text), true))
}

/// The refusal of what is plainly something else than a list.
pub(super) fn something_else(text: &str) -> Option<Error> {
    match text.trim_start().chars().next() {
        None => Some(refused("it is empty")),
        Some('<') => Some(refused("it is a web page").hint(
            "nothing was imported; a site may answer so when it asks who is there: open the address of the list in a \
             browser, and save what it shows",
        )),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_utf_8_are_read_as_windows_writes_them() {
        assert_eq!(text(b"caf\xc3\xa9").unwrap(), (Cow::Borrowed("café"), false));
        assert_eq!(text(b"\xef\xbb\xbfcaf\xc3\xa9 caf\xe9 \x93x\x94 \x81").unwrap().0, "café café “x” \u{81}");
        assert!(text(b"\xe9").unwrap().1);
        let every: Vec<u8> = (0x80..=0xff).collect();
        assert_eq!(text(&every).unwrap().0.chars().count(), 128);
    }

    #[test]
    fn what_is_no_list_is_said() {
        assert!(text(b"\xff\xfe[\0").unwrap_err().message.contains("UTF-16"));
        assert!(text(b"\x1f\x8b\x08").unwrap_err().message.contains("packed"));
        assert!(something_else(" \n").unwrap().message.contains("empty"));
        assert!(something_else("\n<!DOCTYPE html>").unwrap().message.contains("web page"));
        assert_eq!(something_else("["), None);
    }
}
