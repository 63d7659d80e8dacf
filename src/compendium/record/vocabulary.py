"""The names we decided on: ``data/vocab/*.csv``, looked up by what the plans print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from pathlib import Path

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Postfix

from compendium.contract.terms import Terms
from compendium.errors import (
    CompendiumError,
    UnknownNameError,
    VocabularyError,
    flatten,
    gather,
)
from compendium.printed.text import name_key, squeeze
from compendium.printed.units import Unit, Units
from compendium.record.vocabulary_checks import (
    Named,
    Row,
    find_clashes,
    find_duplicates,
    find_faulty_bounds,
    find_faulty_units,
    find_stray_parents,
    find_unknown,
)
from compendium.record.vocabulary_files import new_row, read_rows

_NEEDED = (
    "indicators",
    "places",
    "entities",
    "units",
    "canonical-units",
    "chapters",
    "targets-in-words",
    "types-of-thing",
    "magnitudes",
    "synonyms",
    "verbs",
    "kinds-by-ending",
)
_MOST_NEAR = 3


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
    where
        Its file, for messages.
    synonyms
        A way of saying → another with the same meaning, for finding near names only.
    """

    kind: str
    rows: Mapping[str, Mapping[str, str]]
    ids: Mapping[str, str]
    where: str = ""
    synonyms: Mapping[str, str] = field(default_factory=dict)

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
            near = process.extract(
                self.plain(printed),
                {name: self.plain(name) for name in self.ids},
                limit=_MOST_NEAR,
                score_cutoff=60,
            )
            known = tuple(f"{name} ({self.ids[name]})" for _, _, name in near)
            names = {"name_zh": squeeze(printed), "aliases_zh": squeeze(printed)}
            row = new_row(Path(self.where).stem, **names) if self.where else ""
            raise UnknownNameError(self.kind, printed, known, self.where, row) from None

    def plain(self, name: str) -> str:
        """Give a name with its synonyms written in one way, to compare it with others."""
        name = name_key(name)
        for said, plainly in self.synonyms.items():
            name = name.replace(said, plainly)
        return name


@dataclass(frozen=True)
class Ending:
    """How names of one kind end, and which such names are of another kind."""

    ending: str
    kind: str
    but: frozenset[str]


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
    terms: Terms
    magnitudes: Mapping[str, tuple[Decimal, Decimal]]
    stages: Mapping[str, str] = field(default_factory=dict)
    endings: tuple[Ending, ...] = ()

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
            "is the unit right (万 for 亿)? The bounds stand in data/vocab/magnitudes.csv"
        )


def read_vocabularies(folder: Path) -> Vocabularies:
    """Read the vocabularies of a folder; `compendium.record.vocabulary_files` describes its files.

    Raises
    ------
    VocabularyError
        If a file is missing or unreadable, or holds the only fault.
    Report
        With every fault of all files: a value that its column does not take, a duplicate id, a
        printed name that leads to two ids, a factor of zero, an unknown unit, chapter or indicator,
        bounds upside down, a place that lies in itself.
    """
    rows = _read_all(folder)
    kinds = {"indicators": "indicator", "places": "place", "entities": "entity"}
    names = {name: list(_names(rows[name], f"{kind}_id")) for name, kind in kinds.items()}
    indicators, places, entities = (
        _index(kind, rows[name], names[name], name, rows["synonyms"])
        for name, kind in kinds.items()
    )
    faults = {
        "indicators": chain(
            find_clashes(rows["indicators"], "indicator_id", names["indicators"]),
            find_unknown(rows["indicators"], rows),
        ),
        "places": chain(
            find_clashes(rows["places"], "place_id", names["places"]),
            find_stray_parents(places.rows),
        ),
        "entities": find_clashes(rows["entities"], "entity_id", names["entities"]),
        "units": find_faulty_units(rows["units"], rows["canonical-units"]),
        "magnitudes": find_faulty_bounds(rows["magnitudes"], indicators.rows),
        "chapters": find_duplicates(rows["chapters"], "chapter"),
        "canonical-units": find_duplicates(rows["canonical-units"], "unit"),
        "targets-in-words": find_duplicates(rows["targets-in-words"], "printed"),
        "types-of-thing": find_duplicates(rows["types-of-thing"], "name_zh"),
        "verbs": find_duplicates(rows["verbs"], "verb_zh"),
        "kinds-by-ending": find_duplicates(rows["kinds-by-ending"], "ending_zh"),
        "synonyms": find_duplicates(rows["synonyms"], "said_zh"),
    }
    problems: list[CompendiumError] = [
        VocabularyError(folder / f"{name}.csv", fault)
        for name, found in faults.items()
        for fault in found
    ]
    if problems:
        raise gather(folder.as_posix(), problems)
    return Vocabularies(
        indicators,
        places,
        entities,
        units={
            name_key(row["unit_zh"]): Unit(row["unit_zh"], row["unit"], Fraction(row["factor"]))
            for row in rows["units"]
        },
        types_of_thing=frozenset(name_key(row["name_zh"]) for row in rows["types-of-thing"]),
        terms=Terms(
            _said(rows["chapters"], "chapter", "name"),
            _said(rows["canonical-units"], "unit", "words"),
            {row["printed"]: row["words_en"] for row in rows["targets-in-words"]},
        ),
        magnitudes={
            row["indicator_id"]: (Decimal(row["least"]), Decimal(row["most"]))
            for row in rows["magnitudes"]
        },
        stages={row["verb_zh"]: row["stage"] for row in rows["verbs"]},
        endings=tuple(
            Ending(row["ending_zh"], row["kind"], frozenset(row["except_zh"].split("|")))
            for row in rows["kinds-by-ending"]
        ),
    )


SCALES = {
    "": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6,
    "千万": 10**7, "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
"""How a printed unit begins → what it multiplies."""


def split_scale(unit_zh: str) -> tuple[str, str]:
    """Split a printed unit into its scale and what it counts in.

    >>> split_scale("万亿元"), split_scale("家")
    (('万亿', '元'), ('', '家'))
    """
    # A unit that is all scale (亿) counts in nothing that is printed.
    found = (each for each in SCALES if unit_zh.startswith(each))
    scale = max(found, key=len)
    return scale, unit_zh.removeprefix(scale)


def allowed_units(indicator: Row) -> tuple[str, ...]:
    """Give the canonical units that an indicator may be printed in."""
    return tuple((indicator["units_allowed"] or indicator["unit"]).split("|"))


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
        # Units differ at their beginning (亿, 万): how they end tells what is counted.
        near = process.extract(
            name_key(printed), list(units), scorer=_unit_likeness, limit=_MOST_NEAR, score_cutoff=40
        )
        known = tuple(f"{units[name].unit_zh} ({units[name].unit})" for name, *_ in near)
        scale, _ = split_scale(squeeze(printed))
        row = new_row("units", unit_zh=squeeze(printed), factor=str(SCALES.get(scale, 1)))
        raise UnknownNameError("unit", printed, known, "data/vocab/units.csv", row) from None


def _unit_likeness(printed: str, known: str, *, score_cutoff: float | None = None) -> float:
    return fuzz.ratio(printed, known) + 10 * Postfix.similarity(printed, known)


def _read_all(folder: Path) -> Mapping[str, Sequence[Row]]:
    """Read the files that cleaning needs, or raise the faults of all of them."""
    rows: dict[str, Sequence[Row]] = {}
    failed: list[CompendiumError] = []
    for name in _NEEDED:
        try:
            rows[name] = read_rows(folder / f"{name}.csv")
        except CompendiumError as error:
            failed.append(error)
    if failed:
        raise gather(folder.as_posix(), flatten(failed))
    return rows


def _index(
    kind: str,
    rows: Sequence[Row],
    names: Sequence[Named],
    file: str,
    synonyms: Sequence[Row],
) -> Vocabulary:
    return Vocabulary(
        kind,
        {row[f"{kind}_id"]: row for row in rows},
        {name: row_id for name, _, row_id in names},
        f"data/vocab/{file}.csv",
        {row["said_zh"]: row["means_zh"] for row in synonyms},
    )


def _names(rows: Sequence[Row], key: str) -> Iterator[Named]:
    for row in rows:
        for name in dict.fromkeys((row["name_zh"], *row["aliases_zh"].split("|"))):
            if name:
                yield name_key(name), name, row[key]


def _said(rows: Sequence[Row], key: str, words: str) -> dict[str, dict[str, str]]:
    return {row[key]: {"en": row[f"{words}_en"], "zh": row[f"{words}_zh"]} for row in rows}
