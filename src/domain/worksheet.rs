//! The tools of SMART Recovery, each worked through one question at a time. The names are those of common
//! techniques; the questions are our own.

pub mod points;
pub mod sheet;
pub mod tools;

use super::day::Day;
use super::id::Id;
use super::moment::Moment;
use super::mood::Scale;
use super::text::{Name, Text};
use super::word::words;

words! {
    /// A tool.
    Tool, "a tool" {
        /// What use gives and takes, now and later.
        CostBenefit = "cost-benefit",
        /// What matters most.
        Values = "values",
        /// A goal and the way to it.
        ChangePlan = "change-plan",
        /// A difficult event, looked at in parts.
        Abc = "abc",
        /// How content the person is with each area of life.
        Balance = "balance",
    }
}

/// The word of the answers that a later look at a worksheet leads to.
pub const REVIEW: &str = "review";

/// A tool that was worked through once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worksheet {
    /// Its id.
    pub id: Id,
    /// Which tool.
    pub tool: Tool,
    /// The day it was worked on.
    pub day: Day,
    /// The clock it is about; none once that clock was removed, or where it is about none.
    pub clock_id: Option<Id>,
    /// That clock's name when it was recorded.
    pub clock: Option<Name>,
    /// What it is about, in a few words of the person's own.
    pub about: Option<Text>,
    /// When it was recorded.
    pub recorded_at: Moment,
}

/// One answer of a worksheet; a review is an answer given on a later day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its id.
    pub id: Id,
    /// The worksheet it belongs to.
    pub worksheet_id: Id,
    /// Which question it answers, by a word that never changes.
    pub question: Name,
    /// Its place among the answers, from 0.
    pub place: u16,
    /// What it says.
    pub text: Option<Text>,
    /// A figure from 0 to 10, where the question asks for one.
    pub score: Option<Scale>,
    /// The day it was given.
    pub day: Day,
    /// When it was recorded.
    pub recorded_at: Moment,
}
