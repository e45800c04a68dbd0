//! What a shell asks when Tab is pressed, and how it is answered: each shell with its script, its way of quoting and
//! its form of an answer. What could follow is decided elsewhere.

use crate::domain::shell::Shell;
use crate::letters::visible_line;

/// A word that could stand where the cursor is, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The word, without quotes.
    pub value: String,
    /// What it is, in one line; may be empty.
    pub about: String,
}

/// What was typed so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// The words without quotes, the one that the cursor is in at the end; it may be empty.
    pub words: Vec<String>,
    /// That last word as it was typed.
    raw: String,
    /// The quote that is open in it.
    open: Option<char>,
    /// How much of its end bash puts the answer in the place of, as bash understood it.
    replaced: String,
}

/// The script that makes this shell ask.
pub fn script(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => include_str!("completion/bash.sh"),
        Shell::Zsh => include_str!("completion/zsh.zsh"),
        Shell::Fish => include_str!("completion/fish.fish"),
        Shell::Powershell => include_str!("completion/powershell.ps1"),
        Shell::Elvish => include_str!("completion/elvish.elv"),
    }
}

/// What was typed, of the arguments with which the script asks.
pub fn typed(shell: Shell, asked: &[String]) -> Typed {
    match (shell, asked) {
        (Shell::Bash, [line, replaced, ..]) => Typed { replaced: replaced.clone(), ..split(line) },
        (Shell::Fish, [before @ .., last]) => {
            let last = split(last);
            Typed { words: [before, &[last.words.concat()]].concat(), ..last }
        }
        (Shell::Powershell, [before @ .., last]) => {
            let last = last.strip_prefix('=').unwrap_or(last).to_owned();
            Typed { words: [before, &[last]].concat(), ..Typed::default() }
        }
        _ => Typed { words: asked.to_vec(), ..Typed::default() },
    }
}

/// The answer: one offer to a line, quoted where the shell does not do that itself.
pub fn answer(shell: Shell, typed: &Typed, offers: &[Offer]) -> String {
    let line = |offer: &Offer| {
        // A shell prints what it is offered.
        let (value, about) = (&visible_line(&offer.value), &visible_line(&offer.about));
        // A description that is missing would not tell a value from its description.
        let told = if about.is_empty() { value } else { about };
        match shell {
            Shell::Bash => in_bash(typed, value),
            Shell::Zsh => Some(format!("{value}\t{told}")),
            Shell::Fish => Some(format!("{value}\t{about}")),
            Shell::Powershell => Some(format!("{}\t{value}\t{told}", in_powershell(value))),
            Shell::Elvish => Some(value.clone()),
        }
    };
    offers.iter().filter_map(line).map(|line| line + "\n").collect()
}

/// Splits a line that may end within a word or a quote, as bash does.
fn split(line: &str) -> Typed {
    let (mut words, mut word, mut start, mut open) = (Vec::new(), None::<String>, line.len(), None);
    let mut rest = line.char_indices();
    while let Some((at, c)) = rest.next() {
        if word.is_none() && (open.is_some() || c != ' ' && c != '\t') {
            start = at;
        }
        match (c, open) {
            (' ' | '\t', None) => {
                words.extend(word.take());
                start = line.len();
            }
            ('\'' | '"', None) => {
                open = Some(c);
                word.get_or_insert_default();
            }
            (c, Some(quote)) if c == quote => open = None,
            ('\\', None | Some('"')) => {
                let next = rest.next().map(|(_, c)| c);
                let kept = open.is_some() && !next.is_some_and(|c| "\\\"$`".contains(c));
                word.get_or_insert_default().extend(kept.then_some('\\').into_iter().chain(next));
            }
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.push(word.unwrap_or_default());
    Typed { words, raw: line.get(start..).unwrap_or_default().to_owned(), open, replaced: String::new() }
}

/// What bash is to put in the place of the end of the word: none where what was typed cannot go on like that.
fn in_bash(typed: &Typed, value: &str) -> Option<String> {
    let whole = match typed.open {
        None => escaped(value, |c| !c.is_alphanumeric() && !"/._-+,:@%=".contains(c)),
        Some(quote) => {
            let (before, _) = typed.raw.split_once(quote)?;
            let rest = value.strip_prefix(&split(before).words.concat())?;
            let inside =
                if quote == '"' { escaped(rest, |c| "\\\"$`".contains(c)) } else { rest.replace('\'', r"'\''") };
            format!("{before}{quote}{inside}")
        }
    };
    let stays = typed.raw.strip_suffix(&typed.replaced).unwrap_or_default();
    whole.strip_prefix(stays).map(str::to_owned)
}

fn escaped(text: &str, special: impl Fn(char) -> bool) -> String {
    text.chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}

fn in_powershell(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+=".contains(c);
    if value.chars().all(plain) { value.to_owned() } else { format!("'{}'", value.replace('\'', "''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bash(line: &str, replaced: &str, value: &str) -> Option<String> {
        let typed = typed(Shell::Bash, &[line.to_owned(), replaced.to_owned()]);
        in_bash(&typed, value)
    }

    #[test]
    fn a_line_is_split_as_bash_does_it() {
        let words = |line: &str| split(line).words;
        assert_eq!(words("onward slip "), ["onward", "slip", ""]);
        assert_eq!(words(r#"onward slip late\ ni"#), ["onward", "slip", "late ni"]);
        assert_eq!(words(r#"onward slip "late ni"#), ["onward", "slip", "late ni"]);
        assert_eq!(words(r#"onward slip 'it'\''s' "#), ["onward", "slip", "it's", ""]);
        assert_eq!(words(r#"onward reach "a\"b\c"#), ["onward", "reach", r#"a"b\c"#]);
    }

    #[test]
    fn bash_gets_a_name_quoted_as_it_was_begun() {
        let told = |line, replaced| bash(line, replaced, "St Mary's $5").unwrap();
        assert_eq!(told("onward attend ", ""), r"St\ Mary\'s\ \$5");
        assert_eq!(told(r"onward attend St\ M", r"St\ M"), r"St\ Mary\'s\ \$5");
        assert_eq!(told("onward attend \"St", "St"), r"St Mary's \$5");
        assert_eq!(told("onward attend 'St", "St"), r"St Mary'\''s $5");
    }

    #[test]
    fn bash_gets_only_what_comes_after_a_sign_that_breaks_words() {
        assert_eq!(bash("onward checkin --sober=al", "al", "--sober=alcohol").unwrap(), "alcohol");
        assert_eq!(bash("onward checkin --sober=\"la", "la", "--sober=late gaming").unwrap(), "late gaming");
        assert_eq!(bash("onward attend AA:", "", "AA: Tuesday").unwrap(), r"\ Tuesday");
        assert_eq!(bash("onward attend AA:", "", "NA").as_deref(), None);
    }

    #[test]
    fn powershell_gets_a_name_in_its_own_quotes() {
        let typed = typed(Shell::Powershell, &["onward".to_owned(), "reach".to_owned(), "=".to_owned()]);
        assert_eq!(typed.words, ["onward", "reach", ""]);
        let offers = [Offer { value: "Jo O'B".to_owned(), about: "peer".to_owned() }];
        assert_eq!(answer(Shell::Powershell, &typed, &offers), "'Jo O''B'\tJo O'B\tpeer\n");
    }
}
