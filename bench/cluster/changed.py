"""Run a national corpus on this machine, change 1 % of its sources, and run it again.

``make cluster-test`` runs it, after the cluster.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from running import run

sys.path.append(str(Path(__file__).resolve().parents[1]))
from corpus import write_corpus
from readme import write_part
from scale import MOST_CHANGED, ONE_IN, change_source


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description="Change 1 % of a corpus and run it again.")
    parser.add_argument("--tables", type=int, default=1000, help="of the corpus (1000)")
    parser.add_argument("--chapters", type=int, default=200, help="one a plan (200)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="compendium-changed-") as scratch:
        folder = Path(scratch, "corpus")
        expected = write_corpus(folder, options.tables, options.chapters, seed=1)
        cold = run(folder, "local")
        due = sorted(folder.glob("data/raw/*/workbook.xlsx"))[::ONE_IN]
        for workbook in due:
            change_source(workbook)
        changed = run(folder, "local")
        nothing = run(folder, "local")
    # Only now: what it imports would count as time of the processes measured before.
    from run import describe_machine

    lines = [
        "Written by `make cluster-test`: the whole run by `profiles/local`, from the workbooks to "
        f"the executed chapters, of a corpus of {expected.tables:,} tables in {expected.plans} "
        f"plans with {expected.plans} chapters. Processor seconds leave out the kernels that run "
        "the chapters, which the system does not add up: cold is more than they say. What the "
        "steps on the data alone take is in [scale.md](scale.md).\n",
        f"{describe_machine()}, load {os.getloadavg()[2]:.1f}.\n",
        "| what | processor, ratio | clock, ratio | goal | processor | clock |",
        "| --- | --- | --- | --- | --- | --- |",
        f"| cold | | | | {cold.processor:.0f} s | {cold.seconds:.0f} s |",
    ]
    for what, took, goal in (
        (f"{len(due)} of {expected.plans} sources changed", changed, f"≤ {MOST_CHANGED}"),
        ("nothing changed", nothing, ""),
    ):
        ratios = f"{took.processor / cold.processor:.2f} | {took.seconds / cold.seconds:.2f}"
        took_s = f"{took.processor:.0f} s | {took.seconds:.0f} s"
        lines.append(f"| {what}, against cold | {ratios} | {goal} | {took_s} |")
    write_part("A corpus of which 1 % changed", "\n".join(lines))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
