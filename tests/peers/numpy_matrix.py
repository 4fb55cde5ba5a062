"""NumPy, a mini-batch at a time, as fast as NumPy alone goes: every result has its place.

Rows are samples. Inputs are floats before the clock starts; the rows of a mini-batch are gathered
in the clock. Products are OpenBLAS's, which NumPy's wheels bring along.
"""

import numpy as np

from problem import FLOATS, Peer


class NumpyMatrix(Peer):
    def __init__(self, precision, problem):
        self.problem = problem
        self.float = FLOATS[precision]
        self.inputs = problem.inputs * self.float.type(1 / 255)
        self.targets = np.eye(problem.sizes[-1], dtype=self.float)[problem.labels]
        self.mini_batches = problem.mini_batches()
        room = lambda shape: np.empty(shape, self.float)
        m = min(problem.m, len(problem.order))
        self.activations = [room((m, n)) for n in problem.sizes]
        self.deltas = [room((m, n)) for n in problem.sizes]
        self.primes = [room((m, n)) for n in problem.sizes]
        self.y = room((m, problem.sizes[-1]))

    def start(self):
        copy = lambda array: array.astype(self.float)
        self.layers = [(copy(w), copy(b)) for w, b in self.problem.initial]
        self.gradient = [(np.empty_like(w), np.empty_like(b)) for w, b in self.layers]

    def epoch(self):
        for indices in self.mini_batches:
            self.step(indices)

    def parameters(self):
        return [(w.astype("f8"), b.astype("f8")) for w, b in self.layers]

    def step(self, indices):
        m = len(indices)
        activations = [a[:m] for a in self.activations]
        deltas = [delta[:m] for delta in self.deltas]
        y = self.y[:m]
        # With mode="clip" NumPy writes straight into `out`.
        np.take(self.inputs, indices, axis=0, out=activations[0], mode="clip")
        np.take(self.targets, indices, axis=0, out=y, mode="clip")

        for (w, b), before, a in zip(self.layers, activations, activations[1:]):
            np.matmul(before, w.T, out=a)
            a += b
            # σ in place: 1 / (1 + e^−z).
            np.negative(a, out=a)
            np.exp(a, out=a)
            a += 1
            np.reciprocal(a, out=a)

        np.subtract(activations[-1], y, out=deltas[-1])
        for l in range(len(self.layers) - 1, 0, -1):
            delta, a, prime = deltas[l], activations[l], self.primes[l][:m]
            np.matmul(deltas[l + 1], self.layers[l][0], out=delta)
            # σ′ = a − a².
            np.multiply(a, a, out=prime)
            np.subtract(a, prime, out=prime)
            delta *= prime

        # Python floats keep an array's precision; NumPy's own would not.
        rate, decay = float(self.problem.eta / m), float(self.problem.decay)
        for l, ((w, b), (nabla_w, nabla_b)) in enumerate(zip(self.layers, self.gradient)):
            delta = deltas[l + 1]
            delta *= rate
            np.matmul(delta.T, activations[l], out=nabla_w)
            np.sum(delta, axis=0, out=nabla_b)
            w *= decay
            w -= nabla_w
            b -= nabla_b
