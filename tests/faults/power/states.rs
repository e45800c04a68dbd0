//! Which part of the pending changes a power cut leaves: the orderly ways, the mean ones and some by chance.

use super::disk::{Disk, Kept, Pending, What};
use crate::dice::Dice;

/// What a disk writes in one go, in bytes.
const SECTOR: usize = 512;

/// A state of the folder after a power cut.
pub(crate) struct Crash {
    /// The call after which it came.
    pub(crate) after: usize,
    /// What it left of each pending change.
    pub(crate) kept: Vec<Kept>,
}

/// Some ways to keep a part of so many changes.
type Ways = Vec<Vec<Kept>>;

/// All states that are tried for the changes pending now.
pub(crate) fn all(disk: &Disk, dice: &mut Dice) -> Ways {
    let pending = disk.pending();
    let named = |change: &Pending| !matches!(change.what, What::Write(..) | What::Resize(..));
    let (names, data): (Vec<_>, Vec<_>) = pending.iter().partition(|change| named(change));
    let few = |count: usize| vec![vec![Kept::Nothing; count], vec![Kept::Whole; count]];
    let mut some_data = few(data.len());
    some_data.extend((0..2).map(|_| data.iter().map(|change| by_chance(change, dice)).collect()));
    let (all_names, all_data) = (parts(names.len()), [parts(data.len()), torn(&data)].concat());
    let crossed = [cross(&all_names, &some_data), cross(&few(names.len()), &all_data)].concat();
    let merge = |(names, data): (Vec<Kept>, Vec<Kept>)| {
        let (mut names, mut data) = (names.into_iter(), data.into_iter());
        let next = |change| if named(change) { names.next() } else { data.next() };
        pending.iter().map(next).map(Option::unwrap).collect()
    };
    crossed.into_iter().map(merge).collect()
}

fn cross(names: &Ways, data: &Ways) -> Vec<(Vec<Kept>, Vec<Kept>)> {
    names.iter().flat_map(|names| data.iter().map(|data| (names.clone(), data.clone()))).collect()
}

/// The first few, all but one, one alone; none and all among them.
fn parts(count: usize) -> Ways {
    let way = |keeps: &dyn Fn(usize) -> bool| {
        (0..count).map(|nth| if keeps(nth) { Kept::Whole } else { Kept::Nothing }).collect::<Vec<_>>()
    };
    let mut ways: Ways = (0..=count).map(|first| way(&|nth| nth < first)).collect();
    ways.extend((0..count).map(|without| way(&|nth| nth != without)));
    ways.extend((0..count).map(|alone| way(&|nth| nth == alone)));
    ways
}

/// The last write torn between two sectors, with all before it or with nothing; lengths without bytes.
fn torn(data: &[&Pending]) -> Ways {
    let Some((last, before)) = data.split_last() else { return Ways::new() };
    let mut ways = vec![vec![Kept::Length; data.len()]];
    let mut end = |kept: Kept| {
        for earlier in [Kept::Whole, Kept::Nothing] {
            ways.push([vec![earlier; before.len()], vec![kept]].concat());
        }
    };
    end(Kept::Length);
    for at in tears(last) {
        end(Kept::Head(at));
        end(Kept::Tail(at));
    }
    ways
}

/// Where a change can be torn: at every sector of the disk that begins within it.
fn tears(change: &Pending) -> Vec<usize> {
    let What::Write(at, bytes) = &change.what else { return Vec::new() };
    (1..bytes.len()).filter(|inside| (at + inside) % SECTOR == 0).collect()
}

fn by_chance(change: &Pending, dice: &mut Dice) -> Kept {
    let tears = tears(change);
    let tear = if tears.is_empty() { None } else { Some(tears[dice.below(tears.len())]) };
    match (dice.below(6), tear) {
        (0, Some(at)) => Kept::Head(at),
        (1, Some(at)) => Kept::Tail(at),
        (2, _) => Kept::Length,
        (nth, _) if nth % 2 == 0 => Kept::Nothing,
        _ => Kept::Whole,
    }
}
