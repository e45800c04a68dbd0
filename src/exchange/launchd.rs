//! The property list of a launchd agent (launchd.plist).

use crate::domain::remind::{Daily, Reminder};

/// What the agent is called.
pub const LABEL: &str = "onward.remind";

/// The agent.
pub fn agent(reminder: &Reminder) -> String {
    let words: String =
        reminder.words().into_iter().map(|word| format!("    <string>{}</string>\n", escaped(word))).collect();
    let (hour, minute) = reminder.daily.at.hour_and_minute();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>{LABEL}</string>
  <key>ProgramArguments</key>
  <array>
{words}  </array>
  <key>StartCalendarInterval</key>
  <dict>
    <key>Hour</key>
    <integer>{hour}</integer>
    <key>Minute</key>
    <integer>{minute}</integer>
  </dict>
</dict>
</plist>
"#
    )
}

/// When, and how much is said, of this agent; none where it is not ours.
pub fn read(agent: &str) -> Option<Daily> {
    let number = |key: &str| {
        let after = agent.split(&format!("<key>{key}</key>")).nth(1)?;
        after.trim_start().strip_prefix("<integer>")?.split('<').next()?.parse::<u32>().ok()
    };
    let at = format!("{}:{:02}", number("Hour")?, number("Minute")?).parse().ok()?;
    Some(Daily { at, discreet: agent.contains("<string>--discreet</string>") })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::remind::tests::{awkward, plain};

    #[test]
    fn each_word_is_a_string_of_its_own() {
        let agent = agent(&awkward());
        assert!(agent.contains("<string>/opt/my tools/onward</string>"), "{agent}");
        assert!(agent.contains("<string>/home/m/100% \"mine\" &amp; &lt;$HOME&gt;\\it's</string>"), "{agent}");
    }

    #[test]
    fn what_was_written_is_read_back() {
        for reminder in [plain(), awkward()] {
            assert_eq!(read(&agent(&reminder)), Some(reminder.daily));
        }
        assert_eq!(read("<plist/>"), None);
    }
}
