//! `{{atlas}}`: the mistakes that the grader knows, for the reader.

use crate::data::{Mistake, Symptoms};
use crate::directive::Inline;
use crate::fault::Place;
use crate::html::{capitalised, escape, sentence};
use crate::links::Link;
use crate::page::Page;
use crate::seen;
use crate::weaver::Weaver;

/// A field that shows the entries with some words, and a choice by what is seen. The script of the
/// theme brings it to life; without scripts it is not seen.
fn filter(choices: &str) -> String {
    format!(
        r#"<form class="filter" role="search" hidden>
<label>Show the mistakes with the words <input type="search" placeholder="nan transpose 3.5"></label>
<label>A learning curve shows <select>
<option value="">anything</option>
{choices}</select></label>
<output></output>
</form>

"#
    )
}

impl Weaver<'_> {
    /// All entries in the grader's order, under the chapters in which they come up first.
    pub fn atlas(&mut self, page: &Page) -> String {
        let mut atlas = seen::table(&self.data.symptoms);
        atlas += &filter(&seen::choices(&self.data.symptoms));
        let mut last = None;
        for mistake in &self.data.mistakes {
            let chapter = mistake.exercises.first().and_then(|id| id.split('.').next());
            if chapter != last {
                atlas += &self.chapter_heading(mistake);
                last = chapter;
            }
            let place = Place::new("book/data/mistakes.json", 1);
            let mut exercises = Vec::new();
            for id in &mistake.exercises {
                match self.inline(page, &Inline::Exercise(id.clone())) {
                    Ok(link) => exercises.push(link),
                    Err(message) => {
                        self.report
                            .missing(&place, format!("{}: {message}", mistake.slug));
                        exercises.push(format!("exercise {id}"));
                    }
                }
            }
            let measured = self.measured(mistake, &exercises);
            self.links.push(Link {
                place,
                from: page.path.clone(),
                to: mistake.page.clone(),
            });
            let read = format!("[the page]({})", mistake.page);
            atlas += &entry(mistake, &measured, &exercises.join(", "), &read);
            atlas.push('\n');
        }
        atlas
    }

    /// What training runs with this mistake showed, if there were any. `exercises` are the links to
    /// its exercises.
    fn measured(&self, mistake: &Mistake, exercises: &[String]) -> String {
        let Symptoms { runs, right, mistakes } = &self.data.symptoms;
        let symptom = mistakes.iter().find(|symptom| symptom.slug == mistake.slug);
        let Some(symptom) = symptom else { return String::new() };
        let mut known = self.data.exercises.iter();
        let made_in = known.find(|exercise| exercise.name == symptom.exercise);
        let id = made_in.map(|exercise| &exercise.id);
        let at = mistake.exercises.iter().position(|exercise| Some(exercise) == id);
        match (right.get(&symptom.ward), at) {
            (Some(right), Some(at)) => {
                seen::measured(symptom, right, *runs, &exercises[at])
            }
            _ => String::new(),
        }
    }

    /// The number and title of the chapter with the first exercise of the mistake.
    fn chapter_heading(&self, mistake: &Mistake) -> String {
        let id = mistake.exercises.first().map_or("", |id| id);
        let number = id.split('.').next().unwrap_or_default();
        let label = self.labels.exercises.get(id);
        let title = label.and_then(|label| self.labels.titles.get(&label.page));
        let title = title.map(|title| format!(": {}", escape(title))).unwrap_or_default();
        format!("## Chapter {number}{title} {{#chapter-{number}}}\n\n")
    }
}

/// One entry of the atlas. `measured`, `exercises` and `page` are Markdown.
fn entry(mistake: &Mistake, measured: &str, exercises: &str, page: &str) -> String {
    format!(
        "### {name} {{#{slug}}}\n\n{what}\n\n\
         **Why it happens.** {why}\n\n**How it shows.** {symptom}\n\n{measured}\
         **Where.** {exercises} · **Read:** {page}\n",
        name = sentence(&capitalised(&mistake.name)),
        slug = mistake.slug,
        what = sentence(&mistake.what),
        why = sentence(&mistake.why),
        symptom = sentence(&mistake.symptom),
    )
}
