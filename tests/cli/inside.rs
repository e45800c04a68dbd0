//! The program run inside this process, with somebody at the terminal who answers from a script.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::rc::Rc;

use age::secrecy::SecretString;
use onward::error::{Error, Result};
use onward::world::questions::{Check, Questions};
use onward::world::{ColorWish, Terminal, World};

use crate::harness::{Answer, Home};

/// Somebody at a terminal: what they answer, and what they were asked.
#[derive(Clone, Default)]
pub(crate) struct Person {
    answers: Rc<RefCell<VecDeque<String>>>,
    pub(crate) asked: Rc<RefCell<Vec<String>>>,
    /// What they could choose from, each time that there was something to choose.
    pub(crate) offered: Rc<RefCell<Vec<Vec<String>>>>,
    editor: Option<OsString>,
    memory: Option<PathBuf>,
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

    /// The recovery code that was shown.
    pub(crate) fn code(&self) -> String {
        let asked = self.asked.borrow();
        let shown = asked.iter().find(|question| question.contains("Recovery code")).expect("a code is shown");
        shown.split_whitespace().find(|word| word.len() == 29).expect("a code of six groups").to_owned()
    }

    /// Runs the program on this home.
    pub(crate) fn runs(&self, home: &Home, args: &[&str]) -> Answer {
        let (out, err) = (Kept::default(), Kept::default());
        let world = World {
            now: "2026-11-23T21:30:00+00:00".parse().unwrap(),
            data_dir: Some(home.folder()),
            terminal: Some(Terminal { columns: 120, rows: 60 }),
            color: ColorWish::default(),
            ascii: false,
            editor: self.editor.clone(),
            pager: None,
            passphrase_command: None,
            memory_folder: self.memory.clone(),
            questions: Some(Box::new(self.clone())),
            input: Box::new(Cursor::new("")),
            out: Box::new(out.clone()),
            err: Box::new(err.clone()),
        };
        let words = std::iter::once("onward").chain(args.iter().copied()).map(OsString::from);
        let code = onward::run(words, Ok(world));
        Answer { code: i32::from(code), out: out.text(), err: err.text() }
    }

    fn answer(&mut self, question: &str) -> Result<String> {
        self.asked.borrow_mut().push(question.to_owned());
        let next = self.answers.borrow_mut().pop_front();
        next.ok_or_else(|| Error::refused("stopped; nothing was recorded"))
    }
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
