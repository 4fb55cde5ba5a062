//! The usual exercise: a function from inputs to tensors, judged on random inputs.

use std::cell::Cell;
use std::fmt::Debug;

use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

use crate::Answers;
use crate::answer::{Answer, Difference, Tolerance, Value, difference, norm};
use crate::atlas::{Mistake, Wrong};
use crate::call::{Panic, Trace, call};
use crate::child::LAST_CALL;
use crate::exercise::{Exercise, Info, Verdict};
use crate::identify::identify;
use crate::report::{self, Case};
use crate::witness::Witness;

/// An exercise whose inputs are of type `I`.
pub struct Function<I> {
    pub info: Info,
    /// Random inputs, different enough for any two mistakes to differ on some of them.
    pub inputs: fn() -> BoxedStrategy<I>,
    /// The inputs as the report shows them.
    pub show: fn(&I) -> Answer,
    /// Calls the reader's function.
    pub reader: fn(&Answers, &I) -> Answer,
    /// What is right, by definition: for a gradient, what the witness says.
    pub truth: fn(&I, Witness) -> Answer,
    /// An answer that makes the mistakes asked for. Without any it agrees with the truth.
    pub model: fn(&I, Wrong) -> Answer,
    pub mistakes: Vec<&'static Mistake>,
    /// The mistake that the stub itself makes, if it is not a `todo!`.
    pub stub: Option<&'static Mistake>,
    pub tolerance: Tolerance,
    /// Where several equations work together: a sentence on the first that goes wrong, where the
    /// numbers returned decide it. The reader is told what is the same on all inputs.
    pub first_wrong: Option<FirstWrong<I>>,
}

pub type FirstWrong<I> = fn(&I, &Answer) -> Option<&'static str>;

/// What one call showed to be wrong.
pub enum Fault {
    Panicked(Panic),
    /// Two calls with the same inputs returned different answers.
    Unsteady(Answer, Answer),
    Differs(Difference, Answer),
}

impl<I: Clone + Debug + 'static> Function<I> {
    /// The first fault of `answer` on the input `i`.
    fn fault(&self, answer: &dyn Fn(&I) -> Answer, i: &I, trace: Trace) -> Option<Fault> {
        let got = match call(trace, || answer(i)) {
            Ok(got) => got,
            Err(panic) => return Some(Fault::Panicked(panic)),
        };
        let want = (self.truth)(i, Witness::Duals);
        match difference(&got, &want, self.tolerance) {
            Some(d @ (Difference::Parts | Difference::Shape | Difference::NotFinite)) => {
                Some(Fault::Differs(d, got))
            }
            numbers => match call(trace, || answer(i)) {
                Err(panic) => Some(Fault::Panicked(panic)),
                Ok(again) if again != got => Some(Fault::Unsteady(got, again)),
                Ok(_) => numbers.map(|d| Fault::Differs(d, got)),
            },
        }
    }

    /// The place of a panic is looked for as `trace` says. `last_call` is made with the smallest
    /// failing input, after everything else.
    fn judge_by(
        &self,
        answer: &dyn Fn(&I) -> Answer,
        seed: u64,
        trace: Trace,
        last_call: impl Fn(&I),
    ) -> Verdict {
        let stub = format!("not yet implemented: {}", self.info.id);
        if let Some(first) = self.draw(1, seed).first()
            && let Err(panic) = call(Trace::Off, || answer(first))
            && panic.message == stub
        {
            return Verdict::not_started();
        }
        let Some(smallest) = self.smallest_failing(answer, seed) else {
            return Verdict::solved();
        };
        let identified = identify(self, answer);
        if let (Some(stub), [mistake]) = (self.stub, &identified.mistakes[..])
            && *mistake == stub
        {
            return Verdict::not_started();
        }
        let fault = self
            .fault(answer, &smallest, trace)
            .expect("the smallest case fails, and it fails again unless chance decides");
        let case = Case {
            inputs: (self.show)(&smallest),
            want: (self.truth)(&smallest, Witness::Duals),
            tolerance: self.tolerance,
            fault,
        };
        last_call(&smallest);
        report::wrong(&self.info, &case, identified)
    }

    /// `count` inputs drawn from `seed`.
    pub fn draw(&self, count: usize, seed: u64) -> Vec<I> {
        let config = Config { rng_seed: RngSeed::Fixed(seed), ..Config::default() };
        let mut runner = TestRunner::new(config);
        let inputs = (self.inputs)();
        let draw =
            |_| inputs.new_tree(&mut runner).expect("inputs are never refused").current();
        (0..count).map(draw).collect()
    }

    /// The smallest input found on which `answer` fails, by the fault that came first.
    fn smallest_failing(&self, answer: &dyn Fn(&I) -> Answer, seed: u64) -> Option<I> {
        let first = Cell::new(None);
        let config = Config {
            cases: 100,
            rng_seed: RngSeed::Fixed(seed),
            failure_persistence: None,
            max_shrink_iters: 10_000,
            max_shrink_time: 1_000,
            ..Config::default()
        };
        let outcome = TestRunner::new(config).run(&(self.inputs)(), |i| {
            let kind = match self.fault(answer, &i, Trace::Off) {
                None => return Ok(()),
                Some(Fault::Differs(difference, _)) => (1, Some(difference)),
                Some(Fault::Panicked(_)) => (2, None),
                Some(Fault::Unsteady(..)) => (3, None),
            };
            // A smaller case that fails in another way would tell another story.
            if first.get().is_none() {
                first.set(Some(kind));
            }
            if first.get() == Some(kind) {
                return Err(TestCaseError::fail("wrong"));
            }
            Ok(())
        });
        match outcome {
            Err(TestError::Fail(_, smallest)) => Some(smallest),
            Err(TestError::Abort(reason)) => {
                panic!("no inputs for {}: {reason}", self.info.id)
            }
            Ok(()) => None,
        }
    }
}

impl<I: Clone + Debug + 'static> Exercise for Function<I> {
    fn info(&self) -> &Info {
        &self.info
    }

    fn mistakes(&self) -> &[&'static Mistake] {
        &self.mistakes
    }

    fn judge(&self, answers: &Answers, seed: u64) -> Verdict {
        let answer = |i: &I| (self.reader)(answers, i);
        self.judge_by(&answer, seed, Trace::On, |smallest| {
            println!("{LAST_CALL}");
            // It fails as it did before; what counts is what it prints.
            let _ = call(Trace::Off, || answer(smallest));
        })
    }

    fn judge_model(&self, wrong: Wrong, seed: u64) -> Verdict {
        self.judge_by(&|i| (self.model)(i, wrong), seed, Trace::Off, |_| ())
    }

    fn disagreement(&self, seed: u64) -> f64 {
        let worst = |i: I| {
            let (a, b) = (
                (self.truth)(&i, Witness::Duals),
                (self.truth)(&i, Witness::Differences),
            );
            let parts = a.iter().zip(&b).map(|(a, b)| match (&a.value, &b.value) {
                (Value::Numbers(a), Value::Numbers(b)) => {
                    norm(&(a - b)) / norm(a).max(1.0)
                }
                _ => 0.0,
            });
            parts.fold(0.0, f64::max)
        };
        self.draw(100, seed).into_iter().map(worst).fold(0.0, f64::max)
    }
}
