"""Which chapters a change reaches."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from compendium import steps
from compendium.paths import Repository
from compendium.site import due, run
from compendium.site.due import Marks, find_marks, read_marks, write_marks
from support import ROOT

OWN, OTHER = "futian-cbd-155", "zhongshan-services-145"
CODE = f'PLANS = ["{OWN}"]'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data" / "clean", tmp_path / "clean")
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# Title"},
        {"cell_type": "code", "metadata": {}, "source": CODE},
    ]
    (tmp_path / "x.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")
    return tmp_path


def marks(folder: Path, **parameters: str) -> Marks:
    return find_marks(folder / "x.ipynb", parameters, folder / "clean")


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return change


def revise(plan: str) -> Callable[[Path], None]:
    """Change the first row of a plan in the observations."""
    return replace("clean/observations.csv", f"\n{plan}", f"\n{plan}-x.{plan}")


@pytest.mark.parametrize(
    ("change", "run", "template"),
    [
        pytest.param(revise(OWN), True, False, id="a row of its plan"),
        pytest.param(revise(OTHER), False, False, id="a row of another plan"),
        pytest.param(
            replace("clean/indicators.csv", "Retail sales", "Sales"), True, False, id="a name"
        ),
        pytest.param(
            replace("clean/datapackage.json", '"words"', '"wordz"'), True, False, id="a word"
        ),
        pytest.param(replace("x.ipynb", "# Title", "# Other"), False, True, id="its prose"),
        pytest.param(replace("x.ipynb", "PLANS", "x = 1; PLANS"), True, True, id="its code"),
        pytest.param(
            replace("x.ipynb", '"metadata": {}, "source": "PLANS',
                    '"metadata": {"tags": ["a"]}, "source": "PLANS'),
            True, True, id="a tag of its code",
        ),
    ],
)  # fmt: skip
def test_a_change_reaches_a_chapter_or_not(
    change: Callable[[Path], None], run: bool, template: bool, folder: Path
) -> None:
    if not (folder / "x.ipynb").read_text().count("PLANS = "):
        pytest.fail("the chapter names no plan")
    before = marks(folder)
    assert marks(folder) == before
    change(folder)
    after = marks(folder)
    assert (after.run != before.run, after.template != before.template) == (run, template)


def test_a_chapter_that_lists_no_plans_reads_all(folder: Path) -> None:
    replace("x.ipynb", "PLANS = ", "places = ")(folder)
    before = marks(folder)
    revise(OTHER)(folder)
    assert marks(folder).run != before.run


def test_its_words_in_another_language_reach_a_chapter(folder: Path) -> None:
    words = folder / "x.po"
    found = [find_marks(folder / "x.ipynb", {}, folder / "clean", words)]
    for text in ("", 'msgid "a"'):
        words.write_text(text, "utf-8")
        found.append(find_marks(folder / "x.ipynb", {}, folder / "clean", words))
    assert len({each.run for each in found}) == 2
    assert found[0].run == marks(folder).run


def test_a_parameter_and_the_code_reach_every_chapter(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = marks(folder, lang="en")
    assert marks(folder, lang="zh").run != before.run
    monkeypatch.setattr(due, "_CODE", ("cli.py",))
    assert marks(folder, lang="en").run != before.run


def test_marks_count_only_with_what_they_mark(tmp_path: Path) -> None:
    out = tmp_path / "x.ipynb"
    write_marks(out, Marks("a", "b"))
    assert read_marks(out) == Marks()
    out.touch()
    assert read_marks(out) == Marks("a", "b")
    write_marks(out, Marks())
    assert read_marks(out) == Marks()


def test_a_job_renews_the_times_of_its_own_chapters_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another job may run beside it: what that has not made yet must not look as if it had."""
    monkeypatch.setattr(run, "run_chapters", lambda *_, **__: [])
    (folder / "en").mkdir()
    for name in ("x.ipynb", "x.made-from", "y.ipynb", "y.made-from"):
        (folder / "en" / name).touch()
        os.utime(folder / "en" / name, (1, 1))
    steps.chapters(
        ["x"], lang="en", parameters=(), changed=True, jobs=1,
        notebooks=folder, out=folder, repository=Repository(folder),
    )  # fmt: skip
    renewed = {path.name for path in (folder / "en").iterdir() if path.stat().st_mtime > 1}
    assert renewed == {"x.ipynb", "x.made-from"}
