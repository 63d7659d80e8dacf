"""What a chapter's table says of an indicator: its names, its figures, and what lies between."""

from __future__ import annotations

import pandas as pd
import pytest

from compendium.chapter.show import show_colophon, show_table
from compendium.chapter.target_table import show_targets
from compendium.contract.load import load_terms
from compendium.printed.wording import Wording
from support import figure, paired

NAMES = {"en": pd.Series({"x": "Sales & more"}), "zh": pd.Series({"x": "销售额"})}
PLANS = pd.Series({"p": "Plan"})
TOTAL = {"period_kind": "cumulative", "period_start": "2026", "period_end": "2030"}
WORDS = "完成国家和省下达任务"


def show(base: dict[str, object], target: dict[str, object], lang: str = "en") -> str:
    facts = {"indicator_zh": "商品销售额", "comparator": "=", "printed": "1"}
    sides = (
        {**figure("actual", 80.0), **facts, **base},
        {**figure("target", 500.0), **facts, **target},
    )
    words = Wording.of(load_terms(), lang)
    return show_targets(paired(*sides), NAMES[lang], PLANS, words).html


@pytest.mark.parametrize(
    ("base", "target", "said"),
    [
        pytest.param({}, TOTAL, "100 yuan a year on average: +25%", id="a total"),
        pytest.param(
            {"measure": "share", "unit": "percent"},
            {"measure": "share", "unit": "percent", "value_low": 80.0, "value_high": 80.0},
            "no change",
            id="the same share",
        ),
        pytest.param(
            {"measure": "count", "unit": "count", "value_low": 1.0, "value_high": 1.0},
            {"measure": "count", "unit": "count", "value_low": 3.0, "value_high": 5.0},
            "3–5 times as many",
            id="a range",
        ),
        pytest.param(
            {"measure": "count", "unit": "count", "value_low": 4.0, "value_high": 4.0},
            {"measure": "count", "unit": "count", "value_low": 8.0, "value_high": 8.0},
            ">2 times as many",
            id="a number",
        ),
        pytest.param({}, {"period_kind": "point"}, "not comparable", id="a running total"),
    ],
)
def test_what_lies_between_is_said(
    base: dict[str, object], target: dict[str, object], said: str
) -> None:
    assert said in show(base, target)


def test_an_english_name_has_the_printed_one_with_it() -> None:
    html = show({}, {})
    assert 'Sales &amp; more<br><span class="printed-name" lang="zh-Hans">商品销售额</span>' in html


def test_a_chinese_name_stands_alone() -> None:
    html = show({}, {}, "zh")
    assert "销售额</th>" in html
    assert "printed-name" not in html
    assert "Sales" not in html


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "in words: as the nation and the province assign "
            f'(<span lang="zh-Hans">{WORDS}</span>) (2030)</span></td>',
        ),
        ("zh", f">{WORDS}（2030）</td>"),
    ],
)
def test_words_are_glossed_in_english_only(lang: str, said: str) -> None:
    words = {"value_low": None, "value_high": None, "printed": WORDS}
    assert said in show({}, words, lang)


def test_a_cell_of_text_is_escaped() -> None:
    html = show_table(pd.DataFrame({"a": ["x"], "b": ["<b>"]}), caption="", lang="en").html
    assert ">&lt;b&gt;</td>" in html


def test_nothing_is_said_of_growth_from_zero_or_below() -> None:
    assert "from none" in show({"value_low": 0.0, "value_high": 0.0}, {})
    assert "not comparable" in show({"value_low": -5.0, "value_high": -5.0}, {})


def test_the_colophon_counts_the_rows_read() -> None:
    assert show_colophon(pd.DataFrame({"a": [1, 2]}), "en").text.startswith("Reads 2 rows of ")
