"""The names we decided on: ``data/vocab/*.csv``, looked up by what the plans print."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from rapidfuzz import process

from compendium.errors import UnknownNameError, VocabularyError
from compendium.text import name_key
from compendium.units import Unit, Units


@dataclass(frozen=True)
class Vocabulary:
    """One vocabulary: its rows by id, and the id of every printed form by `name_key`.

    Attributes
    ----------
    kind
        What it names, for messages: ``indicator``, ``place``.
    rows
        id → the row as read, in file order.
    ids
        Normalised printed name → id.
    """

    kind: str
    rows: Mapping[str, Mapping[str, str]]
    ids: Mapping[str, str]

    def find(self, printed: str) -> str:
        """Give the id of a printed name.

        Raises
        ------
        UnknownNameError
            If no row has that name; up to three near ones are offered.
        """
        try:
            return self.ids[name_key(printed)]
        except KeyError:
            near = process.extract(name_key(printed), list(self.ids), limit=3, score_cutoff=60)
            raise UnknownNameError(self.kind, printed, tuple(name for name, *_ in near)) from None


@dataclass(frozen=True)
class Vocabularies:
    """All vocabularies that cleaning needs."""

    indicators: Vocabulary
    places: Vocabulary
    units: Units


def read_vocabularies(folder: Path) -> Vocabularies:
    """Read ``indicators.csv``, ``places.csv`` and ``units.csv`` of a folder.

    Raises
    ------
    VocabularyError
        If a file is missing or lacks its key column, an id stands twice, a printed name leads to
        two ids, a factor is no positive fraction, or an indicator names an unknown unit.
    """
    indicators = _read_vocabulary(folder / "indicators.csv", "indicator")
    places = _read_vocabulary(folder / "places.csv", "place")
    units = _read_units(folder / "units.csv")
    canonical = {unit.unit for unit in units.values()}
    for indicator_id, row in indicators.rows.items():
        if strange := set(allowed_units(row)) - canonical:
            raise VocabularyError(
                folder / "indicators.csv", f"{indicator_id}: unknown unit {', '.join(strange)}"
            )
    return Vocabularies(indicators, places, units)


def allowed_units(indicator: Mapping[str, str]) -> tuple[str, ...]:
    """Give the canonical units that an indicator may be printed in."""
    return tuple((indicator["units_allowed"] or indicator["unit"]).split("|"))


def read_rows(path: Path, key: str) -> list[dict[str, str]]:
    """Read a vocabulary file as rows.

    Raises
    ------
    VocabularyError
        If the file is missing, lacks the column ``key``, or a row has more or fewer cells.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    except (FileNotFoundError, UnicodeDecodeError, csv.Error) as error:
        raise VocabularyError(path, f"cannot be read ({error})") from error
    if not rows or key not in rows[0]:
        raise VocabularyError(path, f"is empty or lacks the column {key}")
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise VocabularyError(path, f"line {number} has more or fewer cells than the header")
    return rows


def _read_vocabulary(path: Path, kind: str) -> Vocabulary:
    key = f"{kind}_id"
    rows: dict[str, dict[str, str]] = {}
    ids: dict[str, str] = {}
    for row in read_rows(path, key):
        if row[key] in rows:
            raise VocabularyError(path, f"{key} {row[key]!r} stands twice")
        rows[row[key]] = row
        for name in (row["name_zh"], *row["aliases_zh"].split("|")):
            if name and ids.setdefault(name_key(name), row[key]) != row[key]:
                raise VocabularyError(
                    path, f"{name!r} leads to both {ids[name_key(name)]!r} and {row[key]!r}"
                )
    return Vocabulary(kind, rows, ids)


def _read_units(path: Path) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for row in read_rows(path, "unit_zh"):
        try:
            factor = Fraction(row["factor"])
        except (ValueError, ZeroDivisionError) as error:
            raise VocabularyError(path, f"{row['unit_zh']}: {error}") from error
        if factor <= 0 or row["unit_zh"] in units:
            raise VocabularyError(path, f"{row['unit_zh']!r} stands twice or has no factor")
        units[row["unit_zh"]] = Unit(row["unit_zh"], row["unit"], factor)
    return units


def find_unit(printed: str, units: Units) -> Unit:
    """Give the unit of a printed form.

    Raises
    ------
    UnknownNameError
        If the vocabulary has no such printed unit.
    """
    try:
        return units[name_key(printed)]
    except KeyError:
        near = process.extract(printed, list(units), limit=3, score_cutoff=40)
        raise UnknownNameError("unit", printed, tuple(name for name, *_ in near)) from None
