//! The table of settings; a setting without a row has its default.

use rusqlite::{Row, params};

use super::{Store, Writer};
use crate::domain::setting::{SettingKey, Settings};
use crate::error::{Error, Result};

impl Store {
    /// All settings.
    ///
    /// # Errors
    /// When the data file cannot be read, or holds a value that no setting can have.
    pub fn settings(&self) -> Result<Settings> {
        let pair = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let found = self.connection.prepare("SELECT id, value FROM setting");
        let rows: Vec<(SettingKey, String)> =
            self.sql(found.and_then(|mut found| found.query_map([], pair)?.collect()))?;
        let mut settings = Settings::default();
        for (key, value) in rows {
            settings
                .set(key, &value)
                .map_err(|wrong| Error::data(format!("the setting {key} is damaged")).cause(wrong))?;
        }
        Ok(settings)
    }
}

impl Writer<'_> {
    /// Writes one setting, or with no value goes back to its default.
    ///
    /// # Errors
    /// When the data file cannot be written.
    pub fn save_setting(&self, key: SettingKey, value: Option<&str>) -> Result<()> {
        self.watch_all()?;
        let written = match value {
            Some(value) => self.connection.execute(
                "INSERT INTO setting (id, value) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET value = excluded.value",
                params![key, value],
            ),
            None => self.connection.execute("DELETE FROM setting WHERE id = ?1", [key]),
        };
        self.sql(written).map(drop)
    }
}
