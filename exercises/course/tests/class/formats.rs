//! What other systems read, compared with the fields that they document.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// All outputs below `out`, for so many students.
pub fn check(out: &Path, students: usize) {
    tables(out, students);
    junit(&fs::read_to_string(out.join("junit.xml")).unwrap(), students);
    for file in fs::read_dir(out.join("gradescope")).unwrap() {
        gradescope(&json(&file.unwrap().path()));
    }
    for file in fs::read_dir(out.join("classroom50")).unwrap() {
        classroom50(&json(&file.unwrap().path()));
    }
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn tables(out: &Path, students: usize) {
    for (name, head, before) in [
        (
            "moodle.csv",
            "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,\
             Last modified (submission),Last modified (grade),Feedback comments",
            0,
        ),
        (
            "canvas.csv",
            "Student,ID,SIS User ID,SIS Login ID,Section,Week 2: forward and backward",
            1,
        ),
        (
            "nbgrader.csv",
            "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,\
             late_submission_penalty,score,max_score",
            0,
        ),
    ] {
        let mut table = csv::Reader::from_path(out.join(name)).unwrap();
        let found: Vec<_> = table.headers().unwrap().iter().collect();
        assert_eq!(found, head.split(',').collect::<Vec<_>>(), "{name}");
        let rows: Vec<_> = table.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), students + before, "{name}");
        if before == 1 {
            assert_eq!(rows[0][0].trim(), "Points Possible");
        }
    }
}

/// Elements and attributes of the schema that Jenkins has for JUnit.
fn junit(text: &str, students: usize) {
    let known = [
        ("testsuites", &["name", "tests", "failures", "errors", "time"][..]),
        ("testsuite", &["name", "tests", "failures", "errors", "skipped", "time"]),
        ("testcase", &["name", "classname", "time"]),
        ("failure", &["message", "type"]),
        ("error", &["message", "type"]),
        ("skipped", &["message", "type"]),
        ("system-out", &[]),
    ];
    let mut reader = quick_xml::Reader::from_str(text);
    let mut suites = 0;
    loop {
        use quick_xml::events::Event;
        match reader.read_event().unwrap() {
            Event::Start(element) | Event::Empty(element) => {
                let name = String::from_utf8(element.name().as_ref().to_vec()).unwrap();
                let (_, attributes) =
                    known.iter().find(|(known, _)| *known == name).expect(&name);
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap();
                    let key = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
                    assert!(attributes.contains(&&key[..]), "{name} has a {key}");
                }
                suites += usize::from(name == "testsuite");
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(suites, students);
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(|key| &key[..]).collect()
}

fn gradescope(result: &Value) {
    let known = BTreeSet::from([
        "score",
        "execution_time",
        "output",
        "output_format",
        "test_output_format",
        "test_name_format",
        "visibility",
        "stdout_visibility",
        "extra_data",
        "tests",
        "leaderboard",
    ]);
    assert!(keys(result).is_subset(&known), "{result:#}");
    let of_test = BTreeSet::from([
        "score",
        "max_score",
        "status",
        "name",
        "name_format",
        "number",
        "output",
        "output_format",
        "tags",
        "visibility",
        "extra_data",
    ]);
    for test in result["tests"].as_array().unwrap() {
        assert!(keys(test).is_subset(&of_test), "{test:#}");
        assert!(
            test["score"].as_f64() <= test["max_score"].as_f64()
                && test["score"].is_number()
        );
        assert!(["passed", "failed"].contains(&test["status"].as_str().unwrap()));
        assert!(
            ["visible", "hidden", "after_due_date", "after_published"]
                .contains(&test["visibility"].as_str().unwrap())
        );
    }
    assert!(result["score"].is_number());
}

fn classroom50(result: &Value) {
    let known = BTreeSet::from([
        "schema",
        "classroom",
        "assignment",
        "submission",
        "commit",
        "release",
        "review",
        "datetime",
        "score",
        "max-score",
        "tests",
    ]);
    assert_eq!(keys(result), known);
    assert_eq!(result["schema"], "classroom50/result/v1");
    assert!(result["score"].is_u64() && result["max-score"].is_u64());
    for test in result["tests"].as_array().unwrap() {
        assert_eq!(
            keys(test),
            BTreeSet::from(["test-name", "passed", "score", "max-score"])
        );
        assert!(
            test["passed"].is_boolean()
                && test["score"].is_u64()
                && test["max-score"].is_u64()
        );
    }
}
