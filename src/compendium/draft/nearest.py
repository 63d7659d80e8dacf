"""Which known indicators the words beside a figure are like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from compendium.printed.text import name_key

MOST_NEAR = 3
LEAST = 50
"""The likeness (0–100) below which a name is not offered."""

# What stands between a name and its figure, and times; neither tells what is measured.
_BESIDE = re.compile(
    r"(?:截至|截止|到|至)?(?:19|20)\d\d年?(?:\d+月)?(?:底|末)?|“?十[一二三四五六七]五”?(?:期间|时期|以来|期末|末)?"
    r"|力争|争取|确保|努力|预计|基本|分别|均|约?为?(?:达到|达|超过|突破|实现|完成|控制在|保持|提高到|提升到|增至|增加到|增长到|不低于|不少于)"
    # 服务业增加值达到5600亿元，占GDP比重为: the figure between is no part of the name.
    r"|\d[\d.,]*[十百千万亿]*(?:美元|港元|元|平方米|人次|人|家|个百分点|个|项|件|%)?(?:增加|增|提升|提高|上升|跃升|增长)?(?:到|至)?"
    r"|其中|全市|全区|我市|我区|[^\w%]"
)
_SHORTEST = 3


@dataclass(frozen=True)
class Near:
    """A known indicator, and how like its name is (0–100)."""

    indicator_id: str
    name: str
    likeness: int

    def __str__(self) -> str:
        return f"{self.name} ({self.indicator_id}) {self.likeness}"


def find_nearest(
    before: str, after: str, names: Mapping[str, str], synonyms: Mapping[str, str] | None = None
) -> list[Near]:
    """Find the indicators whose names are like the words beside a figure, the likest first.

    Parameters
    ----------
    before, after
        The words before the figure in its sentence, and those after it to the next comma.
    names
        Printed name → indicator id.
    synonyms
        A way of saying → another with the same meaning.

    Returns
    -------
    list
        At most `MOST_NEAR`, each id once.
    """
    said = [_plain(before, synonyms or {}), _plain(after, synonyms or {})]
    found: dict[str, Near] = {}
    for name, indicator_id in names.items():
        likeness = _likeness(_plain(name, synonyms or {}), *said)
        best = found.get(indicator_id)
        if likeness >= LEAST and (best is None or likeness > best.likeness):
            found[indicator_id] = Near(indicator_id, name, round(likeness))
    return sorted(found.values(), key=lambda each: (-each.likeness, each.name))[:MOST_NEAR]


def _likeness(name: str, before: str, after: str) -> float:
    """Compare a name with what stands right before a figure, or around it."""
    if not name:
        return 0.0
    tail = before[-len(name) - 2 :]
    return max(
        fuzz.ratio(name, before[-len(name) :]),
        fuzz.ratio(name, tail),
        # 新增3家医院: the thing is named after its number.
        fuzz.ratio(name, before[-4:] + after[: len(name)]) - 5 if after else 0.0,
        fuzz.ratio(name, after[: len(name)]) - 10 if after else 0.0,
        # The place or a word may stand between: 商圈全区销售额.
        fuzz.partial_ratio(name, before[-len(name) * 2 :]) - 8 if len(name) > _SHORTEST else 0.0,
    )


def _plain(words: str, synonyms: Mapping[str, str]) -> str:
    plain = _BESIDE.sub("", name_key(words))
    for said, means in synonyms.items():
        plain = plain.replace(said, means)
    return plain
