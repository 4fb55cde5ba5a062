//! What may be wrong with a patient: one mistake, or two at once.

use crate::matrix::{Matrix, Row};
use crate::place::Ward;

/// One mistake, or two, by their rows; and the row of the right program.
#[derive(Clone)]
pub struct Suspect<'a> {
    mistakes: Vec<&'a Row>,
    right: &'a Row,
}

impl Matrix {
    /// All that may be wrong with a program that has so many mistakes, one or two.
    pub fn suspects(&self, ward: Ward, mistakes: usize) -> Vec<Suspect<'_>> {
        let right = self.right(ward);
        let rows: Vec<&Row> = self.with(1).filter(|row| row.ward == ward).collect();
        let mut all = Vec::new();
        for (k, &row) in rows.iter().enumerate() {
            if mistakes == 1 {
                all.push(Suspect { mistakes: vec![row], right });
            } else {
                let pair = |&other| Suspect { mistakes: vec![other, row], right };
                all.extend(rows[..k].iter().map(pair));
            }
        }
        all
    }
}

impl<'a> Suspect<'a> {
    /// The row that says what examination k finds: that of the one mistake that it notices. Nobody
    /// has made it on every two mistakes at once, so where it notices both there is none.
    pub fn expected(&self, k: usize) -> Option<&'a Row> {
        let quiet = |row: &Row| row.outcomes[k].iter().all(|of| self.right.allows(k, of));
        let mut noticed = self.mistakes.iter().filter(|row| !quiet(row));
        match (noticed.next(), noticed.next()) {
            (Some(_), Some(_)) => None,
            (noticed, _) => noticed.or(self.mistakes.first()).copied(),
        }
    }

    /// Whether examination k may find this.
    pub fn allows(&self, k: usize, outcome: &str) -> bool {
        self.expected(k).is_none_or(|row| row.allows(k, outcome))
    }

    /// Whether it has these mistakes, in some order.
    pub fn is(&self, slugs: &[String]) -> bool {
        self.mistakes.len() == slugs.len()
            && self.mistakes.iter().all(|row| slugs.contains(&row.slugs[0]))
    }

    pub fn slugs(&self) -> impl Iterator<Item = &'a str> {
        self.mistakes.iter().map(|row| &row.slugs[0][..])
    }
}
