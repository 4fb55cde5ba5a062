//! The usual exercise: a function from inputs to tensors.

use std::any::Any;
use std::fmt::{self, Debug};
use std::rc::Rc;

use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};
use worker::value::{Unfit, Value};

use crate::answer::{Answer, Tolerance};
use crate::atlas::{Mistake, Wrong};
use crate::call::call;
use crate::exercise::{Imitated, Info, Made};
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
#[derive(Clone)]
pub struct Imitation<I> {
    pub slug: &'static str,
    written: Written<I>,
    /// What it is given instead of the input.
    given: fn(&I) -> Option<I>,
}

impl<I> Imitation<I> {
    /// The same mistake beside another, one that makes of each input what `given` makes of it.
    pub const fn given(self, given: fn(&I) -> Option<I>) -> Imitation<I> {
        Imitation { given, ..self }
    }
}

#[derive(Clone)]
enum Written<I> {
    Once(fn(&I) -> Answer),
    /// The same with any of these constants: which it is, is found out by trying.
    With(&'static [f64], fn(&I, f64) -> Answer),
}

/// One way of writing a mistake.
pub const fn once<I>(slug: &'static str, answer: fn(&I) -> Answer) -> Imitation<I> {
    Imitation { slug, written: Written::Once(answer), given: |_| None }
}

/// A mistake with a constant in it. `{constant}` in its text stands for that.
pub const fn with<I>(
    slug: &'static str,
    constants: &'static [f64],
    answer: fn(&I, f64) -> Answer,
) -> Imitation<I> {
    Imitation { slug, written: Written::With(constants, answer), given: |_| None }
}

/// A panic with these words stands for a call that does not return.
pub const HANGS: &str = "it does not return";

/// An input without its type: the judge draws inputs, and only their exercise looks into them.
#[derive(Clone)]
pub struct Input(Rc<dyn Any>);

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "an input")
    }
}

/// A [`Function`] without the type of its inputs, so that the judge is compiled once.
pub trait Task {
    fn info(&self) -> &'static Info;
    fn draw(&self) -> BoxedStrategy<Input>;
    fn show(&self, i: &Input) -> Answer;
    /// # Errors
    /// If no answer comes.
    fn ask(&self, worker: &mut Worker, i: &Input) -> Result<Answer, End>;
    fn truth(&self, i: &Input, witness: Witness) -> Answer;
    /// What an imitation makes of `i`.
    ///
    /// # Errors
    /// Where it panics, as what it imitates would.
    fn imitate(&self, made: &Made, i: &Input) -> Result<Answer, End>;
    fn first_wrong(&self, i: &Input, answer: &Answer) -> Option<&'static str>;
    /// The switches of the model.
    fn switches(&self) -> &[&'static str];
    /// Every imitation. Of a family, each member.
    fn all_imitations(&self) -> Vec<Imitated>;
    fn stub_mistake(&self) -> Option<&'static str>;
    fn tolerance(&self) -> Tolerance;
}

impl<I> Function<I> {
    /// What an imitation makes of `i`.
    ///
    /// # Errors
    /// Where it panics, as what it imitates would.
    pub fn imitated(&self, made: &Made, i: &I) -> Result<Answer, End> {
        let answer = call(|| match made {
            Made::Switches(slugs) => (self.model)(i, Wrong(slugs)),
            Made::Written(k, constant) => {
                let imitation = &self.special.written[*k];
                let given = (imitation.given)(i);
                let i = given.as_ref().unwrap_or(i);
                match imitation.written {
                    Written::Once(answer) => answer(i),
                    Written::With(_, answer) => answer(i, constant.expect("a family")),
                }
            }
        });
        match answer {
            Err(End::Panicked(panic)) if panic.message == HANGS => Err(End::Hung),
            answer => answer,
        }
    }
}

impl<I: Debug + 'static> Function<I> {
    fn typed<'a>(&self, Input(i): &'a Input) -> &'a I {
        i.downcast_ref().expect("an input that this exercise has drawn")
    }
}

impl<I: Debug + 'static> Task for Function<I> {
    fn info(&self) -> &'static Info {
        Info::of(self.name)
    }

    fn draw(&self) -> BoxedStrategy<Input> {
        (self.inputs)().prop_map(|i| Input(Rc::new(i))).boxed()
    }

    fn show(&self, i: &Input) -> Answer {
        (self.show)(self.typed(i))
    }

    fn ask(&self, worker: &mut Worker, i: &Input) -> Result<Answer, End> {
        (self.ask)(worker, self.typed(i))
    }

    fn truth(&self, i: &Input, witness: Witness) -> Answer {
        (self.truth)(self.typed(i), witness)
    }

    fn imitate(&self, made: &Made, i: &Input) -> Result<Answer, End> {
        self.imitated(made, self.typed(i))
    }

    fn first_wrong(&self, i: &Input, answer: &Answer) -> Option<&'static str> {
        (self.special.first_wrong?)(self.typed(i), answer)
    }

    fn switches(&self) -> &[&'static str] {
        &self.mistakes
    }

    fn all_imitations(&self) -> Vec<Imitated> {
        let switch = |&slug: &&'static str| (slug, Made::Switches(vec![slug]));
        let mut all: Vec<_> = self.mistakes.iter().map(switch).collect();
        for (k, imitation) in self.special.written.iter().enumerate() {
            match imitation.written {
                Written::Once(_) => all.push((imitation.slug, Made::Written(k, None))),
                Written::With(constants, _) => all.extend(
                    constants
                        .iter()
                        .map(|&c| (imitation.slug, Made::Written(k, Some(c)))),
                ),
            }
        }
        all.into_iter()
            .map(|(slug, made)| Imitated { mistake: Mistake::of(slug), made })
            .collect()
    }

    fn stub_mistake(&self) -> Option<&'static str> {
        self.special.stub
    }

    fn tolerance(&self) -> Tolerance {
        self.special.tolerance
    }
}

/// `count` inputs drawn from `seed`.
pub fn draw(task: &dyn Task, count: usize, seed: u64) -> Vec<Input> {
    let mut runner = TestRunner::new(config(seed));
    let inputs = task.draw();
    let draw =
        |_| inputs.new_tree(&mut runner).expect("inputs are never refused").current();
    (0..count).map(draw).collect()
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
