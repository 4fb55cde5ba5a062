//! `{{certificate}}`: what the examination of the grader found, exercise by exercise.

use crate::boxes::exercise_id;
use crate::data::{Examined, Variants};
use crate::page::Page;
use crate::weaver::Weaver;

impl Weaver<'_> {
    /// A table with a line for each exercise and one for all.
    ///
    /// # Errors
    /// If an exercise has no place in the book.
    pub fn certificate(&mut self, page: &Page) -> Result<String, String> {
        let mut table = "| Ex. | Pts | Right | Named | Pairs | Edits |\n\
                         |---|---:|---:|---:|---:|---:|\n"
            .to_owned();
        let (mut all, mut all_edits) = (Examined::default(), Variants::default());
        for row in &self.data.certificate {
            let id = &row.exercise;
            let label = self.labels.exercises.get(id);
            let label = label.ok_or_else(|| format!("exercise `{id}` is on no page"))?;
            let link = page.link_to(&label.page, &exercise_id(id));
            // Those of a new exercise are counted later: it takes ten minutes.
            let none = Variants::default();
            let mut edits = self.data.variants.iter();
            let edits = edits.find(|edits| edits.exercise == *id).unwrap_or(&none);
            table += &line(&format!("[{id}]({link})"), row, edits);
            all_edits.variants += edits.variants;
            all_edits.accepted += edits.accepted;
            all_edits.named += edits.named;
            all.points += row.points;
            all.accepted += row.accepted;
            all.named += row.named;
            all.mistakes += row.mistakes;
            all.pairs_named += row.pairs_named;
            all.pairs += row.pairs;
        }
        Ok(table + &line("All", &all, &all_edits))
    }
}

fn line(exercise: &str, row: &Examined, edits: &Variants) -> String {
    let Examined { points, accepted, named, mistakes, pairs_named, pairs, .. } = row;
    let (edited, rejected) = (edits.named, edits.variants - edits.accepted);
    format!(
        "| {exercise} | {points} | {accepted} | {named}/{mistakes} | {pairs_named}/{pairs} | \
         {edited}/{rejected} |\n"
    )
}
