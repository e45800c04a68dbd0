//! What is larger than anything that could be meant, or never ends, is refused in words and in no time.

use std::fs::{self, File};
use std::io::Write;
use std::process::{Command, Stdio};

use crate::harness::{Answer, Home, fed};
use crate::sealed::{knows, lived_in, protected, sealed};

/// A file of so many bytes that takes no room.
fn sparse(home: &Home, name: &str, bytes: u64) {
    let path = home.root().join(name);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).unwrap();
    }
    File::create(path).unwrap().set_len(bytes).unwrap();
}

fn pipe(home: &Home, name: &str) {
    let made = Command::new("mkfifo").arg(home.root().join(name)).status().unwrap();
    assert!(made.success());
}

/// What is answered where `text` comes on standard input for as long as anybody reads.
fn endless(home: &Home, text: &str, args: &[&str]) -> Answer {
    let mut yes = Command::new("yes").arg(text).stdout(Stdio::piped()).spawn().unwrap();
    let mut command = home.command();
    command.args(args).stdin(yes.stdout.take().unwrap());
    let output = command.output().unwrap();
    let _ = yes.kill();
    yes.wait().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Answer { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}

/// What is said where this is refused, and nothing comes or goes. The files here are too large to be compared.
fn refused(home: &Home, code: i32, args: &[&str]) -> String {
    let names = || {
        let all = [home.root().to_owned(), home.folder()].map(|folder| fs::read_dir(folder).unwrap());
        let mut found: Vec<_> = all.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
        found.sort();
        found.into_iter().map(|path| (fs::metadata(&path).map(|found| found.len()).ok(), path)).collect::<Vec<_>>()
    };
    let before = names();
    let answer = home.run(args);
    assert_eq!((answer.code, answer.out.as_str()), (code, ""), "onward {args:?}\n{}", answer.err);
    assert_eq!(names(), before, "onward {args:?}");
    answer.err
}

fn says(answer: &str, words: &[&str]) {
    for word in words {
        assert!(answer.contains(word), "{word}\n{answer}");
    }
    assert!(answer.contains("\nhint: "), "{answer}");
}

#[test]
fn what_is_restored_is_a_file_of_a_size_that_can_be() {
    let home = lived_in();
    sparse(&home, "huge.db", 8 << 30);
    sparse(&home, "huge.age", 8 << 30);
    File::options()
        .write(true)
        .open(home.root().join("huge.age"))
        .unwrap()
        .write_all(b"age-encryption.org/v1\n")
        .unwrap();
    pipe(&home, "pipe");
    for name in ["huge.db", "huge.age"] {
        says(&refused(&home, 1, &["restore", name, "--yes"]), &["larger than 1 GB", "was not read"]);
    }
    let link = home.root().join("link");
    std::os::unix::fs::symlink("/dev/zero", link).unwrap();
    for name in ["/dev/zero", "link", "/dev/null", "pipe", ".", "/dev/stdin"] {
        says(&refused(&home, 1, &["restore", name, "--yes"]), &["is no file, and cannot be read"]);
    }
}

/// A sealed file with as many recipients as this, that opens for none of them.
fn with_recipients(count: usize) -> Vec<u8> {
    let one = "-> X25519 DBWOW8TUmzEHsDMzTcFPKLdKCMlxxqNQ9Gk6hbGGlhE\n8nUXSWkRBlwQwJl1nKLJW5ApJmtbpMMrNRcrXM5Eqs4\n";
    format!("age-encryption.org/v1\n{}--- 7eTZZ4mkTtTBrNTbHJuhnWPNJB6XWwCPIFAeFXjX3fM\n", one.repeat(count))
        .into_bytes()
}

#[test]
fn a_sealed_file_for_thousands_is_refused_at_once() {
    let home = protected();
    for bytes in [with_recipients(15_000), [b"age-encryption.org/v1\n-> ".as_slice(), &[b'x'; 4 << 20]].concat()] {
        fs::write(home.root().join("many.age"), bytes).unwrap();
        says(&refused(&home, 1, &["restore", "many.age", "--yes"]), &["more recipients than fit into 16 KB"]);
    }
    let before = fs::read(home.folder().join("onward.age")).unwrap();
    fs::write(home.folder().join("onward.age"), with_recipients(15_000)).unwrap();
    says(&refused(&home, 3, &["checkin", "list"]), &["onward.age", "more recipients than fit into 16 KB"]);
    fs::write(home.folder().join("onward.age"), before).unwrap();
    home.ok(&["checkin", "list"]);
}

#[test]
fn a_key_file_of_gigabytes_is_no_key() {
    let home = protected();
    for bytes in [8_u64 << 30, 65_537] {
        sparse(&home, "data/key.age", bytes);
        says(&refused(&home, 3, &["checkin", "list"]), &["key.age", "larger than any key, which is below 64 KB"]);
    }
    let home = protected();
    sparse(&home, "data/recovery.age", 8 << 30);
    home.ok(&["checkin", "list"]);
    let home = protected();
    fs::write(home.folder().join("key.age"), with_recipients(600)).unwrap();
    says(&refused(&home, 3, &["checkin", "list"]), &["key.age", "larger than any key"]);
}

#[test]
fn what_is_imported_has_an_end() {
    let home = lived_in();
    sparse(&home, "huge.json", 8 << 30);
    pipe(&home, "pipe");
    let commands: [&[&str]; 4] = [
        &["import"],
        &["import", "--from", "csv"],
        &["import", "--from", "daylio"],
        &["meeting", "import", "--source", "x", "--programme", "aa", "--timezone", "UTC"],
    ];
    for words in commands {
        let with = |name: &str| refused(&home, 1, &[words, &[name]].concat());
        says(&with("huge.json"), &["longer than 512 MB", "was not read"]);
        says(&with("/dev/zero"), &["/dev/zero is a device, and was not read"]);
    }
    says(&refused(&home, 1, &["import", "pipe"]), &["is a pipe, and nobody wrote into it for 5 seconds"]);
    // A pipe that somebody writes into is read.
    let export = home.ok(&["export"]);
    let reader = home.in_shell("exec 3<&0; cat <&3 >pipe &", &["import", "pipe"]);
    let answer = fed(reader, export.as_bytes());
    assert_eq!(answer.code, 0, "{}", answer.err);
}

#[test]
fn standard_input_without_an_end_is_not_read_for_ever() {
    let home = lived_in();
    let answer = endless(&home, "note", &["checkin", "good", "--note", "-"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{}", answer.err);
    says(&answer.err, &["--note: the text is longer than 4 MB; nothing was recorded"]);
    let line = "x".repeat(1 << 16);
    for words in [&["import", "-"][..], &["meeting", "import", "-", "--source", "x"]] {
        let answer = endless(&home, &line, words);
        assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{}", answer.err);
        says(&answer.err, &["standard input is longer than 512 MB"]);
    }
}

#[test]
fn a_text_from_an_editor_and_a_passphrase_from_a_command_have_an_end() {
    let mut home = protected();
    home.set("ONWARD_PASSPHRASE_COMMAND", "yes");
    says(&refused(&home, 3, &["checkin", "list"]), &["ONWARD_PASSPHRASE_COMMAND printed more than 64 KB"]);
    knows(&mut home, "four quiet words here");
    home.ok(&["checkin", "list"]);
}

#[test]
fn a_folder_that_goes_on_and_on_is_refused() {
    let home = lived_in();
    let folder = home.root().join("many");
    fs::create_dir(&folder).unwrap();
    for nth in 0..10_001 {
        File::create(folder.join(nth.to_string())).unwrap();
    }
    says(&refused(&home, 1, &["import", "many"]), &["the folder many holds more than 10000 files"]);
    let folder = home.root().join("loop");
    fs::create_dir(&folder).unwrap();
    std::os::unix::fs::symlink(".", folder.join("again.csv")).unwrap();
    std::os::unix::fs::symlink("..", folder.join("up")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.join("zero.csv")).unwrap();
    refused(&home, 1, &["import", "loop"]);
    sparse(&home, "large/one.csv", 300 << 20);
    sparse(&home, "large/two.csv", 300 << 20);
    says(&refused(&home, 1, &["import", "large"]), &["holds more than 512 MB"]);
}

#[test]
fn a_table_or_a_document_that_was_made_to_do_harm_is_refused() {
    let home = lived_in();
    let write = |name: &str, bytes: &[u8]| fs::write(home.root().join(name), bytes).unwrap();
    write("line.csv", &[b"date,mood,note\n2026-11-01,4,\"".as_slice(), &vec![b'x'; 2 << 20]].concat());
    says(&refused(&home, 1, &["import", "line.csv", "--from", "csv"]), &["row on line 2 is longer than 1 MB"]);
    write("list.csv", &[b"name,day,time\n\"".as_slice(), &vec![b'x'; 2 << 20]].concat());
    let list = ["meeting", "import", "list.csv", "--source", "x", "--programme", "aa", "--timezone", "UTC"];
    says(&refused(&home, 1, &list), &["rows is longer than 1 MB"]);
    let deep = "[".repeat(1 << 20);
    write("deep.json", deep.as_bytes());
    write("deep-export.json", format!("{{\"format\":\"onward\",\"version\":4,\"clock\":{deep}").as_bytes());
    for name in ["deep.json", "deep-export.json"] {
        refused(&home, 1, &["import", name]);
        refused(&home, 1, &["meeting", "import", name, "--source", "x", "--programme", "aa", "--timezone", "UTC"]);
    }
}

#[test]
fn a_sealed_copy_that_unpacks_to_nothing_of_ours_is_refused() {
    let home = protected();
    fs::write(home.root().join("zeros.age"), sealed(&vec![0; 4 << 20], "four quiet words here")).unwrap();
    let said = refused(&home, 3, &["restore", "zeros.age", "--yes"]);
    assert!(said.contains("zeros.age"), "{said}");
}
