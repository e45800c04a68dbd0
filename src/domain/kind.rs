//! The kinds of record that a person can name, by the words of the commands that record them.

use super::word::words;

words! {
    /// A kind of record.
    Kind, "KIND" {
        /// A check-in.
        Checkin = "checkin",
        /// A slip.
        Slip = "slip",
        /// An attendance.
        Attend = "attend",
        /// A reach-out.
        Reach = "reach",
        /// An urge.
        Urge = "urge",
        /// A win.
        Win = "win",
        /// A time through a step, with its notes.
        Step = "step",
        /// One note on a step.
        Note = "note",
        /// A worksheet of SMART Recovery.
        Smart = "smart",
        /// A clock.
        Clock = "clock",
        /// A saved meeting.
        Meeting = "meeting",
        /// A contact.
        Contact = "contact",
        /// A part of the plan.
        Plan = "plan",
        /// What is known of a file that was written for somebody.
        Shared = "shared",
    }
}
