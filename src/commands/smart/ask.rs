//! The questions of a tool in a terminal, one at a time. Each can be passed over; stopping at one keeps nothing.

use crate::app::{App, reads_as};
use crate::domain::mood::Scale;
use crate::domain::text::{Name, Text, key};
use crate::domain::worksheet::Tool;
use crate::domain::worksheet::tools::{AREAS, Kind, Question};
use crate::error::{Error, Result};

/// Someone to ask, and what they have answered so far.
struct Asking<'a> {
    questions: &'a mut (dyn crate::app::Questions + 'static),
    tool: Tool,
    it: &'a str,
    pairs: Vec<(String, String)>,
}

/// Asks every question of a tool and returns the questions with their answers.
///
/// # Errors
/// `missing` when nobody can be asked; when the person stops.
pub(super) fn all(
    app: &mut App<'_>,
    tool: Tool,
    it: &str,
    missing: impl FnOnce() -> Error,
) -> Result<Vec<(String, String)>> {
    let own = own_areas(app, tool)?;
    let questions = app.questions().ok_or_else(missing)?;
    let (title, purpose) = (tool.title(), tool.purpose());
    let title = format!("{title}\n{purpose}\nEnter leaves a question out. Ctrl-C stops, and keeps nothing.");
    questions.show(&title)?;
    let mut asking = Asking { questions, tool, it, pairs: Vec::new() };
    for question in tool.questions().iter().filter(|question| question.follows.is_none()) {
        match question.kind {
            Kind::Text | Kind::Score => asking.one(question, "")?,
            Kind::Lines => asking.lines(question)?,
            Kind::Areas => asking.areas(question, &own)?,
        }
    }
    Ok(asking.pairs)
}

/// The areas of the last balance of life that are the person's own.
fn own_areas(app: &App<'_>, tool: Tool) -> Result<Vec<String>> {
    let last = if tool == Tool::Balance { app.store.latest_worksheet(tool)? } else { None };
    let answers = last.map_or(Ok(Vec::new()), |sheet| app.store.answers_of(&sheet))?;
    let scored = answers.into_iter().filter(|answer| answer.score.is_some()).filter_map(|answer| answer.text);
    let own = |name: &String| !AREAS.contains(&key(name).as_str());
    Ok(scored.map(|text| text.to_string()).filter(own).collect())
}

impl Asking<'_> {
    fn text(&mut self, question: &str, help: &str, kind: Kind) -> Result<Option<String>> {
        let check = if matches!(kind, Kind::Score | Kind::Areas) { reads_as::<Scale> } else { reads_as::<Text> };
        let answer = self.questions.text(question, help, check)?;
        Ok(answer.filter(|answer| !answer.trim().is_empty()))
    }

    /// A question with one answer.
    fn one(&mut self, question: &Question, line: &str) -> Result<()> {
        let answer = self.text(&question.asked_of(self.it, line), "Enter leaves it out", question.kind)?;
        self.pairs.extend(answer.map(|answer| (question.word.to_owned(), answer)));
        Ok(())
    }

    /// A question with any number of answers, each followed up.
    fn lines(&mut self, question: &Question) -> Result<()> {
        let mut help = "one at a time; Enter goes on";
        while let Some(line) = self.text(&question.asked_of(self.it, ""), help, question.kind)? {
            self.pairs.push((question.word.to_owned(), line.clone()));
            for follows in question.followed_by(self.tool) {
                self.one(follows, &line)?;
            }
            help = "another one? Enter goes on";
        }
        Ok(())
    }

    /// A figure for each area of life, then for those that the person adds.
    fn areas(&mut self, question: &Question, own: &[String]) -> Result<()> {
        for area in AREAS.iter().copied().chain(own.iter().map(String::as_str)) {
            self.area(question, area)?;
        }
        let another = "Another area of your own?";
        while let Some(area) = self.questions.text(another, "its name; Enter ends", reads_as::<Name>)? {
            if area.trim().is_empty() {
                break;
            }
            self.area(question, area.trim())?;
        }
        Ok(())
    }

    fn area(&mut self, question: &Question, area: &str) -> Result<()> {
        let answer = self.text(&question.asked_of(self.it, area), "Enter leaves it out", question.kind)?;
        self.pairs.extend(answer.map(|score| (area.to_owned(), score)));
        Ok(())
    }
}
