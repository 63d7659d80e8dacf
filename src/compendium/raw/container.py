"""An ``.xlsx`` file looked over before it is opened: what would choke a reader is refused.

openpyxl makes an object of each cell up to the last one and trusts what a part says of itself, so
a file of a few kilobytes can ask for hours and all memory. Here the parts are only counted, by the
same parser (expat) and without a tree. A document type is refused, and with it all that XML can be
made to expand.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from compendium.errors import WorkbookError
from compendium.raw.addresses import position

# The largest of our workbooks has 0.7 MB, 28,000 elements and 10,000 cells.
MOST_BYTES = 32 * 2**20
MOST_PARTS = 1_000
MOST_ELEMENTS = 400_000
MOST_OTHERS = 20_000
MOST_CELLS = 1_000_000
MOST_MERGED = 100_000
MOST_FORMULAS = 100
LONGEST_FORMULA = 40_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ROWS = 2**20
_PIECE = 2**16
# What a file with a page of text has many of; all else is rare, and dear to read.
_CHEAP = frozenset(("row", "c", "v", "is", "si", "t", "r", "rPr"))
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
)

Area = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged area, as row and column."""


@dataclass(frozen=True)
class Container:
    """What a workbook's parts declare.

    Attributes
    ----------
    sheets
        The names of the sheets, in order, also of those that cannot be read.
    merges
        Part → its merged areas.
    """

    sheets: tuple[str, ...]
    merges: Mapping[str, tuple[Area, ...]]


def check_container(path: Path) -> Container:
    """Refuse a file that cannot be opened safely, with the reason in plain words.

    Raises
    ------
    WorkbookError
        If the file is missing, empty, encrypted, damaged, not a workbook, holds a document type,
        or would expand to more than the bounds of this module.
    """
    if not path.is_file():
        raise WorkbookError(path, "is missing" if not path.exists() else "is not a file")
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise WorkbookError(path, "is empty (0 bytes)")
    if head == _OLE:
        raise WorkbookError(
            path, "is encrypted or in the old .xls form; save it as .xlsx without a password"
        )
    if not head.startswith(b"PK"):
        raise WorkbookError(path, "is not an .xlsx workbook (not a zip file)")
    scan = _Scan(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(path, archive.infolist())
            for part in archive.namelist():
                with archive.open(part) as file:
                    scan.read(part, file)
    except _DAMAGED as error:
        raise WorkbookError(path, f"is truncated or damaged ({error})") from error
    return Container(
        tuple(scan.sheets), {part: tuple(areas) for part, areas in scan.merges.items()}
    )


def _check_parts(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    size = sum(part.file_size for part in parts)
    if size > MOST_BYTES:
        raise WorkbookError(
            path, f"expands to {size // 2**20} MiB; a workbook may hold {MOST_BYTES // 2**20} MiB"
        )
    names = [part.filename for part in parts]
    if len(names) > MOST_PARTS:
        raise WorkbookError(path, f"has {len(names)} parts; a workbook may have {MOST_PARTS}")
    if len(set(names)) < len(names):
        raise WorkbookError(path, "is damaged (a part is duplicate)")
    if "xl/workbook.xml" not in names:
        raise WorkbookError(path, "is a zip file, but not an .xlsx workbook")
    for part in parts:
        if part.flag_bits & 1:
            raise WorkbookError(path, "is encrypted; save it without a password")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise WorkbookError(path, f"is packed in an unknown way ({part.filename})")


@dataclass
class _Scan:
    """Counts over all parts of a workbook."""

    path: Path
    sheets: list[str] = field(default_factory=list)
    merges: dict[str, list[Area]] = field(default_factory=dict)
    elements: int = 0
    others: int = 0
    merged: int = 0
    formulas: int = 0

    def read(self, name: str, file: IO[bytes]) -> None:
        """Count one part; one that is no XML is left to whoever needs it."""
        _Part(self, name).read(file)

    def count(self, tag: str) -> None:
        self.elements += 1
        self.others += tag not in _CHEAP
        if self.elements > MOST_ELEMENTS or self.others > MOST_OTHERS:
            raise WorkbookError(self.path, "holds far more than a plan's tables; make it anew")

    def merge(self, part: str, reference: str) -> None:
        first, _, last = reference.partition(":")
        try:
            area = position(first), position(last or first)
        except ValueError:
            raise WorkbookError(self.path, f"is damaged (merged area {reference!r})") from None
        (top, left), (bottom, right) = area
        self.merged += max(0, bottom - top + 1) * max(0, right - left + 1)
        if self.merged > MOST_MERGED:
            raise WorkbookError(
                self.path,
                f"merges {self.merged} cells ({reference}); a workbook may merge {MOST_MERGED}",
            )
        self.merges.setdefault(part, []).append(area)


class _Part:
    """One part read through; a sheet's cells must stand in order, or some would be passed over."""

    def __init__(self, scan: _Scan, name: str) -> None:
        self.scan, self.name = scan, name
        self.open: list[tuple[str, int]] = []
        self.row = self.column = self.widest = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype

    def read(self, file: IO[bytes]) -> None:
        try:
            while piece := file.read(_PIECE):
                self.parser.Parse(piece, False)
            self.parser.Parse(b"", True)
        except expat.ExpatError:
            # No XML from here on: a picture, or a part that openpyxl will refuse if it needs it.
            while file.read(_PIECE):
                pass

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        self.scan.count(tag)
        if tag == "row":
            self._start_row(attributes.get("r"))
        elif self.open and self.open[-1][0] == "row":
            self._start_cell(attributes.get("r"))
        elif tag == "mergeCell":
            self.scan.merge(self.name, attributes.get("ref", ""))
        elif tag == "f":
            self.scan.formulas += 1
            if self.scan.formulas > MOST_FORMULAS:
                self._refuse(f"holds more than {MOST_FORMULAS} formulas; type values as printed")
        elif tag == "sheet" and self.name == "xl/workbook.xml":
            self.scan.sheets.append(attributes.get("name", ""))
        self.open.append((tag, self.parser.CurrentByteIndex))

    def _end(self, name: str) -> None:
        tag, start = self.open.pop()
        if tag in ("f", "definedName") and self.parser.CurrentByteIndex - start > LONGEST_FORMULA:
            self._refuse("holds a formula that is too long")

    def _start_row(self, number: str | None) -> None:
        row = self.row + 1 if number is None else _whole(number)
        if not self.row < row <= _ROWS:
            self._refuse(f"is damaged ({self.name}: row {number} stands out of order)")
        self.row, self.column = row, 0

    def _start_cell(self, address: str | None) -> None:
        try:
            row, column = position(address) if address else (self.row, self.column + 1)
        except ValueError:
            row, column = 0, 0
        if row != self.row or column <= self.column:
            self._refuse(f"is damaged ({self.name}: cell {address} stands out of order)")
        self.column, self.widest = column, max(self.widest, column)
        if self.row * self.widest > MOST_CELLS:
            self._refuse(f"spans {self.row} rows and {self.widest} columns ({self.name}); "
                         "remove its far-off cell")  # fmt: skip

    def _refuse_doctype(self, *_: object) -> None:
        self._refuse(f"declares a document type ({self.name}), which no spreadsheet writes")

    def _refuse(self, reason: str) -> None:
        raise WorkbookError(self.scan.path, reason)


def _whole(printed: str) -> int:
    return int(printed) if printed.isascii() and printed.isdigit() and len(printed) < 8 else 0


def cells_of(area: Area) -> Iterator[tuple[int, int]]:
    """Give the positions of a merged area, the first one first."""
    (top, left), (bottom, right) = area
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
