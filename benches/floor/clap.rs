//! The floor for start-up: a clap program with as many words as a small tool has, and nothing behind it.

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "floor", version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Adds
    Add { name: String },
    /// Lists
    List,
}

fn main() {
    let cli = Cli::parse();
    let _ = matches!(cli.command, Some(Command::Add { name }) if name.is_empty());
}
