//! Facts that can save a life, to be said once and calmly on the event they belong to.
//!
//! A clock is recognised by what the person called it; where no word is known, nothing is said.

use super::text::Name;

const ALCOHOL: &[&str] =
    &["alcohol", "drink", "booze", "beer", "wine", "vodka", "whisky", "whiskey", "gin", "rum", "spirits"];
const BENZODIAZEPINES: &[&str] = &[
    "benzo",
    "valium",
    "xanax",
    "diazepam",
    "alprazolam",
    "lorazepam",
    "clonazepam",
    "temazepam",
    "klonopin",
    "ativan",
];
const OPIOIDS: &[&str] = &[
    "opioid",
    "opiate",
    "heroin",
    "fentanyl",
    "oxycodone",
    "oxycontin",
    "oxy",
    "codeine",
    "morphine",
    "tramadol",
    "hydrocodone",
    "vicodin",
    "percocet",
    "smack",
    "kratom",
];

const STOPPING: &str = "Good to know: for someone who is physically dependent, stopping suddenly can be dangerous; talk to a doctor first. \
     Fits, confusion or seeing things that are not there need emergency help (UK 999, US 911).";

const TOLERANCE: &str = "Good to know: tolerance falls quickly without use, so an amount that was usual before can be an overdose now. \
     Naloxone reverses one; emergency help is UK 999, US 911.";

/// Every fact: what is said where it is not known which clocks there are.
pub const ALL: &[&str] = &[STOPPING, TOLERANCE];

/// What to know when a clock of this name is created.
pub fn on_new_clock(name: &Name) -> Option<&'static str> {
    (named(name, ALCOHOL) || named(name, BENZODIAZEPINES)).then_some(STOPPING)
}

/// What to know when a slip on a clock of this name is recorded.
pub fn on_slip(name: &Name) -> Option<&'static str> {
    named(name, OPIOIDS).then_some(TOLERANCE)
}

/// All that is to be known about clocks of these names, each fact once.
pub fn about<'a>(names: impl IntoIterator<Item = &'a Name>) -> Vec<&'static str> {
    let said: Vec<&str> = names.into_iter().flat_map(|name| [on_new_clock(name), on_slip(name)]).flatten().collect();
    ALL.iter().copied().filter(|fact| said.contains(fact)).collect()
}

/// Whether a word of the name begins with one of these.
fn named(name: &Name, words: &[&str]) -> bool {
    let key = name.key();
    let spoken = key.split(|c: char| !c.is_alphanumeric());
    spoken
        .into_iter()
        .any(|word| words.iter().any(|known| if known.len() < 4 { word == *known } else { word.starts_with(known) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        text.parse().unwrap()
    }

    #[test]
    fn the_fact_follows_the_clock() {
        assert!(on_new_clock(&name("Alcohol")).is_some());
        assert!(on_new_clock(&name("evening drinking")).is_some());
        assert!(on_new_clock(&name("gambling")).is_none());
        assert!(on_slip(&name("heroin")).is_some());
        assert!(on_slip(&name("Oxy")).is_some());
        assert!(on_new_clock(&name("ginger ale")).is_none());
        assert!(on_slip(&name("alcohol")).is_none());
    }

    #[test]
    fn each_fact_is_said_once_however_many_clocks_it_belongs_to() {
        let names = ["alcohol", "wine", "heroin", "gambling"].map(name);
        assert_eq!(about(&names), ALL);
        assert_eq!(about(&names[3..]), [""; 0]);
    }
}
