"""Printed text: the unit in brackets, in linear time."""

import time

import pytest

from compendium.printed.text import split_bracketed_unit


@pytest.mark.parametrize(
    ("printed", "split"),
    [
        ("外贸进出口总额 (亿元)", ("外贸进出口总额", "亿元")),
        ("社区覆盖率（ % ）", ("社区覆盖率", "%")),
        ("执业（助理）医师数", ("执业（助理）医师数", "")),
        ("执业（助理）医师数(人)", ("执业（助理）医师数", "人")),
        ("(亿元)", ("(亿元)", "")),
        ("数()", ("数()", "")),
        ("", ("", "")),
    ],
)
def test_the_unit_is_in_the_last_brackets(printed: str, split: tuple[str, str]) -> None:
    assert split_bracketed_unit(printed) == split


@pytest.mark.parametrize(
    "text",
    ["数" + " " * 200_000 + "x", "(" * 200_000, "数(" + "x" * 200_000, "(x" * 100_000],
    ids=["spaces", "brackets", "an open bracket", "brackets and letters"],
)
def test_a_long_text_takes_linear_time(text: str) -> None:
    begin = time.process_time()
    split_bracketed_unit(text)
    # A quadratic pattern takes minutes.
    assert time.process_time() - begin < 5
