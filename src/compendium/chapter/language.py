"""The visual language: what a colour, a shape and the end of a mark mean, the same in every chart.

A plan is a hue. A role is a way to draw: what was is an outline, what is promised is solid, what is
expected is half as high, what was computed is dashed. A bound is the end of the mark: an arrow away
from the value for "at least", towards it for "at most", and a soft end for "about". A stage is how
far a square is filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from compendium.chapter.terms import WORDS
from compendium.chapter.theme import INK, LIGHT, MUTED
from compendium.contract.enums import STAGES
from compendium.errors import UnknownNameError
from compendium.printed.wording import Wording

GROUND, FAINT, QUIET = LIGHT.surface, LIGHT.rule, LIGHT.slate
TINT = 0.18
"""How much of its hue the fill of an outlined mark keeps; text in ink stands on it."""

COMPUTED, MISREAD = "computed", "misread"
ROLES = ("actual", "target", "forecast", COMPUTED, MISREAD)
BOUND_SIDES: Mapping[str, int] = {"≥": 1, ">": 1, "≤": -1, "<": -1}
"""The bounds that leave a side open: 1 is up or to the right."""

STAGE_LEVELS: Mapping[str, float] = {
    "study": 0.0,
    "plan": 0.0,
    "start": 0.25,
    "build": 0.5,
    "upgrade": 0.75,
    "complete": 1.0,
    "operate": 1.0,
    "support": 0.0,
}
"""How far the square of a stage is filled; study is dashed, operate has a dot, support is round."""


def say(key: str, lang: str, **named: object) -> str:
    """Give one of the few words that the forms themselves write.

    >>> say("a year", "en", rate="+3.1%"), say("target", "zh")
    ('+3.1% a year', '目标')
    """
    return WORDS[lang][key].format(**named)


@dataclass(frozen=True)
class Style:
    """How a mark of a role is drawn.

    Attributes
    ----------
    fill, stroke
        Colours of the theme; an empty one is not drawn.
    opacity
        Of the fill.
    dash
        Pixels drawn and left out, or empty.
    part
        How high a bar, or wide a point, is against a full one.
    """

    fill: str
    stroke: str
    opacity: float = 1.0
    dash: tuple[int, ...] = ()
    part: float = 1.0
    width: float = 2.0


def style_role(role: str, hue: str) -> Style:
    """Give the way to draw a role in a plan's hue.

    Raises
    ------
    UnknownNameError
        If it is no role.
    """
    styles = {
        "actual": Style(hue, hue, TINT),
        "target": Style(hue, hue),
        "forecast": Style(hue, hue, part=0.5),
        COMPUTED: Style("", MUTED, dash=(4, 3), width=1.5),
        MISREAD: Style("", MUTED, part=0.4, dash=(2, 2), width=1),
    }
    if role not in styles:
        raise UnknownNameError("role", role, ROLES)
    return styles[role]


def text_colour(role: str) -> str:
    """Give the ink of a mark's words: printed figures are ink, ours and misread ones are muted."""
    return MUTED if role in (COMPUTED, MISREAD) else INK


def hue_of(plan_id: str, colours: Mapping[str, str]) -> str:
    """Give the hue of a plan, of `Words`; what belongs to no plan is muted.

    Raises
    ------
    UnknownNameError
        If there is no such plan.
    """
    if not plan_id:
        return MUTED
    if plan_id not in colours:
        raise UnknownNameError("plan", plan_id, tuple(colours))
    return colours[plan_id]


@dataclass(frozen=True)
class Words(Wording):
    """What a form takes from the tables beside its marks, in one language.

    Attributes
    ----------
    colours
        Plan → its hue.
    names
        Plan → its short name, and place → its name.
    tiles
        Place → the column and row of its tile.
    """

    colours: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    tiles: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def over(cls, wording: Wording, plans: pd.DataFrame, places: pd.DataFrame) -> Words:
        """Take the hues, names and tiles of the tables ``plans`` and ``places``."""
        placed = places.dropna(subset=["tile_col", "tile_row"])
        return cls(
            wording.lang,
            wording.units,
            wording.words,
            dict(zip(plans["plan_id"], plans["colour"], strict=True)),
            dict(zip(plans["plan_id"], plans[f"short_{wording.lang}"], strict=True))
            | dict(zip(places["place_id"], places[f"name_{wording.lang}"], strict=True)),
            {
                str(place): (int(column), int(row))
                for place, column, row in zip(
                    placed["place_id"], placed["tile_col"], placed["tile_row"], strict=True
                )
            },
        )

    def name(self, key: str) -> str:
        """Give the name of a plan or place; what is unknown is named by its id."""
        return self.names.get(key, key)

    def tile(self, place_id: str) -> tuple[int, int]:
        """Give the column and row of a place's tile.

        Raises
        ------
        UnknownNameError
            If it has no tile.
        """
        if place_id not in self.tiles:
            raise UnknownNameError("place with a tile", place_id, tuple(self.tiles))
        return self.tiles[place_id]


def order_stages(stages: Iterable[str]) -> list[str]:
    """Sort stages from study to operate, support after them, and what has none last.

    >>> order_stages(["support", "build", "", "study"])
    ['study', 'build', 'support', '']
    """
    return sorted(set(stages), key=lambda stage: (*STAGES, stage).index(stage))
