"""Our training loop against NumPy, JAX and scikit-learn; README.md beside this file says more."""

import sys

# Nothing is written into the tree.
sys.dont_write_bytecode = True

import environment

if __name__ == "__main__":
    environment.enter()

import argparse
import json
import tempfile
from pathlib import Path

import contestants
import report
from checks import Judge
from ours import Child, build
from problem import Problem


def main():
    chosen = arguments()
    executable = build()
    bound = environment.stay_on_one_core()
    # Loaded only now, on the core where they stay: thread pools count the cores that they see.
    peers = [peer for name in chosen.peers for peer in contestants.PEERS[name]()]

    with tempfile.TemporaryDirectory() as directory:
        child = Child(executable, Path(directory))
        *training, test_inputs, test_labels, order = child.data(chosen.data)
        everyone = [*peers, *contestants.ours(child)]
        machine = report.machine(bound)
        print(f"{machine}\n{report.task(chosen, len(order))}\n", flush=True)

        results, sound = [], True
        for sizes in chosen.sizes:
            for m in chosen.m:
                initial = child.initial(sizes)
                problem = Problem(
                    *training, order[: chosen.samples], initial, m, chosen.eta, chosen.lambda_
                )
                test = test_inputs, test_labels
                judge = Judge(contestants.judge(child), test, chosen.epochs)
                rows = compare(everyone, problem, judge, chosen.rounds)
                sound &= not any(row["faults"] for row in rows)
                print(report.table(sizes, m, rows), flush=True)
                results.append({"sizes": sizes, "m": m, "contestants": rows})

    if not chosen.check:
        print(report.summary(results))
    if chosen.json:
        record = {"machine": machine, "arguments": vars(chosen), "results": results}
        Path(chosen.json).write_text(json.dumps(record, indent=1))
    if not sound:
        sys.exit("Not all contestants learn the same: see above. Their times mean nothing.")


def compare(everyone, problem, judge, rounds):
    """A row per contestant: first whether it learns what it should, then its times.

    In each round every contestant trains one epoch from the same start, so that whatever else the
    machine does falls on all alike.
    """
    rows, trainers = [], []
    for contestant in everyone:
        share = contestant.share(problem)
        trainers.append(contestant.make(share))
        findings = judge.findings(contestant, trainers[-1], share)
        scale = len(problem.order) / len(share.order)
        row = {"name": contestant.name, "precision": contestant.precision, "scale": scale}
        rows.append({**row, **findings, "seconds": []})
    for _ in range(rounds):
        for trainer, row in zip(trainers, rows):
            (seconds,), _ = trainer.train(1)
            row["seconds"].append(seconds * row["scale"])
    return rows


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    sizes = lambda text: [int(size) for size in text.split(",")]
    networks = [[784, 30, 10], [784, 100, 10], [784, 512, 512, 10]]
    add("--data", metavar="DIR", help="learn MNIST, from its four files; else the drawn digits")
    add("--sizes", type=sizes, nargs="+", default=networks, metavar="784,30,10", help="networks")
    add("--m", type=int, nargs="+", default=[10, 100], metavar="M", help="mini-batch sizes")
    add("--rounds", type=int, default=7, help="each times every contestant once")
    add("--epochs", type=int, default=3, help="after so many, what was learned is compared")
    add("--samples", type=int, help="learn only from the first so many of the order")
    add("--eta", type=float, default=0.5)
    add("--lambda", type=float, default=5.0, dest="lambda_")
    add("--peers", default=",".join(contestants.PEERS), help="of %(default)s")
    add("--json", metavar="FILE", help="write all that was measured")
    add("--check", action="store_true", help="tiny: only see that everything runs and is right")
    chosen = parser.parse_args()
    chosen.peers = [name for name in chosen.peers.split(",") if name]
    if unknown := set(chosen.peers) - set(contestants.PEERS):
        parser.error(f"no such peers: {', '.join(unknown)}")
    for network in chosen.sizes:
        if len(network) < 2 or (network[0], network[-1]) != (784, 10) or min(network) < 1:
            parser.error(f"a network of digits has 784 inputs and 10 outputs, not {network}")
    samples = 1 if chosen.samples is None else chosen.samples
    if min(*chosen.m, chosen.rounds, chosen.epochs, samples) < 1:
        parser.error("mini-batch sizes, rounds, epochs and samples are at least 1")
    if chosen.check:
        # An odd shape, and mini-batches that do not divide the samples.
        chosen.sizes, chosen.m = [[784, 30, 10], [784, 17, 13, 10]], [10, 7]
        chosen.samples, chosen.epochs, chosen.rounds = 1000, 2, 1
    return chosen


if __name__ == "__main__":
    main()
