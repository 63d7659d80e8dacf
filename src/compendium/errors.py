"""What can go wrong, as one small tree: facts are attributes, the sentence is made from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

# So many cells with one fault are named.
_MOST_CELLS = 6


class Cell(NamedTuple):
    """Where a printed text stands: the source's folder, the sheet and the cell (``C7``)."""

    source: str
    sheet: str
    address: str

    def __str__(self) -> str:
        return f"{self.source}/{self.sheet}!{self.address}"

    @property
    def locator(self) -> str:
        """The cell as the tables name it: ``data/raw/<plan>/workbook.xlsx#T1!C7``."""
        return f"data/raw/{self.source}/workbook.xlsx#{self.sheet}!{self.address}"


MOST_SAID = 1_000
"""How many characters a problem may say of one place: a cell can hold 40,000 digits."""


def shorten(message: object) -> str:
    """Give a message, without its middle if it is very long.

    >>> len(shorten("9" * 40_000)) < 1_100
    True
    """
    text, half = str(message), MOST_SAID // 2
    left_out = len(text) - MOST_SAID
    return f"{text[:half]} … ({left_out} more) … {text[-half:]}" if left_out > 0 else text


class CompendiumError(Exception):
    """Everything this package raises on purpose; ``str()`` is one sentence for the user."""


@dataclass(eq=False)
class QuantityError(CompendiumError):
    """A printed text that is not a quantity."""

    printed: str
    suggestion: str = ""
    way: str = ""

    def __str__(self) -> str:
        hint = f"; did you mean {self.suggestion!r}?" if self.suggestion else ""
        way = f"; {self.way}" if self.way else ""
        return f"cannot read {self.printed!r} as a quantity{hint}{way}"


@dataclass(eq=False)
class UnknownNameError(CompendiumError):
    """A printed name that the vocabulary does not have.

    ``where`` is the file that a new name goes to, ``row`` a line for it: what is known filled in.
    """

    kind: str
    name: str
    nearest: tuple[str, ...] = ()
    where: str = ""
    row: str = ""

    def __str__(self) -> str:
        hint = f"; the nearest known: {' | '.join(self.nearest)}" if self.nearest else ""
        way = f"; a new one is a row of {self.where}" if self.where else ""
        return f"unknown {self.kind} {self.name!r}{hint}{way}"


@dataclass(eq=False)
class HeadingError(CompendiumError):
    """A column whose printed heading is not the one that is expected."""

    expected: str
    found: str
    elsewhere: str = ""

    def __str__(self) -> str:
        moved = f"; that heading stands in column {self.elsewhere}" if self.elsewhere else ""
        return f"expected the heading {self.expected!r}, found {self.found!r}{moved} (layout.yaml)"


@dataclass(eq=False)
class UnusedCellError(CompendiumError):
    """A cell that holds something, which no reader took and no note declares."""

    text: str

    def __str__(self) -> str:
        return (
            f"{self.text!r} is in no column or row that is read, and is no declared note "
            "(columns and notes in layout.yaml)"
        )


@dataclass(eq=False)
class CellTextError(CompendiumError):
    """A cell that cannot be taken as printed: a formula, a date, a stray text."""

    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass(eq=False)
class DuplicateError(CompendiumError):
    """Two cells that would become the same row."""

    row_id: str
    first: Cell
    hint: str = ""

    def __str__(self) -> str:
        way = f"; {self.hint}" if self.hint else ""
        return f"duplicate of {self.first}: both would be the row {self.row_id!r}{way}"


@dataclass(eq=False)
class CorrectionError(CompendiumError):
    """A declared correction that no longer matches what the workbook holds."""

    expected: str
    found: str

    def __str__(self) -> str:
        return (
            f"a declared correction expects {self.expected!r} here, found {self.found!r}; "
            "mend or remove the entry in corrections.yaml"
        )


@dataclass(eq=False)
class CellError(CompendiumError):
    """An error with the cell it belongs to."""

    cell: Cell
    cause: CompendiumError

    def __str__(self) -> str:
        return f"{self.cell}: {shorten(self.cause)}"


@dataclass(eq=False)
class FileError(CompendiumError):
    """A file that is missing, damaged, or not what it should be."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.path.as_posix()}: {shorten(self.reason)}"


@dataclass(eq=False)
class AddressError(CompendiumError):
    """An address on the web that does not give what it should."""

    address: str
    reason: str

    def __str__(self) -> str:
        return f"{self.address}: {shorten(self.reason)}"


class WorkbookError(FileError):
    """A workbook that cannot be opened, or lacks a sheet that the layout names."""


@dataclass(eq=False)
class DeclarationError(FileError):
    """A file that a person writes (YAML) which does not say what it should.

    ``place`` is the path of the fault inside the file (``tables.0.columns.D.period``), ``line`` its
    line; both are empty where the whole file is at fault.
    """

    place: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        line = f" (line {self.line})" if self.line else ""
        return f"{self.path.as_posix()}: {place}{shorten(self.reason)}{line}"


class VocabularyError(FileError):
    """A vocabulary file that contradicts itself."""


@dataclass(eq=False)
class ContractError(CompendiumError):
    """A row of a built table that breaks the contract."""

    table: str
    row: str
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.table}.csv, row {self.row}, column {self.column}: {shorten(self.reason)}"


@dataclass(eq=False)
class FormulaError(CompendiumError):
    """A formula or explanation of the audit that cannot be worked out."""

    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass(eq=False)
class PassageError(CompendiumError):
    """A box whose declared end does not agree with the plan's text."""

    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass(eq=False)
class ParameterError(CompendiumError):
    """A parameter that a chapter does not have, or a value it does not take."""

    chapter: str
    parameter: str
    allowed: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"chapter {self.chapter!r} does not take {self.parameter!r}; "
            f"allowed: {', '.join(self.allowed)}"
        )


@dataclass(eq=False)
class ChapterError(CompendiumError):
    """A chapter whose notebook failed."""

    chapter: str
    reason: str

    def __str__(self) -> str:
        return f"chapter {self.chapter!r} failed: {self.reason}"


@dataclass(eq=False)
class ChartError(CompendiumError):
    """A chart that lacks what every chart must have."""

    chart_id: str
    reason: str

    def __str__(self) -> str:
        return f"chart {self.chart_id!r}: {self.reason}"


@dataclass(eq=False)
class Report(CompendiumError):
    """Many problems, reported at once. ``subject`` names what was being done, and to which file."""

    subject: str
    problems: tuple[CompendiumError, ...]

    def __str__(self) -> str:
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        return "\n".join(
            [
                f"{self.subject}: {count} {noun}",
                *(f"  {line}" for line in _group(self.problems)),
                *_offer_rows(self.problems),
            ]
        )


def _offer_rows(problems: Iterable[CompendiumError]) -> list[str]:
    """Give, once each, the rows that would make unknown names known, by file."""
    files: dict[str, dict[str, None]] = {}
    for problem in problems:
        cause = problem.cause if isinstance(problem, CellError) else problem
        if isinstance(cause, UnknownNameError) and cause.row:
            files.setdefault(cause.where, {})[cause.row] = None
    if not files:
        return []
    return [
        "New names are rows to paste and complete (`compendium clean PLAN --write-vocab` adds "
        "them, "
        "with more filled in):",
        *(f"  {where}: {row}" for where, rows in files.items() for row in rows),
    ]


def _group(problems: Iterable[CompendiumError]) -> list[str]:
    """Give a line for each problem; one that many cells of a sheet have is said once."""
    lines: dict[object, list[Cell]] = {}
    for problem in problems:
        if isinstance(problem, CellError):
            cell = problem.cell
            lines.setdefault((cell.source, cell.sheet, str(problem.cause)), []).append(cell)
        else:
            lines.setdefault(str(problem), [])
    return [
        f"{cells[0]}{_also(cells[1:])}: {said[2]}" if isinstance(said, tuple) else str(said)
        for said, cells in lines.items()
    ]


def _also(cells: Sequence[Cell]) -> str:
    if not cells:
        return ""
    shown = ", ".join(cell.address for cell in cells[:_MOST_CELLS])
    more = f" and {len(cells) - _MOST_CELLS} more" if len(cells) > _MOST_CELLS else ""
    return f" (also {shown}{more})"


def flatten(errors: Iterable[CompendiumError]) -> tuple[CompendiumError, ...]:
    """Give the single problems of some errors, those inside reports included."""
    return tuple(
        problem
        for error in errors
        for problem in (flatten(error.problems) if isinstance(error, Report) else (error,))
    )


def gather(subject: str, problems: Sequence[CompendiumError]) -> CompendiumError:
    """Make one error of some: the only one itself, or a `Report` of several."""
    return problems[0] if len(problems) == 1 else Report(subject, tuple(problems))
