//! Pages as a browser shows them: headless Chromium opens each at the sizes of phones, of a desktop and of paper, light and
//! dark; axe-core looks for what somebody could not perceive or reach, and the W3C's validator reads every line.
//!
//! The tools come with `npm ci --prefix tests/browser`, `chromium` and a Java runtime. Where one of them is missing these
//! checks are left out and say so; with `CI=true` or `ONWARD_BROWSER=1` that is a failure. `ONWARD_PICTURES=DIR` keeps
//! a picture of each page.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "the tests of the commands need more of it")]
#[path = "../cli/harness.rs"]
mod harness;
#[expect(dead_code, reason = "the tests of the commands need more of it")]
#[path = "../cli/inside.rs"]
mod inside;
#[expect(dead_code, reason = "the tests of the commands need more of it")]
#[path = "../cli/life.rs"]
mod life;
mod pages;
mod reports;
#[expect(dead_code, reason = "the tests of README need more of it")]
#[path = "../support/mod.rs"]
mod support;

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser");

/// The oldest Node that the packages work with.
const NODE: u32 = 18;

/// What a look at all pages found.
struct Found {
    /// What the browser met with: page, setting, what.
    browser: Vec<[String; 3]>,
    /// What the validator said.
    validator: Vec<String>,
}

#[expect(clippy::disallowed_methods, reason = "whether tools may be missing is said in the environment")]
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The browser, or what is missing to look through one.
fn browser() -> Result<PathBuf, String> {
    let places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].map(PathBuf::from);
    let found = variable("ONWARD_CHROMIUM").map(PathBuf::from).into_iter().chain(places).find(|path| path.is_file());
    let version = Command::new("node").arg("--version").output().map_err(|_| "node is missing".to_owned())?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    let major: Option<u32> = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    if major.is_none_or(|major| major < NODE) {
        return Err(format!("node is {version}, and {NODE} is needed"));
    }
    if !Path::new(HERE).join("node_modules/.package-lock.json").is_file() {
        return Err("its packages are missing: npm ci --prefix tests/browser".to_owned());
    }
    if !Command::new("java").arg("-version").output().is_ok_and(|answer| answer.status.success()) {
        return Err("java is missing".to_owned());
    }
    found.ok_or_else(|| "chromium is missing".to_owned())
}

/// What was found, for all tests of this file; none where the tools are missing and may be.
static FOUND: LazyLock<Option<Found>> = LazyLock::new(|| match browser() {
    Ok(browser) => Some(look(&browser)),
    Err(why) => {
        let wanted = variable("CI").is_some_and(|ci| ci == "true") || variable("ONWARD_BROWSER").is_some();
        assert!(!wanted, "the browser checks cannot be run: {why}");
        // Past the test's own capture: whoever reads the result has to know.
        let _ = writeln!(std::io::stderr(), "\nThe browser checks were left out: {why}.");
        None
    }
});

fn look(browser: &Path) -> Found {
    let folder = tempfile::tempdir().unwrap();
    for (name, page) in pages::all().into_iter().chain(reports::all()) {
        fs::write(folder.path().join(format!("{name}.html")), page.html).unwrap();
        fs::write(folder.path().join(format!("{name}.json")), page.expected.to_string()).unwrap();
    }
    let mut check = Command::new("node");
    check.arg(Path::new(HERE).join("check.mjs")).arg(folder.path()).arg(browser).args(variable("ONWARD_PICTURES"));
    let checked = check.output().unwrap();
    let said = String::from_utf8_lossy(&checked.stdout);
    let browser = serde_json::from_str(said.trim())
        .unwrap_or_else(|error| panic!("{error}\n{said}\n{}", String::from_utf8_lossy(&checked.stderr)));
    Found { browser, validator: validated(folder.path()) }
}

/// What the validator says of the pages of a folder, warnings too.
fn validated(folder: &Path) -> Vec<String> {
    let jar = Path::new(HERE).join("node_modules/vnu-jar/build/dist/vnu.jar");
    let mut command = Command::new("java");
    command.args(["-Xss8m", "-jar"]).arg(jar).args(["--format", "json", "--stdout", "--skip-non-html"]).arg(folder);
    let answer = command.output().unwrap();
    let said: Value = serde_json::from_slice(&answer.stdout)
        .unwrap_or_else(|error| panic!("{error}\n{}", String::from_utf8_lossy(&answer.stderr)));
    // What the person wrote stays as they wrote it: in their language, and in their way of composing letters.
    let theirs = |message: &str| message.contains("appears to be written in") || message.contains("Normalization Form");
    let said = said["messages"].as_array().unwrap().iter().map(Value::to_string);
    said.filter(|message| !theirs(message)).collect()
}

/// Insists that nothing of this kind was found.
fn none(kind: impl Fn(&str) -> bool) {
    let Some(found) = FOUND.as_ref() else { return };
    let wrong: Vec<String> = found
        .browser
        .iter()
        .filter(|[page, _, what]| page != pages::BROKEN && kind(what))
        .map(|wrong| wrong.join(": "))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_is_read_in_every_size_light_dark_and_on_paper() {
    none(|what| !what.starts_with("axe ") && !what.contains("that scroll") && !what.contains("reached"));
}

#[test]
fn a_page_is_reached_without_a_mouse() {
    none(|what| what.contains("scrolls as number") || what.contains("that scroll") || what.contains("reached"));
}

#[test]
fn a_page_holds_to_wcag_aa() {
    none(|what| what.starts_with("axe "));
}

#[test]
fn a_page_is_valid_html() {
    let Some(found) = FOUND.as_ref() else { return };
    let broken = format!("/{}.html", pages::BROKEN);
    let wrong: Vec<&str> =
        found.validator.iter().map(String::as_str).filter(|message| !message.contains(&broken)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_checks_find_what_is_wrong() {
    let Some(found) = FOUND.as_ref() else { return };
    let faults = [
        "it scrolls sideways",
        "the console says: loud",
        "it asks for ",
        "it holds <script>",
        "it does not show: kind words",
        "it shows: pale words",
        "it has not one header, main, footer and title each",
        "what scrolls as number 0 has no name",
        "axe image-alt",
        "axe color-contrast",
        "axe html-has-lang",
        "it prints on ",
    ];
    for fault in faults {
        let seen = found.browser.iter().any(|[page, _, what]| page == pages::BROKEN && what.starts_with(fault));
        assert!(seen, "nobody saw: {fault}");
    }
    let broken = format!("/{}.html", pages::BROKEN);
    assert!(found.validator.iter().any(|message| message.contains(&broken)), "the validator said nothing");
}
