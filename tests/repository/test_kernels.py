"""Kernels that start warm are as clean as those that start by themselves."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from compendium.chapter import engine
from compendium.errors import ChapterError, Report
from compendium.paths import Repository
from compendium.site import kernels
from compendium.site.run import run_chapters
from support import ROOT

STATE = """\
import os, sys, builtins
assert not hasattr(builtins, "seen")
builtins.seen = True
print(os.getcwd() == {root!r}, len(os.environ.get("LEFT", "")), "pandas" in sys.modules)
os.environ["LEFT"] = "x"
os.chdir("/")
"""
CHART = """\
import altair as alt, pandas as pd
from compendium.chapter.drawing import draw_chart
bars = alt.Chart(pd.DataFrame({"a": [1, 2]})).mark_bar().encode(x="a")
print(draw_chart(lambda width: bars.properties(width=width - 100), "x")["wide"].svg)
"""

pytestmark = pytest.mark.skipif(not kernels.CAN_FORK, reason="kernels do not start warm here")


def write(folder: Path, name: str, *code: str) -> Path:
    cells = [nbformat.v4.new_code_cell('lang = "en"', metadata={"tags": ["parameters"]})]
    cells += [nbformat.v4.new_code_cell(each) for each in code]
    notebook = nbformat.v4.new_notebook(cells=cells)
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook.metadata["kernelspec"] = spec
    nbformat.write(notebook, folder / f"{name}.ipynb")
    return folder / f"{name}.ipynb"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def run(templates: list[Path], repository: Repository, **options: int) -> list[str]:
    out = repository.root / "out"
    for _ in run_chapters(templates, out, {}, repository, **options):  # type: ignore[arg-type]
        pass
    return [
        "".join(
            output.text
            for cell in nbformat.read(out / template.name, 4).cells
            for output in cell.outputs
            if output.output_type == "stream"
        )
        for template in templates
    ]


def test_every_kernel_starts_with_a_clean_state(repository: Repository) -> None:
    code = STATE.format(root=str(repository.root))
    templates = [write(repository.root, name, code) for name in "abcd"]
    assert run(templates, repository, jobs=2) == ["True 0 True\n"] * 4
    assert run(templates[:1], repository, jobs=1) == ["True 0 True\n"]


def test_a_drawing_is_the_same_however_it_is_made(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = write(repository.root, "a", CHART)
    drawn = run([template], repository)
    assert len(list(repository.drawings.iterdir())) == 2
    kept = run([template], repository)
    monkeypatch.setattr(kernels, "CAN_FORK", False)
    alone = run([template], repository)
    assert drawn == kept == alone
    assert "<svg" in drawn[0]


def test_a_kept_drawing_is_of_this_very_specification(repository: Repository) -> None:
    run([write(repository.root, "a", CHART)], repository)
    before = {path.name for path in repository.drawings.iterdir()}
    run([write(repository.root, "a", CHART.replace("[1, 2]", "[1, 3]"))], repository)
    assert len({path.name for path in repository.drawings.iterdir()} - before) == 2


def test_a_kept_drawing_is_of_these_fonts_and_this_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = engine._made_with()
    monkeypatch.setattr(engine, "version", lambda _: "another")
    assert engine._made_with() != before
    monkeypatch.undo()
    shutil.copytree(engine.FONTS, tmp_path / "fonts")
    next((tmp_path / "fonts").glob("*.ttf")).write_bytes(b"another")
    monkeypatch.setattr(engine, "FONTS", tmp_path / "fonts")
    assert engine._made_with() != before


def test_those_that_succeed_are_kept_and_those_that_fail_all_said(repository: Repository) -> None:
    templates = [
        write(repository.root, name, code) for name, code in (("a", "1/0"), ("b", "1"), ("c", "x"))
    ]
    with pytest.raises(Report) as caught:
        run(templates, repository)
    assert {type(each) for each in caught.value.problems} == {ChapterError}
    assert sorted(path.name for path in (repository.root / "out").iterdir()) == ["b.ipynb"]


def test_a_kernel_that_dies_is_an_error_and_nothing_stays_behind(repository: Repository) -> None:
    template = write(repository.root, "a", "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(ChapterError, match="chapter 'a' failed: Kernel died"):
        run([template], repository)
    time.sleep(0.2)
    assert left_behind(repository) == []


RUN = """\
import sys
from pathlib import Path
from compendium.paths import Repository
from compendium.site.run import run_chapters
root = Path(sys.argv[1])
list(run_chapters([root / "a.ipynb"], root / "out", {}, Repository(root)))
"""


def test_nothing_of_a_build_that_was_killed_goes_on(repository: Repository) -> None:
    write(
        repository.root, "a", "import pathlib, time; pathlib.Path('runs').touch(); time.sleep(600)"
    )
    build = subprocess.Popen(
        [sys.executable, "-c", RUN, str(repository.root)],
        cwd=repository.root, start_new_session=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wait_until(lambda: (repository.root / "runs").exists())
    assert left_behind(repository)
    os.killpg(build.pid, signal.SIGKILL)
    build.wait()
    wait_until(lambda: not left_behind(repository))


def wait_until(said: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not said():
        assert time.monotonic() < until
        time.sleep(0.1)


def left_behind(repository: Repository) -> list[str]:
    """Give the processes that draw or run for a repository."""
    return [
        path.parent.name
        for path in Path("/proc").glob("[0-9]*/environ")
        if path.parent.name != str(os.getpid()) and _names(path, str(repository.drawings))
    ]


def _names(path: Path, text: str) -> bool:
    try:
        return text.encode() in (path.parent / "cmdline").read_bytes()
    except OSError:
        return False


def test_the_repository_has_the_provisioner() -> None:
    from importlib.metadata import entry_points

    names = {each.name for each in entry_points(group="jupyter_client.kernel_provisioners")}
    assert kernels.PROVISIONER in names, f"install {ROOT} anew: its entry points have changed"
