//! What was found at all points of an operation, in one line of figures.

use std::collections::BTreeMap;

use super::judge::{Broken, Found};
use crate::home::Answer;

/// What was found at all points of an operation.
#[derive(Default)]
pub(crate) struct Figures {
    pub(crate) points: usize,
    broken: BTreeMap<Broken, usize>,
    said: Vec<String>,
}

impl Figures {
    /// Counts what was found at a point.
    pub(crate) fn add(&mut self, point: &str, answer: &Answer, found: &Found) {
        self.points += 1;
        let mut kinds: Vec<Broken> = found.iter().map(|(broken, _)| *broken).collect();
        kinds.sort();
        kinds.dedup();
        kinds.iter().for_each(|broken| *self.broken.entry(*broken).or_default() += 1);
        if let Some((broken, what)) = found.first() {
            self.said.push(format!("{point}: {broken:?}: {what}\n    it answered {answer:?}"));
        }
    }

    /// One line of figures.
    pub(crate) fn print(&self, what: &str, possible: usize) {
        let count = |broken| self.broken.get(&broken).copied().unwrap_or_default();
        println!(
            "{what}: {} of {possible} points; {} lost, {} left readable, {} wrong words, {} between the sides, {} stuck, \
             {} wrong doctors ({} points broken)",
            self.points,
            count(Broken::Lost),
            count(Broken::Readable),
            count(Broken::Words),
            count(Broken::Between),
            count(Broken::Stuck),
            count(Broken::Doctor),
            self.said.len()
        );
    }

    /// What was found, for a test that fails by it.
    pub(crate) fn into_said(self, what: &str) -> Option<String> {
        let some = self.said[..self.said.len().min(3)].join("\n  ");
        let (broken, points) = (self.said.len(), self.points);
        (broken > 0).then(|| format!("{what}: {broken} of {points} points, among them\n  {some}"))
    }
}
