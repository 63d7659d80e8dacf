"""Frames and plain rows: the one gives the other again, however many there are."""

from __future__ import annotations

import pandas as pd
import pytest

from compendium.contract.plain import list_rows, list_texts, to_frame


@pytest.mark.parametrize("count", [0, 1, 3])
def test_rows_come_back_in_their_order(count: int) -> None:
    rows = [{"id": f"a-{number}", "unit": "", "more": "x"} for number in range(count)]
    frame = to_frame(iter(rows), ["unit", "id"])
    assert list(frame.columns) == ["unit", "id"]
    assert list(frame.index) == list(range(count))
    assert list_rows(frame) == [{"unit": "", "id": row["id"]} for row in rows]


def test_the_texts_of_a_frame_are_no_copies() -> None:
    texts = ["per" + "cent", "".join(["per", "cent"])]
    frame = to_frame([{"unit": text} for text in texts], ["unit"])
    assert [id(text) for text in list_texts(frame["unit"])] == [id(text) for text in texts]


def test_texts_of_pandas_are_listed_too() -> None:
    assert list_texts(pd.Series(["百分", ""], dtype="str")) == ["百分", ""]


def test_a_row_without_a_column_is_refused() -> None:
    with pytest.raises(KeyError, match="unit"):
        to_frame([{"id": "a"}], ["unit"])
