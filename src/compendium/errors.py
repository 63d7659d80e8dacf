"""What can go wrong, as one small tree: facts are attributes, the sentence is made from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class Cell(NamedTuple):
    """Where a printed text stands: the source's folder, the sheet and the cell (``C7``)."""

    source: str
    sheet: str
    address: str

    def __str__(self) -> str:
        return f"{self.source}/{self.sheet}!{self.address}"


class CompendiumError(Exception):
    """Everything this package raises on purpose; ``str()`` is one sentence for the user."""


@dataclass(eq=False)
class QuantityError(CompendiumError):
    """A printed text that is not a quantity."""

    printed: str
    suggestion: str = ""

    def __str__(self) -> str:
        hint = f"; did you mean {self.suggestion!r}?" if self.suggestion else ""
        return f"cannot read {self.printed!r} as a quantity{hint}"


@dataclass(eq=False)
class UnknownNameError(CompendiumError):
    """A printed name that the vocabulary does not have."""

    kind: str
    name: str
    nearest: tuple[str, ...] = ()

    def __str__(self) -> str:
        hint = f"; the nearest known: {'、'.join(self.nearest)}" if self.nearest else ""
        return f"unknown {self.kind} {self.name!r}{hint}"


@dataclass(eq=False)
class HeadingError(CompendiumError):
    """A column whose printed heading is not the one the layout expects."""

    expected: str
    found: str
    elsewhere: str = ""

    def __str__(self) -> str:
        moved = f"; that heading stands in column {self.elsewhere}" if self.elsewhere else ""
        return f"the layout expects the heading {self.expected!r}, found {self.found!r}{moved}"


@dataclass(eq=False)
class CellTextError(CompendiumError):
    """A cell that cannot be taken as printed: a formula, a date, a stray text."""

    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass(eq=False)
class DuplicateError(CompendiumError):
    """Two cells that would become the same row."""

    observation_id: str
    first: Cell

    def __str__(self) -> str:
        return f"the same figure as {self.first}: both would be {self.observation_id!r}"


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
        return f"{self.cell}: {self.cause}"


@dataclass(eq=False)
class FileError(CompendiumError):
    """A file that is missing, damaged, or not what it should be."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.path.as_posix()}: {self.reason}"


class WorkbookError(FileError):
    """A workbook that cannot be opened, or lacks a sheet that the layout names."""


class LayoutError(FileError):
    """A layout, source or corrections file that does not say what it should."""


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
        return f"{self.table}.csv, row {self.row}, column {self.column}: {self.reason}"


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
class FigureError(CompendiumError):
    """A figure that lacks what every figure must have."""

    figure_id: str
    reason: str

    def __str__(self) -> str:
        return f"figure {self.figure_id!r}: {self.reason}"


@dataclass(eq=False)
class Report(CompendiumError):
    """Many problems, reported at once. ``subject`` names what was being done, and to which file."""

    subject: str
    problems: tuple[CompendiumError, ...]

    def __str__(self) -> str:
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        return "\n".join(
            [f"{self.subject}: {count} {noun}", *(f"  {problem}" for problem in self.problems)]
        )


def flatten(errors: Iterable[CompendiumError]) -> tuple[CompendiumError, ...]:
    """Give the single problems of some errors, those inside reports included."""
    return tuple(
        problem
        for error in errors
        for problem in (flatten(error.problems) if isinstance(error, Report) else (error,))
    )
