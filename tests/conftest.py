"""The fixtures that many tests use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compendium.cli import main
from support import ROOT, Outcome, Project, Run

# What tests copy into a repository; by itself a notebook among it has no data.
collect_ignore = ["fixtures"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The data in a temporary folder, in which the command then works."""
    for name in ("raw", "vocab", "clean"):
        shutil.copytree(ROOT / "data" / name, tmp_path / "data" / name)
    shutil.copy(ROOT / "CITATION.cff", tmp_path)
    (tmp_path / "src" / "compendium").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``compendium`` as a user would."""

    def run_command(*arguments: str) -> Outcome:
        status = main(arguments)
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return run_command
