//! The settings as they are listed and set.

use serde::Serialize;

use super::View;
use super::document::{Block, Document, Line, Tone};
use crate::domain::day::Day;
use crate::domain::setting::{SettingKey, Settings};

/// One setting.
#[derive(Debug, Clone, Serialize)]
pub struct SettingView {
    /// Its name.
    pub key: SettingKey,
    /// Its value; null where it has none.
    pub value: Option<String>,
}

impl SettingView {
    /// A setting as it stands.
    pub fn new(settings: &Settings, key: SettingKey) -> Self {
        Self { key, value: settings.get(key) }
    }

    /// What it is for.
    fn meaning(&self) -> &'static str {
        match self.key {
            SettingKey::DayStart => "when a new day begins, 00:00 to 12:00",
            SettingKey::WeekStart => "the first day of a week",
            SettingKey::Country => "two letters, for helplines",
            SettingKey::Programme => "taken for new clocks and meetings that name none",
            SettingKey::Backups => "how many automatic backups are kept",
            SettingKey::Near => "latitude,longitude that distances are told from",
            SettingKey::LockAfter => "minutes until protected data asks for the passphrase again",
        }
    }
}

/// The answer to `onward config get` and `config list`.
#[derive(Serialize)]
pub struct Config {
    /// Today.
    pub as_of: Day,
    /// The settings asked for.
    pub settings: Vec<SettingView>,
}

impl View for Config {
    fn document(&self) -> Document {
        let fact = |setting: &SettingView| {
            let value = setting.value.as_deref().unwrap_or("not set");
            (setting.key.as_str(), Line::of(Tone::Strong, value).and(Tone::Quiet, format!("  {}", setting.meaning())))
        };
        Document(vec![Block::Facts(self.settings.iter().map(fact).collect())])
    }
}

/// The keys of a changed setting's JSON.
#[derive(Serialize)]
pub struct ChangedSetting {
    /// The setting as it is now.
    pub setting: SettingView,
}
