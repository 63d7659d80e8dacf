"""Figures in sentences and boxes: one row gives one figure, or says what is wrong with it."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from compendium.errors import CellError, DuplicateError
from compendium.raw.workbook import Sheet
from compendium.record.ledger import Ledger
from compendium.record.sheets import headings
from compendium.record.statements import read_statements
from fixed_rows import (
    BOXES,
    STATEMENT,
    VOCABULARIES,
    WORDS,
    faults,
    lay_out,
    statement,
    statements,
)

COLUMNS = headings("statements")


def test_a_statement_gives_its_figure() -> None:
    figure = statement(hedge_zh="力争", note_en="A note.", note_zh="注。")
    assert figure.observation_id == "plan-s1-1.retail-sales.shenzhen.2020.actual"
    assert (figure.plan_id, figure.table_id, figure.source_kind) == ("plan", "", "text")
    assert (figure.comparator, figure.low, figure.high, figure.unit_zh) == (
        "=", "8664.8", "8664.8", "亿元",
    )  # fmt: skip
    assert (figure.value_low, figure.value_high, figure.unit) == ("866480000000",) * 2 + ("CNY",)
    assert (figure.measure, figure.chapter, figure.binding) == ("level", "consumption", "")
    assert (figure.period_from, figure.hedge_zh, figure.year) == ("sentence", "力争", "2020")
    assert figure.locator.startswith("data/raw/plan/workbook.xlsx#statements!")
    assert (figure.note_en, figure.note_zh) == ("A note.", "注。")


def test_a_statement_in_a_box_has_the_boxs_table() -> None:
    figure = statement(source_kind="box", number_zh="专栏1")
    assert (figure.table_id, figure.source_kind) == ("plan-b1", "box")


PERIODS = [
    ("2020", "2020", "2020"),
    ("2016", "2020", "2020"),
    ("2020-12", "2020-12", "2020"),
    ("", "2020-06", "2020"),
    ("", "", ""),
]


@pytest.mark.parametrize(("start", "end", "year"), PERIODS)
def test_the_year_is_that_in_which_the_period_ends(start: str, end: str, year: str) -> None:
    figure = statement(period_start=start, period_end=end)
    assert (figure.period_start, figure.period_end, figure.year) == (start, end, year)


@pytest.mark.parametrize("source", ["", "sentence", "heading"])
def test_the_period_of_a_sentence_is_read_in_it_or_above_it_or_nowhere(source: str) -> None:
    assert statement(period_from=source).period_from == source


FIGURES = [
    pytest.param(
        {"indicator_zh": "首店", "printed": "3-5个", "low": "3", "high": "5", "unit_zh": "个"},
        ("3", "5", "count"), id="a range",
    ),
    pytest.param(
        {"printed": "8664.8"}, ("866480000000", "866480000000", "CNY"),
        id="the unit stands elsewhere in the sentence",
    ),
    pytest.param(
        {"printed": "8664.8亿"}, ("866480000000", "866480000000", "CNY"),
        id="half the unit stands elsewhere",
    ),
    pytest.param(
        {"comparator": "≈"}, ("866480000000", "866480000000", "CNY"),
        id="the comparator stands elsewhere in the sentence",
    ),
    pytest.param(
        {"indicator_zh": "增速", "printed": "近7成", "comparator": "≈", "low": "7", "high": "7",
         "unit_zh": "成"},
        ("70", "70", "percent"), id="tenths",
    ),
    pytest.param(WORDS, ("", "", ""), id="words instead of a number"),
    pytest.param(
        {"indicator_zh": "位次", "printed": "前三", "comparator": "≤", "low": "3", "high": "3",
         "unit_zh": "位"},
        ("3", "3", "rank"), id="among the first three",
    ),
    pytest.param(
        {"indicator_zh": "增速", "printed": "两位数", "comparator": "≥", "low": "10", "high": "10",
         "unit_zh": "%"},
        ("10", "10", "percent"), id="two digits",
    ),
    pytest.param(
        {"indicator_zh": "水质", "printed": "Ⅳ类以上", "comparator": "≤", "low": "4", "high": "4",
         "unit_zh": "类"},
        ("4", "4", "water_class"), id="a class of water",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "expected"), FIGURES)
def test_a_figure_is_converted(changed: dict[str, str], expected: tuple[str, str, str]) -> None:
    figure = statement(**changed)
    assert (figure.value_low, figure.value_high, figure.unit) == expected


TWELFTH = {
    "indicator_zh": "倍数",
    "printed": "1/12",
    "low": "0.083333",
    "high": "0.083333",
    "unit_zh": "",
}


def test_a_fraction_prints_no_unit_and_is_a_multiple() -> None:
    figure = statement(**TWELFTH)
    assert (figure.unit_zh, figure.unit, figure.value_low) == ("", "times", "0.083333")


WRONG = [
    pytest.param(
        {"low": "8864.8", "high": "8864.8"}, "low",
        "'8664.8亿元' is 8664.8, but low and high say 8864.8", id="number",
    ),
    pytest.param(
        {"high": "8700"}, "low",
        "'8664.8亿元' is 8664.8, but low and high say 8664.8 to 8700", id="upper end",
    ),
    pytest.param(
        {"printed": "3-5亿元", "low": "3", "high": "3"}, "low",
        "'3-5亿元' is 3 to 5, but low and high say 3", id="range read as one number",
    ),
    pytest.param(
        {"unit_zh": "万元"}, "unit_zh", "'8664.8亿元' is in '亿元', not '万元'", id="unit"
    ),
    pytest.param(
        {"printed": "超8664.8亿元"}, "comparator", "'超8664.8亿元' says '>', not '='",
        id="comparator",
    ),
    pytest.param(
        {"printed": "86.4.8亿元"}, "printed", "cannot read '86.4.8亿元' as a quantity",
        id="no quantity",
    ),
    pytest.param({"low": "many"}, "low", "'many' is no number", id="no number"),
    pytest.param({"high": "8,664.8"}, "high", "'8,664.8' is no number", id="a comma in a number"),
    pytest.param({"low": ""}, "low", "low is empty, though other parts", id="no low"),
    pytest.param({"high": ""}, "high", "high is empty, though other parts", id="no high"),
    pytest.param({"unit_zh": ""}, "unit_zh", "unit_zh is empty, though", id="no unit"),
    pytest.param(
        {"printed": "8664.8", "unit_zh": ""}, "unit_zh", "unit_zh is empty, though",
        id="no unit, printed nowhere",
    ),
    pytest.param({"comparator": ""}, "comparator", "comparator is empty", id="no comparator"),
    pytest.param(
        {"comparator": "about"}, "comparator", "comparator 'about' is not one of =, ≥",
        id="unknown comparator",
    ),
    pytest.param(
        {"printed": "8664.8亿欧元", "unit_zh": "亿欧元"}, "unit_zh", "unknown unit '亿欧元'",
        id="unknown unit",
    ),
    pytest.param(
        {"printed": "8664.8%", "unit_zh": "%"}, "unit_zh",
        "'%' is in percent, but retail-sales is measured in CNY", id="a unit of another kind",
    ),
    pytest.param(
        {"printed": "8664.8万元", "unit_zh": "万元"}, "printed",
        "86648000 is out of all proportion for retail-sales", id="万 for 亿",
    ),
    pytest.param(
        {"indicator_zh": "社会消费品零售额"}, "indicator_zh",
        "unknown indicator '社会消费品零售额'; the nearest known: 社会消费品零售总额",
        id="unknown indicator",
    ),
    pytest.param(
        {"place_zh": "福田"}, "place_zh", "unknown place '福田'; the nearest known: 福田区",
        id="unknown place",
    ),
    pytest.param(
        {"source_kind": "box", "number_zh": "专栏9"}, "number_zh",
        "unknown box '专栏9' for a box", id="a box that is not there",
    ),
    pytest.param({"source_kind": "box"}, "number_zh", "unknown box '' for a box", id="no box"),
    pytest.param({"number_zh": "专栏1"}, "number_zh", "'专栏1' for a text", id="a text in a box"),
    pytest.param(
        {"source_kind": "table"}, "source_kind", "'table' is not one of text, box", id="source kind"
    ),
    pytest.param({"role": "wish"}, "role", "role 'wish' is not one of actual", id="role"),
    pytest.param({"role": ""}, "role", "role '' is not one of actual", id="no role"),
    pytest.param({"period_kind": "year"}, "period_kind", "'year' is not one of", id="period kind"),
    pytest.param(
        {"period_from": "cell"}, "period_from", "'cell' is not one of sentence, heading",
        id="a sentence dated by a cell",
    ),
    pytest.param(
        {"period_start": "2020年"}, "period_start", "'2020年' is not a year (YYYY)", id="no year"
    ),
    pytest.param(
        {"period_start": "2021"}, "period_end",
        "2020 is before 2021, where the period starts", id="ends before it starts",
    ),
    pytest.param(
        {"period_end": ""}, "period_end", "is empty, though the period has a start", id="no end"
    ),
    pytest.param(
        {"period_start": "2020-12", "period_end": "2020-11"}, "period_end",
        "2020-11 is before 2020-12", id="ends a month before it starts",
    ),
    pytest.param({"printed": ""}, "printed", "printed is empty", id="nothing printed"),
    pytest.param({"section_zh": ""}, "section_zh", "'' has no number", id="no section"),
    pytest.param({"section_zh": "一/前言"}, "section_zh", "'前言' of the section '一/前言' has",
        id="a section without a number"),
    pytest.param({"ordinal": "1"}, "ordinal", "'1' is no ordinal (2, 3 …)", id="a first ordinal"),
    pytest.param({"ordinal": "b"}, "ordinal", "'b' is no ordinal", id="an ordinal in letters"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "column", "reason"), WRONG)
def test_a_wrong_statement_is_named_by_its_cell(
    changed: dict[str, str], column: str, reason: str
) -> None:
    observations, problems = statements({"indicator_zh": "首店", **WORDS}, changed)
    assert [figure.indicator_id for figure in observations] == ["stores"]
    ((cell, cause),) = faults(problems)
    assert cell == f"{column} 3"
    assert reason in cause


def test_a_statement_that_stands_twice_is_named_with_the_first_and_the_way_out() -> None:
    _, problems = statements({}, {"role": "target"}, {"note_en": "Again."})
    (problem,) = problems
    assert isinstance(problem, CellError)
    assert isinstance(problem.cause, DuplicateError)
    assert [cell for cell, _ in faults(problems)] == ["printed 4"]
    assert problem.cause.first.address.endswith("2")
    assert "ordinal" in str(problem)


def test_every_wrong_row_is_named() -> None:
    _, problems = statements({"role": "wish"}, {}, {"place_zh": "某地"}, {"low": "1"})
    assert [cell for cell, _ in faults(problems)] == ["role 2", "place_zh 4", "low 5"]


def test_every_wrong_cell_of_a_row_is_named() -> None:
    _, problems = statements({"role": "wish", "place_zh": "某地"})
    assert len(problems) == 2


def test_a_printed_number_that_nobody_read_is_named() -> None:
    _, problems = statements({**WORDS, "printed": "8664.8亿元"})
    assert [cell for cell, _ in faults(problems)] == ["printed 2"]


def test_a_renamed_heading_stops_the_sheet() -> None:
    turned = ["number" if name == "number_zh" else name for name in COLUMNS]
    sheet = lay_out("statements", STATEMENT, [{}], turned)
    observations, problems = read_statements(Ledger(sheet), BOXES, VOCABULARIES)
    assert observations == ()
    assert [str(problem).partition(": ")[2] for problem in problems] == [
        "unknown heading 'number'; the nearest known: number_zh",
        "the heading 'number_zh' is missing",
    ]


def test_the_order_of_the_columns_is_free() -> None:
    sheet = lay_out("statements", STATEMENT, [{}], COLUMNS[::-1])
    (figure,), problems = read_statements(Ledger(sheet), BOXES, VOCABULARIES)
    assert (figure, problems) == (replace(statement(), locator=figure.locator), ())


TOTAL = {"period_kind": "cumulative"}


def test_a_running_total_over_one_year_is_refused() -> None:
    _, problems = statements(TOTAL)
    ((cell, cause),) = faults(problems)
    assert cell == "period_kind 2"
    assert "a cumulative figure of the single year 2020" in cause


@pytest.mark.parametrize("start", ["", "2016"], ids=["an open start", "some years"])
def test_a_running_total_has_some_years_or_an_open_start(start: str) -> None:
    assert statement(**TOTAL, period_start=start).period_start == start


def test_no_cell_under_a_heading_is_passed_over() -> None:
    texts = {(1, column): text for column, text in enumerate(COLUMNS, start=1)}
    texts |= {(2, column): f"x{name}" for column, name in enumerate(COLUMNS, start=1)}
    ledger = Ledger(Sheet("plan", "statements", MappingProxyType(texts), MappingProxyType({})))
    read_statements(ledger, BOXES, VOCABULARIES)
    assert list(ledger.unused()) == []
