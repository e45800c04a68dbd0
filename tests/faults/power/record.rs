//! The record of a run as `strace -xx` writes it, call by call.

/// The calls that are recorded: all that the model of the disk knows, and those that would change a file behind
/// its back, so that a program which begins to use one is noticed. A question mark is for a call that some
/// machines do not have. Files that are changed through a mapping in memory are not seen.
pub(crate) const CALLS: &str = "openat,close,read,write,pwrite64,ftruncate,fsync,fdatasync,lseek,?mkdir,mkdirat,\
    ?unlink,unlinkat,?rename,?renameat,renameat2,\
    ?open,?creat,writev,pwritev,?pwritev2,truncate,fallocate,copy_file_range,sendfile,splice,?link,linkat,\
    ?symlink,symlinkat,?rmdir,dup,?dup2,dup3,msync,sync_file_range,?io_uring_enter";

/// One call that succeeded.
pub(crate) struct Call {
    /// Its name.
    pub(crate) name: String,
    args: Vec<String>,
    /// What it returned.
    pub(crate) returned: i64,
}

impl Call {
    /// The beginning of a process: nothing is open.
    pub(crate) fn exec() -> Self {
        Self { name: "exec".to_owned(), args: Vec::new(), returned: 0 }
    }

    /// An argument as it stands there.
    pub(crate) fn word(&self, nth: usize) -> &str {
        &self.args[nth]
    }

    /// An argument that is a number.
    pub(crate) fn number(&self, nth: usize) -> i64 {
        self.args[nth].parse().unwrap_or_else(|_| panic!("{}: no number: {}", self.name, self.args[nth]))
    }

    /// An argument that is text or data: hexadecimal throughout.
    pub(crate) fn bytes(&self, nth: usize) -> Vec<u8> {
        let quoted = self.args[nth].strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let digits = quoted.unwrap_or_else(|| panic!("{}: recorded in part", self.name)).as_bytes();
        let digit = |digit: u8| u8::try_from(char::from(digit).to_digit(16).expect("hexadecimal")).unwrap();
        digits.chunks(4).map(|byte| digit(byte[2]) * 16 + digit(byte[3])).collect()
    }
}

/// The calls of a record that succeeded; one that failed changed nothing.
pub(crate) fn calls(record: &str) -> impl Iterator<Item = Call> {
    record.lines().filter_map(parse)
}

fn parse(line: &str) -> Option<Call> {
    let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    if line.starts_with("+++") || line.starts_with("---") {
        return None;
    }
    // With several threads a call can be recorded in two parts, and their order would have to be guessed.
    assert!(!line.contains("<unfinished"), "the model of the disk knows one thread: {line}");
    let (call, returned) = line.rsplit_once(" = ").unwrap_or_else(|| panic!("no call: {line}"));
    let returned = returned.split(' ').next().unwrap_or_default().parse().unwrap_or(-1);
    let (name, args) = call.trim_end().strip_suffix(')')?.split_once('(')?;
    let args = args.split(", ").map(str::to_owned).collect();
    (returned >= 0).then(|| Call { name: name.to_owned(), args, returned })
}
