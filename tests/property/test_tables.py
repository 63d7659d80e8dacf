"""Whatever texts and numbers a table holds, its file gives them back."""

from __future__ import annotations

import csv
import io
from decimal import Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.contract import package
from compendium.contract.package import write_csv
from compendium.contract.plain import to_frame
from compendium.printed.units import write_number

COLUMNS = ["first", "second"]
texts = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from('",\n\r;|')), max_size=8)
tables = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, texts)), max_size=9)


@pytest.mark.parametrize("rows_a_part", [1, 4, 5_000])
def test_every_text_comes_back(rows_a_part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_ROWS", rows_a_part)

    @given(tables)
    def check(rows: list[dict[str, str]]) -> None:
        written = write_csv(to_frame(rows, COLUMNS)).decode()
        read = list(csv.reader(io.StringIO(written, newline=""), strict=True))
        assert read == [COLUMNS, *([row[name] for name in COLUMNS] for row in rows)]

    check()


@given(tables)
def test_quotes_stand_where_the_module_csv_sets_them(rows: list[dict[str, str]]) -> None:
    # Before Python 3.13 it lets a lone carriage return stand bare.
    plain = [{name: text.replace("\r", "\n") for name, text in row.items()} for row in rows]
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(plain)
    assert write_csv(to_frame(plain, COLUMNS)) == stream.getvalue().encode()


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_a_written_number_has_no_exponent_and_loses_at_most_the_seventh_digit(
    value: Decimal,
) -> None:
    written = write_number(value)
    assert "E" not in written
    assert "." not in written or written[-1] not in "0."
    short = len(value.normalize().as_tuple().digits) <= 12
    assert Decimal(written) == (value if short else Context(prec=6).plus(value))
