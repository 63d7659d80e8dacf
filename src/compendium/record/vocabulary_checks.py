"""What no single row of a vocabulary shows: files that contradict themselves or each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from compendium.printed.text import name_key

Row = Mapping[str, str]
Named = tuple[str, str, str]
"""A name's `name_key`, the name, and the id it leads to."""


def find_duplicates(rows: Sequence[Row], key: str) -> Iterator[str]:
    """Say which keys stand twice, however they are spaced."""
    seen: set[str] = set()
    for row in rows:
        form = name_key(row[key])
        if form in seen:
            yield f"duplicate {key} {row[key]!r}"
        seen.add(form)


def find_clashes(rows: Sequence[Row], key: str, names: Sequence[Named]) -> Iterator[str]:
    """Say which ids stand twice, and which names lead to two ids."""
    yield from find_duplicates(rows, key)
    ids: dict[str, str] = {}
    for form, name, row_id in names:
        if ids.setdefault(form, row_id) != row_id:
            yield f"{name!r} leads to both {ids[form]!r} and {row_id!r}"


def find_unknown(indicators: Sequence[Row], rows: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """Say which units and chapters of indicators are in no other file."""
    units = {row["unit"] for row in rows["units"]}
    chapters = {row["chapter"] for row in rows["chapters"]}
    for row in indicators:
        for unit in dict.fromkeys((row["unit"], *row["units_allowed"].split("|"))):
            if unit and unit not in units:
                yield f"{row['indicator_id']}: unknown unit {unit!r}; units.csv has none in it"
        if row["chapter"] not in chapters:
            yield f"{row['indicator_id']}: unknown chapter {row['chapter']!r}; see chapters.csv"


def find_stray_parents(places: Mapping[str, Row]) -> Iterator[str]:
    """Say which places lie in an unknown place, or in themselves."""
    for place_id in places:
        line = [place_id]
        while parent := places[line[-1]]["parent_id"]:
            if parent not in places:
                if len(line) == 1:
                    yield f"{place_id}: unknown parent {parent!r}"
                break
            if parent in line:
                # A ring is told once, at its first place by the alphabet.
                if parent == place_id == min(line):
                    yield f"{place_id}: lies in itself ({' in '.join(line)})"
                break
            line.append(parent)


def find_faulty_units(units: Sequence[Row], canonical: Sequence[Row]) -> Iterator[str]:
    """Say which printed units are duplicate, worth nothing, or of no known unit."""
    yield from find_duplicates(units, "unit_zh")
    known = {row["unit"] for row in canonical}
    for row in units:
        if Fraction(row["factor"]) == 0:
            yield f"{row['unit_zh']!r} has the factor 0"
        if row["unit"] not in known:
            yield f"{row['unit_zh']!r}: unknown unit {row['unit']!r}; see canonical-units.csv"


def find_faulty_bounds(magnitudes: Sequence[Row], indicators: Mapping[str, Row]) -> Iterator[str]:
    """Say which bounds are of no indicator, duplicate or upside down."""
    yield from find_duplicates(magnitudes, "indicator_id")
    for row in magnitudes:
        if row["indicator_id"] not in indicators:
            yield f"unknown indicator {row['indicator_id']!r}"
        if Decimal(row["least"]) > Decimal(row["most"]):
            yield f"{row['indicator_id']}: least {row['least']} is above most {row['most']}"
