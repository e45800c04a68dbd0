//! What opens a sealed home, worked out past the program with the age library.

use std::fs;
use std::io::Read;
use std::path::Path;

use age::secrecy::SecretString;
use age::x25519::Identity;

use crate::home::{FOLDER, Home};

/// The passphrase of every sealed home at first.
pub(crate) const OLD: &str = "several words of no one";

/// The one that takes its place.
pub(crate) const NEW: &str = "several words of another";

/// The recovery code of every sealed home at first.
pub(crate) const CODE: &str = "0123-4567-89AB-CDEF-GHJK-MNPQ";

/// The variable that names the command which prints a passphrase.
const COMMAND: &str = "ONWARD_PASSPHRASE_COMMAND";

/// From now on this home is asked nothing, and answers with this secret; with none it has no answer.
pub(crate) fn knows(home: &mut Home, secret: Option<&str>) {
    home.set(COMMAND, secret.map(|secret| format!("echo {secret}")).as_deref());
}

/// Answers with the old passphrase the first time and with the new one from then on.
pub(crate) fn changes_its_mind(home: &mut Home) {
    let once = format!("if [ -e asked ]; then echo {NEW}; else : > asked; echo {OLD}; fi");
    home.set(COMMAND, Some(&once));
}

/// What a passphrase or recovery code opens.
pub(crate) fn under(secret: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let mut passphrase = age::scrypt::Identity::new(SecretString::from(secret));
    passphrase.set_max_work_factor(17);
    opened(&passphrase, sealed)
}

/// What a key opens.
pub(crate) fn opened(with: &dyn age::Identity, sealed: &[u8]) -> Option<Vec<u8>> {
    let decryptor = age::Decryptor::new(sealed).ok()?;
    let mut plain = Vec::new();
    decryptor.decrypt(std::iter::once(with)).ok()?.read_to_end(&mut plain).ok()?;
    Some(plain)
}

/// Sealed under a secret that takes no time to try: thousands of runs try it.
pub(crate) fn quick(secret: &str, plain: &[u8]) -> Vec<u8> {
    let mut quick = age::scrypt::Recipient::new(SecretString::from(secret));
    quick.set_work_factor(1);
    age::encrypt(&quick, plain).unwrap()
}

/// The keys in what a key file holds.
pub(crate) fn identities(text: &[u8]) -> Vec<Identity> {
    let text = String::from_utf8_lossy(text);
    text.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

/// Whether both stand for the same key.
pub(crate) fn same(one: &Identity, other: &Identity) -> bool {
    one.to_public().to_string() == other.to_public().to_string()
}

/// A file under a passphrase or code, opened once: trying one takes long on purpose.
#[derive(Clone, Default)]
pub(crate) struct Locked {
    sealed: Vec<u8>,
    /// What opened it, and the keys in it.
    found: Option<(&'static str, Vec<Identity>)>,
}

impl Locked {
    /// This file, where it is not the one that is known, tried with each secret in turn.
    pub(crate) fn of(path: &Path, known: &Self, secrets: &[&'static str]) -> Self {
        let sealed = fs::read(path).unwrap_or_default();
        if sealed == known.sealed {
            return known.clone();
        }
        let tried = |secret: &&'static str| under(secret, &sealed).map(|text| (*secret, identities(&text)));
        let found = secrets.iter().find_map(tried);
        Self { sealed, found }
    }

    /// Whether there is such a file at all.
    pub(crate) fn exists(&self) -> bool {
        !self.sealed.is_empty()
    }

    /// What opens it.
    pub(crate) fn secret(&self) -> Option<&'static str> {
        self.found.as_ref().map(|(secret, _)| *secret)
    }

    /// The keys in it.
    pub(crate) fn keys(&self) -> &[Identity] {
        self.found.as_ref().map_or(&[], |(_, keys)| keys)
    }
}

/// Makes the key file of a home quick to try, whichever of these opens it.
pub(crate) fn quicken(home: &Home, secrets: &[&'static str]) {
    let path = home.root().join(FOLDER).join("key.age");
    let Ok(sealed) = fs::read(&path) else { return };
    // The work that a key file asks for stands in its second line: `-> scrypt SALT 17`.
    let slow = String::from_utf8_lossy(&sealed[..sealed.len().min(80)]).lines().any(|line| line.ends_with(" 17"));
    if !slow {
        return;
    }
    if let Some((secret, text)) = secrets.iter().find_map(|secret| Some((secret, under(secret, &sealed)?))) {
        fs::write(&path, quick(secret, &text)).unwrap();
    }
}
