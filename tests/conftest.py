"""The fixtures that many tests use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compendium.cli import main
from support import ROOT, Outcome, Project, Run


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The data in a temporary folder, in which the command then works."""
    for name in ("raw", "vocab", "clean"):
        shutil.copytree(ROOT / "data" / name, tmp_path / "data" / name)
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
