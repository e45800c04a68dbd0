//! The kernel's keyring, where an unlocked key rests for a while: in memory, readable by this user only, gone
//! at the end of its time. Where there is none, the passphrase is asked for each time.

use age::secrecy::SecretString;

#[cfg(target_os = "linux")]
use age::secrecy::ExposeSecret;
#[cfg(target_os = "linux")]
use linux_keyutils::{KeyRing, KeyRingIdentifier};
#[cfg(target_os = "linux")]
use zeroize::Zeroizing;

/// What rests under this name.
#[cfg(target_os = "linux")]
pub fn get(name: &str) -> Option<SecretString> {
    let ring = KeyRing::from_special_id(KeyRingIdentifier::User, false).ok()?;
    let bytes = Zeroizing::new(ring.search(name).ok()?.read_to_vec().ok()?);
    std::str::from_utf8(&bytes).ok().map(SecretString::from)
}

/// Lets `secret` rest under this name for so many seconds. A keyring that will not have it is no error.
#[cfg(target_os = "linux")]
pub fn put(name: &str, secret: &SecretString, seconds: usize) {
    let ring = KeyRing::from_special_id(KeyRingIdentifier::User, true);
    let kept = ring.and_then(|ring| ring.add_key(name, secret.expose_secret().as_bytes()));
    if let Ok(key) = kept {
        // A key that would stay for good is not left behind.
        if key.set_timeout(seconds).is_err() {
            let _ = key.invalidate();
        }
    }
}

/// Removes what rests under this name; whether there was anything.
#[cfg(target_os = "linux")]
pub fn forget(name: &str) -> bool {
    let ring = KeyRing::from_special_id(KeyRingIdentifier::User, false);
    ring.and_then(|ring| ring.search(name)).and_then(|key| key.invalidate()).is_ok()
}

/// Whether there is a keyring that can be used.
#[cfg(target_os = "linux")]
pub fn exists() -> bool {
    KeyRing::from_special_id(KeyRingIdentifier::User, true).is_ok()
}

/// There is no such keyring here.
#[cfg(not(target_os = "linux"))]
pub fn get(_name: &str) -> Option<SecretString> {
    None
}

/// There is no such keyring here.
#[cfg(not(target_os = "linux"))]
pub fn put(_name: &str, _secret: &SecretString, _seconds: usize) {}

/// There is no such keyring here.
#[cfg(not(target_os = "linux"))]
pub fn forget(_name: &str) -> bool {
    false
}

/// There is no such keyring here.
#[cfg(not(target_os = "linux"))]
pub fn exists() -> bool {
    false
}
