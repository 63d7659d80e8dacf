"""Rows for what a plan names and no vocabulary has: what is known filled in, the rest `TODO`."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz, process

from compendium.contract.enums import PLACE_LEVELS, STAGES, WITHOUT_ENTITY
from compendium.draft.named import Named, find_unit
from compendium.draft.new_indicators import CLOSE, draft_bounds, draft_indicators
from compendium.printed.text import name_key, squeeze
from compendium.raw.declarations import TODO
from compendium.record.ids import slugify
from compendium.record.vocabulary import SCALES, Vocabularies, split_scale

Rows = dict[str, list[dict[str, str]]]
"""File of ``data/vocab`` without ``.csv`` → rows to add."""


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
    rows["indicators"] = list(draft_indicators(named, vocabularies))
    rows["entities"] = list(_draft_entities(named, vocabularies))
    rows["magnitudes"] = list(draft_bounds(named, vocabularies))
    return {name: found for name, found in rows.items() if found}


def _draft_units(
    named: Named, vocabularies: Vocabularies
) -> Iterator[tuple[str, tuple[dict[str, str], dict[str, str] | None]]]:
    for printed in dict.fromkeys(squeeze(find_unit(each)) for each in named.figures):
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


def _draft_entities(named: Named, vocabularies: Vocabularies) -> Iterator[dict[str, str]]:
    seen: set[str] = set()
    known = list(vocabularies.entities.ids)
    for row in named.projects:
        key = name_key(row["name_zh"])
        old = key in vocabularies.entities.ids or key in vocabularies.types_of_thing
        if old or key in seen or not key or row["kind"] in WITHOUT_ENTITY:
            continue
        seen.add(key)
        near = process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=CLOSE)
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
