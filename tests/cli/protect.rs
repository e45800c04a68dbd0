//! Protection: nothing readable on the disk, everything the same otherwise, and no way to lock oneself out or to
//! lose an entry by it.

use std::fs;
use std::process::Stdio;

use serde_json::json;

use crate::harness::Home;
use crate::inside::{Person, TYPED_BACK};
use crate::sealed::{HERON, PASSPHRASE, files, holders, knows, lived_in, notes, protected, quick, refused};

#[test]
fn nothing_readable_is_left_in_the_folder_nor_in_the_one_for_temporary_files() {
    let mut home = lived_in();
    let temporary = home.root().join("tmp");
    fs::create_dir(&temporary).unwrap();
    home.set("TMPDIR", temporary.to_str().unwrap());
    home.ok(&["backup"]);
    assert_eq!(holders(&home.folder(), HERON).len(), 2, "the data and its backup are readable before");
    let said = home.ok(&["protect", "on"]);
    assert!(said.starts_with("The data is sealed, and its backups"), "{said}");
    assert!(said.contains("no recovery code yet") && !said.contains("or the recovery code"), "{said}");
    quick(&home);
    home.ok(&["checkin", "okay", "--note", "quartzword"]);
    home.ok(&["undo"]);
    home.ok(&["redo"]);
    home.ok(&["backup"]);
    for word in [HERON, "quartzword", "sobriety", "SQLite format"] {
        assert_eq!(holders(home.root(), word), Vec::<String>::new(), "{word} can be read");
    }
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0);
    assert!(!home.file().exists());
    assert_eq!(notes(&home), ["quartzword", HERON]);
}

#[test]
fn every_command_answers_the_same_when_the_data_is_protected() {
    let (plain, sealed) = (lived_in(), protected());
    let steps: &[&[&str]] = &[
        &["checkin", "low", "--craving", "7", "--note", "a hard day"],
        &["clock", "edit", "sobriety", "--since", "2026-11-01"],
        &["slip", "sobriety", "--on", "2026-11-10"],
        &["contact", "add", "Maria G", "--every", "2d"],
        &["reach", "maria"],
        &["meeting", "add", "Step Study", "--day", "tue", "--time", "19:30"],
        &["attend", "step", "--on", "2026-11-17"],
        &["goal", "set", "meetings", "3", "--per", "week"],
        &["undo"],
        &["undo"],
        &["redo"],
        &["erase", "contact", "maria", "--yes"],
        &["checkin", "6"],
        &["today"],
        &["streak", "--runs"],
        &["attendance"],
        &["mood"],
        &["milestones"],
        &["contact", "due"],
        &["config", "list"],
    ];
    for args in steps {
        let (one, other) = (plain.run(args), sealed.run(args));
        assert_eq!((one.code, one.out, one.err), (other.code, other.out, other.err), "onward {args:?}");
    }
    let summaries = |home: &Home| {
        let steps = home.json(&["history", "--limit", "99"])["steps"].clone();
        steps.as_array().unwrap().iter().map(|step| step["summary"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(summaries(&plain), summaries(&sealed));
}

#[test]
fn an_export_of_protected_data_comes_in_again() {
    let home = protected();
    let export = home.ok(&["export"]);
    let other = protected();
    let file = other.root().join("onward.json");
    fs::write(&file, &export).unwrap();
    other.ok(&["erase", "clock", "sobriety", "--yes"]);
    other.ok(&["import", file.to_str().unwrap()]);
    let automatic = other.json(&["backup", "list"])["backups"][0].clone();
    assert_eq!((&automatic["why"], &automatic["sealed"]), (&json!("import"), &json!(true)));
    other.ok(&["undo"]);
    assert_eq!(holders(&other.folder(), HERON), Vec::<String>::new());
}

#[test]
fn status_says_how_things_are() {
    let (plain, sealed) = (lived_in(), protected());
    let said = |protected, generations| {
        json!({"as_of": "2026-11-23", "protected": protected, "recovery_code": false, "unlocked": false,
               "generations": generations, "left_readable": [], "left_sealed": []})
    };
    assert_eq!(plain.json(&["protect", "status"]), said(false, 0));
    assert_eq!(sealed.json(&["protect", "status"]), said(true, 0));
    assert!(plain.ok(&["protect", "status"]).contains("Seal it: onward protect on"));
    sealed.ok(&["checkin", "good"]);
    assert!(sealed.ok(&["protect", "status"]).contains("1 earlier state: onward.age.1"));
    assert!(sealed.ok(&["protect", "lock"]).contains("locked already"));
    assert!(refused(&sealed, 1, &["protect", "on"]).contains("sealed already"));
    for command in ["off", "lock", "passphrase", "recovery", "rekey"] {
        assert!(refused(&plain, 1, &["protect", command]).contains("not sealed"), "{command}");
    }
}

#[test]
fn three_earlier_states_are_kept_and_each_opens() {
    let home = protected();
    for nth in 1..=5 {
        home.ok(&["checkin", "good", "--note", &format!("note {nth}")]);
    }
    let kept: Vec<String> = files(&home.folder()).into_keys().filter(|name| name.starts_with("onward.age")).collect();
    assert_eq!(kept, ["onward.age", "onward.age.1", "onward.age.2", "onward.age.3"]);
    let third = home.folder().join("onward.age.3");
    home.ok(&["restore", third.to_str().unwrap(), "--yes"]);
    assert_eq!(notes(&home), ["note 2", "note 1", HERON]);
}

#[test]
fn off_makes_everything_readable_again_the_backups_too() {
    let home = protected();
    home.ok(&["backup"]);
    home.ok(&["checkin", "okay", "--note", "quartzword"]);
    let said = home.ok(&["protect", "off"]);
    assert!(said.starts_with("The data is no longer sealed"), "{said}");
    let left = files(&home.folder()).into_keys().filter(|name| name.ends_with(".age") || name.contains(".age."));
    assert_eq!(left.collect::<Vec<_>>(), Vec::<String>::new());
    let mut home = home;
    home.set("ONWARD_PASSPHRASE_COMMAND", "");
    assert_eq!(notes(&home), ["quartzword", HERON]);
    for backup in home.json(&["backup", "list"])["backups"].as_array().unwrap() {
        assert_eq!(backup["sealed"], false);
    }
    home.ok(&["restore", "latest", "--yes"]);
    home.ok(&["undo"]);
    home.ok(&["doctor"]);
}

#[test]
fn in_a_terminal_the_recovery_code_is_shown_typed_back_and_opens_the_data() {
    let mut home = lived_in();
    let person = Person::who_answers(&["a new passphrase", "a new passphrase", TYPED_BACK]);
    let answer = person.runs(&home, &["protect", "on"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert!(answer.out.contains("Without the passphrase or the recovery code"), "{}", answer.out);
    let code = person.code();
    assert!(!answer.out.contains(&code), "it is shown once");
    assert_eq!(person.asked.borrow().iter().filter(|asked| asked.contains(&code)).count(), 1);
    knows(&mut home, &code.to_lowercase().replace('-', " "));
    assert_eq!(notes(&home), [HERON]);
    assert_eq!(home.json(&["protect", "status"])["recovery_code"], true);

    let again = Person::who_answers(&[&code, TYPED_BACK]);
    assert_eq!(again.runs(&home, &["protect", "recovery"]).code, 0);
    assert!(refused(&home, 3, &["today"]).contains("does not open"), "the code before it opens nothing");
    knows(&mut home, &again.code());
    assert_eq!(notes(&home), [HERON]);
}

#[test]
fn a_recovery_code_that_is_not_typed_back_changes_nothing() {
    let home = lived_in();
    let before = files(&home.folder());
    let person = Person::who_answers(&["a new passphrase", "a new passphrase", "one", "two", "three", TYPED_BACK]);
    let answer = person.runs(&home, &["protect", "on"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert!(answer.err.contains("not typed back; nothing was changed"), "{}", answer.err);
    assert!(person.asked.borrow().last().unwrap().starts_with("That is not it."));
    assert!(files(&home.folder()) == before);
}

#[test]
fn a_new_passphrase_is_typed_twice_and_has_some_length() {
    let home = lived_in();
    let before = files(&home.folder());
    for (answers, said) in [(["a new passphrase", "a new passphrasf"], "not the same"), (["seven77"; 2], "at least 8")]
    {
        let answer = Person::who_answers(&answers).runs(&home, &["protect", "on"]);
        assert_eq!((answer.code, answer.out.as_str()), (1, ""));
        assert!(answer.err.contains(said) && answer.err.contains("nothing was changed"), "{}", answer.err);
    }
    assert!(files(&home.folder()) == before);
}

#[test]
fn the_passphrase_is_asked_for_three_times_and_never_twice_once_it_is_right() {
    let home = protected();
    let wrong = Person::who_answers(&["four quiet words herf", "", PASSPHRASE.to_uppercase().as_str(), PASSPHRASE]);
    let answer = wrong.runs(&home, &["today"]);
    assert_eq!((answer.code, answer.out.as_str(), wrong.asked.borrow().len()), (3, "", 3));
    assert!(answer.err.starts_with("error: that passphrase does not open the data\nhint: nothing was changed"));
    for args in [&["today"][..], &["doctor"], &["restore", "latest", "--yes"], &["checkin", "good"]] {
        let person = Person::who_answers(&["mistyped", PASSPHRASE]);
        let answer = person.runs(&home, args);
        assert_eq!((answer.code, person.asked.borrow().len()), (0, 2), "onward {args:?}\n{}", answer.err);
        assert_eq!(person.asked.borrow()[1], "That does not open it. Passphrase:");
    }
}

#[test]
fn a_wrong_passphrase_in_a_script_is_one_try_and_says_nothing_of_closeness() {
    let mut home = protected();
    let mut said = Vec::new();
    for wrong in ["four quiet words her", "x", "0000-0000-0000-0000-0000-0000"] {
        let tries = home.root().join("tries");
        let _ = fs::remove_file(&tries);
        home.set("ONWARD_PASSPHRASE_COMMAND", &format!("echo x >> '{}'; echo '{wrong}'", tries.display()));
        let answer = home.run(&["checkin", "good"]);
        assert_eq!((answer.code, answer.out.as_str()), (3, ""));
        assert_eq!(fs::read_to_string(&tries).unwrap(), "x\n");
        said.push(answer.err);
    }
    assert!(said.iter().all(|other| *other == said[0]), "{said:?}");
    for (command, why) in [("false", "ended with an error"), ("true", "printed nothing")] {
        home.set("ONWARD_PASSPHRASE_COMMAND", command);
        assert!(refused(&home, 3, &["today"]).contains(why));
    }
    home.set("ONWARD_PASSPHRASE_COMMAND", "");
    assert!(refused(&home, 3, &["today"]).contains("nobody can be asked"));
}

#[test]
fn locked_data_is_silent_in_a_prompt() {
    let mut home = protected();
    assert!(!home.ok(&["today", "--short"]).contains("day"), "a key that does not rest is not at hand");
    home.set("ONWARD_PASSPHRASE_COMMAND", "");
    assert_eq!(home.ok(&["today", "--short"]), "");
}

#[test]
fn the_passphrase_is_changed_and_the_one_there_was_opens_nothing() {
    let mut home = protected();
    let person = Person::who_answers(&[PASSPHRASE, "another passphrase", "another passphrase"]);
    let answer = person.runs(&home, &["protect", "passphrase"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.starts_with("The passphrase is changed."), "{}", answer.out);
    assert!(refused(&home, 3, &["today"]).contains("does not open"));
    knows(&mut home, "another passphrase");
    assert_eq!(notes(&home), [HERON]);
    assert!(refused(&home, 1, &["protect", "passphrase"]).contains("the passphrase there was"));
}

#[test]
fn after_a_rekey_a_copy_of_the_old_key_file_opens_nothing() {
    let home = protected();
    home.ok(&["backup"]);
    home.ok(&["checkin", "okay"]);
    let stolen = fs::read(home.folder().join("key.age")).unwrap();
    home.ok(&["protect", "rekey"]);
    assert!(!home.folder().join("onward.age.1").exists(), "an earlier state would open with the old key");
    let made = home.json(&["backup", "list"])["backups"].clone();
    for backup in made.as_array().unwrap() {
        home.ok(&["restore", backup["path"].as_str().unwrap(), "--yes"]);
        assert!(notes(&home).contains(&HERON.to_owned()));
    }
    fs::write(home.folder().join("key.age"), stolen).unwrap();
    assert!(refused(&home, 3, &["today"]).contains("another key"));
    for backup in made.as_array().unwrap() {
        assert!(refused(&home, 3, &["restore", backup["path"].as_str().unwrap(), "--yes"]).contains("another key"));
    }
}

#[test]
fn a_protect_on_that_was_cut_off_is_finished_by_the_next_write() {
    let home = lived_in();
    home.ok(&["backup"]);
    let readable = files(&home.folder());
    home.ok(&["protect", "on"]);
    quick(&home);
    for (name, bytes) in &readable {
        fs::write(home.folder().join(name), bytes).unwrap();
    }
    let doctor = home.run(&["doctor"]);
    assert_eq!(doctor.code, 3);
    assert!(doctor.out.contains("readable beside the sealed data"), "{}", doctor.out);
    assert_eq!(notes(&home), [HERON]);
    home.ok(&["checkin", "okay", "--note", "quartzword"]);
    assert_eq!(holders(&home.folder(), HERON), Vec::<String>::new());
    assert!(!home.file().exists());
    assert_eq!(notes(&home), ["quartzword", HERON]);
    home.ok(&["doctor"]);
}

#[test]
fn a_readable_data_file_that_somebody_put_beside_the_sealed_one_is_not_lost() {
    let (home, other) = (protected(), lived_in());
    other.ok(&["checkin", "okay", "--note", "quartzword"]);
    fs::copy(other.file(), home.file()).unwrap();
    home.ok(&["doctor", "--fix"]);
    assert_eq!(holders(&home.folder(), "quartzword"), Vec::<String>::new());
    let made = home.json(&["backup", "list"])["backups"].clone();
    let aside = made.as_array().unwrap().iter().find(|backup| backup["why"] == "set-aside").expect("it is set aside");
    home.ok(&["restore", aside["path"].as_str().unwrap(), "--yes"]);
    assert_eq!(notes(&home), ["quartzword", HERON]);
}

#[test]
fn eight_writers_lose_nothing_while_the_protection_is_turned_on_and_off() {
    let mut home = lived_in();
    home.ok(&["config", "set", "backups", "2"]);
    let mut acknowledged = 0;
    for command in ["on", "off", "on"] {
        let write = |_| {
            home.command()
                .args(["checkin", "good", "--note", "many"])
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
        };
        let mut writers: Vec<_> = (0..4).map(write).collect();
        let protect = home.command().args(["protect", command]).stdout(Stdio::null()).spawn();
        writers.extend((0..4).map(write));
        for writer in writers {
            let output = writer.unwrap().wait_with_output().unwrap();
            acknowledged += usize::from(output.status.success());
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.success() || said.contains("hint: "), "{said}");
        }
        assert!(protect.unwrap().wait().unwrap().success());
    }
    assert!(acknowledged > 0);
    assert_eq!(notes(&home).len(), acknowledged + 1);
    home.set("ONWARD_PASSPHRASE_COMMAND", "");
    assert_eq!(holders(&home.folder(), HERON), Vec::<String>::new());
}

#[test]
fn two_terminals_that_protect_at_once_do_not_lock_the_data_away() {
    let home = lived_in();
    let start =
        |_| home.command().args(["protect", "on"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let ended: Vec<_> =
        (0..3).map(start).collect::<Vec<_>>().into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    assert_eq!(ended.iter().filter(|output| output.status.success()).count(), 1);
    assert_eq!(notes(&home), [HERON]);
}

#[test]
fn a_note_written_in_an_editor_never_lies_in_the_folder_of_protected_data() {
    let home = protected();
    let (memory, seen) = (home.root().join("memory"), home.root().join("seen"));
    fs::create_dir(&memory).unwrap();
    let editor =
        format!("sh -c 'ls -a \"{}\" > \"{}\"; echo quartzword > \"$0\"'", home.folder().display(), seen.display());
    let person = Person::who_answers(&[PASSPHRASE]).with_editor(&editor, Some(memory.clone()));
    let answer = person.runs(&home, &["checkin", "good", "--edit"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(notes(&home), ["quartzword", HERON]);
    let listed = fs::read_to_string(seen).unwrap();
    assert!(listed.contains("onward.age") && !listed.contains(".note-"), "{listed}");
    assert_eq!(fs::read_dir(&memory).unwrap().count(), 0);
    assert_eq!(holders(&home.folder(), "quartzword"), Vec::<String>::new());

    let without = Person::who_answers(&[PASSPHRASE]).with_editor(&editor, None);
    let answer = without.runs(&home, &["checkin", "good", "--edit"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert!(answer.err.contains("readably"), "{}", answer.err);
}
