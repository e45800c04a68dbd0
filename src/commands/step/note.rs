//! Something written down at a step: at the time through it that is being worked on, otherwise at the latest.

use super::super::args::OnArgs;
use super::which::WhichArgs;
use crate::app::{App, Outcome, Writing, reads_as};
use crate::domain::stepwork::{Stepnote, current};
use crate::domain::text::Text;
use crate::error::{Error, Result};
use crate::view::change::{Change, Said};
use crate::view::item::Item;
use crate::view::stepwork::StepnoteItem;
use crate::view::words::told;

/// A note to write.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    which: WhichArgs,
    /// What to write down; "-" reads it from standard input, so that it stays out of the shell's history
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    /// Write it in $VISUAL or $EDITOR
    #[arg(long, conflicts_with = "text")]
    edit: bool,
    #[command(flatten)]
    on: OnArgs,
}

impl Args {
    /// The text given, written or asked for.
    fn text(&self, app: &mut App<'_>, name: &str) -> Result<Text> {
        let how = "`-` in place of TEXT reads it from standard input";
        let text = match &self.text {
            Some(text) => app.text("TEXT", text)?,
            None if self.edit => {
                let writing = Writing { of: "step note", what: "--edit", otherwise: how };
                Text::new(&app.in_editor(&writing, "")?.text)?
            }
            None => {
                let Some(questions) = app.questions() else { return Err(Error::usage("TEXT is missing").hint(how)) };
                let asked = questions.text(&format!("A note on {name}?"), "one line", reads_as::<Text>)?;
                asked.as_deref().map_or(Ok(None), Text::new)?
            }
        };
        text.ok_or_else(|| Error::refused("the note is empty; nothing was recorded").hint(how))
    }
}

/// Writes a note.
pub(super) fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let which = args.which.resolve(app)?;
    let day = app.past_day("--on", args.on.on)?;
    if which.work(&app.store)?.is_empty() {
        return Err(Error::refused(format!("{} was not begun yet", which.name()))
            .hint(format!("onward step begin {}; then the note", which.typed())));
    }
    let text = args.text(app, &which.name())?;
    app.write("step note", |app, writer| {
        let work = which.work(writer)?;
        let work = current(&work).ok_or_else(|| Error::refused(format!("{} was not begun yet", which.name())))?;
        let note = Stepnote { id: app.new_id(), stepwork_id: work.id, day, text, recorded_at: app.now };
        writer.insert(&note)?;
        let item = StepnoteItem::new(note, &which.item(writer, work.clone())?);
        let now = format!("Recorded for {}: {}", told(day, app.today), item.gist());
        let said = Said { now, later: item.told(), more: Vec::new() };
        Ok(Change::new(app.today, item, said))
    })
}
