//! What a command is given: today, the settings, the open data and the way to write; never a stream.

mod begin;
mod confirm;
mod deliver;
mod drafts;
mod meetings;
pub mod remind;
mod typed;
pub mod unlock;
mod urgent;

use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};

use self::typed::Typed;
pub use self::typed::Writing;
pub use self::urgent::Withheld;

use crate::domain::day::{Day, DayArg};
use crate::domain::holdings::Holdings;
use crate::domain::id::Id;
use crate::domain::limits;
use crate::domain::moment::{Moment, WallClock};
use crate::domain::setting::{Country, Settings};
use crate::domain::text::Text;
use crate::error::{Error, Kind, Result};
use crate::store::{Erased, InBackups, Key, KeyFiles, NewStep, Sealing, Store, Target, Writer, finish_interrupted};
use crate::view::View;
use crate::view::change::Written;
use crate::view::words::dated;
pub use crate::world::Terminal;
pub use crate::world::outside::Outside;
pub use crate::world::pause::Pause;
pub use crate::world::progress::Progress;
pub use crate::world::questions::Questions;
pub use crate::world::questions::reads_as;
use crate::world::{World, outside};

/// What a command does with the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It needs none, and works where there is none that can be opened.
    None,
    /// It looks, and would rather see nothing than ask for a passphrase.
    Glance,
    /// It looks, and has to answer whatever happens: without the data where it cannot be had at once.
    Urgent {
        /// A passphrase may be asked for.
        ask: bool,
    },
    /// It looks, and says that it cannot where nobody is there to be asked for a passphrase.
    Reminder,
    /// It looks.
    Read,
    /// It works on the published meetings beside the data, which are nobody's secret: it goes without the data where
    /// that cannot be had without a question.
    Beside,
    /// It works on the data folder itself, and opens what it needs.
    Folder,
    /// It records, and has nothing to ask before it does: the data is opened once, for writing. Any other command that
    /// records looks first, and becomes a writer in [`App::write`].
    Write,
}

/// What every command answers.
pub type Outcome = Result<Box<dyn View>>;

/// Today, the settings and the open data.
pub struct App<'w> {
    /// Today, by the person's day start.
    pub today: Day,
    /// Now.
    pub now: Moment,
    /// The settings.
    pub settings: Settings,
    /// The data.
    pub store: Store,
    /// Why that is empty, where there is more.
    pub withheld: Option<Withheld>,
    folder: PathBuf,
    access: Access,
    /// The key, once it was asked for: nobody types a passphrase twice for one command.
    unlocked: Option<Key>,
    /// What a person typed and is not recorded yet.
    typed: Typed,
    world: &'w mut World,
}

impl<'w> App<'w> {
    /// Opens the data of `folder`. A command that may ask first is opened for reading only: nobody waits for somebody
    /// who thinks, and who stops at a question has created nothing. So is one that begins the data: it may still refuse.
    ///
    /// # Errors
    /// When the data cannot be opened.
    pub fn open(world: &'w mut World, folder: PathBuf, access: Access) -> Result<Self> {
        if access != Access::None {
            say_what_was_finished(world, &folder)?;
        }
        let access = match access {
            Access::Write if world.questions.is_some() || !Store::is_begun(&folder) => Access::Read,
            access => access,
        };
        if access == Access::Reminder && !unlock::can_open(world, &folder)? {
            let empty = Self::of(world, folder, access, Store::in_memory()?, Settings::default())?;
            return Ok(Self { withheld: Some(Withheld::Locked(None)), ..empty });
        }
        let (store, settings) = open_with_settings(world, &folder, access)?;
        Self::of(world, folder, access, store, settings)
    }

    fn of(world: &'w mut World, folder: PathBuf, access: Access, store: Store, settings: Settings) -> Result<Self> {
        if let Some(key) = store.key() {
            unlock::keep(&folder, key, settings.lock_after);
        }
        let now = world.now;
        let today = now.day(settings.day_start.0)?;
        let typed = Typed::default();
        Ok(Self { today, now, settings, store, withheld: None, folder, access, unlocked: None, typed, world })
    }

    /// A new id.
    pub fn new_id(&self) -> Id {
        self.world.new_id()
    }

    /// The day meant; refused when it is still to come, because a fact has happened.
    ///
    /// # Errors
    /// When the day lies after today.
    pub fn past_day(&self, argument: &str, day: DayArg) -> Result<Day> {
        let day = day.resolve(self.today)?;
        if day > self.today {
            let looking = ["--since", "--until", "--month", "--year"].contains(&argument);
            let next = if looking { "nothing is recorded of later days" } else { "record it on the day or later" };
            return Err(Error::refused(format!("{argument}: {} is still to come", dated(day)))
                .hint(format!("today is {}; {next}", dated(self.today))));
        }
        Ok(day)
    }

    /// The text given: as typed, or read from standard input for `-`. None when it is empty.
    ///
    /// # Errors
    /// When standard input is no text, or was read already for another argument.
    pub fn text(&mut self, argument: &str, given: &str) -> Result<Option<Text>> {
        let read = if given == "-" { Some(self.text_from_input(argument)?) } else { None };
        let text = Text::new(read.as_deref().unwrap_or(given))
            .map_err(|wrong| Error::usage(format!("{argument}: {wrong}")).hint("leave that character out"))?;
        self.typed.note(argument, &text);
        Ok(text)
    }

    fn text_from_input(&mut self, argument: &str) -> Result<String> {
        self.typed.wait();
        if self.world.questions.is_some() {
            // Whoever sits before a screen that stays empty has to know what it waits for.
            let _ = writeln!(self.world.err, "{argument}: type it, and end it with Ctrl-D on a line of its own.");
        }
        let unread = |cause: String| {
            let what = format!("{argument}: standard input could not be read as text");
            Error::usage(what).cause(cause).hint("it has to be UTF-8, and only one argument can be \"-\"")
        };
        let input = std::mem::replace(&mut self.world.input, Box::new(Spent));
        let read = outside::read_stream(input, 0, limits::TEXT).map_err(|error| unread(error.to_string()))?;
        let read = read.ok_or_else(|| text_too_long(argument))?;
        String::from_utf8(read).map_err(|error| unread(error.to_string()))
    }

    /// The data for a command that works without it: looked at where that needs no question, and none otherwise,
    /// whatever the reason.
    pub fn peek(&self) -> Option<Store> {
        peek(&self.folder, self.now)
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How the machine's zone reads instants and wall clocks.
    pub fn wall_clock(&self) -> Box<dyn WallClock> {
        self.world.zone.wall_clock()
    }

    /// What a person named to be read: a file, a folder with its files, or standard input for `-`.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub fn read_outside(&mut self, path: &Path) -> Result<Outside> {
        self.read_outside_with(path, 0)
    }

    /// The same; of a folder also the files in the folders right inside it.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub fn read_outside_deep(&mut self, path: &Path) -> Result<Outside> {
        self.read_outside_with(path, 1)
    }

    fn read_outside_with(&mut self, path: &Path, depth: usize) -> Result<Outside> {
        if path != Path::new("-") {
            return outside::read(path, depth);
        }
        self.read_at_most(path, limits::FOREIGN_FILE).map(Outside::File)
    }

    /// Someone to ask, in a terminal.
    pub fn questions(&mut self) -> Option<&mut (dyn Questions + 'static)> {
        if self.world.questions.is_some() {
            self.typed.wait();
        }
        self.world.questions.as_deref_mut()
    }

    /// A screen that can be held for a while, in a terminal.
    pub fn pause(&mut self) -> Option<&mut (dyn Pause + 'static)> {
        self.world.pause.as_deref_mut()
    }

    /// Whether only plain ASCII can be drawn.
    pub fn ascii(&self) -> bool {
        self.world.ascii
    }

    /// The country that is set, or else the one of the locale.
    pub fn country(&self) -> Option<&Country> {
        self.settings.country.as_ref().or(self.world.country.as_ref())
    }

    /// Runs `change` as one step of the log, in one transaction, and answers with the view it returns.
    ///
    /// # Errors
    /// Those of `change`, and those of the data file; nothing is written then.
    pub fn write<V: Written + 'static>(
        &mut self,
        command: &str,
        change: impl FnOnce(&Self, &Writer<'_>) -> Result<V>,
    ) -> Outcome {
        Ok(Box::new(self.write_view(command, change)?))
    }

    /// The same, for who has more to say of the view.
    fn write_view<V: Written>(
        &mut self,
        command: &str,
        change: impl FnOnce(&Self, &Writer<'_>) -> Result<V>,
    ) -> Result<V> {
        self.typed.begin_writing();
        let beginning = self.beginning();
        if beginning.is_none() {
            self.open_for_writing()?;
        }
        let step = NewStep { id: self.new_id(), at: self.now, command };
        let app = &*self;
        let written = app.store.write(&step, |writer| {
            let view = change(app, writer)?;
            Ok((view.later().to_owned(), view))
        })?;
        let mut view = written.value;
        if written.changed {
            if beginning.is_some() {
                self.begin(&step, view.later())?;
            }
            self.store.settle()?;
            self.apply_lock_after()?;
        } else {
            view.unchanged();
        }
        self.typed.recorded();
        Ok(view)
    }

    /// Makes a backup before much is changed at once; of nothing none is made.
    ///
    /// # Errors
    /// When the data is damaged or the backup cannot be written.
    pub fn back_up_before(&mut self, why: &str) -> Result<()> {
        if self.store.is_empty()? {
            return Ok(());
        }
        self.back_up(why, &Sealing::AsTheData).map(drop)
    }

    /// Makes a backup in the data folder, and removes the oldest of those that there are too many of by it.
    ///
    /// # Errors
    /// When the data is damaged or the backup cannot be written.
    pub fn back_up(&mut self, why: &str, sealing: &Sealing) -> Result<(PathBuf, Holdings)> {
        self.open_for_writing()?;
        self.store.automatic_backup(&self.folder, self.now, why, sealing, self.settings.backups)
    }

    /// Erases a record from the data, the log, the file and the backups in the data folder, for good and all at once.
    ///
    /// # Errors
    /// When a file cannot be read or written; nothing is erased then, or the words say otherwise.
    pub fn erase(&mut self, target: &Target) -> Result<(Erased, InBackups)> {
        self.open_for_writing()?;
        let step = NewStep { id: self.new_id(), at: self.now, command: "erase" };
        self.store.erase(&step, target)
    }

    /// A time for the unlocked key that was just set counts from now on, not from the next command.
    fn apply_lock_after(&self) -> Result<()> {
        let Some(key) = self.store.key() else { return Ok(()) };
        let lock_after = self.store.settings()?.lock_after;
        if lock_after != self.settings.lock_after {
            unlock::keep(&self.folder, key, lock_after);
        }
        Ok(())
    }

    /// A command that asks was opened for reading; once it has its answers, it writes.
    fn open_for_writing(&mut self) -> Result<()> {
        if self.access != Access::Write {
            self.store.reopen_for_writing(&self.folder, self.now)?;
            self.access = Access::Write;
        }
        Ok(())
    }
}

/// Finishes what an interrupted command began, and says so.
fn say_what_was_finished(world: &mut World, folder: &Path) -> Result<()> {
    if let Some(what) = finish_interrupted(folder)? {
        // Where standard error is closed, it is finished all the same.
        let _ = writeln!(world.err, "An earlier `onward {what}` was interrupted. It is finished now.");
    }
    Ok(())
}

fn open_with_settings(world: &mut World, folder: &Path, access: Access) -> Result<(Store, Settings)> {
    if access == Access::Beside {
        let opened = peek(folder, world.now).and_then(|store| store.settings().ok().map(|settings| (store, settings)));
        return opened.map_or_else(|| Ok((Store::in_memory()?, Settings::default())), Ok);
    }
    let store = open(world, folder, access)?;
    let settings = store.settings()?;
    Ok((store, settings))
}

fn peek(folder: &Path, now: Moment) -> Option<Store> {
    match Store::is_protected(folder).ok()? {
        false => Store::open_for_reading(folder, now).ok(),
        true => Store::open_protected_for_reading(folder, unlock::at_hand(folder)?).ok(),
    }
}

fn open(world: &mut World, folder: &Path, access: Access) -> Result<Store> {
    if matches!(access, Access::None | Access::Folder) {
        return Store::in_memory();
    }
    let key_file = || KeyFiles::of(folder).name();
    let before = key_file();
    match open_as_it_is(world, folder, access) {
        // Another terminal sealed, unsealed or replaced the data in between, or gave it another key; it is opened as it
        // is by now.
        Err(error) if error.kind == Kind::Busy || finish_interrupted(folder)?.is_some() || key_file() != before => {
            open_as_it_is(world, folder, access)
        }
        opened => opened,
    }
}

fn open_as_it_is(world: &mut World, folder: &Path, access: Access) -> Result<Store> {
    match (Store::is_protected(folder)?, access) {
        (false, Access::Write) => Store::open_for_writing(folder, world.now),
        (false, _) => Store::open_for_reading(folder, world.now),
        (true, Access::Write) => Store::open_protected_for_writing(folder, unlock::key(world, folder)?, world.now),
        (true, _) => Store::open_protected_for_reading(folder, unlock::key(world, folder)?),
    }
}

/// The refusal of a text that nobody writes by hand.
fn text_too_long(argument: &str) -> Error {
    Error::refused(format!("{argument}: the text is longer than {}; nothing was recorded", limits::size(limits::TEXT)))
        .hint("keep it in a file of its own, and note where that lies")
}

/// Standard input once it was read.
struct Spent;

impl Read for Spent {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("it was read already"))
    }
}
