"""Assembling: the site has what ``_toc.yml`` names, and nothing that is gone."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from compendium.chapter.html import CHART_MIME
from compendium.errors import ChartError, FileError
from compendium.site.assemble import assemble, chart_files, standalone_svg
from compendium.site.files import synchronise
from support import ROOT

PARTS = {
    "chart_id": "retail",
    "lang": "en",
    "title": "T",
    "alt": "A",
    "csv": "a\n1\n",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>',
    "spec": {"b": 1, "a": 2},
}
HEAD = {"cell_type": "markdown", "source": "# Trade\n\n**What?**"}
PLANS = {"cell_type": "code", "source": 'PLANS = ["futian-cbd-155"]'}
METADATA = {"compendium": {"question_en": "What?", "question_zh": "何？"}}


def notebook(*parts: dict[str, Any]) -> str:
    outputs = [{"data": {CHART_MIME: each, "text/html": "<p>x</p>"}} for each in parts]
    cells = [HEAD, {**PLANS, "outputs": outputs}]
    return json.dumps({"cells": cells, "metadata": METADATA})


class Edition:
    """A repository with built pages and the real tables."""

    def __init__(self, root: Path, *chapters: str) -> None:
        self.root = root
        self.built = root / "build" / "book" / "en" / "_build" / "html"
        for folder in (self.built, root / "book" / "chapters" / "en", root / "notebooks"):
            folder.mkdir(parents=True)
        (root / "data").mkdir()
        (root / "data" / "clean").symlink_to(ROOT / "data" / "clean")
        (self.built / "index.html").write_text("<p>home</p>")
        for chapter in chapters:
            self.add(chapter, {**PARTS, "chart_id": f"{chapter}-retail"})
        self.name(*chapters)

    def add(self, chapter: str, *parts: dict[str, Any]) -> None:
        for folder in ("book/chapters/en", "notebooks"):
            (self.root / folder / f"{chapter}.ipynb").write_text(notebook(*parts))
        (self.built / f"{chapter}.html").write_text("<p>chapter</p>")

    def name(self, *chapters: str) -> None:
        """Write the table of contents."""
        files = "".join(f"\n  - file: {chapter}" for chapter in chapters)
        text = f"format: jb-book\nroot: index\n{f'chapters:{files}' if files else ''}\n"
        (self.root / "_toc.yml").write_text(text)

    def site(self) -> set[str]:
        site = assemble(self.root)
        return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def of(chapter: str, found: set[str]) -> set[str]:
    return {name for name in found if PurePosixPath(name).name.startswith(chapter)}


def test_site_has_its_parts(tmp_path: Path) -> None:
    found = Edition(tmp_path, "trade").site()
    assert found > {
        "index.html",
        "en/index.html",
        "data/observations.csv",
        "assets/vega-runtime.js",
    }
    assert of("trade", found) == {
        "en/trade.html",
        "data/trade.csv",
        "data/trade.xlsx",
        "figures/trade-retail.csv",
        "figures/trade-retail.en.svg",
        "figures/trade-retail.en.vg.json",
        "notebooks/trade.ipynb",
    }
    assert 'url=en/index.html"' in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_a_chapter_that_is_taken_out_disappears_wholly(tmp_path: Path) -> None:
    edition = Edition(tmp_path, "trade", "finance")
    assert of("finance", edition.site())
    edition.name("trade")
    assert of("finance", edition.site()) == set()


def test_a_chapter_without_figures_of_its_own_has_its_notebook_only(tmp_path: Path) -> None:
    found = of("heritage", Edition(tmp_path, "heritage").site())
    assert {name for name in found if not name.startswith("figures")} == {
        "en/heritage.html",
        "notebooks/heritage.ipynb",
    }


def test_one_id_for_two_charts_is_refused(tmp_path: Path) -> None:
    edition = Edition(tmp_path, "trade", "finance")
    for chapter in ("trade", "finance"):
        edition.add(chapter, PARTS)
    with pytest.raises(ChartError, match=r"used twice: in trade\.ipynb and in finance\.ipynb"):
        edition.site()


def test_what_is_not_built_is_refused(tmp_path: Path) -> None:
    edition = Edition(tmp_path, "trade")
    (tmp_path / "book" / "chapters" / "en" / "trade.ipynb").unlink()
    with pytest.raises(FileError, match="the chapter is not built"):
        edition.site()
    (edition.built / "index.html").unlink()
    with pytest.raises(FileError, match="the edition is not built"):
        edition.site()


def test_chart_becomes_three_files() -> None:
    [(chart_id, files)] = list(chart_files(json.loads(notebook(PARTS))))
    assert chart_id == "retail"
    assert {path.name for path in files} == {"retail.csv", "retail.en.svg", "retail.en.vg.json"}
    spec = files[PurePosixPath("retail.en.vg.json")].decode()
    assert spec == '{\n "a": 2,\n "b": 1\n}\n'


def test_standalone_drawing_has_a_name_and_a_ground() -> None:
    svg = standalone_svg({**PARTS, "title": "A < B"})
    assert "<title>A &lt; B</title><desc>A</desc>" in svg
    assert 'style="background:#fff"' in svg


def test_folder_holds_exactly_the_files(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "gone.html").write_text("x")
    (tmp_path / "_build" / "html").mkdir(parents=True)
    (tmp_path / "_build" / "html" / "page.html").write_text("kept")
    files = {PurePosixPath("a.txt"): b"1", PurePosixPath("new/b.txt"): b"2"}
    synchronise(tmp_path, files, keep=("_build",))
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert found == {"a.txt", "new", "new/b.txt", "_build", "_build/html", "_build/html/page.html"}


def test_unchanged_file_keeps_its_time(tmp_path: Path) -> None:
    files = {PurePosixPath("a.txt"): b"1", PurePosixPath("b.txt"): b"2"}
    synchronise(tmp_path, files)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    changed = synchronise(tmp_path, {**files, PurePosixPath("b.txt"): b"3"})
    assert changed == {PurePosixPath("b.txt")}
    after = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert before["a.txt"] == after["a.txt"]
    assert before["b.txt"] != after["b.txt"]
