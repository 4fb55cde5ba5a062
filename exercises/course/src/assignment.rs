//! An assignment: one file of TOML.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail, ensure};
use grader::exercise::Info;
use grader::select::select;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::Deserialize;
use sha2::Sha256;

/// The file, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    exercises: Vec<String>,
    #[serde(default)]
    points: BTreeMap<String, f64>,
    due: Option<String>,
    time_zone: Option<String>,
    late: Option<Late>,
    seed: Option<u64>,
    secret: Option<String>,
    #[serde(default)]
    credit: Credit,
    #[serde(default)]
    visibility: Visibility,
    book: Option<String>,
}

/// What a late submission costs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Late {
    /// Per cent of the points for each day begun.
    pub per_day: f64,
    /// After so many days nothing counts.
    pub days: u32,
    /// Minutes that nobody counts.
    #[serde(default)]
    pub grace: u32,
}

/// What an answer is worth that is wrong because it calls one that is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Credit {
    /// Nothing.
    #[default]
    Solved,
    /// Its points: it is right as soon as the other one is.
    Follows,
}

/// When Gradescope shows the tests to students, in its own words.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    #[default]
    Visible,
    AfterDueDate,
    AfterPublished,
    Hidden,
}

impl Visibility {
    pub fn word(self) -> &'static str {
        match self {
            Visibility::Visible => "visible",
            Visibility::AfterDueDate => "after_due_date",
            Visibility::AfterPublished => "after_published",
            Visibility::Hidden => "hidden",
        }
    }
}

enum Seeds {
    Same(u64),
    Secret(String),
}

pub struct Assignment {
    /// The name of the file: hw2.
    pub name: String,
    pub title: String,
    /// The exercises, in the order of the book.
    pub exercises: Vec<&'static Info>,
    points: BTreeMap<String, f64>,
    /// Of times that are written without one.
    pub time_zone: Option<String>,
    pub due: Option<Timestamp>,
    /// The same as it is written, with the time zone.
    pub due_text: Option<String>,
    pub late: Option<Late>,
    seeds: Seeds,
    pub credit: Credit,
    pub visibility: Visibility,
    /// Where the book can be read, for links.
    pub book: Option<String>,
    /// The file itself.
    pub text: String,
}

/// A secret that somebody can guess is none.
const SECRET: usize = 16;

impl Assignment {
    /// # Errors
    /// If the file cannot be read, or a field is not what it has to be.
    pub fn read(path: &Path) -> Result<Assignment> {
        let shown = path.display();
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Assignment::parse(name, text).with_context(|| shown.to_string())
    }

    pub fn parse(name: String, text: String) -> Result<Assignment> {
        let file: File = toml::from_str(&text).map_err(|problem| {
            let before = problem.span().map_or("", |at| &text[..at.start]);
            let line = before.matches('\n').count() + 1;
            anyhow!("line {line}: {}", problem.message())
        })?;
        let all = Info::all();
        ensure!(!file.exercises.is_empty(), "exercises: there are none");
        let places =
            select(&file.exercises, true).map_err(|e| one_line("exercises", &e))?;
        let exercises: Vec<_> = places.into_iter().map(|place| &all[place]).collect();
        for (id, points) in &file.points {
            ensure!(
                exercises.iter().any(|info| info.id == *id),
                "points: {id} is no exercise of this assignment"
            );
            ensure!(
                (0.0..=1000.0).contains(points),
                "points: {id} has {points}, and 0 to 1000 are possible"
            );
        }
        let due = match &file.due {
            Some(due) => Some(time(due, file.time_zone.as_deref()).context("due")?),
            None => None,
        };
        if let Some(late) = &file.late {
            ensure!(due.is_some(), "late: there is a rule, but nothing is due");
            ensure!(
                (0.0..=100.0).contains(&late.per_day),
                "late: per_day is {}, and 0 to 100 are possible",
                late.per_day
            );
        }
        let seeds = match (file.seed, file.secret) {
            (None, None) => Seeds::Same(1),
            (Some(seed), None) => Seeds::Same(seed),
            (None, Some(secret)) if secret.len() >= SECRET => Seeds::Secret(secret),
            (None, Some(_)) => bail!("secret: {SECRET} characters are the least"),
            (Some(_), Some(_)) => bail!("seed and secret exclude each other"),
        };
        Ok(Assignment {
            name,
            title: file.title,
            exercises,
            points: file.points,
            due,
            due_text: file.due.map(|due| match &file.time_zone {
                Some(zone) => format!("{due} ({zone})"),
                None => due,
            }),
            time_zone: file.time_zone,
            late: file.late,
            seeds,
            credit: file.credit,
            visibility: file.visibility,
            book: file.book.map(|book| book.trim_end_matches('/').to_owned()),
            text,
        })
    }

    /// What an exercise is worth: the points of its stars, unless the file says otherwise.
    pub fn points(&self, info: &Info) -> f64 {
        self.points.get(&info.id).copied().unwrap_or_else(|| info.points().into())
    }

    pub fn max_points(&self) -> f64 {
        self.exercises.iter().map(|info| self.points(info)).sum()
    }

    /// The chapters that have an exercise here, in order.
    pub fn chapters(&self) -> Vec<&'static grader::Chapter> {
        let mut chapters: Vec<_> =
            self.exercises.iter().map(|info| info.chapter).collect();
        chapters.dedup_by_key(|chapter| chapter.number);
        chapters
    }

    pub fn has_secret(&self) -> bool {
        matches!(self.seeds, Seeds::Secret(_))
    }

    /// The seed from which the cases of a student are drawn.
    pub fn seed(&self, student: &str) -> u64 {
        match &self.seeds {
            Seeds::Same(seed) => *seed,
            Seeds::Secret(secret) => {
                let mut hmac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
                    .expect("HMAC takes keys of any length");
                hmac.update(student.as_bytes());
                let bytes = hmac.finalize().into_bytes();
                u64::from_be_bytes(bytes[..8].try_into().expect("eight bytes"))
            }
        }
    }
}

/// "2026-11-09 23:59" in a time zone, or with an offset: "2026-11-09T23:59+01:00".
pub fn time(text: &str, zone: Option<&str>) -> Result<Timestamp> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(time);
    }
    let local: DateTime = text
        .parse()
        .with_context(|| format!("{text:?} is no time such as 2026-11-09 23:59"))?;
    let Some(zone) = zone else {
        bail!("{text:?} needs time_zone = \"Europe/Berlin\" or the like, or an offset")
    };
    Ok(local.in_tz(zone).with_context(|| format!("time_zone {zone:?}"))?.timestamp())
}

fn one_line(field: &str, problem: &str) -> anyhow::Error {
    anyhow!("{field}: {}", problem.lines().next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(more: &str) -> Result<Assignment> {
        let text = format!("title = \"t\"\nexercises = [\"3.1-3.3\"]\n{more}");
        Assignment::parse("hw".into(), text)
    }

    /// The whole chain of causes, as the command prints it.
    fn refusal(more: &str) -> String {
        format!("{:#}", parse(more).err().unwrap_or_else(|| panic!("{more} is accepted")))
    }

    #[test]
    fn a_wrong_field_is_named() {
        for (more, words) in [
            ("sead = 3", "line 3: unknown field `sead`"),
            ("[points]\n\"3.9\" = 2", "points: 3.9"),
            ("[points]\n\"3.1\" = nan", "points: 3.1"),
            ("[points]\n\"3.1\" = -1", "points: 3.1"),
            ("due = \"tomorrow\"", "due: \"tomorrow\""),
            ("due = \"2026-11-09 23:59\"", "needs time_zone"),
            ("due = \"2026-11-09 23:59\"\ntime_zone = \"Mars/Olympus\"", "Mars/Olympus"),
            ("[late]\nper_day = 10\ndays = 3", "late: "),
            ("secret = \"short\"", "secret: "),
            ("secret = \"sixteen letters or more\"\nseed = 1", "seed and secret"),
            ("credit = \"full\"", "full"),
        ] {
            assert!(refusal(more).contains(words), "{more}: {}", refusal(more));
        }
        let unknown = "title = \"t\"\nexercises = [\"3.99\"]".to_owned();
        let unknown =
            Assignment::parse("hw".into(), unknown).err().expect("no such exercise");
        let line = format!("{unknown:#}");
        assert!(
            line.starts_with("exercises: No exercise is 3.99")
                && line.lines().count() == 1
        );
    }

    #[test]
    fn points_are_those_of_the_stars_unless_given() {
        let assignment = parse("[points]\n\"3.2\" = 2.5").unwrap();
        assert_eq!(assignment.max_points(), 1.0 + 2.5 + 1.0);
    }

    #[test]
    fn a_secret_gives_everybody_other_cases_and_always_the_same() {
        let assignment = parse("secret = \"Jefe and twelve more\"").unwrap();
        assert_ne!(assignment.seed("ada"), assignment.seed("bob"));
        // python3 -c 'import hmac; print(int(hmac.digest(b"Jefe and twelve more", b"ada",
        // "sha256")[:8].hex(), 16))'
        assert_eq!(assignment.seed("ada"), 8_752_067_904_551_287_500);
        assert_eq!(parse("").unwrap().seed("ada"), 1);
    }

    #[test]
    fn due_is_in_a_time_zone() {
        let text = "due = \"2026-11-09 23:59\"\ntime_zone = \"Europe/Berlin\"";
        let due = parse(text).unwrap().due.unwrap();
        assert_eq!(due.to_string(), "2026-11-09T22:59:00Z");
    }
}
