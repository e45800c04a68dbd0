//! `onward attendance sheet`: meetings on paper, for somebody who asks for that.

use std::path::{Path, PathBuf};

use crate::app::{App, Outcome, reads_as};
use crate::commands::records::window_backwards;
use crate::domain::attendance::Attendance;
use crate::domain::consistency::Window;
use crate::domain::day::DayArg;
use crate::domain::programme::Programme;
use crate::domain::shared::Format;
use crate::domain::sheet::{Line, Pair, Sheet, SheetFormat, doubts, in_order};
use crate::domain::text::{Name, Text};
use crate::error::{Error, Result};
use crate::exchange::sheet as csv;
use crate::view::export::Printed;
use crate::view::order::{Order, Target};
use crate::view::sheet::{SheetPage, SheetWritten, told};
use crate::view::words::span;

/// What a sheet holds and where it goes.
#[derive(Debug, clap::Args)]
pub(super) struct SheetArgs {
    /// The first day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    since: DayArg,
    /// The last day
    #[arg(long, value_name = "DAY", default_value = "today", allow_hyphen_values = true)]
    until: DayArg,
    /// Only meetings of this programme
    #[arg(long, value_name = "NAME")]
    programme: Option<Programme>,
    /// Your name as it is to stand there; "-" asks, or reads it from standard input
    #[arg(long, value_name = "TEXT")]
    name_on_sheet: Option<String>,
    /// The number of your case; "-" asks, or reads it from standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    case: Option<String>,
    /// The new file: its ending .html, .md or .csv says the form; "-" is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// The form, where no ending says it: html, md or csv
    #[arg(long, value_name = "FORM")]
    format: Option<SheetFormat>,
    /// Replace the file that has this name
    #[arg(long)]
    force: bool,
    /// Do not ask, whatever was pointed out
    #[arg(long)]
    yes: bool,
    /// Words that belong to no option: half a name, as a rule, which must not stand in a message
    #[arg(value_name = "WORD", hide = true)]
    rest: Vec<String>,
}

/// Answers.
///
/// # Errors
/// When there is nothing to put on it, when something was pointed out and nobody says to go on, or when the file cannot
/// be written.
pub(super) fn run(args: &SheetArgs, app: &mut App<'_>) -> Outcome {
    if !args.rest.is_empty() {
        return Err(Error::usage("a word here belongs to no option")
            .hint("put a name with blanks in quotes, or write - for it"));
    }
    let format = format(args)?;
    let mut sheet = gathered(args, app)?;
    let pairs = doubts(&sheet.lines, app.settings.day_start.0);
    point_out(&sheet.lines, &pairs, args.yes, app)?;
    let private = private(args, app)?;
    (sheet.name, sheet.case) = (private.name, private.case);
    let file = Some(args.output.as_path()).filter(|path| *path != Path::new("-"));
    let mut written = SheetWritten::new(app.today, args.output.display().to_string(), format, &sheet, &pairs);
    written.typed = private.typed;
    let page = match format {
        SheetFormat::Html => Format::Html,
        SheetFormat::Markdown => Format::Markdown,
        SheetFormat::Csv => {
            let text = csv::write(&sheet)?;
            let Some(path) = file else { return Ok(Box::new(Printed { as_of: app.today, text })) };
            app.write_over(path, text.as_bytes(), args.force)?;
            return Ok(Box::new(written));
        }
    };
    let file = file.map(|path| Target { path: path.to_owned(), force: args.force, open: false, share: None });
    Ok(Box::new(SheetPage::new(sheet, written, Order { format: Some(page), file })))
}

/// The form that was named, or that the file's ending says.
fn format(args: &SheetArgs) -> Result<SheetFormat> {
    let ending = args.output.extension().and_then(|ending| ending.to_str());
    args.format.or_else(|| ending.and_then(SheetFormat::of_ending)).ok_or_else(|| {
        let what = if args.output == Path::new("-") {
            "-o - needs --format".to_owned()
        } else {
            format!("-o {}: its ending does not say in which form", args.output.display())
        };
        Error::usage(what).hint("the file ends in .html, .md or .csv, or --format names one of html, md and csv")
    })
}

/// The sheet, without whose it is.
fn gathered(args: &SheetArgs, app: &App<'_>) -> Result<Sheet> {
    let until = app.past_day("--until", args.until)?;
    let since = args.since.resolve(app.today)?;
    if until < since {
        return Err(window_backwards(since, until));
    }
    let (meetings, own) = (app.store.meetings()?, app.store.own_programmes()?);
    let mut attended: Vec<Attendance> = app.store.newest(Some(since), Some(until), u32::MAX)?;
    attended.reverse();
    if let Some(programme) = &args.programme {
        attended.retain(|attendance| attendance.programme.as_ref() == Some(programme));
    }
    let programme = args.programme.as_ref().map(|programme| programme.speech(&own).title);
    if attended.is_empty() {
        return Err(nothing(Window { since, until }, programme.as_deref(), app));
    }
    let mut lines: Vec<Line> = attended.into_iter().map(|attendance| Line::of(attendance, &meetings, &own)).collect();
    in_order(&mut lines, app.settings.day_start.0);
    Ok(Sheet { name: None, case: None, since, until, programme, lines })
}

fn nothing(days: Window, programme: Option<&str>, app: &App<'_>) -> Error {
    let of = programme.map(|title| format!(" of {title}")).unwrap_or_default();
    let days = span(days.since, days.until, app.today);
    Error::refused(format!("no meeting{of} is recorded for {days}; no sheet was written"))
        .hint("other days: --since and --until; `onward attend list` shows what is recorded")
}

/// So many of what was pointed out are listed; the answer and --json have all of them.
const LISTED: usize = 10;

/// Points out what cannot well both be so, before anything is written.
fn point_out(lines: &[Line], pairs: &[Pair], yes: bool, app: &mut App<'_>) -> Result<()> {
    if pairs.is_empty() || yes {
        return Ok(());
    }
    let mut what: Vec<String> = pairs.iter().take(LISTED).map(|pair| told(lines, pair, app.today)).collect();
    if pairs.len() > LISTED {
        what.push(format!("and {} more", pairs.len() - LISTED));
    }
    let Some(questions) = app.questions() else {
        let error = Error::refused("some of these meetings overlap or stand twice; no sheet was written");
        let error = what.into_iter().fold(error, Error::cause);
        return Err(
            error.hint("correct it with `onward attend edit` or `attend remove`, or give --yes to write it as it is")
        );
    };
    questions.show(&format!("Some of these meetings overlap or stand twice:\n  {}", what.join("\n  ")))?;
    if questions.confirm("Write the sheet as it is?")? { Ok(()) } else { Err(Error::refused("no sheet was written")) }
}

/// Whose sheet it is. It is passed on to the page and to nothing else.
struct Private {
    name: Option<Name>,
    case: Option<Name>,
    /// One of them was typed on the command line, which shells remember.
    typed: bool,
}

fn private(args: &SheetArgs, app: &mut App<'_>) -> Result<Private> {
    let asked = |given: &Option<String>| given.as_deref() == Some("-");
    if asked(&args.name_on_sheet) && asked(&args.case) && app.questions().is_none() {
        let text = app.text("--name-on-sheet", "-")?;
        let lines: Vec<&str> = text.as_ref().map_or(Vec::new(), |text| text.as_str().lines().collect());
        let [name, case] = lines[..] else {
            return Err(Error::usage("standard input holds two lines here: the name, then the number of the case")
                .hint("or leave one of --name-on-sheet and --case out"));
        };
        return Ok(Private { name: named("--name-on-sheet", name)?, case: named("--case", case)?, typed: false });
    }
    let name = one("--name-on-sheet", args.name_on_sheet.as_deref(), "Your name, as it is to stand there?", app)?;
    let case = one("--case", args.case.as_deref(), "The number of your case?", app)?;
    let typed = |given: &Option<String>| given.as_deref().is_some_and(|given| !["", "-"].contains(&given));
    Ok(Private { name, case, typed: typed(&args.name_on_sheet) || typed(&args.case) })
}

/// What was given, or is asked for, or stands on standard input.
fn one(argument: &str, given: Option<&str>, question: &str, app: &mut App<'_>) -> Result<Option<Name>> {
    let Some(given) = given else { return Ok(None) };
    if given != "-" {
        return named(argument, given);
    }
    let text = match app.questions() {
        Some(questions) => questions.text(question, "it is written into the file only", reads_as::<Name>)?,
        None => app.text(argument, "-")?.as_ref().map(Text::to_string),
    };
    text.map_or(Ok(None), |text| named(argument, &text))
}

/// The words, none where they are empty. What is wrong with them is said without repeating them.
fn named(argument: &str, text: &str) -> Result<Option<Name>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| {
        Error::usage(format!("{argument} is one line of at most 200 characters"))
            .hint("without control characters; left out, there is a line to write it on by hand")
    })
}
