//! `onward report`: one document about a stretch of time.

mod gather;

use std::path::PathBuf;

use self::gather::Span;
use super::audience::Whose;
use crate::app::{Access, App, Outcome};
use crate::domain::audience::{Audience, Field};
use crate::domain::calendar::{Month, Year};
use crate::domain::consistency::Window;
use crate::domain::day::{Day, DayArg};
use crate::domain::shared::{Format, Share};
use crate::domain::sight::{Sight, usual};
use crate::error::{Error, Result};
use crate::view::calendar::Layout;
use crate::view::order::{Order, Target};
use crate::view::report::Preview;

/// How many days a report tells of where none are named, today included.
const USUAL: i64 = 90;

/// One document about a stretch of time: to look at, to keep, to share on purpose
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward report\n  onward report --month 2026-10 --notes\n  onward report --year -o my-year.html --open\n  \
    onward report --for sponsor --preview\n  onward report --for maria --since 2026-09-01 -o for-maria.html\n\n\
    Without days, the last 90. Notes, triggers and the names of people are left out, and so\n\
    are hidden clocks. With --for, the list of `onward config audience` decides what is in\n\
    it; a contact without a list has that of their role, sponsor or keyworker. A file that\n\
    is written for somebody is recorded: `onward shared list`. What is only printed is not.\n\n\
    The form is --html or --markdown, or --json, or what the name of the file ends in."
)]
pub struct Args {
    /// The first day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    since: Option<DayArg>,
    /// The last day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    until: Option<DayArg>,
    /// One month; this month where none is named
    #[arg(long, value_name = "YYYY-MM", num_args = 0..=1, conflicts_with_all = ["since", "until"])]
    month: Option<Option<Month>>,
    /// A year on one page; this year where none is named
    #[arg(long, value_name = "YYYY", num_args = 0..=1, conflicts_with_all = ["since", "until", "month"])]
    year: Option<Option<Year>>,
    /// Your notes and triggers too
    #[arg(long, conflicts_with = "for_whom")]
    notes: bool,
    /// For whom: self, sponsor, keyworker, court or a contact; their list decides what is in it
    #[arg(long = "for", id = "for_whom", value_name = "WHO")]
    for_whom: Option<String>,
    /// What would be written, and how much is withheld; writes and records nothing
    #[arg(long, requires = "for_whom", conflicts_with = "open")]
    preview: bool,
    /// One page for a browser, whole in itself
    #[arg(long, conflicts_with = "markdown")]
    html: bool,
    /// Markdown
    #[arg(long)]
    markdown: bool,
    /// The new file to write, for your eyes only [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file that has this name
    #[arg(long, requires = "output")]
    force: bool,
    /// Open the file afterwards, as the system opens such files
    #[arg(long, requires = "output")]
    open: bool,
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
/// When the days named are still to come or end before they begin.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    if args.output.as_deref().is_some_and(|path| path.as_os_str() == "-") && (args.force || args.open) {
        return Err(Error::usage("-o - is standard output, and no file to replace or to open")
            .hint("name a file: -o report.html"));
    }
    let span = span(args, app)?;
    let Some(who) = &args.for_whom else { return for_oneself(args, app, span) };
    let whose = Whose::named(&app.store, who)?;
    let (sight, reader) = whose.sight(&app.store)?;
    let mut report = gather::report(app, span, &sight)?;
    let share = Share {
        audience: reader.audience,
        contact_id: whose.contact.map(|contact| contact.id),
        contact: reader.contact.clone(),
        since: span.window.since,
        until: span.window.until,
        fields: report.fields(),
        clocks: gather::clocks(app, span, &sight)?,
    };
    report.reader = Some(reader);
    report.order = order(args, Some(share));
    if args.preview {
        if let Some(order) = &report.order {
            app.could_deliver(order, false)?;
        }
        return Ok(Box::new(Preview::new(report, &gather::report(app, span.in_full(), &Sight::all())?)));
    }
    Ok(Box::new(report))
}

fn for_oneself(args: &Args, app: &App<'_>, span: Span) -> Outcome {
    let mut fields: Vec<Field> = usual(Audience::Oneself).iter().flat_map(|usual| usual.iter()).collect();
    if args.notes {
        fields.extend([Field::Notes, Field::Triggers]);
    }
    let mut report = gather::report(app, span, &Sight::new(fields.into_iter().collect(), []))?;
    report.order = order(args, None);
    Ok(Box::new(report))
}

/// What is to be written; none where the answer is only looked at.
fn order(args: &Args, share: Option<Share>) -> Option<Order> {
    let file = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    let file = file.map(|path| Target { path: path.to_owned(), force: args.force, open: args.open, share });
    let format = if args.html { Some(Format::Html) } else { args.markdown.then_some(Format::Markdown) };
    (format.is_some() || file.is_some()).then_some(Order { format, file })
}

fn span(args: &Args, app: &App<'_>) -> Result<Span> {
    let today = app.today;
    let whole = |name: &str, frame: Window, numbered: bool, year: Option<Year>| -> Result<Span> {
        app.past_day(name, DayArg::On(frame.since))?;
        let window = Window { until: frame.until.min(today), ..frame };
        Ok(Span { window, layout: Layout { frame, numbered }, year })
    };
    match (args.month, args.year) {
        (Some(month), _) => whole("--month", month.unwrap_or(Month::of(today)).days(), true, None),
        (None, Some(year)) => {
            let year = year.unwrap_or(Year::of(today));
            whole("--year", year.days(), false, Some(year))
        }
        (None, None) => {
            let until = args.until.map_or(Ok(today), |day| app.past_day("--until", day))?;
            let since = args.since.map_or(Ok(until.plus_days(1 - USUAL)), |day| first_day(app, day))?;
            if until < since {
                return Err(super::records::window_backwards(since, until));
            }
            let window = Window { since, until };
            Ok(Span { window, layout: Layout { frame: window, numbered: false }, year: None })
        }
    }
}

fn first_day(app: &App<'_>, day: DayArg) -> Result<Day> {
    app.past_day("--since", day)
}
