"""Does a contestant learn what we learn? Asked before anything is timed."""

import numpy as np

from problem import FLOATS, accuracy, flat


def limits(problem, precision):
    """Of gradient, what was learned, and accuracy, for numbers of unit roundoff u.

    Gradient, relative to its norm: a sum of k products is off by at most k·u of the sum of their
    sizes. Each layer is such a sum over its inputs, forward and backward, and the gradient one
    over m samples: 2u (Σ sizes + m). Of what is wrong rather than rounded, little is that small.

    Learned, relative to the way from the first parameters: a step hands its rounding errors on to
    the next, and no bound of use is known. Half of the digits have to agree, √u.

    Accuracy: f64 keeps 8 digits, so every answer; in f32 an answer may change where two outputs
    agree in 3 digits, and 1 sample in 200 is allowed to be one of those.
    """
    u = float(np.finfo(FLOATS[precision]).eps) / 2
    return 2 * u * (sum(problem.sizes) + problem.m), u**0.5, {"f64": 0.0, "f32": 0.005}[precision]


class Judge:
    """Compares contestants with one that is right, on one problem."""

    def __init__(self, reference, test, epochs):
        self.reference, self.test, self.epochs = reference, test, epochs
        self.learned = {}

    def findings(self, contestant, trainer, problem):
        """Errors relative to the judge's norm, accuracy, and what is at fault, in words.

        `trainer` is the contestant, made for `problem`.
        """
        _, parameters = trainer.train(self.epochs)
        right = self.parameters_after(problem)
        found, wanted = accuracy(parameters, *self.test), accuracy(right, *self.test)
        initial = flat(problem.initial)
        gradient = self.gradient_error(contestant, problem)
        learned = distance(flat(parameters) - initial, flat(right) - initial)
        errors = {
            "the first gradient": gradient,
            "what was learned": learned,
            "accuracy": round(abs(found - wanted), 9),
        }
        faults = [
            f"{what} differs by {error:.2g}, more than {limit:.2g}"
            for (what, error), limit in zip(
                errors.items(), limits(problem, contestant.precision), strict=True
            )
            # Not `>`, so that NaN is a fault.
            if not error <= limit
        ]
        return {"gradient": gradient, "learned": learned, "accuracy": found, "faults": faults}

    def gradient_error(self, contestant, problem):
        """Of the first mini-batch, read off one step of the loop that is timed."""
        step = problem.one_step()
        steps = [
            flat(one.make(step).train(1)[1]) - flat(problem.initial)
            for one in (contestant, self.reference)
        ]
        return distance(*steps)

    def parameters_after(self, problem):
        """The reference's, after so many samples; trained once."""
        samples = len(problem.order)
        if samples not in self.learned:
            _, self.learned[samples] = self.reference.make(problem).train(self.epochs)
        return self.learned[samples]


def distance(found, right):
    """‖found − right‖ / ‖right‖."""
    return float(np.linalg.norm(found - right) / np.linalg.norm(right))
