"""The names we decided on: ``data/vocab/*.csv``, looked up by what the plans print."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
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


MODERN = "2000"
"""The first year for which the bounds of ``magnitudes.csv`` are meant."""


@dataclass(frozen=True)
class Vocabularies:
    """All vocabularies that cleaning needs."""

    indicators: Vocabulary
    places: Vocabulary
    entities: Vocabulary
    units: Units
    types_of_thing: frozenset[str]
    magnitudes: Mapping[str, tuple[Decimal, Decimal]]

    def implausible(self, indicator_id: str, low: Decimal, high: Decimal, *, year: str = "") -> str:
        """Say why a value cannot be right for its indicator; empty if it may be.

        The bounds are wide: they catch a unit that is wrong by 10⁴ (亿 for 万), not a surprise.
        They hold from `MODERN` on: an economy of 1980 was 10⁴ times smaller.
        """
        if year and year < MODERN:
            return ""
        least, most = self.magnitudes.get(indicator_id, (low, high))
        if least <= low and high <= most:
            return ""
        return (
            f"{low:f} is out of all proportion for {indicator_id} ({least:f} to {most:f}); "
            "is the unit right (万 for 亿)?"
        )


def read_vocabularies(folder: Path) -> Vocabularies:
    """Read the vocabularies of a folder.

    ``indicators.csv``, ``places.csv``, ``units.csv``, ``entities.csv``, ``types-of-thing.csv``
    (names in the plans' lists that are no one thing) and ``magnitudes.csv`` (the least and the most
    that an indicator can be).

    Raises
    ------
    VocabularyError
        If a file is missing or lacks its key column, an id stands twice, a printed name leads to
        two ids, a factor is no positive fraction, an indicator names an unknown unit, or a place
        lies in itself.
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
    _check_parents(places, folder / "places.csv")
    entities = _read_vocabulary(folder / "entities.csv", "entity")
    types = read_rows(folder / "types-of-thing.csv", "name_zh")
    return Vocabularies(
        indicators,
        places,
        entities,
        units,
        types_of_thing=frozenset(name_key(row["name_zh"]) for row in types),
        magnitudes=_read_magnitudes(folder / "magnitudes.csv", indicators),
    )


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


def _check_parents(places: Vocabulary, path: Path) -> None:
    for place_id in places.rows:
        line = [place_id]
        while parent := places.rows[line[-1]].get("parent_id", ""):
            if parent not in places.rows:
                raise VocabularyError(path, f"{line[-1]}: unknown parent {parent!r}")
            if parent in line:
                raise VocabularyError(path, f"{place_id}: lies in itself ({' in '.join(line)})")
            line.append(parent)


def _read_magnitudes(path: Path, indicators: Vocabulary) -> dict[str, tuple[Decimal, Decimal]]:
    magnitudes: dict[str, tuple[Decimal, Decimal]] = {}
    for row in read_rows(path, "indicator_id"):
        if row["indicator_id"] not in indicators.rows:
            raise VocabularyError(path, f"unknown indicator {row['indicator_id']!r}")
        try:
            least, most = Decimal(row["least"]), Decimal(row["most"])
        except InvalidOperation as error:
            raise VocabularyError(path, f"{row['indicator_id']}: no numbers") from error
        if least > most or row["indicator_id"] in magnitudes:
            raise VocabularyError(path, f"{row['indicator_id']!r} stands twice or is upside down")
        magnitudes[row["indicator_id"]] = (least, most)
    return magnitudes


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
