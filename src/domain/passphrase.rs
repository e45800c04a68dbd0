//! The forms of a passphrase: keyboards and programs write the same characters in more than one way.

use unicode_normalization::UnicodeNormalization;

/// What a passphrase is sealed with: its accents composed (NFC), without what nobody typed on purpose at its ends.
pub fn sealing(typed: &str) -> String {
    bare(typed).nfc().collect()
}

/// What is tried to open something, most likely first and each form once: as it was typed, with its accents composed
/// (NFC) and taken apart (NFD), and each of these without a byte-order mark or a blank at its end. To try one takes
/// a quarter of a second.
pub fn tries(typed: &str) -> Vec<String> {
    let mut tries = vec![typed.to_owned()];
    for text in [typed, bare(typed)] {
        for form in [text.nfc().collect(), text.nfd().collect(), text.to_owned()] {
            if !tries.contains(&form) && !form.is_empty() {
                tries.push(form);
            }
        }
    }
    tries
}

/// Without the byte-order mark that an editor put before it, and the blanks and line end after it.
fn bare(text: &str) -> &str {
    text.trim_start_matches('\u{feff}').trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_one_form_is_tried_once() {
        assert_eq!(tries("correct horse"), ["correct horse"]);
        assert_eq!(tries(" correct horse"), [" correct horse"], "a blank before it is part of it");
    }

    #[test]
    fn every_way_to_type_it_comes_to_what_it_was_sealed_with() {
        for typed in
            ["caf\u{e9} au lait", "cafe\u{301} au lait", "\u{feff}caf\u{e9} au lait", "cafe\u{301} au lait \r\n"]
        {
            assert_eq!(sealing(typed), "caf\u{e9} au lait");
            assert!(tries(typed).contains(&sealing(typed)), "{typed:?}");
        }
    }

    #[test]
    fn what_an_earlier_version_sealed_as_it_was_typed_opens_by_another_keyboard() {
        assert_eq!(tries("caf\u{e9}"), ["caf\u{e9}", "cafe\u{301}"]);
        assert_eq!(tries("cafe\u{301}"), ["cafe\u{301}", "caf\u{e9}"]);
        assert_eq!(tries("caf\u{e9} ").len(), 4);
    }
}
