"""Words of a plan that look like names and are in no row: declared to be none, or left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from compendium.coverage.evidence import LeftOver
from compendium.coverage.exceptions import FILE, Name
from compendium.coverage.passage import flatten


@dataclass(frozen=True)
class Found:
    """Words that look like a name and that no row has.

    Attributes
    ----------
    where
        The box or listed section, or the sentence outside them.
    """

    line: int
    words: str
    where: str


def judge_names(
    found: Sequence[Found], declared: Sequence[Name]
) -> tuple[Counter[str], list[LeftOver]]:
    """Hold what looks like a name against what is declared to be none.

    Returns
    -------
    tuple
        Reason → number of declared words, and what is left over: words that nothing declares, and
        declarations that no words meet.
    """
    counts: Counter[str] = Counter()
    left: list[LeftOver] = []
    entries: dict[str, list[Name]] = {}
    for entry in declared:
        entries.setdefault(flatten(entry.text), []).append(entry)
    used: set[Name] = set()
    for each in found:
        fitting = [one for one in entries.get(each.words, ()) if one.line in (0, each.line)]
        if fitting:
            used.update(fitting[:1])
            counts[fitting[0].reason] += 1
        else:
            reason = f"in {each.where} is named in no row"
            left.append(LeftOver(f"line {each.line}", each.words, reason))
    left += [
        LeftOver(FILE, str(entry), "stands in no box or list as a name that no row has")
        for entry in declared
        if entry not in used
    ]
    return counts, left
