//! What a change of several files is to do, as the text that the next command reads if this one is interrupted.

use std::path::{Component, Path, PathBuf};

/// The first line of every manifest.
const TITLE: &str = "onward: a change of several files, 1";

/// The last line: without it a manifest is not whole.
const END: &str = "end";

/// One step of a change. Paths are relative to the data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// The file of this number in `next` takes this place.
    Put(usize, PathBuf),
    /// A file gets another name that nothing has.
    Keep(PathBuf, PathBuf),
    /// A file goes.
    Remove(PathBuf),
}

/// What a manifest says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    /// The operation, as a person knows it: `protect on`.
    pub(super) what: String,
    pub(super) steps: Vec<Step>,
}

/// A path of at most three plain names, which a line of the manifest can hold.
pub(super) fn is_plain(path: &Path) -> bool {
    let plain = |part: Component<'_>| match part {
        Component::Normal(name) => name.to_str().is_some_and(|name| !name.contains(char::is_control)),
        _ => false,
    };
    (1..=3).contains(&path.components().count()) && path.components().all(plain)
}

impl Manifest {
    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{TITLE}\n{}\n", self.what);
        for step in &self.steps {
            let line = match step {
                Step::Put(number, to) => format!("put\t{number}\t{}", to.display()),
                Step::Keep(from, to) => format!("keep\t{}\t{}", from.display(), to.display()),
                Step::Remove(path) => format!("remove\t{}", path.display()),
            };
            text.push_str(&line);
            text.push('\n');
        }
        text + END + "\n"
    }

    pub(super) fn of(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix(&format!("\n{END}\n"))?.lines();
        lines.next().filter(|title| *title == TITLE)?;
        let what = lines.next()?.to_owned();
        let path = |text: &str| Some(PathBuf::from(text)).filter(|path| is_plain(path));
        let step = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
            ["put", number, to] => Some(Step::Put(number.parse().ok()?, path(to)?)),
            ["keep", from, to] => Some(Step::Keep(path(from)?, path(to)?)),
            ["remove", gone] => path(gone).map(Step::Remove),
            _ => None,
        };
        let steps = lines.map(step).collect::<Option<Vec<Step>>>()?;
        Some(Self { what, steps })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_was_written_and_a_part_of_it_is_not_read() {
        let manifest = Manifest {
            what: "protect on".to_owned(),
            steps: vec![
                Step::Put(0, "onward.age".into()),
                Step::Keep("onward.db".into(), "backups/a b.db".into()),
                Step::Remove("onward.db".into()),
            ],
        };
        let text = manifest.to_text();
        assert_eq!(Manifest::of(&text), Some(manifest));
        for length in 0..text.len() {
            assert_eq!(Manifest::of(&text[..length]), None, "{length}");
        }
        assert_eq!(Manifest::of(&text.replace("onward.age", "../onward.age")), None);
    }
}
