"""Measure building, cleaning and testing, and write its part of ``bench/README.md``.

A build is measured against the ordinary way in one run on one machine: its figure is a ratio. The
times themselves only say how large the work is.
"""

from __future__ import annotations

import os
import platform
import re
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
from readme import write_part

from compendium.record.clean import clean_source
from compendium.record.vocabulary import read_vocabularies

ROOT = Path(__file__).parents[1]
ROUNDS = 20
BUILDS = 3

# The ordinary way shows each chart as Altair does.
STOCK_CELL = """\
import io
import altair
from compendium.chapter.data import Chapter
altair.data_transformers.disable_max_rows()
"""
HTML_ONLY = "Chapter.show_chart = lambda self, draw, **_: draw(680)"
# A page that needs no script has each chart as SVG too, for a wide and a narrow page.
WITH_SVG = """\
def show_chart(self, draw, **_):
    for width in (680, 340):
        draw(width).save(io.StringIO(), format="svg")
    return draw(680)
Chapter.show_chart = show_chart
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
        command,
        cwd=folder,
        env=os.environ | {"PATH": path, "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
    )
    seconds = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return seconds


def install(folder: Path) -> None:
    """Let the copy take the packages that are installed here; its own code comes first."""
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(ROOT / ".venv" / "bin")
    (folder / ".venv" / ".packages").write_text(f"{folder.resolve()}\n")
    (folder / ".venv" / ".project").touch()


def build(folder: Path) -> float:
    """Build the site, packages installed."""
    return run(folder, "make", "book")


def forget(folder: Path) -> None:
    """Remove everything built."""
    for name in ("build", "site", "book/chapters", ".snakemake"):
        shutil.rmtree(folder / name, ignore_errors=True)


def build_stock(folder: Path, show_chart: str) -> float:
    """Build the same chapters the ordinary way: Jupyter Book runs them one after the other."""
    forget(folder)
    run(folder, "compendium", "stage")
    staged = folder / "build" / "book" / "en"
    for template in sorted((folder / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(template, as_version=4)
        notebook.cells.insert(0, nbformat.v4.new_code_cell(STOCK_CELL + show_chart, id="stock"))
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


def change_colour(folder: Path) -> None:
    """Change one colour of the theme."""
    path = folder / "src" / "compendium" / "chapter" / "theme.py"
    text = path.read_text("utf-8")
    colour = re.search(r'"#([0-9a-f]{6})"', text)
    if colour is None:
        sys.exit(f"{path} has no colour")
    other = f"{int(colour[1], 16) ^ 1:06x}"
    path.write_text(text.replace(colour[1], other), "utf-8")


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
        name: [] for name in ("stock", "svg", "cold", "nothing", "cell", "text", "colour")
    }
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        copy_repository(folder)
        install(folder)
        for _ in range(BUILDS):
            times["stock"].append(build_stock(folder, HTML_ONLY))
            times["svg"].append(build_stock(folder, WITH_SVG))
            forget(folder)
            times["cold"].append(build(folder))
            times["nothing"].append(build(folder))
            for name, change in (
                ("cell", change_cell),
                ("text", change_text),
                ("colour", change_colour),
            ):
                change(folder)
                times[name].append(build(folder))
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
    """Measure and write; with an argument, in this many rounds and without the tests."""
    global BUILDS
    if sys.argv[1:]:
        BUILDS = int(sys.argv[1])
    opening, cleaning = measure_cleaning()
    times = measure_building()
    rows = [
        ("whole book, cold, against the ordinary way", times["cold"], times["stock"], 1.0),
        ("the same against the ordinary way with SVG", times["cold"], times["svg"], 0.6),
        ("one changed workbook cell, against cold", times["cell"], times["cold"], 0.35),
        ("one changed sentence, against cold", times["text"], times["cold"], 0.3),
        ("one changed colour of the theme, against cold", times["colour"], times["cold"], 0.5),
        ("nothing changed, against cold", times["nothing"], times["cold"], 0.05),
        ("cleaning five workbooks, against openpyxl opening them", cleaning, opening, 1.2),
    ]
    lines = [
        "| what | ratio | goal | ours | other |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {name} | {ours / other:.2f} | ≤ {goal} | {ours:.2f} s | {other:.2f} s |"
            for name, ours, other, goal in rows
        ),
    ]
    if not sys.argv[1:]:
        lines += [
            "",
            "| what | time | goal |",
            "| --- | --- | --- |",
            *(
                f"| `make {target}` | {run(ROOT, 'make', target):.0f} s | ≤ {goal} s |"
                for target, goal in (("check", 60), ("test", 240))
            ),
        ]
    head = (Path(__file__).parent / "README.head.md").read_text("utf-8")
    write_part("Building and cleaning", "\n".join([f"{head}\n{describe_machine()}.\n", *lines]))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
