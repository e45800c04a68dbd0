//! What a telephone, or a browser, makes of what the person wrote down.

/// The fewest digits of a number that is called: 999.
const FEWEST: usize = 3;

/// The number as a telephone takes it: `+44 (0)7700 900123` is `+447700900123`. None when it is no number alone.
pub fn number(text: &str) -> Option<String> {
    let text = text.trim();
    let abroad = text.starts_with('+');
    let inside = if abroad { text.replace("(0)", "") } else { text.to_owned() };
    let known = |c: char| c.is_ascii_digit() || " -.()\u{a0}".contains(c);
    let digits: String = inside.chars().filter(char::is_ascii_digit).collect();
    let plain = inside.strip_prefix('+').unwrap_or(&inside).chars().all(known);
    (plain && digits.len() >= FEWEST).then(|| if abroad { format!("+{digits}") } else { digits })
}

/// Where such a text leads: a number to the telephone, a web address to the browser, an address with an @ and a
/// dot after it to the mail. None for anything else.
pub fn target(text: &str) -> Option<String> {
    let text = text.trim();
    let visible = text.chars().all(|c| c.is_ascii_graphic());
    if let Some(number) = number(text) {
        return Some(format!("tel:{number}"));
    }
    if visible && (text.starts_with("https://") || text.starts_with("http://")) {
        return Some(text.to_owned());
    }
    let mail = text.split_once('@').is_some_and(|(who, at)| {
        let plain = |part: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || "._+-".contains(c));
        !who.is_empty() && plain(who) && plain(at) && at.trim_matches('.').contains('.')
    });
    mail.then(|| format!("mailto:{text}"))
}

/// The number to be called in words like `call or text 988`, `111, option 2`: the words up to it, the number, the rest.
/// None where the words say to text, not to call.
pub fn call(text: &str) -> Option<(&str, &str, &str)> {
    let begins = text.find(|c: char| c.is_ascii_digit() || c == '+')?;
    if begins > 0 && !text.starts_with("call ") {
        return None;
    }
    let rest = &text[begins..];
    let ends = rest.find(|c: char| !(c.is_ascii_digit() || "+ -.()".contains(c))).unwrap_or(rest.len());
    let number = rest[..ends].trim_end_matches([' ', '(', '-', '.']);
    self::number(number)?;
    Some((&text[..begins], number, &rest[number.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_dialled_without_what_makes_it_readable() {
        assert_eq!(number("+44 (0)7700 900-123").as_deref(), Some("+447700900123"));
        assert_eq!(number("1-800-662-4357").as_deref(), Some("18006624357"));
        assert_eq!(number("(020) 7946.0000").as_deref(), Some("02079460000"));
        for words in ["12", "Maria", "text 85258", "07700 900123 x4", "0+44 7700", "", "+"] {
            assert_eq!(number(words), None, "{words}");
        }
    }

    #[test]
    fn only_what_leads_somewhere_is_a_link() {
        assert_eq!(target("999").as_deref(), Some("tel:999"));
        assert_eq!(target("https://example.org/a?b=c").as_deref(), Some("https://example.org/a?b=c"));
        assert_eq!(target("jo@example.org").as_deref(), Some("mailto:jo@example.org"));
        for words in ["@sam", "sam@", "room 4", "https://example.org/ a", "file:///etc/passwd", "a@b", "http://é"] {
            assert_eq!(target(words), None, "{words}");
        }
    }

    #[test]
    fn the_number_to_call_is_found_in_its_words() {
        assert_eq!(call("call or text 988"), Some(("call or text ", "988", "")));
        assert_eq!(call("111, option 2"), Some(("", "111", ", option 2")));
        assert_eq!(call("0800 9177 650 (free)"), Some(("", "0800 9177 650", " (free)")));
        for words in ["text 85258", "smartrecovery.org.uk", "10:00 to midnight", ""] {
            assert_eq!(call(words), None, "{words}");
        }
    }
}
