"""scikit-learn's MLPClassifier, one `partial_fit` an epoch.

Given labels it would put softmax at the output. Given one-hot rows, as if a digit could have
several labels, it puts σ there, and so learns the same function as everyone here. Inputs are f32
and already in the order of the epoch, so in the clock it neither shuffles nor gathers.
"""

import warnings

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier

from problem import Peer

# Spare it the search for numbers that are not finite.
sklearn.set_config(assume_finite=True)
# It reports an epoch of less than one mini-batch.
warnings.filterwarnings("ignore", message="Got `batch_size`")


class ScikitLearn(Peer):
    def __init__(self, problem):
        self.problem = problem
        self.inputs = problem.inputs[problem.order] * np.float32(1 / 255)
        self.targets = np.eye(problem.sizes[-1], dtype=int)[problem.labels[problem.order]]

    def start(self):
        problem = self.problem
        self.model = MLPClassifier(
            hidden_layer_sizes=problem.sizes[1:-1],
            activation="logistic",
            solver="sgd",
            # The penalty's gradient: alpha·w/m here, λ·w/n in this project.
            alpha=problem.lambda_ * problem.m / len(problem.labels),
            batch_size=problem.m,
            learning_rate="constant",
            learning_rate_init=problem.eta,
            momentum=0.0,
            nesterovs_momentum=False,
            shuffle=False,
        )
        # The parameters exist only after a first step.
        few = slice(problem.m)
        classes = np.arange(problem.sizes[-1])
        self.model.partial_fit(self.inputs[few], self.targets[few], classes=classes)
        for l, (w, b) in enumerate(problem.initial):
            self.model.coefs_[l][:] = w.T
            self.model.intercepts_[l][:] = b

    def epoch(self):
        self.model.partial_fit(self.inputs, self.targets)

    def parameters(self):
        model = self.model
        return [(w.T.astype("f8"), b.astype("f8")) for w, b in zip(model.coefs_, model.intercepts_)]
