//! `{{atlas}}`: the mistakes that the grader knows, for the reader.

use crate::data::Mistake;
use crate::directive::Inline;
use crate::fault::Place;
use crate::html::{capitalised, sentence};
use crate::links::Link;
use crate::page::Page;
use crate::weaver::Weaver;

impl Weaver<'_> {
    /// All entries, in the grader's order.
    pub fn atlas(&mut self, page: &Page) -> String {
        let mut atlas = String::new();
        for mistake in &self.data.mistakes {
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
            self.links.push(Link {
                place,
                from: page.path.clone(),
                to: mistake.page.clone(),
            });
            let read = format!("[the page]({})", mistake.page);
            atlas += &entry(mistake, &exercises.join(", "), &read);
            atlas.push('\n');
        }
        atlas
    }
}

/// One entry of the atlas. `exercises` and `page` are links in Markdown.
fn entry(mistake: &Mistake, exercises: &str, page: &str) -> String {
    format!(
        "## {name} {{#{slug}}}\n\n{what}\n\n\
         **Why it happens.** {why}\n\n**How it shows.** {symptom}\n\n\
         **Where.** {exercises} · **Read:** {page}\n",
        name = sentence(&capitalised(&mistake.name)),
        slug = mistake.slug,
        what = sentence(&mistake.what),
        why = sentence(&mistake.why),
        symptom = sentence(&mistake.symptom),
    )
}
