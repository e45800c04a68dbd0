//! `onward checkin`: how today is. Adding is here; questions, lists and edits stand beside.

mod ask;
mod edit;
mod sober;

use clap::Subcommand;

use self::sober::SoberArg;
pub use self::sober::does_not_count;
use super::args::{ListArgs, NoteArgs, OnArgs, RemoveArgs, ShowArgs, recording};
use super::{find, records, slip, standing};
use crate::app::{Access, App, Outcome};
use crate::domain::checkin::{Checkin, CheckinStreak, Sober};
use crate::domain::clock::Clock;
use crate::domain::day::Day;
use crate::domain::mood::{Halt, Mood, Scale};
use crate::domain::slip::{Slip, Used};
use crate::domain::text::Text;
use crate::error::{Error, Result};
use crate::store::{Store, Writer};
use crate::view::change::{Change, Said};
use crate::view::checkin::{CheckinExtra, CheckinItem};
use crate::view::document::{Block, Line, Tone};
use crate::view::today::ClockToday;
use crate::view::words::{counted, dated, told, typed};

/// How today is: mood, sober or not, craving, HALT, a note
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  onward checkin                             # asks, in a terminal\n  onward checkin good --sober\n  \
    onward checkin 2 --craving 7 --halt lonely,tired --note -\n  onward checkin okay --sober --on yesterday\n  \
    onward checkin low --sober=nicotine --slip alcohol"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    entry: Entry,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check-ins, newest first
    #[command(after_help = "Examples:\n  onward checkin list\n  onward checkin list --since 2026-11-01 --json")]
    List(ListArgs),
    /// One check-in with all it says
    #[command(after_help = "Examples:\n  onward checkin show 456789ab\n  onward checkin show 456789ab --json")]
    Show(ShowArgs),
    /// Change a check-in
    #[command(
        after_help = "Examples:\n  onward checkin edit 456789ab --mood okay\n  onward checkin edit 456789ab --on yesterday"
    )]
    Edit(edit::EditArgs),
    /// Remove a check-in
    #[command(after_help = "Examples:\n  onward checkin remove 456789ab\n  onward checkin remove 456789ab --yes")]
    Remove(RemoveArgs),
}

/// What a check-in can say.
#[derive(Debug, clap::Args)]
struct Entry {
    /// 1 to 5, or awful, low, okay, good, great
    #[arg(value_name = "MOOD")]
    mood: Option<Mood>,
    /// Sober, for every clock that counts, or only for the ones named: --sober=alcohol,nicotine
    #[arg(long, value_name = "CLOCK,...", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    sober: Option<SoberArg>,
    /// A day of use on this clock; records a slip of that day
    #[arg(long, value_name = "CLOCK", value_delimiter = ',')]
    slip: Vec<String>,
    /// Craving, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    craving: Option<Scale>,
    /// Anxiety, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    anxiety: Option<Scale>,
    /// Connection: 0 alone, 10 held
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    connection: Option<Scale>,
    /// hungry, angry, lonely, tired
    #[arg(long, value_name = "STATE,...", value_delimiter = ',')]
    halt: Vec<Halt>,
    /// Something you are grateful for; "-" reads it from standard input
    #[arg(long, value_name = "TEXT")]
    gratitude: Option<String>,
    #[command(flatten)]
    note: NoteArgs,
    #[command(flatten)]
    on: OnArgs,
}

impl Entry {
    /// Nothing was said yet: in a terminal it is asked.
    fn is_bare(&self) -> bool {
        let scales = [self.craving, self.anxiety, self.connection];
        self.mood.is_none()
            && self.sober.is_none()
            && self.slip.is_empty()
            && self.halt.is_empty()
            && scales.iter().all(Option::is_none)
            && self.gratitude.is_none()
            && !self.note.given()
    }
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        let entry = &self.entry;
        if self.command.is_none() { recording([&entry.gratitude, &entry.note.note]) } else { Access::Read }
    }
}

/// Answers.
///
/// # Errors
/// When an argument cannot be met; nothing is recorded then.
pub fn run(args: Args, app: &mut App<'_>) -> Outcome {
    match args.command {
        None => add(args.entry, app),
        Some(Command::List(args)) => records::list(&args, app, view),
        Some(Command::Show(args)) => records::show(&args, app, view),
        Some(Command::Edit(args)) => edit::run(&args, app),
        Some(Command::Remove(args)) => records::remove(&args, app, view),
    }
}

fn view(store: &Store, checkin: Checkin) -> Result<CheckinItem> {
    let sober = store.sober_of(&checkin)?;
    Ok(CheckinItem::new(checkin, sober))
}

fn add(mut entry: Entry, app: &mut App<'_>) -> Outcome {
    if entry.is_bare() {
        ask::complete(&mut entry, app)?;
    }
    let day = app.past_day("--on", entry.on.on)?;
    let gratitude = entry.gratitude.as_deref().map_or(Ok(None), |text| app.text("--gratitude", text))?;
    let note = entry.note.of_new(app, "checkin")?;
    app.write("checkin", |app, writer| record(app, writer, &entry, day, gratitude, note))
}

fn record(
    app: &App<'_>,
    writer: &Writer<'_>,
    entry: &Entry,
    day: Day,
    gratitude: Option<Text>,
    note: Option<Text>,
) -> Result<Change<CheckinItem, CheckinExtra>> {
    let checkin = Checkin {
        id: app.new_id(),
        day,
        mood: entry.mood,
        craving: entry.craving,
        anxiety: entry.anxiety,
        connection: entry.connection,
        halt: Halt::ALL.iter().copied().filter(|state| entry.halt.contains(state)).collect(),
        gratitude,
        note,
        recorded_at: app.now,
        source: None,
    };
    let mut more = Vec::new();
    let mut clocks = writer.clocks()?;
    let sober = match &entry.sober {
        Some(wanted) => sober::meant(app, writer, wanted, day, &mut clocks, &mut more)?,
        None => Vec::new(),
    };
    let slips = entry.slip.iter().map(|name| use_on(app, writer, name, day, &sober)).collect::<Result<Vec<_>>>()?;
    let answers: Vec<Sober> = sober.iter().map(|clock| sober::answer(&checkin, clock)).collect();
    writer.insert(&checkin)?;
    writer.insert_sober(&answers)?;
    for slip in &slips {
        writer.insert(slip)?;
    }
    let item = CheckinItem::new(checkin, answers);
    let streak = CheckinStreak::new(writer.last_checkin_run(app.today)?.as_slice(), app.today);
    let mut gist: Vec<String> = Some(item.gist()).filter(|gist| !gist.is_empty()).into_iter().collect();
    gist.extend(slips.iter().map(|slip| format!("a slip on {}", slip.clock)));
    let gist = gist.join(", ");
    let others = clocks.iter().filter(|clock| slips.iter().all(|slip| slip.clock_id != Some(clock.id)));
    more.extend(clock_lines(app, writer, others)?);
    for slip in &slips {
        more.push(Block::Text(Line::from(format!("On {}:", slip.clock))));
        more.extend(slip::said(app, writer, slip)?.more);
    }
    more.extend(streak_line(streak.streak_days));
    more.extend(strong_craving(entry.craving.filter(|_| day == app.today)));
    let said = Said {
        now: format!("Recorded for {}: {gist}", told(day, app.today)),
        later: format!("check-in for {}: {gist}", dated(day)),
        more,
    };
    Ok(Change::new(app.today, item, said).with(CheckinExtra { streak_days: streak.streak_days }))
}

/// The slip of one day that a check-in records.
fn use_on(app: &App<'_>, writer: &Writer<'_>, name: &str, day: Day, sober: &[Clock]) -> Result<Slip> {
    let clock: Clock = find::one(writer, name)?;
    if sober.iter().any(|other| other.id == clock.id) {
        return Err(Error::usage(format!("--sober and --slip both name \"{}\"", clock.name))
            .hint("name the others: --sober=nicotine --slip alcohol"));
    }
    slip::build(app, &clock, Used::new(day, Some(day))?, None, None)
}

/// One line for each visible clock: what this check-in leads to.
fn clock_lines<'a>(app: &App<'_>, writer: &Writer<'_>, clocks: impl Iterator<Item = &'a Clock>) -> Result<Vec<Block>> {
    let own = writer.own_programmes()?;
    let mut lines = Vec::new();
    for clock in clocks.filter(|clock| clock.visible()) {
        let counted = standing::sobriety(writer, clock, app.today)?;
        if let Some(line) = ClockToday::new(clock, &counted, app.today).spoken(&own).told(app.today) {
            lines.push(Block::Text(line));
        } else if writer.ongoing_slip(clock)?.is_some() {
            let name = typed(clock.name.as_str());
            lines.push(Block::Text(Line::from(format!(
                "{}: the slip that is ongoing still holds. When it has ended: onward resume {name}",
                clock.name
            ))));
        }
    }
    Ok(lines)
}

fn streak_line(days: i64) -> Option<Block> {
    (days > 1).then(|| Block::Text(Line::of(Tone::Quiet, format!("Checked in {} in a row.", counted(days, "day")))))
}

/// A strong craving of today: where there is help, and that an urge is logged by itself.
fn strong_craving(craving: Option<Scale>) -> Option<Block> {
    let line = "Your reasons, and people to call: onward sos. What it was and what helped: onward urge";
    craving.filter(|craving| craving.is_strong()).map(|_| Block::Text(Line::of(Tone::Quiet, line)))
}
