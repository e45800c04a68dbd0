//! The floor for a streak: reads the day of every check-in and walks them once.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a floor stands outside the house"
)]

use chrono::NaiveDate;
use rusqlite::{Connection, OpenFlags};

fn main() {
    let path = std::env::args().nth(1).expect("a path");
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("open");
    let mut found = connection.prepare("SELECT day FROM checkin ORDER BY day").expect("query");
    let mut rows = found.query([]).expect("rows");
    let (mut longest, mut streak, mut last): (u64, u64, Option<NaiveDate>) = (0, 0, None);
    while let Some(row) = rows.next().expect("row") {
        let text = row.get_ref(0).expect("column").as_str().expect("text");
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("day");
        if last == Some(day) {
            continue;
        }
        streak = if last.and_then(|last| last.succ_opt()) == Some(day) { streak + 1 } else { 1 };
        longest = longest.max(streak);
        last = Some(day);
    }
    println!("{streak} {longest}");
}
