"""What can be said of one column, and how a row model says it.

A row model is a frozen dataclass whose fields are annotated with a `Column`::

    @dataclass(frozen=True, kw_only=True)
    class Place:
        place_id: Annotated[str, key("Stable id of the place", "地区编号")]

Everything else that has to know the columns (the check, the data package, the codebook, the
headings of the workbooks' sheets, what ``source.yaml`` holds) reads them from the models.
"""

from __future__ import annotations

import struct
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypedDict, get_type_hints

ID = r"[a-z0-9]+(?:[-.][a-z0-9]+)*"
IDS = rf"{ID}(?:\|{ID})*"
YEAR = r"[0-9]{4}(-(0[1-9]|1[0-2]))?"
DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
COLOUR = r"#[0-9a-f]{6}"
SHA256 = r"[0-9a-f]{64}"
LOCATOR = r"data/raw/[a-z0-9-]+/workbook\.xlsx#[^!]+![A-Z]+[0-9]+"
NUMBER = r"-?[0-9]+(\.[0-9]+)?"
INTEGER = r"-?[0-9]+"


@dataclass(frozen=True)
class Column:
    """One column of a table, or one heading of a sheet.

    Attributes
    ----------
    en, zh
        What it means, in both languages.
    name
        Its name; a row model's field gives it.
    type
        ``string``, ``integer`` or ``number`` (decimal, never an exponent).
    required
        Whether every row has a value.
    enum, pattern
        The allowed values, or the form of the text.
    refers
        ``table.column`` whose values it takes.
    ordered
        Whether the allowed values stand in an order that one can compute with.
    typed
        Whether a person types it, in a workbook's sheet or in a declaration: a text where its
        heading there is not its name.
    """

    en: str
    zh: str
    name: str = ""
    type: str = "string"
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    refers: str = ""
    typed: bool | str = False
    ordered: bool = False

    @property
    def heading(self) -> str:
        """Under which a person types it; empty for what the program works out."""
        return self.typed if isinstance(self.typed, str) else self.name * self.typed

    @property
    def form(self) -> str:
        """The regular expression that its values match whole; empty for any text."""
        return {"number": NUMBER, "integer": INTEGER}.get(self.type, self.pattern)


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns, its key, and the order of its rows."""

    name: str
    row_en: str
    row_zh: str
    order: str
    model: Any

    @property
    def fields(self) -> tuple[Column, ...]:
        """The columns in order."""
        return columns(self.model)

    @property
    def columns(self) -> list[str]:
        """The column names in order."""
        return [each.name for each in self.fields]

    @property
    def key(self) -> str:
        """Name of the first column, whose values name the rows."""
        return self.fields[0].name


@cache
def columns(model: Any) -> tuple[Column, ...]:
    """Give the columns of a row model, in order."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(
        replace(note, name=name)
        for name, hint in hints.items()
        for note in getattr(hint, "__metadata__", ())
        if isinstance(note, Column)
    )


class Coded(TypedDict):
    """A column whose texts repeat: each text once, and which of them every row has.

    ``codes`` are their positions from 0, as base64 of whole numbers of four bytes, the lowest
    first: a list of numbers would take most of the time that a large record is read in.
    """

    texts: list[str]
    codes: str


Columns = Mapping[str, "list[str] | Coded"]
"""A table as plain columns: name → the texts of all rows."""


def list_columns(
    rows: Iterable[Mapping[str, str]], names: Iterable[str]
) -> dict[str, list[str] | Coded]:
    """Give these columns of plain rows, coded where that is shorter.

    >>> list_columns([{"unit": "yuan", "low": str(low)} for low in range(3)], ["unit", "low"])
    {'unit': {'texts': ['yuan'], 'codes': 'AAAAAAAAAAAAAAAA'}, 'low': ['0', '1', '2']}
    >>> list_columns([], ["unit"])
    {'unit': []}
    """
    listed = list(rows)
    return {name: _code([row[name] for row in listed]) for name in names}


def _code(texts: list[str]) -> list[str] | Coded:
    known: dict[str, int] = {}
    codes = [known.setdefault(each, len(known)) for each in texts]
    if 2 * len(known) >= len(texts):
        return texts
    packed = struct.pack(f"<{len(codes)}I", *codes)
    return {"texts": [*known], "codes": b64encode(packed).decode("ascii")}


def key(en: str, zh: str) -> Column:
    """Describe the column that names a row."""
    return Column(en, zh, required=True, pattern=ID)


def text(
    en: str, zh: str, *, required: bool = False, form: str = "", typed: bool | str = False
) -> Column:
    """Describe a column of texts."""
    return Column(en, zh, required=required, pattern=form, typed=typed)


def number(en: str, zh: str, *, required: bool = False, typed: bool | str = False) -> Column:
    """Describe a column of decimals."""
    return Column(en, zh, type="number", required=required, typed=typed)


def integer(en: str, zh: str, *, required: bool = False, typed: bool | str = False) -> Column:
    """Describe a column of whole numbers."""
    return Column(en, zh, type="integer", required=required, typed=typed)


def choice(
    values: tuple[str, ...],
    en: str,
    zh: str,
    *,
    required: bool = True,
    typed: bool | str = False,
    ordered: bool = False,
) -> Column:
    """Describe a column that takes one of a few values."""
    return Column(en, zh, required=required, enum=values, typed=typed, ordered=ordered)


def reference(
    refers: str, en: str, zh: str, *, required: bool = True, typed: bool | str = False
) -> Column:
    """Describe a column that takes the key of another table."""
    return Column(en, zh, required=required, refers=refers, typed=typed)
