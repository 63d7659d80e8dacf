"""A sheet as a spreadsheet has it, so that a test can do to it what a hand does by mistake."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from compendium.raw.workbook import Sheet

Spot = tuple[int, int]
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""
Move = Callable[[Spot], "Spot | None"]


@dataclass(frozen=True)
class Grid:
    """The texts of a sheet by row and column, and its merged areas."""

    cells: Mapping[Spot, str]
    merges: tuple[Area, ...] = ()

    @classmethod
    def of(cls, sheet: Sheet) -> Grid:
        areas: dict[Spot, set[Spot]] = {}
        for spot, anchor in sheet.anchors.items():
            areas.setdefault(anchor, {anchor}).add(spot)
        cells = {spot: text for spot, text in sheet.texts.items() if spot not in sheet.anchors}
        return cls(cells, tuple(map(_bounds, areas.values())))

    def to_sheet(self, source: str, name: str) -> Sheet:
        """Give what `read_workbook` would give of it."""
        texts, anchors = dict(self.cells), {}
        for area in self.merges:
            anchor = area[:2]
            for spot in _spots(area) - {anchor}:
                texts.pop(spot, None)
                if anchor in self.cells:
                    texts[spot], anchors[spot] = self.cells[anchor], anchor
        ordered = dict(sorted(texts.items()))
        return Sheet(source, name, MappingProxyType(ordered), MappingProxyType(anchors))

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=0)

    def area(self, spot: Spot) -> set[Spot]:
        """Give the merged area that holds a cell; the cell alone if none does."""
        for area in self.merges:
            if spot in _spots(area):
                return _spots(area)
        return {spot}

    def put(self, texts: Mapping[Spot, str]) -> Grid:
        """Type texts into cells; an empty one blanks its cell."""
        cells = {spot: text for spot, text in {**self.cells, **texts}.items() if text}
        return Grid(cells, self.merges)

    def move(self, move: Move) -> Grid:
        """Put each cell elsewhere, or nowhere; a torn merged area is one no longer."""
        cells = {to: text for spot, text in self.cells.items() if (to := move(spot))}
        merges = []
        for area in self.merges:
            moved = {to for spot in _spots(area) if (to := move(spot))}
            whole = bool(moved) and moved == _spots(_bounds(moved))
            if whole and move(area[:2]) == _bounds(moved)[:2] and len(moved) > 1:
                merges.append(_bounds(moved))
        return Grid(cells, tuple(merges))

    def merge(self, area: Area) -> Grid:
        """Merge cells: of their texts the first stays."""
        kept = tuple(each for each in self.merges if not _spots(each) & _spots(area))
        gone = _spots(area) - {area[:2]}
        return Grid({spot: text for spot, text in self.cells.items() if spot not in gone},
                    (*kept, area))  # fmt: skip


def _bounds(spots: set[Spot]) -> Area:
    rows, columns = zip(*spots, strict=True)
    return min(rows), min(columns), max(rows), max(columns)


def _spots(area: Area) -> set[Spot]:
    top, left, bottom, right = area
    return {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
