"""Which rows of the record the numbers of a chapter's prose come from.

A notebook takes rows, computes, and gives texts to its prose. Rows that it takes are noted with the
line that took them (`note`); from a text that it gives, the names in its expression lead back
statement by statement to these lines (`trace_texts`). A notebook runs from top to bottom, so the
last statement before that sets a name is the one that made it.
"""

from __future__ import annotations

import ast
import linecache
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import FrameType
from typing import Any

import pandas as pd

from compendium.printed.wording import is_missing

NUMBERS_MIME = "application/vnd.compendium.numbers+json"
"""Of texts for the prose: their name → the ids of the rows that they come from."""

MOST_ROWS = 24
"""A text from more rows is a count or a choice among them: its rows are not named one by one."""

KINDS = ("observation", "project", "check")
KEYS = {kind: f"{kind}_id" for kind in KINDS}

_ID_COLUMNS = ("baseline_id", "target_id", *KEYS.values())
# Of one kernel, which runs one chapter: the sources of its cells; and (cell, line) → the ids of the
# rows that were taken there.
_CELLS: list[str] = []
_TAKEN: dict[tuple[int, int], dict[str, None]] = defaultdict(dict)


@dataclass(frozen=True)
class Statement:
    """A statement of a notebook: where it stands, and which names it sets and reads."""

    cell: int
    lines: range
    sets: frozenset[str]
    reads: frozenset[str]


def note(ids: Iterable[object]) -> None:
    """Note that the line of the notebook which is now run takes these rows."""
    frame = find_line()
    if frame is not None:
        _TAKEN[len(_CELLS) - 1, frame.f_lineno] |= dict.fromkeys(str(each) for each in ids)


def show(parts: Mapping[str, object]) -> None:
    """Make parts of the output of the cell that is now run, by their kinds."""
    from IPython.display import display

    display(parts, raw=True)  # type: ignore[no-untyped-call]


def trace_texts(names: Iterable[str]) -> dict[str, list[str]]:
    """Give the rows behind the texts that the notebook is giving to its prose.

    Parameters
    ----------
    names
        The names of the texts: the keys of the dict that the notebook writes.

    Returns
    -------
    dict
        Name → ids, in the order in which they were taken; names without any are left out. Empty
        where no notebook runs.
    """
    frame = find_line()
    if frame is None:
        return {}
    given = dict(find_texts(_CELLS[-1]))
    statements = [each for cell, source in enumerate(_CELLS) for each in _statements(cell, source)]
    traced = {}
    for name in names:
        if name in given:
            here = Statement(len(_CELLS) - 1, _lines(given[name]), frozenset(), _read(given[name]))
            traced[name] = list(_trace(here, statements, frame.f_globals))
    return {name: ids for name, ids in traced.items() if ids}


def find_texts(source: str) -> Iterator[tuple[str, ast.expr]]:
    """Give the names of the texts that a cell gives to the prose, with their expressions.

    >>> [(name, ast.unparse(value)) for name, value in find_texts("glue({'a': f(b)})")]
    [('a', 'f(b)')]
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="glue"), args=[ast.Dict(keys=keys, values=values)]):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant):
                        yield str(key.value), value


def _trace(
    start: Statement, statements: list[Statement], values: Mapping[str, Any]
) -> dict[str, None]:
    found: dict[str, None] = {}
    seen, due = set(), [start]
    while due:
        statement = due.pop()
        for line in statement.lines:
            found |= _TAKEN.get((statement.cell, line), {})
        for name in sorted(statement.reads):
            setter = _find_setter(name, statement, statements)
            if setter is None or (name, setter) in seen:
                continue
            seen.add((name, setter))
            rows = find_ids(values.get(name))
            if rows and len(rows) <= MOST_ROWS:
                found |= rows
            else:
                due.append(setter)
    return found


def _find_setter(name: str, reader: Statement, statements: list[Statement]) -> Statement | None:
    before = (reader.cell, reader.lines.start)
    setters = [
        each for each in statements if name in each.sets and (each.cell, each.lines.start) < before
    ]
    return setters[-1] if setters else None


def find_ids(value: object) -> dict[str, None]:
    """Give the ids of the rows that a table or a row holds, each once; of anything else none.

    >>> list(find_ids({"observation_id": "a", "value_low": 1.0}))
    ['a']
    """
    if isinstance(value, pd.DataFrame):
        columns = [value[name] for name in _ID_COLUMNS if name in value.columns]
        ids = [each for column in columns for each in column]
        ids += [each for row in value.get("ids", ()) for each in row]
    elif isinstance(value, pd.Series | Mapping):
        ids = [value[name] for name in _ID_COLUMNS if name in value]
    else:
        return {}
    return dict.fromkeys(str(each) for each in ids if not is_missing(each))


def _statements(cell: int, source: str) -> Iterator[Statement]:
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            continue
        yield Statement(cell, _lines(node), _set(node), _read(node))


def _lines(node: ast.stmt | ast.expr) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _set(node: ast.stmt) -> frozenset[str]:
    if isinstance(node, ast.FunctionDef):
        return frozenset({node.name})
    names = (each for each in ast.walk(node) if isinstance(each, ast.Name))
    return frozenset(each.id for each in names if isinstance(each.ctx, ast.Store))


def _read(node: ast.AST) -> frozenset[str]:
    names = (each for each in ast.walk(node) if isinstance(each, ast.Name))
    return frozenset(each.id for each in names if isinstance(each.ctx, ast.Load))


def find_line() -> FrameType | None:
    """Give the frame of the notebook's line that is now run; None where no notebook runs."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_code.co_name == "<module>" and frame.f_globals.get("__name__") == "__main__":
            _watch(frame)
            return frame if _CELLS else None
        frame = frame.f_back
    return None


def cell_source() -> str:
    """Give the source of the cell that is now run, empty where no notebook runs."""
    return _CELLS[-1] if _CELLS else ""


def _watch(frame: FrameType) -> None:
    """Keep the source of the cell that is now run, and of all later ones.

    The kernel's own history leaves out what was run without being kept in it, as tests do.
    """
    kernel = sys.modules.get("IPython")
    shell = kernel.get_ipython() if kernel and not _CELLS else None
    if shell is not None:
        _CELLS.append("".join(linecache.getlines(frame.f_code.co_filename)))
        shell.events.register("pre_run_cell", lambda info: _CELLS.append(info.raw_cell))
