//! The two files of a systemd user timer (systemd.service, systemd.timer, systemd.syntax).
//!
//! Deliberately absent: `Persistent=`. A reminder for last night is of no use the next morning; a machine that was
//! asleep is reminded when it wakes in any case.

use crate::domain::remind::{Daily, Reminder};

/// The name of the timer's file.
pub const TIMER: &str = "onward-remind.timer";

/// The name of the service's file.
pub const SERVICE: &str = "onward-remind.service";

/// What the timer starts.
pub fn service(reminder: &Reminder) -> String {
    let words: Vec<String> = reminder.words().into_iter().map(word).collect();
    // The colon: no variable is put in the place of a `$` in a path.
    format!(
        "[Unit]\nDescription=A look at what is open today\n\n[Service]\nType=oneshot\nExecStart=:{}\n",
        words.join(" ")
    )
}

/// The timer.
pub fn timer(reminder: &Reminder) -> String {
    format!(
        "[Unit]\nDescription=A look at what is open today\n\n[Timer]\nOnCalendar=*-*-* {}:00\n\n\
         [Install]\nWantedBy=timers.target\n",
        reminder.daily.at
    )
}

/// When, and how much is said, of these two files; none where they are not ours.
pub fn read(service: &str, timer: &str) -> Option<Daily> {
    let value = |text: &str, key: &str| text.lines().find_map(|line| line.strip_prefix(key).map(str::to_owned));
    let at = value(timer, "OnCalendar=*-*-* ")?.strip_suffix(":00")?.parse().ok()?;
    let discreet = value(service, "ExecStart=")?.contains(" remind now --discreet");
    Some(Daily { at, discreet })
}

/// A word of a command line: in quotes where it has to be, and without specifiers.
fn word(text: &str) -> String {
    let escaped = text.replace('\\', r"\\").replace('"', r#"\""#).replace('%', "%%");
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+,@=".contains(c);
    if text.chars().all(plain) { escaped } else { format!("\"{escaped}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::remind::tests::{awkward, plain};

    #[test]
    fn the_files_are_as_systemd_reads_them() {
        assert!(timer(&plain()).contains("\nOnCalendar=*-*-* 21:00:00\n"));
        assert!(service(&plain()).ends_with("\nExecStart=:/home/m/.cargo/bin/onward remind now\n"));
        let line = r#"ExecStart=:"/opt/my tools/onward" remind now --discreet --data-dir "/home/m/100%% \"mine\" & <$HOME>\\it's""#;
        assert_eq!(service(&awkward()).lines().last(), Some(line));
    }

    #[test]
    fn what_was_written_is_read_back() {
        for reminder in [plain(), awkward()] {
            assert_eq!(read(&service(&reminder), &timer(&reminder)), Some(reminder.daily));
        }
        assert_eq!(read("", ""), None);
    }
}
