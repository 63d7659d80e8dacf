"""The check of the tables: each broken value is named by its row, and all at once."""

from __future__ import annotations

import pandas as pd
import pytest

from compendium.contract.check import check_tables
from compendium.contract.package import read_package, read_terms
from support import ROOT

CLEAN = ROOT / "data" / "clean"
FRAMES, TERMS = read_package(CLEAN), read_terms(CLEAN)


def broken(table: str, column: str, value: str, row: int = 1) -> list[tuple[str, ...]]:
    """What is said when the value stands in a row: table, row, column and reason of each error."""
    frame = FRAMES[table].copy()
    frame.loc[row, column] = value
    found = check_tables({**FRAMES, table: frame}, TERMS)
    return [(each.table, each.row, each.column, each.reason) for each in found]


def key(table: str, row: int = 1) -> str:
    return str(FRAMES[table].iat[row, 0])


def test_the_tables_keep_the_contract() -> None:
    assert check_tables(FRAMES, TERMS) == ()


@pytest.mark.parametrize("dtype", ["str", "object"])
def test_so_they_do_whatever_holds_their_texts(dtype: str) -> None:
    assert check_tables({name: each.astype(dtype) for name, each in FRAMES.items()}, TERMS) == ()


@pytest.mark.parametrize(
    ("table", "column", "value", "reason"),
    [
        ("observations", "role", "wish", "'wish' is not one of actual, target, forecast"),
        ("observations", "role", "", "a value is required"),
        ("observations", "year", "soon", "'soon' is not of the right form"),
        ("observations", "place_id", "nowhere", "'nowhere' is not in places.csv"),
        ("places", "parent_id", "nowhere", "'nowhere' is not in places.csv"),
    ],
)
def test_a_broken_value_is_named_with_its_row(
    table: str, column: str, value: str, reason: str
) -> None:
    assert broken(table, column, value) == [(table, key(table), column, reason)]


def test_an_id_that_stands_twice_and_one_of_a_wrong_form_are_named() -> None:
    first = key("audit", 0)
    assert broken("audit", "check_id", first) == [
        ("audit", first, "check_id", f"duplicate id {first!r}")
    ]
    assert broken("audit", "check_id", "A b") == [
        ("audit", "A b", "check_id", "'A b' is not of the right form")
    ]


def test_every_row_with_the_same_fault_is_named() -> None:
    frame = FRAMES["observations"].assign(unit_zh="")
    frame["binding"] = ["perhaps" if row < 3 else "" for row in range(len(frame))]
    found = check_tables({**FRAMES, "observations": frame}, TERMS)
    assert [each.row for each in found] == frame["observation_id"].tolist()[:3]


def test_a_lower_end_above_the_upper_is_named() -> None:
    frame: pd.DataFrame = FRAMES["observations"]
    row = int(frame.index[(frame["low"] != "") & (frame["value_low"] != "")][0])
    high = frame.at[row, "high"]
    assert broken("observations", "low", f"{high}1", row) == [
        ("observations", key("observations", row), "high", f"{high!r} is below low")
    ]
