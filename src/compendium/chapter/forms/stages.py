"""How far things are: a square a project, filled as far as its verb says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

import pandas as pd

from compendium.chapter import language
from compendium.chapter.forms.keys import lay_key
from compendium.chapter.forms.marks import check_columns
from compendium.chapter.forms.shapes import LINE, Drawing, Shape, Text, set_lines, to_chart
from compendium.chapter.forms.strokes import draw_stage
from compendium.chapter.labels import text_width, wrap_label
from compendium.chapter.language import Words
from compendium.chapter.theme import CHART_STRONG, MUTED
from compendium.errors import ChartError
from compendium.printed.wording import is_missing

_SIDE = 10.0
_STEP = 12.0
_BLOCK_GAP = 12.0


def draw_stages(
    data: pd.DataFrame,
    width: int,
    *,
    words: Words,
    by: str = "plan_id",
    stages: Sequence[str] | None = None,
    per: int = 1,
    tall: int = 4,
    names: Mapping[str, str] | None = None,
) -> Drawing:
    """Draw projects as squares in the order of their stages, a heading and a number a stage.

    Parameters
    ----------
    data
        (P projects) with ``stage`` and the column named by ``by``; ``plan_id``, if there, gives the
        hue where a group is of one plan.
    by
        What the groups are: a plan, a place, a kind.
    stages
        Which stages are drawn, in this order; all that occur unless given.
    per
        How many projects one square stands for; a line above says so.
    tall
        How many squares stand on one another.
    names
        Value of ``by`` → what it is called; plans have their short names.

    Raises
    ------
    ChartError
        If a column is missing, or ``per`` is less than 1.
    """
    check_columns(data, "draw_stages", ("stage", by))
    if per < 1:
        raise ChartError("draw_stages", f"one square stands for {per} projects")
    groups: dict[str, dict[str, int]] = {}
    plans: dict[str, set[str]] = {}
    for record in data.to_dict("records"):
        group = str(record[by])
        stage = "" if is_missing(record["stage"]) else str(record["stage"])
        if stages is not None and stage not in stages:
            continue
        counts = groups.setdefault(group, {})
        counts[stage] = counts.get(stage, 0) + 1
        plans.setdefault(group, set()).add(str(record.get("plan_id") or ""))
    if not groups:
        raise ChartError("draw_stages", f"no row has one of the stages {stages}")
    shapes: list[Shape] = []
    y = 0.0
    if per > 1:
        sample = draw_stage(0, 3, _SIDE, "complete", MUTED)
        shapes, y = lay_key([(sample, language.say("each", words.lang, number=per))], width)
    for group, counts in groups.items():
        plan = plans[group].pop() if len(plans[group]) == 1 else ""
        name = (names or {}).get(group) or (words.name(group) if by == "plan_id" else group)
        title = f"{name} {sum(counts.values())}"
        lines = wrap_label(title, width, weight=CHART_STRONG)
        shapes += set_lines(lines, 0, y + len(lines) * LINE / 2, weight=CHART_STRONG)
        y += len(lines) * LINE + 6
        order = list(stages or language.order_stages(counts))
        hue = language.hue_of(plan, words.colours)
        drawn, y = _draw_group(
            [(stage, counts[stage]) for stage in order if stage in counts],
            y, width, hue, words.lang, per, tall,
        )  # fmt: skip
        shapes += drawn
        y += 20
    return to_chart(shapes, width, y - 16)


def _draw_group(
    counts: Sequence[tuple[str, int]],
    y: float,
    width: float,
    hue: str,
    lang: str,
    per: int,
    tall: int,
) -> tuple[list[Shape], float]:
    """Draw blocks of squares beside each other, in as many lines as they need."""
    shapes: list[Shape] = []
    x, deepest = 0.0, 0
    for stage, count in counts:
        squares = ceil(count / per)
        across = min(ceil(squares / tall), int((width + 2) // _STEP))
        deep = ceil(squares / across)
        heading = f"{language.say(stage or 'none', lang)} {count}"
        size = max(across * _STEP, text_width(heading) + 4)
        if x and x + size > width + 2:
            y += LINE + 4 + deepest * _STEP + 10
            x, deepest = 0.0, 0
        shapes.append(Text(x, y + LINE / 2, heading, "left"))
        for place in range(squares):
            column, row = divmod(place, deep)
            at = (x + column * _STEP, y + LINE + 4 + row * _STEP)
            shapes += draw_stage(at[0], at[1], _SIDE, stage, hue)
        x += size + _BLOCK_GAP
        deepest = max(deepest, deep)
    return shapes, y + LINE + 4 + deepest * _STEP
