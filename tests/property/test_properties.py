"""What must hold for every printed cell, name and table, not only for those we thought of."""

from __future__ import annotations

import contextlib
import copy
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.errors import QuantityError
from compendium.layout import Column, TableLayout
from compendium.observations import read_table
from compendium.quantity import parse_quantity
from compendium.text import fold_width, name_key, split_bracketed_unit, squeeze, strip_note_marks
from compendium.units import Unit, convert, plain
from compendium.vocab import Vocabularies, Vocabulary
from compendium.workbook import Sheet

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
        Vocabulary("indicator", indicators, ids),
        Vocabulary("place", {"shenzhen": {}}, {}),
        {"家": Unit("家", "count", Fraction(1))},
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
    observations, problems = read_table(sheet, LAYOUT, vocabularies(list(rows)))
    dashes = sum(value == "—" for values in rows.values() for value in values)
    assert len(observations) + len(problems) + dashes == 2 * len(rows)
    assert texts == before
