//! Whole processes: a check-in and each report over 10 years, 50 years and a million check-ins.

mod support;

use criterion::{Criterion, criterion_group, criterion_main};
use support::{build_examples, copy, history, onward, run};

fn commands(criterion: &mut Criterion) {
    build_examples();
    let histories = [
        ("10_years", history("10", &["10"])),
        ("50_years", history("50", &["50"])),
        ("1_000_000_checkins", history("million", &["50", "1000000"])),
    ];
    for (name, folder) in histories {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20);
        let written = copy(&folder, "written");
        group.bench_function("checkin", |bench| {
            bench.iter(|| run(&mut onward(&written, &["checkin", "good", "--sober"])))
        });
        for report in ["today", "streak", "attendance", "sos"] {
            group.bench_function(report, |bench| bench.iter(|| run(&mut onward(&folder, &[report]))));
        }
        group.bench_function("today --short", |bench| bench.iter(|| run(&mut onward(&folder, &["today", "--short"]))));
        group.finish();
    }
}

criterion_group!(benches, commands);
criterion_main!(benches);
