"""The steps: a changed file runs again what depends on it and nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from compendium.contract.tables import FILES
from support import ROOT

COMMAND = str(Path(sys.executable).parent / "snakemake")
SOURCES = (
    "Snakefile", "_config.yml", "_toc.yml", "requirements.lock", "README.md", "pyproject.toml",
    "LICENSE", "LICENSE-DATA", "CITATION.cff", "CHANGELOG.md",
)  # fmt: skip
FOLDERS = ("data", "notebooks", "book", "src")

DATA, CHAPTERS, SITE = "Reading the workbooks", "Running the chapters", "Building the pages"
PACKAGE, TOLD = "Packing the package", "Saying what changed"
PLAN = "data/raw/futian-cbd-155"

CHANGES = {
    f"{PLAN}/workbook.xlsx": {DATA, CHAPTERS, PACKAGE, SITE},
    f"{PLAN}/source.yaml": {DATA, CHAPTERS, PACKAGE, SITE},
    f"{PLAN}/.ipynb_checkpoints/layout.yaml": set(),
    "data/raw/notes/notes.txt": set(),
    "data/vocab/indicators.csv": {DATA, CHAPTERS, PACKAGE, SITE},
    "data/vocab/audit.yaml": {DATA, CHAPTERS, PACKAGE, SITE},
    "data/clean/plans.csv": {CHAPTERS, PACKAGE, SITE},
    "notebooks/trade.ipynb": {CHAPTERS, SITE},
    "book/cite.md": {SITE},
    "book/moved.csv": {SITE},
    "CITATION.cff": {SITE},
    "CHANGELOG.md": {SITE},
    "book/locale/README.md": {CHAPTERS, PACKAGE, SITE},
    "pyproject.toml": {PACKAGE, SITE},
    "book/teach/trade.yml": {SITE},
    "book/_static/compendium.css": {SITE},
    "_toc.yml": {SITE},
    "README.md": {PACKAGE, SITE},
    "requirements.lock": {DATA, CHAPTERS, PACKAGE, SITE},
    "src/compendium/contract/rows.py": {DATA, CHAPTERS, PACKAGE, SITE},
    "src/compendium/raw/workbook.py": {DATA, CHAPTERS, PACKAGE, SITE},
    "src/compendium/chapter/theme.py": {CHAPTERS, PACKAGE, SITE},
    "src/compendium/coverage/report.py": {PACKAGE, SITE},
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository that looks as if it were built: what is made is newer."""
    root = tmp_path_factory.mktemp("built")
    for name in SOURCES:
        shutil.copy(ROOT / name, root / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in root.rglob("*"):
        os.utime(path, (1, 1))
    chapters = [path.stem for path in (root / "notebooks").glob("*.ipynb")]
    tables = [f"data/clean/{name}" for name in FILES]
    run = [f"book/chapters/en/{each}{end}" for each in chapters for end in (".ipynb", ".made-from")]
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    wheels = [f"build/package/compendium-{project['version']}-py3-none-any.whl"]
    made = (
        (*tables, "README.md", "book/data.md"),
        (*run, *wheels),
        ("site/index.html",),
        ("build/told/book.json",),
    )
    for time, names in enumerate(made, start=2):
        for name in names:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).touch()
            os.utime(root / name, (time, time))
    return root


def list_jobs(root: Path) -> set[str]:
    """Give the messages of the jobs that a dry run would do."""
    done = subprocess.run(
        [COMMAND, "--dry-run", "--nolock", "--scheduler", "greedy", "--", "book"],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return set(re.findall(r"^Job \d+: (.+)$", done.stdout + done.stderr, re.MULTILINE))


def test_a_second_build_does_nothing(built: Path) -> None:
    assert list_jobs(built) == set()


@pytest.mark.parametrize(("name", "jobs"), CHANGES.items(), ids=CHANGES)
def test_a_changed_file_runs_only_what_depends_on_it(
    name: str, jobs: set[str], built: Path
) -> None:
    path = built / name
    is_new = not path.exists()
    path.parent.mkdir(exist_ok=True)
    before = None if is_new else path.stat().st_mtime
    path.touch()
    try:
        # A new site is the last word of a build.
        assert list_jobs(built) == jobs | ({TOLD} if SITE in jobs else set())
    finally:
        if before is None:
            path.unlink()
            path.parent.rmdir()
        else:
            os.utime(path, (before, before))


@pytest.mark.parametrize(
    ("name", "jobs"),
    [
        ("site/index.html", {SITE}),
        ("data/clean/plans.csv", {DATA, CHAPTERS, PACKAGE, SITE}),
    ],
)
def test_what_is_gone_is_made_again(name: str, jobs: set[str], built: Path) -> None:
    path, aside = built / name, built / "aside"
    path.rename(aside)
    try:
        # A new site is the last word of a build.
        assert list_jobs(built) == jobs | ({TOLD} if SITE in jobs else set())
    finally:
        aside.rename(path)
