//! What is answered on one worksheet: read from `question=text`, put in order, written out for an editor.

use super::tools::{Kind, Question};
use super::{Answer, REVIEW, Tool};
use crate::domain::invalid::Invalid;
use crate::domain::mood::Scale;
use crate::domain::text::{Name, Text, key};

/// An answer before it is kept. One that says nothing takes away what there was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The word of the question.
    pub question: &'static str,
    /// What it says; of an area of life, its name.
    pub text: Option<Text>,
    /// The figure, where the question asks for one.
    pub score: Option<Scale>,
}

/// How many answers a worksheet can hold.
const MOST: usize = 500;

impl Given {
    /// What is answered to the question of this word. In a balance of life any word is an area.
    pub fn new(tool: Tool, word: &str, text: &str) -> Result<Self, Invalid> {
        let said = Text::new(text).map_err(|Invalid(why)| Invalid(format!("{word}: {why}")))?;
        if let Some(areas) = tool.questions().iter().find(|question| question.kind == Kind::Areas) {
            let area: Name = word.parse()?;
            let score = said.map(|said| score(area.as_str(), &said)).transpose()?;
            return Ok(Self { question: areas.word, text: Some(area.as_str().parse()?), score });
        }
        let wanted = word.trim().to_lowercase();
        let question = tool.question(&wanted).ok_or_else(|| unknown(tool, word))?;
        Ok(match (question.kind, said) {
            (Kind::Score, Some(said)) => {
                Self { question: question.word, text: None, score: Some(score(question.word, &said)?) }
            }
            (_, text) => Self { question: question.word, text, score: None },
        })
    }

    /// An answer that was kept; none for a review, or for a question that no tool has.
    pub fn kept(tool: Tool, answer: &Answer) -> Option<Self> {
        let question = tool.question(answer.question.as_str())?;
        Some(Self { question: question.word, text: answer.text.clone(), score: answer.score })
    }

    /// Whether this is what was kept.
    pub fn is(&self, answer: &Answer) -> bool {
        self.question == answer.question.as_str() && self.text == answer.text && self.score == answer.score
    }

    fn says_nothing(&self, tool: Tool) -> bool {
        let scored = tool.question(self.question).is_some_and(|question| question.kind == Kind::Areas);
        self.score.is_none() && (scored || self.text.is_none())
    }

    /// The area of life, whatever the case of its letters.
    fn area(&self) -> Option<String> {
        self.text.as_ref().map(|text| key(text.as_str()))
    }
}

fn score(what: &str, said: &Text) -> Result<Scale, Invalid> {
    said.as_str().parse().map_err(|Invalid(why)| Invalid(format!("{what}: {why}")))
}

fn unknown(tool: Tool, word: &str) -> Invalid {
    let words: Vec<&str> = tool.questions().iter().map(|question| question.word).collect();
    Invalid(format!("\"{word}\" is no question of {tool}; they are {}", words.join(", ")))
}

/// The answers in the order of their questions, without those that say nothing. A question that follows up the
/// lines of another stays with its line.
pub fn in_order(tool: Tool, given: Vec<Given>) -> Result<Vec<Given>, Invalid> {
    let given: Vec<Given> = given.into_iter().filter(|given| !given.says_nothing(tool)).collect();
    if given.len() > MOST {
        return Err(Invalid(format!("a worksheet holds at most {MOST} answers")));
    }
    let mut ordered = Vec::with_capacity(given.len());
    for question in tool.questions().iter().filter(|question| question.follows.is_none()) {
        let family = |given: &&Given| {
            given.question == question.word || question.followed_by(tool).any(|follows| follows.word == given.question)
        };
        let family: Vec<&Given> = given.iter().filter(family).collect();
        check(question, &family)?;
        ordered.extend(family.into_iter().cloned());
    }
    Ok(ordered)
}

/// Refuses two answers where one is wanted, and an answer that follows up nothing.
fn check(first: &Question, family: &[&Given]) -> Result<(), Invalid> {
    if first.kind == Kind::Text && family.len() > 1 {
        return Err(Invalid(format!("{} is answered twice; it is one text", first.word)));
    }
    let mut since_line: Option<Vec<&str>> = None;
    for given in family {
        if given.question == first.word {
            since_line = Some(Vec::new());
            continue;
        }
        let Some(answered) = since_line.as_mut() else {
            return Err(Invalid(format!("{} belongs to a {}, which comes first", given.question, first.word)));
        };
        if answered.contains(&given.question) {
            return Err(Invalid(format!("{} is answered twice for one {}", given.question, first.word)));
        }
        answered.push(given.question);
    }
    let areas: Vec<Option<String>> = family.iter().map(|given| given.area()).collect();
    match areas.iter().enumerate().find(|(at, area)| areas[..*at].contains(area)) {
        Some((_, Some(area))) if first.kind == Kind::Areas => Err(Invalid(format!("{area} is answered twice"))),
        _ => Ok(()),
    }
}

/// The answers after a change: what is given takes the place of what the same question had; of areas, each for
/// itself; of lines that are followed up, all together.
pub fn changed(tool: Tool, before: Vec<Given>, given: Vec<Given>) -> Result<Vec<Given>, Invalid> {
    let root = |word: &'static str| tool.question(word).and_then(|question| question.follows).unwrap_or(word);
    let areas = tool.questions().iter().any(|question| question.kind == Kind::Areas);
    let replaced = |old: &Given| {
        given.iter().any(|new| if areas { new.area() == old.area() } else { root(new.question) == root(old.question) })
    };
    let mut after: Vec<Given> = Vec::new();
    let mut given_left = given.clone();
    for old in before {
        if !replaced(&old) {
            after.push(old);
        } else if areas {
            // An area keeps its place among the others.
            let at = given_left.iter().position(|new| new.area() == old.area());
            after.extend(at.map(|at| given_left.remove(at)));
        }
    }
    after.extend(given_left);
    in_order(tool, after)
}

/// The answers with a change put onto them as they are by now: of each question that the change answers otherwise than
/// it was `began` on, what the change says; of the others, what there is now. None where a question was meanwhile
/// given yet another answer than `shown`.
pub fn merged(tool: Tool, [began, shown, now]: [&[Given]; 3], after: &[Given]) -> Result<Option<Vec<Given>>, Invalid> {
    // A line goes with what follows it up; an area of life goes by itself.
    let root = |given: &Given| {
        let question = tool.question(given.question);
        let area = question.filter(|question| question.kind == Kind::Areas).and_then(|_| given.area());
        area.unwrap_or_else(|| question.and_then(|question| question.follows).unwrap_or(given.question).to_owned())
    };
    let of = |given: &[Given], wanted: &str| -> Vec<Given> {
        given.iter().filter(|given| root(given) == wanted).cloned().collect()
    };
    let mut roots: Vec<String> = Vec::new();
    for root in now.iter().chain(after).chain(began).map(root) {
        if !roots.contains(&root) {
            roots.push(root);
        }
    }
    let mut merged = Vec::new();
    for root in &roots {
        let [began, shown, now, after] = [began, shown, now, after].map(|given| of(given, root));
        if after != began && now != shown && now != after {
            return Ok(None);
        }
        merged.extend(if after == began { now } else { after });
    }
    in_order(tool, merged).map(Some)
}

/// The pairs in lines of `question: text`. A line that begins with a blank goes on with the text above it.
pub fn read(text: &str) -> Result<Vec<(String, String)>, Invalid> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut blank = 0;
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            blank += 1;
            continue;
        }
        if line.starts_with([' ', '\t']) {
            let Some((_, above)) = pairs.last_mut() else {
                return Err(Invalid(format!("line {}: it goes on with nothing; write \"question: text\"", at + 1)));
            };
            above.push_str(&"\n".repeat(blank + 1));
            above.push_str(line.trim_start());
        } else {
            let (word, said) = line.split_once(':').ok_or_else(|| {
                Invalid(format!("line {}: write \"question: text\", or begin it with a blank to go on", at + 1))
            })?;
            pairs.push((word.trim().to_owned(), said.trim_start().to_owned()));
        }
        blank = 0;
    }
    Ok(pairs)
}

/// The answers as lines that [`read`] reads; questions without an answer stand with nothing behind them.
pub fn written(tool: Tool, given: &[Given]) -> String {
    let mut out = String::new();
    let mut line = |word: &str, said: &str| {
        let said = said.replace('\n', "\n  ");
        out.push_str(format!("{word}: {said}").trim_end());
        out.push('\n');
    };
    for question in tool.questions().iter().filter(|question| question.follows.is_none()) {
        let family =
            |one: &&Given| tool.question(one.question).is_some_and(|of| of.follows.unwrap_or(of.word) == question.word);
        let family: Vec<&Given> = given.iter().filter(family).collect();
        if family.is_empty() && question.kind != Kind::Areas {
            line(question.word, "");
        }
        for one in family {
            let text = one.text.as_ref().map_or("", Text::as_str);
            let score = one.score.map(|score| score.to_string()).unwrap_or_default();
            match (question.kind, one.score) {
                (Kind::Areas, _) => line(text, &score),
                (_, Some(_)) => line(one.question, &score),
                _ => line(one.question, text),
            }
        }
    }
    out
}

/// The word of a question that some tool asks, or of a review; none where it is another word.
pub fn question_word(word: &str) -> Option<&'static str> {
    let asked = Tool::ALL.iter().find_map(|tool| tool.question(word)).map(|question| question.word);
    asked.or_else(|| (word == REVIEW).then_some(REVIEW))
}

/// Whether an answer is a review, given on a later day.
pub fn is_review(answer: &Answer) -> bool {
    answer.question.as_str() == REVIEW
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(tool: Tool, pairs: &[(&str, &str)]) -> Result<Vec<Given>, Invalid> {
        pairs.iter().map(|(word, text)| Given::new(tool, word, text)).collect()
    }

    fn sheet(tool: Tool, pairs: &[(&str, &str)]) -> Result<Vec<Given>, Invalid> {
        in_order(tool, all(tool, pairs)?)
    }

    fn told(given: &[Given]) -> Vec<String> {
        let said = |one: &Given| {
            let text = one.text.as_ref().map_or(String::new(), |text| format!(" {text}"));
            format!("{}{text}{}", one.question, one.score.map(|score| format!(" {score}")).unwrap_or_default())
        };
        given.iter().map(said).collect()
    }

    #[test]
    fn answers_follow_the_order_of_the_questions() {
        let plan = sheet(Tool::ChangePlan, &[("step", "one"), ("Goal", "rest"), ("step", "two"), ("why", " ")]);
        assert_eq!(told(&plan.unwrap()), ["goal rest", "step one", "step two"]);
    }

    #[test]
    fn what_follows_up_a_line_stays_with_it() {
        let pairs = [("value", "honesty"), ("fits", "7"), ("value", "calm"), ("meaning", "no hurry"), ("fits", "3")];
        assert_eq!(
            told(&sheet(Tool::Values, &pairs).unwrap()),
            ["value honesty", "fits 7", "value calm", "meaning no hurry", "fits 3"]
        );
        assert!(sheet(Tool::Values, &[("fits", "7"), ("value", "honesty")]).is_err());
        assert!(sheet(Tool::Values, &[("value", "honesty"), ("fits", "7"), ("fits", "8")]).is_err());
    }

    #[test]
    fn what_no_question_takes_is_refused() {
        let unknown = sheet(Tool::ChangePlan, &[("gaol", "rest")]).unwrap_err();
        assert!(unknown.0.contains("goal, why, step"), "{unknown:?}");
        assert!(sheet(Tool::ChangePlan, &[("goal", "a"), ("goal", "b")]).is_err());
        assert!(sheet(Tool::Balance, &[("health", "11")]).is_err());
        assert!(sheet(Tool::Balance, &[("health", "6"), ("Health", "7")]).is_err());
        assert!(sheet(Tool::Balance, &[("", "6")]).is_err());
        assert!(sheet(Tool::Values, &[("value", "calm"), ("fits", "much")]).is_err());
    }

    #[test]
    fn any_word_is_an_area_and_one_without_a_figure_is_left_out() {
        let areas = sheet(Tool::Balance, &[("health", "6"), ("the garden", "9"), ("money", "")]).unwrap();
        assert_eq!(told(&areas), ["area health 6", "area the garden 9"]);
    }

    #[test]
    fn a_change_takes_the_place_of_what_the_question_had() {
        let before = sheet(Tool::ChangePlan, &[("goal", "rest"), ("step", "one"), ("step", "two")]).unwrap();
        let new = all(Tool::ChangePlan, &[("step", "three"), ("goal", "")]).unwrap();
        assert_eq!(told(&changed(Tool::ChangePlan, before, new).unwrap()), ["step three"]);
        let before = sheet(Tool::Balance, &[("health", "6"), ("money", "2"), ("work", "5")]).unwrap();
        let new = all(Tool::Balance, &[("garden", "9"), ("Health", "8"), ("money", "")]).unwrap();
        assert_eq!(
            told(&changed(Tool::Balance, before, new).unwrap()),
            ["area Health 8", "area work 5", "area garden 9"]
        );
        let before = sheet(Tool::Values, &[("value", "calm"), ("fits", "3")]).unwrap();
        let new = all(Tool::Values, &[("value", "honesty")]).unwrap();
        assert_eq!(told(&changed(Tool::Values, before, new).unwrap()), ["value honesty"]);
    }

    #[test]
    fn what_two_people_answer_otherwise_is_kept_together_unless_it_is_the_same_question() {
        let of = |pairs: &[(&str, &str)]| sheet(Tool::ChangePlan, pairs).unwrap();
        let began = of(&[("goal", "rest"), ("step", "one"), ("step", "two")]);
        let now = of(&[("goal", "sleep"), ("step", "one"), ("step", "two"), ("why", "work")]);
        let after = of(&[("goal", "rest"), ("step", "three")]);
        let both = merged(Tool::ChangePlan, [&began, &began, &now], &after).unwrap().unwrap();
        assert_eq!(told(&both), ["goal sleep", "why work", "step three"]);
        let same = of(&[("goal", "walk"), ("step", "one"), ("step", "two")]);
        assert_eq!(merged(Tool::ChangePlan, [&began, &began, &now], &same).unwrap(), None);
        assert!(merged(Tool::ChangePlan, [&began, &now, &now], &same).unwrap().is_some(), "it was shown");
        let areas = |pairs: &[(&str, &str)]| sheet(Tool::Balance, pairs).unwrap();
        let began = areas(&[("health", "6"), ("money", "2")]);
        let (now, after) = (areas(&[("health", "6"), ("money", "3")]), areas(&[("Health", "7"), ("money", "2")]));
        let both = merged(Tool::Balance, [&began, &began, &now], &after).unwrap().unwrap();
        assert_eq!(told(&both), ["area Health 7", "area money 3"]);
    }

    #[test]
    fn what_is_written_out_is_read_back_the_same() {
        let sheets: [(Tool, &[(&str, &str)]); 3] = [
            (
                Tool::Abc,
                &[("happened", "one\n\ntwo: three\nfour"), ("felt", "angry, 7"), ("else-true", "he was tired")],
            ),
            (Tool::Values, &[("value", "calm"), ("meaning", "no hurry"), ("fits", "3"), ("value", "honesty")]),
            (Tool::Balance, &[("health", "6"), ("the garden", "9")]),
        ];
        for (tool, pairs) in sheets {
            let given = sheet(tool, pairs).unwrap();
            let read = read(&written(tool, &given)).unwrap();
            let read: Vec<(&str, &str)> = read.iter().map(|(word, text)| (word.as_str(), text.as_str())).collect();
            assert_eq!(sheet(tool, &read).unwrap(), given, "{tool}");
        }
    }

    #[test]
    fn a_line_that_is_no_answer_is_named() {
        assert!(read("goal: rest\nno colon here").unwrap_err().0.contains("line 2"));
        assert!(read("  goes on").unwrap_err().0.contains("line 1"));
        assert_eq!(read("\n").unwrap(), []);
    }
}
