"""Marks that are computed from figures: each keeps the ids of what it was computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

import pandas as pd

from compendium.chapter.marks import say_mark, shape_marks
from compendium.errors import ChapterError
from compendium.printed.wording import Wording, is_missing

_TAKEN = ("label", "panel", "plan_id", "place_id", "unit", "scale", "year", "year_start")


class Facts(TypedDict, total=False):
    """What a computed mark says of itself; the rest is taken from the marks it is computed from."""

    label: str
    panel: str
    plan_id: str
    place_id: str
    year: int
    year_start: int
    low: float
    high: float
    bound: str
    unit: str
    text: str
    note: str


def add_computed(
    marks: pd.DataFrame,
    *,
    value: float,
    of: Iterable[str],
    facts: Facts,
    words: Wording,
    chapter: str,
    decimals: int = 1,
) -> pd.DataFrame:
    """Give marks with a computed one at their end; `Chapter.computed` has the parameters.

    Raises
    ------
    ChapterError
        If it is computed from no figure, or nothing says what its label or unit is.
    """
    ids = tuple(dict.fromkeys(of))
    if not ids:
        raise ChapterError(chapter, "a computed mark names the ids that it is computed from")
    sources = marks[marks["ids"].map(lambda each: bool({*ids} & {*each})).astype(bool)]
    taken = {name: _agreed(sources, name) for name in _TAKEN}
    mark: dict[str, Any] = {
        **taken, "ids": ids, "role": "computed", "value": value, "low": value, "high": value,
        "bound": "=", **facts,
    }  # fmt: skip
    for name in ("label", "unit"):
        if is_missing(mark[name]):
            raise ChapterError(chapter, f"the mark computed from {', '.join(ids)} needs a {name}")
    mark.setdefault("text", _say(mark, words, decimals))
    return pd.concat([marks, shape_marks([mark])], ignore_index=True)


def _agreed(sources: pd.DataFrame, name: str) -> Any:
    """Give what all sources have in a column, if they agree."""
    values = sources[name].drop_duplicates()
    return values.iloc[0] if len(values) == 1 else None


def _say(mark: Mapping[str, Any], words: Wording, decimals: int) -> str:
    factor = None if is_missing(mark["scale"]) else float(mark["scale"])
    low, high = (round(float(mark[name]), decimals) * (factor or 1) for name in ("low", "high"))
    return say_mark(low, high, str(mark["unit"]), str(mark["bound"]), words, factor=factor)
