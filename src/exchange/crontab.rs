//! A line of a crontab among somebody else's (crontab(5)).

use crate::domain::remind::{Daily, Reminder};
use crate::domain::shell::shell_word;

/// What our line ends with, by which it is known again; to the shell it is a comment.
const MARK: &str = " # onward-remind";

/// The line, without its end.
pub fn line(reminder: &Reminder) -> String {
    let words: Vec<String> = reminder.words().into_iter().map(shell_word).collect();
    let (hour, minute) = reminder.daily.at.hour_and_minute();
    // A bare % would end the command.
    format!("{minute} {hour} * * * {}{MARK}", words.join(" ").replace('%', r"\%"))
}

/// The table without our line; every other byte as it was.
pub fn without(table: &str) -> String {
    table.split_inclusive('\n').filter(|line| !is_ours(line)).collect()
}

/// The table with this line at its end, in the place of the one there was.
pub fn with(table: &str, line: &str) -> String {
    let rest = without(table);
    let end = if rest.is_empty() || rest.ends_with('\n') { "" } else { "\n" };
    format!("{rest}{end}{line}\n")
}

/// When, and how much is said, of our line in this table.
pub fn read(table: &str) -> Option<Daily> {
    let line = table.lines().find(|line| is_ours(line))?;
    let mut fields = line.split_whitespace();
    let (minute, hour) = (fields.next()?, fields.next()?);
    let at = format!("{hour}:{minute:0>2}").parse().ok()?;
    Some(Daily { at, discreet: line.contains(" remind now --discreet") })
}

fn is_ours(line: &str) -> bool {
    line.trim_end().ends_with(MARK) && !line.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::remind::tests::{awkward, plain};

    #[test]
    fn the_line_is_as_cron_and_the_shell_read_it() {
        assert_eq!(line(&plain()), "0 21 * * * /home/m/.cargo/bin/onward remind now # onward-remind");
        let written = r#"5 7 * * * '/opt/my tools/onward' remind now --discreet --data-dir '/home/m/100\% "mine" & <$HOME>\it'\''s' # onward-remind"#;
        assert_eq!(line(&awkward()), written);
    }

    #[test]
    fn every_other_line_stays_as_it_was() {
        for table in ["", "MAILTO=me\n\n# mine\n5 4 * * * true\n", "5 4 * * * true"] {
            let first = with(table, &line(&plain()));
            let second = with(&first, &line(&awkward()));
            assert_eq!(second.matches("onward-remind").count(), 1, "{second}");
            assert_eq!(without(&second).trim_end_matches('\n'), table.trim_end_matches('\n'));
            assert_eq!(read(&second), Some(awkward().daily));
            assert_eq!(read(table), None);
        }
    }
}
