//! Random command lines. What a line names (an id, a clock) is looked up when it is run, because only then is it
//! known what there is. Every line is one that can be understood: what a wrong one does is no matter of the data.

use proptest::prelude::*;

use super::home::Home;

/// A part of a command line.
#[derive(Debug, Clone)]
enum Word {
    /// As it stands.
    Plain(String),
    /// Something of the `nth` record there is, after a prefix; a word that fits nothing where there is none.
    Of { prefix: &'static str, table: &'static str, column: &'static str, nth: usize },
}

/// A command and what follows it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The command as the history names it.
    pub(super) command: &'static str,
    words: Vec<Word>,
}

impl Line {
    pub(super) fn resolved(&self, home: &Home) -> Vec<String> {
        let command = self.command.split(' ').map(str::to_owned);
        let rest = self.words.iter().map(|word| match word {
            Word::Plain(text) => text.clone(),
            Word::Of { prefix, table, column, nth } => {
                let value = home.value(table, column, *nth).unwrap_or_else(|| "0000beef".to_owned());
                format!("{prefix}{value}")
            }
        });
        command.chain(rest).collect()
    }
}

/// Every command that can change something.
pub(super) const CHANGING: &[&str] = &[
    "checkin",
    "checkin edit",
    "checkin remove",
    "clock add",
    "clock edit",
    "clock stop",
    "clock hide",
    "clock remove",
    "slip",
    "slip edit",
    "slip remove",
    "resume",
    "meeting add",
    "meeting edit",
    "meeting remove",
    "attend",
    "attend edit",
    "attend remove",
    "contact add",
    "contact edit",
    "contact remove",
    "reach",
    "reach edit",
    "reach remove",
    "urge",
    "urge done",
    "urge edit",
    "urge remove",
    "win",
    "win edit",
    "win remove",
    "goal set",
    "goal remove",
    "config set",
];

type Part = BoxedStrategy<Vec<Word>>;

/// These words, separated by blanks.
fn fixed(words: &'static str) -> Part {
    Just(words.split_whitespace().map(|word| Word::Plain(word.to_owned())).collect()).boxed()
}

/// One of these, as a single word.
fn one_of(list: &'static [&'static str]) -> Part {
    prop::sample::select(list).prop_map(|word| vec![Word::Plain(word.to_owned())]).boxed()
}

fn of(prefix: &'static str, table: &'static str, column: &'static str) -> Part {
    any::<usize>().prop_map(move |nth| vec![Word::Of { prefix, table, column, nth }]).boxed()
}

fn id(table: &'static str) -> Part {
    of("", table, "id")
}

/// The name of a record there is.
fn name(table: &'static str) -> Part {
    of("", table, "name")
}

fn joined(parts: Vec<Part>) -> Part {
    parts.prop_map(|parts| parts.concat()).boxed()
}

/// Half of the time, these parts.
fn maybe(parts: Vec<Part>) -> Part {
    prop_oneof![Just(Vec::new()), joined(parts)].boxed()
}

/// Half of the time, a flag with one of these values.
fn flag(flag: &'static str, values: &'static [&'static str]) -> Part {
    maybe(vec![fixed(flag), one_of(values)])
}

fn line(command: &'static str, weight: u32, parts: Vec<Part>) -> (u32, BoxedStrategy<Line>) {
    (weight, joined(parts).prop_map(move |words| Line { command, words }).boxed())
}

/// Days that have been, and one to come that is always refused.
const DAYS: &[&str] =
    &["today", "yesterday", "-2d", "3 days ago", "friday", "-9d", "2026-11-20", "2026-11-02", "2031-01-01"];

/// Texts that a careless way of keeping old values would spoil.
const TEXTS: &[&str] = &[
    "a plain note",
    "-",
    "",
    "quotes: ' \" `, a backslash \\ and a percent %",
    "two\nlines\tand a tab",
    "an escape \u{1b}[31m and a bell \u{7}",
    "emoji 🌱, accents é ü, and a line\u{2028}separator",
    "{\"json\": [1, null]}",
    "12345678901234567890",
    "null",
];

const CLOCKS: &[&str] = &["alcohol", "Nicotine", "late-night gaming 🎲", "O'Brien \"x\""];
const PROGRAMMES: &[&str] = &["aa", "NA", "smart", "none", "my own"];
const MOODS: &[&str] = &["1", "2", "okay", "good", "great"];

fn checkins() -> Vec<(u32, BoxedStrategy<Line>)> {
    let said = vec![
        flag("--craving", &["0", "7", "10"]),
        flag("--halt", &["hungry", "lonely,tired"]),
        flag("--note", TEXTS),
        flag("--gratitude", TEXTS),
    ];
    let sober = prop_oneof![
        2 => Just(Vec::new()),
        2 => fixed("--sober"),
        1 => of("--sober=", "clock", "name"),
    ];
    let new_sober = prop_oneof![sober.clone(), fixed("--sober=none")];
    let slip = || maybe(vec![fixed("--slip"), name("clock")]);
    vec![
        line("checkin", 8, [vec![one_of(MOODS), sober.boxed(), flag("--on", DAYS)], said.clone()].concat()),
        line("checkin", 3, vec![one_of(MOODS), slip(), slip(), flag("--on", DAYS)]),
        line(
            "checkin edit",
            8,
            [vec![id("checkin"), new_sober.boxed(), flag("--on", DAYS), flag("--mood", &["none", "3"])], said].concat(),
        ),
        line("checkin remove", 4, vec![id("checkin"), maybe(vec![fixed("--yes")])]),
    ]
}

fn clocks() -> Vec<(u32, BoxedStrategy<Line>)> {
    let milestones = || flag("--milestones", &["aa", "na", "plain", "none", "45d,3m,2y"]);
    let kept = || vec![flag("--since", DAYS), flag("--programme", PROGRAMMES), milestones()];
    let slip_days = prop_oneof![
        Just(Vec::new()),
        joined(vec![fixed("--on"), one_of(DAYS)]),
        joined(vec![fixed("--from"), one_of(DAYS), fixed("--to"), one_of(DAYS)]),
        joined(vec![fixed("--from"), one_of(DAYS), fixed("--ongoing")]),
        fixed("--ongoing"),
    ];
    let last_day = prop_oneof![flag("--to", DAYS), fixed("--ongoing")].boxed();
    let said = || vec![flag("--trigger", TEXTS), flag("--note", TEXTS)];
    vec![
        line("clock add", 3, [vec![one_of(CLOCKS)], kept(), vec![maybe(vec![fixed("--hidden")])]].concat()),
        line("clock edit", 4, [vec![name("clock"), flag("--name", CLOCKS)], kept()].concat()),
        line("clock stop", 3, vec![name("clock"), prop_oneof![fixed("--off"), flag("--on", DAYS)].boxed()]),
        line("clock hide", 3, vec![name("clock"), maybe(vec![fixed("--off")])]),
        line("clock remove", 4, vec![name("clock"), fixed("--yes")]),
        line("slip", 6, [vec![name("clock"), slip_days.boxed()], said()].concat()),
        line("slip edit", 4, [vec![id("slip"), flag("--from", DAYS), last_day], said()].concat()),
        line("slip remove", 3, vec![id("slip"), fixed("--yes")]),
        line("resume", 8, vec![name("clock"), flag("--on", &["today", "yesterday", "2031-01-01"])]),
    ]
}

fn meetings() -> Vec<(u32, BoxedStrategy<Line>)> {
    let names: &[&str] = &["Tuesday Step", "Noon online", "St Mary's", "🎈 open"];
    let held = maybe(vec![fixed("--day"), one_of(&["tue", "mon,thu"]), fixed("--time"), one_of(&["19:30", "09:05"])]);
    let kept = move || {
        vec![
            held.clone(),
            flag("--programme", PROGRAMMES),
            flag("--venue", &["online", "hybrid"]),
            flag("--zone", &["Europe/London", "none"]),
            maybe(vec![fixed("--home-group")]),
            flag("--link", TEXTS),
        ]
    };
    let what = || vec![flag("--fit", &["5", "none"]), flag("--programme", PROGRAMMES), flag("--note", TEXTS)];
    let proof =
        maybe(vec![fixed("--proof"), one_of(&["chit", "none"]), flag("--by", &["J.B."]), flag("--ref", &["10"])]);
    let attend = prop_oneof![name("meeting"), one_of(names)].boxed();
    let held_roles = maybe(vec![fixed("--shared --service")]);
    vec![
        line("meeting add", 3, [vec![one_of(names)], kept()].concat()),
        line("meeting edit", 4, [vec![name("meeting"), flag("--name", names)], kept()].concat()),
        line("meeting remove", 3, vec![name("meeting"), fixed("--yes")]),
        line("attend", 5, [vec![attend, held_roles, proof.clone(), flag("--on", DAYS)], what()].concat()),
        line(
            "attend edit",
            4,
            [vec![id("attendance"), proof, flag("--roles", &["none", "spoke,chaired"]), flag("--on", DAYS)], what()]
                .concat(),
        ),
        line("attend remove", 3, vec![id("attendance"), fixed("--yes")]),
    ]
}

fn people() -> Vec<(u32, BoxedStrategy<Line>)> {
    let names: &[&str] = &["Maria G", "Sam", "José", "J \"the\" K"];
    let kept = || {
        vec![
            flag("--role", &["sponsor", "friend"]),
            flag("--every", &["2d", "1w", "none"]),
            flag("--phone", &["+44 7700 900123", "none", "-"]),
            flag("--order", &["1", "none"]),
            flag("--note", TEXTS),
        ]
    };
    let said = || vec![flag("--by", &["call", "voicemail"]), flag("--direction", &["incoming"]), flag("--on", DAYS)];
    vec![
        line("contact add", 3, [vec![one_of(names)], kept()].concat()),
        line("contact edit", 4, [vec![name("contact"), flag("--name", names)], kept()].concat()),
        line("contact remove", 3, vec![name("contact"), fixed("--yes")]),
        line("reach", 4, [vec![name("contact"), flag("--note", TEXTS)], said()].concat()),
        line("reach edit", 4, [vec![id("reach"), flag("--note", TEXTS)], said()].concat()),
        line("reach remove", 3, vec![id("reach"), fixed("--yes")]),
    ]
}

fn urges_and_wins() -> Vec<(u32, BoxedStrategy<Line>)> {
    let came = || vec![flag("--trigger", TEXTS), flag("--halt", &["hungry", "lonely,tired"]), flag("--at", &["20:15"])];
    let end = || {
        vec![
            flag("--choice", &["delayed", "escaped,distracted"]),
            flag("--did", TEXTS),
            flag("--after", &["0", "none"]),
            flag("--outcome", &["passed", "used", "none"]),
        ]
    };
    let strength = || one_of(&["0", "7", "10"]);
    let which = prop_oneof![Just(Vec::new()), id("urge")].boxed();
    let new_strength = maybe(vec![fixed("--strength"), strength()]);
    vec![
        line("urge", 5, [vec![strength(), maybe(vec![name("clock")]), flag("--on", DAYS)], came(), end()].concat()),
        line("urge done", 3, [vec![which.clone(), fixed("--minutes 20")], end()].concat()),
        line("urge edit", 4, [vec![which, new_strength, flag("--on", DAYS)], came(), end()].concat()),
        line("urge remove", 3, vec![id("urge"), fixed("--yes")]),
        line("win", 3, vec![one_of(TEXTS), flag("--on", DAYS)]),
        line("win edit", 3, vec![id("win"), flag("--text", TEXTS), flag("--on", DAYS)]),
        line("win remove", 3, vec![id("win"), fixed("--yes")]),
    ]
}

fn goals_and_settings() -> Vec<(u32, BoxedStrategy<Line>)> {
    let in_days = joined(vec![
        fixed("--in"),
        one_of(&["90d", "5w"]),
        flag("--from", &["2026-11-01", "2027-01-01"]),
        maybe(vec![fixed("--once-a-day")]),
    ]);
    let target = prop_oneof![fixed("--per week"), in_days].boxed();
    let which = prop_oneof![Just(Vec::new()), fixed("--per week"), fixed("--in-days")].boxed();
    let setting = prop_oneof![
        joined(vec![fixed("day-start"), one_of(&["04:00", "00:00", "13:00", "default"])]),
        joined(vec![fixed("week-start"), one_of(&["sunday", "monday", "default"])]),
        joined(vec![fixed("country"), one_of(&["GB", "us", "Britain", "default"])]),
        joined(vec![fixed("programme"), one_of(&["na", "my own", "default"])]),
    ];
    vec![
        line("goal set", 6, vec![fixed("meetings"), one_of(&["1", "3", "90"]), target]),
        line("goal remove", 4, vec![fixed("meetings"), which, fixed("--yes")]),
        line("config set", 6, vec![setting.boxed()]),
    ]
}

/// Any command line that may change something, undo and redo among them.
pub(super) fn commands() -> impl Strategy<Value = Line> {
    let mut all = [checkins(), clocks(), meetings(), people(), urges_and_wins(), goals_and_settings()].concat();
    all.push(line("undo", 12, vec![fixed("")]));
    all.push(line("redo", 8, vec![fixed("")]));
    prop::strategy::Union::new_weighted(all)
}

/// The first commands of everyone, so that there is something to change and to remove.
pub(super) fn prelude() -> Vec<Line> {
    let line = |command: &'static str, rest: &[&str]| Line {
        command,
        words: rest.iter().map(|word| Word::Plain((*word).to_owned())).collect(),
    };
    vec![
        line("checkin", &["good", "--sober", "--on", "2026-11-03", "--note", "it's \"fine\" 🌱"]),
        line("clock add", &["alcohol", "--since", "2026-11-01", "--programme", "aa"]),
        line("checkin", &["low", "--sober=sobriety", "--slip", "alcohol", "--on", "yesterday"]),
        line("slip", &["sobriety", "--from", "2026-11-20", "--ongoing"]),
        line("meeting add", &["Tuesday Step", "--day", "tue", "--time", "19:30"]),
        line("attend", &["tuesday", "--shared"]),
        line("contact add", &["Maria G", "--role", "sponsor", "--every", "2d"]),
        line("reach", &["maria", "--by", "call"]),
        line("urge", &["7", "alcohol", "--trigger", "payday"]),
        line("win", &["slept all night", "--on", "yesterday"]),
        line("goal set", &["meetings", "3", "--per", "week"]),
    ]
}
