//! The lines of a calendar file (RFC 5545, 3.1 and 3.3.11): ended, folded, escaped.

use crate::letters::visible;

/// The most octets of a line, its end left aside.
const LONGEST: usize = 75;

/// Lines that follow each other.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a line that holds no words of a person's.
    pub(super) fn raw(&mut self, line: &str) {
        let mut used = 0;
        for unit in units(line) {
            if used + unit.len() > LONGEST {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push_str(unit);
            used += unit.len();
        }
        self.0.push_str("\r\n");
    }

    /// Adds a line with words.
    pub(super) fn text(&mut self, name: &str, words: &str) {
        self.raw(&format!("{name}:{}", escaped(words)));
    }

    /// All of it.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// What is never torn apart: a character, with the backslash before it.
fn units(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let escapes = rest.starts_with('\\');
        let end = rest.char_indices().nth(if escapes { 2 } else { 1 }).map_or(rest.len(), |(at, _)| at);
        let (unit, after) = rest.split_at(end);
        rest = after;
        (!unit.is_empty()).then_some(unit)
    })
}

/// Words as a value of a line; what no calendar can show, and what would turn its words around, is left out.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in visible(&words.replace("\r\n", "\n").replace('\r', "\n")).chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(words: &str) -> String {
        let mut lines = Lines::default();
        lines.text("SUMMARY", words);
        lines.into_text()
    }

    #[test]
    fn what_has_a_meaning_is_escaped_and_what_cannot_be_shown_is_left_out() {
        assert_eq!(written("a,b;c\\d\r\ne\rf\ng\u{7}h\ti\u{1b}[0m"), "SUMMARY:a\\,b\\;c\\\\d\\ne\\nf\\ngh i[0m\r\n");
    }

    #[test]
    fn a_line_of_75_octets_is_whole_and_one_more_is_folded() {
        assert_eq!(written(&"x".repeat(67)), format!("SUMMARY:{}\r\n", "x".repeat(67)));
        assert_eq!(written(&"x".repeat(68)), format!("SUMMARY:{}\r\n x\r\n", "x".repeat(67)));
        assert_eq!(
            written(&"x".repeat(67 + 74 + 1)),
            format!("SUMMARY:{}\r\n {}\r\n x\r\n", "x".repeat(67), "x".repeat(74))
        );
    }

    #[test]
    fn a_letter_and_an_escape_stay_in_one_piece() {
        assert_eq!(written(&format!("{}é", "x".repeat(66))), format!("SUMMARY:{}\r\n é\r\n", "x".repeat(66)));
        assert_eq!(written(&format!("{},", "x".repeat(66))), format!("SUMMARY:{}\r\n \\,\r\n", "x".repeat(66)));
        assert_eq!(written(&format!("{}🌱", "x".repeat(63))), format!("SUMMARY:{}🌱\r\n", "x".repeat(63)));
    }

    proptest! {
        #[test]
        fn any_words_come_back_from_lines_that_hold(words in "(\\PC|[,;\\\\\n\r\t\u{0}\u{7f}\u{85}é🌱]){0,200}") {
            let text = written(&words);
            prop_assert!(text.ends_with("\r\n"));
            let lines: Vec<&str> = text.trim_end_matches("\r\n").split("\r\n").collect();
            prop_assert!(lines.iter().all(|line| line.len() <= 75 && !line.chars().any(char::is_control)));
            prop_assert!(lines.iter().skip(1).all(|line| line.starts_with(' ')));
            let value = text.replace("\r\n ", "");
            let value = value.trim_end_matches("\r\n").strip_prefix("SUMMARY:").unwrap();
            let mut read = String::new();
            let mut letters = value.chars();
            while let Some(letter) = letters.next() {
                match letter {
                    '\\' => read.push(match letters.next().unwrap() { 'n' => '\n', other => other }),
                    other => read.push(other),
                }
            }
            prop_assert_eq!(read, visible(&words.replace("\r\n", "\n").replace('\r', "\n")));
        }
    }
}
