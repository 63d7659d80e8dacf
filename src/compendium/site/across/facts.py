"""Printed figures and the comparisons of the audit, as a page tells of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from compendium.chapter.language import COMPUTED

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Plan:
    """A plan as a page names it."""

    plan_id: str
    name: str
    colour: str


@dataclass(frozen=True)
class Print:
    """What a plan prints in one place: a figure, or the name of a thing that is counted.

    Attributes
    ----------
    text
        As printed.
    said
        The figure in the words of the edition; empty of a name.
    place
        The number of the table or box, or the section.
    address
        Where the print stands on the site.
    subject
        Indicator and place of the figure, as far as they are not those of what it belongs to.
    """

    row_id: str
    text: str
    said: str
    plan: Plan
    place: str
    address: str
    role: str
    bound: str
    subject: str = ""


@dataclass(frozen=True)
class Side:
    """One side of a comparison: a printed figure, or what was worked out from several.

    Attributes
    ----------
    value
        In the canonical unit.
    said
        The value in the words of the edition.
    label
        What stands at its mark: the print, or what was worked out.
    prints
        What it rests on.
    """

    value: Decimal
    said: str
    label: str
    prints: tuple[Print, ...]
    role: str
    bound: str
    colour: str

    @property
    def is_computed(self) -> bool:
        """Whether no plan prints it."""
        return self.role == COMPUTED


@dataclass(frozen=True)
class Check:
    """One comparison of the audit.

    Attributes
    ----------
    name, subject
        The indicator; the place and the time of the left side.
    gap
        How far apart the sides are, in words.
    part
        The gap as a part of the larger side, from 0 to 1.
    is_made
        Whether the explanation says no more than the two prints, their places and the gap.
    root
        The comparison that it follows from, or empty.
    consequences
        Those that follow from it and have its verdict.
    """

    check_id: str
    kind: str
    verdict: str
    name: str
    subject: str
    chapter: str
    plans: tuple[Plan, ...]
    left: Side
    right: Side
    unit: str
    gap: str
    part: float
    explanation: str
    is_made: bool
    conclusion: str
    root: str
    consequences: list[Check] = field(default_factory=list)

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides, the lesser first."""
        is_less = self.left.value <= self.right.value
        return (self.left, self.right) if is_less else (self.right, self.left)

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of all rows that are compared, those of its consequences too."""
        own = [each.row_id for side in (self.left, self.right) for each in side.prints]
        below = [row for check in self.consequences for row in check.rows]
        return tuple(dict.fromkeys([*own, *below]))
