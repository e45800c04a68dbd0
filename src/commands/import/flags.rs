//! What the person says of a foreign file: what its moods, activities, habits and scales mean here.

use super::super::find;
use crate::domain::clock::Clock;
use crate::domain::id::Id;
use crate::domain::import::mapping::{Assigned, Mapping, Meaning};
use crate::domain::import::order::Order;
use crate::domain::import::{daylio, habits, table};
use crate::domain::mood::Mood;
use crate::domain::source::Source;
use crate::error::{Error, Result};
use crate::store::Store;

/// What things of another program mean here.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "With --from")]
pub(super) struct Flags {
    /// daylio, csv: the mood that a label stands for, "tired=2"; can be repeated
    #[arg(long, value_name = "LABEL=MOOD")]
    mood: Vec<Assigned<Mood>>,
    /// daylio: what an activity means, "AA meeting=attend"; any other is kept in the note; can be repeated
    #[arg(long, value_name = "NAME=MEANING")]
    activity: Vec<Assigned<Meaning<String>>>,
    /// daylio: the scale that is the craving, 0 to 10; any other scale is kept in the note
    #[arg(long, value_name = "SCALE")]
    craving: Option<String>,
    /// daylio: the scale that is the anxiety
    #[arg(long, value_name = "SCALE")]
    anxiety: Option<String>,
    /// daylio: the scale that is the connection
    #[arg(long, value_name = "SCALE")]
    connection: Option<String>,
    /// loop, habitctl, harsh: what a yes of a habit means, "No alcohol=sober:alcohol"; can be repeated
    #[arg(long, value_name = "NAME=MEANING")]
    habit: Vec<Assigned<Meaning<String>>>,
    /// loop, habitctl, harsh: what a no of a habit means, "No alcohol=used:alcohol"; without it, nothing
    #[arg(long, value_name = "NAME=MEANING")]
    habit_no: Vec<Assigned<Meaning<String>>>,
    /// loop, habitctl, harsh: leave out every habit that is not named
    #[arg(long)]
    skip_others: bool,
    /// csv: the order of the dates, iso, dmy or mdy, where the file leaves it open
    #[arg(long, value_name = "ORDER")]
    dates: Option<Order>,
}

impl Flags {
    /// Refuses what was said of another kind of file: no flag is passed over.
    pub(super) fn check(&self, from: Option<Source>) -> Result<()> {
        use Source::{Csv, Daylio, Habitctl, Harsh, Loop};
        const HABITS: &[Source] = &[Loop, Habitctl, Harsh];
        let given: [(&str, bool, &[Source]); 9] = [
            ("--mood", !self.mood.is_empty(), &[Daylio, Csv]),
            ("--activity", !self.activity.is_empty(), &[Daylio]),
            ("--craving", self.craving.is_some(), &[Daylio]),
            ("--anxiety", self.anxiety.is_some(), &[Daylio]),
            ("--connection", self.connection.is_some(), &[Daylio]),
            ("--habit", !self.habit.is_empty(), HABITS),
            ("--habit-no", !self.habit_no.is_empty(), HABITS),
            ("--skip-others", self.skip_others, HABITS),
            ("--dates", self.dates.is_some(), &[Csv]),
        ];
        let wrong = given.iter().find(|(_, given, of)| *given && !from.is_some_and(|from| of.contains(&from)));
        let Some((flag, _, of)) = wrong else { return Ok(()) };
        let of: Vec<String> = of.iter().map(|source| format!("--from {source}")).collect();
        Err(Error::usage(format!("{flag} goes with {}", of.join(" or "))).hint("onward import --help shows examples"))
    }

    fn moods(&self) -> Result<Mapping<Mood>> {
        Ok(Mapping::new(self.mood.iter().map(|mood| (mood.name.clone(), mood.to)))?)
    }

    pub(super) fn daylio(&self, store: &Store) -> Result<daylio::Flags> {
        Ok(daylio::Flags {
            moods: self.moods()?,
            activities: meanings("--activity", &self.activity, store)?,
            craving: self.craving.clone(),
            anxiety: self.anxiety.clone(),
            connection: self.connection.clone(),
        })
    }

    pub(super) fn habits(&self, store: &Store) -> Result<habits::Flags> {
        Ok(habits::Flags {
            yes: meanings("--habit", &self.habit, store)?,
            no: meanings("--habit-no", &self.habit_no, store)?,
            skip_others: self.skip_others,
        })
    }

    pub(super) fn table(&self) -> Result<table::Flags> {
        Ok(table::Flags { moods: self.moods()?, dates: self.dates })
    }
}

/// The meanings with the clocks that they name, which have to be here.
fn meanings(flag: &str, given: &[Assigned<Meaning<String>>], store: &Store) -> Result<Mapping<Meaning<Id>>> {
    let clock = |name: &str| {
        let found = find::one::<Clock>(store, name).map(|clock| clock.id);
        found.map_err(|error| Error { message: format!("{flag}: {}", error.message), ..error })
    };
    let all = given.iter().map(|one| Ok((one.name.clone(), one.to.resolve(clock)?)));
    Ok(Mapping::new(all.collect::<Result<Vec<_>>>()?)?)
}
