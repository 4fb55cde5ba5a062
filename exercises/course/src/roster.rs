//! The class: a table with a row for each student, written by hand or exported by a school's system.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::assignment::time;
use crate::text;

/// The columns that are understood, and what Moodle and Canvas call them.
const COLUMNS: [(&str, &[&str]); 9] = [
    ("id", &["student_id", "student id", "id number", "sis login id", "username"]),
    ("name", &["full name", "student", "student name"]),
    ("email", &["email address", "e-mail"]),
    ("moodle_id", &["identifier"]),
    ("canvas_id", &["canvas user id"]),
    ("sis_id", &["sis user id"]),
    ("section", &["group"]),
    ("submitted", &["last modified (submission)", "timestamp"]),
    ("due", &["extension", "duedate"]),
];

#[derive(Clone, Debug, Default)]
pub struct Student {
    pub id: String,
    pub name: String,
    pub email: String,
    /// Of Moodle's grading worksheet: "Participant 12345".
    pub moodle_id: String,
    pub canvas_id: String,
    pub sis_id: String,
    pub section: String,
    /// When it was handed in, if the roster knows.
    pub submitted: Option<Timestamp>,
    /// An extension.
    pub due: Option<Timestamp>,
}

pub struct Roster {
    pub students: Vec<Student>,
    /// Rows that could not be used, a line each.
    pub problems: Vec<String>,
}

impl Roster {
    /// # Errors
    /// If the file cannot be read or has no column `id`. Times without an offset are in `zone`. A row that is wrong is a problem, and the
    /// others are taken.
    pub fn read(path: &Path, zone: Option<&str>) -> Result<Roster> {
        let bytes = std::fs::read(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        Roster::parse(&bytes, zone).with_context(|| path.display().to_string())
    }

    fn parse(bytes: &[u8], zone: Option<&str>) -> Result<Roster> {
        let (text, _) = text::decode(bytes);
        let first = text.lines().next().unwrap_or_default();
        let separator = [b';', b'\t', b',']
            .into_iter()
            .max_by_key(|b| first.bytes().filter(|c| c == b).count())
            .expect("three");
        let mut table = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let columns = columns(table.headers()?)?;
        let mut roster = Roster { students: Vec::new(), problems: Vec::new() };
        for row in table.records() {
            let row = row?;
            let line = row.position().map_or(0, csv::Position::line);
            if row.iter().all(str::is_empty) || canvas_maximum(&row) {
                continue;
            }
            match student(&row, &columns, zone) {
                Ok(student) => roster.add(student, line),
                Err(problem) => {
                    roster.problems.push(format!("line {line}: {problem:#}"));
                }
            }
        }
        ensure!(!roster.students.is_empty(), "there is no student in it");
        Ok(roster)
    }

    fn add(&mut self, student: Student, line: u64) {
        let key = text::key(&student.id);
        match self.students.iter().find(|other| text::key(&other.id) == key) {
            Some(other) => self.problems.push(format!(
                "line {line}: the id {} is there already, for {}: this row is left out",
                student.id, other.name
            )),
            None => self.students.push(student),
        }
    }

    /// The student whom a name on a submission means: an id, one of the systems' numbers, an
    /// address, or a full name that only one has.
    pub fn find(&self, name: &str) -> Option<usize> {
        let wanted = text::key(name);
        let ids: [fn(&Student) -> &str; 4] =
            [|s| &s.id, |s| &s.email, |s| &s.sis_id, |s| &s.name];
        ids.into_iter().find_map(|id| {
            let mut fits = (0..self.students.len()).filter(|&k| {
                !wanted.is_empty() && text::key(id(&self.students[k])) == wanted
            });
            let first = fits.next()?;
            fits.next().is_none().then_some(first)
        })
    }

    /// The student with this number in Moodle or Canvas.
    pub fn numbered(&self, number: &str, id: fn(&Student) -> &str) -> Option<usize> {
        self.students.iter().position(|student| id(student) == number)
    }
}

/// Which column has which number.
fn columns(headers: &csv::StringRecord) -> Result<BTreeMap<&'static str, usize>> {
    let headers: Vec<_> = headers.iter().map(text::key).collect();
    let mut columns = BTreeMap::new();
    for (name, others) in COLUMNS {
        let place = headers.iter().position(|header| header == name).or_else(|| {
            others.iter().find_map(|other| headers.iter().position(|h| h == other))
        });
        if let Some(place) = place {
            columns.insert(name, place);
        }
    }
    // In a gradebook of Canvas, ID is its own number, and the login is what people know.
    let login = headers.iter().position(|header| header == "sis login id");
    if let (Some(login), Some(&number)) = (login, columns.get("id")) {
        columns.insert("canvas_id", number);
        columns.insert("id", login);
    }
    // A worksheet of Moodle may have nothing but the address to tell students apart.
    if let (None, Some(&email)) = (columns.get("id"), columns.get("email")) {
        columns.insert("id", email);
    }
    if !columns.contains_key("id") {
        bail!("there is no column id; there are {}", headers.join(", "));
    }
    Ok(columns)
}

/// The second row of a gradebook of Canvas.
fn canvas_maximum(row: &csv::StringRecord) -> bool {
    row.get(0).is_some_and(|cell| cell == "Points Possible")
}

fn student(
    row: &csv::StringRecord,
    columns: &BTreeMap<&str, usize>,
    zone: Option<&str>,
) -> Result<Student> {
    let cell = |name: &str| {
        let place = columns.get(name).copied();
        place.and_then(|place| row.get(place)).unwrap_or_default().trim().to_owned()
    };
    let when = |name: &str| -> Result<Option<Timestamp>> {
        match &cell(name)[..] {
            "" | "-" => Ok(None),
            text => moodle_time(text, zone).map(Some).context(name.to_owned()),
        }
    };
    let student = Student {
        id: cell("id"),
        name: cell("name"),
        email: cell("email"),
        moodle_id: cell("moodle_id"),
        canvas_id: cell("canvas_id"),
        sis_id: cell("sis_id"),
        section: cell("section"),
        submitted: when("submitted")?,
        due: when("due")?,
    };
    ensure!(!student.id.is_empty(), "the id of {} is empty", or_nobody(&student.name));
    Ok(student)
}

fn or_nobody(name: &str) -> &str {
    if name.is_empty() { "a student without a name" } else { name }
}

/// As Moodle writes it, "Monday, 9 November 2026, 11:59 PM", or as everybody should.
fn moodle_time(text: &str, zone: Option<&str>) -> Result<Timestamp> {
    for format in ["%A, %d %B %Y, %I:%M %p", "%A, %d %B %Y, %H:%M"] {
        if let Ok(local) = DateTime::strptime(format, text) {
            return time(&local.to_string(), zone);
        }
    }
    time(text, zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_wrong_cost_nobody_else_anything() {
        let roster = Roster::parse(
            "id;name\nada;Ada\n;Bob\nADA;Another\ncy;C\u{301}y\n".as_bytes(),
            None,
        )
        .unwrap();
        let ids: Vec<_> = roster.students.iter().map(|s| &s.id[..]).collect();
        assert_eq!(ids, ["ada", "cy"]);
        assert_eq!(roster.problems.len(), 2, "{:?}", roster.problems);
        assert_eq!(
            roster.find("\u{106}y"),
            Some(1),
            "a composed letter is the same letter"
        );
    }

    #[test]
    fn exports_of_moodle_and_canvas_are_rosters() {
        let moodle = "Identifier,Full name,Email address,Last modified (submission)\n\
                      Participant 17,Ada L,ada@x.org,\"Monday, 9 November 2026, 11:59 PM\"\n";
        let roster = Roster::parse(moodle.as_bytes(), Some("Europe/Berlin")).unwrap();
        assert_eq!(roster.students[0].id, "ada@x.org");
        assert_eq!(
            roster.students[0].submitted.unwrap().to_string(),
            "2026-11-09T22:59:00Z"
        );
        let canvas = "Student,ID,SIS User ID,SIS Login ID,Section\n\
                      Points Possible,,,,\n\"L, Ada\",99,u7,ada,A\n";
        let roster = Roster::parse(canvas.as_bytes(), None).unwrap();
        let ada = &roster.students[0];
        assert_eq!((&ada.id[..], &ada.canvas_id[..]), ("ada", "99"));
    }

    #[test]
    fn a_table_without_ids_is_refused() {
        assert!(Roster::parse(b"name\nAda\n", None).is_err());
        assert!(Roster::parse(b"id\n", None).is_err());
    }
}
