//! How large the things may be that come from outside: files, pipes, texts and names. Each limit is far above
//! anything a life of records holds; what is larger is a mistake or was made to do harm, and is refused before it
//! fills the memory.

/// A copy of a data file, in bytes: a life of busy days is below a tenth of it.
pub const DATA_FILE: u64 = 1 << 30;

/// A file of the key: one key under one passphrase is below a kilobyte.
pub const KEY_FILE: u64 = 64 << 10;

/// The part of a sealed file that says for whom it is sealed, in bytes: room for about a hundred recipients. Its
/// reader goes over all of it for each of its lines.
pub const SEALED_HEADER: usize = 16 << 10;

/// What is imported, an export of this program or of another, packed or not, in bytes.
pub const FOREIGN_FILE: u64 = 512 << 20;

/// What an archive of another program may unpack to, in bytes.
pub const UNPACKED: u64 = 128 << 20;

/// How many files an archive or a folder may hold that is imported.
pub const FILES: usize = 10_000;

/// A published list of meetings, in bytes: about twenty-five times all meetings of a fellowship in the world.
pub const LISTING: u64 = 512 << 20;

/// One record of a published list, or one line of a table, in bytes.
pub const RECORD: usize = 1 << 20;

/// A text that is typed, piped in or written in an editor, in bytes: some seven hundred thousand words.
pub const TEXT: u64 = 4 << 20;

/// What a command may print that is asked for a passphrase, in bytes.
pub const PASSPHRASE: u64 = 64 << 10;

/// How long that command may take, in seconds: there is time to touch a security key.
pub const PASSPHRASE_SECONDS: u64 = 60;

/// How long a file from elsewhere may take to check, in seconds.
pub const CHECK_SECONDS: u64 = 60;

/// One row of a data file, in bytes.
pub const ROW: i32 = 64 << 20;

/// A limit in words.
pub fn size(bytes: u64) -> String {
    match bytes {
        large if large >= 1 << 30 => format!("{} GB", large >> 30),
        middling if middling >= 1 << 20 => format!("{} MB", middling >> 20),
        small => format!("{} KB", small >> 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_told_in_round_numbers() {
        assert_eq!([DATA_FILE, FOREIGN_FILE, TEXT, KEY_FILE].map(size), ["1 GB", "512 MB", "4 MB", "64 KB"]);
    }
}
