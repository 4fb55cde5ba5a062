//! `{{examinations}}`: the experiments of the clinic, and what they tell apart.

use std::fmt::Write;

use crate::data::Examination;
use crate::html::sentence;

/// A table with a line for each, those that tell most apart first.
pub fn table(examinations: &[Examination]) -> String {
    let mut sorted: Vec<_> = examinations.iter().collect();
    sorted.sort_by_key(|examination| std::cmp::Reverse(examination.apart));
    let mut table =
        "| Examination | Min. | Notices | Pairs told apart |\n|---|--:|--:|--:|\n"
            .to_owned();
    for Examination { name, minutes, asks, notices, apart } in sorted {
        let asks = sentence(asks);
        let _ =
            writeln!(table, "| `{name}`: {asks} | {minutes} | {notices} | {apart} % |");
    }
    table
}
