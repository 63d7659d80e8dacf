"""Marks: the one table that every form of chart draws from, each mark with the ids of its rows."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from compendium.errors import ChapterError
from compendium.printed.wording import Wording, is_missing, say_number

COLUMNS = (
    "ids", "label", "panel", "plan_id", "place_id", "role", "year", "year_start", "value", "low",
    "high", "bound", "unit", "text", "note", "scale",
)  # fmt: skip
"""The columns of marks, in order; a form may count on every one of them."""

_TYPES = {"year": "Int64", "year_start": "Int64"} | dict.fromkeys(
    ("value", "low", "high", "scale"), "Float64"
)
SCALES: Mapping[str, Mapping[str, float]] = {
    "en": {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12},
    # What a Chinese reader counts in where an English one counts in the same step: 万, 亿, 万亿.
    "zh": {"thousand": 1e3, "million": 1e4, "billion": 1e8, "trillion": 1e12},
}
_SIGNS = {
    "en": {"≥": "≥ ", ">": "> ", "≤": "≤ ", "<": "< ", "≈": "about "},
    "zh": {"≥": "≥", ">": ">", "≤": "≤", "<": "<", "≈": "约"},
}
# A value of `targets.csv`, and the unit it has; a difference has that of its row.
_BETWEEN = {"growth_percent": "percent", "multiple": "times", "difference": ""}

Names = Mapping[str, Mapping[str, str]]


def make_marks(
    rows: pd.DataFrame,
    *,
    names: Names,
    words: Wording,
    chapter: str,
    label: str | Mapping[str, str] | None = None,
    panel: str | Mapping[str, str] | None = None,
    unit: str | None = None,
    scale: str | None = None,
    value: str | None = None,
    once: bool = False,
) -> pd.DataFrame:
    """Make a mark of each row (R rows); `Chapter.marks` has the parameters.

    Parameters
    ----------
    names, words
        What ids are called, and how figures are said.

    Raises
    ------
    ChapterError
        If a row has another unit, there is no such scale, or a label has no words.
    """
    facts = _of_targets(rows, value, chapter) if "target_id" in rows.columns else _of_figures(rows)
    facts["unit"] = rows["unit"] if "unit" not in facts.columns else facts["unit"]
    if unit and (other := sorted({*facts["unit"].dropna()} - {unit})):
        raise ChapterError(chapter, f"marks in {unit} cannot have rows in {', '.join(other)}")
    factor = _find_factor(scale, words.lang, chapter) if unit or scale else None
    facts = facts.assign(
        label=_say_each(rows, "indicator_id" if label is None else label, names, chapter),
        panel=None if panel is None else _say_each(rows, panel, names, chapter),
        scale=factor,
        note=rows[f"note_{words.lang}"] if f"note_{words.lang}" in rows.columns else None,
    )
    facts["text"] = [_say_row(row, factor, words) for row in facts.to_dict("records")]
    for name in ("value", "low", "high"):
        facts[name] = (facts[name].astype("Float64") / (factor or 1)).round(10)
    marks = shape_marks(facts.to_dict("records"))
    return _merge(marks) if once else marks


def shape_marks(records: Iterable[Mapping[Any, Any]]) -> pd.DataFrame:
    """Give marks with all their columns, in order; what a record lacks is missing."""
    listed = [{name: record.get(name) for name in COLUMNS} for record in records]
    marks = pd.DataFrame(listed, columns=list(COLUMNS)).astype(_TYPES)
    texts = [name for name in COLUMNS if name not in _TYPES and name != "ids"]
    return marks.astype(dict.fromkeys(texts, "str"))


def _merge(marks: pd.DataFrame) -> pd.DataFrame:
    """Give one mark, with all ids, for marks that say the same figure of the same plan."""
    same = [name for name in COLUMNS if name not in ("ids", "note")]
    groups = marks.groupby(same, sort=False, dropna=False)
    ids = [tuple(each for row in group for each in row) for _, group in groups["ids"]]
    firsts = groups.head(1).to_dict("records")
    return shape_marks([{**first, "ids": each} for first, each in zip(firsts, ids, strict=True)])


def say_mark(
    low: float, high: float, unit: str, bound: str, words: Wording, *, factor: float | None
) -> str:
    """Say a figure as a chart writes it beside its mark: short, with its bound.

    Parameters
    ----------
    low, high
        In the canonical unit.
    factor
        What the chart counts in, where it states its unit apart; else the unit is said here.

    >>> en = Wording("en", {"CNY": "yuan", "percent": "%", "rank": ""}, {})
    >>> say_mark(6e11, 6e11, "CNY", "≥", en, factor=1e9)
    '≥ 600'
    >>> say_mark(15, 15, "percent", "≈", en, factor=1)
    'about 15%'
    >>> say_mark(6e11, 6e11, "CNY", "=", en, factor=None)
    '600 billion yuan'
    >>> say_mark(3, 3, "rank", "≤", en, factor=1)
    'top 3'
    """
    if unit == "rank" and low == high and bound in ("=", "≤"):
        top, place = ("前", "第") if words.lang == "zh" else ("top ", "no. ")
        return f"{top if bound == '≤' else place}{say_number(low)}"
    sign = _SIGNS[words.lang].get(bound, "")
    if factor is None:
        return sign + words.say_range(low, high, unit)
    after = "%" if unit == "percent" else ""
    if factor == 1:
        apart = replace(words, units={**dict.fromkeys(words.units, ""), "percent": "%"})
        return sign + apart.say_range(low, high, unit)
    ends = dict.fromkeys((say_number(low / factor), say_number(high / factor)))
    return f"{sign}{'–'.join(ends)}{after}"


def _say_row(row: Mapping[Hashable, Any], factor: float | None, words: Wording) -> str:
    if is_missing(row["value"]):
        return "" if is_missing(row.get("printed")) else words.say_words(str(row["printed"]))
    low, high, bound = float(row["low"]), float(row["high"]), str(row["bound"])
    if row["role"] == "computed":
        low, high = round(low, 1), round(high, 1)
    return say_mark(low, high, str(row["unit"]), bound, words, factor=factor)


def _of_figures(rows: pd.DataFrame) -> pd.DataFrame:
    """Give what marks take from the observations; a range is drawn from its lower end."""
    return pd.DataFrame(
        {
            "ids": [(each,) for each in rows["observation_id"]],
            **{name: rows[name] for name in ("plan_id", "place_id", "role", "year", "printed")},
            "year_start": pd.to_numeric(rows["period_start"].astype("string").str[:4]),
            "value": rows["value_low"],
            "low": rows["value_low"],
            "high": rows["value_high"],
            "bound": rows["comparator"],
        },
        index=rows.index,
    )


def _of_targets(rows: pd.DataFrame, value: str | None, chapter: str) -> pd.DataFrame:
    """Give what marks take from the targets: a value that is computed from baseline and target."""
    if value not in _BETWEEN:
        raise ChapterError(
            chapter,
            f"marks of targets show value={' or '.join(map(repr, _BETWEEN))}, not {value!r}",
        )
    shown = rows[rows[value].notna()]
    unit = shown["unit"].replace("percent", "percentage_point")
    return pd.DataFrame(
        {
            "ids": list(zip(shown["baseline_id"], shown["target_id"], strict=True)),
            **{name: shown[name] for name in ("plan_id", "place_id")},
            "role": "computed",
            "year": shown["target_year"],
            "year_start": shown["baseline_year"],
            **dict.fromkeys(("value", "low", "high"), shown[value]),
            "bound": "=",
            "unit": _BETWEEN[value] or unit,
        },
        index=shown.index,
    )


def _say_each(
    rows: pd.DataFrame, said: str | Mapping[str, str], names: Names, chapter: str
) -> pd.Series[Any]:
    """Give the words of each row: the names of a column's ids, or those that a mapping has."""
    if isinstance(said, str):
        if said not in rows.columns:
            raise ChapterError(chapter, f"the rows have no column {said!r} to take words from")
        known = names.get(said)
        return rows[said] if known is None else rows[said].map(known)
    keys = [name for name in ("observation_id", "target_id", *names) if name in rows.columns]
    by = next((name for name in keys if rows[name].isin(list(said)).all()), None)
    if by is None:
        raise ChapterError(chapter, f"some rows have no words among {', '.join(said)}")
    return rows[by].map(said)


def _find_factor(scale: str | None, lang: str, chapter: str) -> float:
    if scale is None:
        return 1.0
    if scale not in SCALES[lang]:
        raise ChapterError(chapter, f"no scale {scale!r}; they are {', '.join(SCALES[lang])}")
    return SCALES[lang][scale]
