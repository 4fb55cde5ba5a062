//! The numbers that the book quotes: `book/data/values.json`.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// The command behind values that no simpler command shows.
pub const PLOTS: &str = "cargo run --release --package plots";

/// An entry of `book/data/values.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub key: String,
    pub value: String,
    pub command: String,
}

/// How far a committed number may be from the one measured today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    Exact,
    /// At most this far above or below.
    Within(f64),
    /// At most this many times as large or as small: for errors that are rounding errors.
    Factor(f64),
}

/// A number measured today.
#[derive(Clone, Debug)]
pub struct Value {
    pub entry: Entry,
    number: f64,
    tolerance: Tolerance,
}

impl Value {
    /// A whole number that does not depend on rounding: 23,860.
    pub fn count(key: &str, command: &str, number: usize) -> Self {
        let text = grouped(number);
        Value::new(key, command, number as f64, text, Tolerance::Exact)
    }

    /// A whole number that may move by `most` where the last bits of a training run differ.
    pub fn near(key: &str, command: &str, number: usize, most: usize) -> Self {
        let tolerance = Tolerance::Within(most as f64);
        Value::new(key, command, number as f64, grouped(number), tolerance)
    }

    /// A number with the given decimals: 97.35.
    pub fn decimal(
        key: &str,
        command: &str,
        number: f64,
        decimals: usize,
        tolerance: Tolerance,
    ) -> Self {
        let text = format!("{number:.decimals$}").replace('-', "−");
        Value::new(key, command, number, text, tolerance)
    }

    /// An accuracy in per cent, which may move by four digits in 2,000.
    pub fn accuracy(key: &str, command: &str, per_cent: f64) -> Self {
        Value::decimal(key, command, per_cent, 2, Tolerance::Within(0.2))
    }

    /// A small number as a power of ten: 8.7 · 10⁻⁶.
    pub fn scientific(
        key: &str,
        command: &str,
        number: f64,
        tolerance: Tolerance,
    ) -> Self {
        let text = format!("{number:.1e}");
        let (digits, exponent) = text.split_once('e').expect("the form of {:e}");
        let exponent = exponent.parse().expect("a whole number");
        let text = format!("{digits} · {}", crate::draw::power(exponent));
        Value::new(key, command, number, text, tolerance)
    }

    /// The median of some runs, with the lowest and the highest in brackets: 97.40 (97.10–97.80).
    /// Another processor may end anywhere between them.
    pub fn spread(key: &str, command: &str, mut runs: Vec<f64>, decimals: usize) -> Self {
        runs.sort_by(f64::total_cmp);
        let (low, high) = (runs[0], runs[runs.len() - 1]);
        let median = runs[runs.len() / 2];
        let text = format!("{median:.decimals$} ({low:.decimals$}–{high:.decimals$})");
        let unit = 0.1_f64.powi(decimals as i32);
        let tolerance = Tolerance::Within((high - low).max(unit));
        Value::new(key, command, median, text, tolerance)
    }

    fn new(
        key: &str,
        command: &str,
        number: f64,
        text: String,
        tolerance: Tolerance,
    ) -> Self {
        let entry = Entry { key: key.into(), value: text, command: command.into() };
        Value { entry, number, tolerance }
    }

    pub fn key(&self) -> &str {
        &self.entry.key
    }

    /// What is wrong with a committed entry of this key, if anything is.
    pub fn fault(&self, committed: &Entry) -> Option<String> {
        let Entry { key, value, command } = committed;
        if *command != self.entry.command {
            return Some(format!(
                "value {key}: the command is `{command}`, now `{}`",
                self.entry.command
            ));
        }
        let agrees = match (read(value), self.tolerance) {
            (None, _) => false,
            (Some(_), Tolerance::Exact) => *value == self.entry.value,
            (Some(number), Tolerance::Within(most)) => {
                (number - self.number).abs() <= most
            }
            (Some(number), Tolerance::Factor(most)) => {
                (number / self.number).ln().abs() <= most.ln()
            }
        };
        (!agrees).then(|| {
            format!(
                "value {key}: {value} is committed, {} measured, tolerance {:?}",
                self.entry.value, self.tolerance
            )
        })
    }
}

/// The number that an entry's text stands for; of a spread, the median.
fn read(text: &str) -> Option<f64> {
    let text = text.split(" (").next()?;
    let digits = |text: &str| -> String {
        let digits = text.chars().filter(|&c| c != ',');
        digits.map(|c| if c == '−' { '-' } else { c }).collect()
    };
    match text.split_once(" · 10") {
        None => digits(text).parse().ok(),
        Some((factor, exponent)) => {
            let lower = |c| match c {
                '⁻' => Some('-'),
                _ => "⁰¹²³⁴⁵⁶⁷⁸⁹"
                    .chars()
                    .position(|raised| raised == c)
                    .and_then(|d| char::from_digit(d as u32, 10)),
            };
            let exponent: Option<String> = exponent.chars().map(lower).collect();
            format!("{}e{}", digits(factor), exponent?).parse().ok()
        }
    }
}

/// 23860 as "23,860".
pub fn grouped(n: usize) -> String {
    if n < 1000 {
        n.to_string()
    } else {
        format!("{},{:03}", grouped(n / 1000), n % 1000)
    }
}

/// All pages of the book: file name and text.
pub fn pages() -> Result<Vec<(String, String)>> {
    let directory = crate::book().join("src");
    let mut pages = Vec::new();
    for file in
        std::fs::read_dir(&directory).with_context(|| directory.display().to_string())?
    {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let text = std::fs::read_to_string(&path)
                .with_context(|| path.display().to_string())?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            pages.push((name.into_owned(), text));
        }
    }
    pages.sort();
    Ok(pages)
}

/// Where `directive` stands: page and line, as often as it does.
pub fn places(pages: &[(String, String)], directive: &str) -> Vec<String> {
    let lines = pages.iter().flat_map(|(name, text)| {
        (1..).zip(text.lines()).map(move |(number, line)| (name, number, line))
    });
    lines
        .filter(|(_, _, line)| line.contains(directive))
        .map(|(name, number, _)| format!("book/src/{name}:{number}"))
        .collect()
}

/// All committed entries, the authors' own among them.
pub fn committed() -> Result<Vec<Entry>> {
    let file = crate::book().join("data/values.json");
    let text = match std::fs::read_to_string(&file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok(Vec::new());
        }
        text => text.with_context(|| file.display().to_string())?,
    };
    serde_json::from_str(&text).with_context(|| file.display().to_string())
}

/// Puts `measured` in the place of committed entries with the same key, or at the end. The
/// authors' own entries stay; of the measured ones only those `wanted` are kept.
pub fn update(measured: &[Value], wanted: impl Fn(&str) -> bool) -> Result<()> {
    let mut entries = committed()?;
    for Value { entry, .. } in measured {
        match entries.iter_mut().find(|committed| committed.key == entry.key) {
            Some(committed) => *committed = entry.clone(),
            None => entries.push(entry.clone()),
        }
    }
    entries.retain(|entry| {
        wanted(&entry.key) || measured.iter().all(|value| value.entry.key != entry.key)
    });
    let file = crate::book().join("data/values.json");
    let lines: Vec<String> = entries
        .iter()
        .map(|entry| Ok(format!("  {}", serde_json::to_string(entry)?)))
        .collect::<Result<_>>()?;
    std::fs::write(&file, format!("[\n{}\n]\n", lines.join(",\n")))
        .with_context(|| file.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_written() {
        let values = [
            (Value::count("key", PLOTS, 23_860), "23,860"),
            (Value::decimal("key", PLOTS, -0.25, 2, Tolerance::Exact), "−0.25"),
            (Value::scientific("key", PLOTS, 8.7e-6, Tolerance::Exact), "8.7 · 10⁻⁶"),
            (Value::spread("key", PLOTS, vec![3.0, 1.0, 2.5], 1), "2.5 (1.0–3.0)"),
        ];
        for (value, text) in values {
            assert_eq!(value.entry.value, text);
            assert_eq!(read(text), Some(value.number), "{text}");
            assert_eq!(value.fault(&value.entry), None, "{text}");
        }
    }

    #[test]
    fn a_committed_number_may_differ_by_the_tolerance_and_no_more() {
        let committed = |text: &str| Entry {
            key: "key".into(),
            value: text.into(),
            command: PLOTS.into(),
        };
        let accuracy = Value::accuracy("key", PLOTS, 97.35);
        assert_eq!(accuracy.fault(&committed("97.50")), None);
        assert!(accuracy.fault(&committed("97.60")).is_some());
        let error = Value::scientific("key", PLOTS, 2e-9, Tolerance::Factor(5.0));
        assert_eq!(error.fault(&committed("9.0 · 10⁻⁹")), None);
        assert!(error.fault(&committed("1.1 · 10⁻⁸")).is_some());
        assert!(error.fault(&committed("small")).is_some());
    }
}
