"""What the measurement of the pages computes; nothing is timed here."""

from __future__ import annotations

import sys
from importlib import import_module
from math import inf
from pathlib import Path

import pytest

from support import ROOT

sys.path.append(str(ROOT / "bench"))
gzip_server, page_goals, page_load, pages, readme = map(
    import_module, ("gzip_server", "page_goals", "page_load", "pages", "readme")
)


@pytest.mark.parametrize(
    ("until", "expected"),
    [(0.5, 0), (1.0, 0), (2.0, 250), (5.0, 1000), (6.0, 1000)],
    ids=["before the answer", "at the answer", "a quarter", "at the end", "after the end"],
)
def test_a_file_comes_evenly_between_its_answer_and_its_end(until: float, expected: float) -> None:
    request = page_load.Request(sent=0.2, answered=1.0, finished=5.0, bytes=1000)
    assert request.count_bytes(until) == expected


def test_a_file_that_never_came_has_no_bytes() -> None:
    assert page_load.Request(sent=0.2).count_bytes(inf) == 0


def test_every_page_of_an_edition_is_loaded_and_some_of_each_other_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_PAGES", 2)
    for name, text in {
        "index.html": '<meta http-equiv="refresh" content="0; url=en/">',
        "en/index.html": "start",
        "en/search.html": "search",
        "en/trade.html": "trade",
        "en/_static/macros.html": "of the theme",
        "en/indicators/index.html": "all of them",
        "en/indicators/a.html": "1",
        "en/indicators/b.html": "22",
        "figures/a.html": "1",
        "figures/b.html": "333",
        "figures/c.html": "22",
        "prints/a.html": "only one",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert pages.choose_pages(tmp_path) == [
        "en/index.html",
        "en/search.html",
        "en/trade.html",
        "en/indicators/index.html",
        "en/indicators/a.html",
        "figures/b.html",
        "figures/a.html",
        "prints/a.html",
    ]


def load_of(size: int) -> object:
    return page_load.Load(size, size, 1, float(size), size, 1, float(size), 0.0)


def test_a_goal_is_met_only_if_each_chapter_meets_it() -> None:
    other = [load_of(1000)]
    small, large = [load_of(100)], [load_of(150), load_of(300), load_of(150)]
    lines = page_goals.compare({"small": small, "large": large}, other, other)
    found = {line.rsplit(" | ", 1)[1] for line in lines if line.startswith("| stock | bytes")}
    assert found == {"**not met** |"}
    found = {line.rsplit(" | ", 1)[1] for line in lines if line.startswith("| hand-made | ")}
    assert found == {"met |"}
    assert "| hand-made | bytes to idle | 0.100 | 0.150 | ≤ 0.4 | met |" in lines


def test_the_site_is_judged_by_its_worst_page() -> None:
    shifts = [pages.Shift("a", 1280, 0.001), pages.Shift("b", 375, 0.03)]
    lines = page_goals.judge_site(shifts, [94, 96, 95], 3.99)
    assert lines[2:] == [
        "| largest layout shift of 2 pages at 375 and 1280 px | 0.030 (`b`, 375 px) | ≤ 0.02 "
        "| **not met** |",
        "| on disk | 4.0 MB | ≤ 15 MB | met |",
        "| Lighthouse, performance, a chapter, median of 3 | 95 (94–96) | ≥ 95 | met |",
    ]


def test_one_part_of_the_page_is_written_and_the_others_stay() -> None:
    text = "# All\n\n## A\n\none\n\n## B\n\ntwo\n"
    assert readme.replace_part(text, "B", "three\n\n") == "# All\n\n## A\n\none\n\n## B\n\nthree\n"
    assert readme.replace_part(text, "C", "three") == text + "\n## C\n\nthree\n"


@pytest.mark.parametrize(
    ("path", "kind", "packed"),
    [
        ("/site/en/index.html", "text/html; charset=utf-8", True),
        ("/site/en/_static/page.js", "text/javascript; charset=utf-8", True),
        ("/site/figures/a.svg", "image/svg+xml", True),
        ("/site/en/_static/fonts/a.woff2", "font/woff2", False),
        ("/npm/vega@6", "text/javascript; charset=utf-8", True),
    ],
)
def test_a_file_is_sent_with_its_type(path: str, kind: str, packed: bool) -> None:
    answer = gzip_server.pack(path, b"content")
    assert (answer.type, answer.packed) == (kind, packed)
