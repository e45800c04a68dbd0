//! What the history says with the words of a programme. The records of a programme keep its name; what the history says
//! of them tells its title, and must not any more when the programme is erased.

use std::collections::BTreeSet;

use rusqlite::{Row, params};

use super::{Target, Writer};

impl Writer<'_> {
    /// The titles that the programme has and had, each with the name that it went by; none of any other record.
    pub(super) fn titles(&self, target: &Target) -> rusqlite::Result<BTreeSet<(String, String)>> {
        if target.table != "programme" {
            return Ok(BTreeSet::new());
        }
        let sql = "SELECT title, name FROM programme WHERE id = ?1
            UNION SELECT json_extract(before, '$.title'), json_extract(before, '$.name') FROM change
                WHERE table_name = 'programme' AND row_id = ?1 AND before IS NOT NULL
            UNION SELECT json_extract(after, '$.title'), json_extract(after, '$.name') FROM change
                WHERE table_name = 'programme' AND row_id = ?1 AND after IS NOT NULL";
        let pair = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        self.connection.prepare(sql)?.query_map([&target.id], pair)?.collect()
    }

    /// Puts the name in place of the title in what the history says of the programme's records and their notes.
    pub(super) fn say_name(&self, title: &str, name: &str) -> rusqlite::Result<()> {
        let of_it = "?2 IN (json_extract(before, '$.programme'), json_extract(after, '$.programme'))";
        let note = "coalesce(json_extract(before, '$.stepwork_id'), json_extract(after, '$.stepwork_id'))";
        let sql = format!(
            "SELECT seq, summary FROM step WHERE instr(summary, ?1) AND seq IN (
                SELECT step FROM change WHERE {of_it} OR {note} IN (
                    SELECT id FROM stepwork WHERE programme = ?2
                    UNION SELECT row_id FROM change WHERE table_name = 'stepwork' AND {of_it}))"
        );
        let mut found = self.connection.prepare(&sql)?;
        let steps = found.query_map([title, name], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (step, summary) in steps.collect::<rusqlite::Result<Vec<(i64, String)>>>()? {
            let summary = summary.replace(title, name);
            self.connection.execute("UPDATE step SET summary = ?2 WHERE seq = ?1", params![step, summary])?;
        }
        Ok(())
    }
}
