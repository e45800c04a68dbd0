//! How the kinds of record in an archive are called and counted.

use super::words::{counted, listed};

/// What one record of a table is called, and several.
fn words(table: &str) -> (&str, &str) {
    match table {
        "checkin" => ("check-in", "check-ins"),
        "sober" => ("answer \"sober\"", "answers \"sober\""),
        "slip" => ("slip", "slips"),
        "clock" => ("clock", "clocks"),
        "meeting" => ("meeting", "meetings"),
        "attendance" => ("attendance", "attendances"),
        "contact" => ("contact", "contacts"),
        "reach" => ("reach-out", "reach-outs"),
        "goal" => ("goal", "goals"),
        "setting" => ("setting", "settings"),
        "plan" => ("plan part", "plan parts"),
        "urge" => ("urge", "urges"),
        "stepwork" => ("step", "steps"),
        "stepnote" => ("note on a step", "notes on steps"),
        "worksheet" => ("worksheet", "worksheets"),
        "answer" => ("answer", "answers"),
        "win" => ("win", "wins"),
        "programme" => ("programme", "programmes"),
        "helpline" => ("helpline", "helplines"),
        "audience" => ("field list", "field lists"),
        "shared" => ("shared file", "shared files"),
        other => (other, other),
    }
}

/// The tables whose rows are part of another record.
const PARTS: &[&str] = &["sober", "stepnote", "answer"];

/// What one record of a table is called: `check-in`.
pub fn one(table: &str) -> &str {
    words(table).0
}

/// What the records of a table are called at the head of a line: `Check-ins`.
pub fn heading(table: &str) -> String {
    let word = words(table).1;
    word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect()
}

/// `2 clocks, 26 check-ins and 1 goal`, leaving out what there is none of; answers and notes are part of their records.
pub fn counts<'a>(all: impl IntoIterator<Item = (&'a str, usize)>) -> String {
    let some = all.into_iter().filter(|(table, count)| *count > 0 && !PARTS.contains(table));
    let said = some.map(|(table, count)| match count {
        1 => format!("1 {}", words(table).0),
        count => format!("{count} {}", words(table).1),
    });
    listed(&said.collect::<Vec<_>>())
}

/// `1 record`, `26 records`.
pub fn records(count: usize) -> String {
    counted(i64::try_from(count).unwrap_or(i64::MAX), "record")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_like_speech() {
        assert_eq!(counts([("clock", 1), ("slip", 0), ("checkin", 26), ("sober", 52)]), "1 clock and 26 check-ins");
        assert_eq!(heading("reach"), "Reach-outs");
    }
}
