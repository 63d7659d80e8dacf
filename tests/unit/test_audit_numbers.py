"""Printed figures as numbers that know their rounding, and the verdict on two of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from audit_rows import count, make, share
from compendium.audit.numbers import Row, find_restated, judge, read_number

# --- rounding ---------------------------------------------------------------------------------

HALVES: list[tuple[str, Row, str]] = [
    ("one decimal", make(low="81.7", value_low="8170000000"), "5000000"),
    ("a printed zero counts", make(low="10.0", value_low="10"), "0.05"),
    ("whole hundreds of millions", make(low="3000", value_low="300000000000"), "50000000"),
    ("about: zeros are not measured", make(low="2200", comparator="≈"), "50"),
    ("about: the last digit is", make(low="7.5", comparator="≈"), "0.05"),
    ("a count in ones", count("a", "31"), "0"),
    ("a count in ten thousands", count("a", "44", value_low="440000"), "5000"),
    ("about so many", count("a", "200", comparator="≈"), "50"),
    ("a limit", make(low="4", value_low="4000000000000", comparator=">"), "0"),
    ("a number in words", make(low="2", printed="翻一番", measure="ratio"), "0"),
]


@pytest.mark.parametrize(
    ("row", "half"), [case[1:] for case in HALVES], ids=[case[0] for case in HALVES]
)
def test_half_a_unit_of_the_last_printed_digit(row: Row, half: str) -> None:
    assert read_number(row).half == Decimal(half)


def test_a_printed_fraction_is_rounded_in_its_whole_number() -> None:
    twelfth = read_number(make(low="0.083333", printed="1/12", comparator="≈", unit="times"))
    assert twelfth.low == 1 / Decimal("12.5")
    assert twelfth.high == 1 / Decimal("11.5")


# --- verdicts ---------------------------------------------------------------------------------

VERDICT_CASES: list[tuple[str, Row, Row, str]] = [
    ("the same number", make(low="100"), make("b", low="100.0"), "agree"),
    ("a limit at the number", count("a", "1800"), count("b", "1800", comparator=">"), "agree"),
    ("coarser print", make(low="1523.25"), make("b", low="1523.3"), "rounding"),
    ("just beyond it", make(low="1523.24"), make("b", low="1523.3"), "conflict"),
    ("one step in the last digit", make(low="81.6"), make("b", low="81.7"), "conflict"),
    (
        "two abouts a point apart",
        share("a", "15", comparator="≈"),
        share("b", "16", comparator="≈"),
        "conflict",
    ),
    ("a limit that is kept", make(low="9", comparator=">"), make("b", low="12"), "agree"),
    ("a limit that is not", make(low="50"), make("b", low="100", comparator="≥"), "conflict"),
    ("an upper limit kept", make(low="9", comparator="<"), make("b", low="7"), "agree"),
    (
        "two limits",
        make(low="50", comparator="≥"),
        make("b", low="100", comparator="≥"),
        "conflict",
    ),
    ("the same range", make(low="3", high="5"), make("b", low="3", high="5"), "agree"),
    ("another range", count("a", "3", high="5"), count("b", "3", high="6"), "conflict"),
]


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [case[1:] for case in VERDICT_CASES],
    ids=[case[0] for case in VERDICT_CASES],
)
def test_verdict_of_two_printed_figures(left: Row, right: Row, verdict: str) -> None:
    assert judge(read_number(left), read_number(right)).verdict == verdict
    assert judge(read_number(right), read_number(left)).verdict == verdict


def test_on_a_different_basis_even_equal_numbers_do_not_agree() -> None:
    numbers = read_number(make()), read_number(make("b"))
    assert judge(*numbers, same_basis=False).verdict == "definition"


def test_the_difference_is_right_less_left() -> None:
    judgement = judge(read_number(make(low="81.6")), read_number(make("b", low="81.7")))
    assert (judgement.difference, judgement.tolerance) == (Decimal("0.1"), Decimal("0.05"))


# --- figures printed twice --------------------------------------------------------------------


def test_each_print_is_held_against_the_table_and_against_nothing_else() -> None:
    rows = [make("text"), make("table", source_kind="table"), make("box"), make("late")]
    assert [twice.ids for twice in find_restated(rows)] == [
        ("table", "text"),
        ("table", "box"),
        ("table", "late"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"indicator_id": "gdp"},
        {"place_id": "futian"},
        {"role": "target"},
        {"period_start": "2016"},
        {"period_kind": "cumulative"},
        {"unit": "USD"},
        {"low": "", "printed": "完成国家下达任务"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_not_the_same_figure_is_not_compared(change: dict[str, str]) -> None:
    assert list(find_restated([make(), make("b", **change)])) == []


def test_figures_without_a_year_are_not_compared() -> None:
    undated = {"period_start": "", "period_end": ""}
    assert list(find_restated([make(**undated), make("b", **undated)])) == []


def test_another_measure_is_a_matter_of_definition() -> None:
    [twice] = find_restated([make(), make("b", measure="ratio")])
    assert twice.judgement.verdict == "definition"


def test_a_target_and_a_lower_floor_are_a_matter_of_definition() -> None:
    [twice] = find_restated([count("a", "60"), count("b", "50", comparator="≥")])
    assert (twice.judgement.verdict, twice.judgement.difference) == ("definition", -10)
