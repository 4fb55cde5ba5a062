"""What every contestant is given, and what it has to be able to do."""

from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

FLOATS = {"f32": np.dtype("f4"), "f64": np.dtype("f8")}


@dataclass(frozen=True)
class Problem:
    """Digits to learn, the order to learn them in, and where to start from."""

    inputs: np.ndarray  # bytes, (n, n_in); 255 stands for 1
    labels: np.ndarray  # bytes, (n)
    order: np.ndarray  # the samples that make an epoch, the same in each
    initial: list  # per layer: weights (n_out, n_in), biases (n_out), in f64
    m: int
    eta: float
    lambda_: float

    @property
    def sizes(self):
        return [self.initial[0][0].shape[1], *(len(biases) for _, biases in self.initial)]

    @property
    def decay(self):
        """What an update multiplies the weights by: 1 − ηλ/n, n the size of the training set."""
        return 1 - self.eta * self.lambda_ / len(self.labels)

    def mini_batches(self):
        """The order, cut into pieces of m; the last may be shorter."""
        return [self.order[i : i + self.m] for i in range(0, len(self.order), self.m)]

    def part(self, samples):
        """The same with only so many samples in an epoch."""
        return replace(self, order=self.order[:samples])

    def one_step(self):
        """One step with a huge η and no penalty: it moves the parameters by −η times the gradient.

        η is so large that the parameters' own digits do not hide the gradient's, and a power of
        two so that multiplying with it rounds nothing.
        """
        return replace(self, order=self.order[: self.m], eta=2.0**20, lambda_=0.0)


class Peer:
    """What the contestants of this process share: the clock.

    A peer is made from a problem, which does what is done once. Training is
    `start`, then `epoch` as often as wanted, then `parameters`. Only `epoch` is in the clock.
    """

    def train(self, epochs):
        """The seconds of each epoch, and the parameters in f64 after the last."""
        self.start()
        seconds = []
        for _ in range(epochs):
            begin = perf_counter()
            self.epoch()
            seconds.append(perf_counter() - begin)
        return seconds, self.parameters()


def flat(parameters):
    """All weights and biases as one vector, layer by layer."""
    return np.concatenate([p.ravel() for layer in parameters for p in layer])


def layers(vector, sizes):
    """The reverse of `flat`."""
    parameters = []
    for n_in, n_out in zip(sizes, sizes[1:]):
        weights, biases, vector = np.split(vector, [n_out * n_in, n_out * n_in + n_out])
        parameters.append((weights.reshape(n_out, n_in), biases))
    return parameters


def accuracy(parameters, inputs, labels):
    """The share of samples with the largest output at the label; σ and softmax keep the order."""
    a = inputs / 255
    for weights, biases in parameters[:-1]:
        a = 1 / (1 + np.exp(-(a @ weights.T + biases)))
    weights, biases = parameters[-1]
    return float(np.mean(np.argmax(a @ weights.T + biases, axis=1) == labels))
