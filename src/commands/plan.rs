//! `onward plan`: the person's own reasons, warning signs and coping steps, kept for a hard hour.

use clap::Subcommand;

use super::merge::changed_meanwhile;
use crate::app::{Access, App, Outcome, Writing};
use crate::domain::invalid::Invalid;
use crate::domain::plan::{Part, PlanPart, Sections, draft, said, sections};
use crate::domain::text::Text;
use crate::error::{Error, Result};
use crate::view::change::Said;
use crate::view::history::Plain;
use crate::view::plan::{Plan, PlanLines};
use crate::view::words::{counted, listed};

/// Your plan for a hard hour: reasons, warning signs, what helps
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward plan show\n  onward plan edit")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The three parts of your plan
    #[command(after_help = "Examples:\n  onward plan show\n  onward plan show --json")]
    Show,
    /// Write your plan in $VISUAL or $EDITOR, or one part of it here
    #[command(
        after_help = "Examples:\n  onward plan edit                                    # all of it, in your editor\n  \
        onward plan edit reasons \"my daughter\" --add        # one more line\n  \
        onward plan edit coping-steps -                     # one part anew, from standard input"
    )]
    Edit(EditArgs),
}

/// What is to be written.
#[derive(Debug, clap::Args)]
struct EditArgs {
    /// One part: reasons, warning-signs or coping-steps
    #[arg(value_name = "PART")]
    part: Option<Part>,
    /// What it says, a line for each; "-" reads it from standard input, nothing opens your editor
    #[arg(value_name = "TEXT", requires = "part", allow_hyphen_values = true)]
    text: Option<String>,
    /// Keep what there is, and add this below it
    #[arg(long, requires = "text")]
    add: bool,
    /// Do not ask before a part is emptied
    #[arg(long)]
    yes: bool,
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
/// When an argument cannot be met; nothing is recorded then.
pub fn run(args: Args, app: &mut App<'_>) -> Outcome {
    match args.command {
        Command::Show => {
            let lines = PlanLines::from(app.store.plan()?.as_slice());
            Ok(Box::new(Plan { as_of: app.today, lines }))
        }
        Command::Edit(args) => edit(&args, app),
    }
}

/// What is to become of one part.
struct Change {
    part: Part,
    asked: Asked,
}

/// What was asked for.
enum Asked {
    /// That it says this from now on; nothing, where it is emptied.
    Anew(Option<Text>),
    /// That this stands below what there is.
    Below(Text),
}

fn edit(args: &EditArgs, app: &mut App<'_>) -> Outcome {
    let shown = app.store.plan()?;
    let Some(part) = args.part else { return in_editor(args.yes, app, &shown) };
    let asked = match &args.text {
        Some(text) if args.add => {
            let nothing = || Error::usage("TEXT is empty, and there is nothing to add").hint(EXAMPLE);
            Asked::Below(said(app.text("TEXT", text)?).ok_or_else(nothing)?)
        }
        Some(text) => Asked::Anew(said(app.text("TEXT", text)?)),
        None => {
            let (of, what) = (format!("plan edit {part}"), "`plan edit` without TEXT");
            let before = text_of(&shown, part).map_or("", Text::as_str);
            let edited = app.in_editor(&Writing { of: &of, what, otherwise: EXAMPLE }, before)?;
            Asked::Anew(said(Text::new(&edited.text)?))
        }
    };
    let changes = [Change { part, asked }];
    let emptied = emptied(&shown, &changes);
    if !emptied.is_empty() {
        app.confirm(&takes_away(&emptied), args.yes)?;
    }
    keep(app, &shown, &changes)
}

const EXAMPLE: &str =
    "onward plan edit reasons \"my daughter\" --add, or - in place of the words to read standard input";

/// The whole plan in the editor. A text that cannot be kept is not thrown away: the editor opens on it again.
fn in_editor(yes: bool, app: &mut App<'_>, shown: &[PlanPart]) -> Outcome {
    let writing = Writing { of: "plan edit", what: "`plan edit` without PART", otherwise: EXAMPLE };
    loop {
        let edited = app.in_editor(&writing, &draft(shown))?;
        let why = match sections(&edited.text) {
            Ok(after) => {
                let changes = asked_for(&edited.began, after);
                let emptied = emptied(shown, &changes);
                if yes || emptied.is_empty() || agreed(app, &format!("{} Go on?", takes_away(&emptied)))? {
                    return keep(app, shown, &changes);
                }
                String::new()
            }
            Err(Invalid(wrong)) => format!("{wrong}. "),
        };
        if !agreed(app, &format!("{why}Open the editor again on what you wrote?"))? {
            return Err(Error::refused("the plan was left as it was"));
        }
    }
}

/// The parts that say something else than the text did that the person began with.
fn asked_for(began: &str, after: Sections) -> Vec<Change> {
    let before = sections(began).ok();
    let was = |part: Part| before.iter().flatten().find(|(other, _)| *other == part).map(|(_, text)| text);
    let different = after.into_iter().filter(|(part, text)| was(*part) != Some(text));
    different.map(|(part, text)| Change { part, asked: Asked::Anew(text) }).collect()
}

fn agreed(app: &mut App<'_>, question: &str) -> Result<bool> {
    app.questions().map_or(Ok(false), |questions| questions.confirm(question))
}

fn text_of(plan: &[PlanPart], part: Part) -> Option<&Text> {
    plan.iter().find(|found| found.part == part).map(|found| &found.text)
}

/// What was added, on a line of its own below what there was.
fn below(before: Option<&Text>, added: &Text) -> Result<Option<Text>> {
    let Some(before) = before else { return Ok(Some(added.clone())) };
    Ok(Text::new(&format!("{before}\n{added}"))?)
}

/// The parts that say something and would not any more, each with the number of its lines.
fn emptied(before: &[PlanPart], changes: &[Change]) -> Vec<String> {
    let empties = |change: &Change| matches!(change.asked, Asked::Anew(None));
    let gone = |found: &&PlanPart| changes.iter().any(|change| change.part == found.part && empties(change));
    let told = |found: &PlanPart| format!("{} ({})", found.part, lines(found.lines().count()));
    before.iter().filter(gone).map(told).collect()
}

fn lines(number: usize) -> String {
    counted(i64::try_from(number).unwrap_or(i64::MAX), "line")
}

/// How many lines there were, where one of them is not there any more: `, in place of 3`.
fn in_place_of(before: Option<&PlanPart>, after: &PlanPart) -> String {
    let replaced = |before: &&PlanPart| before.lines().any(|line| !after.lines().any(|kept| kept == line));
    before.filter(replaced).map_or_else(String::new, |before| format!(", in place of {}", before.lines().count()))
}

fn takes_away(emptied: &[String]) -> String {
    format!("This takes everything out of your {}.", listed(emptied))
}

/// What a part is to say, given what it says now. What another terminal wrote since it was shown is not written over.
fn wanted(app: &App<'_>, shown: &[PlanPart], now: &[PlanPart], change: &Change) -> Result<Option<Text>> {
    let now = text_of(now, change.part);
    match &change.asked {
        Asked::Below(added) => below(now, added),
        Asked::Anew(after) => {
            let clash = app.waited() && now != text_of(shown, change.part) && now != after.as_ref();
            if clash {
                return Err(changed_meanwhile(app, "plan", "plan show", &[change.part.as_str()]));
            }
            Ok(after.clone())
        }
    }
}

/// Records the parts that are different now, as one step.
fn keep(app: &mut App<'_>, shown: &[PlanPart], changes: &[Change]) -> Outcome {
    app.write("plan edit", |app, writer| {
        let before = writer.plan()?;
        let mut told = Vec::new();
        for change in changes {
            let (part, after) = (change.part, wanted(app, shown, &before, change)?);
            if text_of(&before, part) == after.as_ref() {
                continue;
            }
            let kept = before.iter().find(|found| found.part == part);
            told.push(match (kept, after) {
                (None, None) => continue,
                (Some(kept), None) => {
                    writer.remove(kept)?;
                    format!("{part} (empty now)")
                }
                (kept, Some(text)) => {
                    let id = kept.map_or_else(|| app.new_id(), |kept| kept.id);
                    let new = PlanPart { id, part, text, recorded_at: app.now };
                    if kept.is_some() {
                        writer.update(&new)?
                    } else {
                        writer.insert(&new)?
                    }
                    format!("{part} ({}{})", lines(new.lines().count()), in_place_of(kept, &new))
                }
            });
        }
        let what = listed(&told);
        let said = Said { now: format!("Kept: your {what}"), later: format!("plan: {what}"), more: Vec::new() };
        let keys = PlanLines::from(writer.plan()?.as_slice());
        Ok(Plain { as_of: app.today, keys, said, changed: true })
    })
}
