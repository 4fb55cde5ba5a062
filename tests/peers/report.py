"""The tables."""

import platform
import statistics
from importlib.metadata import version

import environment


def machine(bound):
    """Where this was measured, and with what."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "jax", "scikit-learn"))
    return (
        f"{environment.processor()}, {platform.system()}, one thread each, {bound}; "
        f"Python {platform.python_version()}, {packages}, {environment.compiler()}"
    )


def task(chosen, n):
    """What was learned, and how."""
    digits = "digits of MNIST" if chosen.data else "drawn digits"
    if chosen.samples:
        digits += f", {min(n, chosen.samples):,} of them an epoch"
    return (
        f"{n:,} {digits}; sigmoid, cross-entropy, η = {chosen.eta:g}, λ = {chosen.lambda_:g}; "
        f"rounds in turns: {chosen.rounds}, epochs before what was learned is compared: "
        f"{chosen.epochs}"
    )


def median(row):
    return statistics.median(row["seconds"])


def table(sizes, m, rows):
    """One problem: times, and what the checks found."""
    fast = median(rows[-1])
    lines = [
        f"{sizes}, m = {m}",
        f"{'':<30}{'':>4}{'s/epoch':>10}{'spread':>8}{'ratio':>8}"
        f"{'gradient':>11}{'learned':>10}{'accuracy':>10}",
    ]
    for row in rows:
        seconds = median(row)
        spread = max(row["seconds"]) / min(row["seconds"])
        lines.append(
            f"{row['name']:<30}{row['precision']:>4}{seconds:>10.4f}{spread:>8.2f}"
            f"{seconds / fast:>8.2f}{row['gradient']:>11.1e}{row['learned']:>10.1e}"
            f"{row['accuracy']:>10.2%}"
            + (f"  {1 / row['scale']:.1%} of the epoch, scaled" if row["scale"] > 1 else "")
        )
        lines += [f"    FAULT: {fault}" for fault in row["faults"]]
    return "\n".join(lines) + "\n"


def summary(results):
    """Seconds per epoch and ratio to our fast form, for all problems, in Markdown."""
    heads = [f"{result['sizes']} m={result['m']}" for result in results]
    lines = [
        "Seconds per epoch, and times our fast form (the last line):\n",
        f"| | {' | '.join(heads)} |",
        f"|---|{'---|' * len(heads)}",
    ]
    for rows in zip(*(result["contestants"] for result in results)):
        cells = [
            f"{median(row):.3f} ({median(row) / median(result['contestants'][-1]):.1f} ×)"
            for row, result in zip(rows, results)
        ]
        lines.append(f"| {rows[0]['name']}, {rows[0]['precision']} | {' | '.join(cells)} |")
    return "\n".join(lines)
