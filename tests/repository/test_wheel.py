"""An installed wheel brings the tables, the fonts and the command with it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from compendium.contract.tables import TABLES
from support import ROOT

PROGRAM = """
import compendium
assert "installed" in compendium.__file__
for name in {names!r}:
    print(name, len(compendium.load(name)))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_has_every_table_and_font(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"compendium/data/{table.name}.csv" for table in TABLES} <= names
    assert "compendium/data/datapackage.json" in names
    # What draws; what only the build takes, the Chinese letters of slides, stays out.
    assert {name for name in names if name.endswith(".ttf")}
    templates = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.j2")}
    assert templates
    assert templates <= names


def test_load_works_far_from_the_repository(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    names = [table.name for table in TABLES]
    shown = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(names=names)],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    rows = {line.split()[0]: int(line.split()[1]) for line in shown.splitlines()}
    assert set(rows) == set(names)
    lines = (ROOT / "data" / "clean" / "plans.csv").read_text("utf-8").count("\n")
    assert rows["plans"] == lines - 1
