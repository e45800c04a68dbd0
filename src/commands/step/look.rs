//! The steps side by side, and one with all that was written at it.

use super::which::{WhichArgs, known, with_steps};
use crate::app::{App, Outcome};
use crate::domain::programme::Programme;
use crate::domain::stepwork::{Standing, standings};
use crate::error::Result;
use crate::store::Store;
use crate::view::stepwork::{ProgrammeSteps, StepList, StepPage, StepRow, TimeThrough};

/// Lists every step of one programme, or of all that are known.
pub(super) fn list(programme: Option<&Programme>, app: &App<'_>) -> Outcome {
    let own = app.store.own_programmes()?;
    let wanted = match programme {
        Some(programme) => vec![programme.clone()],
        None => known(app, &own)?,
    };
    let work = app.store.stepwork()?;
    let mut programmes = Vec::new();
    for programme in wanted {
        let speech = with_steps(&programme, &own)?;
        let standings = standings(&programme, speech.steps, &work);
        let steps = standings.iter().map(|step| row(&app.store, step)).collect::<Result<Vec<_>>>()?;
        programmes.push(ProgrammeSteps { programme, steps, title: speech.title });
    }
    Ok(Box::new(StepList { as_of: app.today, programmes }))
}

fn row(store: &Store, step: &Standing) -> Result<StepRow> {
    let notes = step.work.iter().map(|work| store.notes_on(work)).sum::<Result<i64>>()?;
    Ok(StepRow::new(step, notes))
}

/// Shows every time through one step.
pub(super) fn show(args: &WhichArgs, app: &mut App<'_>) -> Outcome {
    let which = args.resolve(app)?;
    let standing = which.standing(&app.store)?;
    let state = standing.state;
    let times = standing.work.into_iter().enumerate();
    let work = times
        .map(|(at, work)| {
            let notes = app.store.notes_of(&work)?;
            Ok(TimeThrough::new(work, at + 1, notes))
        })
        .collect::<Result<Vec<_>>>()?;
    let (programme, number, title) = (which.programme, which.number, which.title);
    Ok(Box::new(StepPage { as_of: app.today, programme, number, state, work, title }))
}
