"""Any value at any place of a file that people write ends in our errors or in a valid model."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compendium.audit.comparisons import read_audit
from compendium.coverage.exceptions import read_declared
from compendium.errors import CompendiumError
from compendium.raw.corrections import read_corrections
from compendium.raw.layout import read_layout
from compendium.raw.source import read_plan
from compendium.raw.strict_yaml import read_yaml
from compendium.record.vocabulary import read_vocabularies
from support import ROOT

READERS: dict[str, Callable[[Path], object]] = {
    "layout": read_layout,
    "corrections": read_corrections,
    "source": read_plan,
    "not-figures": read_declared,
    "audit": read_audit,
}
RAW, VOCAB = ROOT / "data" / "raw", ROOT / "data" / "vocab"
FILES = {path: yaml.safe_load(path.read_text("utf-8")) for path in sorted(RAW.glob("*/*.yaml"))}
FILES[VOCAB / "audit.yaml"] = yaml.safe_load((VOCAB / "audit.yaml").read_text("utf-8"))
NEVER = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(["A1", "1A", "2-3", "3-2", "2025年", "2026-2030", "C", "[]", "{name}", "("])
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield place
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*place, key))


def put(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    if not place:
        return new
    changed = deepcopy(value)
    inner = changed
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = new
    return changed


PLACES = {path: list(places(value)) for path, value in FILES.items()}


def told(read: Callable[[], object], usual: str) -> str:
    """Give what a reading says of its faults; something usual if there is none."""
    try:
        read()
    except CompendiumError as error:
        return str(error)
    return usual


def read(path: Path, kind: str) -> None:
    """Read a file; nothing but our own errors may come out of it, with the file's name."""
    assert path.as_posix() in told(partial(READERS[kind], path), path.as_posix())


@settings(max_examples=300, deadline=None, suppress_health_check=NEVER)
@given(data=st.data(), new=values)
def test_any_value_at_any_place(data: st.DataObject, new: Any, tmp_path: Path) -> None:
    source = data.draw(st.sampled_from(sorted(FILES)))
    place = data.draw(st.sampled_from(PLACES[source]))
    path = tmp_path / source.name
    # JSON is YAML, but for what a text may hold unescaped.
    path.write_text(json.dumps(put(FILES[source], place, new)), "utf-8")
    read(path, source.stem)


LINES = {path: path.read_text("utf-8").splitlines(keepends=True) for path in FILES}
SLIPS = [
    "",
    "x",
    ":",
    "- ",
    "  ",
    "\t",
    "#",
    "*",
    "&a ",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "5",
    "!!int ",
    "|",
    "---\n",
    "<<: x",
    "\x00",
    "\ufeff",
    "?",
    "null",
]


@settings(max_examples=300, deadline=None, suppress_health_check=NEVER)
@given(data=st.data(), slip=st.sampled_from(SLIPS))
def test_any_slip_in_any_line(data: st.DataObject, slip: str, tmp_path: Path) -> None:
    source = data.draw(st.sampled_from(sorted(FILES)))
    lines = list(LINES[source])
    number = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[number])))
    end = at + data.draw(st.integers(0, 3))
    lines[number] = lines[number][:at] + slip + lines[number][end:]
    path = tmp_path / source.name
    path.write_text("".join(lines), "utf-8")
    read(path, source.stem)


@settings(max_examples=200, deadline=None, suppress_health_check=NEVER)
@given(content=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "layout.yaml"
    path.write_bytes(content)
    read(path, "layout")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_our_own_files_say_what_yaml_says(path: Path) -> None:
    # Where a file has no traps, the strict reading is the usual one.
    assert read_yaml(path).value == FILES[path]


VOCABULARIES = {path.name: path.read_text("utf-8") for path in sorted(VOCAB.glob("*.csv"))}
SMALL = {
    name: "".join(io.StringIO(text).readlines()[: 40 if name != "units.csv" else None])
    for name, text in VOCABULARIES.items()
}


@settings(max_examples=150, deadline=None, suppress_health_check=NEVER)
@given(data=st.data(), new=scalars.map(str))
def test_any_cell_of_any_vocabulary(data: st.DataObject, new: str, tmp_path: Path) -> None:
    name = data.draw(st.sampled_from(sorted(SMALL)))
    rows = list(csv.reader(io.StringIO(SMALL[name])))
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, len(rows[row]) - 1))
    rows[row][column] = new.replace("\0", "")
    for each, text in SMALL.items():
        (tmp_path / each).write_text(text, "utf-8")
    with (tmp_path / name).open("w", encoding="utf-8", errors="replace", newline="") as file:
        csv.writer(file).writerows(rows)
    assert ".csv" in told(partial(read_vocabularies, tmp_path), ".csv")
