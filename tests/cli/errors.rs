//! Bad input: a clear error that names the argument, the exit code of its kind, and nothing changed.

use crate::harness::Home;

/// A home with two clocks, a meeting, a person and a check-in.
fn lived_in() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home.ok(&["clock", "add", "nicotine", "--since", "2026-06-01"]);
    home.ok(&["meeting", "add", "Tuesday Step Study", "--day", "tue", "--time", "19:30"]);
    home.ok(&["meeting", "add", "Thursday Step Study", "--day", "thu", "--time", "19:30"]);
    home.ok(&["contact", "add", "Maria G", "--role", "sponsor"]);
    home.ok(&["checkin", "good", "--sober"]);
    home
}

/// Insists on the exit code, the form of the message, and that its first line holds each of these words.
fn refuses(home: &Home, code: i32, args: &[&str], named: &[&str]) {
    let said = home.fails(code, args);
    let message = said.lines().next().unwrap_or_default();
    for word in named {
        assert!(message.contains(word), "onward {args:?} does not name {word}:\n{said}");
    }
    let last = said.lines().last().unwrap_or_default();
    assert!(last.starts_with("hint: "), "onward {args:?} does not say what to do next:\n{said}");
    assert!(said.lines().count() <= 6, "onward {args:?} says too much:\n{said}");
}

#[test]
fn a_mood_outside_one_to_five_is_refused() {
    let home = lived_in();
    for mood in ["6", "0", "fine", "4.5", ""] {
        refuses(&home, 2, &["checkin", mood], &["MOOD"]);
    }
    refuses(&home, 2, &["checkin", "-1"], &["-1"]);
}

#[test]
fn a_value_outside_its_scale_is_refused() {
    let home = lived_in();
    for scale in ["--craving", "--anxiety", "--connection"] {
        for value in ["11", "-1", "much", "256", "1.5"] {
            refuses(&home, 2, &["checkin", "good", &format!("{scale}={value}")], &[scale, value]);
        }
    }
    for fit in ["0", "6", "fine"] {
        refuses(&home, 2, &["attend", "Open meeting", "--fit", fit], &["--fit", fit]);
    }
}

#[test]
fn a_word_that_is_not_in_its_list_is_refused() {
    let home = lived_in();
    refuses(&home, 2, &["checkin", "good", "--halt", "sleepy"], &["--halt", "sleepy"]);
    refuses(&home, 2, &["attend", "Open meeting", "--venue", "moon"], &["--venue", "moon"]);
    refuses(&home, 2, &["attend", "Open meeting", "--proof", "oath"], &["--proof", "oath"]);
    refuses(&home, 2, &["reach", "maria", "--by", "pigeon"], &["--by", "pigeon"]);
    refuses(&home, 2, &["contact", "add", "Sam", "--role", "boss"], &["--role", "boss"]);
    refuses(&home, 2, &["contact", "add", "Sam", "--every", "0d"], &["--every", "0d"]);
    refuses(&home, 2, &["meeting", "add", "Noon", "--day", "someday", "--time", "12:00"], &["--day", "someday"]);
    refuses(&home, 2, &["meeting", "add", "Noon", "--day", "mon", "--time", "25:00"], &["--time", "25:00"]);
    refuses(&home, 2, &["clock", "add", "sugar", "--milestones", "chips"], &["--milestones", "chips"]);
    refuses(&home, 2, &["goal", "set", "meetings", "0", "--per", "week"], &["N", "0"]);
    refuses(&home, 2, &["config", "set", "day-start", "13:00"], &["day-start", "12:00"]);
    refuses(&home, 2, &["mood", "--days", "0"], &["--days", "0"]);
}

#[test]
fn an_unreadable_day_is_wrong_usage_everywhere() {
    let home = lived_in();
    for day in ["2026-02-30", "2025-02-29", "2026-13-01", "tomorrow", "23/11/2026", "next friday", ""] {
        refuses(&home, 2, &["checkin", "good", "--on", day], &["--on", day]);
    }
    refuses(&home, 2, &["slip", "alcohol", "--from", "2026-02-30", "--to", "today"], &["--from", "2026-02-30"]);
    refuses(&home, 2, &["slip", "alcohol", "--from", "monday", "--to", "2026-02-30"], &["--to", "2026-02-30"]);
    refuses(&home, 2, &["clock", "add", "sugar", "--since", "2026-02-30"], &["--since", "2026-02-30"]);
    refuses(&home, 2, &["attend", "Open", "--on", "2026-02-30"], &["--on", "2026-02-30"]);
    refuses(&home, 2, &["reach", "maria", "--on", "2026-02-30"], &["--on", "2026-02-30"]);
    refuses(&home, 2, &["attendance", "--since", "2026-02-30"], &["--since", "2026-02-30"]);
    refuses(&home, 2, &["checkin", "list", "--until", "2026-02-30"], &["--until", "2026-02-30"]);
}

#[test]
fn a_day_to_come_is_refused_for_every_fact() {
    let home = lived_in();
    let facts: [&[&str]; 7] = [
        &["checkin", "good", "--on"],
        &["attend", "Open meeting", "--on"],
        &["reach", "maria", "--on"],
        &["slip", "alcohol", "--on"],
        &["slip", "alcohol", "--ongoing", "--from"],
        &["clock", "add", "sugar", "--since"],
        &["clock", "stop", "alcohol", "--on"],
    ];
    for fact in facts {
        refuses(&home, 1, &[fact, &["2026-11-24"]].concat(), &["24 Nov 2026"]);
    }
    refuses(&home, 1, &["slip", "alcohol", "--from", "today", "--to", "2026-11-24"], &["24 Nov 2026"]);
}

#[test]
fn an_unknown_name_is_refused_with_near_matches() {
    let home = lived_in();
    for args in [["slip", "alchohol"], ["resume", "alchohol"], ["streak", "alchohol"], ["milestones", "alchohol"]] {
        refuses(&home, 1, &args, &["alchohol"]);
        assert!(home.fails(1, &args).contains("\"alcohol\""), "{args:?}");
    }
    refuses(&home, 1, &["checkin", "good", "--sober=sugar"], &["sugar"]);
    refuses(&home, 1, &["checkin", "low", "--slip", "sugar"], &["sugar"]);
    refuses(&home, 1, &["clock", "show", "sugar"], &["sugar"]);
    refuses(&home, 1, &["meeting", "show", "Sunday lunch"], &["Sunday lunch"]);
    refuses(&home, 1, &["contact", "remove", "Zed", "--yes"], &["Zed"]);
    assert!(home.fails(1, &["reach", "mari g"]).contains("\"Maria G\""));
}

#[test]
fn an_ambiguous_part_of_a_name_lists_the_candidates() {
    let home = lived_in();
    let both = ["\"Tuesday Step Study\"", "\"Thursday Step Study\""];
    refuses(&home, 1, &["attend", "step"], &both);
    refuses(&home, 1, &["meeting", "edit", "t", "--time", "20:00"], &both);
    refuses(&home, 1, &["slip", "o"], &["\"alcohol\"", "\"nicotine\""]);
}

#[test]
fn the_whole_name_is_never_ambiguous() {
    let home = lived_in();
    home.ok(&["meeting", "add", "Step", "--day", "fri", "--time", "18:00"]);
    assert_eq!(home.json(&["attend", "STEP"])["attendance"]["meeting"], "Step");
}

#[test]
fn an_unknown_or_malformed_id_is_refused() {
    let home = lived_in();
    for noun in ["checkin", "slip", "attend", "reach"] {
        refuses(&home, 1, &[noun, "show", "ffffffff"], &["ffffffff"]);
        refuses(&home, 1, &[noun, "remove", "ffffffff", "--yes"], &["ffffffff"]);
        refuses(&home, 1, &[noun, "edit", "ffffffff", "--note", "x"], &["ffffffff"]);
        refuses(&home, 2, &[noun, "show", "%"], &["ID", "%"]);
    }
}

#[test]
fn a_slip_before_the_clock_began_is_refused_with_a_hint_to_move_it() {
    let home = lived_in();
    refuses(&home, 1, &["slip", "alcohol", "--on", "2025-12-31"], &["31 Dec 2025", "alcohol"]);
    assert!(home.fails(1, &["slip", "alcohol", "--on", "2025-12-31"]).contains("onward clock edit alcohol --since"));
}

#[test]
fn a_last_day_before_the_first_is_refused() {
    let home = lived_in();
    refuses(&home, 2, &["slip", "alcohol", "--from", "2026-11-10", "--to", "2026-11-09"], &["--to", "--from"]);
    refuses(&home, 2, &["attendance", "--since", "2026-11-10", "--until", "2026-11-09"], &["--until", "--since"]);
    refuses(&home, 2, &["checkin", "list", "--since", "2026-11-10", "--until", "2026-11-09"], &["--until", "--since"]);
}

#[test]
fn a_second_record_of_the_same_name_in_other_letters_is_refused() {
    let home = lived_in();
    refuses(&home, 1, &["clock", "add", "ALCOHOL"], &["alcohol"]);
    refuses(&home, 1, &["meeting", "add", "tuesday step study"], &["Tuesday Step Study"]);
    refuses(&home, 1, &["contact", "add", "MARIA g"], &["Maria G"]);
    refuses(&home, 1, &["clock", "edit", "nicotine", "--name", "Alcohol"], &["alcohol"]);
    home.ok(&["clock", "add", "ÄTHER"]);
    refuses(&home, 1, &["clock", "add", "äther"], &["ÄTHER"]);
}

#[test]
fn an_empty_name_is_refused() {
    let home = lived_in();
    for name in ["", "   "] {
        refuses(&home, 2, &["clock", "add", name], &["NAME"]);
        refuses(&home, 2, &["meeting", "add", name], &["NAME"]);
        refuses(&home, 2, &["contact", "add", name], &["NAME"]);
        refuses(&home, 2, &["attend", name], &["MEETING"]);
        refuses(&home, 2, &["clock", "edit", "alcohol", "--name", name], &["--name"]);
    }
}

/// A script whose variable is empty must not reach, use or remove whatever happens to be the only one.
#[test]
fn a_blank_part_of_a_name_means_nobody() {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-01-01"]);
    home.ok(&["contact", "add", "Maria G"]);
    let before = home.dump();
    for name in ["", "  "] {
        for args in [&["reach", name][..], &["slip", name], &["clock", "remove", name, "--yes"]] {
            let said = home.run(args);
            assert!([1, 2].contains(&said.code), "onward {args:?} took it for someone:\n{}", said.out);
            assert_eq!(home.dump(), before);
        }
    }
}

#[test]
fn a_name_with_control_characters_is_refused_without_repeating_them() {
    let home = lived_in();
    for name in ["a\u{1b}[31mb", "a\nb", "bell\u{7}"] {
        refuses(&home, 2, &["clock", "add", name], &["NAME"]);
        let said = home.fails(2, &["contact", "add", name]);
        assert!(!said.contains('\u{1b}') && !said.contains('\u{7}'), "{said:?}");
    }
}

#[test]
fn what_is_missing_is_named_and_never_asked_for_in_a_script() {
    let home = lived_in();
    refuses(&home, 2, &["checkin"], &["MOOD"]);
    refuses(&home, 2, &["attend"], &["MEETING"]);
    refuses(&home, 2, &["reach"], &["CONTACT"]);
    refuses(&home, 2, &["slip"], &["CLOCK"]);
    refuses(&home, 2, &["clock", "add"], &["NAME"]);
    refuses(&home, 2, &["slip", "alcohol", "--from", "monday"], &["--from", "--to"]);
    refuses(&home, 2, &["goal", "set", "meetings", "3"], &["--per"]);
    refuses(&home, 2, &["meeting", "add", "Noon", "--day", "mon"], &["--day", "--time"]);
    refuses(&home, 2, &["attend", "Noon", "--by", "J.B."], &["--by", "--proof"]);
}

#[test]
fn arguments_that_contradict_each_other_are_refused() {
    let home = lived_in();
    refuses(&home, 2, &["checkin", "low", "--sober=alcohol", "--slip", "alcohol"], &["--sober", "--slip"]);
    refuses(&home, 2, &["slip", "alcohol", "--ongoing", "--from", "monday", "--to", "today"], &["--ongoing", "--to"]);
    refuses(&home, 2, &["checkin", "good", "--note", "x", "--edit"], &["--note", "--edit"]);
    let said = home.pipe(&["checkin", "good", "--note", "-", "--gratitude", "-"], b"text");
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{}", said.err);
}

#[test]
fn a_mistyped_command_or_flag_suggests_the_right_one() {
    let home = lived_in();
    refuses(&home, 2, &["chekin"], &["chekin"]);
    assert!(home.fails(2, &["chekin"]).contains("checkin"));
    assert!(home.fails(2, &["checkin", "good", "--sobr"]).contains("--sober"));
    refuses(&home, 1, &["help", "recovery"], &["recovery"]);
}

#[test]
fn a_long_note_is_kept_whole() {
    let home = lived_in();
    let note = "é🌱 x".repeat(2_500);
    assert_eq!(note.chars().count(), 10_000);
    let given = home.json(&["checkin", "good", "--note", &note]);
    assert_eq!(given["checkin"]["note"], note.as_str());
    let piped = home.pipe(&["checkin", "good", "--note", "-"], note.as_bytes());
    assert_eq!(piped.code, 0, "{}", piped.err);
    assert_eq!(home.json(&["checkin", "list"])["checkins"][0]["note"], note.as_str());
}

#[test]
fn a_note_with_control_characters_is_kept_and_never_steers_the_terminal() {
    let home = lived_in();
    let note = "one\u{1b}[31mtwo\u{7}\u{202e}\nthree\tfour";
    let id = home.id_of(&["checkin", "good", "--note", note]);
    assert_eq!(home.json(&["checkin", "show", &id])["checkin"]["note"], note);
    for args in [vec!["checkin", "show", &id], vec!["checkin", "list"], vec!["history"]] {
        let shown = home.ok(&args);
        let steers = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!shown.contains(steers), "{shown:?}");
    }
}

#[test]
fn emoji_and_other_scripts_are_kept_in_every_text() {
    let home = lived_in();
    home.ok(&["clock", "add", "🍷 вино", "--since", "yesterday"]);
    assert_eq!(home.json(&["streak", "вино"])["clocks"][0]["name"], "🍷 вино");
    home.ok(&["contact", "add", "María 家", "--phone", "☎ 1"]);
    assert_eq!(home.json(&["reach", "家"])["reach"]["contact"], "María 家");
}

#[test]
fn a_text_that_no_text_can_be_is_refused() {
    let home = lived_in();
    let before = home.dump();
    for text in [&b"\xff\xfe"[..], b"a\0b"] {
        let said = home.pipe(&["checkin", "good", "--note", "-"], text);
        assert!([1, 2].contains(&said.code) && said.out.is_empty(), "{said:?}");
        assert!(said.err.starts_with("error: ") && said.err.contains("\nhint: "), "{}", said.err);
    }
    assert_eq!(home.dump(), before);
}

#[test]
fn an_intimate_text_is_not_repeated_in_an_error() {
    let home = lived_in();
    let said = home.fails(1, &["checkin", "low", "--slip", "sugar", "--note", "a private thing"]);
    assert!(!said.contains("private"), "{said}");
}

#[test]
fn a_destructive_command_in_a_script_needs_yes() {
    let home = lived_in();
    home.ok(&["goal", "set", "meetings", "3", "--per", "week"]);
    let checkin = home.id_of(&["checkin", "good"]);
    let slip = home.id_of(&["slip", "alcohol"]);
    let attendance = home.id_of(&["attend", "Open meeting"]);
    let reach = home.id_of(&["reach", "maria"]);
    let removals: [&[&str]; 8] = [
        &["clock", "remove", "alcohol"],
        &["meeting", "remove", "tuesday"],
        &["contact", "remove", "maria"],
        &["goal", "remove", "meetings"],
        &["checkin", "remove", &checkin],
        &["slip", "remove", &slip],
        &["attend", "remove", &attendance],
        &["reach", "remove", &reach],
    ];
    for args in removals {
        refuses(&home, 2, args, &["--yes"]);
        home.ok(&[args, &["--yes"]].concat());
    }
}
