//! The recorded calls, made again on the model of the disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Id, What};
use super::record::Call;

/// What a process has open.
#[derive(Clone)]
struct Open {
    path: PathBuf,
    /// None outside of the home.
    node: Option<Id>,
    /// Where the next plain write goes.
    at: usize,
    appends: bool,
}

/// The state of everything between two calls.
#[derive(Clone)]
pub(crate) struct Replay {
    pub(crate) disk: Disk,
    /// How many commands have answered.
    pub(crate) answered: usize,
    root: PathBuf,
    open: BTreeMap<i64, Open>,
}

impl Replay {
    /// A beginning: what is in the home now is on the disk.
    pub(crate) fn of(root: &Path) -> Self {
        Self { disk: Disk::of(root), answered: 0, root: root.to_owned(), open: BTreeMap::new() }
    }

    /// Makes this call.
    pub(crate) fn apply(&mut self, call: &Call) {
        match call.name.as_str() {
            "exec" => self.open.clear(),
            "openat" => self.openat(call),
            "close" => drop(self.open.remove(&call.number(0))),
            "read" => self.moved(call, |at, read| at + read),
            "lseek" => self.moved(call, |_, to| to),
            "write" => self.write(call),
            "pwrite64" => {
                let at = usize::try_from(call.number(3)).unwrap();
                self.data(call, |_| What::Write(at, call.bytes(1)));
            }
            "ftruncate" => self.data(call, |_| What::Resize(usize::try_from(call.number(1)).unwrap())),
            "fsync" | "fdatasync" => self.sync(call),
            "mkdir" => self.make_folder(&self.path(None, call, 0)),
            "mkdirat" => self.make_folder(&self.path(Some(0), call, 1)),
            "rmdir" => self.remove(&self.path(None, call, 0)),
            "unlink" => self.remove(&self.path(None, call, 0)),
            "unlinkat" => self.remove(&self.path(Some(0), call, 1)),
            "rename" => self.rename(&self.path(None, call, 0), &self.path(None, call, 1)),
            "link" => self.link(&self.path(None, call, 0), &self.path(None, call, 1)),
            "linkat" => self.link(&self.path(Some(0), call, 1), &self.path(Some(2), call, 3)),
            "renameat" | "renameat2" => self.rename(&self.path(Some(0), call, 1), &self.path(Some(2), call, 3)),
            other => panic!("the model of the disk does not know {other}"),
        }
    }

    /// The path that an argument names, from the folder that another one has open.
    fn path(&self, folder: Option<usize>, call: &Call, nth: usize) -> PathBuf {
        let open =
            folder.and_then(|nth| call.word(nth).parse().ok()).and_then(|descriptor: i64| self.open.get(&descriptor));
        let from = open.map_or(&self.root, |open| &open.path);
        from.join(String::from_utf8(call.bytes(nth)).unwrap())
    }

    /// The folder and name of a path inside the home.
    fn place(&self, path: &Path) -> Option<(Id, String)> {
        path.strip_prefix(&self.root).ok()?;
        let folder = self.find(path.parent()?)?;
        Some((folder, path.file_name()?.to_str()?.to_owned()))
    }

    fn find(&self, path: &Path) -> Option<Id> {
        self.disk.find(path.strip_prefix(&self.root).ok()?)
    }

    fn openat(&mut self, call: &Call) {
        let (path, flags) = (self.path(Some(0), call, 1), call.word(2));
        let has = |flag: &str| flags.split('|').any(|word| word == flag);
        assert!(!has("O_TMPFILE"), "the model of the disk does not know files without a name");
        let new = has("O_CREAT") && self.find(&path).is_none();
        if let Some((folder, name)) = self.place(&path).filter(|_| new) {
            let file = self.disk.new_file();
            self.disk.change(folder, What::Name(name, file));
        }
        let node = self.find(&path);
        if let Some(file) = node.filter(|_| has("O_TRUNC")) {
            self.disk.change(file, What::Resize(0));
        }
        self.open.insert(call.returned, Open { path, node, at: 0, appends: has("O_APPEND") });
    }

    fn moved(&mut self, call: &Call, to: impl Fn(usize, usize) -> usize) {
        if let Some(open) = self.open.get_mut(&call.number(0)) {
            open.at = to(open.at, usize::try_from(call.returned).unwrap());
        }
    }

    fn write(&mut self, call: &Call) {
        // A command answers once, when all is done.
        if call.number(0) == 1 {
            self.answered += 1;
            return;
        }
        let length = self.node(call).map_or(0, |node| self.disk.length(node));
        self.data(call, |open| What::Write(if open.appends { length } else { open.at }, call.bytes(1)));
        self.moved(call, |at, written| at + written);
    }

    fn node(&self, call: &Call) -> Option<Id> {
        self.open.get(&call.number(0))?.node
    }

    /// A change of an open file of the home.
    fn data(&mut self, call: &Call, what: impl Fn(&Open) -> What) {
        let Some(open) = self.open.get(&call.number(0)) else { return };
        let Some(node) = open.node else { return };
        let mut what = what(open);
        if let What::Write(_, bytes) = &mut what {
            // A short write is what it says it was.
            bytes.truncate(usize::try_from(call.returned).unwrap());
        }
        self.disk.change(node, what);
    }

    fn sync(&mut self, call: &Call) {
        if let Some(node) = self.node(call) {
            self.disk.sync(node);
        } else if self.open.get(&call.number(0)).is_some_and(|open| open.path == self.root) {
            self.disk.sync(Disk::ROOT);
        }
    }

    fn make_folder(&mut self, path: &Path) {
        if let Some((folder, name)) = self.place(path) {
            let made = self.disk.new_folder();
            self.disk.change(folder, What::Name(name, made));
        }
    }

    fn remove(&mut self, path: &Path) {
        if let Some((folder, name)) = self.place(path) {
            self.disk.change(folder, What::Remove(name));
        }
    }

    /// One more name for a file.
    fn link(&mut self, from: &Path, to: &Path) {
        if let (Some(file), Some((folder, name))) = (self.find(from), self.place(to)) {
            self.disk.change(folder, What::Name(name, file));
        }
    }

    fn rename(&mut self, from: &Path, to: &Path) {
        let whole = from.to_owned();
        match (self.place(from), self.place(to)) {
            (Some((folder, from)), Some((other, to))) if folder == other => {
                self.disk.change(folder, What::Rename(from, to));
            }
            (Some((folder, from)), Some((other, to))) => {
                let Some(file) = self.find(&whole) else { return };
                self.disk.change(other, What::Name(to.clone(), file));
                self.disk.change(folder, What::MovedTo(from, other, to));
            }
            (None, None) => {}
            _ => panic!("the model of the disk does not know a move into the home or out of it"),
        }
    }
}
