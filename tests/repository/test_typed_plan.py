"""The sixth plan, drafted from its text and typed where the drafts are wrong, is what it was."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from repository.sixth_plan import FIXTURE, PLAN, add_chapter, add_plan, copy_repository
from repository.typed_plan import build

pytestmark = pytest.mark.xdist_group("typed-plan")

MAIN = "import sys; from compendium.cli import main; sys.exit(main())"
MOST_CELLS, MOST_COMMANDS = 450, 4


def run(root: Path, name: str, *arguments: str) -> None:
    assert name == "compendium"
    done = subprocess.run(
        [sys.executable, "-c", MAIN, *arguments], cwd=root, capture_output=True, text=True,
        check=False, env={**os.environ, "PYTHONPATH": str(root / "src")},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def tables(root: Path, name: str) -> pd.DataFrame:
    frame = pd.read_csv(root / "data" / "clean" / f"{name}.csv", dtype=str, keep_default_na=False)
    return frame[frame["plan_id"] == PLAN].drop(columns="locator", errors="ignore")


def test_few_cells_and_commands_make_it(tmp_path: Path) -> None:
    drafted, typed = copy_repository(tmp_path / "drafted"), copy_repository(tmp_path / "typed")
    cells, commands = build(drafted, run)
    assert sum(cells.values()) <= MOST_CELLS, cells
    # The last command is `make book`, of which the tables are the first step.
    assert len(commands) + 1 <= MOST_COMMANDS
    add_plan(typed)
    for root in (drafted, typed):
        add_chapter(root)
        run(root, "compendium", "data")
    for name, key in (("observations", "observation_id"), ("projects", "project_id")):
        left, right = (tables(root, name).sort_values(key) for root in (drafted, typed))
        assert left.to_dict("records") == right.to_dict("records"), name
    run(drafted, "compendium", "check")
    run(drafted, "compendium", "coverage", str(FIXTURE / f"{PLAN}.txt"))
