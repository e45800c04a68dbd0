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
        /// The person's own words for a programme.
        Programme = "programme",
        /// A helpline of the person's own, or a word on one that is built in.
        Helpline = "helpline",
        /// The value of a setting.
        Setting = "setting",
    }
}
