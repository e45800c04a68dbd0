//! When a meeting is held, in words.

use super::super::words::{clock_time, counted, near};
use crate::domain::day::Day;
use crate::domain::meeting::Zone;
use crate::domain::moment::Moment;

/// One time of a meeting.
pub(super) struct When {
    /// When it starts, by the person's clock.
    pub(super) starts_at: Moment,
    /// When it ends, where that is known.
    pub(super) end: Option<Moment>,
    /// When it starts by its own clock, where that shows another time.
    pub(super) starts_there: Option<Moment>,
}

impl When {
    /// `Tue 24 Nov 19:30–20:30 (Tue 14:30 America/New_York)`.
    pub(super) fn told(&self, today: Day, zone: Option<&Zone>) -> String {
        let date = self.starts_at.at().date_naive();
        let day = Day::new(date).map_or_else(|_| date.to_string(), |day| near(day, today));
        let end = self.end.map(|end| format!("–{}", clock_time(end))).unwrap_or_default();
        let there =
            self.starts_there.zip(zone).map(|(there, zone)| format!(" ({} {zone})", there.at().format("%a %H:%M")));
        format!("{day} {}{end}{}", clock_time(self.starts_at), there.unwrap_or_default())
    }
}

/// `in 35 minutes`, `in 22 hours`, `on now, until 22:00`, `began 20 minutes ago` where no end is known; nothing where it
/// is further off.
pub(super) fn soon(starts_at: Moment, ends_at: Option<Moment>, now: Moment) -> Option<String> {
    let minutes = starts_at.at().signed_duration_since(now.at()).num_minutes();
    match minutes {
        _ if starts_at.at() <= now.at() => Some(match ends_at {
            Some(end) => format!("on now, until {}", clock_time(end)),
            None if minutes == 0 => "begins now".to_owned(),
            None => format!("began {} ago", counted(-minutes, "minute")),
        }),
        0..=90 => Some(format!("in {}", counted(minutes.max(1), "minute"))),
        91..1440 => Some(format!("in {}", counted((minutes + 30) / 60, "hour"))),
        _ => None,
    }
}
