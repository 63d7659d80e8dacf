"""Which figures stand: a revised one is a row of its own, and what it supersedes stays as a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import process

from compendium.errors import ContractError, UnknownNameError

Row = Mapping[str, str]
"""One row of observations.csv, as texts; at least ``observation_id`` and ``supersedes``."""

SAME = ("indicator_id", "place_id", "role")
"""What a revised figure shares with what it supersedes, whoever says so."""


def list_superseded(supersedes: str) -> tuple[str, ...]:
    """Give the ids that a row supersedes.

    >>> list_superseded("a|b"), list_superseded("")
    (('a', 'b'), ())
    """
    return tuple(filter(None, supersedes.split("|")))


def find_standing(ids: Iterable[str], supersedes: Iterable[str]) -> dict[str, str]:
    """Give each superseded figure with the one that stands in its place now.

    Parameters
    ----------
    ids, supersedes
        The two columns of observations.csv (R values each).

    Returns
    -------
    dict
        Id → id, in the order of the rows that supersede; a revision that was revised itself leads
        to the last one. What is not superseded is not in it. A ring, which `check_revisions`
        refuses, ends where it began.

    >>> find_standing(["a", "b", "c"], ["", "a", "b"])
    {'a': 'c', 'b': 'c'}
    """
    next_of = {
        old: new
        for new, listed in zip(ids, supersedes, strict=True)
        # Most rows supersede nothing.
        if listed
        for old in list_superseded(listed)
    }
    standing = {}
    for old in next_of:
        line = [old]
        while (new := next_of.get(line[-1], "")) and new not in line:
            line.append(new)
        standing[old] = line[-1]
    return standing


def check_revisions(rows: Iterable[Row]) -> Iterator[ContractError]:
    """Require that what is superseded is there, is the same thing, and is superseded once.

    Parameters
    ----------
    rows
        The rows of observations.csv: id, locator, what it supersedes, and the columns of `SAME`.

    Returns
    -------
    iterator
        A `ContractError` for each id that is unknown (with the nearest), about something else,
        superseded twice, or superseded by itself over any number of steps.
    """
    known = {row["observation_id"]: row for row in rows}
    next_of: dict[str, str] = {}
    for row_id, row in known.items():
        for old in list_superseded(row["supersedes"]):
            if reason := _find_fault(row, old, known, next_of):
                yield ContractError(
                    "observations",
                    row_id,
                    "supersedes",
                    f"{reason} (typed beside {row['locator']})",
                )
            next_of.setdefault(old, row_id)
    for row_id in next_of:
        line = [row_id]
        while (new := next_of.get(line[-1], "")) and new not in line:
            line.append(new)
        if new == row_id == min(line):
            reason = f"supersedes itself ({' by '.join([*line, row_id])})"
            yield ContractError("observations", row_id, "supersedes", reason)


def _find_fault(row: Row, old: str, known: Mapping[str, Row], next_of: Mapping[str, str]) -> str:
    if old not in known:
        near = process.extract(old, list(known), limit=3)
        return str(UnknownNameError("observation", old, tuple(each for each, *_ in near)))
    other = [name for name in SAME if known[old][name] != row[name]]
    if other:
        said = ", ".join(f"{name} {known[old][name]} and not {row[name]}" for name in other)
        return f"{old} is about something else: {said}"
    return f"{old} is superseded by {next_of[old]} too" if old in next_of else ""
