//! Answering the questions of a command in a terminal of its own.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::home::Answer;

/// The answer that is the recovery code which was just shown.
pub(crate) const TYPED_BACK: &str = "TYPED BACK";

/// How a question ends on the screen, and what is answered.
pub(crate) type Asked = (&'static str, &'static str);

/// Runs this command in a terminal and answers its questions in turn.
pub(crate) fn answered(command: &Command, answers: &[Asked]) -> Answer {
    let mut script = Command::new("script");
    script.args(["-qefc", &line(command), "/dev/null"]).env_clear();
    let kept = command.get_envs().filter_map(|(name, value)| Some((name, value?)));
    script.envs(kept.filter(|(name, _)| *name != "ONWARD_PASSPHRASE_COMMAND"));
    script.env("TERM", "xterm-256color").env("LANG", "C.UTF-8").env("COLUMNS", "200");
    if command.get_envs().all(|(name, _)| name != "PATH") {
        script.env("PATH", "/usr/bin:/bin");
    }
    script.current_dir(command.get_current_dir().expect("a home"));
    let started = script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = started.expect("`script` is missing; install it (apt-get install bsdutils)");
    let (mut typed, mut shown) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut seen = String::new();
    let mut read_to = 0;
    'asked: for (question, answer) in answers {
        // What is typed before the question stands would be thrown away by it.
        while !seen[read_to..].contains(question) {
            let mut bytes = [0; 1024];
            match shown.read(&mut bytes) {
                Ok(0) | Err(_) => break 'asked,
                Ok(read) => seen.push_str(&String::from_utf8_lossy(&bytes[..read])),
            }
        }
        std::thread::sleep(Duration::from_millis(60));
        let text = if *answer == TYPED_BACK { code(&seen).unwrap_or_default() } else { (*answer).to_owned() };
        read_to = seen.len();
        let _ = typed.write_all(format!("{text}\r").as_bytes());
    }
    let mut rest = Vec::new();
    let _ = shown.read_to_end(&mut rest);
    drop(typed);
    let ended = child.wait().unwrap();
    seen.push_str(&String::from_utf8_lossy(&rest));
    // A program that a signal ended is told as 128 and the signal.
    let code = ended.code().filter(|code| *code < 128);
    let said = words(&seen[read_to..]);
    match said.find("error: ") {
        Some(at) => Answer { code, out: String::new(), err: said[at..].to_owned() },
        // The question itself is drawn once more when it is answered.
        None => Answer { code, out: if code == Some(0) { said } else { String::new() }, err: String::new() },
    }
}

/// The recovery code that stands on the screen.
fn code(seen: &str) -> Option<String> {
    let is_code = |word: &&str| word.len() == 29 && word.split('-').all(|group| group.len() == 4);
    words(seen).split_whitespace().find(is_code).map(str::to_owned)
}

/// What is written, without what steers the terminal.
fn words(seen: &str) -> String {
    let mut kept = String::new();
    let mut steering = false;
    for c in seen.chars() {
        match c {
            '\u{1b}' => steering = true,
            '[' if steering => {}
            c if steering => steering = !c.is_ascii_alphabetic(),
            '\r' => {}
            c => kept.push(c),
        }
    }
    kept
}

/// A command as a shell reads it.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| format!("'{}'", word.to_string_lossy())).collect::<Vec<_>>().join(" ")
}
