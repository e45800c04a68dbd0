//! Text as Markdown shows it: what the person wrote stays text, whatever marks they used.

use crate::letters::visible;

/// What means something wherever it stands.
const MARKS: &str = "\\`*_[]<>|~&$";

/// Text that goes on in the same line: no mark of it means anything, and a line end is a blank.
pub(super) fn inline(text: &str) -> String {
    visible(text).chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if MARKS.contains(c) {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
        out
    })
}

/// A whole line whose inside is escaped already: nothing at its start makes it a list, a heading or a rule.
pub(super) fn start(line: &str) -> String {
    let line = line.trim();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut rest = line[digits..].chars();
    match rest.next() {
        Some('#' | '+' | '-' | '=' | ':') if digits == 0 => format!("\\{line}"),
        Some(mark @ ('.' | ')')) if digits > 0 => format!("{}\\{mark}{}", &line[..digits], rest.as_str()),
        _ => line.to_owned(),
    }
}

/// A fence around text that is laid out already, longer than any inside of it.
pub(super) fn fenced(text: &str) -> String {
    let text = visible(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    let end = if text.ends_with('\n') || text.is_empty() { "" } else { "\n" };
    format!("{fence}\n{text}{end}{fence}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_of_the_persons_means_anything() {
        assert_eq!(inline("<script>*a*_b_`c`|[x](y)~z~&amp;"), r"\<script\>\*a\*\_b\_\`c\`\|\[x\](y)\~z\~\&amp;");
        assert_eq!(inline("a\u{1b}[31m\nb\u{202e}"), r"a\[31m b");
    }

    #[test]
    fn a_line_is_no_list_no_heading_and_no_rule() {
        let lines = ["# a", "- a", "+ a", "1. a", "20) a", "---", "===", "  - a", "1.", "2026 was"];
        let escaped = [r"\# a", r"\- a", r"\+ a", r"1\. a", r"20\) a", r"\---", r"\===", r"\- a", r"1\.", "2026 was"];
        assert_eq!(lines.map(start), escaped);
    }

    #[test]
    fn nothing_gets_out_of_a_fence() {
        assert_eq!(fenced("a\n```\nb"), "````\na\n```\nb\n````\n");
        assert_eq!(fenced(""), "```\n```\n");
    }
}
