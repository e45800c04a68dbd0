//! `onward insight`: what the person's own record shows, then and now.

use crate::app::{Access, App, Outcome};
use crate::domain::checkin::Felt;
use crate::domain::clock::Clock;
use crate::domain::consistency::Window;
use crate::domain::day::{Day, DayArg};
use crate::domain::insight::Asked;
use crate::domain::insight::craving::{HighCraving, Sighting};
use crate::domain::insight::feeling::{Measure, ThenAndNow};
use crate::domain::insight::meetings::{MoodAndMeetings, WeeksWithMeeting};
use crate::domain::insight::returns::Returns;
use crate::domain::insight::sober::SoberTime;
use crate::domain::sobriety::Sobriety;
use crate::domain::urge::Urge;
use crate::error::Result;
use crate::view::insight::{ClockReturns, ClockTime, HowYouFeel, InsightReport};

/// What your own record shows: how you feel, sober time, returns to use
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward insight\n  onward insight alcohol --since 2026-01-01\n  onward insight --until 2025-12-31 --json\n\n\
    Every figure says how many days it is taken from. Groups of days are compared\n\
    from 8 days on either side; what they differ by is no cause."
)]
pub struct Args {
    /// Only this clock, and the urges about it; a part of the name is enough
    #[arg(value_name = "CLOCK")]
    clock: Option<String>,
    /// The first day to look at; otherwise as far back as the record goes
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    since: Option<DayArg>,
    /// The last day to look at
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    until: Option<DayArg>,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::Read
    }
}

/// Answers.
///
/// # Errors
/// When the window ends before it begins, or in the future, or the clock's name fits none or several.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let asked = asked(args, app)?;
    let names: Vec<String> = args.clock.iter().cloned().collect();
    let clocks = super::standing::chosen(&app.store, &names, false)?;
    let named = clocks.first().filter(|_| args.clock.is_some());
    let felt = app.store.felt(asked.until)?;
    let attended = app.store.attended_days(Window::all(asked.until))?;
    let urges = super::urges::shown(&app.store, None, asked.until, named)?;
    let recorded = felt.iter().map(|felt| felt.day).chain(attended.iter().copied());
    let begun = recorded.chain(urges.iter().map(|urge| urge.day)).min();
    let (sober_time, returns_to_use) = by_clock(app, &clocks, &asked)?;
    let since = asked.since.or(begun.into_iter().chain(clocks.iter().map(|clock| clock.since)).min());
    let since = since.filter(|since| *since <= asked.until);
    Ok(Box::new(InsightReport {
        as_of: app.today,
        since,
        until: asked.until,
        days: since.map(|since| since.days_until(asked.until) + 1),
        clock: named.map(|clock| clock.name.clone()),
        how_you_feel: HowYouFeel {
            then_and_now: Measure::ALL.iter().map(|measure| ThenAndNow::new(*measure, &felt, &asked)).collect(),
            mood_and_meetings: MoodAndMeetings::new(&felt, &attended, &asked),
            weeks_with_meeting: WeeksWithMeeting::new(&attended, begun, &asked),
            high_craving_in_checkins: in_checkins(app, &felt, &asked),
            checkins_without_craving: felt
                .iter()
                .filter(|felt| asked.holds(felt.day) && felt.craving.is_none())
                .count(),
            high_craving_in_urges: in_urges(&urges, named, &asked),
            urges_without_clock: named
                .map(|_| urges.iter().filter(|urge| asked.holds(urge.day) && urge.clock.is_none()).count()),
        },
        sober_time,
        returns_to_use,
    }))
}

fn asked(args: &Args, app: &App<'_>) -> Result<Asked> {
    let until = args.until.map_or(Ok(app.today), |day| app.past_day("--until", day))?;
    let since = args.since.map(|day| app.past_day("--since", day)).transpose()?;
    if let Some(since) = since.filter(|since| until < *since) {
        return Err(super::records::window_backwards(since, until));
    }
    Ok(Asked { since, until, today: app.today, week_start: app.settings.week_start })
}

fn in_checkins(app: &App<'_>, felt: &[Felt], asked: &Asked) -> HighCraving {
    let day_start = app.settings.day_start.0;
    let inside = felt.iter().filter(|felt| asked.holds(felt.day));
    let records: Vec<Sighting<'_>> = inside.filter_map(|felt| Sighting::of_checkin(felt, day_start)).collect();
    HighCraving::new(&records, asked.week_start)
}

fn in_urges(urges: &[Urge], named: Option<&Clock>, asked: &Asked) -> HighCraving {
    let about = |urge: &&Urge| named.is_none_or(|clock| urge.clock_id == Some(clock.id));
    let inside = urges.iter().filter(|urge| asked.holds(urge.day)).filter(about);
    let records: Vec<Sighting<'_>> = inside.map(Sighting::of_urge).collect();
    HighCraving::new(&records, asked.week_start)
}

fn by_clock(app: &App<'_>, clocks: &[Clock], asked: &Asked) -> Result<(Vec<ClockTime>, Vec<ClockReturns>)> {
    let said_sober = app.store.days_said_sober_by_clock(asked.until)?;
    let nothing: &[Day] = &[];
    let one = |clock: &Clock| {
        let on = clock.counted_on(asked.counted_on());
        let uses = app.store.uses_of(clock, on)?;
        let counted = Sobriety::new(clock.since, &uses, on);
        let said = said_sober.get(&clock.id).map_or(nothing, Vec::as_slice);
        let (name, hidden) = (clock.name.clone(), clock.hidden);
        let time = SoberTime::new(&counted, clock.since, said, asked, on);
        let returns = Returns::new(&counted, clock.since, &uses, asked, on);
        Ok((ClockTime { name: name.clone(), hidden, time }, ClockReturns { name, hidden, returns }))
    };
    let both = clocks.iter().map(one).collect::<Result<Vec<_>>>()?;
    Ok(both.into_iter().unzip())
}
