//! The whole book: reads it, weaves it, checks it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Parser, Tag};

use crate::data::Data;
use crate::fault::{Fault, Place, Report};
use crate::items;
use crate::labels;
use crate::links;
use crate::listing::range;
use crate::live::Scripts;
use crate::math::Typesetter;
use crate::page::Page;
use crate::scan::{Scan, scan};
use crate::sources::Sources;
use crate::weaver::Weaver;

/// What came of the pages.
#[derive(Debug)]
pub struct Woven {
    /// The Markdown for mdBook, page by page.
    pub pages: Vec<String>,
    /// The characters that the formulas need.
    pub characters: BTreeSet<char>,
    /// The code of the figures that move: name and text of each script.
    pub scripts: BTreeMap<String, String>,
    pub faults: Vec<Fault>,
    /// What a draft still lacks.
    pub notes: Vec<Fault>,
    pub draft: bool,
    /// For each taught file: its lines with text, and how many of them are shown or excepted.
    pub shown: BTreeMap<String, (usize, usize)>,
}

/// The pages that `src/SUMMARY.md` of this book lists.
pub fn pages(root: &Path) -> std::io::Result<Vec<Page>> {
    let src = root.join("src");
    let summary = fs::read_to_string(src.join("SUMMARY.md"))?;
    let mut pages = Vec::new();
    let (mut depth, mut chapters) = (0, 0);
    for event in Parser::new(&summary) {
        match event {
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(pulldown_cmark::TagEnd::List(_)) => depth -= 1,
            Event::Start(Tag::Link { dest_url, .. }) => {
                chapters += usize::from(depth == 1);
                let number = (depth > 0).then(|| chapters.to_string());
                let text = fs::read_to_string(src.join(&*dest_url))?;
                pages.push(Page { path: dest_url.into_string(), number, text });
            }
            _ => {}
        }
    }
    Ok(pages)
}

/// Weaves the pages of the book at `root`, whose parent is the workspace.
pub fn weave(root: &Path, pages: Vec<Page>) -> Woven {
    let mut report = Report::default();
    let data = Data::read(root, &mut report);
    let pages: Vec<(Page, Scan)> =
        pages.into_iter().map(|p| (p.clone(), scan(&p.text))).collect();
    let labels = labels::collect(&pages, &mut report);
    labels::check(&labels, &data, &mut report);
    let typesetter = Typesetter::new(&data.settings.macros).unwrap_or_else(|message| {
        report.fault(&Place::new("book/data/weave.json", 1), message);
        Typesetter::new(&BTreeMap::new()).expect("no macro can be wrong")
    });
    let mut weaver = Weaver {
        root,
        data: &data,
        labels: &labels,
        typesetter,
        sources: Sources::new(&workspace(root)),
        scripts: Scripts::new(root),
        links: Vec::new(),
        used: BTreeSet::new(),
        characters: BTreeSet::new(),
        report: &mut report,
    };
    let woven: Vec<String> =
        pages.iter().map(|(page, scan)| weaver.page(page, scan)).collect();
    let Weaver { sources, scripts, links, used, characters, .. } = weaver;

    unlisted(&root.join("src"), &pages, &mut report);
    let paths = pages.iter().map(|(page, _)| page.path.clone());
    let ids = paths.zip(woven.iter().map(|page| links::ids(page))).collect();
    links::check(&links, &ids, &root.join("src"), &mut report);
    for value in data.values.iter().filter(|value| !used.contains(&value.key)) {
        let place = Place::new("book/data/values.json", 1);
        report.missing(&place, format!("the value `{}` is quoted on no page", value.key));
    }
    let shown = coverage(&data, sources, &mut report);
    report.faults.sort();
    report.faults.dedup();
    let Report { faults, notes, draft } = report;
    let scripts = scripts.finish();
    Woven { pages: woven, characters, scripts, faults, notes, draft, shown }
}

/// Checks that the summary lists every page there is.
fn unlisted(src: &Path, pages: &[(Page, Scan)], report: &mut Report) {
    for entry in fs::read_dir(src).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let listed =
            name == "SUMMARY.md" || pages.iter().any(|(page, _)| page.path == name);
        if name.ends_with(".md") && !listed {
            let place = Place::new(format!("book/src/{name}"), 1);
            report.missing(&place, "SUMMARY.md does not list this page");
        }
    }
}

fn workspace(root: &Path) -> PathBuf {
    root.join("..")
}

/// Checks that every line of the taught files is shown or excepted with a reason.
fn coverage(
    data: &Data,
    mut sources: Sources,
    report: &mut Report,
) -> BTreeMap<String, (usize, usize)> {
    for exception in &data.not_shown {
        if let Err(message) = except(exception, &mut sources) {
            report.fault(&Place::new("book/data/not_shown.json", 1), message);
        }
    }
    let mut shown = BTreeMap::new();
    let taught =
        data.settings.taught.iter().flat_map(|folder| sources.rust_files(folder));
    for file in taught.collect::<Vec<_>>() {
        let source = sources.get(&file).expect("it was just listed");
        let lines = source.text.lines().filter(|line| !line.trim().is_empty()).count();
        let mut missing = 0;
        for run in source.not_shown() {
            let texts =
                source.text.lines().skip(run.start() - 1).take(run.clone().count());
            missing += texts.filter(|line| !line.trim().is_empty()).count();
            let message = format!("lines {} are on no page", range(&run));
            report.missing(&Place::new(&file, *run.start()), message);
        }
        shown.insert(file, (lines, lines - missing));
    }
    shown
}

fn except(
    exception: &crate::data::NotShown,
    sources: &mut Sources,
) -> Result<(), String> {
    if exception.reason.trim().is_empty() {
        return Err(format!("{} is excepted without a reason", exception.file));
    }
    let source = sources.get(&exception.file)?;
    let mut lines = Vec::new();
    for name in &exception.items {
        let found = items::find(source.items()?, name)
            .map_err(|error| format!("{} {error}", exception.file))?;
        lines.extend(found.into_iter().map(|item| item.lines.clone()));
    }
    if exception.items.is_empty() {
        lines.push(1..=source.text.lines().count());
    }
    if lines.iter().all(|lines| lines.clone().all(|line| source.shown.contains(&line))) {
        return Err(format!("{} is excepted and yet shown", exception.file));
    }
    lines.into_iter().for_each(|lines| source.show(lines));
    Ok(())
}
