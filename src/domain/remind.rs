//! A daily reminder that a machine keeps: when, and the command it runs.

use super::invalid::Invalid;
use super::moment::TimeOfDay;
use super::word::words;

words! {
    /// What of a machine keeps the reminder.
    Keeper, "what keeps the reminder" {
        /// A user timer of systemd.
        Systemd = "systemd",
        /// A launchd agent.
        Launchd = "launchd",
        /// A line of the crontab.
        Crontab = "crontab",
    }
}

impl Keeper {
    /// As it is said to people.
    pub const fn told(self) -> &'static str {
        match self {
            Self::Systemd => "a systemd user timer",
            Self::Launchd => "a launchd agent",
            Self::Crontab => "a line of your crontab",
        }
    }
}

/// When, and how much is said: what can be read back from what a machine keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Daily {
    /// When, by the clock on the wall.
    pub at: TimeOfDay,
    /// Its text names nothing.
    pub discreet: bool,
}

/// A reminder to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// When, and how much is said.
    pub daily: Daily,
    program: String,
    data_dir: Option<String>,
}

impl Reminder {
    /// A reminder by this program, about the data of this folder where it is not the usual one.
    ///
    /// # Errors
    /// When a path holds a line end or another character that no such file can hold.
    pub fn new(daily: Daily, program: String, data_dir: Option<String>) -> Result<Self, Invalid> {
        let paths = std::iter::once(&program).chain(&data_dir);
        if let Some(path) = paths.into_iter().find(|path| path.chars().any(char::is_control)) {
            return Err(Invalid(format!("the path {path:?} holds a character that a reminder cannot carry")));
        }
        Ok(Self { daily, program, data_dir })
    }

    /// The words of the command it runs, the program first.
    pub fn words(&self) -> Vec<&str> {
        let mut words = vec![self.program.as_str(), "remind", "now"];
        words.extend(self.daily.discreet.then_some("--discreet"));
        words.extend(self.data_dir.iter().flat_map(|folder| ["--data-dir", folder]));
        words
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A reminder whose paths have all that a format may stumble over.
    pub(crate) fn awkward() -> Reminder {
        let daily = Daily { at: "07:05".parse().unwrap(), discreet: true };
        let data = r#"/home/m/100% "mine" & <$HOME>\it's"#;
        Reminder::new(daily, "/opt/my tools/onward".to_owned(), Some(data.to_owned())).unwrap()
    }

    /// The usual one.
    pub(crate) fn plain() -> Reminder {
        let daily = Daily { at: "21:00".parse().unwrap(), discreet: false };
        Reminder::new(daily, "/home/m/.cargo/bin/onward".to_owned(), None).unwrap()
    }

    #[test]
    fn the_command_names_the_folder_only_where_it_is_another() {
        assert_eq!(plain().words(), ["/home/m/.cargo/bin/onward", "remind", "now"]);
        assert_eq!(awkward().words()[1..4], ["remind", "now", "--discreet"]);
        assert_eq!(awkward().words()[4], "--data-dir");
    }

    #[test]
    fn a_path_with_a_line_end_is_refused() {
        let daily = plain().daily;
        assert!(Reminder::new(daily, "/a\nExecStart=/b".to_owned(), None).is_err());
        assert!(Reminder::new(daily, "/a".to_owned(), Some("/b\u{7f}".to_owned())).is_err());
    }
}
