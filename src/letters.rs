//! The characters that a reader does not see and that change what is seen: those that steer a terminal, and those that
//! turn the direction of the text around them. Whatever leaves the program goes through here.
//!
//! What joins letters or chooses their shape (U+200C, U+200D, the variation selectors) is none of them: languages and
//! emoji need it.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether it steers what shows it, or turns what stands beside it. Line ends and tabs do neither.
pub fn steers(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        // Escape, bell, and the codes of eight bits that do the same.
        c if c.is_control() => true,
        // Marks that turn the direction, and those that set it apart or give it back.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        // Ends of lines and of paragraphs that no line of a terminal knows, the old marks of form and of annotation, and
        // the mark at the start of a file.
        '\u{2028}' | '\u{2029}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{feff}' => true,
        // Tags: a text that nobody sees.
        '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}

/// Text that can be shown to somebody: what [`steers`] is left out, a tab or an end of another kind is a blank, and line
/// ends stay.
pub fn visible(text: &str) -> String {
    let blank = |c: char| matches!(c, '\t' | '\u{2028}' | '\u{2029}');
    text.chars().map(|c| if blank(c) { ' ' } else { c }).filter(|c| !steers(*c)).collect()
}

/// The same as one line.
pub fn visible_line(text: &str) -> String {
    visible(text).replace('\n', " ")
}

/// Text that is laid out already, as it can be shown: its tabs stay, and its line ends as they are written.
pub fn laid_out(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| steers(c) && c != '\r') && !has_bare_return(text) {
        return Cow::Borrowed(text);
    }
    let whole = text.replace("\r\n", "\n");
    let kept: String = whole.chars().filter(|c| !steers(*c)).collect();
    Cow::Owned(if text.contains("\r\n") { kept.replace('\n', "\r\n") } else { kept })
}

/// Whether a carriage return stands there by itself: it would write over the line before it.
fn has_bare_return(text: &str) -> bool {
    text.matches('\r').count() != text.matches("\r\n").count()
}

/// A JSON document in which every such character is written by its number. It means the same to who reads it: none of
/// them stands outside of a string.
pub fn escaped(json: String) -> String {
    if !json.chars().any(steers) {
        return json;
    }
    let mut units = [0; 2];
    json.chars().fold(String::with_capacity(json.len() + 64), |mut out, c| {
        if steers(c) {
            for unit in c.encode_utf16(&mut units) {
                // Writing into a text cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each kind.
    const STEERING: &str = "\u{1b}\u{7}\u{0}\u{8}\r\u{7f}\u{9b}\u{85}\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}\
        \u{2028}\u{2029}\u{feff}\u{fffb}\u{206f}\u{e0001}\u{e0041}\u{e007f}";

    #[test]
    fn what_steers_is_left_out_and_what_letters_need_stays() {
        assert!(STEERING.chars().all(steers));
        assert_eq!(visible(&format!("a{STEERING}b\tc\nd")), "a  b c\nd");
        assert_eq!(visible_line("a\nb"), "a b");
        for needed in ["نامه\u{200c}ای", "👩\u{200d}🚀", "❤\u{fe0f}", "שלום", "a\u{301}", "\u{ad}", "\u{a0}"]
        {
            assert_eq!(visible(needed), needed);
        }
    }

    #[test]
    fn a_document_means_the_same_when_it_is_written_by_numbers() {
        let value = serde_json::json!({ "a": STEERING, "b\u{202e}": ["plain", "é🌱\n\t\"\\"] });
        let written = escaped(serde_json::to_string_pretty(&value).unwrap());
        assert!(!written.chars().any(steers), "{written:?}");
        assert!(written.contains("\\u202e") && written.contains("\\udb40\\udc41"), "{written}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), value);
        assert_eq!(escaped("{\"a\": \"é\"}\n".to_owned()), "{\"a\": \"é\"}\n");
    }

    #[test]
    fn what_is_laid_out_keeps_its_tabs_and_its_line_ends() {
        assert_eq!(laid_out("a\tb\r\nc\r\n"), "a\tb\r\nc\r\n");
        assert_eq!(laid_out("a\tb\u{1b}[2J\r\nc\rd\u{202e}\r\n"), "a\tb[2J\r\ncd\r\n");
        assert_eq!(laid_out("a\u{7}\nb\n"), "a\nb\n");
    }
}
