"""The page on the audit: a tally, each contradiction as a pair, and all other comparisons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any

from markupsafe import Markup

from compendium.printed.wording import say_number
from compendium.site.across.disputes import MOST_ROWS, say_title
from compendium.site.across.facts import Check
from compendium.site.across.pairs import draw_pair
from compendium.site.across.reader import Reader
from compendium.site.across.words import AGREE, KINDS, VERDICT_MEANS, VERDICTS
from compendium.site.reference.uses import Use
from compendium.site.render import render_html

_MOST_CHARTS = 4
CONFLICT = "conflict"


def agree_values(
    reader: Reader,
    checks: Sequence[Check],
    uses: Mapping[str, tuple[Use, ...]],
    chapters: Mapping[str, str],
) -> dict[str, str]:
    """Give what the page on the audit shows, by the names that it gives them.

    Parameters
    ----------
    checks
        All comparisons, of `Reader.read_checks`.
    uses
        Row id → the charts that show it.
    chapters
        Chapter → its title.
    """
    found, uses = find_contradictions(checks), _of_single_rows(uses)
    below = {each.check_id for check in found for each in check.consequences}
    shown = {check.check_id for check in found} | below
    others = [check for check in checks if check.check_id not in shown]
    values = {
        "agree_tally": show_tally(checks, reader.lang),
        "agree_glance": show_glance(found, reader.lang),
        "agree_pairs": show_pairs(found, reader, uses),
        "agree_others": show_others(others, reader, chapters),
    }
    return {name: one_block(value) for name, value in values.items()}


def one_block(html: str) -> Markup:
    """Take the empty lines out: Markdown takes HTML up to the first one.

    >>> one_block(Markup("<p>a</p>  <p>b</p>"))
    Markup('<p>a</p>  <p>b</p>')
    """
    return Markup(re.sub(r"\n\s*\n", "\n", html.strip()))


def find_contradictions(checks: Iterable[Check]) -> list[Check]:
    """Give the contradictions that follow from no other, the widest apart first."""
    conflicts = [check for check in checks if check.verdict == CONFLICT]
    ids = {check.check_id for check in conflicts}
    roots = [check for check in conflicts if check.root not in ids]
    return sorted(roots, key=lambda check: -check.part)


def show_tally(checks: Sequence[Check], lang: str) -> Markup:
    """Show how many comparisons have which verdict, as one strip that leads to each part."""
    counts = {name: sum(check.verdict == name for check in checks) for name in VERDICTS}
    contradictions = len(find_contradictions(checks))
    widths = [100 * count / max(len(checks), 1) for count in counts.values()]
    starts = [0.0, *accumulate(widths)]
    parts = [
        {
            "verdict": verdict,
            "count": counts[verdict],
            "said": VERDICTS[verdict][lang],
            "means": VERDICT_MEANS[verdict][lang],
            "start": round(start, 3),
            "width": round(width, 3),
            "roots": contradictions if verdict == CONFLICT else 0,
            "address": "#contradictions"
            if verdict == CONFLICT
            else f"?verdict={verdict}#comparisons",
        }
        for verdict, start, width in zip(VERDICTS, starts, widths, strict=False)
    ]
    title = AGREE[lang]["tally"].format(count=len(checks))
    return render_html("across/tally.html.j2", parts=parts, title=title, lang=lang)


def show_glance(found: Sequence[Check], lang: str) -> Markup:
    """Show all contradictions as a list of pairs on lines that begin at zero."""
    rows = [
        {"check": check, "places": _from_zero(check), "apart": _say_apart(check, lang)}
        for check in found
    ]
    return render_html("across/glance.html.j2", rows=rows, said=AGREE[lang], lang=lang)


def show_pairs(
    found: Sequence[Check], reader: Reader, uses: Mapping[str, tuple[Use, ...]]
) -> Markup:
    """Show each contradiction: both prints, their places, and what to conclude."""
    return render_html(
        "across/pairs.html.j2",
        cards=[_card(check, reader, uses) for check in found],
        said=AGREE[reader.lang],
        kinds=KINDS,
        lang=reader.lang,
    )


def show_others(others: Sequence[Check], reader: Reader, chapters: Mapping[str, str]) -> Markup:
    """List comparisons by what is compared, with all that the page's filters ask for."""
    lang = reader.lang
    groups = [
        {
            "kind": kind,
            "title": KINDS[kind][lang],
            "checks": [
                check
                for verdict in VERDICTS
                for check in others
                if (check.kind, check.verdict) == (kind, verdict)
            ],
        }
        for kind in KINDS
    ]
    verdicts = [name for name in VERDICTS if any(check.verdict == name for check in others)]
    named = {check.chapter for check in others}
    filters: list[dict[str, Any]] = [
        {"name": "verdict", "options": [(name, VERDICTS[name][lang]) for name in verdicts]},
        {
            "name": "kind",
            "options": [(group["kind"], group["title"]) for group in groups if group["checks"]],
        },
        {"name": "plan", "options": [(each.plan_id, each.name) for each in reader.plans.values()]},
        {
            "name": "chapter",
            "options": [(name, title) for name, title in chapters.items() if name in named],
        },
    ]
    return render_html(
        "across/others.html.j2",
        groups=[group for group in groups if group["checks"]],
        filters=filters,
        count=len(others),
        said=AGREE[lang],
        verdicts=VERDICTS,
        lang=lang,
    )


def _card(check: Check, reader: Reader, uses: Mapping[str, tuple[Use, ...]]) -> dict[str, Any]:
    def say(value: Decimal, unit: str) -> str:
        if unit == "rank":
            return say_number(float(value))
        return reader.words.say_value(float(value), unit, 6)

    charts = dict.fromkeys(use for row in check.rows for use in uses.get(row, ()))
    return {
        "check": check,
        "title": say_title(check, reader.lang),
        "pair": draw_pair(check, say),
        "charts": list(charts)[:_MOST_CHARTS],
        "consequences": [_card(each, reader, {}) for each in check.consequences],
    }


def _of_single_rows(uses: Mapping[str, tuple[Use, ...]]) -> dict[str, tuple[Use, ...]]:
    """Leave out the charts that count their rows."""
    rows = Counter(use for found in uses.values() for use in found)
    return {
        row: tuple(use for use in found if rows[use] <= MOST_ROWS) for row, found in uses.items()
    }


def _from_zero(check: Check) -> tuple[float, float]:
    most = max(abs(check.left.value), abs(check.right.value), Decimal("1e-9"))
    left, right = (float(abs(side.value) / most * 96) for side in check.sides)
    return round(left, 2), round(right, 2)


def _say_apart(check: Check, lang: str) -> str:
    """Say a gap as a reader compares gaps: in points, or as a part of the larger side."""
    if check.unit in ("percent", "rank"):
        return AGREE[lang]["apart"].format(gap=check.gap)
    part = say_number(check.part * 100, 0 if check.part >= 0.02 else 1)
    return AGREE[lang]["apart"].format(gap=f"{part}%")
