//! The four points with what was worked on, and the worksheets that are kept.

use super::super::args::{self, ShowArgs};
use super::super::records::{list_of, window_backwards};
use super::item;
use crate::app::{App, Outcome};
use crate::domain::day::DayArg;
use crate::domain::worksheet::points::{POINTS, Point, URGES, Worked};
use crate::domain::worksheet::{Tool, Worksheet};
use crate::view::smart::{PointRow, Points, ToolRow};
use crate::view::worksheet::WorksheetPage;

/// Which worksheets to list.
#[derive(Debug, clap::Args)]
pub(super) struct SheetsArgs {
    /// Only this tool: cost-benefit, values, change-plan, abc or balance
    #[arg(long, value_name = "TOOL")]
    tool: Option<Tool>,
    #[command(flatten)]
    which: args::ListArgs,
}

/// Shows the four points.
pub(super) fn points(app: &App<'_>) -> Outcome {
    let days = app.store.days_worked()?;
    let (urges, last) = app.store.urges_logged()?;
    let row = |point: &Point| {
        let tools = Tool::ALL.iter().filter(|tool| tool.point() == point.number);
        let mut tools: Vec<ToolRow> = tools.map(|tool| ToolRow::new(*tool, Worked::new(*tool, &days))).collect();
        if point.number == URGES {
            tools.push(ToolRow::urges(usize::try_from(urges).unwrap_or(0), last));
        }
        PointRow::new(point, tools)
    };
    Ok(Box::new(Points { as_of: app.today, points: POINTS.iter().map(row).collect() }))
}

/// Lists worksheets, newest first.
pub(super) fn list(args: &SheetsArgs, app: &App<'_>) -> Outcome {
    let day = |given: Option<DayArg>| given.map(|day| day.resolve(app.today)).transpose();
    let (since, until) = (day(args.which.since)?, day(args.which.until)?);
    if let (Some(since), Some(until)) = (since, until)
        && until < since
    {
        return Err(window_backwards(since, until));
    }
    let mut found = app.store.newest::<Worksheet>(since, until, u32::MAX)?;
    found.retain(|sheet| args.tool.is_none_or(|tool| sheet.tool == tool));
    found.truncate(usize::try_from(args.which.limit).unwrap_or(usize::MAX));
    list_of(app, found, |sheet| item(&app.store, sheet))
}

/// Shows one worksheet.
pub(super) fn show(args: &ShowArgs, app: &App<'_>) -> Outcome {
    let worksheet = item(&app.store, app.store.by_id::<Worksheet>(&args.id)?)?;
    Ok(Box::new(WorksheetPage { as_of: app.today, worksheet }))
}
