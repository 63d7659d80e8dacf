"""What must hold for every printed cell, name and table, not only for those we thought of."""

from __future__ import annotations

import contextlib
import copy
import re
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from compendium.contract.terms import Terms
from compendium.errors import QuantityError
from compendium.printed.numerals import read_integer, read_phrase, with_digits
from compendium.printed.quantity import parse_quantity
from compendium.printed.text import (
    fold_width,
    name_key,
    split_bracketed_unit,
    squeeze,
    strip_note_marks,
)
from compendium.printed.units import Unit, convert, plain
from compendium.raw.layout import Column, TableLayout
from compendium.raw.workbook import Sheet
from compendium.record.indicator_tables import read_table
from compendium.record.ledger import Ledger
from compendium.record.sheets import headings
from compendium.record.statements import read_statements
from compendium.record.vocabulary import Vocabularies, Vocabulary

UNITS = ["亿元", "万亿元", "亿美元", "家", "个", "%", "万平方米", "万元/人", ""]
BEFORE = {"": "=", "≥": "≥", "≤": "≤", "超过": ">", "约": "≈", "不少于": "≥", "低于": "<"}
AFTER = {"": "=", "以上": "≥", "左右": "≈", "以内": "≤"}
FULL_WIDTH = str.maketrans("0123456789,.%-", "０１２３４５６７８９，．％－")

numbers = st.decimals(0, 10**7, places=2).map(plain)
chinese = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1)
# Without lone accents, which no plan prints and which join with whatever comes before them.
any_text = st.text(
    st.characters(exclude_categories=("Cs", "Cn", "Co", "Lm", "Mn", "Mc", "Me", "Sk")), max_size=30
)


@given(
    low=numbers,
    spread=st.one_of(st.just(Decimal(0)), numbers),
    unit=st.sampled_from(UNITS),
    before=st.sampled_from(list(BEFORE)),
    mark=st.sampled_from(["", "[]", "{}"]),
    star=st.booleans(),
    full_width=st.booleans(),
    thousands=st.booleans(),
)
def test_print_then_parse_gives_back_what_was_printed(
    low: Decimal,
    spread: Decimal,
    unit: str,
    before: str,
    mark: str,
    star: bool,
    full_width: bool,
    thousands: bool,
) -> None:
    high = low + spread
    form = ",f" if thousands else "f"
    printed = f"{before}{low:{form}}" + (f"-{high:{form}}" if spread else "") + unit
    printed = printed.translate(FULL_WIDTH) if full_width else printed
    printed += "*" if star else ""
    printed = f"{mark[0]}{printed}{mark[1]}" if mark else printed
    read = parse_quantity(printed)
    assert (read.low, read.high, read.unit_zh) == (low, high, unit)
    assert read.comparator == BEFORE[before]
    assert read.marks == tuple(each for each in (mark, "*" if star else "") if each)


@given(low=numbers, unit=st.sampled_from(UNITS), after=st.sampled_from(list(AFTER)))
def test_a_comparator_behind_the_unit_is_read(low: Decimal, unit: str, after: str) -> None:
    read = parse_quantity(f"{low:f}{unit}{after}")
    assert (read.low, read.unit_zh, read.comparator) == (low, unit, AFTER[after])


@given(any_text)
def test_any_text_is_read_or_refused_but_nothing_else(printed: str) -> None:
    with contextlib.suppress(QuantityError):
        assert parse_quantity(printed).low <= parse_quantity(printed).high


def write_numeral(number: int, *, two: str = "二") -> str:
    """Write a number below one hundred million in characters, as a plan would."""
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return write_numeral(number // 10_000) + "万" + gap + (write_numeral(rest) if rest else "")
    digits = "零一二三四五六七八九"
    written = ""
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            written += (two if digit == 2 and power != 10 else digits[digit]) + sign
        elif written and number % power and not written.endswith("零"):
            written += "零"
    return written.replace("一十", "十", 1) if written.startswith("一十") else written


numerals = st.integers(1, 10**8 - 1)


@given(numerals, st.sampled_from("二两"))
def test_write_then_read_gives_back_the_number(number: int, two: str) -> None:
    assert read_integer(write_numeral(number, two=two)) == number


@given(st.integers(1, 9999), st.sampled_from(["", "超", "约", "突破"]), st.sampled_from("家个年届"))
def test_a_number_in_characters_reads_as_its_digits(number: int, before: str, unit: str) -> None:
    written = write_numeral(number)
    assume("零" not in written)  # none of the plans prints one inside a figure
    assert with_digits(f"{before}{written}{unit}") == f"{before}{number}{unit}"
    worded = parse_quantity(f"{before}{written}{unit}")
    assert replace(worded, worded=False) == parse_quantity(f"{before}{number}{unit}")


@given(any_text)
def test_writing_with_digits_twice_is_writing_once(text: str) -> None:
    assert with_digits(with_digits(text)) == with_digits(text)


@given(st.integers(1, 500), st.sampled_from(["", "位", "名"]), st.booleans())
def test_a_rank_is_read_in_digits_and_in_characters(
    place: int, behind: str, in_characters: bool
) -> None:
    printed = write_numeral(place) if in_characters and place < 100 else str(place)
    assert read_phrase(f"第{printed}{behind}") == ("=", Decimal(place), Decimal(place), "位")
    assert read_phrase(f"前{printed}{behind}") == ("≤", Decimal(place), Decimal(place), "位")


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_fraction_is_right_to_six_figures(part: int, whole: int) -> None:
    read = read_phrase(f"{part}/{whole}")
    assert read is not None
    with localcontext(prec=50):
        assert abs(read[1] * whole - part) <= Decimal("0.0000005") * whole
    assert read[1] == read[2]


@given(st.integers(0, 10**6), st.integers(0, 999))
def test_printed_decimals_are_kept(whole: int, decimals: int) -> None:
    printed = f"{whole}.{decimals:03d}"
    assert str(parse_quantity(f"{printed}亿元").low) == printed


@pytest.mark.parametrize("change", [squeeze, strip_note_marks, fold_width, name_key])
@given(text=any_text)
def test_folding_twice_is_folding_once(change: object, text: str) -> None:
    assert callable(change)
    assert change(change(text)) == change(text)


@given(chinese)
def test_no_chinese_character_is_lost(text: str) -> None:
    assert name_key(text) == text
    assert "".join(split_bracketed_unit(text)) == text


@given(name=chinese, unit=st.sampled_from([unit for unit in UNITS if unit]))
def test_a_bracketed_unit_comes_off_its_name(name: str, unit: str) -> None:
    for brackets in ("()", "（）"):
        assert split_bracketed_unit(f"{name} {brackets[0]}{unit}{brackets[1]}") == (name, unit)


@given(numbers, st.integers(1, 10**12))
def test_unit_round_trip_is_exact(value: Decimal, factor: int) -> None:
    unit = Unit("x", "y", Fraction(factor))
    assert Fraction(convert(value, unit)) == Fraction(value) * factor
    assert convert(convert(value, Unit("x", "y", Fraction(1))), unit) == convert(value, unit)


@given(numbers)
def test_plain_never_writes_an_exponent(value: Decimal) -> None:
    assert "E" not in str(plain(value * 10**8))
    assert plain(value) == value


LAYOUT = TableLayout(
    table_id="plan-t1",
    number_zh="表1",
    kind="indicator",
    title_zh="指标",
    title_en="Indicators",
    section_zh="一",
    chapter="trade",
    sheet="T1",
    title=(1, 1),
    header=(2, 2),
    notes="注",
    columns={
        1: Column("指标", "indicator"),
        2: Column("2020年", "value", "actual", "2020年"),
        3: Column("2025年", "value", "target", "2025年"),
    },
    unit="cell",
    place="shenzhen",
)


def vocabularies(names: list[str]) -> Vocabularies:
    row = {"unit": "count", "units_allowed": "", "measure": "count", "period_kind": "point"}
    indicators = {f"i{number}": {**row, "chapter": "trade"} for number in range(len(names))}
    ids = {name_key(name): f"i{number}" for number, name in enumerate(names)}
    return Vocabularies(
        indicators=Vocabulary("indicator", indicators, ids),
        places=Vocabulary("place", {"shenzhen": {}}, {"深圳": "shenzhen"}),
        entities=Vocabulary("entity", {}, {}),
        units={
            "家": Unit("家", "count", Fraction(1)),
            "万家": Unit("万家", "count", Fraction(10_000)),
        },
        types_of_thing=frozenset(),
        magnitudes={},
        terms=Terms(),
    )


@given(
    st.dictionaries(
        chinese.filter(lambda name: not name.startswith("注")),
        st.tuples(*[st.sampled_from(["12家", "—", "[3家", "许多"])] * 2),
        min_size=1,
        max_size=8,
    )
)
def test_no_cell_is_lost_and_no_input_changed(rows: dict[str, tuple[str, str]]) -> None:
    texts = {(1, 1): "表1 指标", (2, 1): "指标", (2, 2): "2020年", (2, 3): "2025年"}
    for number, (name, values) in enumerate(rows.items(), start=3):
        texts |= {(number, 1): name, (number, 2): values[0], (number, 3): values[1]}
    before = copy.deepcopy(texts)
    sheet = Sheet("plan", "T1", MappingProxyType(texts), MappingProxyType({}))
    observations, problems = read_table(Ledger(sheet), LAYOUT, vocabularies(list(rows)))
    dashes = sum(value == "—" for values in rows.values() for value in values)
    assert len(observations) + len(problems) + dashes == 2 * len(rows)
    assert texts == before


STATEMENT = {
    "section_zh": "一",
    "source_kind": "text",
    "indicator_zh": "甲",
    "place_zh": "深圳",
    "role": "target",
    "period_start": "2025",
    "period_end": "2025",
    "period_kind": "point",
    "printed": "12家",
    "comparator": "=",
    "low": "12",
    "high": "12",
    "unit_zh": "家",
}


def statements(rows: list[dict[str, str]]) -> dict[tuple[int, int], str]:
    """Lay out rows that differ from `STATEMENT` as given."""
    texts = {(1, column): name for column, name in enumerate(headings("statements"), start=1)}
    for number, row in enumerate(rows, start=2):
        whole = STATEMENT | row
        texts |= {
            (number, column): whole[name]
            for column, name in enumerate(headings("statements"), start=1)
            if whole.get(name)
        }
    return texts


@given(
    low=numbers,
    spread=st.one_of(st.just(Decimal(0)), numbers),
    unit=st.sampled_from(["家", "万家"]),
    before=st.sampled_from(list(BEFORE)),
)
def test_a_statement_has_the_number_that_is_printed(
    low: Decimal, spread: Decimal, unit: str, before: str
) -> None:
    high = low + spread
    printed = f"{before}{low:f}" + (f"-{high:f}" if spread else "") + unit
    texts = statements(
        [{"printed": printed, "comparator": BEFORE[before], "low": f"{low:f}", "high": f"{high:f}",
          "unit_zh": unit}]
    )  # fmt: skip
    sheet = Sheet("plan", "statements", MappingProxyType(texts), MappingProxyType({}))
    (figure,), problems = read_statements(Ledger(sheet), {}, vocabularies(["甲"]))
    factor = 10_000 if unit == "万家" else 1
    assert problems == ()
    assert (figure.printed, figure.comparator) == (printed, BEFORE[before])
    assert Decimal(figure.value_low) == low * factor
    assert Decimal(figure.value_high) == high * factor


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "role": st.sampled_from(["actual", "wish"]),
                "place_zh": st.sampled_from(["深圳", "某地"]),
                "period_end": st.sampled_from(["2025", "2024", "soon"]),
                "printed": st.sampled_from(["12家", "超12家", "许多"]),
                "low": st.sampled_from(["12", "13", ""]),
            },
        ),
        max_size=8,
    )
)
def test_no_statement_is_lost_and_no_input_changed(changes: list[dict[str, str]]) -> None:
    rows = [{"section_zh": f"第{number}节", **row} for number, row in enumerate(changes)]
    texts = statements(rows)
    before = copy.deepcopy(texts)
    sheet = Sheet("plan", "statements", MappingProxyType(texts), MappingProxyType({}))
    observations, problems = read_statements(Ledger(sheet), {}, vocabularies(["甲"]))
    # Several cells of one row may be named.
    named_rows = {re.sub(r".*![A-Z]+(\d+):.*", r"\1", str(problem)) for problem in problems}
    assert len(observations) + len(named_rows) == len(rows)
    assert texts == before
