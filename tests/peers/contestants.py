"""Who takes part, and who is the judge."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ours import Ours


def every_sample(problem):
    return len(problem.order)


def a_few_seconds(problem):
    """Per-sample forms take some 2 ns a weight and sample; the time is scaled to the epoch."""
    weights = sum(weights.size for weights, _ in problem.initial)
    steps = max(1, int(1.2e9 / weights) // problem.m)
    return min(len(problem.order), steps * problem.m)


def whole_mini_batches(problem):
    """All but those of a last, shorter mini-batch."""
    n = len(problem.order)
    return n - n % problem.m if n > problem.m else n


@dataclass(frozen=True)
class Contestant:
    """A way to train, in one precision."""

    name: str
    precision: str
    make: Callable  # from a Problem to something with `train(epochs)`, as of `Peer`
    samples: Callable = every_sample  # of a Problem, that it is timed on

    def share(self, problem):
        return problem.part(self.samples(problem))


def ours(child):
    """Our forms, slowest first; the last is what ratios refer to."""
    for form, name, precision in (
        ("per-sample", "ours, per sample", "f64"),
        ("per-sample", "ours, per sample", "f32"),
        ("plain", "ours, matrix form, plain", "f64"),
        ("plain", "ours, matrix form, plain", "f32"),
        ("workspace", "ours, matrix form, workspace", "f64"),
        ("workspace", "ours, matrix form, workspace", "f32"),
        ("lanes", "ours, lanes (the fast form)", "f32"),
    ):
        make = partial(Ours, child, form, precision)
        samples = a_few_seconds if form == "per-sample" else every_sample
        yield Contestant(name, precision, make, samples)


def judge(child):
    """Our plain form in f64. The peers share no code with it."""
    return Contestant("judge", "f64", partial(Ours, child, "plain", "f64"))


def numpy():
    from numpy_matrix import NumpyMatrix
    from numpy_per_sample import NumpyPerSample

    yield Contestant("NumPy, per sample", "f64", NumpyPerSample, a_few_seconds)
    for precision in ("f64", "f32"):
        make = partial(NumpyMatrix, precision)
        yield Contestant("NumPy, matrix form in place", precision, make)


def jax():
    from jax_epoch import JaxEpoch

    for precision in ("f64", "f32"):
        yield Contestant("JAX, whole epoch jitted", precision, partial(JaxEpoch, precision))


def scikit_learn():
    from scikit_learn import ScikitLearn

    # It divides the penalty by the mini-batch's own size, which in a shorter one is another.
    yield Contestant("scikit-learn, MLPClassifier", "f32", ScikitLearn, whole_mini_batches)


PEERS = {"numpy": numpy, "jax": jax, "scikit-learn": scikit_learn}
