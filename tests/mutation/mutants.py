"""What a hand does to a sheet by mistake: each mistake, drawn at random, gives a mutant."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from mutation.grid import Grid, Move, Spot

STRAY = "另见附表３"


def stay(spot: Spot) -> Spot | None:
    return spot


@dataclass(frozen=True)
class Mutant:
    """A sheet that a mistake was made in.

    Attributes
    ----------
    what
        The mistake, for the test's report.
    grid
        The sheet afterwards.
    move
        Where each cell went; what else is not as it was, is changed.
    """

    what: str
    grid: Grid
    move: Move = stay


Mistake = Callable[[random.Random, Grid], Mutant]


def _row(grid: Grid, row: int) -> set[Spot]:
    return {spot for spot in grid.cells if spot[0] == row}


def _filled_row(rng: random.Random, grid: Grid) -> int:
    return rng.choice(sorted({row for row, _ in grid.cells}))


def _filled(rng: random.Random, grid: Grid) -> Spot:
    return rng.choice(sorted(grid.cells))


def delete_row(rng: random.Random, grid: Grid) -> Mutant:
    row = _filled_row(rng, grid)

    def move(spot: Spot) -> Spot | None:
        return None if spot[0] == row else (spot[0] - (spot[0] > row), spot[1])

    return Mutant(f"row {row} deleted", grid.move(move), move)


def _move_row(grid: Grid, row: int, to: int, what: str) -> Mutant:
    """Cut a row and insert it so that it stands at row ``to`` of the sheet without it."""

    def move(spot: Spot) -> Spot | None:
        if spot[0] == row:
            return to, spot[1]
        without = spot[0] - (spot[0] > row)
        return without + (without >= to), spot[1]

    return Mutant(what, grid.move(move), move)


def move_row_below_all(rng: random.Random, grid: Grid) -> Mutant:
    row, gap = _filled_row(rng, grid), rng.choice((0, 1, 5))
    to = grid.last_row + gap
    return _move_row(grid, row, to, f"row {row} moved below all, to row {to}")


def move_row_elsewhere(rng: random.Random, grid: Grid) -> Mutant:
    row, to = _filled_row(rng, grid), rng.randint(1, max(1, grid.last_row - 1))
    return _move_row(grid, row, to, f"row {row} moved to row {to}")


def blank_cell(rng: random.Random, grid: Grid) -> Mutant:
    spot = _filled(rng, grid)
    return Mutant(f"{spot} blanked", grid.put({spot: ""}))


def change_text(rng: random.Random, grid: Grid) -> Mutant:
    spot = _filled(rng, grid)
    text = grid.cells[spot]
    others = sorted({grid.cells[each] for each in grid.cells if each[1] == spot[1]} - {text})
    changed = rng.choice([text + "甲", text[:-1], *rng.sample(others, min(2, len(others)))])
    what = f"{spot} {text!r} changed to {changed!r}"
    return Mutant(what, grid.put({spot: changed}))


def insert_digit(rng: random.Random, grid: Grid) -> Mutant:
    with_digit = sorted(spot for spot, text in grid.cells.items() if any(map(str.isdigit, text)))
    spot = rng.choice(with_digit or sorted(grid.cells))
    text, digit = grid.cells[spot], rng.choice("1234567890")
    places = [n for n, sign in enumerate(text) if sign.isdigit()] or [len(text)]
    place = rng.choice(places)
    changed = text[:place] + digit + text[place:]
    what = f"{spot} {text!r} changed to {changed!r}"
    return Mutant(what, grid.put({spot: changed}))


def swap_cells(rng: random.Random, grid: Grid) -> Mutant:
    row = _filled_row(rng, grid)
    one, other = (rng.choice(sorted(_row(grid, row))) for _ in range(2))
    texts = {one: grid.cells[other], other: grid.cells[one]}
    return Mutant(f"{one} and {other} swapped", grid.put(texts))


def shift_row(rng: random.Random, grid: Grid) -> Mutant:
    spot, by = _filled(rng, grid), rng.choice((1, -1))

    def move(each: Spot) -> Spot | None:
        if each[0] != spot[0]:
            return each
        if by < 0 and each[1] == spot[1] - 1:
            return None
        return (each[0], each[1] + by) if each[1] >= spot[1] and each[1] + by > 0 else each

    what = f"row {spot[0]} shifted by {by} from column {spot[1]} on"
    return Mutant(what, grid.move(move))


def shift_column(rng: random.Random, grid: Grid) -> Mutant:
    spot, by = _filled(rng, grid), rng.choice((1, -1))

    def move(each: Spot) -> Spot | None:
        if each[1] != spot[1]:
            return each
        if by < 0 and each[0] == spot[0] - 1:
            return None
        return (each[0] + by, each[1]) if each[0] >= spot[0] and each[0] + by > 0 else each

    what = f"column {spot[1]} shifted by {by} from row {spot[0]} on"
    return Mutant(what, grid.move(move))


def insert_column(rng: random.Random, grid: Grid) -> Mutant:
    at = rng.randint(1, grid.last_column)

    def move(spot: Spot) -> Spot | None:
        return spot[0], spot[1] + (spot[1] >= at)

    return Mutant(f"an empty column inserted at {at}", grid.move(move), move)


def delete_column(rng: random.Random, grid: Grid) -> Mutant:
    at = rng.choice(sorted({column for _, column in grid.cells}))

    def move(spot: Spot) -> Spot | None:
        return None if spot[1] == at else (spot[0], spot[1] - (spot[1] > at))

    return Mutant(f"column {at} deleted", grid.move(move), move)


def insert_row(rng: random.Random, grid: Grid) -> Mutant:
    at = rng.randint(1, grid.last_row)

    def move(spot: Spot) -> Spot | None:
        return spot[0] + (spot[0] >= at), spot[1]

    return Mutant(f"an empty row inserted at {at}", grid.move(move), move)


def duplicate_row(rng: random.Random, grid: Grid) -> Mutant:
    row = _filled_row(rng, grid)

    def move(spot: Spot) -> Spot | None:
        return spot[0] + (spot[0] > row), spot[1]

    copies = {(row + 1, column): grid.cells[row, column] for _, column in _row(grid, row)}
    return Mutant(f"row {row} twice", grid.move(move).put(copies), move)


def merge_cells(rng: random.Random, grid: Grid) -> Mutant:
    row, column = _filled(rng, grid)
    down = rng.random() < 0.5
    other = (row + 1, column) if down else (row, column + 1)
    what = f"{(row, column)} and {other} merged"
    return Mutant(what, grid.merge((row, column, *other)))


def unmerge(rng: random.Random, grid: Grid) -> Mutant:
    if not grid.merges:
        return merge_cells(rng, grid)
    area = rng.choice(grid.merges)
    kept = tuple(each for each in grid.merges if each != area)
    return Mutant(f"{area} no longer merged", Grid(grid.cells, kept))


def type_stray(rng: random.Random, grid: Grid) -> Mutant:
    height, width = grid.last_row, grid.last_column
    covered = {spot for area in grid.merges for spot in grid.area(area[:2])}
    free = sorted(
        {(r, c) for r in range(1, height + 3) for c in range(1, width + 3)}
        - set(grid.cells)
        - covered
    )
    spot = rng.choice(free)
    return Mutant(f"{STRAY} typed in {spot}", grid.put({spot: STRAY}))


MISTAKES: tuple[Mistake, ...] = (
    delete_row,
    move_row_below_all,
    move_row_elsewhere,
    blank_cell,
    change_text,
    insert_digit,
    swap_cells,
    shift_row,
    shift_column,
    insert_column,
    delete_column,
    insert_row,
    duplicate_row,
    merge_cells,
    unmerge,
    type_stray,
)
