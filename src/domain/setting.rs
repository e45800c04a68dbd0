//! The settings: where a rule of the product is wrong for a person, it is one of these.

use std::fmt;
use std::str::FromStr;

use chrono::Weekday;
use serde::{Serialize, Serializer};

use super::invalid::Invalid;
use super::moment::TimeOfDay;
use super::place::Point;
use super::programme::Programme;
use super::word::words;

words! {
    /// The name of a setting.
    SettingKey, "a setting" {
        /// When a day starts.
        DayStart = "day-start",
        /// On which weekday a week starts.
        WeekStart = "week-start",
        /// The country, for helplines.
        Country = "country",
        /// The programme that new clocks, meetings and attendances have unless they say otherwise.
        Programme = "programme",
        /// How many automatic backups are kept.
        Backups = "backups",
        /// After how many minutes protected data asks for the passphrase again.
        LockAfter = "lock-after",
        /// The place that distances are told from.
        Near = "near",
    }
}

/// When a day starts: 00:00 to 12:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayStart(pub TimeOfDay);

impl FromStr for DayStart {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let time: TimeOfDay = text.parse()?;
        if time > TimeOfDay::NOON {
            return Err(Invalid::new("a day starts at 12:00 at the latest"));
        }
        Ok(Self(time))
    }
}

/// A country by its two letters, `GB` or `US`; `UK` is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country(String);

impl FromStr for Country {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let code = text.trim().to_uppercase();
        let letters = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
        match code.as_str() {
            "UK" => Ok(Self("GB".to_owned())),
            _ if letters => Ok(Self(code)),
            _ => Err(Invalid(format!("\"{text}\" is not a country's two letters like GB or US"))),
        }
    }
}

impl Country {
    /// The country as people there write it in short: `UK`, not `GB`.
    pub fn title(&self) -> &str {
        if self.0 == "GB" { "UK" } else { &self.0 }
    }

    /// Whether people there tell distances in miles, as on their road signs.
    pub fn tells_miles(&self) -> bool {
        ["GB", "US"].contains(&self.0.as_str())
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// How many automatic backups are kept: 1 to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupCount(pub u16);

impl BackupCount {
    /// All of them.
    pub const ALL: Self = Self(u16::MAX);
}

impl Default for BackupCount {
    fn default() -> Self {
        Self(10)
    }
}

impl FromStr for BackupCount {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let count = text.trim().parse().ok().filter(|count| (1..=1000).contains(count));
        count.map(Self).ok_or_else(|| Invalid(format!("\"{text}\" is not a number of backups from 1 to 1000")))
    }
}

/// After how many minutes protected data asks for the passphrase again: 0 (at once) to 1440 (a day).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockAfter(pub u16);

impl Default for LockAfter {
    fn default() -> Self {
        Self(15)
    }
}

impl FromStr for LockAfter {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let minutes = text.trim().parse().ok().filter(|minutes| *minutes <= 1440);
        minutes.map(Self).ok_or_else(|| Invalid(format!("\"{text}\" is not a number of minutes from 0 to 1440")))
    }
}

/// All settings, each with its default where the person set none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// When a day starts.
    pub day_start: DayStart,
    /// On which weekday a week starts.
    pub week_start: Weekday,
    /// The country, if set.
    pub country: Option<Country>,
    /// The default programme, if set.
    pub programme: Option<Programme>,
    /// How many automatic backups are kept.
    pub backups: BackupCount,
    /// After how many minutes protected data asks for the passphrase again.
    pub lock_after: LockAfter,
    /// The place that distances are told from, if set.
    pub near: Option<Point>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            day_start: DayStart::default(),
            week_start: Weekday::Mon,
            country: None,
            programme: None,
            backups: BackupCount::default(),
            lock_after: LockAfter::default(),
            near: None,
        }
    }
}

impl Settings {
    /// Takes over one setting from its written form.
    pub fn set(&mut self, key: SettingKey, value: &str) -> Result<(), Invalid> {
        match key {
            SettingKey::DayStart => self.day_start = value.parse()?,
            SettingKey::WeekStart => {
                let day = value.trim().parse::<Weekday>();
                self.week_start = day.map_err(|_| Invalid(format!("\"{value}\" is not a weekday like monday")))?;
            }
            SettingKey::Country => self.country = Some(value.parse()?),
            SettingKey::Programme => self.programme = Some(value.parse()?),
            SettingKey::Backups => self.backups = value.parse()?,
            SettingKey::LockAfter => self.lock_after = value.parse()?,
            SettingKey::Near => self.near = Some(value.parse()?),
        }
        Ok(())
    }

    /// One setting in its written form; none where it has no value.
    pub fn get(&self, key: SettingKey) -> Option<String> {
        match key {
            SettingKey::DayStart => Some(self.day_start.0.to_string()),
            SettingKey::WeekStart => Some(weekday_name(self.week_start).to_owned()),
            SettingKey::Country => self.country.as_ref().map(ToString::to_string),
            SettingKey::Programme => self.programme.as_ref().map(ToString::to_string),
            SettingKey::Backups => Some(self.backups.0.to_string()),
            SettingKey::LockAfter => Some(self.lock_after.0.to_string()),
            SettingKey::Near => self.near.map(|point| point.to_string()),
        }
    }
}

/// The full name of a weekday, as in JSON: `monday`.
pub fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "monday",
        Weekday::Tue => "tuesday",
        Weekday::Wed => "wednesday",
        Weekday::Thu => "thursday",
        Weekday::Fri => "friday",
        Weekday::Sat => "saturday",
        Weekday::Sun => "sunday",
    }
}

/// A weekday that serializes by its full name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FullWeekday(pub Weekday);

impl Serialize for FullWeekday {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(weekday_name(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_read_back_as_written() {
        let mut settings = Settings::default();
        for (key, value) in [
            (SettingKey::DayStart, "04:00"),
            (SettingKey::WeekStart, "sunday"),
            (SettingKey::Country, "US"),
            (SettingKey::Programme, "na"),
            (SettingKey::Backups, "30"),
            (SettingKey::LockAfter, "0"),
            (SettingKey::Near, "53.4808,-2.2426"),
        ] {
            settings.set(key, value).unwrap();
            assert_eq!(settings.get(key).as_deref(), Some(value));
        }
    }

    #[test]
    fn a_day_starts_at_noon_at_the_latest() {
        let mut settings = Settings::default();
        assert!(settings.set(SettingKey::DayStart, "12:01").is_err());
        assert!(settings.set(SettingKey::DayStart, "12:00").is_ok());
        assert!(settings.set(SettingKey::WeekStart, "noday").is_err());
        assert!(settings.set(SettingKey::Country, "Britain").is_err());
    }
}
