//! Puts together what the other modules make: from the pages as written to the pages that
//! mdBook renders.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::boxes;
use crate::data::{Data, Value};
use crate::directive::{self, Block, Inline};
use crate::examinations;
use crate::fault::Report;
use crate::html::{capitalised, escape, escape_between_tags, number, sentence};
use crate::inline;
use crate::labels::{Label, Labels};
use crate::links::Link;
use crate::listing::listing;
use crate::live::Scripts;
use crate::math::{MathError, Typesetter};
use crate::page::Page;
use crate::scan::{Found, Raw, Scan, mark};
use crate::sources::Sources;

/// What weaving needs, and what it gathers on its way.
#[derive(Debug)]
pub struct Weaver<'a> {
    pub root: &'a Path,
    pub data: &'a Data,
    pub labels: &'a Labels,
    pub typesetter: Typesetter,
    pub sources: Sources,
    /// The code of the figures that move.
    pub scripts: Scripts,
    pub links: Vec<Link>,
    /// The keys of the values quoted.
    pub used: BTreeSet<String>,
    /// The characters of the formulas.
    pub characters: BTreeSet<char>,
    pub report: &'a mut Report,
}

impl Weaver<'_> {
    /// The page with all its directives and formulas carried out.
    pub fn page(&mut self, page: &Page, scan: &Scan) -> String {
        for (line, message) in &scan.faults {
            self.report.fault(&page.place(*line), message);
        }
        let mut text = self.markdown(page, &scan.text, 1);
        let mut blocks = Blocks::default();
        for (i, found) in scan.blocks.iter().enumerate() {
            let block = self.block(page, found, &mut blocks);
            let mark = format!("{}{}", found.prefix, mark(i));
            text = text.replacen(&mark, &indented(&block, &found.prefix), 1);
        }
        for (line, name) in blocks.open {
            self.report.fault(&page.place(line), format!("{{{{{name}}}}} is not closed"));
        }
        self.unnamed_equation(page, blocks.equation);
        text
    }

    /// Carries out what stands within Markdown that starts at this line of the page.
    fn markdown(&mut self, page: &Page, text: &str, first_line: usize) -> String {
        let inside = inline::read(text);
        let line = |at: usize| first_line + text[..at].matches('\n').count();
        for (at, message) in inside.faults {
            self.report.fault(&page.place(line(at)), message);
        }
        for (at, to) in inside.links {
            self.links.push(Link {
                place: page.place(line(at)),
                from: page.path.clone(),
                to,
            });
        }
        let mut edits = Vec::new();
        for (range, latex) in inside.formulas {
            let html = self.formula(page, &latex, line(range.start), Typesetter::inline);
            let (range, before, after) = inline::with_punctuation(text, range);
            let html = escape_between_tags(&html);
            edits.push(match (before, after) {
                ("", "") => (range, html),
                _ => (range, boxes::unbroken(&format!("{before}{html}{after}"))),
            });
        }
        for (range, inner) in inside.directives {
            let markdown =
                directive::inline(&inner).and_then(|it| self.inline(page, &it));
            match markdown {
                Ok(markdown) => edits.push((range, markdown)),
                Err(message) => {
                    self.report.fault(&page.place(line(range.start)), message)
                }
            }
        }
        for at in inside.per_cents {
            edits.push((at..at + 1, "\u{a0}".into()));
        }
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        let mut text = text.to_string();
        for (range, markdown) in edits {
            text.replace_range(range, &markdown);
        }
        text
    }

    pub fn inline(&mut self, page: &Page, directive: &Inline) -> Result<String, String> {
        let link = |text: &str, label: &Label, id: String| {
            format!("[{text}]({})", page.link_to(&label.page, &id))
        };
        match directive {
            Inline::Equation(name) => match self.labels.equations.get(name) {
                Some(label) => Ok(link(name, label, format!("eq-{name}"))),
                None => Err(format!("there is no equation `{name}`")),
            },
            Inline::Exercise(id) => match self.labels.exercises.get(id) {
                Some(label) => {
                    Ok(link(&format!("exercise {id}"), label, boxes::exercise_id(id)))
                }
                None => Err(format!("exercise `{id}` is on no page")),
            },
            Inline::Figure(name) => match self.labels.figures.get(name) {
                Some(label) => Ok(link(
                    &format!("Figure {}", label.number),
                    label,
                    format!("fig-{name}"),
                )),
                None => Err(format!("there is no figure `{name}`")),
            },
            Inline::Mistake(slug) => self.mistake(page, slug, str::to_owned),
            Inline::CapitalMistake(slug) => self.mistake(page, slug, capitalised),
            Inline::Value(key) => {
                let value = self.value(key)?;
                let (command, text) = (escape(&value.command), number(&value.value));
                Ok(format!("<span class=\"value\" title=\"{command}\">{text}</span>"))
            }
        }
    }

    /// The name of a mistake, in the given `case`, as a link to the atlas.
    fn mistake(
        &self,
        page: &Page,
        slug: &str,
        case: fn(&str) -> String,
    ) -> Result<String, String> {
        let mistake = self.data.mistakes.iter().find(|mistake| mistake.slug == slug);
        let mistake = mistake.ok_or_else(|| format!("there is no mistake `{slug}`"))?;
        let atlas = self.labels.atlas.as_ref().ok_or("no page holds the {{atlas}}")?;
        let name = sentence(&case(&mistake.name));
        Ok(format!("[{name}]({})", page.link_to(&atlas.page, slug)))
    }

    fn value(&mut self, key: &str) -> Result<&Value, String> {
        let value = self.data.values.iter().find(|value| value.key == key);
        let value = value.ok_or_else(|| format!("there is no value `{key}`"))?;
        self.used.insert(key.into());
        Ok(value)
    }

    /// Sets a formula; `{{value key}}` may stand in it.
    fn formula(
        &mut self,
        page: &Page,
        latex: &str,
        line: usize,
        set: fn(&Typesetter, &str) -> Result<String, MathError>,
    ) -> String {
        let mut latex = latex.to_string();
        while let Some(start) = latex.find("{{value ")
            && let Some(length) = latex[start..].find("}}")
        {
            let key = latex[start + "{{value ".len()..start + length].trim().to_string();
            let value = match self.value(&key) {
                Ok(value) => value.value.clone(),
                Err(message) => {
                    self.report.fault(&page.place(line), message);
                    "0".into()
                }
            };
            latex.replace_range(start..start + length + 2, &value);
        }
        match set(&self.typesetter, &latex) {
            Ok(mathml) => {
                self.characters.extend(mathml.chars());
                mathml
            }
            Err(MathError { offset, message }) => {
                let before = latex.get(..offset).unwrap_or(&latex);
                let line = line + before.matches('\n').count();
                let message = format!("formula `{}`: {message}", latex.trim());
                self.report.fault(&page.place(line), message);
                String::new()
            }
        }
    }

    fn block(&mut self, page: &Page, found: &Found, blocks: &mut Blocks) -> String {
        let place = page.place(found.line);
        let inner = match &found.raw {
            Raw::Formula(latex) => {
                let mathml = self.formula(page, latex, found.line, Typesetter::display);
                return match blocks.equation.take() {
                    Some((_, name, title)) => {
                        boxes::equation(&name, title.as_deref(), &mathml)
                    }
                    None => boxes::display(&mathml),
                };
            }
            Raw::Directive(inner) => inner,
        };
        self.unnamed_equation(page, blocks.equation.take());
        let woven = directive::block(inner).and_then(|block| match block {
            Block::Code(code) => listing(&code, &mut self.sources),
            Block::Exercise(id) => {
                let exercise =
                    self.data.exercises.iter().find(|exercise| exercise.id == id);
                exercise
                    .map(boxes::exercise)
                    .ok_or_else(|| format!("there is no exercise `{id}`"))
            }
            Block::Figure { name, caption, live } => {
                let file = format!("book/figures/{name}.svg");
                let svg = fs::read_to_string(
                    self.root.join("figures").join(format!("{name}.svg")),
                )
                .map_err(|error| format!("cannot read {file}: {error}"))?;
                let svg = crate::figure::svg(&svg, &format!("fig-{name}"))
                    .map_err(|error| format!("{file} {error}"))?;
                let caption = self.markdown(page, &caption, found.line);
                let live = match live {
                    Some(live) => Some((
                        self.scripts.in_order(&live.module)?,
                        self.markdown(page, &live.caption, found.line),
                    )),
                    None => None,
                };
                let live =
                    live.as_ref().map(|(scripts, caption)| (&**scripts, &**caption));
                let number = &self.labels.figures[&name].number;
                Ok(boxes::figure(&name, number, &svg, &caption, live))
            }
            Block::Equation { name, title } => {
                blocks.equation = Some((found.line, name, title));
                Ok(String::new())
            }
            Block::Start { name, title } => {
                blocks.open.push((found.line, name));
                Ok(boxes::start(name, &title))
            }
            Block::End(name) => match blocks.open.pop() {
                Some((_, open)) if open == name => Ok(boxes::end(name).into()),
                _ => Err(format!("{{{{/{name}}}}} closes nothing")),
            },
            Block::Atlas => Ok(self.atlas(page)),
            Block::Certificate => self.certificate(page),
            Block::Examinations => Ok(examinations::table(&self.data.examinations)),
        });
        woven.unwrap_or_else(|message| {
            self.report.fault(&place, format!("{{{{{}}}}}: {message}", inner.trim()));
            String::new()
        })
    }

    fn unnamed_equation(
        &mut self,
        page: &Page,
        equation: Option<(usize, String, Option<String>)>,
    ) {
        if let Some((line, name, _)) = equation {
            let message =
                format!("{{{{equation {name}}}}} names the `$$` block that follows it");
            self.report.fault(&page.place(line), message);
        }
    }
}

/// The blocks of a page that wait for their other half.
#[derive(Default)]
struct Blocks {
    /// Folds and boxes that are open, with the lines where they start.
    open: Vec<(usize, &'static str)>,
    /// The name for the next formula: line, name, title.
    equation: Option<(usize, String, Option<String>)>,
}

/// The block between empty lines, each line behind the prefix.
fn indented(block: &str, prefix: &str) -> String {
    let mut text = format!("{}\n", prefix.trim_end());
    for line in block.lines() {
        text += format!("{prefix}{line}").trim_end();
        text.push('\n');
    }
    text + prefix.trim_end()
}
