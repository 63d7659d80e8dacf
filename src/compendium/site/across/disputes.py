"""From a chart of a chapter to the contradictions that its figures take part in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from compendium.site.across.facts import Check
from compendium.site.across.words import AGREE
from compendium.site.addresses import AGREE as PAGE
from compendium.site.render import render_html

MOST_ROWS = 60
"""A chart of more rows counts them, and shows none of them by itself."""


@dataclass(frozen=True)
class Dispute:
    """A contradiction, as a chart names it: its address, its title, and how many plans it is of."""

    address: str
    title: str
    plans: int


Disputes = Mapping[str, tuple[Dispute, ...]]
"""Row id, or id of a comparison → the contradictions that it takes part in."""


def say_title(check: Check, lang: str) -> str:
    """Name a comparison by its indicator and its two figures."""
    left, right = (side.said for side in check.sides)
    return AGREE[lang]["or"].format(name=check.name, left=left, right=right)


def find_disputes(contradictions: Iterable[Check], lang: str) -> Disputes:
    """Give the contradictions that each row takes part in; one stands for its consequences."""
    found: dict[str, dict[Dispute, None]] = defaultdict(dict)
    for check in contradictions:
        dispute = Dispute(
            f"{PAGE}#{check.check_id}",
            say_title(check, lang),
            len(check.plans),
        )
        ids = [check.check_id, *(each.check_id for each in check.consequences)]
        for row in (*check.rows, *ids):
            found[row][dispute] = None
    return {row: tuple(disputes) for row, disputes in found.items()}


def show_disputes(parts: Mapping[str, Any], disputes: Disputes) -> Markup:
    """Say where figures that a chart shows contradict each other; nothing where none does.

    Parameters
    ----------
    parts
        `compendium.chapter.chart.Chart.parts`.
    """
    named = dict.fromkeys(each for row in parts["rows"] for each in disputes.get(row["id"], ()))
    if not named or len(parts["rows"]) > MOST_ROWS:
        return Markup("")
    said = AGREE[parts["lang"]]["two" if any(each.plans > 1 for each in named) else "one"]
    return render_html(
        "across/disputes.html.j2", disputes=list(named), said=said, lang=parts["lang"]
    )
