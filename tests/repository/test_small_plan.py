"""The small plan of the page *Run it again*, followed word for word, works as the page says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from repository.sixth_plan import copy_repository
from repository.small_plan import PLAN, read_blocks, read_edits, read_section, type_edits
from support import ROOT

COMMAND = (sys.executable, "-c", "import sys; from compendium.cli import main; sys.exit(main())")
TEXT = ROOT / "tests" / "fixtures" / "small-plan" / f"{PLAN}.txt"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_repository(tmp_path_factory.mktemp("small") / "compendium")


def run(root: Path, kind: str, content: str) -> str:
    """Run a block of the page in the copy, whose own code is imported."""
    if kind == "python":
        command = [sys.executable, "-c", content]
    else:
        name, *arguments = content.split()
        assert name == ".venv/bin/compendium"
        command = [*COMMAND, *arguments]
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(root / "src")},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_page_shows_the_text_that_is_there() -> None:
    assert TEXT.read_text("utf-8") in read_section()


def test_the_page_can_be_followed(copy: Path) -> None:
    section = read_section()
    first, *others = read_blocks(section)
    assert run(copy, *first[:2]) == first[2]
    type_edits(copy / "data" / "raw" / PLAN, read_edits(section))
    for kind, content, output in others:
        said = run(copy, kind, content)
        if output:
            assert said == output, content
    figures = (copy / "data/clean/observations.csv").read_text("utf-8")
    assert figures.count(f"\n{PLAN}") == 8
