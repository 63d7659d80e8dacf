"""Frames and plain rows: the one gives the other again, however many there are."""

from __future__ import annotations

import pandas as pd
import pytest

from compendium.contract import plain
from compendium.contract.plain import list_rows, to_frame


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_rows_come_back_in_their_order(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # Two at a time: some counts fill the last part, some do not.
    monkeypatch.setattr(plain, "_ROWS", 2)
    rows = [{"id": f"a-{number}", "unit": "", "more": "x"} for number in range(count)]
    frame = to_frame(iter(rows), ["unit", "id"])
    assert list(frame.columns) == ["unit", "id"]
    assert list(frame.index) == list(range(count))
    assert {str(dtype) for dtype in frame.dtypes} == {"str"}
    assert list_rows(frame) == [{"unit": "", "id": row["id"]} for row in rows]


def test_equal_texts_are_kept_once() -> None:
    first, second = list_rows(pd.DataFrame({"unit": ["per" + "cent", "".join(["per", "cent"])]}))
    assert first["unit"] is second["unit"]


def test_a_row_without_a_column_is_refused() -> None:
    with pytest.raises(KeyError, match="unit"):
        to_frame([{"id": "a"}], ["unit"])
