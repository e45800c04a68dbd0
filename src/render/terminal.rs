//! A document as lines of text: for a terminal of some width, or for a pipe, where nothing is wrapped.
//!
//! Where only plain ASCII can be drawn, the few other characters that onward itself writes become their nearest
//! ASCII ones, in `shown`, before anything is measured. What the person typed cannot be told apart there: a dash or
//! a dot of theirs is changed alike, every other letter stays as it is. Text that is laid out already, and JSON, are
//! never changed.

use anstyle::{AnsiColor, Style};
use comfy_table::{Attribute, Cell as Field, CellAlignment, Color, ContentArrangement, presets};
use textwrap::Options;
use unicode_width::UnicodeWidthStr;

use super::calendar::calendar;
use super::marks::{bar, length, level};
use crate::letters::{laid_out, visible};
use crate::view::Document;
use crate::view::document::{Block, Cell, Entry, Line, Series, Span, Table, Tone};

/// What the other end can show.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Columns; none where lines may have any length.
    pub width: Option<u16>,
    /// Whether colour is wanted.
    pub color: bool,
    /// Whether only plain ASCII can be drawn.
    pub ascii: bool,
    /// Whether words may lead somewhere.
    pub links: bool,
}

/// Prose wider than this is hard to read.
const PROSE: usize = 100;

/// The document as text, each line ended.
pub fn render(document: &Document, look: Look) -> String {
    let mut out = String::new();
    let mut above: Option<&Block> = None;
    for block in &document.0 {
        if above.is_some_and(|above| apart(above, block)) {
            out.push('\n');
        }
        out.push_str(&self::block(block, look));
        above = Some(block);
    }
    out
}

/// Whether an empty line stands between two blocks.
fn apart(above: &Block, below: &Block) -> bool {
    let close =
        matches!((above, below), (Block::Heading(_), _) | (Block::Text(_), Block::Text(_) | Block::Verbatim(_)))
            || matches!((above, below), (Block::Calendar(_), Block::Notice(_)));
    !close
}

fn block(block: &Block, look: Look) -> String {
    match block {
        Block::Heading(line) => wrapped(&styled(&strong(line), look), "", look),
        Block::Text(line) => wrapped(&styled(line, look), "", look),
        Block::Notice(text) => wrapped(&shown(text, look), "  ", look),
        Block::Facts(facts) => self::facts(facts, look),
        Block::Table(table) => self::table(table, look),
        Block::Form(form) => wrapped(&shown(&form.above, look), "", look) + &self::table(&form.table, look),
        Block::List(entries) => list(entries, look),
        Block::Series(series) => self::series(series, look),
        Block::Calendar(days) => calendar(days, look),
        Block::Verbatim(text) => laid_out(text).into_owned(),
    }
}

/// A heading's plain words stand out.
fn strong(line: &Line) -> Line {
    let mut line = line.clone();
    for span in &mut line.0 {
        if span.tone == Tone::Plain {
            span.tone = Tone::Strong;
        }
    }
    line
}

fn style(tone: Tone) -> Style {
    match tone {
        Tone::Plain => Style::new(),
        Tone::Strong => Style::new().bold(),
        Tone::Quiet => Style::new().dimmed(),
        Tone::Good => AnsiColor::Green.on_default(),
        Tone::Care => AnsiColor::Yellow.on_default(),
    }
}

pub(super) fn styled(line: &Line, look: Look) -> String {
    let span = |span: &Span| {
        let text = shown(&span.text, look);
        let style = style(span.tone);
        let text = if look.color && span.tone != Tone::Plain { format!("{style}{text}{style:#}") } else { text };
        match &span.link {
            Some(link) if look.links => linked(&text, link),
            _ => text,
        }
    };
    line.0.iter().map(span).collect()
}

/// Text that leads somewhere, as terminals write it (OSC 8). What could end the sequence early is left out.
fn linked(text: &str, link: &str) -> String {
    let link: String = link.chars().filter(char::is_ascii_graphic).collect();
    format!("\u{1b}]8;;{link}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
}

/// Text as this terminal can show it: nothing that steers it, and our own punctuation in ASCII where it has to be.
fn shown(text: &str, look: Look) -> String {
    let text = visible(text);
    if !look.ascii || text.is_ascii() {
        return text;
    }
    let plain = |c: char| PLAIN.iter().find(|(from, _)| *from == c).map(|(_, to)| *to);
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match plain(c) {
            Some(plain) => out.push_str(plain),
            None => out.push(c),
        }
        out
    })
}

/// What onward writes beside ASCII, and what stands for it where there is nothing else.
const PLAIN: &[(char, &str)] = &[
    ('–', "-"),
    ('—', "-"),
    ('−', "-"),
    ('…', "..."),
    ('·', "|"),
    ('•', "*"),
    ('×', "x"),
    ('→', "->"),
    ('←', "<-"),
    ('‘', "'"),
    ('’', "'"),
    ('“', "\""),
    ('”', "\""),
    ('█', "#"),
    ('▓', "#"),
    ('▒', "."),
    ('░', "."),
];

pub(super) fn wrapped(text: &str, indent: &str, look: Look) -> String {
    let lines: Vec<String> = match look.width {
        Some(width) => {
            let options = Options::new(usize::from(width).min(PROSE)).initial_indent(indent).subsequent_indent(indent);
            textwrap::wrap(text, options).into_iter().map(|line| line.into_owned()).collect()
        }
        None => text.lines().map(|line| format!("{indent}{line}")).collect(),
    };
    // A blank that must not break has done its work.
    lines.into_iter().map(|line| line.replace('\u{a0}', " ") + "\n").collect()
}

fn facts(facts: &[(&'static str, Line)], look: Look) -> String {
    let label_width = facts.iter().map(|(label, _)| label.width()).max().unwrap_or(0);
    let hang = " ".repeat(label_width + 4);
    let mut out = String::new();
    for (label, line) in facts {
        let text = wrapped(&styled(line, look), &hang, look);
        let label = styled(&Line::of(Tone::Quiet, format!("{label:label_width$}")), look);
        out.push_str(&format!("  {label}  {}", &text[hang.len().min(text.len())..]));
        if text.is_empty() {
            out.push('\n');
        }
    }
    out
}

/// A lead wider than this stands on a line of its own, and the words below it.
const WIDEST_LEAD: usize = 24;

/// Words beside their leads, which share a column; what belongs to an entry below it, each line whole: who marks it
/// to copy it must not get half.
fn list(entries: &[Entry], look: Look) -> String {
    let widest = look.width.map_or(WIDEST_LEAD, |width| WIDEST_LEAD.min(usize::from(width) / 3));
    let width = |entry: &Entry| entry.lead.as_ref().map_or(0, |lead| plain(lead).width());
    let column = entries.iter().map(width).filter(|width| *width <= widest).max().unwrap_or(0);
    let hang = " ".repeat(if column == 0 { 4 } else { column + 4 });
    let mut out = String::new();
    for entry in entries {
        let words = wrapped(&styled(&entry.words, look), &hang, look);
        match &entry.lead {
            None => out.push_str(&format!("  {}", &words[hang.len().min(words.len())..])),
            Some(lead) if width(entry) > widest => out.push_str(&format!("  {}\n{words}", styled(lead, look))),
            Some(lead) => {
                let gap = " ".repeat(column - width(entry));
                out.push_str(&format!("  {}{gap}  {}", styled(lead, look), &words[hang.len().min(words.len())..]));
            }
        }
        for line in &entry.below {
            // Set in less where it would be cut off at the edge.
            let fits = look.width.is_none_or(|width| hang.len() + plain(line).width() <= usize::from(width));
            out.push_str(&format!("{}{}\n", if fits { &hang } else { "    " }, styled(line, look)));
        }
    }
    out
}

/// A line's words alone.
fn plain(line: &Line) -> String {
    line.0.iter().map(|span| visible(&span.text)).collect()
}

fn table(table: &Table, look: Look) -> String {
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(presets::NOTHING).force_no_tty();
    match look.width {
        Some(width) => drawn.set_width(width).set_content_arrangement(ContentArrangement::Dynamic),
        None => drawn.set_content_arrangement(ContentArrangement::Disabled),
    };
    if look.color {
        drawn.enforce_styling().style_text_only();
    }
    if !table.headers.is_empty() {
        drawn.set_header(table.headers.iter().map(|header| Field::new(header).add_attribute(Attribute::Dim)));
    }
    drawn.add_rows(table.rows.iter().map(|row| row.iter().map(|cell| field(cell, look)).collect::<Vec<_>>()));
    let last = drawn.column_count().saturating_sub(1);
    for (at, column) in drawn.column_iter_mut().enumerate() {
        column.set_padding((if at == 0 { 2 } else { 0 }, if at == last { 0 } else { 2 }));
        if table.rows.iter().any(|row| matches!(row.get(at), Some(Cell::Number(_)))) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    // A blank that must not break has done its work here too.
    drawn.lines().map(|line| line.replace('\u{a0}', " ").trim_end().to_owned() + "\n").collect()
}

fn field(cell: &Cell, look: Look) -> Field {
    match cell {
        Cell::Number(number) => Field::new(visible(number)),
        Cell::Bar { count, goal } => Field::new(bar(*count, *goal, look.ascii)),
        Cell::Length { count, most } => Field::new(length(*count, *most, look.ascii)),
        Cell::Words(line) => {
            let text: String = line.0.iter().map(|span| shown(&span.text, look).replace('\n', " ")).collect();
            toned(Field::new(text), line.0.first().map_or(Tone::Plain, |span| span.tone))
        }
    }
}

fn toned(field: Field, tone: Tone) -> Field {
    match tone {
        Tone::Plain => field,
        Tone::Strong => field.add_attribute(Attribute::Bold),
        Tone::Quiet => field.add_attribute(Attribute::Dim),
        Tone::Good => field.fg(Color::Green),
        Tone::Care => field.fg(Color::Yellow),
    }
}

/// A sparkline, one column a value, broken into lines where it is wider than the terminal; its caption below.
fn series(series: &Series, look: Look) -> String {
    let gap = if look.ascii { '.' } else { '·' };
    let mark = |value: &Option<f64>| value.map_or(gap, |value| level(value, series.low, series.high, look.ascii));
    let drawn: Vec<char> = series.values.iter().map(mark).collect();
    let columns = look.width.map_or(drawn.len(), |width| usize::from(width).saturating_sub(4)).max(1);
    let mut out: String =
        drawn.chunks(columns).map(|line| format!("  {}\n", line.iter().collect::<String>())).collect();
    let ten = if drawn.contains(&'X') { "; X is 10" } else { "" };
    let caption = format!("{}{ten}", series.caption);
    out.push_str(&wrapped(&styled(&Line::of(Tone::Quiet, caption), look), "  ", look));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const EIGHTY: Look = Look { width: Some(80), color: false, ascii: false, links: false };

    fn text(document: Document) -> String {
        render(&document, EIGHTY)
    }

    #[test]
    fn what_steers_a_terminal_is_left_out_of_every_block() {
        let odd = "a\u{1b}[31mb\u{7}\u{9b}\u{202e}\u{200e}c";
        let line = || Line::from(odd);
        let row = vec![Cell::from(odd), Cell::Number(odd.to_owned())];
        let entry = Entry { lead: Some(line()), below: vec![line()], ..Entry::from(odd) };
        let series =
            Series { caption: odd.to_owned(), values: vec![Some(1.0)], low: 1.0, high: 5.0, ..Series::default() };
        let blocks = vec![
            Block::Heading(line()),
            Block::Text(line()),
            Block::Notice(odd.to_owned()),
            Block::Facts(vec![("A", line())]),
            Block::Table(Table { headers: vec!["A", "B"], rows: vec![row] }),
            Block::List(vec![entry]),
            Block::Series(series),
            Block::Verbatim(odd.to_owned()),
        ];
        for block in blocks {
            let drawn = text(Document(vec![block]));
            assert!(drawn.contains("a[31mbc") && !drawn.chars().any(crate::letters::steers), "{drawn:?}");
        }
    }

    #[test]
    fn our_own_marks_have_plain_ones_and_letters_stay() {
        let look = Look { ascii: true, ..EIGHTY };
        let line = || Line::from("1–2 · a long not… “Ärger” вино");
        let document = Document(vec![Block::Text(line()), Block::Facts(vec![("A", line())])]);
        let plain = "1-2 | a long not... \"Ärger\" вино\n";
        assert_eq!(render(&document, look), format!("{plain}\n  A  {plain}"));
        let cut = "0123456789…".to_owned();
        let row = vec![Cell::from(cut.clone()), Cell::from("word ".repeat(30))];
        let drawn = render(&Document(vec![Block::Table(Table { headers: vec![], rows: vec![row] })]), look);
        assert!(drawn.is_ascii() && drawn.lines().all(|line| line.width() <= 80), "{drawn}");
        assert_eq!(render(&Document(vec![Block::Verbatim(cut.clone())]), look), cut, "what is laid out stays");
        assert!(PLAIN.iter().all(|(from, to)| !from.is_ascii() && to.is_ascii()));
    }

    #[test]
    fn a_gap_in_a_series_stays_a_gap() {
        let values = vec![Some(1.0), None, Some(3.0), Some(5.0)];
        let series = Series { caption: "mood".to_owned(), values, low: 1.0, high: 5.0, ..Series::default() };
        assert_eq!(text(Document(vec![Block::Series(series)])), "  ▁·▅█\n  mood\n");
    }

    #[test]
    fn facts_line_up_and_wrap_under_their_value() {
        let facts = vec![("A", Line::from("one ".repeat(30).trim_end())), ("Long", Line::from("x"))];
        let drawn = text(Document(vec![Block::Facts(facts)]));
        assert!(drawn.lines().all(|line| line.width() <= 80), "{drawn}");
        assert!(drawn.lines().nth(1).unwrap().starts_with("        one"), "{drawn}");
        assert!(drawn.ends_with("  Long  x\n"), "{drawn}");
    }

    #[test]
    fn nothing_is_coloured_unless_asked_for() {
        let document = || Document(vec![Block::Text(Line::of(Tone::Care, "not yet"))]);
        assert_eq!(text(document()), "not yet\n");
        let coloured = render(&document(), Look { color: true, ..EIGHTY });
        assert_eq!(coloured, "\u{1b}[33mnot yet\u{1b}[0m\n");
    }

    fn numbers() -> Document {
        let number = |text: &str, link: &str| Line::default().and_link(Tone::Plain, text, Some(link.to_owned()));
        let known = Entry { lead: Some(number("999", "tel:999")), ..Entry::from("Emergency, always") };
        let long = "a number with a good many words around it";
        let own = Entry { lead: Some(Line::from(long)), ..Entry::from("Clinic") };
        let friend = Entry { below: vec![number("+44 1", "tel:+441")], ..Entry::from("Maria") };
        Document(vec![Block::List(vec![known, own]), Block::List(vec![friend])])
    }

    #[test]
    fn a_list_sets_leads_in_a_column_and_what_is_below_by_itself() {
        let expected = "  999  Emergency, always\n  a number with a good many words around it\n       Clinic\n\n  Maria\n    +44 1\n";
        assert_eq!(text(numbers()), expected);
    }

    #[test]
    fn a_link_is_written_only_where_it_is_wanted_and_cannot_be_broken_out_of() {
        let drawn = render(&numbers(), Look { links: true, ..EIGHTY });
        assert!(drawn.contains("\u{1b}]8;;tel:+441\u{1b}\\+44 1\u{1b}]8;;\u{1b}\\"), "{drawn:?}");
        assert_eq!(linked("a", "x\u{1b}\\y\u{7} z"), "\u{1b}]8;;x\\yz\u{1b}\\a\u{1b}]8;;\u{1b}\\");
    }

    #[test]
    fn words_that_belong_together_stay_on_one_line_of_a_table() {
        let row =
            vec![Cell::from("a name ".repeat(5)), Cell::from("next: 1000 days on Wed\u{a0}25\u{a0}Nov\u{a0}2027")];
        let table = || Block::Table(Table { headers: Vec::new(), rows: vec![row.clone(); 5] });
        let drawn = text(Document(vec![table()]));
        assert!(drawn.lines().all(|line| line.width() <= 80), "{drawn}");
        let narrow = render(&Document(vec![table()]), Look { width: Some(60), ..EIGHTY });
        assert_eq!(narrow.matches("Wed 25 Nov 2027").count(), 5, "{narrow}");
    }

    #[test]
    fn a_wide_table_stays_within_the_terminal() {
        let rows =
            vec![vec![Cell::from("word ".repeat(20)), Cell::Number("1".to_owned()), Cell::from("word ".repeat(20))]];
        let drawn = text(Document(vec![Block::Table(Table { headers: vec!["A", "N", "B"], rows })]));
        assert!(drawn.lines().all(|line| line.width() <= 80), "{drawn}");
    }
}
