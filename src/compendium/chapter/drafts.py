"""What a chapter's text says and the data no longer shows: a draft, which says so itself.

A claim that does not hold stops no build. It becomes a part of the executed notebook, with the
condition as it is written and the values that the data gives now; the page shows it as a banner,
the build counts it, and a release refuses it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from compendium.chapter.provenance import cell_source, find_line, show
from compendium.errors import ChapterError

CLAIMS_MIME = "application/vnd.compendium.claims+json"
"""Of a cell: the claims that do not hold, each as the fields of `Broken`."""

_LONGEST = 60


@dataclass(frozen=True)
class Broken:
    """A claim that does not hold.

    Attributes
    ----------
    claim
        What the text says.
    condition
        What was to hold, as the notebook writes it; empty where it is no code.
    now
        What it is now: names and their values, or ids of rows.
    """

    claim: str
    condition: str
    now: str


def report(chapter: str, broken: Iterable[Broken], said: str = "") -> None:
    """Report claims that do not hold: as a part of the notebook, or else as an error.

    Raises
    ------
    ChapterError
        With every claim, where no notebook runs.
    """
    listed = list(broken)
    if not listed:
        return
    claims = "; nor that ".join(each.claim for each in listed)
    said = said or f"the data no longer shows that {claims}"
    if find_line() is None:
        raise ChapterError(chapter, said)
    show({CLAIMS_MIME: [asdict(each) for each in listed], "text/plain": said})


def check(chapter: str, claims: Mapping[str, bool]) -> None:
    """Report the claims that do not hold, with the values in their conditions."""
    frame = find_line()
    conditions: dict[str, ast.expr] = {}
    if frame is not None:
        conditions = dict(find_conditions(cell_source()))
    report(
        chapter,
        [
            Broken(
                claim,
                ast.unparse(conditions[claim]) if claim in conditions else "",
                _say_values(conditions.get(claim), frame.f_globals if frame else {}),
            )
            for claim, holds in claims.items()
            if not holds
        ],
    )


def find_conditions(source: str) -> Iterator[tuple[str, ast.expr]]:
    """Give the claims that a cell checks, with their conditions.

    >>> [(claim, condition)] = find_conditions("check_claims('x', {'a': b > 1})")
    >>> claim, ast.unparse(condition)
    ('a', 'b > 1')
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Name(id="check_claims"), args=[_, ast.Dict(keys=keys, values=values)]
            ):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant):
                        yield str(key.value), value


def _compared(condition: ast.expr) -> Iterator[ast.expr]:
    """Give the sides of a comparison that are neither plain names nor written down."""
    if isinstance(condition, ast.Compare):
        for side in (condition.left, *condition.comparators):
            if any(isinstance(node, ast.Call | ast.Subscript) for node in ast.walk(side)):
                yield side


def _say_values(condition: ast.expr | None, known: Mapping[str, Any]) -> str:
    """Say what the names in a condition stand for, where it is short enough to read."""
    if condition is None:
        return ""
    names = [node.id for node in ast.walk(condition) if isinstance(node, ast.Name)]
    values = {
        name: known[name]
        for name in dict.fromkeys(names)
        if name in known and not callable(known[name])
    }
    # A side that is worked out of a table says more than the table, which is too long.
    for side in _compared(condition):
        values[ast.unparse(side)] = eval(ast.unparse(side), dict(known))  # the notebook's own code
    said = {
        name: f"{value:.6g}" if isinstance(value, float) else repr(value)
        for name, value in values.items()
    }
    return ", ".join(
        f"{name} = {value}"
        for name, value in said.items()
        if len(value) <= _LONGEST and not value.startswith("<")
    )
