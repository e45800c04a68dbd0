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
        /// A clock.
        Clock = "clock",
        /// A saved meeting.
        Meeting = "meeting",
        /// A contact.
        Contact = "contact",
    }
}
