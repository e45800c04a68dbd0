//! A screen that is held for a while: a countdown, a slow breath. It ends when its time is over or the person ends it,
//! and the terminal is then as it was before, whatever happened meanwhile.

use std::io::{self, Stdout, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, poll, read};
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute, queue, terminal};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

use super::{Terminal, size};
use crate::error::{Error, Result};
use crate::letters::visible_line;

/// How often the screen is drawn anew.
const TICK: Duration = Duration::from_millis(200);

/// What the screen shows after so much time, line by line; none when it is over.
pub type Scene<'a> = &'a dyn Fn(Duration, Terminal) -> Option<Vec<String>>;

/// A screen that can be held.
pub trait Pause {
    /// Shows the scene until it is over or the person ends it: how long that was.
    ///
    /// # Errors
    /// When the terminal cannot be drawn on, or the system ends the program.
    fn hold(&mut self, scene: Scene<'_>) -> Result<Duration>;
}

/// Holds the real terminal.
pub struct Screen;

impl Pause for Screen {
    fn hold(&mut self, scene: Scene<'_>) -> Result<Duration> {
        let ended = Arc::new(AtomicBool::new(false));
        let watched = [SIGTERM, SIGHUP, SIGINT].map(|signal| flag::register(signal, Arc::clone(&ended)));
        let held = Held::begin().and_then(|mut held| held.play(scene, &ended)).map_err(unusable);
        for signal in watched.into_iter().flatten() {
            signal_hook::low_level::unregister(signal);
        }
        if ended.load(Ordering::Relaxed) {
            return Err(Error::refused("stopped; nothing was recorded"));
        }
        held
    }
}

fn unusable(error: io::Error) -> Error {
    Error::refused("the terminal could not be used").cause(error).hint("onward sos prints everything and asks nothing")
}

/// The terminal while it is ours; given back when this is dropped, in a panic too.
struct Held {
    out: Stdout,
}

impl Held {
    fn begin() -> io::Result<Self> {
        terminal::enable_raw_mode()?;
        let mut held = Self { out: io::stdout() };
        execute!(held.out, EnterAlternateScreen, cursor::Hide)?;
        Ok(held)
    }

    fn play(&mut self, scene: Scene<'_>, ended: &AtomicBool) -> io::Result<Duration> {
        #[expect(clippy::disallowed_methods, reason = "the one clock of a pause")]
        let begun = Instant::now();
        while let Some(lines) = scene(begun.elapsed(), size()) {
            self.draw(&lines)?;
            if ended.load(Ordering::Relaxed) || (poll(TICK)? && leaves(&read()?)) {
                break;
            }
        }
        Ok(begun.elapsed())
    }

    /// Draws over what stands there, so that nothing flickers.
    fn draw(&mut self, lines: &[String]) -> io::Result<()> {
        for (row, line) in (0..).zip(lines) {
            queue!(self.out, cursor::MoveTo(0, row), Clear(ClearType::CurrentLine))?;
            self.out.write_all(visible_line(line).as_bytes())?;
        }
        let below = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        queue!(self.out, cursor::MoveTo(0, below), Clear(ClearType::FromCursorDown))?;
        self.out.flush()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // Where the terminal is gone, there is nothing to give back.
        let _ = execute!(self.out, cursor::Show, LeaveAlternateScreen);
        let _ = terminal::disable_raw_mode();
    }
}

/// Whether the person ends it: `q`, Esc, Ctrl-C, Ctrl-D.
fn leaves(event: &Event) -> bool {
    let Event::Key(KeyEvent { code, modifiers, kind: KeyEventKind::Press | KeyEventKind::Repeat, .. }) = event else {
        return false;
    };
    match code {
        KeyCode::Esc | KeyCode::Char('q' | 'Q') => true,
        KeyCode::Char('c' | 'd') => modifiers.contains(KeyModifiers::CONTROL),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn only_the_keys_that_are_shown_end_it() {
        for code in [KeyCode::Esc, KeyCode::Char('q'), KeyCode::Char('Q')] {
            assert!(leaves(&key(code, KeyModifiers::NONE)));
        }
        assert!(leaves(&key(KeyCode::Char('c'), KeyModifiers::CONTROL)));
        for code in [KeyCode::Char('c'), KeyCode::Char(' '), KeyCode::Enter] {
            assert!(!leaves(&key(code, KeyModifiers::NONE)));
        }
        assert!(!leaves(&Event::Resize(40, 10)));
    }
}
