"""Rows for unknown names: what is known is filled in, what only a person can say is TODO."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from compendium.draft.named import Figure, Named
from compendium.draft.new_names import draft_rows
from compendium.errors import Cell, CellError, CompendiumError, Report, UnknownNameError
from compendium.record.vocabulary import find_unit, read_vocabularies
from compendium.record.vocabulary_files import FILES, append_rows, new_row, read_rows
from repository.sixth_plan import PLAN
from support import ROOT

VOCAB = ROOT / "data" / "vocab"
VOCABULARIES = read_vocabularies(VOCAB)
# The names of the invented plan are known in a record that has it.
IF_UNKNOWN = pytest.mark.skipif((ROOT / "data" / "raw" / PLAN).is_dir(), reason="known here")


def figure(name: str, printed: str, unit: str = "", kind: str = "annual") -> Figure:
    return Figure(name, unit, printed, kind, "深圳市")


def test_nothing_is_drafted_for_known_names() -> None:
    known = Named([figure("社会消费品零售总额", "9000亿元")], place_id="shenzhen")
    assert draft_rows(known, VOCABULARIES) == {}


def test_a_unit_of_a_known_base_needs_only_its_name() -> None:
    rows = draft_rows(Named([figure("社会消费品零售总额", "9百亿元")]), VOCABULARIES)["units"]
    assert [(row["unit_zh"], row["unit"], row["factor"]) for row in rows] == [
        ("百亿元", "CNY", "10000000000")
    ]


@IF_UNKNOWN
def test_a_unit_of_an_unknown_base_waits_for_its_canonical_one() -> None:
    rows = draft_rows(Named([figure("贸易额", "9", "亿港元")]), VOCABULARIES)
    assert rows["units"][0]["factor"] == "100000000"
    assert rows["units"][0]["unit"].startswith("TODO")
    assert rows["canonical-units"][0]["words_zh"] == "港元"


def test_an_indicator_takes_unit_kind_and_measure_from_its_figure() -> None:
    rows = draft_rows(Named([figure("甲占乙比重", "9%", kind="point")]), VOCABULARIES)
    (row,) = rows["indicators"]
    assert (row["unit"], row["measure"], row["period_kind"]) == ("percent", "share", "point")
    assert row["definition_en"].startswith("TODO")


def test_the_growth_of_a_known_indicator_is_known() -> None:
    name = next(
        row["name_zh"]
        for key, row in VOCABULARIES.indicators.rows.items()
        if row["unit"] == "CNY" and f"{key}-growth" not in VOCABULARIES.indicators.rows
    )
    (row,) = draft_rows(Named([figure(f"{name}年均增长", "7%")]), VOCABULARIES)["indicators"]
    assert row["indicator_id"].endswith("-growth")
    assert not any(text.startswith("TODO") for text in row.values())


def test_a_name_like_a_known_one_asks_whether_it_is_that() -> None:
    named = Named([figure("社会消费品的零售总额", "9000亿元")])
    (row,) = draft_rows(named, VOCABULARIES)["indicators"]
    assert "is it 社会消费品零售总额 (retail-sales)?" in row["definition_en"]


def test_bounds_follow_from_the_figures() -> None:
    named = Named(
        [figure("社会消费品零售总额", "500亿元"), figure("社会消费品零售总额", "0.2万亿元")]
    )
    boundless = replace(VOCABULARIES, magnitudes={})
    (bounds,) = draft_rows(named, boundless)["magnitudes"]
    wanted = {"indicator_id": "retail-sales", "least": "500000000", "most": "20000000000000"}
    assert bounds == wanted


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_ready_row_has_the_columns_of_its_file_in_their_order(name: str) -> None:
    headings = (VOCAB / f"{name}.csv").read_text("utf-8").splitlines()[0].split(",")
    (cells,) = csv.reader(io.StringIO(new_row(name)))
    assert headings == [each.name for each in FILES[name]]
    assert len(cells) == len(headings)


@IF_UNKNOWN
def test_a_report_ends_with_the_rows_to_paste_each_once() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_unit("亿港元", VOCABULARIES.units)
    problems = tuple(CellError(Cell("p", "T1", f"C{row}"), caught.value) for row in (3, 4, 5))
    said = str(Report("p", problems)).splitlines()
    assert said[1].startswith("  p/T1!C3 (also C4, C5): unknown unit '亿港元'; the nearest known: ")
    assert said[-1] == "  data/vocab/units.csv: 亿港元,TODO,100000000,TODO"
    assert len(said) == 4


def test_a_name_of_another_wording_is_found_near() -> None:
    with pytest.raises(UnknownNameError) as caught:
        VOCABULARIES.indicators.find("服务业增加值占国内生产总值的比重")
    assert caught.value.nearest[0].endswith("(services-share-of-gdp)")


def test_a_value_still_to_do_is_refused_by_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("unit_zh,unit,factor,name_en", "utf-8")
    append_rows(path, [{"unit_zh": "亿港元", "unit": "TODO canonical unit", "factor": "100000000"}])
    with pytest.raises(
        CompendiumError, match="line 2, column unit: is still to be written"
    ) as caught:
        read_rows(path)
    assert "(canonical unit)" in str(caught.value)
