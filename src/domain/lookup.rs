//! Finding the one thing a person means by a part of its name.

use super::text::{Name, key};

/// What a part of a name leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'a, T> {
    /// Exactly this one.
    One(&'a T),
    /// Several fit; the person has to say more.
    Many(Vec<&'a T>),
    /// Nothing fits; these are near, nearest first.
    Near(Vec<&'a T>),
}

/// How alike two names must be (Jaro–Winkler, 0 to 1) to be worth suggesting.
const NEAR: f64 = 0.75;

/// Looks for `typed` among `all`, ignoring case and the encoding of accents: the whole name wins, then a name that begins with it, then
/// one that holds it anywhere. Where several fit equally well, all of them are candidates.
pub fn find<'a, T>(typed: &str, all: &'a [T], name: impl Fn(&T) -> &Name) -> Found<'a, T> {
    let wanted = key(typed);
    if wanted.is_empty() {
        // Every name begins with nothing; an unset variable in a script must not mean the only clock there is.
        return Found::Near(Vec::new());
    }
    let rules: [fn(&str, &str) -> bool; 3] =
        [|name, wanted| name == wanted, |name, wanted| name.starts_with(wanted), |name, wanted| name.contains(wanted)];
    for fits in rules {
        let found: Vec<&T> = all.iter().filter(|item| fits(&name(item).key(), &wanted)).collect();
        match found.as_slice() {
            [] => {}
            [one] => return Found::One(one),
            // An earlier version took names that look alike for two; each can still be named as it is written.
            several => {
                match several.iter().filter(|item| name(item).as_str() == typed.trim()).collect::<Vec<_>>()[..] {
                    [one] => return Found::One(one),
                    _ => return Found::Many(found),
                }
            }
        }
    }
    Found::Near(near(&wanted, all, name))
}

/// These names, the most alike first.
pub fn most_alike(wanted: &str, mut names: Vec<String>) -> Vec<String> {
    let wanted = key(wanted);
    let alike = |name: &String| strsim::jaro_winkler(&wanted, &key(name));
    names.sort_by(|one, other| alike(other).total_cmp(&alike(one)));
    names
}

fn near<'a, T>(wanted: &str, all: &'a [T], name: impl Fn(&T) -> &Name) -> Vec<&'a T> {
    let mut close: Vec<(f64, &T)> = all
        .iter()
        .map(|item| (strsim::jaro_winkler(wanted, &name(item).key()), item))
        .filter(|(alike, _)| *alike >= NEAR)
        .collect();
    close.sort_by(|a, b| b.0.total_cmp(&a.0));
    close.into_iter().take(3).map(|(_, item)| item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[&str]) -> Vec<Name> {
        all.iter().map(|name| name.parse().unwrap()).collect()
    }

    #[test]
    fn the_whole_name_wins_over_a_part() {
        let all = names(&["Step", "Tuesday Step Study"]);
        assert_eq!(find("step", &all, |n| n), Found::One(&all[0]));
    }

    #[test]
    fn a_beginning_wins_over_a_part_inside() {
        let all = names(&["Maria G", "Anna Maria"]);
        assert_eq!(find("maria", &all, |n| n), Found::One(&all[0]));
    }

    #[test]
    fn a_part_of_several_names_is_ambiguous() {
        let all = names(&["Tuesday Step", "Thursday Step"]);
        assert_eq!(find("STEP", &all, |n| n), Found::Many(vec![&all[0], &all[1]]));
    }

    #[test]
    fn two_that_look_alike_since_an_earlier_version_are_told_apart_as_they_are_written() {
        let all = ["Jos\u{e9}", "Jose\u{301}"].map(|name| Name::recorded(name).unwrap());
        assert_eq!(find("Jose\u{301}", &all, |n| n), Found::One(&all[1]));
        assert_eq!(find("JOS\u{c9}", &all, |n| n), Found::Many(vec![&all[0], &all[1]]));
    }

    #[test]
    fn nothing_means_nobody() {
        let all = names(&["alcohol"]);
        assert_eq!(find(" ", &all, |n| n), Found::Near(vec![]));
    }

    #[test]
    fn a_mistyped_name_has_near_matches() {
        let all = names(&["alcohol", "nicotine"]);
        assert_eq!(find("alchohol", &all, |n| n), Found::Near(vec![&all[0]]));
    }
}
