//! Sealing bytes so that only the holder of the key reads them, in the age format, version 1: any tool that
//! knows it opens what is sealed here. Every bit is authenticated; a changed one is an error.
//!
//! Deliberately absent: files. Where sealed bytes lie is the business of `vault` and `keyfile`.

use std::io::{self, BufRead, BufWriter, Cursor, Read, Write};

use age::secrecy::{ExposeSecret, SecretString};
use age::stream::StreamReader;
use age::x25519::{Identity, Recipient};
use age::{DecryptError, Decryptor, Encryptor, scrypt};
use zeroize::Zeroizing;

use crate::domain::limits;
use crate::domain::passphrase;

/// How much work trying a passphrase takes, as a power of two: about a quarter of a second.
const WORK: u8 = 17;

/// The most work that is done to open a file: about two seconds.
const MOST_WORK: u8 = 20;

/// How much is read or written at once, in bytes.
pub(super) const PIECE: usize = 1 << 17;

/// How every sealed file begins.
pub(super) const MAGIC: &[u8; 19] = b"age-encryption.org/";

/// How the last line of that part of a sealed file begins that says for whom it is.
const END_OF_HEADER: &[u8] = b"---";

/// The work for a code that nobody can guess: the code is long enough by itself.
pub(super) const WORK_FOR_A_CODE: u8 = 12;

/// What opens protected data. One that a re-key of an earlier version left behind also opens what was sealed before it.
pub struct Key(Vec<Identity>);

/// Why sealed bytes could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unopened {
    /// They were sealed for somebody else, or the passphrase is another one.
    OtherKey,
    /// They are cut short or changed.
    Damaged,
    /// They say for whom they are sealed at greater length than is read.
    TooManyRecipients,
}

/// What is said of that.
pub(super) fn too_many() -> String {
    let most = limits::size(limits::SEALED_HEADER as u64);
    format!("is sealed for more recipients than fit into {most}")
}

/// Sealed bytes whose beginning was read already.
type Sealed<R> = io::Chain<Cursor<Vec<u8>>, R>;

impl Key {
    /// A new key.
    pub fn generate() -> Self {
        Self(vec![Identity::generate()])
    }

    /// The key as an age identity file, one line each.
    pub fn to_text(&self) -> SecretString {
        let mut text = Zeroizing::new(String::new());
        for identity in &self.0 {
            text.push_str(identity.to_string().expose_secret());
            text.push('\n');
        }
        SecretString::from(text.as_str())
    }

    /// The key in an age identity file; none when it holds none.
    pub fn from_text(text: &str) -> Option<Self> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let keys: Result<Vec<Identity>, _> = lines.map(str::parse).collect();
        keys.ok().filter(|keys| !keys.is_empty()).map(Self)
    }

    fn recipient(&self) -> Option<Recipient> {
        self.0.first().map(Identity::to_public)
    }

    /// Seals `plain` for this key.
    pub(super) fn seal(&self, plain: &[u8]) -> Option<Vec<u8>> {
        seal_for(&self.recipient()?, plain)
    }

    /// Seals `plain` for this key into `out`, without a second copy in memory.
    pub(super) fn seal_into(&self, plain: &[u8], out: &mut dyn Write) -> io::Result<()> {
        let recipient = self.recipient().ok_or_else(|| io::Error::other("there is no key"))?;
        seal_into(&recipient, plain, out)
    }

    /// Opens what was sealed for this key.
    pub(super) fn open(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unopened> {
        all_of(self.reader(sealed)?, sealed.len())
    }

    /// Opens what was sealed for this key, piece by piece. The end has to be read too: only there it shows
    /// whether something is missing.
    pub(super) fn reader<R: BufRead>(&self, sealed: R) -> Result<StreamReader<Sealed<R>>, Unopened> {
        opened(self.0.iter().map(|identity| identity as &dyn age::Identity), sealed)
    }
}

impl Clone for Key {
    fn clone(&self) -> Self {
        let texts = self.0.iter().map(Identity::to_string);
        Self(texts.filter_map(|text| text.expose_secret().parse().ok()).collect())
    }
}

/// How bytes were sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// For the holder of a key.
    ForKey,
    /// For whoever knows a passphrase.
    UnderPassphrase,
}

/// How these bytes were sealed; none when they are no age file at all.
pub(super) fn sealed_how(bytes: &[u8]) -> Option<How> {
    if !bytes.starts_with(MAGIC) {
        return None;
    }
    let under_passphrase = decryptor(bytes).is_ok_and(|decryptor| decryptor.is_scrypt());
    Some(if under_passphrase { How::UnderPassphrase } else { How::ForKey })
}

/// Seals `plain` under a passphrase.
pub(super) fn seal_under(secret: &SecretString, work: Option<u8>, plain: &[u8]) -> Option<Vec<u8>> {
    let secret = Zeroizing::new(passphrase::sealing(secret.expose_secret()));
    let mut recipient = scrypt::Recipient::new(SecretString::from(secret.as_str()));
    recipient.set_work_factor(work.unwrap_or(WORK));
    seal_for(&recipient, plain)
}

/// Opens what was sealed under a passphrase, whichever way its characters are encoded.
pub(super) fn open_under(secret: &SecretString, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unopened> {
    let tries = Zeroizing::new(passphrase::tries(secret.expose_secret()));
    let mut opened = Err(Unopened::OtherKey);
    for form in tries.iter() {
        opened = open_under_one(&SecretString::from(form.as_str()), sealed);
        if !matches!(opened, Err(Unopened::OtherKey)) {
            break;
        }
    }
    opened
}

fn open_under_one(secret: &SecretString, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unopened> {
    let mut identity = scrypt::Identity::new(secret.clone());
    // Other tools of the format ask for more work than we do; one that asks for more than this would keep the
    // person waiting.
    identity.set_max_work_factor(MOST_WORK);
    all_of(opened(std::iter::once(&identity as &dyn age::Identity), sealed)?, sealed.len())
}

/// An age recipient, `age1...`; none when the text is none.
pub fn recipient(text: &str) -> Option<Recipient> {
    text.trim().parse().ok()
}

/// Seals `plain` for a recipient.
pub(super) fn seal_for(recipient: &dyn age::Recipient, plain: &[u8]) -> Option<Vec<u8>> {
    let mut sealed = Vec::with_capacity(plain.len() + plain.len() / 2048 + 1024);
    seal_into(recipient, plain, &mut sealed).ok()?;
    Some(sealed)
}

fn seal_into(recipient: &dyn age::Recipient, plain: &[u8], out: &mut dyn Write) -> io::Result<()> {
    let encryptor = Encryptor::with_recipients(std::iter::once(recipient)).map_err(io::Error::other)?;
    let mut writer = encryptor.wrap_output(BufWriter::with_capacity(PIECE, out))?;
    writer.write_all(plain)?;
    writer.finish()?.flush()
}

fn opened<'a, R: BufRead>(
    keys: impl Iterator<Item = &'a dyn age::Identity>,
    sealed: R,
) -> Result<StreamReader<Sealed<R>>, Unopened> {
    decryptor(sealed)?.decrypt(keys).map_err(|error| match error {
        DecryptError::NoMatchingKeys | DecryptError::KeyDecryptionFailed | DecryptError::DecryptionFailed => {
            Unopened::OtherKey
        }
        _ => Unopened::Damaged,
    })
}

/// Reads for whom bytes are sealed. Its parser goes over all of that again for each line, so there may not be many.
fn decryptor<R: BufRead>(mut sealed: R) -> Result<Decryptor<Sealed<R>>, Unopened> {
    let mut header = Vec::new();
    let mut end = false;
    while !end {
        let (before, left) = (header.len(), limits::SEALED_HEADER.saturating_sub(header.len()));
        let read = sealed.by_ref().take(left as u64).read_until(b'\n', &mut header);
        if left == 0 {
            return Err(Unopened::TooManyRecipients);
        }
        if read.map_err(|_| Unopened::Damaged)? == 0 || !header.starts_with(MAGIC) {
            return Err(Unopened::Damaged);
        }
        end = header.get(before..).is_some_and(|line| line.starts_with(END_OF_HEADER) && line.ends_with(b"\n"));
    }
    Decryptor::new_buffered(Cursor::new(header).chain(sealed)).map_err(|_| Unopened::Damaged)
}

/// Everything that a reader gives, at most `most` bytes.
fn all_of(mut reader: impl Read, most: usize) -> Result<Zeroizing<Vec<u8>>, Unopened> {
    // Room for all of it at once: a buffer that grows leaves plain copies behind.
    let mut plain = Zeroizing::new(Vec::with_capacity(most));
    reader.read_to_end(&mut plain).map_err(|_| Unopened::Damaged)?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_opened_by_its_key_alone() {
        let key = Key::generate();
        let sealed = key.seal(b"a quiet day").unwrap();
        assert_eq!(key.open(&sealed).unwrap().as_slice(), b"a quiet day");
        assert_eq!(Key::generate().open(&sealed).unwrap_err(), Unopened::OtherKey);
        let again = Key::from_text(key.to_text().expose_secret()).unwrap();
        assert_eq!(again.open(&sealed).unwrap().as_slice(), b"a quiet day");
    }

    #[test]
    fn every_changed_bit_is_noticed() {
        let key = Key::generate();
        let sealed = key.seal(b"a quiet day").unwrap();
        for at in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[at / 8] ^= 1 << (at % 8);
            assert!(key.open(&changed).is_err(), "bit {at}");
        }
        for length in 0..sealed.len() {
            assert!(key.open(&sealed[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn what_is_sealed_for_very_many_is_refused_before_it_is_understood() {
        let key = Key::generate();
        let some: Vec<Recipient> = (0..100).map(|_| Identity::generate().to_public()).chain(key.recipient()).collect();
        let sealed = |recipients: &[Recipient]| {
            let all = recipients.iter().map(|recipient| recipient as &dyn age::Recipient);
            let mut out = Vec::new();
            let mut writer = Encryptor::with_recipients(all).unwrap().wrap_output(&mut out).unwrap();
            writer.write_all(b"a quiet day").unwrap();
            writer.finish().unwrap();
            out
        };
        assert_eq!(key.open(&sealed(&some)).unwrap().as_slice(), b"a quiet day");
        let line =
            b"-> X25519 DBWOW8TUmzEHsDMzTcFPKLdKCMlxxqNQ9Gk6hbGGlhE\n8nUXSWkRBlwQwJl1nKLJW5ApJmtbpMMrNRcrXM5Eqs4\n";
        let many = [b"age-encryption.org/v1\n".as_slice(), &line.repeat(15_000), b"--- x\n"].concat();
        for bytes in [
            many.as_slice(),
            &many[..many.len() / 2],
            &[b"age-encryption.org/v1\n".as_slice(), &[b'x'; 1 << 20]].concat(),
        ] {
            assert_eq!(key.open(bytes).unwrap_err(), Unopened::TooManyRecipients);
            assert_eq!(open_under(&SecretString::from("x"), bytes).unwrap_err(), Unopened::TooManyRecipients);
            assert_eq!(sealed_how(bytes), Some(How::ForKey));
        }
    }
}
