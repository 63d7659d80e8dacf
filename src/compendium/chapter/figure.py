"""A figure of a chapter: its data as a reader downloads it, as a reader reads it, and its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from compendium.chapter.origins import Origin, Origins, row_ids
from compendium.chapter.provenance import KEYS
from compendium.errors import ChartError, CompendiumError
from compendium.printed.wording import choose, is_missing

# What a reader's table shows of marks and named things, in this order, and its heading.
_SHOWN: Mapping[str, Mapping[str, str]] = {
    "en": {
        "label": "What", "panel": "Group", "plan_id": "Plan", "place_id": "Place",
        "role": "Kind", "year": "Year", "text": "Figure", "kind": "What it is", "stage": "Stage",
        "names": "Which", "note": "Note",
    },
    "zh": {
        "label": "项目", "panel": "分组", "plan_id": "规划", "place_id": "地点",
        "role": "性质", "year": "年份", "text": "数值", "kind": "类别", "stage": "阶段",
        "names": "包括", "note": "说明",
    },
}  # fmt: skip
MOST_ROWS = 120
_MOST_LISTED = 6
# What these say in other words.
_HIDDEN = {"value", "low", "high", "bound", "unit", "scale", "year_start", "ids", "indicator_id"}


def trace(data: pd.DataFrame, origins: Origins, chart_id: str) -> list[tuple[Origin, ...]]:
    """Give where each row of a chart's data comes from (R tuples).

    Raises
    ------
    ChartError
        If a row that shows something names no id, or an id that the chapter does not reach.
    """
    try:
        ids = list(row_ids(data))
        traced = [origins.find_all(each) for each in ids]
    except CompendiumError as error:
        raise ChartError(chart_id, str(error)) from error
    values = list(data["value"]) if "value" in data.columns else [0] * len(ids)
    for place, (found, value) in enumerate(zip(traced, values, strict=True), 1):
        # A place without any project is drawn too, with its nought.
        if not found and not is_missing(value) and value != 0:
            raise ChartError(chart_id, f"row {place} of its data shows {value}, and has no ids")
    if not any(traced):
        raise ChartError(chart_id, "its data has no ids")
    return traced


def published(data: pd.DataFrame, traced: Sequence[tuple[Origin, ...]]) -> pd.DataFrame:
    """Give the data as it is downloaded: ids, their raw cells, and all columns that hold something.

    Values are in the canonical unit, whatever the chart counts in.
    """
    own = data.drop(columns=[name for name in ("ids", *KEYS.values()) if name in data.columns])
    if "scale" in own.columns:
        factor = own["scale"].fillna(1)
        own = own.assign(**{name: own[name] * factor for name in ("value", "low", "high")})
    own = own.drop(columns="scale", errors="ignore").apply(_write_plainly)
    keys = {
        key: [" ".join(each.row_id for each in found if each.kind == kind) for found in traced]
        for kind, key in KEYS.items()
    }
    cells = [
        dict.fromkeys(each for origin in found for each in origin.locators) for found in traced
    ]
    where = pd.DataFrame({**keys, "locator": [" ".join(each) for each in cells]}, index=data.index)
    whole = pd.concat([where, own.drop(columns="locator", errors="ignore")], axis=1)
    return whole[[name for name in whole.columns if not _is_empty(whole[name])]]


def readable(data: pd.DataFrame, names: Mapping[str, Mapping[str, str]], lang: str) -> pd.DataFrame:
    """Give the data as a page shows it: words in place of ids, and what is said is said once."""
    own = data.assign(**{
        name: data[name].map(names[name]).where(data[name].notna())
        for name in names if name in data.columns
    })  # fmt: skip
    heads = _SHOWN[lang]
    if "label" in own.columns:
        shown = [name for name in heads if name in own.columns]
        shown += [name for name in own.columns if name not in shown and _is_extra(own, name)]
    else:
        shown = [name for name in own.columns if name not in _HIDDEN and name not in KEYS.values()]
    if "text" not in own.columns and "value" in own.columns:
        shown.append("value")
    if "names" in own.columns:
        own = own.assign(names=[_list_names(each, lang) for each in own["names"]])
    shown = [name for name in shown if name == "label" or not _repeats(own, name)]
    kept = own[[name for name in dict.fromkeys(shown) if not _is_empty(own[name])]]
    return kept.rename(columns=dict(heads))


def check_length(table: pd.DataFrame, chart_id: str) -> None:
    """Refuse a table that no page should carry.

    Raises
    ------
    ChartError
        If it has more rows than a reader would read.
    """
    if len(table) > MOST_ROWS:
        raise ChartError(
            chart_id,
            f"its table would have {len(table)} rows; give it another, such as counts, by table=…",
        )


def _write_plainly(column: pd.Series[Any]) -> pd.Series[Any]:
    return column.map(_plain).astype(object) if pd.api.types.is_float_dtype(column) else column


def _plain(value: Any) -> int | float | None:
    """Give a number as it is written: a whole one without a point, and no noise of floats."""
    if is_missing(value):
        return None
    number = float(f"{float(value):.10g}")
    return int(number) if number.is_integer() else number


def _list_names(names: str | Sequence[str], lang: str) -> str:
    """Write the first of some names, listed or joined by ``|``, and how many more there are."""
    listed = names.split("|") if isinstance(names, str) else list(names)
    left = len(listed) - _MOST_LISTED
    more = choose(lang, en=f"; {left} more", zh=f"；另有{left}项") if left > 0 else ""
    return choose(lang, en="; ", zh="；").join(listed[:_MOST_LISTED]) + more


def _repeats(data: pd.DataFrame, name: str) -> bool:
    # As texts: what is missing is equal to nothing, and answers no comparison.
    return "label" in data.columns and data[name].astype("string").equals(
        data["label"].astype("string")
    )


def _is_extra(data: pd.DataFrame, name: str) -> bool:
    """Tell whether a column is an author's own: numbers beside what marks and projects have."""
    return name not in _HIDDEN and bool(pd.api.types.is_numeric_dtype(data[name]))


def _is_empty(column: pd.Series[Any]) -> bool:
    return all(is_missing(each) for each in column)
