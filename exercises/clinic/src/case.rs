//! A case: a patient by number, what has been examined, and what is left.

use std::collections::BTreeMap;

use grader::atlas::Mistake;

use crate::examination::{EXAMINATIONS, Examination};
use crate::matrix::{MATRIX, Row, SEEDS, ward};
use crate::place::patient;
use crate::program::Program;
use crate::run::{Run, train};

/// The patient of a case. The number decides everything.
#[derive(Clone, Copy)]
pub struct Case {
    pub number: u64,
    row: &'static Row,
    /// The place of its seed in [`SEEDS`].
    seed: usize,
}

impl Case {
    /// Only patients are admitted that their examinations can decide.
    pub fn of(number: u64) -> Case {
        let seed = (number % SEEDS.len() as u64) as usize;
        let fair: Vec<&Row> =
            MATRIX.iter().filter(|row| row.runs() && row.decided(seed)).collect();
        // Neighbouring numbers are to give other patients: multiply by 2⁶⁴ over the golden ratio.
        let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let row = fair[(mixed % fair.len() as u64) as usize];
        Case { number, row, seed }
    }

    pub fn mistake(&self) -> &'static Mistake {
        Mistake::of(&self.row.slug)
    }

    pub fn program(&self) -> Program {
        Program::with(&[patient(&self.row.slug).expect("the matrix is current")])
    }

    pub fn seed(&self) -> u64 {
        SEEDS[self.seed]
    }

    pub fn run(&self) -> Run {
        train(&self.program(), self.seed())
    }

    /// What this examination finds; it is run, not looked up.
    pub fn examine(&self, examination: &Examination) -> String {
        examination.outcome(&self.program(), self.seed())
    }

    /// What it is known to find.
    fn known(&self, k: usize) -> &'static str {
        &self.row.outcomes[k][self.seed]
    }

    /// The mistakes that these examinations leave.
    pub fn left(&self, done: &[String]) -> Vec<&'static Row> {
        let done: Vec<usize> = (0..EXAMINATIONS.len())
            .filter(|k| done.iter().any(|name| name == EXAMINATIONS[*k].name))
            .collect();
        let fits = |row: &&Row| done.iter().all(|k| row.allows(*k, self.known(*k)));
        ward(self.row.ward).filter(fits).collect()
    }

    /// The examination that leaves fewest on the mean; of equal ones, the cheapest.
    pub fn best(&self, done: &[String]) -> Option<&'static Examination> {
        let left = self.left(done);
        let open = (0..EXAMINATIONS.len())
            .filter(|k| !done.iter().any(|name| name == EXAMINATIONS[*k].name));
        let stays = |k: usize| {
            let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
            for row in &left {
                *groups.entry(&row.outcomes[k][self.seed]).or_default() += 1;
            }
            groups.values().map(|n| n * n).sum::<usize>()
        };
        let best = open.min_by_key(|&k| (stays(k), EXAMINATIONS[k].minutes))?;
        (stays(best) < left.len() * left.len()).then_some(&EXAMINATIONS[best])
    }

    pub fn is(&self, slug: &str) -> bool {
        self.row.slug == slug
    }

    /// The cheapest examination that refutes a wrong diagnosis: what it finds here, and what it
    /// would find.
    pub fn refuted(&self, slug: &str) -> Option<(&'static Examination, String, String)> {
        let other = MATRIX.iter().find(|row| row.slug == slug)?;
        let tells = |k: &usize| self.row.told_from(other, self.seed, *k);
        let k = (0..EXAMINATIONS.len())
            .filter(tells)
            .min_by_key(|&k| EXAMINATIONS[k].minutes)?;
        let would = other.outcomes[k][self.seed].clone();
        Some((&EXAMINATIONS[k], self.known(k).to_owned(), would))
    }

    pub fn ward(&self) -> crate::place::Ward {
        self.row.ward
    }
}
