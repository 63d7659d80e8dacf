"""The steps: a changed workbook runs again only what depends on it, an unchanged tree nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from compendium.chapters import plans_read
from support import ROOT

COMMAND = str(Path(sys.executable).parent / "snakemake")
PLANS = sorted(path.parent.name for path in ROOT.glob("data/raw/*/layout.yaml"))
CHAPTERS = {path.stem: plans_read(path) for path in ROOT.glob("notebooks/*.ipynb")}


def list_jobs(*arguments: str) -> list[str]:
    """Give the messages of the jobs that a dry run would do."""
    done = subprocess.run(
        [COMMAND, "--dry-run", "--nolock", *arguments, "--", "site"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return re.findall(r"^Job \d+: (.+)$", done.stdout + done.stderr, re.MULTILINE)


@pytest.fixture(autouse=True)
def built() -> None:
    if not (ROOT / "build" / "site.done").is_file():
        pytest.fail("the site is not built: run `make book` first")


def test_a_second_build_does_nothing() -> None:
    assert list_jobs() == []


@pytest.mark.parametrize("plan", PLANS)
def test_a_changed_workbook_runs_only_what_depends_on_it(plan: str) -> None:
    jobs = list_jobs("--forcerun", f"build/clean/{plan}.json")
    read = {job.removeprefix("Reading ") for job in jobs if job.startswith("Reading ")}
    run = {job.split()[-1] for job in jobs if job.startswith("Running the chapter ")}
    assert read == {plan}
    assert run == {chapter for chapter, plans in CHAPTERS.items() if plan in plans}
    assert {"Writing data/clean/", "Building the pages", "Assembling site/"} <= set(jobs)
