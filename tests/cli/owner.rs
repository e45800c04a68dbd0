//! Files that another user owns: the administrator's commands in a person's folder.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};

use crate::sealed::{lived_in, protected};

/// Nobody in particular.
const SOMEBODY: u32 = 65_534;

#[test]
fn what_the_administrator_makes_in_a_persons_folder_belongs_to_that_person() {
    for home in [lived_in(), protected()] {
        let folders = [home.folder(), home.folder().join("backups")];
        let inside = || {
            let entries = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
            entries.map(|entry| entry.unwrap().path())
        };
        for path in std::iter::once(home.folder()).chain(inside()) {
            // Only the administrator may give a file away; nobody else can make this mistake.
            if chown(&path, Some(SOMEBODY), Some(SOMEBODY)).is_err() {
                return;
            }
        }
        home.ok(&["checkin", "good"]);
        home.ok(&["backup"]);
        home.ok(&["restore", "latest", "--yes"]);
        if !home.file().exists() {
            home.ok(&["protect", "off"]);
        }
        home.ok(&["protect", "on"]);
        for path in inside() {
            assert_eq!(fs::metadata(&path).unwrap().uid(), SOMEBODY, "{}", path.display());
        }
    }
}
