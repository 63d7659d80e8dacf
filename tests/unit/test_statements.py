"""Figures in sentences and boxes: one row gives one figure, or says what is wrong with it."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pytest

from compendium.contract.rows import Observation
from compendium.contract.terms import Terms
from compendium.errors import CellError, CompendiumError, DuplicateError
from compendium.printed.text import name_key
from compendium.printed.units import Unit
from compendium.raw.workbook import Sheet
from compendium.record.ledger import Ledger
from compendium.record.statements import read_statements
from compendium.record.vocabulary import Vocabularies, Vocabulary

BOXES = {"专栏1": "plan-b1", "表1": "plan-t1"}
ROW = {
    "section_zh": "一/（一）",
    "source_kind": "text",
    "number_zh": "",
    "indicator_zh": "社会消费品零售总额",
    "place_zh": "深圳",
    "role": "actual",
    "period_printed": "2020年",
    "period_start": "2020",
    "period_end": "2020",
    "period_kind": "annual",
    "printed": "8664.8亿元",
    "comparator": "=",
    "low": "8664.8",
    "high": "8664.8",
    "unit_zh": "亿元",
    "note_en": "",
    "note_zh": "",
}
COLUMNS = tuple(ROW)
WORDS = {"printed": "稳步增长", "comparator": "", "low": "", "high": "", "unit_zh": ""}


def vocabulary(kind: str, rows: Mapping[str, tuple[str, Mapping[str, str]]]) -> Vocabulary:
    return Vocabulary(
        kind,
        {name: row for name, (_, row) in rows.items()},
        {name_key(printed): name for name, (printed, _) in rows.items()},
    )


def indicator(unit: str, measure: str) -> dict[str, str]:
    return {"unit": unit, "units_allowed": "", "measure": measure, "chapter": "consumption"}


VOCABULARIES = Vocabularies(
    indicators=vocabulary(
        "indicator",
        {
            "retail-sales": ("社会消费品零售总额", indicator("CNY", "level")),
            "stores": ("首店", indicator("count", "count")),
            "growth": ("增速", indicator("percent", "growth")),
        },
    ),
    places=vocabulary("place", {"shenzhen": ("深圳", {}), "futian": ("福田区", {})}),
    entities=vocabulary("entity", {}),
    units={
        "亿元": Unit("亿元", "CNY", Fraction(10**8)),
        "万元": Unit("万元", "CNY", Fraction(10**4)),
        "个": Unit("个", "count", Fraction(1)),
        "%": Unit("%", "percent", Fraction(1)),
        "成": Unit("成", "percent", Fraction(10)),
    },
    types_of_thing=frozenset(),
    terms=Terms(),
    magnitudes={"retail-sales": (Decimal(10) ** 10, Decimal(10) ** 14)},
)


def read(
    *rows: Mapping[str, str],
) -> tuple[tuple[Observation, ...], tuple[CompendiumError, ...]]:
    """Read rows that differ from `ROW` as given."""
    texts = {(1, column): text for column, text in enumerate(COLUMNS, start=1)}
    for number, row in enumerate(rows, start=2):
        whole = ROW | dict(row)
        texts |= {(number, c): whole[name] for c, name in enumerate(COLUMNS, start=1)}
    sheet = Sheet(
        "plan",
        "statements",
        MappingProxyType({spot: text for spot, text in texts.items() if text}),
        MappingProxyType({}),
    )
    return read_statements(Ledger(sheet), BOXES, VOCABULARIES)


def read_one(**changed: str) -> Observation:
    (observation,), problems = read(changed)
    assert problems == ()
    return observation


def test_a_statement_gives_its_figure() -> None:
    figure = read_one(note_en="A note.", note_zh="注。")
    assert figure.observation_id.startswith("plan-s.retail-sales.shenzhen.2020.actual.")
    assert (figure.plan_id, figure.table_id, figure.source_kind) == ("plan", "", "text")
    assert (figure.comparator, figure.low, figure.high, figure.unit_zh) == (
        "=", "8664.8", "8664.8", "亿元",
    )  # fmt: skip
    assert (figure.value_low, figure.value_high, figure.unit) == ("866480000000",) * 2 + ("CNY",)
    assert (figure.measure, figure.chapter, figure.binding) == ("level", "consumption", "")
    assert figure.locator == "data/raw/plan/workbook.xlsx#statements!K2"
    assert (figure.note_en, figure.note_zh) == ("A note.", "注。")


def test_a_statement_in_a_box_has_the_boxs_table() -> None:
    figure = read_one(source_kind="box", number_zh="专栏1")
    assert (figure.table_id, figure.source_kind) == ("plan-b1", "box")


PERIODS = [
    ("2020", "2020", "2020"),
    ("2016", "2020", "2016-2020"),
    ("2020-12", "2020-12", "2020-12"),
    ("", "2020", "to-2020"),
    ("", "", "undated"),
]


@pytest.mark.parametrize(("start", "end", "shown"), PERIODS)
def test_the_period_stands_in_the_id(start: str, end: str, shown: str) -> None:
    figure = read_one(period_start=start, period_end=end)
    assert (figure.period_start, figure.period_end) == (start, end)
    assert figure.observation_id.split(".")[3] == shown


FIGURES = [
    pytest.param(
        {"indicator_zh": "首店", "printed": "3-5个", "low": "3", "high": "5", "unit_zh": "个"},
        ("3", "5", "count"),
        id="a range",
    ),
    pytest.param(
        {"printed": "8664.8", "unit_zh": "亿元"},
        ("866480000000", "866480000000", "CNY"),
        id="the unit stands elsewhere in the sentence",
    ),
    pytest.param(
        {"printed": "8664.8亿", "unit_zh": "亿元"},
        ("866480000000", "866480000000", "CNY"),
        id="half the unit stands elsewhere",
    ),
    pytest.param(
        {"printed": "8664.8亿元", "comparator": "≈"},
        ("866480000000", "866480000000", "CNY"),
        id="the comparator stands elsewhere in the sentence",
    ),
    pytest.param(
        {"indicator_zh": "增速", "printed": "近7成", "comparator": "≈", "low": "7", "high": "7",
         "unit_zh": "成"},
        ("70", "70", "percent"),
        id="tenths",
    ),
    pytest.param(WORDS, ("", "", ""), id="words instead of a number"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "expected"), FIGURES)
def test_a_figure_is_converted(changed: dict[str, str], expected: tuple[str, str, str]) -> None:
    figure = read_one(**changed)
    assert (figure.value_low, figure.value_high, figure.unit) == expected


WRONG = [
    pytest.param(
        {"low": "8864.8", "high": "8864.8"}, "low",
        "'8664.8亿元' is 8664.8, but 8864.8-8864.8 was read", id="number",
    ),
    pytest.param(
        {"high": "8700"}, "low", "'8664.8亿元' is 8664.8, but 8664.8-8700 was read", id="upper end"
    ),
    pytest.param(
        {"printed": "3-5亿元", "low": "3", "high": "3"}, "low",
        "'3-5亿元' is 3-5, but 3-3 was read", id="range read as one number",
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
    pytest.param(
        {"source_kind": "box"}, "number_zh", "unknown box '' for a box", id="no box"
    ),
    pytest.param(
        {"number_zh": "专栏1"}, "number_zh", "'专栏1' for a text", id="a text in a box"
    ),
    pytest.param(
        {"source_kind": "table"}, "source_kind", "'table' is not one of text, box", id="source kind"
    ),
    pytest.param({"role": "wish"}, "role", "role 'wish' is not one of actual", id="role"),
    pytest.param({"role": ""}, "role", "role '' is not one of actual", id="no role"),
    pytest.param({"period_kind": "year"}, "period_kind", "'year' is not one of", id="period kind"),
    pytest.param(
        {"period_start": "2020年"}, "period_start", "'2020年' is not a year (YYYY)", id="no year"
    ),
    pytest.param(
        {"period_start": "2021"}, "period_end",
        "2020 is before 2021, where the period starts", id="ends before it starts",
    ),
    pytest.param(
        {"period_start": "2020-12", "period_end": "2020-11"}, "period_end",
        "2020-11 is before 2020-12", id="ends a month before it starts",
    ),
    pytest.param({"printed": ""}, "printed", "printed is empty", id="nothing printed"),
    pytest.param({"section_zh": ""}, "section_zh", "section_zh is empty", id="no section"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "column", "reason"), WRONG)
def test_a_wrong_statement_is_named_by_its_cell(
    changed: dict[str, str], column: str, reason: str
) -> None:
    observations, problems = read({"indicator_zh": "首店", **WORDS}, changed)
    assert [figure.indicator_id for figure in observations] == ["stores"]
    (problem,) = problems
    assert isinstance(problem, CellError)
    letter = chr(ord("A") + COLUMNS.index(column))
    assert problem.cell == ("plan", "statements", f"{letter}3")
    assert reason in str(problem.cause)


def test_a_statement_that_stands_twice_is_named_with_the_first() -> None:
    _, problems = read({}, {"role": "target"}, {"note_en": "Again."})
    (problem,) = problems
    assert isinstance(problem, CellError)
    assert isinstance(problem.cause, DuplicateError)
    assert problem.cell.address == "K4"
    assert problem.cause.first.address == "K2"


@pytest.mark.parametrize(
    "changed",
    [{"section_zh": "二"}, {"place_zh": "福田区"}, {"role": "target"}, {"period_end": "2021"},
     {"printed": "达8664.8亿元"}],
    ids=lambda changed: next(iter(changed)),
)  # fmt: skip
def test_what_differs_in_one_thing_is_no_duplicate(changed: dict[str, str]) -> None:
    observations, problems = read({}, changed)
    assert (len({figure.observation_id for figure in observations}), problems) == (2, ())


def test_another_row_changes_no_id() -> None:
    before, _ = read({}, {"role": "target"})
    after, _ = read({}, {"indicator_zh": "首店", **WORDS}, {"role": "target"})
    assert [after[0].observation_id, after[2].observation_id] == [
        figure.observation_id for figure in before
    ]


def test_every_wrong_row_is_named() -> None:
    _, problems = read({"role": "wish"}, {}, {"place_zh": "某地"}, {"low": "1"})
    assert [str(problem).split(":")[0] for problem in problems] == [
        "plan/statements!F2", "plan/statements!E4", "plan/statements!M5",
    ]  # fmt: skip


def test_every_wrong_cell_of_a_row_is_named() -> None:
    _, problems = read({"role": "wish", "place_zh": "某地"})
    assert len(problems) == 2


def test_a_printed_number_that_nobody_read_is_named() -> None:
    _, problems = read({**WORDS, "printed": "8664.8亿元"})
    assert len(problems) == 1


def test_a_renamed_heading_stops_the_sheet() -> None:
    texts = {(1, column): text for column, text in enumerate(COLUMNS, start=1)}
    texts |= {(1, 3): "number", (2, 1): "一"}
    sheet = Sheet("plan", "statements", MappingProxyType(texts), MappingProxyType({}))
    observations, problems = read_statements(Ledger(sheet), BOXES, VOCABULARIES)
    assert observations == ()
    assert [str(problem) for problem in problems] == [
        "plan/statements!C1: unknown heading 'number'; the nearest known: number_zh",
        "plan/statements!R1: the heading 'number_zh' is missing",
    ]


def test_the_order_of_the_columns_is_free() -> None:
    turned = list(reversed(COLUMNS))
    texts = {(1, column): text for column, text in enumerate(turned, start=1)}
    texts |= {(2, column): ROW[name] for column, name in enumerate(turned, start=1) if ROW[name]}
    sheet = Sheet("plan", "statements", MappingProxyType(texts), MappingProxyType({}))
    (figure,), problems = read_statements(Ledger(sheet), BOXES, VOCABULARIES)
    assert (figure.printed, figure.locator[-2:], problems) == ("8664.8亿元", "G2", ())


def test_a_running_total_over_one_year_is_refused() -> None:
    _, problems = read({"period_kind": "cumulative"})
    (problem,) = problems
    assert "a cumulative figure of the single year 2020" in str(problem)
    assert read({"period_kind": "cumulative", "period_start": "2016"})[1] == ()
    assert read({"period_kind": "cumulative", "period_start": ""})[1] == ()


def test_no_cell_under_a_heading_is_passed_over() -> None:
    texts = {(1, column): text for column, text in enumerate(COLUMNS, start=1)}
    texts |= {(2, column): f"x{name}" for column, name in enumerate(COLUMNS, start=1)}
    ledger = Ledger(Sheet("plan", "statements", MappingProxyType(texts), MappingProxyType({})))
    read_statements(ledger, BOXES, VOCABULARIES)
    assert list(ledger.unused()) == []
