//! The tools with their questions, as data. The questions are in our own words.
//!
//! A question's word is what its answers are stored under: it never changes. `{it}` stands for what the worksheet
//! is about, by its clock's name; `{line}` for the answer that a question follows up.

use super::Tool;

/// What sort of answer a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One text.
    Text,
    /// Any number of lines, one after another.
    Lines,
    /// A figure from 0 to 10.
    Score,
    /// A figure from 0 to 10 for each area of life.
    Areas,
}

/// One question of a tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The word that answers are given and stored under.
    pub word: &'static str,
    /// As it is asked.
    pub asks: &'static str,
    /// What stands above its answers. Questions that follow each other under one label share a box.
    pub label: &'static str,
    /// What marks its answers among those of the box; none where it has the box for itself.
    pub mark: Option<&'static str>,
    /// What sort of answer it takes.
    pub kind: Kind,
    /// The question to each line of which it is asked again; none where it stands by itself.
    pub follows: Option<&'static str>,
}

/// A question that stands by itself.
const fn asked(word: &'static str, label: &'static str, kind: Kind, asks: &'static str) -> Question {
    Question { word, asks, label, mark: None, kind, follows: None }
}

/// A question that follows up each line of another.
const fn following(first: &'static str, question: Question) -> Question {
    Question { follows: Some(first), ..question }
}

/// A question about what comes soon.
const fn short_term(word: &'static str, label: &'static str, asks: &'static str) -> Question {
    Question { mark: Some("short term"), ..asked(word, label, Kind::Lines, asks) }
}

/// A question about what comes later, and lasts.
const fn long_term(word: &'static str, label: &'static str, asks: &'static str) -> Question {
    Question { mark: Some("long term"), ..asked(word, label, Kind::Lines, asks) }
}

const COST_BENEFIT: &[Question] = &[
    short_term("use-gives-short", "What {it} gives", "What does {it} give you now or soon?"),
    long_term("use-gives-long", "What {it} gives", "What does {it} give you in the long run?"),
    short_term("use-costs-short", "What {it} costs", "What does {it} cost you now or soon?"),
    long_term("use-costs-long", "What {it} costs", "What does {it} cost you in the long run?"),
    short_term(
        "without-gives-short",
        "What life without {it} gives",
        "What does life without {it} give you now or soon?",
    ),
    long_term(
        "without-gives-long",
        "What life without {it} gives",
        "What does life without {it} give you in the long run?",
    ),
    short_term(
        "without-costs-short",
        "What life without {it} costs",
        "What does life without {it} cost you now or soon?",
    ),
    long_term(
        "without-costs-long",
        "What life without {it} costs",
        "What does life without {it} cost you in the long run?",
    ),
];

const VALUES: &[Question] = &[
    asked("value", "What matters to you", Kind::Lines, "What matters to you, the most important first?"),
    following("value", asked("meaning", "What it means", Kind::Text, "{line}: what does it mean to you?")),
    following(
        "value",
        asked(
            "fits",
            "How well today's life fits it",
            Kind::Score,
            "{line}: how well does your life today fit it, 0 to 10?",
        ),
    ),
];

const CHANGE_PLAN: &[Question] = &[
    asked("goal", "What you want to change", Kind::Text, "What do you want to change, or to reach?"),
    asked("why", "Why", Kind::Lines, "Why is that worth it to you?"),
    asked("step", "Steps", Kind::Lines, "Which step will you take, the next one first?"),
    asked("helper", "Who helps", Kind::Lines, "Who can help, and with what?"),
    asked(
        "obstacle",
        "What could get in the way",
        Kind::Lines,
        "What could get in the way, and what will you do then?",
    ),
    asked("sign", "Signs that it works", Kind::Lines, "By what will you notice that it works?"),
];

const ABC: &[Question] = &[
    asked("happened", "What happened", Kind::Text, "What happened, as a camera would have seen it?"),
    asked("told-myself", "What you told yourself", Kind::Text, "What did you tell yourself about it?"),
    asked("felt", "What you felt", Kind::Text, "What did you feel then, and how strongly?"),
    asked("did", "What you did", Kind::Text, "What did you do?"),
    asked("else-true", "What else could be true", Kind::Lines, "What else could be true?"),
    asked("helpful", "A more helpful thought", Kind::Text, "Which thought would help you more next time?"),
];

const BALANCE: &[Question] =
    &[asked("area", "Areas of life", Kind::Areas, "{line}: how content are you with it, 0 to 10?")];

/// The areas of life that are asked about; the person adds their own.
pub const AREAS: &[&str] = &["health", "sleep", "family", "friends", "work", "money", "free time", "purpose"];

impl Tool {
    /// Which of the four points it belongs to, 1 to 4.
    pub fn point(self) -> u8 {
        match self {
            Self::CostBenefit | Self::Values | Self::ChangePlan => 1,
            Self::Abc => 3,
            Self::Balance => 4,
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::CostBenefit => "costs and benefits",
            Self::Values => "values",
            Self::ChangePlan => "change plan",
            Self::Abc => "ABC of a difficult event",
            Self::Balance => "balance of life",
        }
    }

    /// What it is for, in a few words.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::CostBenefit => "what it gives and what it costs, soon and in the long run",
            Self::Values => "what matters to you, and how today's life fits it",
            Self::ChangePlan => "a goal, and the way to it",
            Self::Abc => "a difficult event taken apart, and a more helpful thought",
            Self::Balance => "how content you are with each area of life",
        }
    }

    /// Its questions in the order in which they are asked.
    pub fn questions(self) -> &'static [Question] {
        match self {
            Self::CostBenefit => COST_BENEFIT,
            Self::Values => VALUES,
            Self::ChangePlan => CHANGE_PLAN,
            Self::Abc => ABC,
            Self::Balance => BALANCE,
        }
    }

    /// The question of this word.
    pub fn question(self, word: &str) -> Option<&'static Question> {
        self.questions().iter().find(|question| question.word == word)
    }
}

impl Question {
    /// The question as it is asked of what the worksheet is about, to follow up `line`.
    pub fn asked_of(&self, it: &str, line: &str) -> String {
        self.asks.replace("{it}", it).replace("{line}", line)
    }

    /// What stands above its answers, in a worksheet about `it`.
    pub fn labelled(&self, it: &str) -> String {
        self.label.replace("{it}", it)
    }

    /// The questions that follow up each line of this one.
    pub fn followed_by(&self, tool: Tool) -> impl Iterator<Item = &'static Question> {
        let word = self.word;
        tool.questions().iter().filter(move |question| question.follows == Some(word))
    }
}

/// What a worksheet is about where it names no clock.
pub const USING: &str = "using";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_word_is_one_word_and_stands_for_one_question() {
        for tool in Tool::ALL {
            let words: BTreeSet<&str> = tool.questions().iter().map(|question| question.word).collect();
            assert_eq!(words.len(), tool.questions().len(), "{tool}");
            assert!(words.iter().all(|word| !word.contains([' ', '=', ':']) && *word != "review"), "{tool}");
        }
    }

    #[test]
    fn a_question_follows_one_that_takes_lines() {
        for tool in Tool::ALL {
            for follows in tool.questions().iter().filter_map(|question| question.follows) {
                assert_eq!(tool.question(follows).unwrap().kind, Kind::Lines);
            }
        }
    }

    #[test]
    fn a_question_names_what_it_is_about() {
        let question = Tool::CostBenefit.question("without-gives-long").unwrap();
        assert_eq!(question.asked_of("gambling", ""), "What does life without gambling give you in the long run?");
        assert_eq!(question.labelled(USING), "What life without using gives");
    }
}
