//! Changing a check-in.

use std::collections::BTreeSet;

use super::super::args::{NoteArgs, Or};
use super::super::merge::{Merged, changed_meanwhile, merged};
use super::sober::{SoberArg, answer, does_not_count, meant};
use crate::app::{App, Outcome};
use crate::domain::checkin::{Checkin, Sober};
use crate::domain::clock::Clock;
use crate::domain::day::DayArg;
use crate::domain::id::IdArg;
use crate::domain::mood::{Halt, Mood, Scale};
use crate::domain::text::Name;
use crate::error::Result;
use crate::store::{Record, Writer};
use crate::view::change::{Change, Said};
use crate::view::checkin::CheckinItem;
use crate::view::item::Item;
use crate::view::words::told;

/// What is to be changed.
#[derive(Debug, clap::Args)]
pub(super) struct EditArgs {
    /// The id, or its end as the list shows it
    #[arg(value_name = "ID")]
    id: IdArg,
    /// 1 to 5, or awful, low, okay, good, great; "none" takes it away, here and below
    #[arg(long)]
    mood: Option<Or<Mood>>,
    /// Sober for the clocks named, in place of those it said; --sober alone: all that count; "none": no answer
    #[arg(long, value_name = "CLOCK,...", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    sober: Option<SoberArg>,
    /// Craving, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    craving: Option<Or<Scale>>,
    /// Anxiety, 0 to 10
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    anxiety: Option<Or<Scale>>,
    /// Connection: 0 alone, 10 held
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    connection: Option<Or<Scale>>,
    /// hungry, angry, lonely, tired
    #[arg(long, value_name = "STATE,...", value_delimiter = ',')]
    halt: Option<Vec<Or<Halt>>>,
    /// Something you are grateful for; an empty text takes it away
    #[arg(long, value_name = "TEXT")]
    gratitude: Option<String>,
    #[command(flatten)]
    note: NoteArgs,
    /// The day it belongs to
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<DayArg>,
}

/// Answers.
pub(super) fn run(args: &EditArgs, app: &mut App<'_>) -> Outcome {
    let shown = app.store.by_id::<Checkin>(&args.id)?;
    let said = app.store.sober_of(&shown)?;
    let day = args.on.map(|day| app.past_day("--on", day)).transpose()?;
    let gratitude = Or::given(args.gratitude.as_deref(), |text| app.text("--gratitude", text))?;
    let note = args.note.of_changed(app, &shown, shown.note.as_ref())?;
    let look = format!("checkin show {}", args.id);
    app.write("checkin edit", |app, writer| {
        let Merged { before, after } = merged(app, writer, &shown, &look, |checkin| {
            let halt = args
                .halt
                .as_ref()
                .map(|given| Halt::ALL.iter().copied().filter(|state| given.iter().any(|one| one.0 == Some(*state))));
            Ok(Checkin {
                day: day.unwrap_or(checkin.day),
                mood: Or::over(args.mood.clone(), checkin.mood),
                craving: Or::over(args.craving.clone(), checkin.craving),
                anxiety: Or::over(args.anxiety.clone(), checkin.anxiety),
                connection: Or::over(args.connection.clone(), checkin.connection),
                halt: halt.map_or_else(|| checkin.halt.clone(), Iterator::collect),
                gratitude: Or::over(gratitude, checkin.gratitude),
                note: Or::over(note, checkin.note),
                ..checkin
            })
        })?;
        let now = writer.sober_of(&before)?;
        writer.update(&after)?;
        let sober = answers(args, app, writer, &after)?;
        if args.sober.is_some() && app.waited() && clocks(&now) != clocks(&said) && clocks(&now) != clocks(&sober) {
            return Err(changed_meanwhile(app, Checkin::WHAT, &look, &["sober"]));
        }
        let day = after.day;
        let item = CheckinItem::new(after, sober);
        let now = format!("Changed for {}: {}", told(day, app.today), item.gist());
        let said = Said { now, later: format!("changed {}", item.told()), more: Vec::new() };
        Ok(Change::new(app.today, item, said))
    })
}

/// The clocks that a check-in said sober for.
fn clocks(answers: &[Sober]) -> BTreeSet<&Name> {
    answers.iter().map(|answer| &answer.clock).collect()
}

/// The answers "sober" after the edit; where new ones are given, they are written in place of the old.
fn answers(args: &EditArgs, app: &App<'_>, writer: &Writer<'_>, after: &Checkin) -> Result<Vec<Sober>> {
    let mut clocks = writer.clocks()?;
    let Some(wanted) = &args.sober else {
        let kept = writer.sober_of(after)?;
        let said_for = |clock: &&Clock| kept.iter().any(|answer| answer.clock_id == Some(clock.id));
        return match clocks.iter().filter(said_for).find(|clock| !clock.active_on(after.day)) {
            Some(clock) => Err(does_not_count(clock, after.day)),
            None => Ok(kept),
        };
    };
    let meant = if wanted.is_none() {
        Vec::new()
    } else {
        meant(app, writer, wanted, after.day, &mut clocks, &mut Vec::new())?
    };
    let answers: Vec<Sober> = meant.iter().map(|clock| answer(after, clock)).collect();
    writer.replace_sober(after, &answers)?;
    Ok(answers)
}
