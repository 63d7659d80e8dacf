"""A ladder as the page of an indicator shows it: its heading, and its drawing with all values."""

from __future__ import annotations

from typing import Any

from compendium.site.reference.ladder import Ladder
from compendium.site.reference.ladder_drawing import (
    Unit,
    choose_unit,
    draw_ladder,
    say_step,
    svg_of,
)
from compendium.site.reference.lexicon import Lexicon


def show_ladder(ladder: Ladder, lexicon: Lexicon) -> dict[str, Any]:
    """Give a ladder's heading and its drawing, with all values in its text."""
    scale = ladder.scale
    unit = choose_unit(ladder, lexicon.words)
    place = lexicon.place(scale.place_id)
    head = " · ".join(filter(None, [unit.text, _say_kind(ladder, lexicon.lang)]))
    alt = f"{place['name']}{f' ({head})' if head else ''}: {_say_steps(ladder, unit, lexicon)}"
    shapes = draw_ladder(ladder, unit, lexicon.words, lexicon.colours)
    return {"place": place, "head": head, "drawing": svg_of(shapes, alt)}


def _say_steps(ladder: Ladder, unit: Unit, lexicon: Lexicon) -> str:
    said = []
    for step in ladder.steps:
        years = f"{step.start}–{step.year}" if step.start != step.year else str(step.year)
        plans = ", ".join(lexicon.plan(each)["name"] for each in step.plan_ids)
        role = lexicon.values["role"][step.role]
        said.append(f"{years} {role} {say_step(step, ladder, unit, lexicon.words)} ({plans})")
    return "; ".join(said)


def _say_kind(ladder: Ladder, lang: str) -> str:
    """Say what the figures of a ladder have in common in time; nothing of moments and years."""
    kind, years = ladder.scale.kind, ladder.scale.years
    if kind == "cumulative":
        if not years:
            return "running totals" if lang == "en" else "累计数"
        if years == 1:
            return "totals over one year" if lang == "en" else "一年合计"
        return f"totals over {years} years" if lang == "en" else f"{years}年合计"
    if kind == "average":
        return "yearly means" if lang == "en" else "年均"
    return ""
