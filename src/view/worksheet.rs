//! A worksheet as it is recorded, listed and shown: its answers under their questions, a balance of life as bars.

use serde::Serialize;

use super::View;
use super::document::{Block, Cell, Document, Line, Table, Tone};
use super::item::{Item, facts, or_dash, said, short_id};
use super::words::{counted, dated, excerpt, near};
use crate::domain::day::Day;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::mood::Scale;
use crate::domain::text::{Name, Text};
use crate::domain::worksheet::points::{Area, areas};
use crate::domain::worksheet::sheet::is_review;
use crate::domain::worksheet::tools::{Kind, Question, USING};
use crate::domain::worksheet::{Answer, Tool, Worksheet};

/// A worksheet with all its answers.
#[derive(Serialize)]
pub struct WorksheetItem {
    id: Id,
    tool: Tool,
    point: u8,
    day: Day,
    clock: Option<Name>,
    about: Option<Text>,
    answers: Vec<AnswerRow>,
    reviews: Vec<ReviewRow>,
    compared_with: Option<Day>,
    recorded_at: Moment,
}

/// An answer, under the word of its question.
#[derive(Serialize)]
struct AnswerRow {
    question: Name,
    text: Option<Text>,
    score: Option<Scale>,
    /// Of an area of life, the figure of the last time.
    before: Option<Scale>,
}

/// What a later look at it led to.
#[derive(Serialize)]
struct ReviewRow {
    day: Day,
    text: Option<Text>,
}

impl WorksheetItem {
    /// A worksheet with its answers and, of a balance of life, the day and the answers of the one before.
    pub fn new(sheet: Worksheet, answers: Vec<Answer>, before: Option<(Day, Vec<Answer>)>) -> Self {
        let (reviews, answers): (Vec<Answer>, Vec<Answer>) = answers.into_iter().partition(is_review);
        let compared_with = before.as_ref().map(|(day, _)| *day);
        let areas = areas(&answers, &before.map(|(_, answers)| answers).unwrap_or_default());
        let row = |answer: Answer| {
            let same = |area: &&Area| answer.score.is_some() && Some(&area.name) == answer.text.as_ref();
            let before = areas.iter().find(same).and_then(|area| area.before);
            AnswerRow { question: answer.question, text: answer.text, score: answer.score, before }
        };
        Self {
            id: sheet.id,
            tool: sheet.tool,
            point: sheet.tool.point(),
            day: sheet.day,
            clock: sheet.clock,
            about: sheet.about,
            answers: answers.into_iter().map(row).collect(),
            reviews: reviews.into_iter().map(|answer| ReviewRow { day: answer.day, text: answer.text }).collect(),
            compared_with,
            recorded_at: sheet.recorded_at,
        }
    }

    /// `change plan about alcohol, 6 answers`.
    pub fn gist(&self) -> String {
        let clock = self.clock.as_ref().map(|clock| format!(" about {clock}")).unwrap_or_default();
        let reviews = match self.reviews.len() {
            0 => String::new(),
            reviews => format!(", {}", counted(reviews as i64, "review")),
        };
        format!("{}{clock}, {}{reviews}", self.tool.title(), counted(self.answers.len() as i64, "answer"))
    }

    /// The picture of a balance of life: a bar for each area, beside the last time. Nothing for another tool.
    pub fn picture(&self, today: Day) -> Vec<Block> {
        if self.tool != Tool::Balance {
            return Vec::new();
        }
        let row = |answer: &AnswerRow| {
            let score = answer.score.map_or(0, Scale::value);
            vec![
                Cell::from(answer.text.as_ref().map_or("", Text::as_str)),
                Cell::Bar { count: i64::from(score), goal: 10 },
                Cell::Number(score.to_string()),
                Cell::from(Line::of(Tone::Quiet, self.compared(answer))),
            ]
        };
        let rows = self.answers.iter().map(row).collect();
        let mut picture = vec![Block::Table(Table { headers: Vec::new(), rows })];
        picture.extend(self.compared_with.map(|day| {
            Block::Text(Line::of(Tone::Quiet, format!("0 to 10, beside the last time, {}.", near(day, today))))
        }));
        picture
    }

    fn compared(&self, answer: &AnswerRow) -> String {
        match (self.compared_with, answer.before, answer.score) {
            (None, ..) => String::new(),
            (_, Some(before), Some(score)) if score > before => format!("up from {before}"),
            (_, Some(before), Some(score)) if score < before => format!("down from {before}"),
            (_, Some(_), _) => "as it was".to_owned(),
            (_, None, _) => "new".to_owned(),
        }
    }

    /// Values in their order, with how today's life fits each.
    fn ranking(&self) -> Block {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for answer in &self.answers {
            let text = answer.text.as_ref().map_or("", Text::as_str);
            match (answer.question.as_str(), rows.last_mut()) {
                ("meaning", Some(row)) => row[3] = Cell::from(text),
                ("fits", Some(row)) => row[2] = Cell::from(format!("{} of 10", answer.score.map_or(0, Scale::value))),
                _ => rows.push(vec![
                    Cell::Number((rows.len() + 1).to_string()),
                    Cell::from(Line::of(Tone::Strong, text)),
                    Cell::from(Line::of(Tone::Quiet, "–")),
                    Cell::from(""),
                ]),
            }
        }
        Block::Table(Table { headers: vec!["", "What matters", "Fits today", "What it means"], rows })
    }

    /// What is answered to a question, each answer by itself.
    fn answers_to(&self, question: &Question) -> impl Iterator<Item = &str> {
        let own = self.answers.iter().filter(|answer| answer.question.as_str() == question.word);
        own.filter_map(|answer| answer.text.as_ref()).map(Text::as_str)
    }

    /// The answers under one label: marked ones side by side, lines as a list, a text as it is.
    fn laid_out(&self, questions: &[Question]) -> Option<Block> {
        let first = questions.first()?;
        if first.mark.is_some() {
            let row = |mark: &'static str, text: &str| vec![Cell::from(Line::of(Tone::Quiet, mark)), Cell::from(text)];
            let marked = questions.iter().filter_map(|question| Some((question.mark?, question)));
            let rows = marked.flat_map(|(mark, question)| self.answers_to(question).map(move |text| row(mark, text)));
            let rows: Vec<Vec<Cell>> = rows.collect();
            return (!rows.is_empty()).then(|| Block::Table(Table { headers: Vec::new(), rows }));
        }
        let dash = if first.kind == Kind::Lines { "- " } else { "" };
        let texts: Vec<String> = self.answers_to(first).map(|text| format!("{dash}{text}")).collect();
        (!texts.is_empty()).then(|| Block::Notice(texts.join("\n")))
    }

    fn it(&self) -> &str {
        self.clock.as_ref().map_or(USING, Name::as_str)
    }

    /// The answers as they are laid out for a person.
    fn lay_out(&self, document: &mut Document, today: Day) {
        match self.tool {
            Tool::Balance => document.0.extend(self.picture(today)),
            Tool::Values => document.push(self.ranking()),
            _ => {
                for together in self.tool.questions().chunk_by(|one, next| one.label == next.label) {
                    if let Some(answers) = self.laid_out(together) {
                        document.heading(together[0].labelled(self.it()));
                        document.push(answers);
                    }
                }
            }
        }
        for review in &self.reviews {
            document.heading(format!("Looked at again on {}", near(review.day, today)));
            document.push(Block::Notice(review.text.as_ref().map(ToString::to_string).unwrap_or_default()));
        }
    }

    /// The answers in plain lines, to be read before a question about them.
    pub fn retold(&self, today: Day) -> String {
        let mut lines = vec![format!("{} of {}", self.tool.title(), near(self.day, today))];
        lines.extend(self.about.as_ref().map(|about| format!("about {about}")));
        let mut above = None;
        for answer in &self.answers {
            let question = self.tool.question(answer.question.as_str());
            if let Some(question) = question.filter(|question| above != Some(question.label)) {
                lines.push(question.labelled(self.it()));
                above = Some(question.label);
            }
            let mark = question.and_then(|question| question.mark).map(str::to_owned);
            let score = answer.score.map(|score| format!("{score} of 10"));
            let parts: Vec<String> = mark.into_iter().chain(said(answer.text.as_ref())).chain(score).collect();
            lines.push(format!("  {}", parts.join(": ").replace('\n', "\n  ")));
        }
        for review in &self.reviews {
            lines.push(format!("Looked at again on {}", near(review.day, today)));
            lines.extend(review.text.as_ref().map(|text| format!("  {}", text.as_str().replace('\n', "\n  "))));
        }
        lines.join("\n")
    }
}

impl Item for WorksheetItem {
    const ONE: &'static str = "worksheet";
    const MANY: &'static str = "worksheets";
    const HEADERS: &'static [&'static str] = &["Id", "Day", "Tool", "Clock", "About", "Answers", "Reviews"];
    const EMPTY: &'static str = "No worksheet in these days. The tools: onward smart";

    fn told(&self) -> String {
        format!("worksheet of {}: {}", dated(self.day), self.gist())
    }

    fn row(&self, today: Day) -> Vec<Cell> {
        vec![
            short_id(self.id),
            Cell::from(near(self.day, today)),
            Cell::from(self.tool.as_str()),
            or_dash(self.clock.as_ref()),
            or_dash(self.about.as_ref().map(|text| excerpt(text.as_str(), 30)).as_ref()),
            Cell::Number(self.answers.len().to_string()),
            Cell::Number(self.reviews.len().to_string()),
        ]
    }

    fn facts(&self, _today: Day) -> Vec<(&'static str, Line)> {
        facts(vec![
            ("Day", Some(dated(self.day))),
            ("Tool", Some(self.tool.title().to_owned())),
            ("Clock", said(self.clock.as_ref())),
            ("About", said(self.about.as_ref())),
            ("Answers", Some(self.answers.len().to_string())),
            ("Reviews", Some(self.reviews.len().to_string())),
            ("Recorded", said(Some(&self.recorded_at))),
            ("Id", Some(self.id.to_string())),
        ])
    }
}

/// The answer to `onward smart show`.
#[derive(Serialize)]
pub struct WorksheetPage {
    /// Today.
    pub as_of: Day,
    /// The worksheet.
    pub worksheet: WorksheetItem,
}

impl View for WorksheetPage {
    fn document(&self) -> Document {
        let sheet = &self.worksheet;
        let mut document = Document::default();
        let clock = sheet.clock.as_ref().map(|clock| format!(", {clock}")).unwrap_or_default();
        let beside = format!("  {}{clock}  {}", near(sheet.day, self.as_of), sheet.id.short());
        document.text(Line::of(Tone::Strong, sheet.tool.title()).and(Tone::Quiet, beside));
        if let Some(about) = &sheet.about {
            document.text(about.to_string());
        }
        sheet.lay_out(&mut document, self.as_of);
        document
    }
}
