"""Cells, rows and columns of a sheet, as people write them."""

from __future__ import annotations

import re
from typing import Annotated, Any

from openpyxl.utils import column_index_from_string
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LAST_ROW, _LAST_COLUMN = 2**20, 2**14


def position(address: str) -> tuple[int, int]:
    """Give row and column of a cell address.

    Raises
    ------
    ValueError
        If it is none.

    >>> position("C7")
    (7, 3)
    """
    if match := _ADDRESS.fullmatch(address):
        row, column = int(match[2]), column_index_from_string(match[1])
        if row <= _LAST_ROW and column <= _LAST_COLUMN:
            return row, column
    raise ValueError(f"{address!r} is not the address of a cell (such as C7)")


def _read_cell(written: Any) -> Any:
    return position(written) if isinstance(written, str) else written


def _read_letter(written: Any) -> Any:
    if not isinstance(written, str):
        return written
    if re.fullmatch("[A-Z]{1,3}", written):
        column = int(column_index_from_string(written))
        if column <= _LAST_COLUMN:
            return column
    raise ValueError(f"{written!r} is not a column (A, B …)")


def _check_letter(written: str) -> str:
    _read_letter(written)
    return written


def _read_rows(written: Any) -> Any:
    """Give first and last row of ``2-3``, of ``2`` or of the number 2."""
    if isinstance(written, list | tuple):
        return tuple(written)
    match = re.fullmatch(r"([1-9][0-9]{0,6})(?:-([1-9][0-9]{0,6}))?", str(written))
    if match is None or int(match[2] or match[1]) < int(match[1]):
        raise ValueError(f"{written!r} is not one row (2) or the first and the last (2-3)")
    return int(match[1]), int(match[2] or match[1])


def _check_address(written: str) -> str:
    position(written)
    return written


_CELL = {"type": "string", "pattern": "^[A-Z]{1,3}[1-9][0-9]*$"}
_ROWS = {"type": ["string", "integer"], "pattern": "^[1-9][0-9]*(-[1-9][0-9]*)?$"}
CellAddress = Annotated[tuple[int, int], BeforeValidator(_read_cell), WithJsonSchema(_CELL)]
"""``C7``, read as row and column."""
Rows = Annotated[tuple[int, int], BeforeValidator(_read_rows), WithJsonSchema(_ROWS)]
"""``2-3``, read as first and last row."""
ColumnNumber = Annotated[
    int,
    BeforeValidator(_read_letter),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{1,3}$"}),
]
"""``AB``, read as the number of the column."""
Letter = Annotated[
    str, AfterValidator(_check_letter), Field(json_schema_extra={"pattern": "^[A-Z]{1,3}$"})
]
"""``AB``."""
Address = Annotated[
    str, AfterValidator(_check_address), Field(json_schema_extra={"pattern": _CELL["pattern"]})
]
"""``C7``, kept as it is written."""
