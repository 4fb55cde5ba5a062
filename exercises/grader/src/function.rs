//! The usual exercise: a function from inputs to tensors.

use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};
use worker::value::{Unfit, Value};

use crate::answer::{Answer, Tolerance};
use crate::atlas::{Mistake, Wrong};
use crate::call::call;
use crate::exercise::{Imitated, Made};
use crate::process::{End, Worker};
use crate::witness::Witness;

/// An exercise whose inputs are of type `I`.
pub struct Function<I> {
    /// The reader's function.
    pub name: &'static str,
    /// Random inputs, different enough for any two mistakes to differ on some of them.
    pub inputs: fn() -> BoxedStrategy<I>,
    /// The inputs as the report shows them.
    pub show: fn(&I) -> Answer,
    /// Calls the reader's function.
    pub ask: fn(&mut Worker, &I) -> Result<Answer, End>,
    /// What is right, by definition: for a gradient, what the witness says.
    pub truth: fn(&I, Witness) -> Answer,
    /// An answer that makes the mistakes asked for. Without any it agrees with the truth.
    pub model: fn(&I, Wrong) -> Answer,
    /// The mistakes that the model can make.
    pub mistakes: Vec<&'static str>,
    pub special: Special<I>,
}

/// What few exercises need.
pub struct Special<I> {
    /// Mistakes that are no switch of the model: another way to write one, or a family.
    pub written: Vec<Imitation<I>>,
    /// The mistake that the stub itself makes, if it is not a `todo!`.
    pub stub: Option<&'static str>,
    pub tolerance: Tolerance,
    /// Where several equations work together: a sentence on the first that goes wrong, where the
    /// numbers returned decide it. The reader is told what is the same on all inputs.
    pub first_wrong: Option<FirstWrong<I>>,
}

pub type FirstWrong<I> = fn(&I, &Answer) -> Option<&'static str>;

impl<I> Special<I> {
    pub const fn none() -> Special<I> {
        Special {
            written: Vec::new(),
            stub: None,
            tolerance: Tolerance::ORDINARY,
            first_wrong: None,
        }
    }
}

/// A mistake as somebody would write it.
pub struct Imitation<I> {
    pub slug: &'static str,
    pub written: Written<I>,
}

pub enum Written<I> {
    Once(fn(&I) -> Answer),
    /// The same with any of these constants: which it is, is found out by trying.
    With(&'static [f64], fn(&I, f64) -> Answer),
}

/// One way of writing a mistake.
pub const fn once<I>(slug: &'static str, answer: fn(&I) -> Answer) -> Imitation<I> {
    Imitation { slug, written: Written::Once(answer) }
}

/// A mistake with a constant in it. `{constant}` in its text stands for that.
pub const fn with<I>(
    slug: &'static str,
    constants: &'static [f64],
    answer: fn(&I, f64) -> Answer,
) -> Imitation<I> {
    Imitation { slug, written: Written::With(constants, answer) }
}

impl<I: 'static> Function<I> {
    /// Every imitation. Of a family, each member.
    pub fn all_imitations(&self) -> Vec<Imitated> {
        let switch = |&slug: &&'static str| (slug, Made::Switches(vec![slug]));
        let mut all: Vec<_> = self.mistakes.iter().map(switch).collect();
        for (k, imitation) in self.special.written.iter().enumerate() {
            match imitation.written {
                Written::Once(_) => all.push((imitation.slug, Made::Written(k, None))),
                Written::With(constants, _) => all.extend(
                    constants.iter().map(|&c| (imitation.slug, Made::Written(k, Some(c)))),
                ),
            }
        }
        all.into_iter()
            .map(|(slug, made)| Imitated { mistake: Mistake::of(slug), made })
            .collect()
    }

    /// What an imitation makes of `i`; where it panics, so does what it imitates.
    pub fn imitate(&self, made: &Made, i: &I) -> Result<Answer, End> {
        call(|| match made {
            Made::Switches(slugs) => (self.model)(i, Wrong(slugs)),
            Made::Written(k, constant) => match self.special.written[*k].written {
                Written::Once(answer) => answer(i),
                Written::With(_, answer) => answer(i, constant.expect("a family")),
            },
        })
    }

    /// `count` inputs drawn from `seed`.
    pub fn draw(&self, count: usize, seed: u64) -> Vec<I>
    where
        I: std::fmt::Debug,
    {
        let mut runner = TestRunner::new(config(seed));
        let inputs = (self.inputs)();
        let draw =
            |_| inputs.new_tree(&mut runner).expect("inputs are never refused").current();
        (0..count).map(draw).collect()
    }
}

/// How cases are drawn. Whatever the environment may set for proptest is set here.
pub fn config(seed: u64) -> Config {
    Config {
        rng_seed: RngSeed::Fixed(seed),
        rng_algorithm: RngAlgorithm::ChaCha,
        failure_persistence: None,
        max_local_rejects: 65_536,
        max_global_rejects: 1_024,
        max_flat_map_regens: 1_000_000,
        max_default_size_range: 100,
        max_shrink_iters: 10_000,
        max_shrink_time: 0,
        verbose: 0,
        ..Config::default()
    }
}

/// What a closure is asked with, if it has as many arguments.
///
/// # Errors
/// If it has more or fewer.
pub fn asked<const N: usize>(question: Vec<Value>) -> Result<[Value; N], Unfit> {
    question.try_into().map_err(|_| Unfit)
}
