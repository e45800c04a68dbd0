//! Shells, and a word as they take it, for what is shown to be typed.

use super::word::words;

words! {
    /// A shell that can ask what could follow.
    Shell, "a shell that is known here" {
        /// GNU bash.
        Bash = "bash",
        /// The Z shell.
        Zsh = "zsh",
        /// fish.
        Fish = "fish",
        /// PowerShell.
        Powershell = "powershell",
        /// Elvish.
        Elvish = "elvish",
    }
}

/// `text` as one word of a shell: quoted only where it has to be.
pub fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+,:@%=".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_shell_would_take_apart_is_quoted() {
        assert_eq!(shell_word("/home/maria/onward.age.1"), "/home/maria/onward.age.1");
        assert_eq!(shell_word("/Users/m/Application Support/x.db"), "'/Users/m/Application Support/x.db'");
        assert_eq!(shell_word("it's"), r"'it'\''s'");
        assert_eq!(shell_word(""), "''");
    }
}
