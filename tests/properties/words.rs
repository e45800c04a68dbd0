//! What is printed is read back as the same; what a person types is the day they mean.

use chrono::{Datelike, NaiveDate};
use onward::domain::day::{Day, DayArg};
use onward::domain::milestone::{MilestoneSet, OwnMilestone, Span};
use onward::domain::mood::Mood;
use proptest::prelude::*;

use crate::laws::{any_day, date, day, holds, stepped};

#[test]
fn every_day_reads_back_as_it_prints() {
    // All days of four centuries: every rule of the calendar comes round.
    let mut at = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
    while at.year() < 2301 {
        let day = Day::new(at).unwrap();
        assert_eq!(day.to_string(), format!("{:04}-{:02}-{:02}", at.year(), at.month(), at.day()));
        assert_eq!(day.to_string().parse(), Ok(day));
        at = at.succ_opt().unwrap();
    }
}

#[test]
fn what_looks_like_a_date_is_read_exactly_when_the_calendar_has_it() {
    holds(6000, (1850..2200_i32, 0..14_u32, 0..34_u32), |(year, month, day)| {
        let text = format!("{year:04}-{month:02}-{day:02}");
        let known = NaiveDate::from_ymd_opt(year, month, day).filter(|_| year >= 1900);
        assert_eq!(text.parse::<Day>().ok().map(date), known, "{text}");
        assert_eq!(text.parse::<DayArg>().ok().is_some(), known.is_some(), "{text}");
    });
}

#[test]
fn any_text_is_refused_or_prints_as_it_was_written() {
    let text = prop_oneof!["[0-9]{1,5}[-/. ][0-9]{1,3}[-/. ][0-9]{1,3}", "[-+0-9 ]{8,12}", "\\PC{0,12}"];
    holds(4000, text, |text| {
        if let Ok(day) = text.parse::<Day>() {
            assert_eq!(day.to_string(), text);
        }
        // Whatever is typed for a day, a mood or a milestone set, reading it never panics.
        let _ = text.parse::<DayArg>().map(|arg| arg.resolve(day("2026-11-23")));
        let _ = text.parse::<Mood>();
        let _ = text.parse::<MilestoneSet>();
    });
}

#[test]
fn so_many_days_ago_is_as_many_steps_back() {
    holds(600, (any_day(), 0..900_u32), |(today, back)| {
        let expected = stepped(today, -i64::from(back));
        let said = |text: String| text.parse::<DayArg>().unwrap().resolve(today);
        assert_eq!(said(format!("{back} days ago")), Ok(expected));
        assert_eq!(said(format!("-{back}d")), Ok(expected));
        assert_eq!(said(format!(" {back} DAYS Ago ")), Ok(expected));
        assert_eq!(said(expected.to_string()), Ok(expected));
        if back.is_multiple_of(7) {
            assert_eq!(said(format!("-{}w", back / 7)), Ok(expected));
            assert_eq!(said(format!("{} weeks ago", back / 7)), Ok(expected));
        }
        match back {
            0 => assert_eq!(said("today".to_owned()), Ok(expected)),
            1 => assert_eq!(said("Yesterday".to_owned()), Ok(expected)),
            _ => {}
        }
    });
}

#[test]
fn a_weekday_is_the_most_recent_such_day_today_included() {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    holds(400, (any_day(), 0..7_usize), |(today, back)| {
        let meant = stepped(today, -(back as i64));
        let name = NAMES[date(meant).weekday().num_days_from_monday() as usize];
        for typed in [name.to_owned(), name[..3].to_owned(), name.to_uppercase()] {
            assert_eq!(typed.parse::<DayArg>().unwrap().resolve(today), Ok(meant), "{typed}");
        }
    });
}

#[test]
fn a_milestone_set_reads_back_as_it_prints() {
    let span = prop_oneof![(1..=43_920_u32).prop_map(Span::Days), (1..=1440_u32).prop_map(Span::Months)];
    let name = prop::option::of("[^,=\\p{Cc}\\s][^,=\\p{Cc}]{0,30}[^,=\\p{Cc}\\s]");
    let own = prop::collection::hash_map(span, name, 1..9).prop_map(|own| {
        let one =
            |(span, name): (Span, Option<String>)| OwnMilestone { span, name: name.map(|name| name.parse().unwrap()) };
        MilestoneSet::Custom(own.into_iter().map(one).collect())
    });
    let named = prop::sample::select(vec![MilestoneSet::Aa, MilestoneSet::Na, MilestoneSet::Plain, MilestoneSet::None]);
    holds(1000, prop_oneof![1 => named, 4 => own], |set| {
        let text = set.to_string();
        assert_eq!(text.parse(), Ok(set.clone()));
        // The names are the person's own, and keep their letters.
        if !text.contains('=') {
            assert_eq!(text.to_uppercase().parse(), Ok(set));
        }
    });
}

#[test]
fn a_mood_reads_back_from_its_number_and_from_its_word() {
    for level in -3..=9_i64 {
        let by_number = level.to_string().parse::<Mood>();
        assert_eq!(by_number.is_ok(), (1..=5).contains(&level), "{level}");
        if let Ok(mood) = by_number {
            assert_eq!(i64::from(mood.level()), level);
            assert_eq!(mood.word().parse(), Ok(mood));
            assert_eq!(mood.word().to_uppercase().parse(), Ok(mood));
        }
    }
}
