"""Measure building and cleaning against the ordinary way, and write ``bench/README.md``.

Every figure is a ratio of two times from one run on one machine; the times themselves only say how
large the work is.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import openpyxl
import yaml

from compendium.sources import clean_source
from compendium.vocab import read_vocabularies

ROOT = Path(__file__).parents[1]
ROUNDS = 20
BUILDS = 3

# The ordinary way shows each chart as Altair does.
STOCK_CELL = """\
import altair
from compendium.reading import Chapter
altair.data_transformers.disable_max_rows()
Chapter.show_figure = lambda self, draw, **_: draw(680)
"""


def copy_repository(target: Path) -> None:
    """Copy what git knows, without anything built."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def run(folder: Path, *command: str) -> float:
    """Run a command in a folder and give its seconds."""
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    began = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True
    )
    seconds = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return seconds


def build(folder: Path) -> float:
    """Build the site as `make book` does, packages installed."""
    return run(folder, "snakemake", "--cores", "2", "--quiet", "all", "--", "site")


def forget(folder: Path) -> None:
    """Remove everything built."""
    for name in ("build", "site", "book/chapters", ".snakemake"):
        shutil.rmtree(folder / name, ignore_errors=True)


def build_stock(folder: Path) -> float:
    """Build the same chapters the ordinary way: Jupyter Book runs them one after the other."""
    run(folder, "compendium", "stage")
    staged = folder / "build" / "book" / "en"
    for template in sorted((folder / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(template, as_version=4)
        notebook.cells.insert(0, nbformat.v4.new_code_cell(STOCK_CELL, id="stock"))
        nbformat.write(notebook, staged / template.name)
    config = yaml.safe_load((folder / "_config.yml").read_text("utf-8"))
    config["execute"] = {"execute_notebooks": "force", "timeout": 300}
    (folder / "_stock.yml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    return run(
        folder, "jupyter-book", "build", "build/book/en", "--all",
        "--config", "_stock.yml", "--toc", "_toc.yml", "--quiet",
    )  # fmt: skip


def change_cell(folder: Path) -> None:
    """Change one printed figure, as a researcher would."""
    path = folder / "data" / "raw" / "zhongshan-services-145" / "workbook.xlsx"
    book = openpyxl.load_workbook(path)
    cell = book["T1"]["B11"]
    cell.value = f"{float(str(cell.value)) + 0.01:.2f}"
    book.save(path)


def change_text(folder: Path) -> None:
    """Change one sentence of one chapter."""
    path = folder / "notebooks" / "consumption.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-2].source += "\n\nOne more sentence."
    nbformat.write(notebook, path)


def median_seconds(work: Callable[[], object], rounds: int) -> float:
    """Give the median time of some runs."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def measure_cleaning() -> tuple[float, float]:
    """Give the seconds to open the five workbooks and to clean the five sources."""
    folders = sorted(path.parent for path in ROOT.glob("data/raw/*/workbook.xlsx"))

    def open_all() -> None:
        for folder in folders:
            openpyxl.load_workbook(folder / "workbook.xlsx")

    def clean_all() -> None:
        vocabularies = read_vocabularies(ROOT / "data" / "vocab")
        for folder in folders:
            clean_source(folder, vocabularies)

    return median_seconds(open_all, ROUNDS), median_seconds(clean_all, ROUNDS)


def measure_building() -> dict[str, float]:
    """Give the median seconds of every kind of build."""
    times: dict[str, list[float]] = {
        name: [] for name in ("stock", "cold", "cell", "text", "nothing")
    }
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        copy_repository(folder)
        for _ in range(BUILDS):
            forget(folder)
            times["stock"].append(build_stock(folder))
            forget(folder)
            times["cold"].append(build(folder))
            times["nothing"].append(build(folder))
            change_cell(folder)
            times["cell"].append(build(folder))
            change_text(folder)
            times["text"].append(build(folder))
    return {name: statistics.median(each) for name, each in times.items()}


def describe_machine() -> str:
    """Give processor, cores, memory and Python."""
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB; Python {platform.python_version()}"


def main() -> None:
    """Measure and write."""
    opening, cleaning = measure_cleaning()
    times = measure_building()
    rows = [
        ("whole book, cold, against the ordinary way", times["cold"], times["stock"], 0.7),
        ("after one changed workbook cell, against cold", times["cell"], times["cold"], 0.4),
        ("after one changed sentence, against cold", times["text"], times["cold"], 0.4),
        ("nothing changed, against cold", times["nothing"], times["cold"], 0.1),
        ("cleaning five workbooks, against openpyxl opening them", cleaning, opening, 2.0),
    ]
    lines = [
        f"| {name} | {ours / other:.2f} | ≤ {goal} | {ours:.2f} s | {other:.2f} s |"
        for name, ours, other, goal in rows
    ]
    text = (Path(__file__).parent / "README.head.md").read_text("utf-8")
    (Path(__file__).parent / "README.md").write_text(
        f"{text}\n{describe_machine()}.\n\n| what | ratio | goal | ours | other |\n"
        "| --- | --- | --- | --- | --- |\n" + "\n".join(lines) + "\n",
        "utf-8",
    )
    print("\n".join(lines))


if __name__ == "__main__":
    main()
