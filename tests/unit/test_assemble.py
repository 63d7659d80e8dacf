"""Assembling: the site has what ``_toc.yml`` names, and nothing that is gone."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from chart_parts import PARTS
from compendium.chapter.html import CHART_MIME
from compendium.chapter.table import TABLE_MIME
from compendium.errors import ChartError, FileError
from compendium.site.assemble import assemble
from compendium.site.figures import chart_files, find_charts, made_by, show_figures
from compendium.site.files import synchronise
from support import ROOT, describe

HEAD = {"cell_type": "markdown", "source": "# Trade\n\n**What?**"}
PLANS = {"cell_type": "code", "source": 'PLANS = ["futian-cbd-155"]', "metadata": {}}
METADATA = {"compendium": {"question_en": "What?", "question_zh": "何？"}}


def notebook(*parts: dict[str, Any], mime: str = CHART_MIME) -> str:
    outputs = [{"data": {mime: each, "text/html": "<p>x</p>"}} for each in parts]
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
        describe(root)
        for chapter in chapters:
            self.add(chapter, {**PARTS, "chart_id": f"{chapter}-retail"})
        self.name(*chapters)

    def add(self, chapter: str, *parts: dict[str, Any], mime: str = CHART_MIME) -> None:
        for folder in ("book/chapters/en", "notebooks"):
            text = notebook(*parts, mime=mime)
            (self.root / folder / f"{chapter}.ipynb").write_text(text)
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
    }
    assert of("trade", found) == {
        "en/trade.html",
        "data/trade.csv",
        "data/trade.xlsx",
        "figures/trade-retail.csv",
        "figures/trade-retail.en.svg",
        "figures/trade-retail.en.html",
        "figures/trade-retail.en.png",
        "figures/trade-retail.en.vl.json",
        "notebooks/trade.ipynb",
    }
    assert 'url=en/index.html"' in (tmp_path / "site" / "index.html").read_text("utf-8")


TABLE = {
    "table_id": "trade-targets",
    "html": "<table></table>",
    "csv": "a\n1\n",
    "rows": [],
    "lang": "en",
}


def test_a_table_can_be_downloaded_from_its_page(tmp_path: Path) -> None:
    edition = Edition(tmp_path, "trade")
    edition.add("trade", TABLE, mime=TABLE_MIME)
    assert "figures/trade-targets.csv" in edition.site()
    path = tmp_path / "book" / "chapters" / "en" / "trade.ipynb"
    (*_, cell) = show_figures("trade", json.loads(path.read_text("utf-8")), {})["cells"]
    (output,) = cell["outputs"]
    assert set(output["data"]) == {"text/html"}
    assert '<a href="../figures/trade-targets.csv" download' in output["data"]["text/html"]
    assert "<table></table>" in output["data"]["text/html"]
    edition.add("finance", TABLE, mime=TABLE_MIME)
    edition.name("trade", "finance")
    with pytest.raises(ChartError, match=r"used twice: in trade\.ipynb and in finance\.ipynb"):
        edition.site()


def test_the_site_has_the_package_that_its_notebooks_install(tmp_path: Path) -> None:
    edition = Edition(tmp_path, "trade")
    wheel = tmp_path / "build" / "package" / f"compendium-{version('compendium')}-py3-none-any.whl"
    wheel.parent.mkdir(parents=True)
    wheel.write_bytes(b"wheel")
    assert f"package/{wheel.name}" in edition.site()
    notebook = (tmp_path / "site" / "notebooks" / "trade.ipynb").read_text("utf-8")
    assert f"./{wheel.name}[book]" in notebook
    assert CHART_MIME not in notebook


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


def test_chart_becomes_files_of_its_own(tmp_path: Path) -> None:
    [parts] = list(find_charts(json.loads(notebook(PARTS))))
    files = chart_files(parts, {}, tmp_path)
    endings = ("csv", "en.svg", "en.png", "en.html", "en.vl.json")
    assert {path.name for path in files} == {f"retail.{ending}" for ending in endings}
    assert files[PurePosixPath("retail.en.vl.json")].decode() == '{"a":2,"b":1}\n'
    page = files[PurePosixPath("retail.en.html")].decode()
    assert 'href="../en/trade' not in page
    assert '<figure class="figure figure-alone" id="retail"' in page


def test_only_what_a_page_asks_for_is_published(tmp_path: Path) -> None:
    edition = Edition(tmp_path, "trade")
    static = edition.built / "_static"
    static.mkdir()
    (static / "used.css").write_text('@font-face { src: url("own.woff2?v=1") }')
    (static / "own.woff2").write_bytes(b"font")
    (static / "unused.js").write_text("x")
    (edition.built / "trade.html").write_text('<link rel="x" href="_static/used.css?v=2">')
    found = edition.site()
    assert {"en/_static/used.css", "en/_static/own.woff2"} <= found
    assert "en/_static/unused.js" not in found
    (static / "own.woff2").unlink()
    with pytest.raises(FileError, match=r"own\.woff2: is asked for by a page"):
        edition.site()


def test_code_of_a_figure_is_that_of_its_section() -> None:
    cells = [
        {"cell_type": "code", "source": "setup()", "metadata": {}},
        {"cell_type": "markdown", "source": "## A"},
        {"cell_type": "code", "source": 'lang = "en"', "metadata": {"tags": ["parameters"]}},
        {"cell_type": "code", "source": "rows = 1\nglue(\n    {1: 2}\n)\nb = 2", "metadata": {}},
        {"cell_type": "code", "source": "check_claims({})", "metadata": {}},
        {"cell_type": "code", "source": "chart()", "metadata": {}},
    ]
    assert made_by(cells) == "rows = 1\nb = 2\n\nchart()"


def test_a_page_holds_charts_and_no_code_of_its_own() -> None:
    shown = show_figures("trade", json.loads(notebook(PARTS)), {})
    [cell] = [cell for cell in shown["cells"] if cell["cell_type"] == "code"]
    assert cell["metadata"]["tags"] == ["remove-input"]
    [output] = cell["outputs"]
    assert set(output["data"]) == {"text/html"}
    assert 'PLANS = [<span class="s">' in output["data"]["text/html"]


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
