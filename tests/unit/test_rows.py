"""Asking for rows: every filter holds, and what is not there is named."""

from __future__ import annotations

from typing import Any

import pytest

from compendium.chapter.data import Chapter, open_chapter
from compendium.errors import ChapterError
from support import ROOT


@pytest.fixture(scope="module")
def chapter() -> Chapter:
    return open_chapter("consumption", data_dir=str(ROOT / "data" / "clean"))


def test_a_chapter_reads_every_plan_unless_it_lists_some(chapter: Chapter) -> None:
    plans = [path.name for path in (ROOT / "data" / "raw").iterdir() if path.is_dir()]
    assert sorted(chapter.plans["plan_id"]) == sorted(plans)
    assert set(chapter.observations["source_kind"]) == {"table", "box", "text"}


def test_every_filter_holds_and_the_order_is_that_of_the_file(chapter: Chapter) -> None:
    rows = chapter.rows(
        indicator="retail-sales", place=["shenzhen", "futian"], role="target", source_kind="table"
    )
    assert set(rows["indicator_id"]) == {"retail-sales"}
    assert set(rows["place_id"]) == {"futian", "shenzhen"}
    assert set(rows["role"]) == {"target"}
    assert set(rows["source_kind"]) == {"table"}
    order = list(chapter.observations["observation_id"])
    assert [*rows["observation_id"]] == sorted(rows["observation_id"], key=order.index)


@pytest.mark.parametrize(
    "filters",
    [
        {"observation": "shenzhen-commerce-145-t1.retail-sales.shenzhen.2020.actual"},
        {"plan": "shenzhen-commerce-145", "table": "shenzhen-commerce-145-t1"},
        {"measure": "level", "section": "二/（三）"},
        {"chapter_name": "consumption", "year": 2020},
        {"year": [2020, 2025]},
    ],
    ids=str,
)
def test_each_filter_narrows(filters: dict[str, Any], chapter: Chapter) -> None:
    assert 0 < len(chapter.rows(**filters)) < len(chapter.observations)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"indicator": "retail-sale"}, "unknown indicator 'retail-sale'; the nearest known: retai"),
        ({"indicators": "retail-sales"}, "no filter 'indicators'; they are observation, indicator"),
        (
            {"indicator": "retail-sales", "place": "zhongshan"},
            "no row has indicator retail-sales, place zhongshan; the nearest are .*retail-sales",
        ),
        (
            {"indicator": "retail-sales", "place": ["shenzhen", "zhongshan"]},
            "no row has indicator retail-sales, place zhongshan",
        ),
        (
            {"indicator": "retail-sales", "role": "forecast"},
            "no row has indicator retail-sales, role forecast",
        ),
    ],
)
def test_what_is_not_there_is_named(
    filters: dict[str, Any], message: str, chapter: Chapter
) -> None:
    with pytest.raises(ChapterError, match=message):
        chapter.rows(**filters)
