"""Every form at both widths: nothing cut, nothing overlapping, nothing wider than asked."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from compendium.chapter import forms
from compendium.chapter.forms.guide import Sample, show_forms, show_language
from compendium.chapter.labels import Box
from compendium.contract.load import load
from drawn_forms import EN, PLANS, ZH, Drawn, draw, faults, mark, table

LONG = "The share of online sales in the retail sales of goods of firms above the size limit"
CHINESE = "限额以上网络零售额占限额以上商品零售额的比重（2020年）"
ROLES = ("actual", "target", "forecast", "computed", "misread")
SAMPLES = [*show_language(), *show_forms()]


def pair(label: str, start: float, end: float, **more: Any) -> list[dict[str, Any]]:
    first = mark(label, start, f"{start:g} billion yuan", year=2020, **more)
    last = {"role": "target", "bound": "≥", **more}
    return [first, mark(label, end, f"at least {end:g} billion", year=2025, **last)]


def ladder() -> pd.DataFrame:
    rows = [row for place, panel in enumerate(("Shenzhen", "Futian", "Zhongshan", LONG))
            for row in pair("Sales", 10.0 + place, 14.0 + 5 * place, panel=panel,
                            plan_id=PLANS[place])]  # fmt: skip
    return table(mark("Sales", 8, "8", year=2015, role="computed", panel="Shenzhen"), *rows)


def close() -> pd.DataFrame:
    return table(*(row for k in range(4) for row in pair(f"line {k}", 50 + k, 58 - k)))


def bars() -> pd.DataFrame:
    bounds = "≥≤≈=>"
    rows = [
        mark(f"{role} {LONG}", 10.0 * k + 3, f"{10 * k + 3} in a figure that is long to say",
             role=role, bound=bounds[k], plan_id=PLANS[k])
        for k, role in enumerate(ROLES)
    ]  # fmt: skip
    return table(*rows, mark("falls", -12, "−12", panel="Below zero"))


def stages() -> pd.DataFrame:
    projects = load("projects")
    return projects[projects["kind"] == "transport"]


def matrix() -> pd.DataFrame:
    cells = [
        {"label": f"{LONG} {k}", "plan_id": plan, "text": "supports and improves", "stage": stage}
        for k in range(2)
        for plan, stage in zip(PLANS, ("study", "build", None, "operate", "support"), strict=False)
    ]
    return pd.DataFrame(cells[1:])


def tiles(parent: str) -> pd.DataFrame:
    places = load("places").dropna(subset=["tile_col"])
    ids = places.loc[places["parent_id"] == parent, "place_id"]
    names = ["one thing|another thing|a third thing|a fourth"] * len(ids)
    return pd.DataFrame({"place_id": ids, "value": range(len(ids)), "names": names})


def scatter() -> pd.DataFrame:
    points = [("Guangzhou", 72.5, 66.5), ("Shenzhen", 62.1, 76.1), ("Zhuhai", 54.8, 63.1),
              ("Foshan", 42.1, 63.8), ("Huizhou", 44.2, 56.0), ("Dongguan", 45.8, 61.0),
              ("Zhongshan", 48.3, 62.0), ("Jiangmen", 49.8, 52.0)]  # fmt: skip
    frame = pd.DataFrame(points, columns=["label", "x", "y"])
    aims = pd.DataFrame([("Zhongshan", 50.0, 63.0)], columns=["label", "x", "y"])
    both = [frame.assign(role="actual"), aims.assign(role="target")]
    return pd.concat(both, ignore_index=True).assign(plan_id=PLANS[1])


def whole() -> pd.DataFrame:
    return table(
        mark(LONG, 436, "436", unit="count"),
        mark("share", 27.7, "27.7% of the city's", unit="percent"),
        mark("All of the city", 1574, "about 1,574", role="computed", unit="count",
             plan_id="", low=1571.0, high=1577.0),
        mark("Target of the plan", 1500, "1,500", role="target", unit="count",
             plan_id=PLANS[1]),
        *(mark(name, value, f"> {value} trillion yuan", role=role, bound=">", panel="Wealth",
               unit="CNY") for name, value, role in (("Futian", 21, "actual"),
                                                     ("City", 35, "computed"))),
    )  # fmt: skip


def parts() -> pd.DataFrame:
    names = ("Finance", "Logistics and transport", "Wholesale", "Information", "Culture", "Other")
    return table(*(mark(name, 3.0 * k + 3, f"{3 * k + 3}%", panel=panel, role=ROLES[k % 4])
                   for panel in ("2020", "2025") for k, name in enumerate(names)))  # fmt: skip


def events() -> pd.DataFrame:
    return table(
        *(mark(f"{LONG} {k}", None, " ", year=2021 + 2 * k, role="target", panel="one")
          for k in range(5)),
        mark("a span", None, " ", year=2025, year_start=2021, panel="another lane"),
    ).assign(text="")  # fmt: skip


CASES: list[tuple[str, Any, pd.DataFrame, dict[str, Any]]] = [
    ("ladder", forms.draw_ladder, ladder(), {"growth": True}),
    ("ladder-zero", forms.draw_ladder, ladder(),
        {"zero": True, "annotate": {("Sales", 2015): "implied by a printed multiple"}}),
    ("ladder-indexed", forms.draw_ladder, ladder(), {"indexed": True, "growth": True}),
    ("ladder-close", forms.draw_ladder, close(), {"height": 320}),
    ("slope", forms.draw_slope, close(), {"highlight": ["line 2"]}),
    ("fork", forms.draw_fork, table(
        *(row for row in pair("base", 200, 300)),
        mark("as the text expects", 290, "290", role="computed", plan_id="", year=2025),
        mark(LONG, 310, "310", role="forecast", year=2025)), {"gap": "20 apart"}),
    ("whole", forms.draw_whole, whole(), {"annotate": {LONG: LONG}}),
    ("bullets", forms.draw_bullets, table(*pair("a", 43, 600), *pair(LONG, 156, 180),
        *pair("falls", 90, 40), mark("only an aim", 5, role="forecast", bound="≈")),
        {"annotate": {"a": LONG}}),
    ("dumbbells", forms.draw_dumbbells, table(*pair("a", 3, 4), *pair(LONG, 20, 9),
        *pair("c", 10, 30)), {"annotate": {"a": LONG}}),
    ("bars", forms.draw_bars, bars(), {"annotate": {"falls": LONG}}),
    ("range", forms.draw_range, table(mark("a range", 620, LONG, low=600.0, high=640.0),
        *(mark(f"bound {sign}", 300.0 + 50 * k, f"{sign} it", bound=sign)
          for k, sign in enumerate("≥≤≈"))), {"reference": {"a line": 450.0, "a second": 460.0}}),
    ("parts", forms.draw_parts, parts(), {"total": "a hundred"}),
    ("matrix", forms.draw_matrix, matrix(), {}),
    ("stages", forms.draw_stages, stages(), {}),
    ("stages-per", forms.draw_stages, load("projects"), {"per": 10}),
    ("tiles", forms.draw_tiles, tiles("shenzhen"), {"plan_id": PLANS[0]}),
    ("tiles-towns", forms.draw_tiles, tiles("zhongshan"), {"fill": "level", "most": 50.0}),
    ("tiles-cities", forms.draw_tiles, tiles("guangdong"), {"fill": "level"}),
    ("timeline", forms.draw_timeline, events(), {}),
    ("scatter", forms.draw_scatter, scatter(), {"titles": (LONG, LONG), "suffix": ("%", "%"),
        "highlight": ["Zhongshan"], "annotate": {"Zhongshan": "wants more than half"}}),
    ("units", forms.draw_units, table(*(mark(LONG, 12.5 + k, f"{12.5 + k}%", unit="percent",
        panel=f"Panel {k}", role=ROLES[k]) for k in range(4))), {}),
    ("units-count", forms.draw_units, table(mark("places", 673000, unit="person")),
        {"per": 10000}),
]  # fmt: skip
IDS = [case[0] for case in CASES]


@pytest.mark.parametrize(("name", "form", "data", "options"), CASES, ids=IDS)
def test_nothing_is_cut_and_nothing_overlaps(
    name: str, form: Any, data: pd.DataFrame, options: dict[str, Any]
) -> None:
    drawn = draw(form, data, **options)
    assert {each: faults(drawing) for each, drawing in drawn.items()} == {"wide": [], "narrow": []}
    assert (drawn["wide"].width, drawn["narrow"].width) == (680, 340)
    for drawing in drawn.values():
        assert drawing.height - drawing.deepest() < 18


def words_of(drawn: Drawn) -> list[str]:
    return [text for text, _ in drawn.texts()]


def test_places_with_nothing_share_a_line() -> None:
    ids = tiles("shenzhen")["place_id"]
    data = pd.DataFrame({"place_id": ids, "value": [5] + [0] * (len(ids) - 1)})
    told = words_of(draw(forms.draw_tiles, data.assign(names=["a"] + [""] * 10))["narrow"])
    assert sum(text.startswith("none in: ") for text in told) == 1
    assert not any(text.startswith("2 ") for text in told)


def test_long_names_stay_in_their_tiles() -> None:
    for drawn in draw(forms.draw_tiles, tiles("shenzhen"), ZH).values():
        frames = [Box(r["x"], r["x2"], r["y"], r["y2"]) for _, r in drawn.rows("rect")]
        foot = max(frame.bottom for frame in frames)
        inside = [box for _, box in drawn.texts() if box.top < foot]
        assert all(any(map(box.lies_in, frames)) for box in inside)


def test_growth_of_lines_that_cross_stands_with_their_ends() -> None:
    lines = table(*pair("one", 20, 100), *pair("other", 62, 80))
    for drawn in draw(forms.draw_ladder, lines, growth=True).values():
        told = dict(drawn.texts())
        ends = [box.left for text, box in told.items() if text.startswith(("one", "other"))]
        steps = [box.left for text, box in told.items() if text.endswith("a year")]
        assert len(steps) == 2
        assert set(steps) == set(ends)


def test_a_note_without_room_stands_below_with_a_number() -> None:
    drawn = draw(forms.draw_ladder, close(), annotate={("line 1", 2020): LONG * 3})
    for each in drawn.values():
        assert faults(each) == []
        assert "(1)" in words_of(each)
        assert any(text.startswith("(1) The share") for text in words_of(each))


def test_titles_that_name_the_plans_need_no_key() -> None:
    rows = [mark("of it", 40, unit="percent", plan_id=plan) for plan in PLANS[:2]]
    for titles, key, shown in (("ab", True, True), ("ab", False, False), (None, True, False)):
        named = titles or [EN.name(plan) for plan in PLANS]
        data = table(*(row | {"panel": title} for row, title in zip(rows, named, strict=False)))
        drawn = draw(forms.draw_units, data, key=key)["wide"]
        assert words_of(drawn).count(EN.name(PLANS[0])) == (titles is None) + shown


def test_the_arrow_of_the_last_part_is_whole() -> None:
    for bound in "≥≤><":
        data = table(mark("a", 3), mark("b", 2, bound=bound))
        for drawn in draw(forms.draw_parts, data).values():
            ends = [row["x"] + row["size"] ** 0.5 / 4 for _, row in drawn.rows("point")]
            assert ends
            assert max(ends) <= drawn.width


def test_words_above_a_whole_keep_off_the_leaders() -> None:
    for drawn in draw(forms.draw_whole, whole()).values():
        lines = [(row["x"], row["y"]) for _, row in drawn.rows("line") if row["x"] is not None]
        uprights = [
            Box(x - 2, x + 2, min(y, other), max(y, other))
            for (x, y), (x_other, other) in pairwise(lines)
            if abs(x - x_other) < 1
        ]
        for text, box in drawn.texts():
            assert not any(map(box.meets, uprights)), text


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_the_samples_of_the_guide_are_drawn_well(sample: Sample) -> None:
    drawn = draw(sample.form, sample.data, **sample.options)
    assert [faults(drawing) for drawing in drawn.values()] == [[], []]
    assert sample.when.endswith(".")


def test_chinese_words_fit() -> None:
    rows = table(mark(CHINESE, 21, "约21%", bound="≈"), mark("网络零售", 35, "不低于35%"))
    drawn = draw(forms.draw_bars, rows, ZH, annotate={"网络零售": CHINESE * 2})
    for drawing in drawn.values():
        frame = Box(0, drawing.width, 0, drawing.height)
        assert all(box.lies_in(frame) for _, box in drawing.texts())


def test_the_check_sees_what_is_wrong() -> None:
    layer = {
        "mark": {"type": "text", "align": "left", "fontSize": 13, "fontWeight": 400},
        "data": {"values": [{"x": 0, "y": 20, "text": "one"}, {"x": 9, "y": 22, "text": "two"},
                            {"x": 90, "y": 60, "text": "a word that is cut"}]},
    }  # fmt: skip
    assert faults(Drawn(100, 100, (layer,))) == ["cut: a word that is cut", "overlap: one | two"]


def test_the_same_rows_give_the_same_drawing() -> None:
    assert draw(forms.draw_ladder, ladder()) == draw(forms.draw_ladder, ladder(), EN)
