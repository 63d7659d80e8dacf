"""One row of a sheet, read once: every fault of the row is kept with its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from openpyxl.utils import get_column_letter

from compendium.contract.columns import columns
from compendium.errors import Cell, CellError, CellTextError, CompendiumError
from compendium.record.ledger import Ledger

Read = TypeVar("Read")


class RowReader:
    """One row: its texts by column, and what is wrong with them.

    Every reading gives a value, or none and one more of `problems`; a row without problems is
    `sound`. So a row is read once, and a row that is passed over without a word cannot be.

    Parameters
    ----------
    ledger
        The sheet.
    row
        From 1.
    places
        Name of a column → the sheet's columns (from 1) that hold it; their texts are joined.
    """

    def __init__(self, ledger: Ledger, row: int, places: Mapping[str, tuple[int, ...]]) -> None:
        self._ledger, self.row, self._places = ledger, row, places
        self.problems: list[CellError] = []

    def __getitem__(self, name: str) -> str:
        places = self._places.get(name, ())
        if len(places) == 1:
            return self._ledger.text(self.row, places[0]).strip()
        return "".join(self._ledger.text(self.row, place) for place in places).strip()

    @property
    def sound(self) -> bool:
        """Whether every reading gave a value."""
        return not self.problems

    @property
    def source(self) -> str:
        """The source's folder name."""
        return self._ledger.sheet.source

    @property
    def drafted(self) -> bool:
        """Whether the sheet still holds drafts, so that what `accept` writes may be missing."""
        return bool(self._ledger.sheet.help_cells)

    def cell(self, name: str) -> Cell:
        """Give the cell of a column in this row; of a merged area the first."""
        return self._ledger.cell(self.row, self._places[name][0])

    def locator(self, name: str) -> str:
        """Name the cell of a column as ``workbook#sheet!cell``."""
        return self.cell(name).locator

    def fault(self, name: str, cause: CompendiumError | str) -> None:
        """Note what is wrong with the text of a column."""
        error = CellTextError(cause) if isinstance(cause, str) else cause
        self.problems.append(CellError(self.cell(name), error))

    def read(self, name: str, parse: Callable[[str], Read]) -> Read | None:
        """Give what a function makes of a column's text; none, and a fault, if it raises."""
        try:
            return parse(self[name])
        except CompendiumError as error:
            self.fault(name, error)
            return None

    def require(self, name: str) -> str:
        """Give the text of a column that may not be empty; a fault if it is."""
        if not (text := self[name]):
            self.fault(name, f"{name} is empty")
        return text

    def choose(self, name: str, allowed: Iterable[str]) -> str:
        """Give the text of a column that takes a few values; a fault if it is none of them."""
        if (text := self[name]) not in (choices := tuple(allowed)):
            self.fault(name, f"{name} {text!r} is not one of {', '.join(filter(None, choices))}")
        return text

    def typed(self, model: Any) -> dict[str, str]:
        """Give the columns of a row model that the sheet holds under their own names, as typed."""
        return {
            column.name: self[column.heading]
            for column in columns(model)
            if column.typed is True and column.heading in self._places
        }


def column_letter(place: int) -> str:
    """Give the letter of a column.

    >>> column_letter(28)
    'AB'
    """
    return str(get_column_letter(place))
