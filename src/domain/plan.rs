//! The person's own plan for a hard hour: reasons, warning signs, coping steps. Each part is one text, with a line
//! for each of what it holds.

use super::id::Id;
use super::moment::Moment;
use super::text::Text;
use super::word::words;

words! {
    /// A part of the plan.
    Part, "a part of the plan" {
        /// Why the person abstains.
        Reasons = "reasons",
        /// How the person notices early that it gets hard.
        WarningSigns = "warning-signs",
        /// What the person does then.
        CopingSteps = "coping-steps",
    }
}

/// One part of the plan, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPart {
    /// Its id.
    pub id: Id,
    /// Which part.
    pub part: Part,
    /// What it says: a line for each reason, sign or step.
    pub text: Text,
    /// When it was last written.
    pub recorded_at: Moment,
}

impl PlanPart {
    /// What it holds, one by one, without empty lines and without the marks of a list.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text
            .as_str()
            .lines()
            .map(|line| line.trim_start_matches(['-', '*', '•', ' ', '\t']).trim_end())
            .filter(|line| !line.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_one_of_what_the_part_holds() {
        let part = PlanPart {
            id: Id::parse("019ab123-4567-7890-abcd-0123456789ab").unwrap(),
            part: Part::Reasons,
            text: "- my daughter\n\n  * sleep  \nmornings".parse().unwrap(),
            recorded_at: "2026-11-23T21:30:00+00:00".parse().unwrap(),
        };
        assert_eq!(part.lines().collect::<Vec<_>>(), ["my daughter", "sleep", "mornings"]);
    }
}
