"""The language and its forms on one page: a small sample of each, and when to use it.

The figures of the samples are invented and say so by their labels; the plans are the record's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from compendium.chapter import forms
from compendium.chapter.forms.shapes import Drawing
from compendium.contract.load import load

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Sample:
    """One form as a page shows it: ``form(data, width, words=…, **options)``."""

    name: str
    form: Callable[..., Drawing]
    data: pd.DataFrame
    when: str
    options: Mapping[str, Any] = field(default_factory=dict)


def show_language(_: Translate = str) -> list[Sample]:
    """Give two samples of the language itself: the roles, and the bounds.

    >>> [sample.name for sample in show_language()]
    ['roles', 'bounds']
    """
    roles = [
        _mark(_("What was"), 60, _("60: an outline"), role="actual"),
        _mark(_("What is promised"), 80, _("80: solid"), role="target"),
        _mark(_("What is expected"), 70, _("70: half as high"), role="forecast"),
        _mark(_("What we computed"), 65, _("65: dashed, in grey"), role="computed"),
        _mark(_("What is easily misread"), 75, _("75: small, in grey"), role="misread"),
    ]
    bounds = [
        _mark(_("At least"), 60, "≥ 60", bound="≥"),
        _mark(_("At most"), 60, "≤ 60", bound="≤"),
        _mark(_("About"), 60, _("about 60"), bound="≈"),
        _mark(_("Exactly"), 60, "60"),
    ]
    return [
        Sample(
            "roles",
            forms.draw_bars,
            pd.DataFrame(roles),
            _("A plan is a colour; how a mark is drawn says what kind of figure it is."),
            {"key": False},
        ),
        Sample(
            "bounds",
            forms.draw_bars,
            pd.DataFrame(bounds),
            _("The end of a mark says what the figure leaves open."),
        ),
    ]


def show_forms(_: Translate = str) -> list[Sample]:
    """Give a sample of each form.

    >>> len(show_forms()) == len(forms.__all__)
    True
    """
    return [*_over_time(_), *_side_by_side(_), *_of_a_whole(_), *_of_things(_)]


def _plan(place: int = 0) -> str:
    plans = load("plans")["plan_id"].tolist()
    return str(plans[place % len(plans)])


def _mark(label: str, value: float | None, text: str, **more: Any) -> dict[str, Any]:
    blank = {"panel": "", "plan_id": _plan(), "role": "target", "bound": "=", "unit": "count"}
    return {**blank, "label": label, "value": value, "text": text, **more}


def _pair(label: str, start: float, end: float, **more: Any) -> list[dict[str, Any]]:
    first = _mark(label, start, f"{start:g}", role="actual", year=2020, **more)
    return [first, _mark(label, end, f"{end:g}", year=2025, **more)]


def _over_time(_: Translate) -> list[Sample]:
    name = _("an example")
    rise = [_mark(name, 70, "70", role="actual", year=2015), *_pair(name, 100, 150)]
    fork = [
        *rise[:2],
        _mark(_("target"), 150, "150", year=2025),
        _mark(_("at the past pace"), 142.9, "143", role="computed", plan_id="", year=2025),
    ]
    slope = [*_pair(_("one place"), 48, 55), *_pair(_("another place"), 60, 57)]
    events = [
        _mark(_("a line opens"), None, "", role="actual", year=2022),
        _mark(_("a line is built"), None, "", year=2025, year_start=2021),
        _mark(_("an aim"), None, "", year=2035),
    ]
    return [
        Sample(
            "ladder",
            forms.draw_ladder,
            pd.DataFrame(rise),
            _("One thing over years: how fast it grew, how fast it must grow."),
            {"growth": True, "height": 140},
        ),
        Sample(
            "fork",
            forms.draw_fork,
            pd.DataFrame(fork),
            _("One beginning, several ends: what is needed, what is expected, what was usual."),
            {"height": 150},
        ),
        Sample(
            "slope",
            forms.draw_slope,
            pd.DataFrame(slope),
            _("Many things at two times: which rise, which fall, which change places."),
        ),
        Sample(
            "timeline",
            forms.draw_timeline,
            pd.DataFrame(events),
            _("What is to happen when; no amounts."),
        ),
    ]


def _side_by_side(_: Translate) -> list[Sample]:
    rows = [*_pair(_("shops"), 43, 600), *_pair(_("hotels"), 90, 110)]
    shares = [*_pair(_("one place"), 48, 55), *_pair(_("another place"), 60, 57)]
    bars = [_mark(_("one place"), 16, "16"), _mark(_("another place"), 6, "6")]
    spans = [
        _mark(_("a range"), 15.5, "15–16", low=15.0, high=16.0),
        _mark(_("a floor"), 14, "≥ 14", bound="≥"),
    ]
    points = pd.DataFrame(
        [
            {"label": _("one place"), "x": 48.0, "y": 62.0, "role": "actual"},
            {"label": _("one place"), "x": 51.0, "y": 63.0, "role": "target"},
            {"label": _("another place"), "x": 60.0, "y": 70.0, "role": "actual"},
        ]
    ).assign(plan_id=_plan())
    return [
        Sample(
            "bullets",
            forms.draw_bullets,
            pd.DataFrame(rows),
            _("Targets in different units, each on its own scale."),
        ),
        Sample(
            "dumbbells",
            forms.draw_dumbbells,
            pd.DataFrame(shares),
            _("From what is to what is to be, in one unit on one scale."),
        ),
        Sample(
            "bars",
            forms.draw_bars,
            pd.DataFrame(bars),
            _("One figure each, where the amounts are to be compared."),
        ),
        Sample(
            "range",
            forms.draw_range,
            pd.DataFrame(spans),
            _("Ranges, floors and ceilings: where the true figure may lie."),
        ),
        Sample(
            "scatter",
            forms.draw_scatter,
            points,
            _("Two figures of each place at once, and where it wants to go."),
            {"titles": (_("one share"), _("another share")), "suffix": ("%", "%"), "height": 170},
        ),
    ]


def _of_a_whole(_: Translate) -> list[Sample]:
    whole = [
        _mark(_("the part that is printed"), 436, "436", role="actual"),
        _mark(_("its share"), 27.7, "27.7%", role="actual", unit="percent"),
        _mark(
            _("the whole that follows"), 1574, _("about 1,574"),
            role="computed", plan_id="", low=1571.0, high=1577.0,
        ),
    ]  # fmt: skip
    parts = [_mark(_("first"), 150, "150"), _mark(_("second"), 130, "130")]
    share = [_mark(_("of a hundred"), 40.1, "40.1%", role="actual", unit="percent")]
    return [
        Sample(
            "whole",
            forms.draw_whole,
            pd.DataFrame(whole),
            _("What a printed share says of a whole that is not printed, and how exactly."),
        ),
        Sample("parts", forms.draw_parts, pd.DataFrame(parts), _("What a whole is made of.")),
        Sample(
            "units",
            forms.draw_units,
            pd.DataFrame(share),
            _("A share or a number to be counted by eye."),
        ),
    ]


def _of_things(_: Translate) -> list[Sample]:
    cells = pd.DataFrame(
        [
            {"label": thing, "plan_id": _plan(place), "text": text, "stage": stage}
            for thing, place, text, stage in (
                (_("one thing"), 0, _("plan"), "plan"),
                (_("one thing"), 1, _("build"), "build"),
                (_("another thing"), 1, _("operate"), "operate"),
            )
        ]
    )
    stages = ["study", "plan", "start", "build", "build", "upgrade", "complete", "operate"]
    things = pd.DataFrame({"stage": [*stages, "support"], "plan_id": _plan()})
    places = load("places").dropna(subset=["tile_col"])
    cities = places[places["level"] == "city"].head(9)
    tiles = pd.DataFrame(
        {"place_id": cities["place_id"], "value": range(len(cities)), "plan_id": _plan()}
    )
    return [
        Sample("matrix", forms.draw_matrix, cells, _("Who says what of the same thing.")),
        Sample(
            "stages",
            forms.draw_stages,
            things,
            _("How far many things are: a square each, filled as far as its verb says."),
        ),
        Sample(
            "tiles",
            forms.draw_tiles,
            tiles,
            _("What is where: a tile a place, the darker the more."),
        ),
    ]
