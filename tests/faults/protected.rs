//! The mode in which the data is sealed under a passphrase.

use std::fs;
use std::io::Read;
use std::path::Path;

use age::secrecy::SecretString;
use rusqlite::MAIN_DB;

use crate::home::{FOLDER, Home, Mode, damage_of};

/// The passphrase, and the command that prints it.
const PASSPHRASE: &str = "several words of no one";
const COMMAND: &str = "echo several words of no one";

pub(crate) const MODE: Mode = Mode {
    name: "protected",
    setup,
    environment: &[("ONWARD_PASSPHRASE_COMMAND", COMMAND)],
    file: "onward.age",
    damage,
    authenticated: true,
    untraceable,
};

/// Protects a home, and makes its passphrase quick to try: thousands of runs try it.
fn setup(home: &Home) {
    home.ok(&["protect", "on"]);
    let file = home.root().join(FOLDER).join("key.age");
    let key = opened(&fs::read(&file).unwrap(), &passphrase()).expect("the key opens");
    let mut quick = age::scrypt::Recipient::new(SecretString::from(PASSPHRASE));
    quick.set_work_factor(1);
    fs::write(&file, age::encrypt(&quick, &key).unwrap()).unwrap();
    // The key rests in the kernel's keyring from here on, where there is one.
    home.ok(&["streak"]);
}

fn passphrase() -> age::scrypt::Identity {
    let mut passphrase = age::scrypt::Identity::new(SecretString::from(PASSPHRASE));
    passphrase.set_max_work_factor(17);
    passphrase
}

fn opened(sealed: &[u8], with: &dyn age::Identity) -> Option<Vec<u8>> {
    let decryptor = age::Decryptor::new(sealed).ok()?;
    let mut plain = Vec::new();
    decryptor.decrypt(std::iter::once(with)).ok()?.read_to_end(&mut plain).ok()?;
    Some(plain)
}

fn damage(file: &Path) -> Option<String> {
    let unopened = || Some("it does not open with its key".to_owned());
    let key = fs::read(file.with_file_name("key.age")).ok().and_then(|sealed| opened(&sealed, &passphrase()));
    let key = key.and_then(|key| String::from_utf8(key).ok()?.trim().parse::<age::x25519::Identity>().ok());
    let Some(plain) = key.and_then(|key| opened(&fs::read(file).ok()?, &key)) else { return unopened() };
    #[expect(clippy::disallowed_methods, reason = "tests look at the data from outside")]
    let mut connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.deserialize_read_exact(MAIN_DB, plain.as_slice(), plain.len(), true).unwrap();
    damage_of(&connection)
}

/// Without a keyring the passphrase is asked for each time, which starts another program.
fn untraceable() -> Option<&'static str> {
    let usable = onward::world::keyring::exists();
    (!usable).then_some("the kernel's keyring cannot be used here, and asking for a passphrase starts a program")
}
