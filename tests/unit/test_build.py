"""What a build says when its surroundings fail it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from compendium import build


@pytest.mark.parametrize(("free", "said"), [(3_400_000, True), (10**12, False)])
def test_a_full_disk_is_said_last(
    free: int,
    said: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    tool = tmp_path / "snakemake"
    tool.write_text("#!/bin/sh\necho 'it broke' >&2\nexit 1\n")
    tool.chmod(0o755)
    (tmp_path / "build" / "errors").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert build.run_steps("book") == 1
    lines = capfd.readouterr().err.splitlines()
    assert lines[0] == "it broke"
    assert any(line.startswith("3 MB are free on this disk") for line in lines) is said


def test_what_cannot_be_written_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file where a folder is wanted")
    done = subprocess.run(
        [sys.executable, "-m", "compendium.build", "book"],
        cwd=tmp_path, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "build/errors: Not a directory\n"
