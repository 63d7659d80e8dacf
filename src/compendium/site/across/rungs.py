"""The figures of one indicator by place and year, whoever prints them: rungs of a ladder.

Plans and places stand below one another on one scale, so that a district is seen beside its city;
the ladder of one place alone, by its years, is on the page of the indicator.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compendium.printed.wording import is_missing
from compendium.site.across.facts import Facts, Print
from compendium.site.across.reader import Reader


@dataclass(frozen=True)
class Rung:
    """A figure on a ladder, by all prints of it.

    Attributes
    ----------
    time
        The years, in words.
    width
        Of its bar: a part of the longest (0 to 100); 0 where the figure is words.
    prints
        One a plan, the plans in their order; further prints of a plan come after its first.
    is_shared
        Whether two plans print it.
    """

    time: str
    role: str
    bound: str
    said: str
    width: float
    prints: tuple[Print, ...]
    is_shared: bool

    @property
    def colours(self) -> tuple[str, ...]:
        """The hues of the plans that print it, in their order."""
        return tuple(dict.fromkeys(each.plan.colour for each in self.prints))


@dataclass(frozen=True)
class Ladder:
    """All figures of an indicator, by place and what they count (a year, several years …)."""

    indicator_id: str
    name: str
    plans: int
    groups: tuple[tuple[str, tuple[Rung, ...]], ...]

    @property
    def has_numbers(self) -> bool:
        """Whether more than words stand on it."""
        return any(rung.width for _, rungs in self.groups for rung in rungs)


def find_ladders(reader: Reader, rows: Iterable[Facts]) -> list[Ladder]:
    """Give the ladder of every indicator that two or more plans print, the most plans first.

    What only stands in words (first of its kind) has no rungs to compare, and no ladder.
    """
    by_indicator: dict[str, list[Facts]] = defaultdict(list)
    for row in rows:
        by_indicator[str(row["indicator_id"])].append(row)
    found = [
        Ladder(
            indicator_id,
            reader.indicator(indicator_id),
            len({row["plan_id"] for row in group}),
            tuple(_groups(reader, group)),
        )
        for indicator_id, group in by_indicator.items()
        if len({row["plan_id"] for row in group}) > 1
    ]
    numbered = [ladder for ladder in found if ladder.has_numbers]
    return sorted(numbered, key=lambda ladder: (-ladder.plans, ladder.name))


def _groups(reader: Reader, rows: Sequence[Facts]) -> Iterable[tuple[str, tuple[Rung, ...]]]:
    most: dict[str, float] = defaultdict(float)
    for row in rows:
        if not is_missing(row["value_high"]):
            scale = _scale(row)
            most[scale] = max(most[scale], abs(float(row["value_high"])))
    by_place: dict[str, list[Facts]] = defaultdict(list)
    # The places of the plans themselves first: a table may set others beside them.
    own = {str(each["place_id"]) for each in reader.record.plans.to_dict("records")}
    for row in sorted(rows, key=lambda row: str(row["place_id"]) not in own):
        by_place[str(row["place_id"])].append(row)
    for place_id, group in by_place.items():
        yield reader.places[place_id], tuple(_rungs(reader, group, most))


def _rungs(reader: Reader, rows: Sequence[Facts], most: dict[str, float]) -> Iterable[Rung]:
    same: dict[tuple[str, ...], list[Facts]] = defaultdict(list)
    for row in rows:
        names = ("unit", "period_kind", "period_start", "period_end", "role", "comparator")
        said = str(row["printed"]) if is_missing(row["value_low"]) else str(row["value_low"])
        same[(*(str(row[name]) for name in names), said)].append(row)
    for group in sorted(same.values(), key=_order):
        prints = [reader.print_of(str(row["observation_id"])) for row in group]
        order = list(reader.plans)
        prints.sort(key=lambda each: order.index(each.plan.plan_id))
        first = group[0]
        longest = most.get(_scale(first), 0.0)
        value = 0.0 if is_missing(first["value_low"]) else abs(float(first["value_low"]))
        yield Rung(
            reader.say_time(first),
            str(first["role"]),
            str(first["comparator"]),
            prints[0].said,
            round(100 * value / longest, 2) if longest else 0.0,
            tuple(prints),
            len({each.plan for each in prints}) > 1,
        )


def _order(group: Sequence[Facts]) -> tuple[str, str, str]:
    row = group[0]
    end = "9999" if is_missing(row["period_end"]) else str(row["period_end"])
    return end, str(row["period_kind"]), str(row["role"])


def _scale(row: Facts) -> str:
    # A total of several years is no longer than a year's amount only because it is a total.
    return f"{row['unit']} {row['period_kind'] == 'cumulative'}"
