//! The person's own plan for a hard hour: reasons, warning signs, coping steps. Each part is one text, with a line
//! for each of what it holds.

use super::id::Id;
use super::invalid::Invalid;
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
        lines(&self.text)
    }
}

fn lines(text: &Text) -> impl Iterator<Item = &str> {
    text.as_str()
        .lines()
        .map(|line| line.trim_start_matches(['-', '*', '•', ' ', '\t']).trim_end())
        .filter(|line| !line.is_empty())
}

/// What a part is to say; none where nothing is left but the marks of a list.
pub fn said(text: Option<Text>) -> Option<Text> {
    text.filter(|text| lines(text).next().is_some())
}

/// What a part of the plan holds, one by one; nothing where it says nothing.
pub fn lines_of(plan: &[PlanPart], part: Part) -> Vec<String> {
    plan.iter().filter(|found| found.part == part).flat_map(PlanPart::lines).map(str::to_owned).collect()
}

impl Part {
    /// What stands above it where the whole plan is one text.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Reasons => "My reasons",
            Self::WarningSigns => "Warning signs",
            Self::CopingSteps => "What helps me",
        }
    }
}

/// What each part says, none where it says nothing.
pub type Sections = [(Part, Option<Text>); 3];

/// The whole plan as one text to be edited: every part under its heading.
pub fn draft(parts: &[PlanPart]) -> String {
    let section = |part: &Part| {
        let said = parts.iter().find(|found| found.part == *part).map_or("", |found| found.text.as_str());
        // A line of the person's own that looks like a heading is set in by a blank, so that it is none.
        let lines: Vec<String> = said.lines().map(|line| " ".repeat(usize::from(is_heading(line))) + line).collect();
        let lines = if lines.is_empty() { String::new() } else { lines.join("\n") + "\n" };
        format!("# {}\n\n{lines}", part.heading())
    };
    Part::ALL.iter().map(section).collect::<Vec<_>>().join("\n")
}

/// What an edited text says of each part. Every line below a heading is kept; a heading that is left out with its
/// lines is a part that says nothing.
///
/// # Errors
/// When a heading is not one of the three or stands twice, or words stand above the first one.
pub fn sections(text: &str) -> Result<Sections, Invalid> {
    let mut found: Vec<(Part, String)> = Vec::new();
    for line in text.lines() {
        if let Some(part) = named_by(line) {
            if found.iter().any(|(other, _)| *other == part) {
                return Err(Invalid(format!("\"# {}\" stands twice", part.heading())));
            }
            found.push((part, String::new()));
        } else if is_heading(line) {
            let known = Part::ALL.iter().map(|part| format!("\"# {}\"", part.heading())).collect::<Vec<_>>();
            return Err(Invalid(format!("\"{}\" is not one of {}", line.trim_end(), known.join(", "))));
        } else if let Some((_, lines)) = found.last_mut() {
            *lines += line;
            lines.push('\n');
        } else if !line.trim().is_empty() {
            return Err(Invalid(format!("words stand above the first heading, \"# {}\"", Part::Reasons.heading())));
        }
    }
    let below = |part: Part| {
        let lines = found.iter().find(|(other, _)| *other == part).map_or("", |(_, lines)| lines.as_str());
        Text::new(lines.trim_start_matches('\n')).map(|text| (part, said(text)))
    };
    Ok([below(Part::Reasons)?, below(Part::WarningSigns)?, below(Part::CopingSteps)?])
}

/// Whether a line means to be a heading: `# ` or `## ` before something.
fn is_heading(line: &str) -> bool {
    line.starts_with('#') && (line.trim_start_matches('#').starts_with(' ') || named_by(line).is_some())
}

/// The part whose heading this line is, however its letters are.
fn named_by(line: &str) -> Option<Part> {
    let title = line.strip_prefix('#')?.trim_start_matches('#').trim();
    Part::ALL.iter().copied().find(|part| part.heading().eq_ignore_ascii_case(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(part: Part, text: &str) -> PlanPart {
        PlanPart {
            id: Id::parse("019ab123-4567-7890-abcd-0123456789ab").unwrap(),
            part,
            text: text.parse().unwrap(),
            recorded_at: "2026-11-23T21:30:00+00:00".parse().unwrap(),
        }
    }

    fn read(text: &str) -> [Option<String>; 3] {
        sections(text).unwrap().map(|(_, text)| text.map(|text| text.to_string()))
    }

    #[test]
    fn what_is_not_changed_in_the_editor_is_read_back_as_it_was() {
        let parts = [part(Part::Reasons, "- my daughter\n\n  sleep\n#1 mornings"), part(Part::CopingSteps, "walk")];
        let back = read(&draft(&parts));
        assert_eq!(back, [Some("- my daughter\n\n  sleep\n#1 mornings".to_owned()), None, Some("walk".to_owned())]);
        assert_eq!(read(&draft(&[])), [None, None, None]);
        assert_eq!(read("# My reasons\n- \n*\n"), [None, None, None], "the marks of a list say nothing");
    }

    #[test]
    fn a_line_of_ones_own_is_never_taken_for_a_heading() {
        let parts = [part(Part::Reasons, "# Warning signs\n# what I wrote")];
        assert_eq!(read(&draft(&parts))[0].as_deref(), Some(" # Warning signs\n # what I wrote"));
        assert_eq!(read(&draft(&parts))[1], None);
    }

    #[test]
    fn what_stands_under_no_known_heading_is_refused() {
        for wrong in ["# My reason\nx", "words\n# My reasons", "# My reasons\nx\n# my REASONS\ny", "## Other\n"] {
            assert!(sections(wrong).is_err(), "{wrong}");
        }
        assert_eq!(read("\n# what helps me\nwalk\n#My reasons\nsleep")[2].as_deref(), Some("walk"));
    }

    #[test]
    fn each_line_is_one_of_what_the_part_holds() {
        let part = part(Part::Reasons, "- my daughter\n\n  * sleep  \nmornings");
        assert_eq!(part.lines().collect::<Vec<_>>(), ["my daughter", "sleep", "mornings"]);
    }
}
