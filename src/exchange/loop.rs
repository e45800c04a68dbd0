//! What Loop Habit Tracker exports as CSV: an archive with a folder for each habit, or that archive unpacked.
//!
//! The files in the folders of the habits come first: the one that holds all habits leaves marks out. It is read only
//! where there is nothing else. Not here: its database, which it can export too.

use std::sync::Arc;

use ::csv::StringRecord;

use super::foreign::{Named, field, rows, text, unreadable};
use super::zip::{self, MAGIC};
use crate::domain::day::Day;
use crate::domain::import::habits::{Mark, Row};
use crate::domain::import::{Place, Read, wrong_date};
use crate::domain::source::Source;
use crate::error::Result;

/// The file of the marks, in the folder of a habit and above them all.
pub(super) const MARKS: &str = "Checkmarks.csv";

/// The file that says which habits there are.
pub(super) const HABITS: &str = "Habits.csv";

/// The marks in an archive.
///
/// # Errors
/// When it is no export of Loop's.
pub fn read(bytes: &[u8]) -> Result<Read<Row>> {
    if !bytes.starts_with(MAGIC) {
        return Err(unreadable(Source::Loop, "it is one file of several; name the archive or the folder it lies in"));
    }
    read_files(&zip::files(Source::Loop, bytes, |name| name.ends_with(MARKS) || name.ends_with(HABITS))?)
}

/// A habit as the list of habits has it.
struct Habit {
    /// The number that its folder begins with.
    position: String,
    name: String,
    /// It counts something: its values are thousandths of that.
    numeric: bool,
}

/// The marks in the files of an unpacked archive.
///
/// # Errors
/// When they are no export of Loop's.
pub fn read_files(files: &[Named]) -> Result<Read<Row>> {
    let habits = called(files, HABITS).next().map_or(Ok(Vec::new()), |(_, bytes)| habits(bytes))?;
    let mut read = Read::default();
    let (mut own, mut all) = (Vec::new(), Vec::new());
    for file in called(files, MARKS) {
        let folder = file.0.rsplit('/').nth(1).unwrap_or_default();
        if numbered(folder).is_some() { own.push((folder, file)) } else { all.push(file) }
    }
    for (folder, (name, bytes)) in &own {
        of_one(&mut read, &habits, folder, name, bytes)?;
    }
    match all.first() {
        Some((name, bytes)) if own.is_empty() => of_all(&mut read, &habits, name, bytes)?,
        None if own.is_empty() => return Err(unreadable(Source::Loop, format!("it holds no {MARKS}"))),
        _ => {}
    }
    Ok(read)
}

/// The files of this name, in whatever folder.
fn called<'a>(files: &'a [Named], name: &'a str) -> impl Iterator<Item = &'a Named> {
    files.iter().filter(move |(path, _)| path.rsplit('/').next() == Some(name))
}

/// The number and the name of a habit's folder: `001 No alcohol`.
fn numbered(folder: &str) -> Option<(&str, &str)> {
    let (number, name) = folder.split_once(' ')?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some((number, name))
}

fn habits(bytes: &[u8]) -> Result<Vec<Habit>> {
    let table = super::foreign::table(Source::Loop, text(Source::Loop, bytes)?, b',')?;
    let (position, name, kind) = (table.column("Position"), table.column("Name"), table.column("Type"));
    let habit = |(_, row): &(Place, StringRecord)| Habit {
        position: field(row, position).to_owned(),
        name: field(row, name).to_owned(),
        numeric: field(row, kind) == "NUMERICAL",
    };
    Ok(table.rows.iter().map(habit).collect())
}

/// The marks of the habit in this folder.
fn of_one(read: &mut Read<Row>, habits: &[Habit], folder: &str, file: &str, bytes: &[u8]) -> Result<()> {
    let number = numbered(folder);
    let habit = habits.iter().find(|habit| number.is_some_and(|(number, _)| number == habit.position));
    // A folder's name leaves out what no file system takes; the list has it whole.
    let name = habit.map_or(number.map_or(folder, |(_, name)| name), |habit| habit.name.as_str());
    let numeric = habit.is_some_and(|habit| habit.numeric);
    let file: Arc<str> = Arc::from(file);
    for (place, row) in rows(Source::Loop, text(Source::Loop, bytes)?, b',', Some(&file))? {
        let day = field(&row, Some(0));
        if day == "Date" {
            continue;
        }
        let note = vec![field(&row, Some(2)).to_owned()];
        let read_row = marked(place.clone(), day, name, field(&row, Some(1)), numeric).map(|row| Row { note, ..row });
        read.add(place, read_row);
    }
    Ok(())
}

/// The marks of all habits, a column each. The header is not quoted, so that a comma in a name cannot be told from
/// one between two: where the list of habits is as long as the rows, it says the names.
fn of_all(read: &mut Read<Row>, habits: &[Habit], file: &str, bytes: &[u8]) -> Result<()> {
    let file: Arc<str> = Arc::from(file);
    let all = rows(Source::Loop, text(Source::Loop, bytes)?, b',', Some(&file))?;
    let Some((header, all)) = all.split_first() else { return Ok(()) };
    let width = all.iter().map(|(_, row)| values(row).len()).max().unwrap_or_default();
    let named = values(&header.1);
    for (place, row) in all {
        for (at, value) in values(row).into_iter().enumerate() {
            let habit = habits.get(at).filter(|_| habits.len() == width);
            let name = habit
                .map(|habit| habit.name.as_str())
                .or_else(|| named.get(at).copied().filter(|_| named.len() == width));
            let Some(name) = name else {
                return Err(unreadable(
                    Source::Loop,
                    format!("the header of {file} does not fit its rows, and {HABITS} is not there"),
                ));
            };
            let numeric = habit.is_some_and(|habit| habit.numeric);
            read.add(place.clone(), marked(place.clone(), field(row, Some(0)), name, value, numeric));
        }
    }
    Ok(())
}

/// What stands behind the date; each row ends with a comma.
fn values(row: &StringRecord) -> Vec<&str> {
    let mut values: Vec<&str> = row.iter().skip(1).map(str::trim).collect();
    if values.last().is_some_and(|last| last.is_empty()) {
        values.pop();
    }
    values
}

fn marked(place: Place, day: &str, habit: &str, value: &str, numeric: bool) -> std::result::Result<Row, String> {
    let day: Day = day.parse().map_err(|_| wrong_date(day))?;
    let mark = mark(value, numeric).ok_or("its value is none that Loop writes")?;
    Ok(Row { place, day, habit: habit.to_owned(), mark, note: Vec::new() })
}

/// The mark of a value: a word, the number that older exports have in its place, or an amount in thousandths.
fn mark(value: &str, numeric: bool) -> Option<Mark> {
    let number = value.parse::<f64>().ok().filter(|number| number.is_finite());
    Some(match (value, number) {
        ("YES_MANUAL", _) => Mark::Yes,
        ("YES_AUTO", _) => Mark::Auto,
        ("NO", _) => Mark::No,
        ("SKIP", _) => Mark::Skip,
        ("UNKNOWN" | "", _) => Mark::Unknown,
        (_, Some(number)) if number < 0.0 => Mark::Unknown,
        (_, Some(0.0)) => Mark::No,
        (_, Some(3.0)) => Mark::Skip,
        (_, Some(1.0)) if !numeric => Mark::Auto,
        // 2 is a yes, and any other number is an amount.
        (_, Some(_)) => Mark::Yes,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> Named {
        (name.to_owned(), text.as_bytes().to_vec())
    }

    const LIST: &str = "Position,Name,Type,Question\n001,\"No alcohol, ever\",YES_NO,\n002,Coffee,NUMERICAL,\n";

    #[test]
    fn the_file_of_a_habit_comes_before_the_one_of_all() {
        let files = [
            file("Habits.csv", LIST),
            file("Checkmarks.csv", "Date,No alcohol, ever,Coffee,\n2026-11-02,-1,-1,\n"),
            file(
                "001 No alcohol_ ever/Checkmarks.csv",
                "Date,Value,Notes\n2026-11-02,YES_MANUAL,\"a, b\"\n2026-11-01,2\n",
            ),
        ];
        let read = read_files(&files).unwrap();
        let told: Vec<(&str, Mark)> = read.rows.iter().map(|row| (row.habit.as_str(), row.mark)).collect();
        assert_eq!(told, [("No alcohol, ever", Mark::Yes), ("No alcohol, ever", Mark::Yes)]);
        assert_eq!(read.rows[0].note, ["a, b"]);
        assert_eq!(read.rows[0].place.to_string(), "001 No alcohol_ ever/Checkmarks.csv, line 2");
    }

    #[test]
    fn a_header_that_is_not_quoted_is_understood_by_the_list() {
        let all = "Date,No alcohol, ever,Coffee,\n2026-11-02,2,7000,\n2026-11-01,1,0,\n";
        let read = read_files(&[file("Habits.csv", LIST), file("Checkmarks.csv", all)]).unwrap();
        let told: Vec<(&str, Mark)> = read.rows.iter().map(|row| (row.habit.as_str(), row.mark)).collect();
        let ours = "No alcohol, ever";
        assert_eq!(told, [(ours, Mark::Yes), ("Coffee", Mark::Yes), (ours, Mark::Auto), ("Coffee", Mark::No)]);
        assert!(read_files(&[file("Checkmarks.csv", all)]).is_err(), "nothing says which comma is which");
    }

    #[test]
    fn nothing_known_is_not_no_and_a_yes_by_itself_is_no_yes() {
        for (value, found) in [
            ("YES_MANUAL", Mark::Yes),
            ("YES_AUTO", Mark::Auto),
            ("NO", Mark::No),
            ("SKIP", Mark::Skip),
            ("UNKNOWN", Mark::Unknown),
            ("2", Mark::Yes),
            ("1", Mark::Auto),
            ("0", Mark::No),
            ("3", Mark::Skip),
            ("-1", Mark::Unknown),
            ("", Mark::Unknown),
            ("7000", Mark::Yes),
        ] {
            assert_eq!(mark(value, false), Some(found), "{value}");
        }
        assert_eq!(mark("1", true), Some(Mark::Yes), "a thousandth of something");
        assert_eq!(mark("maybe", false), None);
    }
}
