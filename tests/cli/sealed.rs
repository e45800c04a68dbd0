//! A home whose data is protected, and what its files hold, byte by byte.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::OnceLock;

use age::secrecy::SecretString;
use age::{Decryptor, Encryptor, scrypt};

use crate::harness::{Answer, Home, fed};

/// What opens a protected home.
pub(crate) const PASSPHRASE: &str = "four quiet words here";

/// A word that stands in a note of every home here, and nowhere else.
pub(crate) const HERON: &str = "heronword";

/// A home with a clock, a check-in with a note and no key that rests anywhere.
pub(crate) fn lived_in() -> Home {
    let mut home = Home::new();
    knows(&mut home, PASSPHRASE);
    home.ok(&["checkin", "good", "--sober", "--note", HERON, "--on", "yesterday"]);
    home.ok(&["config", "set", "lock-after", "0"]);
    home
}

/// From now on this home is asked nothing, and answers with this passphrase.
pub(crate) fn knows(home: &mut Home, passphrase: &str) {
    home.set("ONWARD_PASSPHRASE_COMMAND", &format!("echo '{passphrase}'"));
}

/// The same, protected. Its key file takes no time to try; otherwise the tests would take minutes.
pub(crate) fn protected() -> Home {
    static MADE: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    let files = MADE.get_or_init(|| {
        let home = lived_in();
        home.ok(&["protect", "on"]);
        quick(&home);
        files(&home.folder())
    });
    let mut home = Home::new();
    knows(&mut home, PASSPHRASE);
    for (name, bytes) in files {
        let path = home.folder().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    close(&home);
    home
}

/// Closes the files to everybody else, as the program leaves them.
fn close(home: &Home) {
    use std::os::unix::fs::PermissionsExt;
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    for name in files(&home.folder()).keys() {
        set(&home.folder().join(name), 0o600);
        set(home.folder().join(name).parent().unwrap(), 0o700);
    }
}

/// Seals the key file anew under the same passphrase, with next to no work.
pub(crate) fn quick(home: &Home) {
    let path = home.folder().join("key.age");
    let key = opened(&fs::read(&path).unwrap(), PASSPHRASE).expect("the key file opens with the passphrase");
    fs::write(&path, sealed(&key, PASSPHRASE)).unwrap();
}

/// What is sealed under a passphrase, by the age library itself; none when it is another one.
pub(crate) fn opened(sealed: &[u8], passphrase: &str) -> Option<Vec<u8>> {
    let identity = scrypt::Identity::new(SecretString::from(passphrase));
    let mut plain = Vec::new();
    let decryptor = Decryptor::new(sealed).ok()?;
    decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).ok()?.read_to_end(&mut plain).ok()?;
    Some(plain)
}

/// Seals under a passphrase, with next to no work.
pub(crate) fn sealed(plain: &[u8], passphrase: &str) -> Vec<u8> {
    let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase));
    recipient.set_work_factor(1);
    let encryptor = Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient)).unwrap();
    let mut sealed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut sealed).unwrap();
    writer.write_all(plain).unwrap();
    writer.finish().unwrap();
    sealed
}

/// Every file below a folder, by its name from there.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn add(top: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(top, &path, found);
            } else {
                let name = path.strip_prefix(top).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    add(folder, folder, &mut found);
    found
}

/// The files below a folder that hold this text.
pub(crate) fn holders(folder: &Path, text: &str) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    files(folder).into_iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name).collect()
}

/// Insists that a command is refused and leaves every byte of the home as it was; returns what it said.
pub(crate) fn refused(home: &Home, code: i32, args: &[&str]) -> String {
    // The empty file that writers lock is no data.
    let kept = || files(home.root()).into_iter().filter(|(name, _)| name != "data/lock").collect::<BTreeMap<_, _>>();
    let before = kept();
    let answer = home.run(args);
    assert_eq!((answer.code, answer.out.as_str()), (code, ""), "onward {args:?}\n{}", answer.err);
    assert!(answer.err.starts_with("error: "), "{}", answer.err);
    assert!(kept() == before, "onward {args:?} was refused and changed something");
    answer.err
}

/// Types the command that a hint ends with into a shell as it stands, with `--yes` after it.
pub(crate) fn type_the_hint(home: &Home, said: &str) -> Answer {
    let (_, command) = said.rsplit_once("onward ").unwrap_or_else(|| panic!("no command in: {said}"));
    let first = format!("onward() {{ \"$0\" \"$@\"; }}\nonward {} --yes\nexit $?", command.trim_end());
    fed(home.in_shell(&first, &[]), b"")
}

/// What the notes of all check-ins are, newest first.
pub(crate) fn notes(home: &Home) -> Vec<String> {
    let all = home.json(&["checkin", "list", "--limit", "1000"]);
    let notes = all["checkins"].as_array().unwrap().iter().filter_map(|checkin| checkin["note"].as_str());
    notes.map(str::to_owned).collect()
}
