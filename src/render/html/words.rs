//! Words in a page: their tone, where they lead, and which way they are read.

use askama::Template;

use crate::letters::visible;
use crate::view::document::{Line, Span, Tone};

/// A line of words.
#[derive(Template)]
#[template(path = "words.html")]
pub(super) struct Words<'a>(pub(super) &'a Line);

impl askama::filters::HtmlSafe for Words<'_> {}

impl Words<'_> {
    /// Whether words that are written from left to right stand beside these: then a name that is written the other way
    /// does not turn the whole line.
    fn beside_ours(&self, span: &Span) -> bool {
        let ours = |other: &Span| other.text.chars().any(|c| c.is_alphabetic() && !leftward(c));
        self.0.0.iter().any(|other| other != span && ours(other))
    }

    /// The words alone, for a title or a label.
    pub(super) fn plain(&self) -> String {
        let text: String = self
            .0
            .0
            .iter()
            .map(|span| span.text.replacen("  ", " · ", usize::from(span.text.starts_with("  "))))
            .collect();
        held(&text).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A piece of a text: what is written from right to left inside of a line that is not stands by itself, so that it does
/// not turn the numbers beside it.
pub(super) struct Run {
    text: String,
    apart: bool,
}

/// The text of a span in such pieces; one that is written from right to left as a whole is a piece where others stand
/// `beside` it.
fn runs(span: &Span, beside: bool) -> Vec<Run> {
    let text = held(&span.text);
    let mut rest = text.as_str();
    let mut runs = Vec::new();
    if text.chars().find(|c| c.is_alphabetic()).is_some_and(leftward) {
        return vec![Run { text, apart: beside }];
    }
    while let Some(start) = rest.find(leftward) {
        let until =
            rest[start..].find(|c: char| c.is_alphanumeric() && !leftward(c)).map_or(rest.len(), |at| start + at);
        let end =
            rest[..until].rfind(leftward).map_or(until, |at| at + rest[at..].chars().next().map_or(0, char::len_utf8));
        runs.push(Run { text: rest[..start].to_owned(), apart: false });
        runs.push(Run { text: rest[start..end].to_owned(), apart: true });
        rest = &rest[end..];
    }
    runs.push(Run { text: rest.to_owned(), apart: false });
    runs.retain(|run| !run.text.is_empty());
    runs
}

/// Whether a letter is of a script that is written from right to left.
fn leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}

/// Text as a page may hold it: nothing that steers it, and no code that stands for no character.
pub(super) fn held(text: &str) -> String {
    let none = |c: char| u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}');
    visible(text).replace(none, "")
}

/// Where words lead, if it is a place that one may be sent to; what cannot stand in an address is encoded.
pub(in crate::render) fn address(link: &str) -> Option<String> {
    let (scheme, _) = link.split_once(':')?;
    let known = ["tel", "sms", "mailto", "https", "http"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    known.then(|| link.bytes().fold(String::with_capacity(link.len()), encoded))
}

fn encoded(mut address: String, byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte) {
        address.push(char::from(byte));
    } else {
        address.push_str(&format!("%{byte:02X}"));
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(line: &Line) -> String {
        Words(line).render().unwrap()
    }

    #[test]
    fn a_tone_is_an_element_and_no_colour_alone() {
        let line =
            Line::of(Tone::Strong, "Mood").and(Tone::Quiet, " 3 days").and(Tone::Care, "!").and(Tone::Plain, ".");
        let page = r#"<strong>Mood</strong><span class="quiet"> 3 days</span><span class="care">!</span>."#;
        assert_eq!(drawn(&line), page);
    }

    #[test]
    fn what_stands_at_a_distance_is_told_apart_in_a_title() {
        let line = Line::of(Tone::Strong, "Mood").and(Tone::Quiet, "  3 days");
        assert_eq!(drawn(&line), r#"<strong>Mood</strong><span class="quiet apart">  3 days</span>"#);
        assert_eq!(Words(&line).plain(), "Mood · 3 days");
    }

    #[test]
    fn a_name_from_right_to_left_does_not_turn_the_number_beside_it() {
        assert_eq!(drawn(&Line::from("Reached שרה לוי 3 times")), "Reached <bdi>שרה לוי</bdi> 3 times");
        assert_eq!(drawn(&Line::from("שלום 3")), "שלום 3", "a line of its own is turned as a whole");
    }

    #[test]
    fn a_link_leads_only_where_one_may_be_sent() {
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(address("file:///etc/passwd"), None);
        assert_eq!(address("tel:+44 1\u{1b}").as_deref(), Some("tel:+44%201%1B"));
        assert_eq!(address("https://a.example/\"><b>").as_deref(), Some("https://a.example/%22%3E%3Cb%3E"));
        let line = Line::default().and_link(Tone::Plain, "<x>", Some("data:text/html,x".to_owned()));
        assert_eq!(drawn(&line), "&#60;x&#62;");
        let line = Line::default().and_link(Tone::Strong, "999", Some("tel:999".to_owned()));
        assert_eq!(drawn(&line), r#"<a href="tel:999" rel="noreferrer"><strong>999</strong></a>"#);
    }

    #[test]
    fn what_turns_or_steers_text_is_not_held() {
        assert_eq!(held("a\u{202e}b\u{0}c\u{fffe}d\u{1b}e\u{2067}"), "abcde");
    }
}
