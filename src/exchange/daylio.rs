//! What Daylio exports: a CSV file whose columns have changed over the years, and its own backup, which is a ZIP
//! archive with JSON in base64. In both, the newest entry comes first.

use std::collections::HashMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;

use super::foreign::{Table, field, table, text, unreadable};
use super::html::to_text;
use super::zip::{self, MAGIC};
use crate::domain::day::Day;
use crate::domain::import::daylio::Row;
use crate::domain::import::{Place, Read, wrong_date};
use crate::domain::moment::TimeOfDay;
use crate::domain::mood::Mood;
use crate::domain::source::Source;
use crate::error::Result;

/// The file in a backup.
pub(super) const BACKUP: &str = "backup.daylio";

/// The entries in an export or a backup.
///
/// # Errors
/// When it is neither.
pub fn read(bytes: &[u8]) -> Result<Read<Row>> {
    if bytes.starts_with(MAGIC) { backup(bytes) } else { csv(text(Source::Daylio, bytes)?) }
}

/// Whether a header is Daylio's.
pub(super) fn is_header(names: &[&str]) -> bool {
    ["mood", "activities", "weekday"].iter().all(|name| names.contains(name))
}

fn csv(text: &str) -> Result<Read<Row>> {
    let table = table(Source::Daylio, text, b',')?;
    if !is_header(&table.header.iter().map(String::as_str).collect::<Vec<_>>()) {
        return Err(unreadable(
            Source::Daylio,
            "its first line does not name the columns mood, activities and weekday",
        ));
    }
    let columns = Columns::of(&table);
    let mut read = Read::default();
    for (place, row) in table.rows {
        let found = entry(&place, &columns, |column| field(&row, column));
        read.add(place, found);
    }
    Ok(read)
}

/// Where the columns stand.
struct Columns {
    full_date: Option<usize>,
    year: Option<usize>,
    date: Option<usize>,
    time: Option<usize>,
    mood: Option<usize>,
    activities: Option<usize>,
    scales: Option<usize>,
    title: Option<usize>,
    note: Option<usize>,
}

impl Columns {
    fn of(table: &Table) -> Self {
        let column = |name: &str| table.column(name);
        Self {
            full_date: column("full_date"),
            year: column("year"),
            date: column("date"),
            time: column("time"),
            mood: column("mood"),
            activities: column("activities"),
            scales: column("scales"),
            title: column("note_title"),
            note: column("note"),
        }
    }
}

fn entry<'a>(
    place: &Place,
    columns: &Columns,
    of: impl Fn(Option<usize>) -> &'a str,
) -> std::result::Result<Row, String> {
    let day = if columns.full_date.is_some() {
        of(columns.full_date).parse::<Day>().map_err(|_| wrong_date(of(columns.full_date)))?
    } else {
        written_out(of(columns.year), of(columns.date)).ok_or("its date cannot be read")?
    };
    let time = of(columns.time);
    let scales = of(columns.scales).split('|').filter_map(|scale| scale.split_once(':'));
    Ok(Row {
        place: place.clone(),
        day,
        time: if time.is_empty() { None } else { Some(time_of(time).ok_or("its time cannot be read")?) },
        mood: of(columns.mood).to_owned(),
        group: None,
        activities: of(columns.activities).split('|').map(trimmed).filter(|name| !name.is_empty()).collect(),
        scales: scales.map(|(name, value)| (trimmed(name), trimmed(value))).collect(),
        note: vec![to_text(of(columns.title)), to_text(of(columns.note))],
    })
}

/// Without blanks around it, those too that do not break.
fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

/// `21:35`, `6:50 pm`, `10:04 AM`, whichever the phone wrote.
fn time_of(text: &str) -> Option<TimeOfDay> {
    let text = text.to_lowercase().replace('.', "");
    let letters = text.trim_end_matches(char::is_alphabetic);
    let half = text[letters.len()..].trim();
    let (hour, minute) = letters.trim().split_once(':')?;
    let (hour, minute): (u32, u32) = (hour.trim().parse().ok()?, minute.trim().parse().ok()?);
    match half {
        "" | "uhr" => TimeOfDay::of(hour, minute),
        "am" if (1..=12).contains(&hour) => TimeOfDay::of(hour % 12, minute),
        "pm" if (1..=12).contains(&hour) => TimeOfDay::of(hour % 12 + 12, minute),
        _ => None,
    }
}

/// The months as the oldest exports write them, in English and in German; the first three letters are enough.
const MONTHS: [[&str; 2]; 12] = [
    ["jan", "j\u{e4}n"],
    ["feb", "feb"],
    ["mar", "m\u{e4}r"],
    ["apr", "apr"],
    ["may", "mai"],
    ["jun", "jun"],
    ["jul", "jul"],
    ["aug", "aug"],
    ["sep", "sep"],
    ["oct", "okt"],
    ["nov", "nov"],
    ["dec", "dez"],
];

/// `May 30`, `30 May`, `25. September`, with the year beside it.
fn written_out(year: &str, date: &str) -> Option<Day> {
    let parts: Vec<String> =
        date.split([' ', '.', ',']).filter(|part| !part.is_empty()).map(str::to_lowercase).collect();
    let [one, other] = parts.as_slice() else { return None };
    let (number, name) = if one.parse::<u32>().is_ok() { (one, other) } else { (other, one) };
    let start: String = name.chars().take(3).collect();
    let month = MONTHS.iter().position(|names| names.contains(&start.as_str()))? + 1;
    let (year, day): (u32, u32) = (year.parse().ok()?, number.parse().ok()?);
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Backup {
    custom_moods: Vec<CustomMood>,
    #[serde(default)]
    tags: Vec<Tag>,
    day_entries: Vec<DayEntry>,
}

#[derive(Deserialize)]
struct CustomMood {
    id: i64,
    #[serde(default)]
    custom_name: String,
    /// 1 is the best, 5 the worst.
    mood_group_id: i64,
}

#[derive(Deserialize)]
struct Tag {
    id: i64,
    name: String,
}

#[derive(Deserialize)]
struct DayEntry {
    year: u32,
    /// Counted from 0.
    month: u32,
    day: u32,
    hour: Option<u32>,
    minute: Option<u32>,
    mood: i64,
    #[serde(default)]
    tags: Vec<i64>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    note_title: Option<String>,
}

fn backup(bytes: &[u8]) -> Result<Read<Row>> {
    let files = zip::files(Source::Daylio, bytes, |name| name == BACKUP)?;
    let (_, packed) = files.first().ok_or_else(|| unreadable(Source::Daylio, format!("it holds no {BACKUP}")))?;
    let letters: Vec<u8> = packed.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let wrong = |_| unreadable(Source::Daylio, format!("{BACKUP} in it is damaged"));
    let json = BASE64_STANDARD.decode(letters).map_err(wrong)?;
    // Where it is wrong is said; what stands there is not repeated.
    let backup: Backup = serde_json::from_slice(&json).map_err(|error| {
        unreadable(Source::Daylio, format!("{BACKUP} in it is no backup (column {} of its JSON)", error.column()))
    })?;
    let moods: HashMap<i64, &CustomMood> = backup.custom_moods.iter().map(|mood| (mood.id, mood)).collect();
    let tags: HashMap<i64, &str> = backup.tags.iter().map(|tag| (tag.id, tag.name.trim())).collect();
    let mut read = Read::default();
    for (at, entry) in (1..).zip(&backup.day_entries) {
        let place = Place::entry(at);
        read.add(place.clone(), backed_up(place, entry, &moods, &tags));
    }
    Ok(read)
}

fn backed_up(
    place: Place,
    entry: &DayEntry,
    moods: &HashMap<i64, &CustomMood>,
    tags: &HashMap<i64, &str>,
) -> std::result::Result<Row, String> {
    let month = entry.month.checked_add(1).ok_or("its date cannot be read")?;
    let day = format!("{:04}-{month:02}-{:02}", entry.year, entry.day);
    let time = match (entry.hour, entry.minute) {
        (Some(hour), Some(minute)) => Some(TimeOfDay::of(hour, minute).ok_or("its time cannot be read")?),
        _ => None,
    };
    let mood = moods.get(&entry.mood).ok_or("its mood is none of the backup's")?;
    let activities = entry.tags.iter().filter_map(|tag| tags.get(tag)).filter(|name| !name.is_empty());
    let html = |text: &Option<String>| to_text(text.as_deref().unwrap_or_default());
    Ok(Row {
        place,
        day: day.parse().map_err(|_| "its date is none that the calendar has")?,
        time,
        mood: mood.custom_name.trim().to_owned(),
        group: 6_i64.checked_sub(mood.mood_group_id).and_then(|level| Mood::new(level).ok()),
        activities: activities.map(|name| (*name).to_owned()).collect(),
        scales: Vec::new(),
        note: vec![html(&entry.note_title), html(&entry.note)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_in_every_version() {
        let new = "\u{feff}full_date,date,weekday,time,mood,activities,scales,note_title,note\r\n\
            2026-05-30,\"30. Mai\",Samstag,6:50\u{202f}pm,Super ,\"walk | AA meeting\",\"Sleep Quality:\u{a0}8/10 points | Sleep Time: 8:00\",\"T\",\"a<br>\"\"b\"\"\"\r\n\r\n";
        let read = read(new.as_bytes()).unwrap();
        let row = &read.rows[0];
        assert_eq!((row.place.number, row.day.to_string(), row.mood.as_str()), (2, "2026-05-30".to_owned(), "Super"));
        assert_eq!(row.time, "18:50".parse().ok());
        assert_eq!(row.activities, ["walk", "AA meeting"]);
        assert_eq!(row.scales[0], ("Sleep Quality".to_owned(), "8/10 points".to_owned()));
        assert_eq!(row.note, ["T", "a\n\"b\""]);
        let old = "year,date,weekday,time,mood,activities,note\n2018,25. September,Dienstag,21:35,gut,,\n2018,May 30,Monday,,rad,,\n2018,soon,,,,,\n2017,3. März,Freitag,,rad,,";
        let read = super::read(old.as_bytes()).unwrap();
        assert_eq!(
            read.rows.iter().map(|row| row.day.to_string()).collect::<Vec<_>>(),
            ["2018-09-25", "2018-05-30", "2017-03-03"]
        );
        assert_eq!(read.rejected[0].place.number, 4);
    }

    #[test]
    fn times_are_read_as_phones_write_them() {
        for (text, time) in [
            ("21:35", "21:35"),
            ("6:50 pm", "18:50"),
            ("10:04 AM", "10:04"),
            ("12:01 a.m.", "00:01"),
            ("12:30 PM", "12:30"),
        ] {
            assert_eq!(time_of(text), time.parse().ok(), "{text}");
        }
        for wrong in ["25:00", "13:00 pm", "0:10 am", "noon", "7", "6:5x"] {
            assert_eq!(time_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn another_table_is_refused() {
        for wrong in ["", "a,b\n1,2\n", "Date,Value,Notes\n"] {
            assert!(read(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
