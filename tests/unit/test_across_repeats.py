"""Who repeats, tightens or eases a target, and whose have no counterpart: on invented rows."""

from __future__ import annotations

from typing import Any

import pytest

from compendium.site.across.repeats import find_coverage, find_shared, state

Row = dict[str, Any]

OLD = {"plan_id": "old", "place_id": "delta", "period_start": "2021", "period_end": "2025"}
TWIN = {**OLD, "plan_id": "twin"}
NEW = {**OLD, "plan_id": "new", "period_start": "2026", "period_end": "2030"}


def target(plan: str, value: float | None, **changes: Any) -> Row:
    """One target: ships in the delta's port in 2025, unless changed."""
    number = "" if value is None else value
    row = {
        "plan_id": plan, "indicator_id": "ships", "place_id": "delta", "role": "target",
        "year": 2025, "period_start": "2025", "period_end": "2025", "period_kind": "annual",
        "unit": "count", "comparator": "=", "value_low": number, "value_high": number,
        "source_kind": "table", "table_id": f"{plan}-t1", "chapter": "trade",
    } | changes  # fmt: skip
    return {"observation_id": f"{plan}.{row['indicator_id']}.{row['source_kind']}"} | row


CASES = [
    ("the same number", 5, {}, 5, {}, "none", False, "repeated"),
    ("the same number as a floor", 5, {}, 5, {"comparator": "≥"}, "up", True, "bound"),
    ("more", 5, {}, 6, {}, "up", False, "higher"),
    ("less", 5, {}, 4, {}, "up", False, "lower"),
    ("more of what should grow, later", 5, {}, 6, {}, "up", True, "tightened"),
    ("less of what should grow, later", 5, {}, 4, {}, "up", True, "eased"),
    ("less of what should shrink, later", 5, {}, 4, {}, "down", True, "tightened"),
    ("more of what should shrink, later", 5, {}, 6, {}, "down", True, "eased"),
    ("more of what has no direction, later", 5, {}, 6, {}, "none", True, "higher"),
    ("a wider range", 5, {}, 5, {"value_high": 7}, "up", False, "higher"),
]


@pytest.mark.parametrize(
    ("old", "of_old", "new", "of_new", "direction", "is_later", "expected"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_how_one_target_stands_to_another(
    old: float,
    of_old: Row,
    new: float,
    of_new: Row,
    direction: str,
    is_later: bool,
    expected: str,
) -> None:
    rows = target("old", old, **of_old), target("new", new, **of_new)
    assert state(*rows, direction=direction, is_later=is_later) == expected


def test_a_target_of_two_plans_is_shared_once_with_all_its_prints() -> None:
    rows = [target("old", 5), target("old", 5, source_kind="text"), target("twin", 5)]
    [found] = find_shared(rows, [OLD, TWIN], {})
    assert found.rows == {
        "old": ("old.ships.table", "old.ships.text"),
        "twin": ("twin.ships.table",),
    }
    assert (found.year, found.statement) == (2025, "repeated")


def test_a_table_speaks_for_its_plan_before_a_sentence() -> None:
    rows = [target("old", 9, source_kind="text"), target("old", 5), target("twin", 5)]
    [found] = find_shared(rows, [OLD, TWIN], {})
    assert found.statement == "repeated"


def test_a_plan_of_a_later_period_tightens_or_eases() -> None:
    rows = [target("old", 5), target("new", 7)]
    [found] = find_shared(rows, [OLD, NEW], {"ships": "up"})
    assert found.statement == "tightened"
    [found] = find_shared(rows, [OLD, NEW], {"ships": "down"})
    assert found.statement == "eased"


def test_one_plan_that_differs_among_three_is_told() -> None:
    rows = [target("old", 5), target("twin", 6), target("third", 5)]
    [found] = find_shared(rows, [OLD, TWIN, {**OLD, "plan_id": "third"}], {})
    assert found.statement == "higher"


@pytest.mark.parametrize(
    "changes",
    [
        {"year": 2030, "period_end": "2030"},
        {"place_id": "island"},
        {"unit": "percent"},
        {"period_kind": "cumulative"},
        {"indicator_id": "barges"},
        {"role": "actual"},
        {"value_low": "", "value_high": ""},
        {"year": "", "period_end": ""},
    ],
    ids=["year", "place", "unit", "total", "indicator", "no target", "words", "no year"],
)
def test_what_is_not_the_same_is_not_shared(changes: Row) -> None:
    assert find_shared([target("old", 5), target("twin", 5, **changes)], [OLD, TWIN], {}) == []


def test_totals_over_other_years_are_not_shared() -> None:
    total = {"period_kind": "cumulative"}
    rows = [target("old", 5, **total), target("twin", 5, **total, period_start="2021")]
    assert find_shared(rows, [OLD, TWIN], {}) == []


KINDS = {"old-t1": "indicator", "twin-t1": "indicator", "twin-box": "project"}
WIDE = [
    target("old", 5),
    target("old", 5, indicator_id="barges"),
    target("old", 5, indicator_id="homes", chapter="livability"),
]


def test_a_target_is_taken_up_or_left_by_the_plan_on_its_subject() -> None:
    [found] = find_coverage([*WIDE, target("twin", 8)], [OLD, TWIN], KINDS)
    assert (found.plan_id, found.narrower) == ("old", ("twin",))
    assert found.taken_up == ("old.ships.table",)
    # Homes are no subject of the other plan, so nobody can have left them out.
    assert found.left == ("old.barges.table",)


def test_a_chapter_of_boxes_alone_is_no_subject() -> None:
    rows = [*WIDE, target("twin", 8, table_id="twin-box")]
    assert find_coverage(rows, [OLD, TWIN], KINDS) == []


def test_plans_of_two_places_do_not_cover_each_other() -> None:
    elsewhere = {**TWIN, "place_id": "island"}
    assert find_coverage([*WIDE, target("twin", 8)], [OLD, elsewhere], KINDS) == []


def test_a_plan_on_as_many_subjects_is_not_narrower() -> None:
    rows = [*WIDE, target("twin", 8), target("twin", 8, indicator_id="air", chapter="livability")]
    assert find_coverage(rows, [OLD, TWIN], KINDS) == []
