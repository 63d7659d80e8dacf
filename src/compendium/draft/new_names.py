"""Rows for what a plan names and no vocabulary has: what is known filled in, the rest `TODO`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from rapidfuzz import fuzz, process

from compendium.contract.enums import DIRECTIONS, PLACE_LEVELS, STAGES, WITHOUT_ENTITY
from compendium.errors import QuantityError
from compendium.paths import LAYOUT, SOURCE
from compendium.printed.quantity import parse_quantity
from compendium.printed.text import name_key, squeeze
from compendium.printed.units import convert
from compendium.raw.declarations import TODO
from compendium.raw.layout import Layout, read_layout
from compendium.raw.source import read_plan
from compendium.record.clean import read_corrected
from compendium.record.ids import slugify
from compendium.record.indicator_tables import list_cells
from compendium.record.ledger import Ledger
from compendium.record.reader import RowReader
from compendium.record.sheets import open_rows
from compendium.record.vocabulary import SCALES, Vocabularies, allowed_units, split_scale

_GROWTH = re.compile(r"(.+?)(?:年均)?(?:增长率?|增速)$")
# Two names so alike (0-100) may be one thing: a person decides.
_CLOSE = 84
# A figure out of these bounds is one printed in the wrong one of 万 and 亿.
_ROOM = 100

Rows = dict[str, list[dict[str, str]]]
"""File of ``data/vocab`` without ``.csv`` → rows to add."""


@dataclass
class Figure:
    """A figure of a plan by its names, before they are looked up."""

    name: str
    unit_zh: str
    printed: str
    period_kind: str
    place: str
    role: str = ""


@dataclass
class Named:
    """What a plan names."""

    figures: list[Figure] = field(default_factory=list)
    projects: list[RowReader] = field(default_factory=list)
    chapters: list[str] = field(default_factory=list)
    place_id: str = ""


def read_named(folder: Path) -> Named:
    """Read what a source's accepted rows and tables name.

    Raises
    ------
    CompendiumError
        If one of its files cannot be read.
    """
    plan = read_plan(folder / SOURCE)
    layout = read_layout(folder / LAYOUT)
    sheets, _ = read_corrected(folder)
    named = Named(place_id=plan["place_id"], chapters=_chapters(layout))
    for table in layout.tables:
        if table.sheet in sheets:
            named.figures += [
                Figure(
                    each.name, each.unit_zh, each.printed, each.column.period_kind, each.place,
                    each.column.role,
                )
                for each in list_cells(Ledger(sheets[table.sheet]), table)
            ]  # fmt: skip
    if "statements" in sheets:
        named.figures += [
            Figure(
                row["indicator_zh"], row["unit_zh"], row["printed"], row["period_kind"],
                row["place_zh"], row["role"],
            )
            for row in open_rows(Ledger(sheets["statements"]))[0]
        ]  # fmt: skip
    if "projects" in sheets:
        named.projects += open_rows(Ledger(sheets["projects"]))[0]
        named.chapters += [row["chapter"] for row in named.projects]
    return named


def _chapters(layout: Layout) -> list[str]:
    return [*(each.chapter for each in layout.tables), *(each.chapter for each in layout.boxes)]


def draft_rows(named: Named, vocabularies: Vocabularies) -> Rows:
    """Draft the rows that the vocabularies lack.

    Returns
    -------
    dict
        File → rows. What only a person can say begins with ``TODO``, and a vocabulary with such a
        value is refused; a row without one says nothing that the plan's own rows do not.
    """
    rows: Rows = {}
    units = dict(_draft_units(named, vocabularies))
    if units:
        rows["canonical-units"] = [
            canonical for _, canonical in units.values() if canonical is not None
        ]
        rows["units"] = [unit for unit, _ in units.values()]
    rows["places"] = list(_draft_places(named, vocabularies))
    rows["chapters"] = [
        {"chapter": each, "name_en": f"{TODO} its name", "name_zh": f"{TODO} 名称"}
        for each in dict.fromkeys(named.chapters)
        if each and each not in vocabularies.terms.chapters
    ]
    rows["verbs"] = [
        {"verb_zh": verb, "stage": f"{TODO} one of {', '.join(STAGES)}"}
        for verb in dict.fromkeys(row["action_zh"] for row in named.projects)
        if verb and verb not in vocabularies.stages
    ]
    rows["indicators"] = list(_draft_indicators(named, vocabularies))
    rows["entities"] = list(_draft_entities(named, vocabularies))
    rows["magnitudes"] = list(_draft_bounds(named, vocabularies))
    return {name: found for name, found in rows.items() if found}


def _draft_units(
    named: Named, vocabularies: Vocabularies
) -> Iterator[tuple[str, tuple[dict[str, str], dict[str, str] | None]]]:
    for printed in dict.fromkeys(squeeze(_unit(each)) for each in named.figures):
        if not printed or name_key(printed) in vocabularies.units:
            continue
        scale, counted = split_scale(printed)
        base = vocabularies.units.get(name_key(counted))
        factor = SCALES[scale]
        if base:
            unit = {"unit": base.unit, "factor": str(factor * base.factor)}
            yield printed, ({"unit_zh": printed, **unit, "name_en": f"{TODO} in English"}, None)
        else:
            yield (
                printed,
                (
                    {
                        "unit_zh": printed,
                        "unit": f"{TODO} canonical unit of {counted}",
                        "factor": str(factor),
                        "name_en": f"{TODO} in English",
                    },
                    {
                        "unit": f"{TODO} canonical unit of {counted}",
                        "words_en": f"{TODO} after a number",
                        "words_zh": counted,
                    },
                ),
            )


def _unit(figure: Figure) -> str:
    """Give the printed unit of a figure, from its column or from its print."""
    if figure.unit_zh:
        return figure.unit_zh
    try:
        return parse_quantity(figure.printed).unit_zh
    except QuantityError:
        return ""


def _draft_places(named: Named, vocabularies: Vocabularies) -> Iterator[dict[str, str]]:
    projects = (row["place_zh"] for row in named.projects)
    for name in dict.fromkeys([*(each.place for each in named.figures), *projects]):
        if name and name_key(name) not in vocabularies.places.ids:
            yield {
                "place_id": f"{TODO} id",
                "name_zh": name,
                "name_en": f"{TODO} in English",
                "level": f"{TODO} one of {', '.join(PLACE_LEVELS)}",
                "parent_id": named.place_id,
                "aliases_zh": name,
            }


def _draft_indicators(named: Named, vocabularies: Vocabularies) -> Iterator[dict[str, str]]:
    for name, figures in _unknown_indicators(named, vocabularies).items():
        first = figures[0]
        unit = vocabularies.units.get(name_key(squeeze(_unit(first))))
        canonical = unit.unit if unit else f"{TODO} canonical unit of {_unit(first)}"
        common = {
            "name_zh": name,
            "unit": canonical,
            "units_allowed": canonical,
            "aliases_zh": name,
        }
        grown = _GROWTH.fullmatch(name)
        base = vocabularies.indicators.ids.get(name_key(grown[1])) if grown else None
        alike = _find_alike(name, vocabularies)
        if base and not alike and f"{base}-growth" not in vocabularies.indicators.rows:
            yield common | _growth_of(base, vocabularies.indicators.rows[base])
            continue
        kinds = [each.period_kind for each in figures if each.period_kind]
        yield common | {
            "indicator_id": f"{TODO} id",
            "name_en": f"{TODO} in English",
            "definition_en": f"{TODO} {alike}what it counts, in our words",
            "definition_zh": f"{TODO} 定义",
            "measure": _measure(name, canonical),
            "period_kind": kinds[0] if kinds else _usual_kind(name, canonical),
            "direction": f"{TODO} one of {', '.join(DIRECTIONS)}",
            "chapter": f"{TODO} one of {', '.join(vocabularies.terms.chapters)}",
        }


def _find_alike(name: str, vocabularies: Vocabularies) -> str:
    """Ask whether a name is another for a known indicator; nothing if none is like it."""
    indicators = vocabularies.indicators
    near = process.extractOne(
        indicators.plain(name),
        {known: indicators.plain(known) for known in indicators.ids},
        scorer=fuzz.ratio,
        score_cutoff=_CLOSE,
    )
    if near is None:
        return ""
    return (
        f"is it {near[2]} ({indicators.ids[near[2]]})? Then add the name to its aliases_zh and "
        f"take "
        "this row out; else "
    )


def _unknown_indicators(named: Named, vocabularies: Vocabularies) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for each in named.figures:
        if each.name and name_key(each.name) not in vocabularies.indicators.ids:
            found.setdefault(each.name, []).append(each)
    return found


def _growth_of(indicator_id: str, row: Mapping[str, str]) -> dict[str, str]:
    """Fill in the yearly growth of a known indicator."""
    return {
        "indicator_id": f"{indicator_id}-growth",
        "name_en": f"Growth of {row['name_en'][:1].lower()}{row['name_en'][1:]}",
        "definition_en": "How much a year it grows on average over the years of a period, as "
        "printed.",
        "definition_zh": "一段时期内平均每年的增长幅度，以原文为准。",
        "measure": "growth",
        "period_kind": "average",
        "direction": row["direction"],
        "chapter": row["chapter"],
    }


def _measure(name: str, unit: str) -> str:
    if unit == "rank":
        return "rank"
    if re.search("增长|增速|增幅|提高|下降", name):
        return "growth"
    if unit in ("percent", "percentage_point"):
        return "share"
    return {"count": "count", "ratio": "ratio", "times": "ratio"}.get(unit, "level")


def _usual_kind(name: str, unit: str) -> str:
    if re.search("年均|平均增", name):
        return "average"
    if re.search("新增|累计|筹集|新建", name):
        return "cumulative"
    return "point" if unit == "count" else "annual"


def _draft_entities(named: Named, vocabularies: Vocabularies) -> Iterator[dict[str, str]]:
    seen: set[str] = set()
    known = list(vocabularies.entities.ids)
    for row in named.projects:
        key = name_key(row["name_zh"])
        old = key in vocabularies.entities.ids or key in vocabularies.types_of_thing
        if old or key in seen or not key or row["kind"] in WITHOUT_ENTITY:
            continue
        seen.add(key)
        near = process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        made = slugify(row["name_en"])
        place = vocabularies.places.ids.get(name_key(row["place_zh"]), "")
        yield {
            "entity_id": made or f"{TODO} id",
            "name_zh": row["name_zh"],
            "name_en": row["name_en"] or f"{TODO} in English",
            "kind": row["kind"] or f"{TODO} kind",
            "place_id": place or (f"{TODO} id of {row['place_zh']}" if row["place_zh"] else ""),
            "aliases_zh": row["name_zh"],
            "note_en": (
                f"{TODO} is it {near[0]} ({vocabularies.entities.ids[near[0]]})? Then add the name "
                "to its aliases_zh and take this row out; else leave this cell empty"
                if near
                else ""
            ),
        }


def _draft_bounds(named: Named, vocabularies: Vocabularies) -> Iterator[dict[str, str]]:
    """Draft the bounds of indicators that are printed in 万 or 亿 and have none."""
    values: dict[str, list[Decimal]] = {}
    for each in named.figures:
        indicator_id = vocabularies.indicators.ids.get(name_key(each.name))
        unit = vocabularies.units.get(name_key(squeeze(_unit(each))))
        known = indicator_id in vocabularies.magnitudes
        if indicator_id is None or unit is None or known or not re.search("[万亿]", _unit(each)):
            continue
        if unit.unit not in allowed_units(vocabularies.indicators.rows[indicator_id]):
            continue
        try:
            quantity = parse_quantity(each.printed)
        except QuantityError:
            continue
        values.setdefault(indicator_id, []).extend(
            convert(number, unit) for number in (quantity.low, quantity.high)
        )
    for indicator_id, found in values.items():
        least, most = min(found) / _ROOM, max(found) * _ROOM
        if least > 0:
            yield {"indicator_id": indicator_id, "least": _round(least), "most": _round(most)}


def _round(value: Decimal) -> str:
    """Give a bound with one digit, since no more is meant."""
    return f"{Decimal(f'{value:.0e}'):f}"
