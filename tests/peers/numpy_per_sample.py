"""NumPy, one sample after another, in the manner of Nielsen's `network2.py`: the usual first try.

Columns for vectors, a new array for every result, f64. The list of samples as floats is made
outside the clock; the order is given, so nothing is shuffled in it.
"""

import numpy as np

from problem import Peer


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


class NumpyPerSample(Peer):
    def __init__(self, problem):
        self.problem = problem
        targets = np.eye(problem.sizes[-1])
        inputs = problem.inputs[problem.order] * (1 / 255)
        columns = [
            (x.reshape(-1, 1), targets[label].reshape(-1, 1))
            for x, label in zip(inputs, problem.labels[problem.order])
        ]
        self.mini_batches = [
            columns[i : i + problem.m] for i in range(0, len(columns), problem.m)
        ]

    def start(self):
        self.weights = [weights.copy() for weights, _ in self.problem.initial]
        self.biases = [biases.reshape(-1, 1).copy() for _, biases in self.problem.initial]

    def epoch(self):
        for mini_batch in self.mini_batches:
            self.update(mini_batch)

    def parameters(self):
        return [(w, b.ravel()) for w, b in zip(self.weights, self.biases)]

    def update(self, mini_batch):
        nabla_w = [np.zeros(w.shape) for w in self.weights]
        nabla_b = [np.zeros(b.shape) for b in self.biases]
        for x, y in mini_batch:
            sample_w, sample_b = self.backprop(x, y)
            nabla_w = [total + one for total, one in zip(nabla_w, sample_w)]
            nabla_b = [total + one for total, one in zip(nabla_b, sample_b)]
        rate = self.problem.eta / len(mini_batch)
        decay = self.problem.decay
        self.weights = [decay * w - rate * nabla for w, nabla in zip(self.weights, nabla_w)]
        self.biases = [b - rate * nabla for b, nabla in zip(self.biases, nabla_b)]

    def backprop(self, x, y):
        activations, zs = [x], []
        for w, b in zip(self.weights, self.biases):
            zs.append(np.dot(w, activations[-1]) + b)
            activations.append(sigmoid(zs[-1]))
        delta = activations[-1] - y
        nabla_w = [np.dot(delta, activations[-2].T)]
        nabla_b = [delta]
        for l in range(len(self.weights) - 2, -1, -1):
            delta = np.dot(self.weights[l + 1].T, delta) * sigmoid_prime(zs[l])
            nabla_w.insert(0, np.dot(delta, activations[l].T))
            nabla_b.insert(0, delta)
        return nabla_w, nabla_b
