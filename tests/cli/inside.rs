//! The program run inside this process, with somebody at the terminal who answers from a script.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::process::Command;
use std::rc::Rc;
use std::time::Duration;

use age::secrecy::SecretString;
use chrono_tz::Tz;
use onward::domain::zone::Rules;
use onward::error::{Error, Result};
use onward::world::pause::{Pause, Scene};
use onward::world::questions::{Check, Questions};
use onward::world::zone::Here;
use onward::world::{ColorWish, Terminal, World};

use crate::harness::{Answer, Home};

/// Somebody at a terminal: what they answer, and what they were asked.
#[derive(Clone, Default)]
pub(crate) struct Person {
    answers: Rc<RefCell<VecDeque<String>>>,
    pub(crate) asked: Rc<RefCell<Vec<String>>>,
    /// What they could choose from, each time that there was something to choose.
    pub(crate) offered: Rc<RefCell<Vec<Vec<String>>>>,
    /// The screens that were held before them, one for each second.
    pub(crate) seen: Rc<RefCell<Vec<Vec<String>>>>,
    editor: Option<OsString>,
    memory: Option<PathBuf>,
    /// What another terminal does before so many answers were given.
    meanwhile: Rc<RefCell<Vec<(usize, Command)>>>,
}

/// The answer that types back the code that was just shown.
pub(crate) const TYPED_BACK: &str = "<the code>";

impl Person {
    /// Who gives these answers, one after another, and then stops.
    pub(crate) fn who_answers(answers: &[&str]) -> Self {
        let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
        Self { answers: Rc::new(RefCell::new(answers)), ..Self::default() }
    }

    /// The same with an editor, and a folder in memory.
    pub(crate) fn with_editor(mut self, editor: &str, memory: Option<PathBuf>) -> Self {
        (self.editor, self.memory) = (Some(editor.into()), memory);
        self
    }

    /// Another terminal runs this while they think about this answer.
    pub(crate) fn before_answer(&self, answer: usize, home: &Home, args: &[&str]) {
        let mut command = home.command();
        command.args(args).stdout(std::process::Stdio::null());
        self.meanwhile.borrow_mut().push((answer, command));
    }

    /// The recovery code that was shown.
    pub(crate) fn code(&self) -> String {
        let asked = self.asked.borrow();
        let shown = asked.iter().find(|question| question.contains("Recovery code")).expect("a code is shown");
        shown.split_whitespace().find(|word| word.len() == 29).expect("a code of six groups").to_owned()
    }

    /// Runs the program on this home.
    pub(crate) fn runs(&self, home: &Home, args: &[&str]) -> Answer {
        let at_terminal = |world| World {
            terminal: Some(Terminal { columns: 120, rows: 60 }),
            editor: self.editor.clone(),
            bars: false,
            memory_folder: self.memory.clone(),
            questions: Some(Box::new(self.clone())),
            pause: Some(Box::new(self.clone())),
            ..world
        };
        run(args, at_terminal, home, "2026-11-23T21:30:00+00:00")
    }

    fn answer(&mut self, question: &str) -> Result<String> {
        let answered = self.asked.borrow().len();
        for (_, command) in self.meanwhile.borrow_mut().iter_mut().filter(|(before, _)| *before == answered) {
            assert!(command.status().unwrap().success());
        }
        self.asked.borrow_mut().push(question.to_owned());
        let next = self.answers.borrow_mut().pop_front();
        next.ok_or_else(|| Error::refused("stopped; nothing was recorded"))
    }
}

/// Runs the program on this home at an instant, with nobody to ask, 80 columns wide.
pub(crate) fn typed<T: AsRef<str>>(home: &Home, now: &str, zone: Tz, args: &[T]) -> Answer {
    typed_at(80, home, now, zone, args)
}

/// The same, so many columns wide.
pub(crate) fn typed_at<T: AsRef<str>>(columns: u16, home: &Home, now: &str, zone: Tz, args: &[T]) -> Answer {
    let args: Vec<&str> = args.iter().map(AsRef::as_ref).collect();
    let terminal = Some(Terminal { columns, rows: 10_000 });
    run(&args, |world| World { terminal, zone: known(zone), ..world }, home, now)
}

/// A zone of its own, whatever the machine has.
fn known(zone: Tz) -> Here {
    Here::Known(Rules::named(zone.name()).unwrap().1)
}

fn run(args: &[&str], changed: impl FnOnce(World) -> World, home: &Home, now: &str) -> Answer {
    let (out, err) = (Kept::default(), Kept::default());
    let world = World {
        now: now.parse().unwrap(),
        zone: known(Tz::UTC),
        data_dir: Some(home.folder()),
        terminal: None,
        color: ColorWish::default(),
        ascii: false,
        links: false,
        country: None,
        editor: None,
        pager: None,
        passphrase_command: None,
        bars: false,
        memory_folder: None,
        questions: None,
        pause: None,
        input: Box::new(Cursor::new("")),
        out: Box::new(out.clone()),
        err: Box::new(err.clone()),
    };
    let words = std::iter::once("onward").chain(args.iter().copied()).map(OsString::from);
    let code = onward::run(words, Ok(changed(world)));
    Answer { code: i32::from(code), out: out.text(), err: err.text() }
}

impl Questions for Person {
    fn show(&mut self, text: &str) -> Result<()> {
        self.asked.borrow_mut().push(text.to_owned());
        Ok(())
    }

    fn choose(&mut self, question: &str, options: &[String]) -> Result<usize> {
        self.offered.borrow_mut().push(options.to_vec());
        self.answer(question).map(|answer| answer.parse().unwrap())
    }

    fn choose_any(&mut self, question: &str, options: &[String]) -> Result<Vec<usize>> {
        self.offered.borrow_mut().push(options.to_vec());
        let chosen = self.answer(question)?;
        Ok(chosen.split(',').filter_map(|at| at.trim().parse().ok()).collect())
    }

    fn text(&mut self, question: &str, _: &str, _: Check) -> Result<Option<String>> {
        let answer = self.answer(question)?;
        Ok(Some(if answer == TYPED_BACK { self.code().to_lowercase() } else { answer }))
    }

    fn secret(&mut self, question: &str, _: &str) -> Result<SecretString> {
        self.answer(question).map(SecretString::from)
    }

    fn confirm(&mut self, question: &str) -> Result<bool> {
        self.answer(question).map(|answer| answer == "yes")
    }
}

/// They look at a screen for three minutes at the most, and then end it.
impl Pause for Person {
    fn hold(&mut self, scene: Scene<'_>) -> Result<Duration> {
        let looked = (0..180).map(Duration::from_secs).map_while(|elapsed| {
            scene(elapsed, Terminal { columns: 80, rows: 24 }).map(|screen| self.seen.borrow_mut().push(screen))
        });
        Ok(Duration::from_secs(looked.count() as u64))
    }
}

/// A stream that can be read afterwards.
#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Kept {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).unwrap()
    }
}

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
