"""The data package is valid for a program that is not ours."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from support import ROOT

COMMAND = str(Path(sys.executable).parent / "frictionless")
CLEAN = ROOT / "data" / "clean"


def validate(folder: Path) -> tuple[int, list[str]]:
    """Run the ``frictionless`` command; give its status and the kinds of errors it found."""
    done = subprocess.run(
        [COMMAND, "validate", "datapackage.json", "--json"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = json.loads(done.stdout)
    return done.returncode, [
        error["type"] for task in report["tasks"] for error in task["errors"]
    ] + [error["type"] for error in report["errors"]]


def test_frictionless_finds_nothing_wrong() -> None:
    assert validate(CLEAN) == (0, [])


def test_frictionless_would_find_a_broken_reference(tmp_path: Path) -> None:
    shutil.copytree(CLEAN, tmp_path / "clean")
    path = tmp_path / "clean" / "observations.csv"
    text = path.read_text("utf-8")
    path.write_text(text.replace(",retail-sales,", ",retail-sails,"), "utf-8")
    status, errors = validate(tmp_path / "clean")
    assert status == 1
    assert "foreign-key" in errors
