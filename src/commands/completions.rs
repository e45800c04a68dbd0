//! `onward completions`: the script that makes a shell ask, and the answer when it does: commands and options from the
//! same definition as the program, and the person's own names.
//!
//! Deliberately absent: any question, any error and anything hidden. Whoever presses Tab sees what may be shown.

use std::ffi::OsStr;
use std::sync::Arc;

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};

use super::calendar;
use crate::app::{Access, App, Outcome};
use crate::domain::audience::Audience;
use crate::domain::clock::Clock;
use crate::domain::kind::Kind;
use crate::domain::plan::Part;
use crate::domain::setting::SettingKey;
use crate::domain::shell::Shell;
use crate::domain::text::key;
use crate::error::Result;
use crate::exchange::completion::{self, Offer};
use crate::store::Store;
use crate::view::page::Page;

/// Completion in your shell: commands, options, your clocks, meetings and contacts
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  onward completions bash > ~/.local/share/bash-completion/completions/onward\n  \
    onward completions fish > ~/.config/fish/completions/onward.fish\n\n\
    The script asks onward at each Tab; nothing of yours is written into it. Hidden clocks are not\n\
    offered, and sealed data that is locked offers no names.")]
pub struct Args {
    /// bash, zsh, fish, powershell or elvish
    #[arg(value_name = "SHELL")]
    shell: Shell,
    /// What was typed so far: prints what could follow, as the script asks for it
    #[arg(last = true, value_name = "TYPED", allow_hyphen_values = true)]
    typed: Vec<String>,
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::None
    }
}

/// Answers, for the commands of `cli`.
///
/// # Errors
/// Never in practice: what cannot be looked at is not offered.
pub fn run(args: &Args, app: &App<'_>, cli: clap::Command) -> Outcome {
    let text = if args.typed.is_empty() {
        completion::script(args.shell).to_owned()
    } else {
        let typed = completion::typed(args.shell, &args.typed);
        let names = app.peek().and_then(|store| Names::of(&store).ok()).unwrap_or_default();
        completion::answer(args.shell, &typed, &offers(&typed.words, names, cli))
    };
    Ok(Box::new(Page { as_of: app.today, topic: format!("completions {}", args.shell), text }))
}

/// What the person calls things.
#[derive(Default)]
struct Names {
    clocks: Vec<Offer>,
    /// The clocks, and what else a calendar shows.
    in_calendar: Vec<Offer>,
    meetings: Vec<Offer>,
    contacts: Vec<Offer>,
    /// Those for whom a report can be.
    readers: Vec<Offer>,
    programmes: Vec<Offer>,
    own_programmes: Vec<Offer>,
    own_helplines: Vec<Offer>,
    /// What `erase` takes, of the kind that was typed.
    to_erase: Vec<Offer>,
}

impl Names {
    fn of(store: &Store) -> Result<Self> {
        let offer = |value: &str, about: &str| Offer { value: value.to_owned(), about: about.to_owned() };
        let clocks = store.clocks()?;
        let meetings = store.meetings()?;
        let own = store.own_programmes()?;
        let used = clocks.iter().filter_map(|clock| clock.programme.as_ref());
        let used = used.chain(meetings.iter().filter_map(|meeting| meeting.programme.as_ref()));
        let mut programmes: Vec<&str> = ["aa", "na", "smart"].into_iter().chain(used.map(|one| one.as_str())).collect();
        programmes.extend(own.iter().map(|own| own.programme.as_str()));
        programmes.sort_by_key(|name| key(name));
        programmes.dedup_by_key(|name| key(name));
        let shown = clocks.iter().filter(|clock| !clock.hidden);
        let clocks: Vec<Offer> = shown.map(|clock: &Clock| offer(clock.name.as_str(), "clock")).collect();
        let named = |clock: &Offer| Offer { value: calendar::named(&clock.value), ..clock.clone() };
        let others = calendar::WORDS.map(|word| offer(word, "calendar"));
        let contacts: Vec<Offer> =
            store.contacts()?.iter().map(|one| offer(one.name.as_str(), one.role.as_str())).collect();
        let roles = Audience::ALL.iter().filter(|audience| **audience != Audience::Contact);
        Ok(Self {
            programmes: programmes.into_iter().map(|name| offer(name, "programme")).collect(),
            in_calendar: clocks.iter().map(named).chain(others).collect(),
            clocks,
            meetings: meetings.iter().map(|meeting| offer(meeting.name.as_str(), "meeting")).collect(),
            readers: roles.map(|one| offer(one.as_str(), "audience")).chain(contacts.clone()).collect(),
            contacts,
            own_programmes: own.iter().map(|own| offer(own.programme.as_str(), own.title.as_str())).collect(),
            own_helplines: store.own_helplines()?.iter().map(|own| offer(own.name.as_str(), "helpline")).collect(),
            to_erase: Vec::new(),
        })
    }

    /// What `erase` takes after the kind that these words name.
    fn for_erasing(mut self, words: &[String]) -> Self {
        let kind = words.iter().skip_while(|word| *word != "erase").nth(1).and_then(|word| word.parse().ok());
        let word = |word: &str, about: &str| Offer { value: word.to_owned(), about: about.to_owned() };
        self.to_erase = match kind {
            Some(Kind::Clock) => self.clocks.clone(),
            Some(Kind::Meeting) => self.meetings.clone(),
            Some(Kind::Contact) => self.contacts.clone(),
            Some(Kind::Programme) => self.own_programmes.clone(),
            Some(Kind::Helpline) => self.own_helplines.clone(),
            Some(Kind::Plan) => Part::ALL.iter().map(|part| word(part.as_str(), "plan")).collect(),
            Some(Kind::Setting) => SettingKey::ALL.iter().map(|key| word(key.as_str(), "setting")).collect(),
            _ => Vec::new(),
        };
        self
    }

    /// The names that an argument takes: what its help calls it says which.
    fn wanted(&self, first: &str, second: Option<&str>, argument: &clap::Arg) -> Option<&[Offer]> {
        let called = argument.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
        match (called.trim_end_matches(",..."), first) {
            ("CLOCK", _) => Some(&self.clocks),
            ("WHAT", "calendar") => Some(&self.in_calendar),
            ("MEETING", _) => Some(&self.meetings),
            ("CONTACT", _) => Some(&self.contacts),
            ("WHO", _) => Some(&self.readers),
            ("PROGRAMME", _) => Some(&self.programmes),
            ("NAME", _) if argument.get_long() == Some("programme") => Some(&self.programmes),
            // What is added gets a new name.
            ("NAME", _) if second.is_none_or(|verb| verb == "add") || !argument.is_positional() => None,
            ("NAME", "clock") => Some(&self.clocks),
            ("NAME", "meeting") => Some(&self.meetings),
            ("NAME", "contact") => Some(&self.contacts),
            ("NAME", "programme") => Some(&self.programmes),
            ("WHICH", "erase") => Some(&self.to_erase),
            _ => None,
        }
    }
}

/// What could stand in the place of the last of these words.
fn offers(words: &[String], names: Names, cli: clap::Command) -> Vec<Offer> {
    let names = Arc::new(names.for_erasing(words));
    let mut cli = cli;
    cli.build();
    let mut cli = cli.mut_subcommands(|first| {
        let path = first.get_name().to_owned();
        let named = with_names(first, &names, &path, None);
        named.mut_subcommands(|second| {
            let verb = second.get_name().to_owned();
            with_names(second, &names, &path, Some(&verb))
        })
    });
    let current = words.last().map_or("", String::as_str);
    let found = complete(&mut cli, words.iter().map(Into::into).collect(), words.len().saturating_sub(1), None);
    let mut offers: Vec<Offer> = found.unwrap_or_default().iter().map(offer).collect();
    // Options are many; they are offered once a dash asks for them, or where nothing else could follow.
    let is_option = |offer: &Offer| offer.value.starts_with('-');
    if current.is_empty() && !offers.iter().all(is_option) {
        offers.retain(|offer| !is_option(offer));
    }
    offers
}

fn offer(candidate: &CompletionCandidate) -> Offer {
    let about = candidate.get_help().map(ToString::to_string).unwrap_or_default();
    Offer {
        value: candidate.get_value().to_string_lossy().into_owned(),
        about: about.lines().next().unwrap_or_default().to_owned(),
    }
}

/// The command with the names that its arguments take.
fn with_names(command: clap::Command, names: &Arc<Names>, first: &str, second: Option<&str>) -> clap::Command {
    command.mut_args(|argument| {
        let kinds: Vec<Offer>;
        let wanted = if first == "erase" && argument.get_id() == "kind" {
            kinds = Kind::ALL.iter().map(|kind| Offer { value: kind.to_string(), about: String::new() }).collect();
            Some(kinds.as_slice())
        } else {
            names.wanted(first, second, &argument)
        };
        let Some(wanted) = wanted else { return argument };
        let wanted = wanted.to_vec();
        let many = argument.get_value_delimiter().is_none()
            && argument.get_value_names().is_some_and(|names| names.iter().any(|name| name.ends_with(",...")));
        argument.add(ArgValueCompleter::new(move |typed: &OsStr| fitting(&wanted, &typed.to_string_lossy(), many)))
    })
}

/// The names that begin with what was typed, whatever the case of its letters; of a list only its last part counts.
fn fitting(names: &[Offer], typed: &str, many: bool) -> Vec<CompletionCandidate> {
    let (before, typed) = match typed.rfind(',').filter(|_| many) {
        Some(comma) => typed.split_at(comma + 1),
        None => ("", typed),
    };
    let begins = |name: &str| key(name).starts_with(&key(typed));
    let fit = names.iter().filter(|offer| begins(&offer.value));
    fit.map(|offer| {
        let about = Some(offer.about.clone().into());
        CompletionCandidate::new(format!("{before}{}", offer.value)).help(about)
    })
    .collect()
}
