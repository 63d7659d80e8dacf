"""Tables as plain rows, for what is worked out row by row.

A frame made here holds its texts as objects of Python. Those of pandas lie in Arrow: whoever looks
at them one by one makes each anew, and that is most of what joining a large record would cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd


def to_frame(rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> pd.DataFrame:
    """Give plain rows as a frame of texts, (R rows) with these columns.

    >>> to_frame([{"unit": "yuan", "note": "?"}], ["unit"]).to_dict("list")
    {'unit': ['yuan']}
    """
    texts = [tuple(map(row.__getitem__, columns)) for row in rows]
    return pd.DataFrame(texts, columns=list(columns), dtype=object)


def list_texts(column: pd.Series[str]) -> list[str]:
    """Give the texts of a column."""
    # By way of NumPy: of pandas' own texts it makes them all at once, at a tenth of the time.
    texts: list[str] = column.to_numpy(dtype=object).tolist()
    return texts


def list_rows(frame: pd.DataFrame) -> list[dict[str, str]]:
    """List the rows of a frame of texts; see `each_row`.

    >>> list_rows(pd.DataFrame({"place_id": ["china", "china"], "unit": ["yuan", ""]}))
    [{'place_id': 'china', 'unit': 'yuan'}, {'place_id': 'china', 'unit': ''}]
    """
    return list(each_row(frame))


def each_row(frame: pd.DataFrame) -> Iterator[dict[str, str]]:
    """Give the rows of a frame of texts one by one, each a mapping of column to text.

    Parameters
    ----------
    frame
        (R rows) of texts, best with the columns alone that are needed: a large table has a good
        forty.

    Returns
    -------
    iterator
        R mappings, in the order of the frame.
    """
    names = [str(name) for name in frame.columns]
    rows = zip(*(list_texts(frame[name]) for name in names), strict=True)
    return (dict(zip(names, row, strict=True)) for row in rows)
