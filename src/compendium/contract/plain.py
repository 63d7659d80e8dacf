"""Tables as plain rows, for what is worked out row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

import pandas as pd

_ROWS = 10_000


def list_rows(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Give the rows of a frame of texts, each a mapping of column to text.

    Parameters
    ----------
    frame
        (R rows) of texts, best with the columns alone that are needed: a large table has a good
        forty, and most of its bytes are in texts that nobody compares.

    Returns
    -------
    list
        R mappings, in the order of the frame. Equal texts of a column are one object.

    >>> list_rows(pd.DataFrame({"place_id": ["china", "china"], "unit": ["yuan", ""]}))
    [{'place_id': 'china', 'unit': 'yuan'}, {'place_id': 'china', 'unit': ''}]
    """
    names = [str(name) for name in frame.columns]
    texts = [_share(frame[name]) for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*texts, strict=True)]


def _share(column: pd.Series[str]) -> list[str]:
    # By way of NumPy: pandas itself hands out the texts of a column one by one, at ten times the
    # time.
    shared: dict[str, str] = {}
    return [shared.setdefault(text, text) for text in column.to_numpy(dtype=object).tolist()]


def to_frame(rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> pd.DataFrame:
    """Give plain rows as a frame of texts, (R rows) with these columns.

    The rows are taken one after the other, so that a generator need not hold them all.

    >>> to_frame(iter([{"unit": "yuan", "note": "?"}]), ["unit"]).to_dict("list")
    {'unit': ['yuan']}
    """
    rest, frames = iter(rows), []
    # In parts: as texts of Python a large table takes several times the memory of its frame.
    while part := list(islice(rest, _ROWS)):
        frames.append(_read_part(columns, part))
    return pd.concat(frames, ignore_index=True) if frames else _read_part(columns, [])


def _read_part(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    texts = {name: [row[name] for row in rows] for name in columns}
    return pd.DataFrame(texts, columns=list(columns), dtype="str")
