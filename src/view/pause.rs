//! What a held screen shows after so much time, line by line, and what is said once it is over.
//!
//! These lines are drawn as they are: each fits the terminal, and holds nothing but words and bars.

use std::time::Duration;

use serde::Serialize;

use super::View;
use super::document::{Document, Line, Tone};
use super::urge::UrgeItem;
use super::words::counted;
use crate::domain::day::Day;
use crate::domain::pause::{Breath, Wait, minutes};
use crate::domain::plan::Part;

/// The room there is to draw in.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
    /// Only plain ASCII can be drawn.
    pub ascii: bool,
}

/// The widest bar, in columns.
const BAR: usize = 40;

const WAY_OUT: &str = "q, Esc or Ctrl-C ends this.";

impl Room {
    /// Words set in by two columns, broken between words where they are wider than the room.
    fn set(self, text: &str, indent: usize) -> Vec<String> {
        let width = usize::from(self.columns).saturating_sub(indent + 1).max(1);
        textwrap::wrap(text, width).into_iter().map(|line| " ".repeat(indent) + &line).collect()
    }

    fn bar(self, share: f64) -> String {
        let (full, faint) = if self.ascii { ("#", ".") } else { ("█", "░") };
        let width = usize::from(self.columns).saturating_sub(4).clamp(1, BAR);
        let filled = ((share * width as f64).round() as usize).min(width);
        format!("  {}{}", full.repeat(filled), faint.repeat(width - filled))
    }

    /// All of it where there is room; otherwise the middle gives way, then the top from its end. How to end it stays.
    fn fitted(self, top: Vec<String>, middle: Vec<String>) -> Vec<String> {
        let bottom = self.set(WAY_OUT, 2);
        let above = usize::from(self.rows.max(1)).saturating_sub(bottom.len());
        let room = above.saturating_sub(top.len());
        let middle = if middle.len() <= room {
            middle
        } else {
            let kept = middle.into_iter().take(room.saturating_sub(1));
            kept.chain(Some("    ...".to_owned()).filter(|_| room > 0)).collect()
        };
        let screen = top.into_iter().chain(middle).take(above).chain(bottom);
        screen.take(usize::from(self.rows.max(1))).collect()
    }
}

/// `12:41`, or `1:02:03` from an hour on.
fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

/// A countdown with the person's reasons; none once it is over.
pub fn waiting(wait: Wait, elapsed: Duration, reasons: &[String], room: Room) -> Option<Vec<String>> {
    let left = wait.left(elapsed)?;
    // The second that has begun is still to come: it ends on 0:00 and not a second later.
    let shown = Duration::from_secs(left.as_secs() + u64::from(left.subsec_nanos() > 0));
    let share = elapsed.as_secs_f64() / wait.length().as_secs_f64();
    let top = vec![String::new(), format!("  {} left", clock(shown)), room.bar(share), String::new()];
    let mut middle = Vec::new();
    if !reasons.is_empty() {
        middle.extend(room.set(Part::Reasons.heading(), 2));
        middle.extend(reasons.iter().flat_map(|reason| room.set(reason, 4)));
        middle.push(String::new());
    }
    middle.extend(room.set("An urge rises, and then it passes. Nothing has to be decided now.", 2));
    Some(room.fitted(top, middle))
}

/// A slow breath, again and again.
pub fn breathing(elapsed: Duration, room: Room) -> Vec<String> {
    let breath = Breath::at(elapsed);
    let way = if breath.inward { "Breathe in " } else { "Breathe out" };
    let top = vec![String::new(), format!("  {way}  {}", breath.seconds_left), room.bar(breath.full), String::new()];
    let count = format!("{}, {}", counted(i64::try_from(breath.breaths).unwrap_or(i64::MAX), "breath"), clock(elapsed));
    room.fitted(top, room.set(&count, 2))
}

/// A further key of the JSON of an urge that was logged after a pause.
#[derive(Debug, Serialize)]
pub struct Held {
    /// How long the pause was, in seconds.
    pub held_seconds: u64,
}

/// The answer to `onward sos --wait` and `--breathe` where no urge was logged.
#[derive(Serialize)]
pub struct Paused {
    /// Today.
    pub as_of: Day,
    /// How long it was, in seconds.
    pub held_seconds: u64,
    /// Null: none was logged.
    pub urge: Option<UrgeItem>,
    /// What was done: `waited`.
    #[serde(skip)]
    pub did: &'static str,
}

/// `15 minutes`.
pub fn length(time: Duration) -> String {
    match minutes(time) {
        0 => "less than a minute".to_owned(),
        minutes => counted(minutes, "minute"),
    }
}

impl View for Paused {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let length = length(Duration::from_secs(self.held_seconds));
        document.text(format!("You {} for {length}.", self.did));
        document.text(Line::of(Tone::Quiet, "People to call: onward sos. To log the urge after all: onward urge 7"));
        document
    }

    fn pages(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { columns: 80, rows: 24, ascii: true };

    fn wait(elapsed: u64, reasons: &[&str], room: Room) -> Option<Vec<String>> {
        let reasons: Vec<String> = reasons.iter().map(|reason| (*reason).to_owned()).collect();
        waiting("15m".parse().unwrap(), Duration::from_secs(elapsed), &reasons, room)
    }

    #[test]
    fn a_countdown_shows_what_is_left_and_the_reasons() {
        let drawn = wait(139, &["my daughter"], ROOM).unwrap();
        assert_eq!(drawn[1], "  12:41 left");
        assert_eq!(drawn[2], format!("  {}{}", "#".repeat(6), ".".repeat(34)));
        assert_eq!(drawn[4..6], ["  My reasons", "    my daughter"]);
        assert_eq!(drawn.last().unwrap(), &format!("  {WAY_OUT}"));
        assert!(wait(899, &[], ROOM).is_some());
        assert_eq!(wait(900, &[], ROOM), None);
    }

    #[test]
    fn a_countdown_ends_on_nought_and_not_a_second_later() {
        let at = |tenths: u64| waiting("2s".parse().unwrap(), Duration::from_millis(tenths * 100), &[], ROOM);
        assert_eq!(at(0).unwrap()[1], "  0:02 left");
        assert_eq!(at(1).unwrap()[1], "  0:02 left");
        assert_eq!(at(19).unwrap()[1], "  0:01 left");
        assert_eq!(at(20), None);
        let long = waiting("2h".parse().unwrap(), Duration::from_secs(1), &[], ROOM).unwrap();
        assert_eq!(long[1], "  1:59:59 left");
    }

    #[test]
    fn every_screen_fits_the_terminal() {
        let reason = "a reason of a good many words that goes on and on ".repeat(4);
        for (columns, rows) in [(80, 24), (40, 10), (20, 5), (20, 1), (200, 60)] {
            let room = Room { columns, rows, ascii: true };
            for drawn in [wait(10, &[reason.as_str(); 9], room).unwrap(), breathing(Duration::from_secs(7), room)] {
                assert!(drawn.len() <= usize::from(rows), "{columns}x{rows}: {drawn:#?}");
                let wide = drawn.iter().find(|line| line.chars().count() > usize::from(columns));
                assert!(wide.is_none(), "{columns}x{rows}: {wide:?}");
                assert!(rows == 1 || drawn.iter().any(|line| line.contains("Esc")), "{columns}x{rows}: {drawn:#?}");
            }
        }
    }

    #[test]
    fn a_breath_is_told_in_words_and_as_a_bar() {
        let said = |seconds: u64| breathing(Duration::from_secs(seconds), ROOM)[1].clone();
        assert_eq!((said(0).as_str(), said(4).as_str()), ("  Breathe in   4", "  Breathe out  6"));
        let drawn = breathing(Duration::from_secs(92), ROOM);
        assert_eq!(drawn[2], format!("  {}{}", "#".repeat(20), ".".repeat(20)));
        assert_eq!(drawn[4], "  9 breaths, 1:32");
    }
}
