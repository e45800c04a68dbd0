//! What the rows of a plain table mean: a day each, and whatever else its columns say.

use super::super::clock::Clock;
use super::super::day::Day;
use super::super::id::Id;
use super::super::invalid::Invalid;
use super::super::moment::TimeOfDay;
use super::super::mood::{Halt, Mood, Scale};
use super::super::slip::Used;
use super::super::text::{Name, Text};
use super::super::word::words;
use super::mapping::{Moods, Unknown, counted, folded};
use super::order::{self, Order};
use super::{Attended, Entry, Meant, Place, Read, Rejected, Said, Use, note, oldest_first, wrong_date};

words! {
    /// A column of the table.
    Column, "a column" {
        /// The day.
        Date = "date",
        /// The time.
        Time = "time",
        /// Mood.
        Mood = "mood",
        /// Craving.
        Craving = "craving",
        /// Anxiety.
        Anxiety = "anxiety",
        /// Connection.
        Connection = "connection",
        /// HALT, several with blanks or semicolons between them.
        Halt = "halt",
        /// The clocks it says sober for, or yes for all that count on the day.
        Sober = "sober",
        /// The clocks of a day of use.
        Slip = "slip",
        /// What led to it.
        Trigger = "trigger",
        /// The name of a meeting.
        Meeting = "meeting",
        /// The fellowship or method of the meeting.
        Fellowship = "fellowship",
        /// Where the meeting was.
        Venue = "venue",
        /// How long the meeting was, kept in its note.
        DurationMin = "duration_min",
        /// Gratitude.
        Gratitude = "gratitude",
        /// A note on what the row tells of.
        Note = "note",
    }
}

/// One row, with the text of each column; none where it is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// The texts, in the order of [`Column::ALL`].
    pub cells: Vec<Option<String>>,
}

impl Row {
    fn get(&self, column: Column) -> Option<&str> {
        self.cells.get(column as usize)?.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    fn read<T: std::str::FromStr<Err = Invalid>>(&self, column: Column) -> Result<Option<T>, String> {
        let read = |text: &str| text.parse().map_err(|wrong| format!("{column}: {wrong}"));
        self.get(column).map(read).transpose()
    }

    /// The clocks that a column names; an empty list stands for a plain yes.
    fn clocks(&self, column: Column) -> Option<Vec<&str>> {
        match self.get(column)? {
            no if ["no", "n", "0"].contains(&folded(no).as_str()) => None,
            yes if ["yes", "y", "1", "x"].contains(&folded(yes).as_str()) => Some(Vec::new()),
            names => Some(names.split([';', '|']).map(str::trim).filter(|name| !name.is_empty()).collect()),
        }
    }
}

/// What the person says of a file.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// What moods mean that are called otherwise.
    pub moods: Moods,
    /// The order of its dates.
    pub dates: Option<Order>,
}

/// Why nothing of a file can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Moods without a meaning.
    Moods(Unknown),
    /// Clocks that are not here.
    Clocks(Unknown),
    /// The order of its dates is not known.
    Dates(order::Trouble),
}

impl Flags {
    fn mood(&self, label: &str) -> Option<Mood> {
        self.moods.get(label).copied().or_else(|| label.parse().ok())
    }
}

/// What the rows mean, with these clocks.
///
/// # Errors
/// When moods or clocks are not known, or the order of the dates is not.
pub fn mean(read: Read<Row>, flags: &Flags, clocks: &[Clock]) -> Result<Meant, Trouble> {
    let rows = read.rows;
    let dates = || rows.iter().filter_map(|row| Some((&row.place, row.get(Column::Date)?)));
    let order = flags.dates.map_or_else(|| order::of(dates()), Ok).map_err(Trouble::Dates)?;
    let moods = rows.iter().filter_map(|row| row.get(Column::Mood));
    let moods = counted(moods.filter(|label| flags.mood(label).is_none()).map(str::to_owned));
    if !moods.is_empty() {
        return Err(Trouble::Moods(moods));
    }
    let named = rows.iter().flat_map(|row| [Column::Sober, Column::Slip].map(|column| row.clocks(column)));
    let named = named.flatten().flatten().filter(|name| clock(clocks, name).is_none());
    let named = counted(named.map(str::to_owned));
    if !named.is_empty() {
        return Err(Trouble::Clocks(named));
    }
    let mut meant = Meant { rejected: read.rejected, ..Meant::default() };
    for row in rows {
        match entry(&row, order, flags, clocks) {
            Ok(entry) => meant.entries.push(entry),
            Err(reason) => meant.rejected.push(Rejected { place: row.place, reason }),
        }
    }
    oldest_first(&mut meant.entries, |entry| entry.day);
    Ok(meant)
}

fn clock<'a>(clocks: &'a [Clock], name: &str) -> Option<&'a Clock> {
    clocks.iter().find(|clock| folded(clock.name.as_str()) == folded(name))
}

fn date(row: &Row, order: Order) -> Result<Day, String> {
    let date = row.get(Column::Date).ok_or("it has no date")?;
    // Year first can be nothing else, whatever the others are.
    let day = order::day(date, order).or_else(|| order::day(date, Order::Iso));
    day.ok_or_else(|| wrong_date(date))
}

fn time(row: &Row) -> Result<Option<TimeOfDay>, String> {
    let time = row.get(Column::Time).map(|time| time.parse().map_err(|_| "its time is none like 19:30".to_owned()));
    time.transpose()
}

fn entry(row: &Row, order: Order, flags: &Flags, clocks: &[Clock]) -> Result<Entry, String> {
    let mut entry = Entry::new(row.place.clone(), date(row, order)?, time(row)?);
    let texts = |text: Option<&str>| Text::new(text.unwrap_or_default()).map_err(|wrong| wrong.to_string());
    let mut said = Said {
        mood: row.get(Column::Mood).and_then(|label| flags.mood(label)),
        craving: row.read::<Scale>(Column::Craving)?,
        anxiety: row.read::<Scale>(Column::Anxiety)?,
        connection: row.read::<Scale>(Column::Connection)?,
        halt: halt(row)?,
        gratitude: texts(row.get(Column::Gratitude))?,
        sober: sober(row, entry.day, clocks)?,
        ..Said::default()
    };
    let trigger = texts(row.get(Column::Trigger))?;
    entry.uses = uses(row, entry.day, clocks, trigger)?;
    entry.attended = meeting(row)?.into_iter().collect();
    let mut written = note(row.get(Column::Note))?;
    // The note belongs to what the row tells of: the check-in, or else the slip, or else the meeting.
    let checked_in =
        said != Said::default() || (entry.uses.is_empty() && entry.attended.is_empty() && written.is_some());
    if checked_in {
        said.content = content(row);
        said.note = written.take();
        entry.said = Some(said);
    } else if let Some(first) = entry.uses.first_mut() {
        first.note = written.take();
    } else if let Some(first) = entry.attended.first_mut() {
        let minutes = first.note.take();
        first.note = note(written.iter().chain(minutes.iter()).map(Text::as_str))?;
    }
    let says = entry.said.is_some() || !entry.uses.is_empty() || !entry.attended.is_empty();
    if says { Ok(entry) } else { Err("it says nothing but its day".to_owned()) }
}

/// What a row says in a check-in, as it is written.
fn content(row: &Row) -> String {
    use Column::{Anxiety, Connection, Craving, Gratitude, Halt, Mood, Note, Sober};
    let columns = [Mood, Craving, Anxiety, Connection, Halt, Sober, Gratitude, Note];
    let said = columns.iter().filter_map(|column| Some(format!("{column}={}", row.get(*column)?)));
    said.collect::<Vec<_>>().join("\u{1f}")
}

fn halt(row: &Row) -> Result<Vec<Halt>, String> {
    let words = row.get(Column::Halt).unwrap_or_default();
    let words = words.split([',', ';', '|', ' ']).map(str::trim).filter(|word| !word.is_empty());
    let mut all: Vec<Halt> =
        words.map(str::parse).collect::<Result<_, Invalid>>().map_err(|wrong| wrong.to_string())?;
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

fn sober(row: &Row, day: Day, clocks: &[Clock]) -> Result<Vec<Id>, String> {
    match row.clocks(Column::Sober) {
        None => Ok(Vec::new()),
        Some(names) if names.is_empty() => {
            let all: Vec<Id> = clocks.iter().filter(|clock| clock.active_on(day)).map(|clock| clock.id).collect();
            if all.is_empty() { Err(format!("it says sober, and no clock was counting on {day}")) } else { Ok(all) }
        }
        Some(names) => Ok(names.iter().filter_map(|name| clock(clocks, name)).map(|clock| clock.id).collect()),
    }
}

fn uses(row: &Row, day: Day, clocks: &[Clock], trigger: Option<Text>) -> Result<Vec<Use>, String> {
    let on = |clock: &Clock| {
        let used = Used { from: day, to: Some(day) };
        Use { clock: clock.id, used, trigger: trigger.clone(), note: None }
    };
    match (row.clocks(Column::Slip), clocks) {
        (None, _) if trigger.is_some() => Err("it has a trigger and no slip".to_owned()),
        (None, _) => Ok(Vec::new()),
        (Some(names), [one]) if names.is_empty() => Ok(vec![on(one)]),
        (Some(names), _) if names.is_empty() => Err("it has a slip and does not say on which clock".to_owned()),
        (Some(names), _) => Ok(names.iter().filter_map(|name| clock(clocks, name)).map(on).collect()),
    }
}

fn meeting(row: &Row) -> Result<Option<Attended>, String> {
    let (programme, venue) = (row.read(Column::Fellowship)?, row.read(Column::Venue)?);
    let minutes = row.get(Column::DurationMin);
    let Some(meeting) = row.read::<Name>(Column::Meeting)? else {
        let belongs = programme.is_some() || venue.is_some() || minutes.is_some();
        return if belongs { Err("it tells of a meeting without its name".to_owned()) } else { Ok(None) };
    };
    let number = |text: &str| text.parse::<u16>().map_err(|_| "duration_min is no number of minutes".to_owned());
    let minutes = minutes.map(number).transpose()?.map(|minutes| format!("{minutes} minutes"));
    Ok(Some(Attended { meeting, programme, venue, note: note(minutes.as_deref())? }))
}

#[cfg(test)]
mod tests {
    use super::super::super::milestone::MilestoneSet;
    use super::super::super::source::Source;
    use super::*;

    fn alcohol() -> Clock {
        Clock {
            id: super::super::key::id(Source::Csv, &["clock"]),
            name: "alcohol".parse().unwrap(),
            since: "2026-01-01".parse().unwrap(),
            programme: None,
            milestones: MilestoneSet::Plain,
            hidden: false,
            stopped_on: None,
            recorded_at: "2026-11-23T21:30:00+00:00".parse().unwrap(),
        }
    }

    fn read(rows: &[&[(Column, &str)]]) -> Read<Row> {
        let row = |(at, cells): (usize, &&[(Column, &str)])| {
            let text = |column: &Column| cells.iter().find(|(of, _)| of == column).map(|(_, text)| (*text).to_owned());
            Row { place: Place::line(at as u64 + 2), cells: Column::ALL.iter().map(text).collect() }
        };
        Read { rows: rows.iter().enumerate().map(row).collect(), rejected: Vec::new() }
    }

    #[test]
    fn a_row_is_a_check_in_a_slip_and_a_meeting_as_its_columns_say() {
        use Column::*;
        let rows: &[&[(Column, &str)]] = &[
            &[(Date, "2026-11-01"), (Mood, "4"), (Sober, "yes"), (Note, "mine"), (Halt, "tired;lonely")],
            &[(Date, "2026-11-02"), (Slip, "Alcohol"), (Trigger, "payday"), (Note, "mine")],
            &[(Date, "2026-11-03"), (Meeting, "Step"), (Fellowship, "AA"), (DurationMin, "60"), (Note, "mine")],
        ];
        let meant = mean(read(rows), &Flags::default(), &[alcohol()]).unwrap();
        assert_eq!(meant.rejected, []);
        let said = meant.entries[0].said.as_ref().unwrap();
        assert_eq!(
            (said.sober.as_slice(), said.halt.as_slice()),
            (&[alcohol().id][..], &[super::Halt::Lonely, super::Halt::Tired][..])
        );
        assert_eq!(meant.entries[1].said, None);
        assert_eq!(meant.entries[1].uses[0].note.as_ref().unwrap().as_str(), "mine");
        assert_eq!(meant.entries[2].attended[0].note.as_ref().unwrap().as_str(), "mine\n60 minutes");
    }

    #[test]
    fn a_row_that_says_nothing_or_the_impossible_is_rejected() {
        use Column::*;
        let rows: &[&[(Column, &str)]] = &[
            &[(Date, "2026-11-01")],
            &[(Mood, "4")],
            &[(Date, "2026-02-30"), (Mood, "4")],
            &[(Date, "2026-11-01"), (Craving, "11")],
            &[(Date, "2026-11-01"), (Time, "25:00"), (Mood, "4")],
            &[(Date, "2026-11-01"), (Fellowship, "aa")],
            &[(Date, "2026-11-01"), (Trigger, "x")],
            &[(Date, "2025-11-01"), (Sober, "yes")],
            &[(Date, "2026-11-01"), (Note, "a\0b")],
            &[(Date, "2026-11-01"), (Meeting, "x"), (DurationMin, "long")],
        ];
        let meant = mean(read(rows), &Flags::default(), &[alcohol()]).unwrap();
        assert_eq!((meant.entries.len(), meant.rejected.len()), (0, rows.len()));
    }

    #[test]
    fn moods_and_clocks_that_are_not_known_stop_the_whole_file() {
        use Column::*;
        let moods: &[&[(Column, &str)]] = &[&[(Date, "2026-11-01"), (Mood, "so-so")]];
        let so_so = Unknown::from([("so-so".to_owned(), 1)]);
        assert_eq!(mean(read(moods), &Flags::default(), &[]).unwrap_err(), Trouble::Moods(so_so));
        let clocks: &[&[(Column, &str)]] = &[&[(Date, "2026-11-01"), (Sober, "alcohol;sugar")]];
        let sugar = Unknown::from([("sugar".to_owned(), 1)]);
        assert_eq!(mean(read(clocks), &Flags::default(), &[alcohol()]).unwrap_err(), Trouble::Clocks(sugar));
    }
}
