//! A case: a patient by number, what has been examined, and what is left.

use std::collections::BTreeMap;

use grader::data::random;

use crate::examination::{EXAMINATIONS, Examination};
use crate::matrix::{MATRIX, Row, SEEDS};
use crate::place::{Ward, patient};
use crate::program::Program;
use crate::run::{Run, train};
use crate::suspect::Suspect;

/// From this number on, a case has two mistakes.
pub const TWO_MISTAKES: u64 = 1001;

/// The patient of a case. The number decides everything.
#[derive(Clone, Copy)]
pub struct Case {
    pub number: u64,
    row: &'static Row,
    /// The place of its seed in [`SEEDS`].
    seed: usize,
}

impl Case {
    /// Each fair patient draws a number, from its name and that of the case, and the lowest is
    /// admitted. So when the atlas grows, few cases change.
    ///
    /// # Panics
    /// If no patient is fair.
    pub fn of(number: u64) -> Case {
        let seed = (number % SEEDS.len() as u64) as usize;
        let mistakes = if number < TWO_MISTAKES { 1 } else { 2 };
        let drawn = |row: &&Row| {
            let mix =
                |seed: u64, byte| (seed ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
            random(row.slugs.join(" ").bytes().fold(number, mix))()
        };
        let row = MATRIX
            .fair(mistakes, seed)
            .min_by(|a, b| drawn(a).total_cmp(&drawn(b)))
            .expect("a fair patient");
        Case { number, row, seed }
    }

    /// The names of its mistakes.
    pub fn mistakes(&self) -> &'static [String] {
        &self.row.slugs
    }

    /// # Panics
    /// If the matrix has a mistake that no training run can make.
    pub fn program(&self) -> Program {
        let patients = self.mistakes().iter().map(|slug| patient(slug));
        let patients: Option<Vec<_>> = patients.collect();
        Program::with(self.ward(), &patients.expect("the matrix is current"))
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

    fn suspects(&self) -> Vec<Suspect<'static>> {
        MATRIX.suspects(self.ward(), self.mistakes().len())
    }

    /// The suspects that these examinations leave.
    pub fn left(&self, done: &[String]) -> Vec<Suspect<'static>> {
        let done: Vec<usize> = (0..EXAMINATIONS.len())
            .filter(|k| done.iter().any(|name| name == EXAMINATIONS[*k].name))
            .collect();
        let fits =
            |suspect: &Suspect| done.iter().all(|k| suspect.allows(*k, self.known(*k)));
        self.suspects().into_iter().filter(fits).collect()
    }

    /// The examination that leaves fewest on the mean; of equal ones, the cheapest.
    pub fn best(&self, done: &[String]) -> Option<&'static Examination> {
        let left = self.left(done);
        let open = (0..EXAMINATIONS.len())
            .filter(|k| !done.iter().any(|name| name == EXAMINATIONS[*k].name));
        let stays = |k: usize| {
            let mut groups: BTreeMap<Option<&str>, usize> = BTreeMap::new();
            for suspect in &left {
                let expected =
                    suspect.expected(k).map(|row| &row.outcomes[k][self.seed][..]);
                *groups.entry(expected).or_default() += 1;
            }
            // Those of which nothing is known stay, whatever is found.
            let unknown = groups.remove(&None).unwrap_or(0);
            groups.values().map(|n| n * n).sum::<usize>() + unknown * left.len()
        };
        let best = open.min_by_key(|&k| (stays(k), EXAMINATIONS[k].minutes))?;
        (stays(best) < left.len() * left.len()).then_some(&EXAMINATIONS[best])
    }

    /// Whether these are its mistakes, in some order.
    pub fn is(&self, slugs: &[String]) -> bool {
        let mistakes = self.mistakes();
        slugs.len() == mistakes.len() && mistakes.iter().all(|slug| slugs.contains(slug))
    }

    /// The cheapest examination that refutes a wrong diagnosis: what it finds here, and what it
    /// would find.
    pub fn refuted(
        &self,
        slugs: &[String],
    ) -> Option<(&'static Examination, &str, &str)> {
        let suspects = self.suspects();
        let other = suspects.iter().find(|suspect| suspect.is(slugs))?;
        let k = (0..EXAMINATIONS.len())
            .filter(|&k| !other.allows(k, self.known(k)))
            .min_by_key(|&k| EXAMINATIONS[k].minutes)?;
        let would = other.expected(k)?;
        Some((&EXAMINATIONS[k], self.known(k), &would.outcomes[k][self.seed]))
    }

    pub fn ward(&self) -> Ward {
        self.row.ward
    }
}
