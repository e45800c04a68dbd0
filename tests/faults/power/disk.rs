//! A model of a disk: what is surely on it, and what was asked of it since.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// A file or a folder, whatever its name.
pub(crate) type Id = usize;

/// Paths below the root with their content; none for a folder.
pub(crate) type Tree = BTreeMap<String, Option<Vec<u8>>>;

#[derive(Clone)]
enum Node {
    File(Vec<u8>),
    Folder(BTreeMap<String, Id>),
}

/// A change of one file or folder.
#[derive(Clone)]
pub(crate) enum What {
    /// Bytes from an offset on.
    Write(usize, Vec<u8>),
    /// The length.
    Resize(usize),
    /// A name for a new file or folder.
    Name(String, Id),
    /// A name less.
    Remove(String),
    /// A name in place of another, in one.
    Rename(String, String),
    /// A name less, once the file has this name in that other folder: a move is never half undone.
    MovedTo(String, Id, String),
}

/// A change that is not surely on the disk.
#[derive(Clone)]
pub(crate) struct Pending {
    node: Id,
    pub(crate) what: What,
    /// The how-manieth of all changes.
    serial: usize,
}

/// What a power cut leaves of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kept {
    Nothing,
    Whole,
    /// Only so many of its first bytes.
    Head(usize),
    /// Only what follows so many of its first bytes.
    Tail(usize),
    /// The length that it gave the file, without its bytes.
    Length,
}

#[derive(Clone)]
pub(crate) struct Disk {
    /// What is surely there.
    synced: Vec<Node>,
    /// What the running system sees.
    live: Vec<Node>,
    pending: Vec<Pending>,
    serial: usize,
    /// How often something became sure.
    syncs: usize,
}

impl Disk {
    /// The folder that everything is in.
    pub(crate) const ROOT: Id = 0;

    /// A disk that surely holds what this folder holds.
    pub(crate) fn of(root: &Path) -> Self {
        let mut nodes = vec![Node::Folder(BTreeMap::new())];
        read(root, Self::ROOT, &mut nodes);
        Self { live: nodes.clone(), synced: nodes, pending: Vec::new(), serial: 0, syncs: 0 }
    }

    fn add(&mut self, node: Node) -> Id {
        self.live.push(node.clone());
        self.synced.push(node);
        self.live.len() - 1
    }

    /// A new file, which has no name yet.
    pub(crate) fn new_file(&mut self) -> Id {
        self.add(Node::File(Vec::new()))
    }

    /// A new folder, which has no name yet.
    pub(crate) fn new_folder(&mut self) -> Id {
        self.add(Node::Folder(BTreeMap::new()))
    }

    /// What a path from the root names now.
    pub(crate) fn find(&self, path: &Path) -> Option<Id> {
        path.iter().try_fold(Self::ROOT, |folder, name| match &self.live[folder] {
            Node::Folder(names) => names.get(name.to_str()?).copied(),
            Node::File(_) => None,
        })
    }

    /// The length of a file now.
    pub(crate) fn length(&self, id: Id) -> usize {
        if let Node::File(bytes) = &self.live[id] { bytes.len() } else { 0 }
    }

    /// Changes a file or a folder.
    pub(crate) fn change(&mut self, node: Id, what: What) {
        self.serial += 1;
        settle(&mut self.live, node, &what, Kept::Whole);
        self.pending.push(Pending { node, what, serial: self.serial });
    }

    /// Brings every change of this file or folder to the disk.
    pub(crate) fn sync(&mut self, node: Id) {
        self.syncs += 1;
        // Where a name went to another folder, what that folder gained goes to the disk before it.
        let moves = |pending: &Pending| match &pending.what {
            What::MovedTo(_, to, _) if pending.node == node => Some(*to),
            _ => None,
        };
        let gained: Vec<Id> = self.pending.iter().filter_map(moves).collect();
        let is_gained = |pending: &mut Pending| {
            gained.contains(&pending.node) && matches!(pending.what, What::Name(..) | What::Rename(..))
        };
        for pending in self.pending.extract_if(.., is_gained) {
            settle(&mut self.synced, pending.node, &pending.what, Kept::Whole);
        }
        for pending in self.pending.extract_if(.., |pending| pending.node == node) {
            settle(&mut self.synced, node, &pending.what, Kept::Whole);
        }
    }

    /// The changes that are not surely on the disk, oldest first.
    pub(crate) fn pending(&self) -> &[Pending] {
        &self.pending
    }

    /// The same for states that are the same.
    pub(crate) fn fingerprint(&self, kept: &[Kept]) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.syncs.hash(&mut hasher);
        let left = self.pending.iter().zip(kept).filter(|(_, kept)| **kept != Kept::Nothing);
        left.for_each(|(pending, kept)| (pending.serial, kept).hash(&mut hasher));
        hasher.finish()
    }

    /// What is found after a power cut that left this of each pending change.
    pub(crate) fn after_crash(&self, kept: &[Kept]) -> Tree {
        let mut nodes = self.synced.clone();
        for (pending, kept) in self.pending.iter().zip(kept) {
            settle(&mut nodes, pending.node, &pending.what, *kept);
        }
        let mut tree = Tree::new();
        walk(&nodes, Self::ROOT, "", &mut tree);
        tree
    }
}

fn read(folder: &Path, id: Id, nodes: &mut Vec<Node>) {
    for entry in fs::read_dir(folder).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        let child = nodes.len();
        if let Node::Folder(names) = &mut nodes[id] {
            names.insert(name.into_string().unwrap(), child);
        }
        if path.is_dir() {
            nodes.push(Node::Folder(BTreeMap::new()));
            read(&path, child, nodes);
        } else {
            nodes.push(Node::File(fs::read(&path).unwrap()));
        }
    }
}

fn walk(nodes: &[Node], id: Id, below: &str, tree: &mut Tree) {
    let Node::Folder(names) = &nodes[id] else { return };
    for (name, child) in names {
        let path = format!("{below}{name}");
        match &nodes[*child] {
            Node::File(bytes) => drop(tree.insert(path, Some(bytes.clone()))),
            Node::Folder(_) => {
                tree.insert(path.clone(), None);
                walk(nodes, *child, &format!("{path}/"), tree);
            }
        }
    }
}

/// Makes a change in its file or folder, of which a power cut keeps this.
fn settle(nodes: &mut [Node], node: Id, what: &What, kept: Kept) {
    let What::MovedTo(from, to, name) = what else { return apply(&mut nodes[node], what, kept) };
    let moved = match (&nodes[node], &nodes[*to]) {
        (Node::Folder(here), Node::Folder(there)) => here.get(from).is_some_and(|id| there.get(name) == Some(id)),
        _ => false,
    };
    if kept == Kept::Whole && moved {
        apply(&mut nodes[node], &What::Remove(from.clone()), kept);
    }
}

fn apply(node: &mut Node, what: &What, kept: Kept) {
    match (node, what) {
        (Node::File(bytes), What::Write(at, written)) => {
            let (from, to) = match kept {
                Kept::Nothing => return,
                Kept::Whole => (0, written.len()),
                Kept::Head(length) => (0, length),
                Kept::Tail(after) => (after, written.len()),
                Kept::Length => (written.len(), written.len()),
            };
            bytes.resize(bytes.len().max(at + to), 0);
            bytes[at + from..at + to].copy_from_slice(&written[from..to]);
        }
        _ if kept != Kept::Whole => {}
        (Node::File(bytes), What::Resize(length)) => bytes.resize(*length, 0),
        (Node::Folder(names), What::Name(name, id)) => drop(names.insert(name.clone(), *id)),
        (Node::Folder(names), What::Remove(name)) => drop(names.remove(name)),
        (Node::Folder(names), What::Rename(from, to)) => {
            // Where the name was never kept there is nothing to move.
            if let Some(id) = names.remove(from) {
                names.insert(to.clone(), id);
            }
        }
        _ => panic!("a folder was written to, or a file was given names"),
    }
}
