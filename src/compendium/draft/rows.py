"""Candidates as rows of the fixed sheets: what a person then accepts, mends or drops."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from compendium.draft.candidates import Candidate
from compendium.draft.names import NameCandidate
from compendium.draft.nearest import Near, find_nearest
from compendium.printed.text import name_key
from compendium.raw.drafts import OPEN
from compendium.record.ids import slugify
from compendium.record.vocabulary import Vocabularies

SAME = 88
"""The likeness (0–100) from which a known indicator's name is filled in."""

CLOSE_NAME = 84

_TIME = re.compile(
    r"(?:截至|截止|到|至|比|较|相较)?(?:19|20)\d\d年?(?:\d+月)?(?:底|末)?|“?十[一二三四五六七]五”?(?:期间|时期|以来|期末|末)?"
)
_FILLER = re.compile(
    r"(?:力争|争取|确保|努力|预计|基本|分别|均|实现|完成|达到|达|超过|突破|控制在|保持|提高到|提升到|增至|增加到|增长到|为|约|的|由|从|到|占比)+$"
)
_LEAD = re.compile(r"^(?:其中|同时|并|全市|全区|我市|我区|实现|，|、|“|\*)+")
_LONGEST_NAME = 30


@dataclass(frozen=True)
class Context:
    """What rows are drafted with.

    Attributes
    ----------
    vocabularies
        The names that are known.
    names
        Printed name of an indicator → its id.
    place_id
        The plan's place; empty where it is not known.
    text
        The plan's text run together.
    """

    vocabularies: Vocabularies
    names: Mapping[str, str]
    place_id: str
    text: str

    @property
    def place(self) -> str:
        """The name of the plan's place."""
        row = self.vocabularies.places.rows.get(self.place_id)
        return row["name_zh"] if row else ""


def known_names(vocabularies: Vocabularies) -> dict[str, str]:
    """Give printed name → id of the known indicators, names before aliases."""
    names = {row["name_zh"]: each for each, row in vocabularies.indicators.rows.items()}
    for each, row in vocabularies.indicators.rows.items():
        for alias in filter(None, row["aliases_zh"].split("|")):
            names.setdefault(alias, each)
    return names


def draft_statements(candidates: Iterable[Candidate], context: Context) -> list[dict[str, str]]:
    """Make a row of the sheet ``statements`` of each candidate: heading → text."""
    rows = [_statement(each, context) for each in candidates]
    alike: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        about = ("number_zh", "section_zh", "indicator_zh", "place_zh", "role")
        key = (*(row[name] for name in about), row["period_start"], row["period_end"])
        alike[key] += 1
        row["ordinal"] = str(alike[key]) if alike[key] > 1 else ""
    return rows


def _statement(each: Candidate, context: Context) -> dict[str, str]:
    start, end = each.span
    before = context.text[max(0, start - 60) : start].rpartition("。")[2]
    after = re.split("[，。;、:]", context.text[end : end + 30])[0]
    near = find_nearest(before, after, context.names, context.vocabularies.indicators.synonyms)
    if each.quantity is not None:
        near = [one for one in near if _fits(one, each, context.vocabularies)] or near
    indicator, kind = _name(each, before, after, near), each.dated.period_kind
    if near and near[0].likeness >= SAME:
        usual = context.vocabularies.indicators.rows[near[0].indicator_id]["period_kind"]
        single = each.dated.start and each.dated.start == each.dated.end
        kind = kind if usual == "cumulative" and single else usual
    quantity = each.quantity
    return {
        "draft": OPEN,
        "draft_sentence": each.sentence,
        "draft_nearest": " | ".join(map(str, near)),
        "draft_line": str(each.line),
        "number_zh": each.box,
        "section_zh": each.section,
        "indicator_zh": indicator,
        "place_zh": _find_place(before, context),
        "role": each.dated.role,
        "period_start": each.dated.start,
        "period_end": each.dated.end,
        "period_kind": kind,
        "period_from": each.dated.source,
        "period_printed": each.dated.printed,
        "comparator": quantity.comparator if quantity else "",
        "hedge_zh": each.hedge,
        "printed": each.printed,
        "low": f"{quantity.low:f}" if quantity else "",
        "high": f"{quantity.high:f}" if quantity else "",
        "unit_zh": each.unit_zh,
        "source_kind": "box" if each.box else "text",
    }


def _fits(near: Near, each: Candidate, vocabularies: Vocabularies) -> bool:
    """Say whether an indicator may be printed in the unit of a figure."""
    unit = vocabularies.units.get(name_key(each.unit_zh))
    row = vocabularies.indicators.rows.get(near.indicator_id)
    if unit is None or row is None:
        return True
    return unit.unit in (row["units_allowed"] or row["unit"]).split("|")


def _name(each: Candidate, before: str, after: str, near: Sequence[Near]) -> str:
    """Give the name of what a figure measures: a known one, or the words beside it."""
    if near and near[0].likeness >= SAME:
        return near[0].name
    clause = re.split("[，,;:、(]", _TIME.sub("", before))[-1]
    said = _FILLER.sub("", _LEAD.sub("", clause))
    if each.quantity is None:
        said = f"{said}{each.printed}{after}" if said else f"{each.printed}{after}"
    elif len(said) < 3 or said in ("新增", "引进", "建成", "建设", "培育", "打造"):
        said += after
    return said[-_LONGEST_NAME:]


def _find_place(before: str, context: Context) -> str:
    """Give the place that a clause names last, or the plan's."""
    clause = re.split("[。;]", before)[-1]
    places = context.vocabularies.places
    own = places.rows.get(context.place_id)
    inside = [
        (clause.rfind(name), len(name), place_id)
        for name, place_id in places.ids.items()
        if len(name) > 1
        and name in clause
        and own
        and places.rows[place_id]["parent_id"] == context.place_id
    ]
    return places.rows[max(inside)[2]]["name_zh"] if inside else context.place


def draft_projects(candidates: Iterable[NameCandidate], context: Context) -> list[dict[str, str]]:
    """Make a row of the sheet ``projects`` of each name: heading → text."""
    entities = context.vocabularies.entities
    rows = []
    for each in candidates:
        known = entities.ids.get(name_key(each.name))
        near = process.extract(
            name_key(each.name), list(entities.ids), scorer=fuzz.ratio, limit=3,
            score_cutoff=CLOSE_NAME,
        )  # fmt: skip
        name_en = entities.rows[known]["name_en"] if known else ""
        place_id = (entities.rows[known]["place_id"] if known else "") or _begins(
            each.name, context
        )
        place = context.vocabularies.places.rows.get(place_id)
        rows.append(
            {
                "draft": OPEN,
                "draft_sentence": each.sentence,
                "draft_nearest": " | ".join(
                    f"{name} ({entities.ids[name]}) {round(likeness)}" for name, likeness, _ in near
                ),
                "draft_line": str(each.line),
                "number_zh": each.number,
                "section_zh": each.section,
                "source_kind": "box",
                "parent_zh": each.parent,
                "name_zh": each.name,
                "name_en": name_en,
                "name_origin": "printed",
                "kind": each.kind,
                "action_zh": each.verb,
                "stage": each.stage,
                "place_zh": place["name_zh"] if place else "",
                "printed_as": each.name,
                "key": slugify(name_en),
            }
        )
    return rows


def _begins(name: str, context: Context) -> str:
    """Give the place with whose name a thing's name begins, or the plan's."""
    places = context.vocabularies.places
    found = [key for key in places.ids if len(key) > 1 and name_key(name).startswith(key)]
    return places.ids[max(found, key=len)] if found else context.place_id
