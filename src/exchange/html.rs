//! The text in a note that was written in HTML: its lines, without its marks.

/// The named characters that notes really hold.
const NAMED: &[(&str, char)] = &[("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", ' ')];

/// The text; a "<3" stays, because a mark begins with a letter.
pub(super) fn to_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let read = if rest.starts_with('<') { mark(rest) } else { character(rest) };
        match read {
            Some((text, length)) => {
                out.push_str(&text);
                rest = &rest[length..];
            }
            None => {
                out.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    let lines: Vec<&str> = out.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

/// What a mark stands for, and how long it is.
fn mark(html: &str) -> Option<(String, usize)> {
    let inside = &html[1..html.find('>')?];
    let name = inside.trim_start_matches('/');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || inside.contains('<') {
        return None;
    }
    let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let text = match (name.as_str(), inside.starts_with('/')) {
        ("br", _) | ("p" | "div" | "li" | "h1" | "h2" | "h3", true) => "\n",
        ("li", false) => "- ",
        _ => "",
    };
    Some((text.to_owned(), inside.len() + 2))
}

/// The character that a name or a number stands for, and how long that is.
fn character(html: &str) -> Option<(String, usize)> {
    let end = html.bytes().take(12).position(|byte| byte == b';')?;
    let name = html.get(1..end)?;
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    let named = NAMED.iter().find(|(known, _)| *known == name).map(|(_, character)| *character);
    // A NUL is no character of a text, however it is written.
    let found = named.or_else(|| number.and_then(char::from_u32)).filter(|character| *character != '\0')?;
    Some((found.to_string(), end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_lines_and_characters() {
        assert_eq!(
            to_text("<b>One</b><br>two &amp; three<br/>&lt;ok&gt; &#39;x&#x27;&nbsp;"),
            "One\ntwo & three\n<ok> 'x'"
        );
        assert_eq!(to_text("<p>a</p><ul><li>b</li><li>c</li></ul>"), "a\n- b\n- c");
    }

    #[test]
    fn what_is_no_mark_stays_as_it_was_written() {
        for plain in ["I <3 you", "a < b > c", "x & y", "&unknown; &#0; &#xffffff;", "5<6", "<", "&", "née 🌱 <3 &é;"]
        {
            assert_eq!(to_text(plain), plain);
        }
    }
}
