"""What stands on one scale is comparable, and its drawing says every figure."""

from __future__ import annotations

from typing import Any

import pytest

from compendium.chapter.forms.shapes import Text
from compendium.printed.wording import Wording
from compendium.site.page_values import Record
from compendium.site.reference.ladder import Ladder, make_ladders
from compendium.site.reference.ladder_drawing import choose_unit, draw_ladder, say_step, svg_of
from compendium.site.reference.lexicon import group_rows, list_rows
from support import ROOT

WORDS = Wording("en", {"CNY": "yuan", "percent": "%", "count": "", "rank": ""}, {})
COLOURS = {"one": "#25507b", "two": "#b95428"}


def row(row_id: str, year: int | str, value: float | str, **more: Any) -> dict[str, Any]:
    return {
        "observation_id": row_id,
        "plan_id": "one",
        "place_id": "here",
        "role": "actual",
        "measure": "level",
        "period_start": str(year),
        "period_end": str(year),
        "period_kind": "annual",
        "year": year,
        "comparator": "=",
        "value_low": value,
        "value_high": value,
        "unit": "CNY",
        **more,
    }


def target(row_id: str, year: int, value: float, **more: Any) -> dict[str, Any]:
    return row(row_id, year, value, **{"role": "target", **more})


TOTAL = {"period_start": "2021", "period_kind": "cumulative"}


def ids_of(ladders: list[Ladder]) -> list[list[str]]:
    return [[each for step in ladder.steps for each in step.ids] for ladder in ladders]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(TOTAL, id="a total beside years"),
        pytest.param({"period_kind": "average"}, id="a mean beside years"),
        pytest.param({"period_kind": "point"}, id="a moment beside years"),
        pytest.param({"unit": "USD"}, id="another unit"),
        pytest.param({"measure": "growth"}, id="a growth beside levels"),
        pytest.param({"place_id": "there"}, id="another place"),
    ],
)
def test_what_is_not_comparable_is_on_no_scale_with_a_year(other: dict[str, Any]) -> None:
    rows = [row("a", 2020, 10.0), target("b", 2025, 20.0), target("c", 2025, 90.0, **other)]
    ladders, left = make_ladders(rows, {"b": "a", "c": "a"})
    assert ids_of(ladders) == [["a", "b"]]
    assert [each["observation_id"] for each in left] == ["c"]


def test_totals_over_as_many_years_share_a_scale_and_no_others() -> None:
    totals = [
        row("old", 2020, 5.0, period_start="2016", period_kind="cumulative"),
        target("new", 2025, 9.0, **TOTAL),
        target("open", 2030, 7.0, period_start="", period_kind="cumulative"),
        target("short", 2025, 3.0, period_start="2023", period_kind="cumulative"),
    ]
    ladders, left = make_ladders(totals, {"new": "old"})
    assert ids_of(ladders) == [["old", "new"]]
    assert ladders[0].rises == ((0, 1),)
    assert {each["observation_id"] for each in left} == {"open", "short"}


def test_words_and_figures_without_a_year_are_not_drawn() -> None:
    rows = [row("a", 2020, 1.0), row("b", 2021, 2.0), row("words", 2025, ""), row("ever", "", 3.0)]
    ladders, left = make_ladders(rows, {})
    assert ids_of(ladders) == [["a", "b"]]
    assert [each["observation_id"] for each in left] == ["words", "ever"]


def test_figures_of_one_year_make_no_ladder() -> None:
    rows = [row("a", 2020, 1.0), row("b", 2020, 1.1, plan_id="two")]
    assert make_ladders(rows, {})[0] == []


def test_the_same_figure_of_two_plans_is_one_step() -> None:
    rows = [
        row("a", 2020, 1.0),
        target("b", 2025, 2.0),
        target("c", 2025, 2.0, plan_id="two"),
    ]
    (ladder,), _ = make_ladders(rows, {"b": "a", "c": "a"})
    assert ladder.steps[1].ids == ("b", "c")
    assert ladder.steps[1].plan_ids == ("one", "two")
    assert ladder.rises == ((0, 1),)


def test_a_target_rises_from_its_baseline_only() -> None:
    rows = [
        row("a", 2020, 1.0),
        row("b", 2022, 2.0),
        target("c", 2025, 3.0),
        target("d", 2025, 4.0),
    ]
    (ladder,), _ = make_ladders(rows, {"c": "a", "d": ""})
    assert ladder.rises == ((0, 1), (0, 2))


def test_every_figure_of_the_record_is_drawn_or_left_and_no_scale_is_mixed() -> None:
    record = Record.load(ROOT / "data" / "clean", "en")
    rows = list_rows(record.observations)
    known = {each["observation_id"]: each for each in rows}
    for indicator, found in group_rows(rows, "indicator_id").items():
        ladders, left = make_ladders(found, {})
        drawn = [each for ids in ids_of(ladders) for each in ids]
        own = sorted(each["observation_id"] for each in found)
        assert sorted([*drawn, *(each["observation_id"] for each in left)]) == own, indicator
        for ids in ids_of(ladders):
            for name in ("place_id", "unit", "measure", "period_kind"):
                assert len({known[each][name] for each in ids}) == 1, (indicator, name)


def a_ladder() -> Ladder:
    rows = [
        row("a", 2020, 866.48e9),
        target("b", 2025, 1.25e12, comparator="≥"),
        target("c", 2025, 1.25e12, comparator="≥", plan_id="two"),
        target("d", 2030, 1.5e12, value_high=1.6e12),
    ]
    return make_ladders(rows, {"b": "a", "c": "a", "d": "a"})[0][0]


def test_a_drawing_writes_every_figure_in_a_readable_unit_inside_itself() -> None:
    ladder = a_ladder()
    unit = choose_unit(ladder, WORDS)
    assert unit.text == "billion yuan"
    said = [say_step(step, ladder, unit, WORDS) for step in ladder.steps]
    assert said == ["866.48", "≥ 1,250", "1,500–1,600"]
    texts = [
        shape for shape in draw_ladder(ladder, unit, WORDS, COLOURS) if isinstance(shape, Text)
    ]
    assert {*said} <= {text.text for text in texts}
    assert all(text.box.left >= -1 and text.box.right <= 341 for text in texts)
    assert not any(one.box.meets(other.box) for one in texts for other in texts if one is not other)


def test_a_far_smaller_figure_names_its_own_unit() -> None:
    rows = [row("a", 1980, 18e6), row("b", 2020, 440.81e9)]
    (ladder,), _ = make_ladders(rows, {})
    unit = choose_unit(ladder, WORDS)
    said = [say_step(step, ladder, unit, WORDS) for step in ladder.steps]
    assert said == ["18 million yuan", "440.81"]


def test_what_a_drawing_says_is_text_only() -> None:
    assert 'aria-label="&lt;b&gt;&#34;x&#34;"' in svg_of([], '<b>"x"')


def test_the_drawing_of_a_ladder_is_as_it_was() -> None:
    ladder = a_ladder()
    unit = choose_unit(ladder, WORDS)
    drawn = svg_of(draw_ladder(ladder, unit, WORDS, COLOURS), "Here")
    golden = ROOT / "tests" / "golden" / "ladder.svg.html"
    assert str(drawn).replace("><", ">\n<") + "\n" == golden.read_text("utf-8")
