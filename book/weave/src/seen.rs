//! What training runs with a mistake showed, beside the right program.

use std::fmt::Write;

use crate::data::{Measured, Symptom, Symptoms};
use crate::html::{escape, sentence};

/// The size of a curve, in units of its drawing.
const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 44.0;

/// The table of all that can be seen, with the mistakes that show it as links into this page.
pub fn table(symptoms: &Symptoms) -> String {
    let mut kinds: Vec<&str> = Vec::new();
    for symptom in &symptoms.mistakes {
        if !kinds.contains(&&symptom.seen[..]) {
            kinds.push(&symptom.seen);
        }
    }
    let of = |kind: &str| {
        symptoms
            .mistakes
            .iter()
            .filter(|symptom| symptom.seen == kind)
            .collect::<Vec<_>>()
    };
    kinds.sort_by_key(|kind| std::cmp::Reverse(of(kind).len()));
    let mut table = String::from(
        "| A learning curve shows | mistakes | of them pass the gradient check |\n|---|--:|--:|\n",
    );
    for kind in kinds {
        let of = of(kind);
        let passes =
            of.iter().filter(|symptom| symptom.measured.gradient_check == "passes");
        let _ = writeln!(table, "| {kind} | {} | {} |", of.len(), passes.count());
    }
    table + "\n"
}

/// What can be seen, as choices in the field that filters.
pub fn choices(symptoms: &Symptoms) -> String {
    let mut kinds: Vec<&str> =
        symptoms.mistakes.iter().map(|symptom| &symptom.seen[..]).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.iter().map(|kind| format!("<option>{kind}</option>\n")).collect()
}

/// The measured part of an entry of the atlas. `exercise` is a link in Markdown.
pub fn measured(
    symptom: &Symptom,
    right: &Measured,
    runs: usize,
    exercise: &str,
) -> String {
    let Symptom { seen, measured, .. } = symptom;
    let head = format!(
        "**What was seen** <span class=\"seen\" data-seen=\"{seen}\">in {runs} training \
         runs, made in</span> {exercise}**:** {seen}."
    );
    let check = sentence(&measured.gradient_check);
    if let Some(panic) = &measured.panic {
        let words = panic.lines().next().unwrap_or_default();
        return format!(
            "{head} The program stops with `{}`\n\n",
            words.replace('`', "'")
        );
    }
    let last = |numbers: &[Option<f64>]| number(numbers.last().copied().flatten());
    let steps = |of: &Measured| {
        let steps: Vec<_> = of.first_steps.iter().map(|step| number(*step)).collect();
        steps.join(" and ")
    };
    format!(
        "{}{head}\nAccuracy {} (right: {}), cost {} (right: {}). The gradient check: {check}. In \
         the first three steps the weights of the two layers move by {} of their size (right: \
         {}).\n\n",
        curve(measured, right),
        last(&measured.accuracy),
        last(&right.accuracy),
        last(&measured.cost),
        last(&right.cost),
        steps(measured),
        steps(right),
    )
}

/// A number as it is read: 0.852, 204, 6,600 or 1.7 · 10⁸.
fn number(number: Option<f64>) -> String {
    match number {
        None => "not a number".into(),
        Some(x) if x != 0.0 && !(1e-3..1e5).contains(&x.abs()) => {
            let text = format!("{x:.1e}").replace('-', "−");
            let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
            format!("{digits} · 10<sup>{power}</sup>")
        }
        Some(x) => format!("{x}").replace('-', "−"),
    }
}

/// The two curves of the accuracy, small: the right one pale.
fn curve(measured: &Measured, right: &Measured) -> String {
    let line = |of: &Measured| {
        let points = of.accuracy.iter().enumerate().filter_map(|(k, accuracy)| {
            let x = WIDTH * k as f64 / (of.accuracy.len() - 1).max(1) as f64;
            let y = HEIGHT * (1.0 - (*accuracy)?.clamp(0.0, 1.0));
            Some(format!("{x:.1},{y:.1}"))
        });
        points.collect::<Vec<_>>().join(" ")
    };
    format!(
        "<svg class=\"curve\" role=\"img\" viewBox=\"-2 -2 {} {}\">\
         <title>{}</title>\
         <path d=\"M0 0V{HEIGHT}H{WIDTH}\"/>\
         <polyline points=\"{}\"/><polyline points=\"{}\"/></svg>\n",
        WIDTH + 4.0,
        HEIGHT + 4.0,
        escape(
            "Accuracy by epoch: pale the right program, strong the one with the mistake"
        ),
        line(right),
        line(measured),
    )
}
