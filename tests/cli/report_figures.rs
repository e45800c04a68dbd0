//! The figures of a page are those of `--json`, whichever form they stand in.

use serde_json::Value;

use crate::harness::Home;

/// What is read on a page: its text without tags, style and what tags hold.
fn text(page: &str) -> String {
    let body = page.split("</style>").last().unwrap();
    let text: String =
        body.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is typed for a month with two clocks, a slip, meetings and moods.
fn home() -> Home {
    let home = Home::new();
    home.ok(&["clock", "add", "alcohol", "--since", "2026-10-01"]);
    home.ok(&["clock", "add", "bets", "--since", "2026-11-02"]);
    home.ok(&["slip", "alcohol", "--from", "2026-11-05", "--to", "2026-11-06"]);
    for (nth, mood) in ["1", "2", "4", "5", "4", "3", "4"].iter().enumerate() {
        let day = format!("2026-11-{:02}", 10 + nth);
        home.ok(&["checkin", mood, "--sober", "--craving", &nth.to_string(), "--on", &day]);
    }
    for day in ["2026-11-03", "2026-11-10", "2026-11-12", "2026-11-21"] {
        home.ok(&["attend", "Step Study", "--programme", "aa", "--on", day]);
    }
    home
}

/// The sentences that these figures come to.
fn sentences(report: &Value) -> Vec<String> {
    let mut said = Vec::new();
    for clock in report["clocks"].as_array().unwrap() {
        let days = &clock["in_these_days"];
        said.push(format!("({} of {} days)", days["sober_days"], days["tracked_days"]));
        said.push(format!("{} of {} confirmed", days["confirmed_days"], days["sober_days"]));
        for key in &clock["calendar"]["legend"].as_array().cloned().unwrap_or_default() {
            said.push(format!("{}: {}", key["words"].as_str().unwrap(), key["days"]));
        }
        for run in clock["runs"].as_array().unwrap() {
            said.push(format!("{}", run["days"]));
        }
        said.push(format!("day {}", clock["standing"]["day_number"]));
    }
    let attendance = &report["attendance"];
    said.push(format!("{} meetings on {} days", attendance["meetings"], attendance["days_attended"]));
    said.push(format!("({} of {} complete weeks)", attendance["weeks_met"], attendance["complete_weeks"]));
    said.push(format!("{:.2} a week", attendance["per_week"].as_f64().unwrap()));
    let mood = &report["mood"];
    said.push(format!(
        "{:.1} of 5 over {} of {} days",
        mood["mean"].as_f64().unwrap(),
        mood["days_with_mood"],
        report["days"]
    ));
    said
}

#[test]
fn the_figures_of_the_page_are_those_of_json() {
    let home = home();
    for span in [&["--month", "2026-11"][..], &["--since", "2026-10-20", "--until", "2026-11-23"]] {
        let asked = |form: &'static str| [&["report"], span, &[form]].concat();
        let (report, page) = (home.json(&[&["report"], span].concat()), text(&home.ok(&asked("--html"))));
        let sentences = sentences(&report);
        assert!(sentences.len() > 10, "{report}");
        for sentence in sentences {
            assert!(page.contains(&sentence), "no \"{sentence}\" on the page of {span:?}:\n{page}");
        }
        // Each value of the chart stands in words beside it.
        for day in report["mood"]["by_day"].as_array().unwrap().iter().filter(|day| !day["mood"].is_null()) {
            let date = chrono::NaiveDate::parse_from_str(day["day"].as_str().unwrap(), "%Y-%m-%d").unwrap();
            let value = format!("{} {}", date.format("%a %-d %b"), day["mood"].as_f64().unwrap());
            assert!(page.contains(&value), "no \"{value}\" on the page of {span:?}:\n{page}");
        }
    }
}
