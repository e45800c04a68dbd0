//! Which step of which programme is meant.

use std::collections::BTreeSet;

use crate::app::App;
use crate::domain::invalid::Invalid;
use crate::domain::programme::{OwnProgramme, Programme, Speech};
use crate::domain::stepwork::{Standing, Stepwork, number};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::view::stepwork::StepworkItem;
use crate::view::words::{listed, typed};

/// The step that is meant.
#[derive(Debug, clap::Args)]
pub(super) struct WhichArgs {
    /// The number of the step
    #[arg(value_name = "STEP", value_parser = step)]
    step: u16,
    /// Whose step it is [default: your programme with steps]
    #[arg(long, value_name = "NAME")]
    programme: Option<Programme>,
}

/// A number, whether or not the programme has so many steps.
fn step(text: &str) -> std::result::Result<u16, Invalid> {
    text.trim().parse().map_err(|_| Invalid::new("a step is named by its number"))
}

/// A step of a programme.
pub(super) struct Which {
    pub(super) programme: Programme,
    pub(super) title: String,
    pub(super) number: u8,
}

impl WhichArgs {
    /// The step meant, of the programme meant.
    ///
    /// # Errors
    /// When the programme has no such step, or none can be told.
    pub(super) fn resolve(&self, app: &mut App<'_>) -> Result<Which> {
        let own = app.store.own_programmes()?;
        let (programme, speech) = match &self.programme {
            Some(programme) => (programme.clone(), with_steps(programme, &own)?),
            None => usual(app, &own)?,
        };
        let number = number(self.step, &speech)
            .map_err(|wrong| Error::from(wrong).hint(format!("write a number from 1 to {}", speech.steps)))?;
        Ok(Which { programme, title: speech.title, number })
    }
}

/// How a programme is spoken of that has steps.
///
/// # Errors
/// When it works without them.
pub(super) fn with_steps(programme: &Programme, own: &[OwnProgramme]) -> Result<Speech> {
    let speech = programme.speech(own);
    if speech.steps > 0 {
        return Ok(speech);
    }
    let hint = match programme.as_str() {
        "smart" => "tools to work with, one question at a time: onward smart",
        _ => "`onward programme list` shows which have steps, `onward help programmes` how to add yours",
    };
    Err(Error::refused(format!("{} works without steps", speech.title)).hint(hint))
}

/// The programme that is meant where none is named: that of the settings, the only one with steps, or, in a terminal,
/// the one that is chosen.
fn usual(app: &mut App<'_>, own: &[OwnProgramme]) -> Result<(Programme, Speech)> {
    let set = app.settings.programme.clone().map(|programme| (programme.speech(own), programme));
    if let Some((speech, programme)) = set.filter(|(speech, _)| speech.steps > 0) {
        return Ok((programme, speech));
    }
    let mut known = known(app, own)?;
    let titles: Vec<String> = known.iter().map(|programme| programme.speech(own).title).collect();
    let meant = match (titles.as_slice(), app.questions()) {
        ([], _) => {
            return Err(Error::usage("--programme is missing: whose step is it?")
                .hint("name it: --programme aa; SMART Recovery has tools in place of steps: onward smart"));
        }
        ([_], _) => 0,
        (several, Some(questions)) => questions.choose("Whose step is it?", several)?,
        (several, None) => {
            return Err(Error::usage(format!("--programme is missing: {} have steps", listed(several)))
                .hint("name one, or once for all: onward config set programme aa"));
        }
    };
    let programme = known.swap_remove(meant);
    let speech = programme.speech(own);
    Ok((programme, speech))
}

/// The programmes with steps that the person's clocks, meetings, contacts and earlier work name, by name. What is
/// hidden stays so.
pub(super) fn known(app: &App<'_>, own: &[OwnProgramme]) -> Result<Vec<Programme>> {
    let store = &app.store;
    let clocks = store.clocks()?.into_iter().filter(|clock| !clock.hidden).filter_map(|clock| clock.programme);
    let meetings = store.meetings()?.into_iter().filter_map(|meeting| meeting.programme);
    let contacts = store.contacts()?.into_iter().filter_map(|contact| contact.programme);
    let worked = store.stepwork()?.into_iter().map(|work| work.programme);
    let set = app.settings.programme.clone();
    let all: BTreeSet<Programme> = clocks.chain(meetings).chain(contacts).chain(worked).chain(set).collect();
    Ok(all.into_iter().filter(|programme| programme.speech(own).steps > 0).collect())
}

impl Which {
    /// The step that this work is on.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub(super) fn of(store: &Store, work: &Stepwork) -> Result<Self> {
        let title = work.programme.speech(&store.own_programmes()?).title;
        Ok(Self { programme: work.programme.clone(), title, number: work.number })
    }

    /// `AA step 4`.
    pub(super) fn name(&self) -> String {
        format!("{} step {}", self.title, self.number)
    }

    /// The step as a command takes it, whichever programmes there are: `4 --programme aa`.
    pub(super) fn typed(&self) -> String {
        format!("{} --programme {}", self.number, typed(self.programme.as_str()))
    }

    /// All work on it.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub(super) fn work(&self, store: &Store) -> Result<Vec<Stepwork>> {
        let mut work = store.stepwork()?;
        work.retain(|work| work.programme == self.programme && work.number == self.number);
        Ok(work)
    }

    /// How it stands.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub(super) fn standing(&self, store: &Store) -> Result<Standing> {
        Ok(Standing::new(self.number, self.work(store)?))
    }

    /// Work on it as it is shown.
    ///
    /// # Errors
    /// When the data file cannot be read.
    pub(super) fn item(&self, store: &Store, work: Stepwork) -> Result<StepworkItem> {
        let time_through = self.standing(store)?.time_through(work.id);
        let notes = store.notes_on(&work)?;
        Ok(StepworkItem::new(work, self.title.clone(), time_through, notes))
    }
}
