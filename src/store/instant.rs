//! The order in time of what was written down as text.
//!
//! An instant is kept as RFC 3339 with the offset of the wall clock it was read from. As text, half past one in summer
//! time and half past one in winter time, or an evening in one zone and a morning in another, stand in the wrong order:
//! every statement that orders or compares instants does so by what this makes of them.

/// The SQL that makes a number of a column, or a parameter, with an instant: the greater it is, the later. It is exact to
/// the millisecond. SQLite itself reads offsets up to 14 hours; one that is greater is taken off by hand.
pub(super) fn instant(of: &str) -> String {
    format!("coalesce(julianday({of}), julianday(substr({of}, 1, 19)) - {})", ahead(of))
}

/// How far the wall clock there was ahead of UTC, in days.
fn ahead(of: &str) -> String {
    format!("(substr({of}, -6, 3) * 60 + (substr({of}, -6, 1) || substr({of}, -2))) / 1440.0")
}

/// When a row was recorded, as such a number.
pub(super) fn recorded() -> String {
    instant("recorded_at")
}

/// When something came that is recorded for a civil day, as such a number: when it was recorded, but not later than that
/// day's end, by the wall clock there. What is written down afterwards came on its day; and of what came during a
/// journey the later is the later, though its day may be the earlier one.
pub(super) fn came(day: &str) -> String {
    format!("min({}, julianday({day}, '+1 day') - {})", recorded(), ahead("recorded_at"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment::Moment;
    use crate::store::Store;

    #[test]
    fn instants_are_ordered_as_they_followed_each_other_whatever_their_offsets() {
        let store = Store::in_memory().unwrap();
        let sql = format!("SELECT {}", instant("?1"));
        let number = |text: &str| store.connection.query_row(&sql, [text], |row| row.get::<_, f64>(0)).unwrap();
        let offsets = ["+00:00", "-00:30", "+05:45", "+14:00", "-12:00", "+15:13", "-20:00", "+23:59"];
        let walls = ["1900-01-01T00:00:00", "2026-10-25T01:30:00", "2026-10-25T01:30:01", "9999-12-30T23:59:59"];
        let all: Vec<String> =
            walls.iter().flat_map(|wall| offsets.iter().map(move |offset| format!("{wall}{offset}"))).collect();
        for one in &all {
            for other in &all {
                let known = |text: &str| text.parse::<Moment>().unwrap();
                let apart = number(one) - number(other);
                let found =
                    if apart.abs() < 0.5 / 86_400.0 { std::cmp::Ordering::Equal } else { apart.total_cmp(&0.0) };
                assert_eq!(found, known(one).cmp(&known(other)), "{one} and {other}");
            }
        }
    }

    #[test]
    fn the_same_instant_is_the_same_number() {
        let store = Store::in_memory().unwrap();
        let sql = format!("SELECT {} = {}", instant("?1"), instant("?2"));
        let same = |one: &str, other: &str| store.connection.query_row(&sql, [one, other], |row| row.get::<_, bool>(0));
        assert!(same("2026-10-25T02:10:00+01:00", "2026-10-25T01:10:00+00:00").unwrap());
        assert!(same("2026-10-25T09:40:00+08:30", "2026-10-24T17:10:00-08:00").unwrap());
        assert!(!same("2026-10-25T01:10:00+00:00", "2026-10-25T01:10:00.001+00:00").unwrap());
    }
}
