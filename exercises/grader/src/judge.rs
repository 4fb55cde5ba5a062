//! Right or wrong: many random cases, and the smallest of those that fail.

use std::cell::RefCell;
use std::fmt::Debug;
use std::mem::discriminant;
use std::time::{Duration, Instant};

use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};

use crate::answer::{Answer, Difference, Value, difference, norm};
use crate::exercise::{Exercise, Imitated, Info, Made, Verdict};
use crate::function::{Function, Input, Task, config, draw};
use crate::identify::identify;
use crate::process::{End, Worker};
use crate::report::{self, Case};
use crate::witness::Witness;

/// At least so many cases are tried; how many more, the seed decides.
const CASES: u32 = 100;

/// How long a smaller case is looked for.
const SHRINKING: Duration = Duration::from_millis(1_500);

/// What one call showed to be wrong.
#[derive(Clone)]
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
pub type Answering<'a> = dyn FnMut(&Input) -> Result<Answer, End> + 'a;

/// The first fault of `answer` on the input `i`. The truth is computed after the answer has come.
fn fault(task: &dyn Task, answer: &mut Answering, i: &Input) -> Option<Fault> {
    let got = match answer(i) {
        Ok(got) => got,
        Err(end) => return Some(Fault::Ended(end)),
    };
    let want = task.truth(i, Witness::Duals);
    match difference(&got, &want, task.tolerance()) {
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

/// The verdict on `answer`. After a call that hangs, `hurry` makes the next ones shorter; `tell`
/// makes the call for the smallest failing case once more, and says what was printed.
fn judge_by(
    task: &dyn Task,
    answer: &mut Answering,
    hurry: &dyn Fn(),
    seed: u64,
    tell: impl FnOnce(&Input) -> (Result<Answer, End>, String),
) -> Verdict {
    let info = task.info();
    let first = draw(task, 1, seed).remove(0);
    if let Err(End::Panicked(panic)) = answer(&first)
        && panic.message == format!("not yet implemented: {}", info.id)
    {
        return Verdict::not_started();
    }
    let Some((smallest, fault)) = smallest_failing(task, answer, hurry, seed) else {
        return Verdict::solved();
    };
    if let Fault::Ended(End::Failed(problem)) = &fault {
        return Verdict::could_not_grade(problem);
    }
    let identified = identify(task, answer);
    if let (Some(stub), [named]) = (task.stub_mistake(), &identified.mistakes[..])
        && named.mistake.slug == stub
    {
        return Verdict { mistakes: identified.mistakes, ..Verdict::not_started() };
    }
    let (told, printed) = tell(&smallest);
    // The place of a panic is known only now.
    let fault = match (fault, told) {
        (Fault::Ended(End::Panicked(_)), Err(end @ End::Panicked(_))) => {
            Fault::Ended(end)
        }
        (fault, _) => fault,
    };
    let case = Case {
        inputs: task.show(&smallest),
        want: task.truth(&smallest, Witness::Duals),
        tolerance: task.tolerance(),
        fault,
        printed,
    };
    report::wrong(info, &case, identified)
}

/// The smallest input found on which `answer` fails, by the fault that came first.
fn smallest_failing(
    task: &dyn Task,
    answer: &mut Answering,
    hurry: &dyn Fn(),
    seed: u64,
) -> Option<(Input, Fault)> {
    let answer = RefCell::new(answer);
    // The first fault and when it came; the last is that of the smallest case.
    let (first, last) = (RefCell::new(None::<(Fault, Instant)>), RefCell::new(None));
    let config = Config { cases: CASES + (seed % 23) as u32, ..config(seed) };
    let outcome = TestRunner::new(config).run(&task.draw(), |i| {
        let mut first = first.borrow_mut();
        // What is smallest by now has to do.
        if first.as_ref().is_some_and(|(_, came)| came.elapsed() > SHRINKING) {
            return Ok(());
        }
        let Some(fault) = fault(task, *answer.borrow_mut(), &i) else { return Ok(()) };
        match &*first {
            // A smaller case that fails in another way would tell another story.
            Some((first, _)) if !first.like(&fault) => return Ok(()),
            Some(_) => {}
            None => {
                if matches!(fault, Fault::Ended(End::Hung)) {
                    hurry();
                }
                *first = Some((fault.clone(), Instant::now()));
            }
        }
        last.replace(Some((i, fault)));
        Err(TestCaseError::fail("wrong"))
    });
    if let Err(TestError::Abort(reason)) = outcome {
        let trouble =
            End::Failed(format!("no inputs for {}: {reason}", task.info().name));
        return Some((draw(task, 1, seed).remove(0), Fault::Ended(trouble)));
    }
    last.into_inner()
}

impl<I: Debug + 'static> Exercise for Function<I> {
    fn info(&self) -> &'static Info {
        Task::info(self)
    }

    fn imitations(&self) -> Vec<Imitated> {
        self.all_imitations()
    }

    fn judge(&self, worker: &mut Worker, seed: u64) -> Verdict {
        let worker = RefCell::new(worker);
        let mut answer = |i: &Input| self.ask(*worker.borrow_mut(), i);
        let tell = |i: &Input| {
            let mut tracing = worker.borrow().tracing();
            (self.ask(&mut tracing, i), tracing.finish())
        };
        judge_by(self, &mut answer, &|| worker.borrow_mut().hurry(), seed, tell)
    }

    fn judge_imitation(&self, made: &Made, seed: u64) -> Verdict {
        let mut answer = |i: &Input| self.imitate(made, i);
        let tell = |i: &Input| (self.imitate(made, i), String::new());
        judge_by(self, &mut answer, &|| (), seed, tell)
    }

    fn disagreement(&self, seed: u64) -> f64 {
        let worst = |i: Input| {
            let (a, b) =
                (self.truth(&i, Witness::Duals), self.truth(&i, Witness::Differences));
            let parts = a.iter().zip(&b).map(|(a, b)| match (&a.value, &b.value) {
                (Value::Numbers(a), Value::Numbers(b)) => {
                    norm(&(a - b)) / norm(a).max(1.0)
                }
                _ => 0.0,
            });
            parts.fold(0.0, f64::max)
        };
        draw(self, 100, seed).into_iter().map(worst).fold(0.0, f64::max)
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
