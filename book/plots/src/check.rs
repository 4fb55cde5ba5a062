//! Is what the book shows still what comes out today?

use anyhow::{Context, Result};

use crate::values::{self, Entry, Value};
use crate::{Figure, PLOTS, Plot, book};

/// Draws and measures `plots` again and says where the committed figures and values differ: a
/// line for each difference, none if all is current.
///
/// A value that is measured and not committed is no fault: the book quotes what it needs.
///
/// # Errors
/// If `values.json` cannot be read.
pub fn check(plots: &[Plot]) -> Result<Vec<String>> {
    let (committed, pages) = (values::committed()?, values::pages()?);
    let places = |directive: String| values::places(&pages, &directive).join(", ");
    let mut faults = Vec::new();
    let mut measured = Vec::new();
    for (Plot { name, tolerance, .. }, figure) in plots.iter().zip(drawn(plots)) {
        let file = book().join(format!("figures/{name}.svg"));
        let fault = match std::fs::read_to_string(&file) {
            Ok(svg) => difference(&svg, &figure.svg, *tolerance),
            Err(error) => Some(error.to_string()),
        };
        let place = places(format!(" {name} \""));
        faults.extend(fault.map(|fault| format!("{place}: figure {name}: {fault}")));
        measured.extend(figure.values);
    }
    let all = plots.len() == PLOTS.len();
    faults.extend(committed.iter().filter_map(|entry| {
        let place = places(format!("{{{{value {}}}}}", entry.key));
        value_fault(entry, &measured, all).map(|fault| format!("{place}: {fault}"))
    }));
    Ok(faults)
}

/// Draws `plots`, all at the same time.
fn drawn(plots: &[Plot]) -> Vec<Figure> {
    std::thread::scope(|scope| {
        let figures: Vec<_> = plots.iter().map(|plot| scope.spawn(plot.draw)).collect();
        figures
            .into_iter()
            .map(|figure| figure.join().expect("drawing does not panic"))
            .collect()
    })
}

/// What is wrong with a committed value. If `all` is measured, one that says it is measured here
/// must be.
fn value_fault(committed: &Entry, measured: &[Value], all: bool) -> Option<String> {
    match measured.iter().find(|value| value.entry.key == committed.key) {
        Some(value) => value.fault(committed),
        None if all && committed.command.starts_with(values::PLOTS) => {
            Some(format!("value {}: no longer measured", committed.key))
        }
        None => None,
    }
}

/// The attributes of an element that are places or lengths.
const GEOMETRY: [&str; 6] = ["d", "x", "y", "cx", "cy", "transform"];

/// The first difference between two drawings, if there is one: coordinates may be `tolerance`
/// apart, everything else must be the same.
fn difference(committed: &str, today: &str, tolerance: f64) -> Option<String> {
    for (number, (old, new)) in (1..).zip(committed.lines().zip(today.lines())) {
        if let Err(reason) = compare(old, new, tolerance) {
            let short = |line: &str| line.chars().take(80).collect::<String>();
            return Some(format!(
                "line {number}: {reason}\n  committed {}\n  today     {}",
                short(old),
                short(new)
            ));
        }
    }
    let (old, new) = (committed.lines().count(), today.lines().count());
    (old != new).then(|| format!("{old} lines are committed, {new} come out today"))
}

/// Compares an element with another, attribute by attribute.
fn compare(old: &str, new: &str, tolerance: f64) -> Result<(), String> {
    let (old, new): (Vec<_>, Vec<_>) =
        (old.split('"').collect(), new.split('"').collect());
    if old.len() != new.len() {
        return Err("another element".into());
    }
    // Every second part is the value of the attribute that the part before it ends with.
    for (i, (value, other)) in old.iter().zip(&new).enumerate() {
        let name = if i % 2 == 1 { old[i - 1].trim_end_matches('=') } else { "" };
        let name = name.rsplit(' ').next().expect("there is a last part");
        if !GEOMETRY.contains(&name) {
            if value != other {
                return Err(format!("`{value}` is now `{other}`"));
            }
            continue;
        }
        let (numbers, others) = (numbers(value), numbers(other));
        if numbers.len() != others.len() {
            return Err(format!(
                "`{name}` has {} numbers, now {}",
                numbers.len(),
                others.len()
            ));
        }
        let near = |(a, b): &(&f64, &f64)| (*a - *b).abs() <= tolerance;
        if let Some((a, b)) = numbers.iter().zip(&others).find(|pair| !near(pair)) {
            return Err(format!("`{name}`: {a} is now {b}, more than {tolerance} away"));
        }
    }
    Ok(())
}

/// The numbers in a path or transformation.
fn numbers(text: &str) -> Vec<f64> {
    let parts = text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'));
    parts.filter_map(|part| part.parse().ok()).collect()
}

/// Draws and measures `plots` and writes it into the book: of the values those that a page
/// quotes, or all of them.
///
/// # Errors
/// If a page cannot be read or a file cannot be written.
pub fn redraw(plots: &[Plot], all_values: bool) -> Result<()> {
    let figures = book().join("figures");
    std::fs::create_dir_all(&figures).with_context(|| figures.display().to_string())?;
    let mut measured = Vec::new();
    for (Plot { name, .. }, figure) in plots.iter().zip(drawn(plots)) {
        let file = figures.join(format!("{name}.svg"));
        std::fs::write(&file, &figure.svg).with_context(|| file.display().to_string())?;
        println!("{name}");
        measured.extend(figure.values);
    }
    let pages = values::pages()?;
    values::update(&measured, |key| {
        let directive = format!("{{{{value {key}}}}}");
        all_values || !values::places(&pages, &directive).is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "<path d=\"M1.0 2.0L3.0 4.0\" style=\"stroke:var(--fig-1)\"/>";

    #[test]
    fn coordinates_may_move_by_the_tolerance_and_no_further() {
        let moved = LINE.replace("L3.0", "L3.9");
        assert_eq!(difference(LINE, &moved, 1.0), None);
        let moved = LINE.replace("L3.0", "L4.1");
        assert!(difference(LINE, &moved, 1.0).is_some());
        let no_number = LINE.replace("L3.0", "LNaN");
        assert!(difference(LINE, &no_number, 1.0).is_some());
    }

    #[test]
    fn everything_else_must_be_the_same() {
        let others = [
            LINE.replace("fig-1", "fig-2"),
            LINE.replace("L3.0 4.0", ""),
            LINE.replace("path", "text"),
            format!("{LINE}\n{LINE}"),
        ];
        for other in others {
            assert!(difference(LINE, &other, 1.0).is_some(), "{other}");
        }
    }
}
