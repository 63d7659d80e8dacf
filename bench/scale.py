"""Measure how `clean` and `combine` grow with the record, and write ``bench/scale.md``.

The real record comes first, then synthetic ones of `generate.py`. The steps run as commands, as
Snakemake runs them, but with a few plans to a process, so that starting Python does not drown the
work. What counts is processor time (user and system), which other work on the machine hardly
changes, and the largest memory that one process held.
"""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl

ROOT = Path(__file__).parents[1]
SIZES = (100, 300, 1_000, 3_000, 10_000)
# Below it, starting Python is a good part of the time.
FIT_FROM = 300
PLANS_A_PROCESS = 5
MOST_EXPONENT, MOST_MIB, MOST_CHANGED = 1.05, 1024, 0.1
# One source in so many changes.
ONE_IN = 100


@dataclass(frozen=True)
class Cost:
    """Processor seconds, and the most memory that one process held, in MiB."""

    seconds: float
    mib: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.seconds + other.seconds, max(self.mib, other.mib))


@dataclass(frozen=True)
class Measured:
    """What one record holds, and what its two steps cost; ``changed``: both, after a change."""

    name: str
    tables: int
    rows: int
    clean: Cost
    combine: Cost
    changed: Cost | None = None


def run(folder: Path, *command: str) -> tuple[Cost, str]:
    """Run a command in a folder; give its cost and what it printed."""
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | {"PATH": path}, stdout=said, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read()
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{text[-4000:]}")
    # Linux counts the largest resident size in KiB, macOS in bytes.
    mib = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return Cost(usage.ru_utime + usage.ru_stime, mib), text


def measure(name: str, folder: Path, raw: Path, vocab: Path) -> tuple[Measured, dict[str, int]]:
    """Clean and combine a record; give also the rows of each table, by name."""
    plans = sorted(path.name for path in raw.iterdir() if path.is_dir())
    clean = clean_all(folder, raw, vocab, plans)
    combine, rows = combine_all(folder, raw, vocab)
    total = rows["observations"] + rows["projects"]
    changed = None
    if name == "synthetic" and len(plans) >= ONE_IN:
        due = plans[::ONE_IN]
        for plan in due:
            change_source(raw / plan / "workbook.xlsx")
        changed = clean_all(folder, raw, vocab, plans, due) + combine_all(folder, raw, vocab)[0]
    return Measured(name, rows["tables"], total, clean, combine, changed), rows


def clean_all(
    folder: Path, raw: Path, vocab: Path, plans: Sequence[str], due: Collection[str] | None = None
) -> Cost:
    """Clean, a few plans to a process; only in those that hold a plan which is due."""
    cost = Cost(0, 0)
    for first in range(0, len(plans), PLANS_A_PROCESS):
        part = plans[first : first + PLANS_A_PROCESS]
        if due is None or set(part) & set(due):
            cost += run(
                folder, "compendium", "clean", "--changed", *part,
                "--raw", str(raw), "--vocab", str(vocab), "--out", "cleaned",
            )[0]  # fmt: skip
    return cost


def combine_all(folder: Path, raw: Path, vocab: Path) -> tuple[Cost, dict[str, int]]:
    """Join what was cleaned, targets and audit included; give the rows of each table too."""
    cost, text = run(
        folder, "compendium", "combine",
        "--cleaned", "cleaned", "--raw", str(raw), "--vocab", str(vocab), "--out", "tables",
    )  # fmt: skip
    return cost, {table: int(count) for count, table in re.findall(r"(\d+) (\w+)", text)}


def change_source(workbook: Path) -> None:
    """Change one remark of a plan: its workbook is another, and one of its rows."""
    book = openpyxl.load_workbook(workbook)
    sheet = book["statements"]
    (column,) = (cell.column for cell in sheet[1] if cell.value == "note_en")
    sheet.cell(2, column).value = "Changed."
    book.save(workbook)


def measure_real() -> Measured:
    """Measure the record of this repository."""
    with tempfile.TemporaryDirectory() as scratch:
        return measure(
            "the real record", Path(scratch), ROOT / "data" / "raw", ROOT / "data" / "vocab"
        )[0]


def measure_synthetic(tables: int) -> Measured:
    """Measure a generated record; it must give what the generator wrote."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        # A process of its own: the memory of this one would count as that of its children.
        generate = str(Path(__file__).with_name("generate.py"))
        _, text = run(folder, sys.executable, generate, str(folder), str(tables))
        expected = json.loads(text)
        measured, rows = measure(
            "synthetic", folder, folder / "data" / "raw", folder / "data" / "vocab"
        )
    lost = {
        name: (rows[name], expected[name])
        for name in ("plans", "tables", "observations", "projects")
        if rows[name] != expected[name]
    }
    if lost:
        sys.exit(f"{tables} tables: found and written differ: {lost}")
    return measured


def fit_exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """Give the exponent b of seconds = a · sizeᵇ, by least squares on the logarithms.

    >>> round(fit_exponent([1, 10, 100], [2, 20, 200]), 6)
    1.0
    """
    x, y = [math.log(each) for each in sizes], [math.log(each) for each in seconds]
    x_mean, y_mean = sum(x) / len(x), sum(y) / len(y)
    return sum((a - x_mean) * (b - y_mean) for a, b in zip(x, y, strict=True)) / sum(
        (a - x_mean) ** 2 for a in x
    )


def report(measured: Sequence[Measured], machine: str) -> str:
    """Write the page."""
    lines = [
        f"| {each.name} | {each.tables:,} | {each.rows:,} "
        f"| {each.clean.seconds:.1f} s | {each.rows / each.clean.seconds:,.0f} "
        f"| {each.clean.mib:.0f} MiB "
        f"| {each.combine.seconds:.1f} s | {each.rows / each.combine.seconds:,.0f} "
        f"| {each.combine.mib:.0f} MiB |"
        for each in measured
    ]
    fitted = [each for each in measured if each.name == "synthetic" and each.tables >= FIT_FROM]
    goals = []
    for name, seconds in (
        ("clean", [each.clean.seconds for each in fitted]),
        ("combine", [each.combine.seconds for each in fitted]),
        ("both", [each.clean.seconds + each.combine.seconds for each in fitted]),
    ):
        rows = [each.rows for each in fitted]
        whole, last = fit_exponent(rows, seconds), fit_exponent(rows[-2:], seconds[-2:])
        goals.append((f"exponent of {name}", f"{whole:.2f} (last step {last:.2f})", MOST_EXPONENT))
    for each in fitted:
        if each.changed:
            cold = each.clean.seconds + each.combine.seconds
            found = (
                f"{each.changed.seconds / cold:.2f} ({each.changed.seconds:.1f} of {cold:.1f} s)"
            )
            what = f"1 % of the sources changed at {each.tables:,} tables, against cold"
            goals.append((what, found, MOST_CHANGED))
    peak = max((each.clean + each.combine).mib for each in measured)
    goals.append(("peak memory of one process", f"{peak:.0f} MiB", f"{MOST_MIB} MiB"))
    return HEAD.format(
        machine=machine,
        lines="\n".join(lines),
        fit_from=FIT_FROM,
        goals="\n".join(f"| {what} | {found} | ≤ {goal} |" for what, found, goal in goals),
        plans=PLANS_A_PROCESS,
        load=f"{os.getloadavg()[2]:.1f}",
    )


HEAD = """\
# How the work grows

Written by `make bench`. The real record comes first; the synthetic ones are made by \
`bench/generate.py` from the real vocabularies, with a fixed seed and every printed form, and must \
give exactly the rows that were written.

- A row is an observation or a project. Tables include boxes.
- Seconds are processor time (user and system), starting Python included: `clean` runs {plans} \
plans to a process and is summed, `combine` runs once and works out targets and audit too. Other \
work on the machine, load {load} when this ended, makes them larger but hardly changes their \
ratios. Memory is the largest that one process held.
- The exponent *b* in seconds = *a* · rows*ᵇ* is fitted to the records of {fit_from} tables and \
more; 1 is linear. The last step is that between the two largest, where starting Python hardly \
counts.

{machine}.

| record | tables | rows | `clean` | rows/s | memory | `combine` | rows/s | memory |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
{lines}

| what | measured | goal |
| --- | --- | --- |
{goals}
"""


def main() -> None:
    """Measure and write."""
    measured = [measure_real(), *map(measure_synthetic, SIZES)]
    # Only now: what it imports would count as memory of the processes measured before.
    from run import describe_machine

    text = report(measured, describe_machine())
    Path(__file__).with_name("scale.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
