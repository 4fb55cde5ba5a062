//! Where everything that can be referred to is placed.

use std::collections::BTreeMap;

use crate::data::Data;
use crate::directive::{self, Block};
use crate::fault::Report;
use crate::page::Page;
use crate::scan::{Raw, Scan};

/// The place of an equation, an exercise or a figure.
#[derive(Clone, Debug)]
pub struct Label {
    /// The path of its page.
    pub page: String,
    pub line: usize,
    /// `3.1` for the first figure of chapter 3; empty for the others.
    pub number: String,
}

/// The labels of the whole book.
#[derive(Debug, Default)]
pub struct Labels {
    pub equations: BTreeMap<String, Label>,
    pub exercises: BTreeMap<String, Label>,
    pub figures: BTreeMap<String, Label>,
    /// The title of each page, by its path.
    pub titles: BTreeMap<String, String>,
    pub atlas: Option<Label>,
}

/// Collects the labels; one that is given twice is a fault.
pub fn collect(pages: &[(Page, Scan)], report: &mut Report) -> Labels {
    let mut labels = Labels::default();
    for (page, scan) in pages {
        let mut figures = 0;
        if let Some(title) = page.text.lines().find_map(|line| line.strip_prefix("# ")) {
            labels.titles.insert(page.path.clone(), title.into());
        }
        for found in &scan.blocks {
            let Raw::Directive(inner) = &found.raw else { continue };
            let mut label = Label {
                page: page.path.clone(),
                line: found.line,
                number: String::new(),
            };
            let (map, name) = match directive::block(inner) {
                Ok(Block::Equation { name, .. }) => (&mut labels.equations, name),
                Ok(Block::Exercise(id)) => (&mut labels.exercises, id),
                Ok(Block::Figure { name, .. }) => {
                    figures += 1;
                    label.number = match &page.number {
                        Some(chapter) => format!("{chapter}.{figures}"),
                        None => figures.to_string(),
                    };
                    (&mut labels.figures, name)
                }
                Ok(Block::Atlas) => {
                    if let Some(first) = labels.atlas.replace(label) {
                        let message =
                            format!("{{{{atlas}}}} is in {} already", first.page);
                        report.fault(&page.place(found.line), message);
                    }
                    continue;
                }
                _ => continue,
            };
            if let Some(first) = map.insert(name.clone(), label) {
                let message = format!(
                    "`{name}` is placed twice: first in {}:{}",
                    first.page, first.line
                );
                report.fault(&page.place(found.line), message);
            }
        }
    }
    labels
}

/// Checks that every exercise and the atlas have their place.
pub fn check(labels: &Labels, data: &Data, report: &mut Report) {
    let place = crate::fault::Place::new("book/src/SUMMARY.md", 1);
    for exercise in &data.exercises {
        if !labels.exercises.contains_key(&exercise.id) {
            report.missing(&place, format!("exercise {} is on no page", exercise.id));
        }
    }
    if labels.atlas.is_none() && !data.mistakes.is_empty() {
        report.missing(&place, "the atlas of mistakes is on no page: {{atlas}}");
    }
}
