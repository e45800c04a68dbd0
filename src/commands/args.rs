//! Arguments that several commands take.

use std::str::FromStr;

use clap::{ArgMatches, Args, Command, FromArgMatches};

use crate::app::{Access, App};
use crate::domain::day::DayArg;
use crate::domain::id::IdArg;
use crate::domain::invalid::Invalid;
use crate::domain::milestone::MilestoneSet;
use crate::domain::programme::{OwnProgramme, Programme};
use crate::domain::text::Text;
use crate::error::{Error, Result};
use crate::store::Record;

/// Arguments that are defined only when their command is the one being run: defining all of them would be most
/// of the time it takes to start.
#[derive(Debug)]
pub struct Lazy<T>(pub T);

impl<T: Args> Args for Lazy<T> {
    fn augment_args(command: Command) -> Command {
        command.defer(T::augment_args)
    }

    fn augment_args_for_update(command: Command) -> Command {
        command.defer(T::augment_args_for_update)
    }
}

impl<T: FromArgMatches> FromArgMatches for Lazy<T> {
    fn from_arg_matches(matches: &ArgMatches) -> std::result::Result<Self, clap::Error> {
        T::from_arg_matches(matches).map(Self)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> std::result::Result<(), clap::Error> {
        self.0.update_from_arg_matches(matches)
    }
}

/// What a command that records at once does with the data: it writes. Where one of its texts is still to come from
/// standard input nobody else has to wait for that: it is opened for reading first.
pub fn recording<'a>(texts: impl IntoIterator<Item = &'a Option<String>>) -> Access {
    if texts.into_iter().any(|text| text.as_deref() == Some("-")) { Access::Read } else { Access::Write }
}

/// The day that something belongs to.
#[derive(Debug, Args)]
pub struct OnArgs {
    /// The day: today, yesterday, friday, "3 days ago", -3d or 2026-11-23
    #[arg(long, value_name = "DAY", default_value = "today", allow_hyphen_values = true)]
    pub on: DayArg,
}

/// A note, given or written in an editor.
#[derive(Debug, Args)]
pub struct NoteArgs {
    /// A note; "-" reads it from standard input, so that it stays out of the shell's history
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Write the note in $VISUAL or $EDITOR
    #[arg(long, conflicts_with = "note")]
    pub edit: bool,
}

impl NoteArgs {
    /// Whether a note was asked for.
    pub fn given(&self) -> bool {
        self.note.is_some() || self.edit
    }

    /// The note of a new record, which this command makes.
    ///
    /// # Errors
    /// When it cannot be read, or nothing was written.
    pub fn of_new(&self, app: &mut App<'_>, command: &str) -> Result<Option<Text>> {
        Ok(Or::over(self.asked(app, command, None)?, None))
    }

    /// What is to become of the note of this record, which says `before`; none where nothing was asked for.
    ///
    /// # Errors
    /// When it cannot be read, or nothing was changed in an editor.
    pub fn of_changed<R: Record>(
        &self,
        app: &mut App<'_>,
        shown: &R,
        before: Option<&Text>,
    ) -> Result<Option<Or<Text>>> {
        self.asked(app, &format!("{} edit {}", R::COMMAND, shown.id()), before)
    }

    fn asked(&self, app: &mut App<'_>, of: &str, before: Option<&Text>) -> Result<Option<Or<Text>>> {
        match &self.note {
            Some(note) => app.text("--note", note).map(|text| Some(Or(text))),
            None if self.edit => app.edited(of, before).map(|text| Some(Or(text))),
            None => Ok(None),
        }
    }
}

/// A value that can also be taken away, by `none` or an empty text.
#[derive(Debug, Clone)]
pub struct Or<T>(pub Option<T>);

impl<T: FromStr> FromStr for Or<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> std::result::Result<Self, T::Err> {
        match text.trim() {
            "" | "none" => Ok(Self(None)),
            value => value.parse().map(|value| Self(Some(value))),
        }
    }
}

impl<T> Or<T> {
    /// What was given, read by `read`; none where nothing was.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn given<G: ?Sized>(given: Option<&G>, read: impl FnOnce(&G) -> Result<Option<T>>) -> Result<Option<Self>> {
        given.map(|given| read(given).map(Self)).transpose()
    }

    /// What holds after an edit: the new value where one was given, otherwise what there was.
    pub fn over(given: Option<Self>, before: Option<T>) -> Option<T> {
        given.map_or(before, |given| given.0)
    }
}

/// A milestone set, or a programme of the person's own whose milestones are copied.
#[derive(Debug, Clone)]
pub enum MilestonesArg {
    /// This set.
    Set(MilestoneSet),
    /// That of this programme; and why it is no set by itself.
    Of(Programme, Invalid),
}

impl FromStr for MilestonesArg {
    type Err = Invalid;

    fn from_str(text: &str) -> std::result::Result<Self, Invalid> {
        match (text.parse(), text.parse()) {
            (Ok(set), _) => Ok(Self::Set(set)),
            // No programme needs a = in its name; a list that is written wrongly has one.
            (Err(wrong), Ok(programme)) if !text.contains('=') => Ok(Self::Of(programme, wrong)),
            (Err(wrong), _) => Err(wrong),
        }
    }
}

impl MilestonesArg {
    /// The set that is meant.
    ///
    /// # Errors
    /// When it is neither a set nor the name of an own programme.
    pub fn resolve(self, own: &[OwnProgramme]) -> Result<MilestoneSet> {
        let (programme, Invalid(wrong)) = match self {
            Self::Set(set) => return Ok(set),
            Self::Of(programme, wrong) => (programme, wrong),
        };
        let found = programme.own(own).map(|own| own.milestones.clone());
        found.ok_or_else(|| {
            Error::usage(format!("--milestones: {wrong}")).hint(match own {
                [] => "a programme of your own can have a list too: onward programme add".to_owned(),
                [one, ..] => {
                    format!("or the name of a programme of your own, whose list is copied, like {}", one.programme)
                }
            })
        })
    }
}

/// Which records a list shows.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// The first day to list
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    pub since: Option<DayArg>,
    /// The last day to list
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    pub until: Option<DayArg>,
    /// How many to list at the most, newest first
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: u32,
}

/// One record of a list.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The id, or its end as the list shows it
    #[arg(value_name = "ID")]
    pub id: IdArg,
}

/// One record to be removed.
#[derive(Debug, Args)]
pub struct RemoveArgs {
    /// The id, or its end as the list shows it
    #[arg(value_name = "ID")]
    pub id: IdArg,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
}

/// Something kept under a name.
#[derive(Debug, Args)]
pub struct NameArgs {
    /// The name, or a part of it
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// Something kept under a name, to be removed.
#[derive(Debug, Args)]
pub struct RemoveNameArgs {
    /// The name, or a part of it
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
}
