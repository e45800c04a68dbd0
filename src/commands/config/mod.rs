//! `onward config`: the few settings, and who may see what.

mod audience;

use clap::Subcommand;

use crate::app::{Access, App, Outcome};
use crate::domain::setting::{SettingKey, Settings};
use crate::error::Error;
use crate::view::change::Said;
use crate::view::config::{ChangedSetting, Config, SettingView};
use crate::view::history::Plain;

/// Settings: day-start, week-start, country, programme, backups, lock-after, near
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  onward config list\n  onward config set day-start 04:00      # the day ends when you sleep"
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// What each audience may see in a report, of everything and of single clocks
    #[command(
        after_help = "Examples:\n  onward config audience\n  onward config audience sponsor --add meetings --drop craving\n  \
        onward config audience maria --fields sobriety,milestones,mood\n  onward config audience keyworker --clock gambling --fields sobriety,slips\n  \
        onward config audience sponsor --clock work --fields none\n  onward config audience court --default\n\n\
        `onward config audience` lists the fields and what each of them shows."
    )]
    Audience(audience::Args),
    /// Every setting with its value
    #[command(after_help = "Examples:\n  onward config list\n  onward config list --json")]
    List,
    /// One setting
    #[command(after_help = "Examples:\n  onward config get week-start\n  onward config get day-start --json")]
    Get {
        /// day-start, week-start, country, programme, backups, lock-after or near
        key: SettingKey,
    },
    /// Change a setting; what is stored already stays as it is
    #[command(after_help = "Examples:\n  onward config set week-start sunday\n  onward config set programme default")]
    Set {
        /// day-start, week-start, country, programme, backups, lock-after or near
        key: SettingKey,
        /// The value; "default" goes back to what it was at first
        value: String,
    },
}

impl Args {
    /// What it does with the data.
    pub fn access(&self) -> Access {
        Access::Read
    }
}

/// Answers.
///
/// # Errors
/// When a value is not one that the setting can have.
pub fn run(args: &Args, app: &mut App<'_>) -> Outcome {
    let show = |app: &App<'_>, keys: &[SettingKey]| -> Outcome {
        let settings = keys.iter().map(|key| SettingView::new(&app.settings, *key)).collect();
        Ok(Box::new(Config { as_of: app.today, settings }))
    };
    match &args.command {
        Command::Audience(args) => audience::run(args, app),
        Command::List => show(app, SettingKey::ALL),
        Command::Get { key } => show(app, &[*key]),
        Command::Set { key, value } => set(app, *key, value),
    }
}

fn set(app: &mut App<'_>, key: SettingKey, value: &str) -> Outcome {
    let mut wanted = Settings::default();
    let reset = value.trim().eq_ignore_ascii_case("default");
    if !reset {
        wanted.set(key, value).map_err(|wrong| {
            Error::usage(format!("VALUE for {key}: {wrong}")).hint("onward config set --help shows examples")
        })?;
    }
    app.write("config set", |app, writer| {
        let written = wanted.get(key).filter(|_| !reset);
        writer.save_setting(key, written.as_deref())?;
        let setting = SettingView::new(&wanted, key);
        let what = format!("{key} is {}", setting.value.as_deref().unwrap_or("not set"));
        let said = Said { now: format!("Set: {what}"), later: format!("setting {what}"), more: Vec::new() };
        Ok(Plain { as_of: app.today, keys: ChangedSetting { setting }, said, changed: true })
    })
}
