//! Right or wrong: many random cases, and the smallest of those that fail.

use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::mem::discriminant;
use std::time::{Duration, Instant};

use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};

use crate::answer::{Answer, Difference, Value, difference, norm};
use crate::exercise::{Exercise, Imitated, Info, Made, Verdict};
use crate::function::{Function, config};
use crate::identify::identify;
use crate::process::{End, Worker};
use crate::report::{self, Case};
use crate::witness::Witness;

/// At least so many cases are tried; how many more, the seed decides.
const CASES: u32 = 100;

/// How long a smaller case is looked for.
const SHRINKING: Duration = Duration::from_millis(1_500);

/// What one call showed to be wrong.
pub enum Fault {
    /// There is no answer.
    Ended(End),
    /// Two calls with the same inputs returned different answers.
    Unsteady(Answer, Answer),
    Differs(Difference, Answer),
}

impl Fault {
    /// Whether a smaller case with this fault tells the same story.
    fn like(&self, other: &Fault) -> bool {
        match (self, other) {
            (Fault::Ended(a), Fault::Ended(b)) => a.like(b),
            (Fault::Differs(a, _), Fault::Differs(b, _)) => a == b,
            _ => discriminant(self) == discriminant(other),
        }
    }
}

/// Something that answers: the reader's function behind its worker, or an imitation.
pub type Answering<'a, I> = dyn FnMut(&I) -> Result<Answer, End> + 'a;

impl<I: Clone + Debug + Send + Sync + 'static> Function<I> {
    /// The first fault of `answer` on the input `i`. The truth is computed after the answer has
    /// come.
    fn fault(&self, answer: &mut Answering<I>, i: &I) -> Option<Fault> {
        let got = match answer(i) {
            Ok(got) => got,
            Err(end) => return Some(Fault::Ended(end)),
        };
        let want = (self.truth)(i, Witness::Duals);
        match difference(&got, &want, self.special.tolerance) {
            Some(d @ (Difference::Parts | Difference::Shape | Difference::NotFinite)) => {
                Some(Fault::Differs(d, got))
            }
            numbers => match answer(i) {
                Err(end) => Some(Fault::Ended(end)),
                Ok(again) if !identical(&got, &again) => Some(Fault::Unsteady(got, again)),
                Ok(_) => numbers.map(|d| Fault::Differs(d, got)),
            },
        }
    }

    /// `tell` makes the call for the smallest failing case once more, and says what was printed.
    fn judge_by(
        &self,
        answer: &RefCell<&mut Answering<I>>,
        hurry: impl Fn(),
        seed: u64,
        tell: impl FnOnce(&I) -> (Result<Answer, End>, String),
    ) -> Verdict {
        let mut answer_once = |i: &I| (answer.borrow_mut())(i);
        let stub = format!("not yet implemented: {}", self.info().id);
        let first = self.draw(1, seed).remove(0);
        if let Err(End::Panicked(panic)) = answer_once(&first)
            && panic.message == stub
        {
            return Verdict::not_started();
        }
        let Some((smallest, fault)) = self.smallest_failing(&mut answer_once, &hurry, seed) else {
            return Verdict::solved();
        };
        if let Fault::Ended(End::Failed(problem)) = &fault {
            return Verdict::could_not_grade(problem);
        }
        let identified = identify(self, &mut answer_once);
        if let (Some(stub), [named]) = (self.special.stub, &identified.mistakes[..])
            && named.mistake.slug == stub
        {
            return Verdict { mistakes: identified.mistakes, ..Verdict::not_started() };
        }
        let (told, printed) = tell(&smallest);
        // The place of a panic is known only now.
        let fault = match (fault, told) {
            (Fault::Ended(End::Panicked(_)), Err(end @ End::Panicked(_))) => Fault::Ended(end),
            (fault, _) => fault,
        };
        let case = Case {
            inputs: (self.show)(&smallest),
            want: (self.truth)(&smallest, Witness::Duals),
            tolerance: self.special.tolerance,
            fault,
            printed,
        };
        report::wrong(self.info(), &case, identified)
    }

    /// The smallest input found on which `answer` fails, by the fault that came first.
    fn smallest_failing(
        &self,
        answer: &mut Answering<I>,
        hurry: &impl Fn(),
        seed: u64,
    ) -> Option<(I, Fault)> {
        let answer = RefCell::new(answer);
        let began = Cell::new(None::<Instant>);
        let (first, last) = (RefCell::new(None::<Fault>), RefCell::new(None));
        let config = Config { cases: CASES + (seed % 23) as u32, ..config(seed) };
        let outcome = TestRunner::new(config).run(&(self.inputs)(), |i| {
            // What is smallest by now has to do.
            if began.get().is_some_and(|began| began.elapsed() > SHRINKING) {
                return Ok(());
            }
            let Some(fault) = self.fault(*answer.borrow_mut(), &i) else { return Ok(()) };
            began.set(began.get().or_else(|| Some(Instant::now())));
            let mut first = first.borrow_mut();
            // A smaller case that fails in another way would tell another story.
            if first.as_ref().is_some_and(|first| !first.like(&fault)) {
                return Ok(());
            }
            if first.is_none() {
                if matches!(fault, Fault::Ended(End::Hung)) {
                    hurry();
                }
                *first = Some(match &fault {
                    Fault::Ended(end) => Fault::Ended(end.clone()),
                    Fault::Unsteady(..) => Fault::Unsteady(Vec::new(), Vec::new()),
                    Fault::Differs(d, _) => Fault::Differs(*d, Vec::new()),
                });
            }
            last.replace(Some((i, fault)));
            Err(TestCaseError::fail("wrong"))
        });
        if let Err(TestError::Abort(reason)) = outcome {
            let trouble = End::Failed(format!("no inputs for {}: {reason}", self.name));
            return Some((self.draw(1, seed).remove(0), Fault::Ended(trouble)));
        }
        // What failed last is the smallest.
        last.into_inner()
    }
}

impl<I: Clone + Debug + Send + Sync + 'static> Exercise for Function<I> {
    fn info(&self) -> &'static Info {
        Info::of(self.name)
    }

    fn imitations(&self) -> Vec<Imitated> {
        self.all_imitations()
    }

    fn judge(&self, worker: &mut Worker, seed: u64) -> Verdict {
        let mut tracing = worker.tracing();
        let worker = RefCell::new(worker);
        let mut answer = |i: &I| (self.ask)(*worker.borrow_mut(), i);
        let tell = |i: &I| {
            let told = (self.ask)(&mut tracing, i);
            (told, tracing.finish())
        };
        self.judge_by(&RefCell::new(&mut answer), || worker.borrow_mut().hurry(), seed, tell)
    }

    fn judge_imitation(&self, made: &Made, seed: u64) -> Verdict {
        let mut answer = |i: &I| self.imitate(made, i);
        let tell = |i: &I| (self.imitate(made, i), String::new());
        self.judge_by(&RefCell::new(&mut answer), || (), seed, tell)
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

/// Whether two answers are the same to the last bit, NaN included.
fn identical(a: &Answer, b: &Answer) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| match (&a.value, &b.value) {
            (Value::Numbers(a), Value::Numbers(b)) => {
                a.shape() == b.shape()
                    && a.iter().zip(b).all(|(a, b)| a == b || a.is_nan() && b.is_nan())
            }
            (a, b) => a == b,
        })
}
