"""The visual language: roles, bounds, hues and stages, drawn differently from each other."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from compendium.chapter import forms, language
from compendium.chapter.engine import FONTS
from compendium.chapter.labels import text_width
from compendium.chapter.language import Words
from compendium.chapter.theme import LIGHT, MUTED
from compendium.contract.enums import ROLES, STAGES
from compendium.errors import ChartError, UnknownNameError
from drawn_forms import EN, PLANS, advance, draw, mark, table


def looks(form: Any, **more: Any) -> str:
    """Draw one mark, and give everything but its words."""
    data = table(mark("one", 60, "60", year=2025, **more), mark("two", 80, "80", year=2020))
    layers = draw(form, data)["wide"].layers
    return json.dumps([layer for layer in layers if layer["mark"]["type"] != "text"])


FORMS = [forms.draw_bars, forms.draw_bullets, forms.draw_dumbbells, forms.draw_ladder,
         forms.draw_range]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_each_bound_is_drawn_in_its_own_way(form: Any) -> None:
    assert len({looks(form, role="target", bound=bound) for bound in "=≥≤≈"}) == 4


def test_an_open_bound_is_drawn_behind_the_squares_that_are_counted() -> None:
    drawings = {
        json.dumps([layer for layer in draw(forms.draw_units, table(mark("homes", 28, bound=bound)))
                    ["wide"].layers if layer["mark"]["type"] != "text"])
        for bound in "=≥≤"
    }  # fmt: skip
    assert len(drawings) == 3


@pytest.mark.parametrize("form", FORMS)
def test_each_role_is_drawn_in_its_own_way(form: Any) -> None:
    assert len({looks(form, role=role) for role in language.ROLES}) == len(language.ROLES)


def test_every_role_and_stage_of_the_record_is_known() -> None:
    assert set(ROLES) <= set(language.ROLES)
    assert set(language.STAGE_LEVELS) == set(STAGES)


def test_each_stage_has_its_own_square() -> None:
    squares = {
        json.dumps(draw(forms.draw_stages, pd.DataFrame({"stage": [stage], "plan_id": PLANS[:1]}))
                   ["wide"].layers[1:])
        for stage in STAGES
    }  # fmt: skip
    assert len(squares) == len(STAGES)


def test_a_plan_keeps_its_hue_and_only_colours_of_the_theme_are_used() -> None:
    allowed = set(vars(LIGHT).values())
    for plan in PLANS:
        colours = draw(forms.draw_bars, table(mark("a", 1, plan_id=plan)))["wide"].colours()
        assert language.hue_of(plan, EN.colours) in colours
        assert colours - {language.hue_of(plan, EN.colours)} <= allowed


def test_figures_of_a_bullet_stand_in_the_order_of_its_marks() -> None:
    marks = table(mark("a", 1.25, "the aim", role="target"), mark("a", 1.3, "what came of it"))
    boxes = dict(draw(forms.draw_bullets, marks)["wide"].texts())
    assert boxes["the aim"].right <= boxes["what came of it"].left


def test_what_is_computed_or_misread_is_written_in_muted_ink() -> None:
    for role in ("computed", "misread"):
        drawing = draw(forms.draw_bars, table(mark("a", 1, "the figure", role=role)))["wide"]
        inks = {look["color"] for look, row in drawing.rows("text") if row["text"] == "the figure"}
        assert inks == {MUTED}


def test_widths_are_those_of_the_bundled_font() -> None:
    for text in ("Retail sales of 1,250 billion yuan", "≥ 600 → 15–16%", "“2020” ↓ ·"):
        for weight in (400, 600):
            assert text_width(text, 13, weight) == pytest.approx(advance(text, 13, weight))
    assert (FONTS / "widths.json").is_file()


ERRORS = [
    (forms.draw_bars, table(mark("a", 1), mark("a", 2)), {}, "duplicate panel + label"),
    (forms.draw_bars, table(mark("a", 1)).drop(columns="value"), {}, "no column value"),
    (forms.draw_bars, table(mark("a", None, "x")), {}, "value is missing in 1 rows, first 'a'"),
    (forms.draw_bars, table(mark("a", 1)).head(0), {}, "no row"),
    (forms.draw_bars, table(mark("a", 1)), {"annotate": {"b": "x"}}, "no mark to annotate: 'b'"),
    (forms.draw_slope, table(mark("a", 1, year=2020)), {}, "two years; the data has 1"),
    (forms.draw_fork, table(mark("a", 1, year=2020)), {}, "an actual mark and at least one other"),
    (forms.draw_whole, table(mark("a", 1)), {}, "one part and one computed whole"),
    (forms.draw_dumbbells, table(mark("a", 1), mark("b", 1, unit="percent")), {}, "several units"),
    (forms.draw_bullets, table(mark("a", 1), mark("a", 1, unit="percent", role="target")), {},
     "several units"),
    (forms.draw_units, table(mark("a", 60, unit="percent"), mark("b", 60, unit="percent")), {},
     "add up to 120"),
    (forms.draw_units, table(mark("a", 60000)), {}, "give per="),
    (forms.draw_matrix, pd.DataFrame({"label": ["a"] * 2, "plan_id": ["p"] * 2, "text": ["x"] * 2}),
     {}, "duplicate label + plan_id"),
    (forms.draw_matrix, pd.DataFrame({"label": ["a"], "plan_id": ["p"], "text": ["x"]}),
     {"tints": {"y": 1}}, "to tint: 'y'"),
    (forms.draw_stages, pd.DataFrame({"stage": ["build"]}), {}, "no column plan_id"),
    (forms.draw_stages, pd.DataFrame({"stage": ["build"], "plan_id": "p"}), {"per": 0},
     "one square stands for 0"),
    (forms.draw_tiles, pd.DataFrame({"place_id": ["futian"] * 2, "value": [1, 2]}), {},
     "duplicate place_id"),
    (forms.draw_tiles, pd.DataFrame({"place_id": ["futian"], "value": [1]}), {"fill": "x"},
     "allowed: tint, level"),
    (forms.draw_scatter, pd.DataFrame({"label": ["a"], "x": [1.0], "y": [None]}),
     {"titles": ("x", "y")}, "x or y is missing of 'a'"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "data", "options", "said"), ERRORS)
def test_what_cannot_be_drawn_is_said(
    form: Any, data: pd.DataFrame, options: dict[str, Any], said: str
) -> None:
    with pytest.raises(ChartError) as caught:
        form(data, 680, words=EN, **options)
    assert said in str(caught.value)


def test_unknown_plans_places_and_roles_are_refused() -> None:
    for data, form in (
        (table(mark("a", 1, plan_id="no-plan")), forms.draw_bars),
        (table(mark("a", 1, role="guess")), forms.draw_bars),
        (pd.DataFrame({"place_id": ["china"], "value": [1]}), forms.draw_tiles),
    ):
        with pytest.raises(UnknownNameError):
            form(data, 680, words=EN)


def test_other_plans_and_places_are_drawn_with_other_words() -> None:
    words = Words("en", {}, {}, {"p": LIGHT.wine}, {"p": "Plan P", "x": "Town X"}, {"x": (3, 4)})
    bars = draw(forms.draw_bars, table(mark("a", 1, plan_id="p")), words)["wide"]
    assert LIGHT.wine in bars.colours()
    tiles = draw(forms.draw_tiles, pd.DataFrame({"place_id": ["x"], "value": [1]}), words)["wide"]
    assert "Town X" in [text for text, _ in tiles.texts()]


def test_a_column_or_words_can_be_darker_without_a_stage() -> None:
    cells = pd.DataFrame({"label": ["a", "a"], "column": ["c", "d"], "text": ["x", "y"]})
    tints = [
        {look["fillOpacity"] for look, _ in drawn["wide"].rows("rect")}
        for drawn in (
            draw(forms.draw_matrix, cells, column="column", tints=tints)
            for tints in (None, {"c": 1}, {"y": 1})
        )
    ]
    assert [len(tint) for tint in tints] == [2, 3, 3]
