"""Rows for the indicators that no vocabulary has, and the bounds of those that have none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from rapidfuzz import fuzz, process

from compendium.contract.enums import DIRECTIONS
from compendium.draft.named import Figure, Named, find_unit
from compendium.errors import QuantityError
from compendium.printed.quantity import parse_quantity
from compendium.printed.text import name_key, squeeze
from compendium.printed.units import convert
from compendium.raw.declarations import TODO
from compendium.record.vocabulary import Vocabularies, allowed_units

_GROWTH = re.compile(r"(.+?)(?:年均)?(?:增长率?|增速)$")
# Two names so alike (0-100) may be one thing: a person decides.
CLOSE = 84
# A figure out of these bounds is one printed in the wrong one of 万 and 亿.
_ROOM = 100


def draft_indicators(named: Named, vocabularies: Vocabularies) -> Iterator[dict[str, str]]:
    """Draft the rows of unknown indicators; the yearly growth of a known one is filled in."""
    for name, figures in _unknown_indicators(named, vocabularies).items():
        first = figures[0]
        unit = vocabularies.units.get(name_key(squeeze(find_unit(first))))
        canonical = unit.unit if unit else f"{TODO} canonical unit of {find_unit(first)}"
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
        score_cutoff=CLOSE,
    )
    if near is None:
        return ""
    return (
        f"is it {near[2]} ({indicators.ids[near[2]]})? Then add the name to its aliases_zh and "
        "take this row out; else "
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


def draft_bounds(named: Named, vocabularies: Vocabularies) -> Iterator[dict[str, str]]:
    """Draft the bounds of indicators that are printed in 万 or 亿 and have none."""
    values: dict[str, list[Decimal]] = {}
    for each in named.figures:
        indicator_id = vocabularies.indicators.ids.get(name_key(each.name))
        printed = find_unit(each)
        unit = vocabularies.units.get(name_key(squeeze(printed)))
        known = indicator_id in vocabularies.magnitudes
        if indicator_id is None or unit is None or known or not re.search("[万亿]", printed):
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
