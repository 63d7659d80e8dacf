"""Marks: one table for all forms, whose figures are said and whose rows are known."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from compendium.chapter.data import Chapter, open_chapter
from compendium.chapter.marks import COLUMNS
from compendium.errors import ChapterError
from support import ROOT

BASE = "shenzhen-commerce-145-t1.retail-sales.shenzhen.2020.actual"
AIM = "shenzhen-commerce-145-t1.retail-sales.shenzhen.2025.target"


def chapter(lang: str = "en") -> Chapter:
    return open_chapter("consumption", lang=lang, data_dir=str(ROOT / "data" / "clean"))


def sales(lang: str = "en", **options: Any) -> pd.DataFrame:
    opened = chapter(lang)
    return opened.marks(opened.rows(observation=[BASE, AIM]), **options)


def test_marks_have_every_column_of_the_agreement() -> None:
    marks = sales()
    assert tuple(marks.columns) == COLUMNS
    assert list(marks["ids"]) == [(BASE,), (AIM,)]
    assert list(marks["role"]) == ["actual", "target"]
    assert list(marks["year"]) == [2020, 2025]
    assert marks["panel"].isna().all()


@pytest.mark.parametrize(
    ("lang", "options", "value", "text"),
    [
        ("en", {}, 866.48e9, "866.48 billion yuan"),
        ("en", {"unit": "CNY"}, 866.48e9, "866.48 billion"),
        ("en", {"unit": "CNY", "scale": "billion"}, 866.48, "866.48"),
        ("zh", {}, 866.48e9, "8,664.8亿元"),
        ("zh", {"unit": "CNY", "scale": "billion"}, 8664.8, "8,664.8"),
    ],
)
def test_a_value_is_counted_and_said_as_the_chart_does(
    lang: str, options: dict[str, str], value: float, text: str
) -> None:
    mark = sales(lang, **options).iloc[0]
    assert (mark["value"], mark["low"], mark["high"]) == (value, value, value)
    assert mark["text"] == text


@pytest.mark.parametrize(
    ("bound", "text"), [("≥", "≥ "), (">", "> "), ("≤", "≤ "), ("<", "< "), ("≈", "about ")]
)
def test_a_bound_is_in_the_mark_and_in_its_words(bound: str, text: str) -> None:
    opened = chapter()
    found = opened.observations
    row = found[(found["comparator"] == bound) & (found["unit"] == "percent")].head(1)
    if row.empty:
        row = found[(found["comparator"] == bound) & (found["unit"] != "rank")].head(1)
    mark = opened.marks(row).iloc[0]
    assert mark["bound"] == bound
    assert mark["text"].startswith(text)


def test_a_range_has_both_ends_and_a_target_in_words_none() -> None:
    opened = chapter()
    found = opened.observations
    span = opened.marks(found[found["value_low"] < found["value_high"]].head(1)).iloc[0]
    assert span["low"] == span["value"] < span["high"]
    assert "–" in span["text"]
    worded = opened.marks(found[found["value_low"].isna()].head(1)).iloc[0]
    assert pd.isna(worded["value"])
    assert worded["text"].startswith("in words: ")


@pytest.mark.parametrize(
    ("label", "said"),
    [
        (None, "Retail sales of consumer goods"),
        ("place_id", "Shenzhen"),
        ("plan_id", "Shenzhen commerce plan"),
        ("indicator_zh", "社会消费品零售总额"),
        ({"retail-sales": "Shops"}, "Shops"),
        ({BASE: "Before", AIM: "After"}, "Before"),
    ],
    ids=str,
)
def test_a_label_is_a_name_or_the_words_given(label: Any, said: str) -> None:
    marks = sales(label=label, panel=label or "indicator_id")
    assert marks["label"][0] == marks["panel"][0] == said


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "USD"}, "marks in USD cannot have rows in CNY"),
        ({"scale": "dozen"}, "no scale 'dozen'; they are thousand"),
        ({"label": "colour"}, "the rows have no column 'colour'"),
        ({"label": {BASE: "Before"}}, "some rows have no words among"),
    ],
    ids=str,
)
def test_what_cannot_be_marked_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ChapterError, match=message):
        sales(**options)


def test_what_a_plan_prints_several_times_is_one_mark() -> None:
    opened = chapter()
    rows = opened.rows(indicator="retail-sales", place="shenzhen", plan="shenzhen-commerce-145")
    assert len(rows) == 4
    marks = opened.marks(rows, once=True)
    assert [len(each) for each in marks["ids"]] == [2, 2]
    assert sorted(each for ids in marks["ids"] for each in ids) == sorted(rows["observation_id"])


def test_targets_are_marks_that_were_computed() -> None:
    opened = chapter()
    own = opened.targets[opened.targets["target_id"] == AIM]
    (mark,) = opened.marks(own, value="growth_percent").to_dict("records")
    assert mark["ids"] == (BASE, AIM)
    assert (mark["role"], mark["unit"], mark["text"]) == ("computed", "percent", "7.6%")
    with pytest.raises(ChapterError, match="marks of targets show value='growth_percent'"):
        opened.marks(own)


def test_a_computed_mark_keeps_what_it_was_computed_from() -> None:
    marks = sales(unit="CNY", scale="billion")
    more = chapter().computed(marks, value=1000.06, of=[BASE, AIM], year=2022)
    assert len(more) == 3
    assert len(marks) == 2
    mark = more.iloc[-1]
    assert mark["ids"] == (BASE, AIM)
    assert (mark["role"], mark["text"], mark["unit"]) == ("computed", "1,000.1", "CNY")
    assert (mark["place_id"], mark["year"]) == ("shenzhen", 2022)
    assert tuple(more.columns) == COLUMNS


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"of": []}, "names the ids that it is computed from"),
        ({"of": ["elsewhere"]}, "computed from elsewhere needs a label"),
        ({"of": ["elsewhere"], "label": "x"}, "needs a unit"),
    ],
    ids=str,
)
def test_a_computed_mark_without_its_facts_is_refused(facts: dict[str, Any], message: str) -> None:
    with pytest.raises(ChapterError, match=message):
        chapter().computed(sales(), value=1, **facts)
