//! What may pass, column by column.

use std::fmt::Display;
use std::str::FromStr;

use crate::domain::attendance::ProofKind;
use crate::domain::audience::{Audience, Fields};
use crate::domain::contact::ContactRole;
use crate::domain::day::Day;
use crate::domain::meeting::{Access, Approach, Venue, Weekdays, Zone};
use crate::domain::moment::{Moment, TimeOfDay};
use crate::domain::plan::Part;
use crate::domain::reach::{Channel, Direction};
use crate::domain::setting::{Country, SettingKey};
use crate::domain::shared::Format;
use crate::domain::source::Source;
use crate::domain::urge::Outcome;
use crate::domain::worksheet::Tool;
use crate::domain::worksheet::sheet::question_word;

/// What becomes of a column.
#[derive(Debug, Clone, Copy)]
pub enum Fate {
    /// A figure stays; yes and no are figures.
    Figure,
    /// What can be read in a form without words of the person's stays, as it is always written.
    Word(fn(&str) -> Option<String>),
    /// A reference stays. An id that follows from what was recorded, as those of imported days do, would tell a name to
    /// who tries all names; it becomes another.
    Id,
    /// Each name becomes this word and a number, the same one wherever the name stands.
    Numbered(&'static str),
    /// A programme that many have stays; one of the person's own is numbered.
    Programme,
    /// A list of milestones stays, without the names that the person gave them.
    Unnamed,
    /// The value of a setting; a place is none that stays.
    Setting,
    /// It is left empty.
    LeftOut,
    /// It says only that it was left out, because something has to stand there.
    Unsaid,
}

const DAY: Fate = Fate::Word(read::<Day>);
const TIME: Fate = Fate::Word(read::<TimeOfDay>);
const AT: Fate = Fate::Word(read::<Moment>);
const VENUE: Fate = Fate::Word(read::<Venue>);
const FIELDS: Fate = Fate::Word(read::<Fields>);
const AUDIENCE: Fate = Fate::Word(read::<Audience>);
const SOURCE: Fate = Fate::Word(read::<Source>);
const CLOCK: Fate = Fate::Numbered("clock");
const MEETING: Fate = Fate::Numbered("meeting");
const CONTACT: Fate = Fate::Numbered("contact");

/// Text in the form of a `T`, as that is written; none where it is not in this form.
fn read<T: FromStr + Display>(text: &str) -> Option<String> {
    text.parse::<T>().ok().map(|value| value.to_string())
}

/// The word of a question that the program asks.
fn question(text: &str) -> Option<String> {
    question_word(text).map(str::to_owned)
}

/// Whether a goal is for a week or for a number of days.
fn goal(text: &str) -> Option<String> {
    ["per-week", "in-days"].contains(&text).then(|| text.to_owned())
}

/// What becomes of the columns of one table: those of one fate beside each other.
type Fates = &'static [(Fate, &'static [&'static str])];

/// The columns of every table. One that does not stand here is left out: what a later version adds is not given away
/// before somebody has thought about it.
const COLUMNS: &[(&str, Fates)] = &[
    ("setting", &[(Fate::Word(read::<SettingKey>), &["id"]), (Fate::Setting, &["value"])]),
    (
        "clock",
        &[
            (Fate::Id, &["id"]),
            (CLOCK, &["name"]),
            (DAY, &["since", "stopped_on"]),
            (Fate::Programme, &["programme"]),
            (Fate::Unnamed, &["milestones"]),
            (Fate::Figure, &["hidden"]),
            (AT, &["recorded_at"]),
        ],
    ),
    (
        "slip",
        &[
            (Fate::Id, &["id", "clock_id"]),
            (CLOCK, &["clock"]),
            (DAY, &["from_day", "to_day"]),
            (AT, &["recorded_at"]),
            (SOURCE, &["source"]),
            (Fate::LeftOut, &["trigger", "note"]),
        ],
    ),
    (
        "checkin",
        &[
            (Fate::Id, &["id"]),
            (DAY, &["day"]),
            (Fate::Figure, &["mood", "craving", "anxiety", "connection", "hungry", "angry", "lonely", "tired"]),
            (AT, &["recorded_at"]),
            (SOURCE, &["source"]),
            (Fate::LeftOut, &["gratitude", "note"]),
        ],
    ),
    ("sober", &[(DAY, &["day"]), (Fate::Id, &["checkin_id", "clock_id"]), (CLOCK, &["clock"])]),
    (
        "meeting",
        &[
            (Fate::Id, &["id"]),
            (MEETING, &["name"]),
            (Fate::Programme, &["programme"]),
            (Fate::Word(read::<Weekdays>), &["weekdays"]),
            (TIME, &["start_time", "end_time"]),
            (Fate::Word(read::<Zone>), &["zone"]),
            (VENUE, &["venue"]),
            (Fate::Word(read::<Access>), &["access"]),
            (Fate::Word(read::<Approach>), &["approach"]),
            (Fate::Figure, &["home_group"]),
            (AT, &["recorded_at"]),
            (Fate::LeftOut, &["place", "link", "note", "source", "listing", "point", "types"]),
        ],
    ),
    (
        "attendance",
        &[
            (Fate::Id, &["id", "meeting_id"]),
            (DAY, &["day"]),
            (TIME, &["start_time"]),
            (MEETING, &["meeting"]),
            (Fate::Programme, &["programme"]),
            (VENUE, &["venue"]),
            (Fate::Figure, &["shared", "chaired", "spoke", "service", "fit"]),
            (Fate::Word(read::<ProofKind>), &["proof_kind"]),
            (AT, &["recorded_at"]),
            (SOURCE, &["source"]),
            (Fate::LeftOut, &["proof_by", "proof_ref", "note", "place", "liked", "missed"]),
        ],
    ),
    (
        "contact",
        &[
            (Fate::Id, &["id"]),
            (CONTACT, &["name"]),
            (Fate::Word(read::<ContactRole>), &["role"]),
            (Fate::Programme, &["programme"]),
            (Fate::Figure, &["every_days", "sos_order"]),
            (DAY, &["added_on"]),
            (AT, &["recorded_at"]),
            (Fate::LeftOut, &["phone", "handle", "note"]),
        ],
    ),
    (
        "reach",
        &[
            (Fate::Id, &["id", "contact_id"]),
            (CONTACT, &["contact"]),
            (DAY, &["day"]),
            (Fate::Word(read::<Channel>), &["channel"]),
            (Fate::Word(read::<Direction>), &["direction"]),
            (AT, &["recorded_at"]),
            (Fate::LeftOut, &["note"]),
        ],
    ),
    (
        "goal",
        &[
            (Fate::Id, &["id"]),
            (Fate::Word(goal), &["kind"]),
            (Fate::Figure, &["meetings", "days", "once_a_day"]),
            (DAY, &["from_day"]),
            (AT, &["recorded_at"]),
        ],
    ),
    (
        "plan",
        &[
            (Fate::Id, &["id"]),
            (Fate::Word(read::<Part>), &["part"]),
            (Fate::Unsaid, &["text"]),
            (AT, &["recorded_at"]),
        ],
    ),
    (
        "urge",
        &[
            (Fate::Id, &["id", "clock_id"]),
            (DAY, &["day"]),
            (TIME, &["time"]),
            (CLOCK, &["clock"]),
            (Fate::Figure, &["strength", "strength_after", "minutes", "hungry", "angry", "lonely", "tired"]),
            (Fate::Figure, &["delayed", "escaped", "accepted", "distracted", "substituted"]),
            (Fate::Word(read::<Outcome>), &["outcome"]),
            (AT, &["recorded_at"]),
            (Fate::LeftOut, &["trigger", "did", "note"]),
        ],
    ),
    (
        "stepwork",
        &[
            (Fate::Id, &["id", "contact_id"]),
            (Fate::Programme, &["programme"]),
            (Fate::Figure, &["number"]),
            (DAY, &["begun_on", "done_on"]),
            (CONTACT, &["contact"]),
            (AT, &["recorded_at"]),
        ],
    ),
    (
        "stepnote",
        &[(Fate::Id, &["id", "stepwork_id"]), (DAY, &["day"]), (Fate::Unsaid, &["text"]), (AT, &["recorded_at"])],
    ),
    (
        "worksheet",
        &[
            (Fate::Id, &["id", "clock_id"]),
            (Fate::Word(read::<Tool>), &["tool"]),
            (DAY, &["day"]),
            (CLOCK, &["clock"]),
            (AT, &["recorded_at"]),
            (Fate::LeftOut, &["about"]),
        ],
    ),
    (
        "answer",
        &[
            (Fate::Id, &["id", "worksheet_id"]),
            (Fate::Word(question), &["question"]),
            (Fate::Figure, &["place", "score"]),
            (DAY, &["day"]),
            (AT, &["recorded_at"]),
            (Fate::LeftOut, &["text"]),
        ],
    ),
    ("win", &[(Fate::Id, &["id"]), (DAY, &["day"]), (Fate::Unsaid, &["text"]), (AT, &["recorded_at"])]),
    (
        "programme",
        &[
            (Fate::Id, &["id"]),
            (Fate::Programme, &["name"]),
            (Fate::Figure, &["steps"]),
            (Fate::Unsaid, &["title", "helper"]),
            (Fate::LeftOut, &["token"]),
            (Fate::Unnamed, &["milestones"]),
            (AT, &["recorded_at"]),
        ],
    ),
    (
        "helpline",
        &[
            (Fate::Id, &["id"]),
            (Fate::Word(read::<Country>), &["country"]),
            (Fate::Numbered("helpline"), &["name"]),
            (Fate::Unsaid, &["how"]),
            (Fate::LeftOut, &["hours"]),
            (DAY, &["checked_on"]),
            (Fate::Figure, &["hidden"]),
            (AT, &["recorded_at"]),
        ],
    ),
    (
        "audience",
        &[
            (Fate::Id, &["id", "contact_id", "clock_id"]),
            (AUDIENCE, &["audience"]),
            (FIELDS, &["fields"]),
            (AT, &["recorded_at"]),
        ],
    ),
    (
        "shared",
        &[
            (Fate::Id, &["id", "contact_id"]),
            (DAY, &["day", "since", "until"]),
            (AUDIENCE, &["audience"]),
            (CONTACT, &["contact"]),
            (FIELDS, &["fields"]),
            (Fate::Word(read::<Format>), &["format"]),
            (Fate::Figure, &["bytes"]),
            (AT, &["recorded_at"]),
            (Fate::LeftOut, &["clocks", "digest"]),
        ],
    ),
];

/// What becomes of a column; none for one that nobody has thought about yet.
pub fn fate(table: &str, column: &str) -> Option<Fate> {
    let (_, fates) = COLUMNS.iter().find(|(name, _)| *name == table)?;
    fates.iter().find(|(_, columns)| columns.contains(&column)).map(|(fate, _)| *fate)
}
