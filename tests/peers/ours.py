"""Our contestants: a child process built from `ours.rs`, which does its own timing."""

import json
import subprocess
import sys

import numpy as np

from environment import ROOT
from problem import layers


def build():
    """The path of the executable, compiled as benchmarks are."""
    command = ["cargo", "bench", "--locked", "--bench", "peers", "--no-run"]
    try:
        built = subprocess.run(
            [*command, "--message-format=json-render-diagnostics"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
    except FileNotFoundError:
        sys.exit("cargo is not on the path: our side cannot be built")
    if built.returncode != 0:
        sys.exit(f"`{' '.join(command)}` failed; its reason stands above")
    messages = [json.loads(line) for line in built.stdout.splitlines()]
    # Cargo builds the command line along with it, in any order.
    return next(
        message["executable"]
        for message in messages
        if message.get("executable") and message["target"]["name"] == "peers"
    )


class Child:
    """The running executable: one request, one answer."""

    def __init__(self, executable, directory):
        self.directory = directory
        self.process = subprocess.Popen(
            [executable], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, request, **fields):
        print(json.dumps({"request": request, **fields}), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit("our side ended; its reason stands above")
        return json.loads(answer)

    def data(self, mnist):
        """Training inputs and labels, test inputs and labels, and the order of an epoch."""
        answer = self.ask("data", mnist=mnist, directory=str(self.directory))
        read = lambda name, kind: np.fromfile(self.directory / name, kind)
        digits = [
            part
            for split in ("training", "test")
            for part in (
                read(f"{split}_inputs.u8", "u1").reshape(-1, answer["inputs"]),
                read(f"{split}_labels.u8", "u1"),
            )
        ]
        return *digits, read("order.u64", "<u8").astype(np.intp)

    def initial(self, sizes):
        return self.parameters("initial", sizes)[1]

    def parameters(self, request, sizes, **fields):
        file = self.directory / "parameters.f64"
        answer = self.ask(request, sizes=sizes, file=str(file), **fields)
        return answer, layers(np.fromfile(file, "<f8"), sizes)


class Ours:
    """One of our forms, as a contestant."""

    def __init__(self, child, form, precision, problem):
        self.child, self.form, self.precision, self.problem = child, form, precision, problem

    def train(self, epochs):
        problem = self.problem
        answer, parameters = self.child.parameters(
            "train",
            problem.sizes,
            form=self.form,
            precision=self.precision,
            m=problem.m,
            eta=problem.eta,
            **{"lambda": problem.lambda_},
            samples=len(problem.order),
            epochs=epochs,
        )
        return answer["seconds"], parameters
