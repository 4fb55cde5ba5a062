//! The four assignments that are shipped: what is handed out is not started, what is right is solved.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const KIT: &str = env!("CARGO_MANIFEST_DIR");

fn run(arguments: &[&Path]) {
    let mut kit = Command::new(env!("CARGO_BIN_EXE_course"));
    let output = kit.args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The points, and the marks of somebody who is right and of somebody who hands in the stubs.
fn week(k: usize, points: u32) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let assignment = PathBuf::from(KIT).join(format!("weeks/week{k}.toml"));
    run(&["hand-out".as_ref(), &assignment, "--out".as_ref(), &at("week")]);
    assert!(at("week.zip").is_file() && at("week/Cargo.lock").is_file());
    let stubs = at("submissions/stubs");
    let right = at("submissions/right");
    for folder in [&stubs, &right] {
        fs::create_dir_all(folder).unwrap();
    }
    for file in fs::read_dir(at("week/src")).unwrap() {
        let file = file.unwrap();
        let text = fs::read_to_string(file.path()).unwrap();
        assert!(!text.contains("SOLUTION"), "an answer is handed out");
        fs::copy(file.path(), stubs.join(file.file_name())).unwrap();
        let answer = Path::new(KIT).join("../../solutions/src").join(file.file_name());
        fs::copy(answer, right.join(file.file_name())).unwrap();
    }
    fs::write(at("roster.csv"), "id\nright\nstubs\n").unwrap();
    let [roster, submissions, out] = ["roster.csv", "submissions", "out"].map(at);
    let options = ["--roster", "--submissions", "--out"].map(Path::new);
    let [a, b, c] = options;
    run(&["grade".as_ref(), &assignment, a, &roster, b, &submissions, c, &out]);
    let mut table = csv::Reader::from_path(at("out/marks.csv")).unwrap();
    let heads = table.headers().unwrap().clone();
    let rows: Vec<_> = table.records().map(Result::unwrap).collect();
    let total = heads.iter().position(|head| head == "total").unwrap();
    let totals: Vec<_> = rows.iter().map(|row| row[total].to_owned()).collect();
    assert_eq!(totals, [points.to_string(), "0".to_owned()]);
    let statuses =
        heads.iter().zip(&rows[1]).filter(|(head, _)| head.ends_with(" status"));
    assert!(
        statuses.into_iter().all(|(_, status)| status == "not started"),
        "{:?}",
        rows[1]
    );
}

#[test]
fn week_1() {
    week(1, 12);
}

#[test]
fn week_2() {
    week(2, 20);
}

#[test]
fn week_3() {
    week(3, 39);
}

#[test]
fn week_4() {
    week(4, 29);
}
