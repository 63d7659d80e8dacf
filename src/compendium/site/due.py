"""Which chapters are due: those made from something else than what there is now.

Beside each executed notebook stand the marks of what it was made from. So one step can run all
chapters that are due, in one process, and leave those that a change does not reach.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import compendium
from compendium.contract.tables import PACKAGE
from compendium.made_from import digest, read_mark, write_mark
from compendium.site.contents import plans_read

# The rooms that a notebook imports, and what runs it.
_CODE = (
    *("*.py", "contract/*.py", "printed/*.py", "chapter/**/*"),
    *(f"site/{name}.py" for name in ("due", "kernels", "notebooks", "nursery", "run")),
)
_PACKAGES = ("altair", "ipykernel", "myst-nb", "pandas", "papermill", "vl-convert-python")


class Marks(NamedTuple):
    """What an executed notebook was made from, as digests.

    Attributes
    ----------
    run
        Of all that its outputs depend on: code, tables, parameters, packages.
    template
        Of the notebook as it was written, its prose included.
    """

    run: str = ""
    template: str = ""


def find_marks(
    template: Path,
    parameters: Mapping[str, Any],
    tables: Path,
    catalogue: Path | None = None,
) -> Marks:
    """Give the marks of a chapter as it would be made now.

    Parameters
    ----------
    template
        The notebook.
    parameters
        What its ``parameters`` cell is given.
    tables
        ``data/clean``; of its rows, those count that name a plan of the chapter, or no plan at all.
    catalogue
        Its words in the language that it runs in, where that has any.
    """
    content = template.read_bytes()
    parts = (
        [json.dumps(sorted(parameters.items()))],
        (
            json.dumps([cell["metadata"], cell["source"]])
            for cell in json.loads(content)["cells"]
            if cell["cell_type"] == "code"
        ),
        _tables(tables, plans_read(template)),
        _code(),
        [catalogue.read_bytes() if catalogue is not None and catalogue.is_file() else b""],
    )
    return Marks(digest(chain.from_iterable(parts)), digest([content]))


def read_marks(out: Path) -> Marks:
    """Give the marks of an executed notebook; empty ones if it is not there."""
    return Marks(*read_mark(out).split())


def write_marks(out: Path, marks: Marks) -> None:
    """Write the marks of an executed notebook; empty ones are none."""
    write_mark(out, "\n".join(marks).strip())


def _tables(folder: Path, plans: Sequence[str] | None) -> Iterator[bytes]:
    described = json.loads((folder / PACKAGE).read_bytes())
    yield json.dumps(described["terms"]).encode()
    known = (folder / "plans.csv").read_bytes().splitlines()[1:]
    ids = frozenset(line.split(b",", 1)[0] for line in known)
    own = ids if plans is None else frozenset(plan.encode() for plan in plans)
    others = ids - own
    for path in sorted(folder.glob("*.csv")):
        for row, named in _name_plans(path.read_bytes(), ids | own):
            if named & own or not named & others:
                yield row


@lru_cache(maxsize=32)
def _name_plans(table: bytes, ids: frozenset[bytes]) -> list[tuple[bytes, frozenset[bytes]]]:
    """Give the rows of a table, each with the plans that it names.

    It takes rows times plans, and so is done once for all chapters of a run.
    """
    # The same few sets again and again: one object each.
    sets: dict[frozenset[bytes], frozenset[bytes]] = {}
    named = ((row, frozenset(plan for plan in ids if plan in row)) for row in table.splitlines())
    return [(row, sets.setdefault(plans, plans)) for row, plans in named]


def _code() -> Iterator[Path | str]:
    package = Path(compendium.__file__).parent
    for pattern in _CODE:
        for path in sorted(package.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                yield path
    yield from map(version, _PACKAGES)
