//! Writes a published list of meetings to standard output: `generate_meetings COUNT [CHANGED]`.
//!
//! A Meeting Guide feed as sites publish them, quirks and all: days as numbers, digits, names and lists of them, times
//! in several spellings, three ways of saying nothing, entities and tags in texts, records by appointment, types that no
//! list knows. It is the same in every run; of the first CHANGED meetings the note is another one.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a tool for developers, run by hand and by the benchmarks"
)]

use std::fmt::Write as _;
use std::io::Write as _;

/// Towns with their region, postcode and place on the earth.
const TOWNS: &[(&str, &str, &str, f64, f64)] = &[
    ("Manchester", "Greater Manchester", "M20", 53.48, -2.24),
    ("Leeds", "Yorkshire", "LS6", 53.80, -1.55),
    ("Bristol", "Avon", "BS3", 51.45, -2.58),
    ("Glasgow", "Scotland", "G12", 55.86, -4.25),
    ("Cardiff", "Wales", "CF24", 51.48, -3.18),
    ("Boston", "Massachusetts", "02116", 42.35, -71.07),
    ("Denver", "Colorado", "80203", 39.73, -104.98),
    ("Austin", "Texas", "78704", 30.25, -97.76),
    ("Seattle", "Washington", "98122", 47.61, -122.30),
    ("Toronto", "Ontario", "M4Y", 43.66, -79.38),
];

const NAMES: &[&str] = &[
    "Step Study",
    "Serenity Hour",
    "Early Risers",
    "Candle &amp; Quiet",
    "Women&#8217;s Meeting",
    "Men in Recovery",
    "Big Book <b>Study</b>",
    "Newcomers Welcome",
    "Lunchtime Share",
    "Night Owls",
    "Living Sober",
    "Caf\u{e9} Gespr\u{e4}ch",
];

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % most
    }
}

fn day(chance: &mut Chance, nth: usize) -> String {
    const DAYS: [&str; 7] = ["Sunday", "monday", "Tuesday", "Wed", "Thursday", "FRIDAY", "Saturday"];
    let day = chance.below(7);
    match nth % 40 {
        0 => "null".to_owned(),
        1 => "\"\"".to_owned(),
        2..=4 => format!("\"{day}\""),
        5 | 6 => format!("\"{}\"", DAYS[day]),
        7 => "[1,3,5]".to_owned(),
        _ => day.to_string(),
    }
}

fn time(hour: usize, minute: usize, nth: usize) -> String {
    match nth % 25 {
        0 => format!("{}:{minute:02} {}", (hour + 11) % 12 + 1, if hour < 12 { "AM" } else { "PM" }),
        1 => format!("{hour:02}:{minute:02}:00"),
        2 => format!("{hour}:{minute:02}"),
        _ => format!("{hour:02}:{minute:02}"),
    }
}

fn record(out: &mut String, chance: &mut Chance, nth: usize, changed: bool) -> std::fmt::Result {
    let (town, region, postcode, latitude, longitude) = TOWNS[chance.below(TOWNS.len())];
    let name = NAMES[chance.below(NAMES.len())];
    let (hour, minute) = (6 + chance.below(17), [0, 15, 30, 45][chance.below(4)]);
    let off = |chance: &mut Chance| (chance.below(20_001) as f64 - 10_000.0) / 40_000.0;
    let (latitude, longitude) = (latitude + off(chance), longitude + off(chance));
    let house = 1 + chance.below(200);
    let types =
        ["\"O\"", "\"C\"", "\"O\",\"W\"", "\"C\",\"M\",\"X\"", "\"D\",\"O\",\"ST\"", "\"ONL\",\"TC\"", "\"ASBI\""];
    let types = types[chance.below(types.len())];
    let nothing = ["null", "\"\"", "\" \""][chance.below(3)];
    write!(
        out,
        "{{\"id\":{nth},\"name\":\"{town} {name}\",\"slug\":\"{}-{nth}\",\"day\":{},\"time\":\"{}\",\"end_time\":\"{}\",",
        town.to_lowercase(),
        day(chance, nth),
        time(hour, minute, nth),
        time((hour + 1) % 24, minute, nth),
    )?;
    write!(
        out,
        "\"location\":\"St Mary&#039;s Hall {house}\",\"formatted_address\":\"{house} High Street, {town}, {postcode}, {region}\",\
         \"postal_code\":\"{postcode}\",\"region\":\"{region}\",\"sub_region\":\"{town}\",\
         \"latitude\":{latitude:.6},\"longitude\":{longitude:.6},\"approximate\":\"{}\",\"types\":[{types}],",
        if nth.is_multiple_of(17) { "yes" } else { "no" }
    )?;
    write!(
        out,
        "\"notes\":\"Ring the bell at the side door.<br>Tea &amp; coffee from a quarter to; group {}{}\",\"group\":{nothing},\
         \"updated\":\"2026-0{}-11 12:00:00\",\"url\":\"https://example.org/meetings/{nth}\"",
        nth / 3,
        if changed { ", newly painted" } else { "" },
        1 + nth % 9
    )?;
    if types.contains("ONL") {
        write!(
            out,
            ",\"conference_url\":\"https://zoom.us/j/{}\",\"conference_url_notes\":\"ask the host\"",
            10_000_000 + nth
        )?;
    }
    out.push('}');
    Ok(())
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let number = |at: usize| args.get(at).and_then(|number| number.parse::<usize>().ok());
    let count = number(1).expect("usage: generate_meetings COUNT [CHANGED]");
    let changed = number(2).unwrap_or_default();
    let (mut chance, mut out) = (Chance(11), std::io::BufWriter::new(std::io::stdout().lock()));
    let mut text = String::from("[");
    for nth in 0..count {
        record(&mut text, &mut chance, nth, nth < changed).expect("a text");
        text.push_str(if nth + 1 < count { ",\n" } else { "]\n" });
        out.write_all(text.as_bytes()).expect("standard output");
        text.clear();
    }
    out.flush().expect("standard output");
}
