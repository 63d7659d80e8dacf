"""What a layout says of one row of a table: its true period, its kind, and where it holds."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from compendium.contract.rows import Observation
from compendium.raw.layout import Column, RowNote, TableLayout
from compendium.raw.workbook import Sheet
from compendium.record.indicator_tables import read_table
from compendium.record.ledger import Ledger
from compendium.record.vocabulary import Vocabularies
from fixed_rows import VOCABULARIES, vocabulary

ROWS = {"零售额": ("12个", "15个"), "首店": ("3个", "5个")}
USUAL = {"unit": "count", "units_allowed": "", "measure": "count", "chapter": "trade"}
NAMES = Vocabularies(
    indicators=vocabulary(
        "indicator",
        {
            "retailers": ("零售额", USUAL | {"period_kind": "point"}),
            "stores": ("首店", USUAL | {"period_kind": "point"}),
        },
    ),
    places=VOCABULARIES.places,
    entities=VOCABULARIES.entities,
    units=VOCABULARIES.units,
    types_of_thing=frozenset(),
    terms=VOCABULARIES.terms,
    magnitudes={},
)


def read(*notes: RowNote) -> tuple[dict[str, Observation], list[str]]:
    """Read the table with some notes: figures by print, and what is wrong."""
    layout = TableLayout(
        table_id="plan-t1", number_zh="表1", kind="indicator", title_zh="指标",
        title_en="Indicators", section_zh="一", chapter="trade", sheet="T1", title=(1, 1),
        header=(2, 2), notes=None,
        columns={
            1: Column("指标", "indicator"),
            2: Column("2020年", "value", "actual", "2020年"),
            3: Column("2025年", "value", "target", "2025年"),
        },
        unit="cell", place="shenzhen", rows=notes,
    )  # fmt: skip
    texts = {(1, 1): "表1 指标", (2, 1): "指标", (2, 2): "2020年", (2, 3): "2025年"}
    for number, (name, values) in enumerate(ROWS.items(), start=3):
        texts |= {(number, 1): name, (number, 2): values[0], (number, 3): values[1]}
    sheet = Sheet("plan", "T1", MappingProxyType(texts), MappingProxyType({}))
    observations, problems = read_table(Ledger(sheet), layout, NAMES)
    return {each.printed: each for each in observations}, [str(each) for each in problems]


def period(figure: Observation) -> tuple[str, str, str, str]:
    return figure.period_start, figure.period_end, figure.year, figure.period_kind


def test_without_a_note_the_heading_dates_a_figure_and_the_cell_is_where_it_was_read() -> None:
    figures, problems = read()
    assert problems == []
    assert period(figures["5个"]) == ("2025", "2025", "2025", "point")
    assert {each.period_from for each in figures.values()} == {"cell"}
    assert {each.hedge_zh for each in figures.values()} == {""}


@pytest.mark.parametrize(
    ("said", "expected", "shown"),
    [
        ("to 2030", ("", "2030", "2030", "cumulative"), "to-2030"),
        ("2026-2030", ("2026", "2030", "2030", "cumulative"), "2026-2030"),
    ],
)
def test_a_note_gives_the_true_period_of_its_row(
    said: str, expected: tuple[str, str, str, str], shown: str
) -> None:
    note = RowNote(row="首店", columns=("C",), period=said, period_kind="cumulative")
    figures, problems = read(note)
    assert problems == []
    assert period(figures["5个"]) == expected
    assert figures["5个"].observation_id == f"plan-t1.stores.shenzhen.{shown}.target"
    assert figures["5个"].period_printed == "2025年"


def test_a_note_holds_for_its_row_and_columns_only() -> None:
    note = RowNote(row="首店", columns=("C",), period="2021-2025", period_kind="cumulative")
    with_note, without = read(note)[0], read()[0]
    assert [printed for printed in without if with_note[printed] != without[printed]] == ["5个"]


def test_a_note_without_columns_holds_for_the_whole_row() -> None:
    figures, _ = read(RowNote(row="首店", period="2019"))
    assert {figures["3个"].period_end, figures["5个"].period_end} == {"2019"}
    assert figures["3个"].period_kind == "point"


def test_a_total_of_one_year_is_refused_where_the_note_dates_it_so() -> None:
    _, problems = read(RowNote(row="首店", columns=("C",), period="2030", period_kind="cumulative"))
    (problem,) = problems
    assert problem.startswith("plan/T1!C4: a cumulative figure of the single year 2030")


def test_a_total_of_one_year_may_be_declared() -> None:
    note = RowNote(
        row="首店", columns=("C",), period="2030", period_kind="cumulative", single_year=True
    )
    assert read(note)[1] == []


def test_a_note_on_a_row_that_is_not_there_is_told() -> None:
    _, problems = read(RowNote(row="末店", period="to 2030"))
    assert problems == [
        "plan/T1!A1: the layout has a note on the row '末店', which the table does not have"
    ]
