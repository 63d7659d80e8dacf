"""`compendium diff`: between folders, archives and revisions, and since the last build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from compendium.cli import main
from support import ROOT

CLEAN = ROOT / "data" / "clean"


@pytest.fixture
def revised(tmp_path: Path) -> Path:
    """Give a folder of the tables in which one figure was revised."""
    folder = tmp_path / "revised"
    shutil.copytree(CLEAN, folder)
    path = folder / "observations.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if ",12500亿元," in line)
    lines[place] = lines[place].replace("12500", "13000", 1)
    path.write_text("".join(lines), "utf-8")
    return folder


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["diff", *words]) == 0
    return capsys.readouterr().out


def test_two_folders(revised: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = said(capsys, str(CLEAN), str(revised))
    assert "- 1 figure changed:" in new
    assert "12500亿元 → 13000亿元" in new


def test_a_locale_that_cannot_write_chinese(revised: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = "import sys; from compendium.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", command, "diff", str(CLEAN), str(revised)],
        env={**os.environ, **plain}, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert r"12500\u4ebf\u5143 \u2192 13000\u4ebf\u5143" in done.stdout


def test_the_repository_is_compared_unless_another_state_is_named(
    revised: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "13000亿元 → 12500亿元" in said(capsys, str(revised))


def test_an_archive(revised: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = tmp_path / "release.zip"
    with zipfile.ZipFile(archive, "w") as whole:
        for path in revised.iterdir():
            whole.write(path, f"compendium-0/data/{path.name}")
    assert "13000亿元 → 12500亿元" in said(capsys, str(archive), str(CLEAN))


def test_what_is_no_state_is_one_clear_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "no-such-thing"]) == 1
    assert capsys.readouterr().err == ("no-such-thing: is no folder, no release and no revision\n")


def test_a_folder_without_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(tmp_path)]) == 1
    assert "has no observations.csv" in capsys.readouterr().err


def test_a_first_build_has_nothing_to_compare_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("data/clean", "data/vocab", "data/raw", "src/compendium"):
        (tmp_path / name).mkdir(parents=True)
    for path in CLEAN.iterdir():
        shutil.copy(path, tmp_path / "data" / "clean")
    # As Snakemake leaves it: the folder of what a step is to make.
    (tmp_path / "build" / "told").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert said(capsys, "--keep") == ""
    assert said(capsys) == "Nothing changed since the last build.\n"
