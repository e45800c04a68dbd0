//! The text in a note that was written in HTML: its lines, without its marks.

use html_escape::decode_html_entities;

/// How long a name or a number of a character can be, with the marks around it.
const LONGEST: usize = 34;

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
    // Only as far as the next mark: a text full of openings is otherwise read to its end for each of them.
    let end = 1 + html[1..].find(['<', '>'])?;
    let inside = &html[1..end];
    let name = inside.trim_start_matches('/');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || html[end..].starts_with('<') {
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

/// What a name or a number stands for, and how long that is.
fn character(html: &str) -> Option<(String, usize)> {
    let end = html.bytes().take(LONGEST).position(|byte| byte == b';')? + 1;
    let written = html.get(..end)?;
    let read = decode_html_entities(written);
    // A NUL is no character of a text, however it is written. A blank that does not break is a blank.
    (read != written && !read.contains('\0')).then(|| (read.replace('\u{a0}', " "), end))
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
        assert_eq!(
            to_text("&ldquo;Caf&eacute;&rdquo; &#8211; it&rsquo;s &hellip;"),
            "\u{201c}Café\u{201d} – it\u{2019}s …"
        );
        assert_eq!(to_text("&amp;lt;b&amp;gt;"), "&lt;b&gt;");
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
