"""Staging and assembling: exact folders, untouched files, no leftovers."""

from __future__ import annotations

import io
import json
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from compendium.downloads import select_chapter, write_workbook
from compendium.errors import FigureError, FileError
from compendium.facts import fill
from compendium.figures import FIGURE_MIME
from compendium.site import (
    assemble,
    figure_files,
    link_downloads,
    stage,
    standalone_svg,
    synchronise,
)

PARTS = {
    "figure_id": "retail",
    "lang": "en",
    "title": "T",
    "alt": "A",
    "csv": "a\n1\n",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>',
    "spec": {"b": 1, "a": 2},
}


def notebook(*parts: dict[str, Any]) -> dict[str, Any]:
    outputs = [{"data": {FIGURE_MIME: each, "text/html": "<p>x</p>"}} for each in parts]
    return {"cells": [{"cell_type": "markdown", "source": "x"}, {"outputs": outputs}]}


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


def test_figure_becomes_three_files() -> None:
    [(figure_id, files)] = list(figure_files(notebook(PARTS)))
    assert figure_id == "retail"
    assert {path.name for path in files} == {"retail.csv", "retail.en.svg", "retail.en.vg.json"}
    spec = files[PurePosixPath("retail.en.vg.json")].decode()
    assert spec == '{\n "a": 2,\n "b": 1\n}\n'


def test_one_id_for_two_figures_is_refused(tmp_path: Path) -> None:
    root = edition(tmp_path)
    chapters = root / "book" / "chapters" / "en"
    (chapters / "a.ipynb").write_text(json.dumps(notebook(PARTS)))
    (chapters / "b.ipynb").write_text(json.dumps(notebook(PARTS)))
    with pytest.raises(FigureError, match=r"used twice: in a\.ipynb and in b\.ipynb"):
        assemble(root)


def test_edition_that_is_not_built_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="not built"):
        assemble(tmp_path)


def edition(root: Path) -> Path:
    """Make a repository with a built edition and the real tables."""
    built = root / "build" / "book" / "en" / "_build" / "html"
    for folder in (built, root / "book" / "chapters" / "en", root / "notebooks"):
        folder.mkdir(parents=True)
    (built / "index.html").write_text("<p>home</p>")
    (built / "left-over.html").write_text("<p>a page whose source is gone</p>")
    (built.parents[1] / "index.md").write_text("# Home")
    (root / "data").mkdir()
    (root / "data" / "clean").symlink_to(Path(__file__).parents[2] / "data" / "clean")
    return root


def test_site_has_its_parts_and_drops_what_is_gone(tmp_path: Path) -> None:
    root = edition(tmp_path)
    chapter = root / "book" / "chapters" / "en" / "a.ipynb"
    chapter.write_text(json.dumps(notebook(PARTS)))
    site = assemble(root)
    for name in (
        "index.html",
        "en/index.html",
        "data/observations.csv",
        "data/trade.xlsx",
        "figures/retail.csv",
        "assets/vega-runtime.js",
    ):
        assert (site / name).is_file(), name
    assert not (site / "en" / "left-over.html").exists()
    assert 'url=en/index.html"' in (site / "index.html").read_text("utf-8")
    chapter.write_text(json.dumps(notebook({**PARTS, "figure_id": "other"})))
    assemble(root)
    assert {path.name for path in (site / "figures").glob("*.csv")} == {"other.csv"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a `b`](../data/x.csv)", '<a href="../data/x.csv" download target="_blank">a `b`</a>'),
        (
            "[n](../notebooks/x.ipynb).",
            '<a href="../notebooks/x.ipynb" download target="_blank">n</a>.',
        ),
        (
            'A <a href="../data/x.csv" download>x</a> <a href="x.html" download>y</a>',
            'A <a href="../data/x.csv" download target="_blank">x</a> '
            '<a href="x.html" download>y</a>',
        ),
        ("[p](cite.md) [q](../other/x)", "[p](cite.md) [q](../other/x)"),
    ],
)
def test_links_to_files_beside_the_edition(text: str, expected: str) -> None:
    assert link_downloads(text) == expected


def test_chapter_and_codebook_get_their_links(tmp_path: Path) -> None:
    root = edition(tmp_path)
    for name in ("_config.yml", "_toc.yml"):
        (root / name).touch()
    (root / "book" / "data.md").write_text("# Data\n\nHead.\n\n## plans\n\nText.\n")
    cells = [{"cell_type": "markdown", "source": ["# Trade\n", "\n", "What?"]}]
    chapter = json.dumps({"cells": [*cells, {"cell_type": "markdown", "source": "# Again"}]})
    (root / "book" / "chapters" / "en" / "trade.ipynb").write_text(chapter)
    folder = stage(root)
    first, second = json.loads((folder / "trade.ipynb").read_text("utf-8"))["cells"]
    title, tools, question = first["source"].split("\n\n")
    assert (title, question, second["source"]) == ("# Trade", "What?", "# Again")
    assert 'href="../notebooks/trade.ipynb"' in tools
    page = (folder / "data.md").read_text("utf-8")
    assert page.index("## By chapter") < page.index("- [Trade](trade.ipynb): ")
    assert page.index('href="../data/trade.xlsx"') < page.index("\n\n## plans\n\nText.\n")


def test_standalone_drawing_has_a_name_and_a_ground() -> None:
    svg = standalone_svg({**PARTS, "title": "A < B"})
    assert "<title>A &lt; B</title><desc>A</desc>" in svg
    assert 'style="background:#fff"' in svg


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{ n }} rows", "7 rows"),
        ("{{n}}", "7"),
        ("{author} {{a b}} `{ }`", "{author} {{a b}} `{ }`"),
    ],
)
def test_facts_are_put_in(text: str, filled: str) -> None:
    assert fill(text, {"n": "7"}, page=Path("x.md")) == filled


def test_unknown_fact_names_the_page_and_the_known_ones() -> None:
    with pytest.raises(FileError, match=r"x\.md: unknown fact 'm'.*'?n"):
        fill("{{ m }}", {"n": "7"}, page=Path("x.md"))


def frames() -> dict[str, pd.DataFrame]:
    observations = pd.DataFrame(
        {
            "observation_id": ["o1", "o2"],
            "indicator_id": ["i1", "i2"],
            "place_id": ["p1", "p1"],
            "table_id": ["t1", None],
            "plan_id": ["a", "b"],
            "chapter": ["trade", "finance"],
            "low": pd.array([1.5, None], dtype="Float64"),
        }
    )
    return {
        "observations": observations,
        "indicators": pd.DataFrame({"indicator_id": ["i1", "i2"]}),
        "places": pd.DataFrame({"place_id": ["p1", "p2"]}),
        "tables": pd.DataFrame({"table_id": ["t1", "t2"]}),
        "plans": pd.DataFrame({"plan_id": ["a", "b"]}),
    }


def test_chapter_keeps_only_the_rows_it_points_to() -> None:
    own = select_chapter(frames(), "trade")
    assert {name: len(frame) for name, frame in own.items()} == dict.fromkeys(frames(), 1)


def test_workbook_has_the_same_bytes_and_the_values() -> None:
    first, second = write_workbook(frames()), write_workbook(frames())
    assert first == second
    book = load_workbook(io.BytesIO(first))
    assert book.sheetnames == list(frames())
    rows = list(book["observations"].iter_rows(values_only=True))
    assert rows[1][-1] == 1.5
    assert rows[2][-1] is None
