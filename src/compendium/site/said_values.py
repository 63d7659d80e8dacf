"""Figures and what targets take, said in words, for prose that names them."""

from __future__ import annotations

import pandas as pd

from compendium.chapter.inert import inert
from compendium.contract.revisions import find_standing
from compendium.printed.wording import Wording, is_missing, say_number


def said_values(
    observations: pd.DataFrame, targets: pd.DataFrame, words: Wording
) -> dict[str, str]:
    """Say figures (R rows) and what targets (T rows) take, by name.

    Returns
    -------
    dict
        ``said:<observation_id>``, the figure with its bound (more than 4 trillion yuan), and for a
        target what it takes from its baseline: ``growth:<target_id>`` (7.6%, a year),
        ``multiple:…`` (1.44) and ``difference:…`` (5, in the target's unit). The id of a figure
        that was revised leads to the one that stands.
    """
    figures = {
        f"said:{row['observation_id']}": words.say_figure(
            {str(column): value for column, value in row.items()}
        )
        for row in observations.to_dict("records")
    }
    steps = {
        f"{name}:{target_id}": f"{say_number(float(value), decimals)}{sign}"
        for column, name, decimals, sign in (
            ("growth_percent", "growth", 1, "%"),
            ("multiple", "multiple", 2, ""),
            ("difference", "difference", 1, ""),
        )
        for target_id, value in zip(targets["target_id"], targets[column], strict=True)
        if not is_missing(value)
    }
    said = figures | steps
    standing = find_standing(observations["observation_id"], observations["supersedes"].fillna(""))
    for old, new in standing.items():
        names = [f"{name}:{{}}" for name in ("said", "growth", "multiple", "difference")]
        said |= {n.format(old): said[n.format(new)] for n in names if n.format(new) in said}
    return {name: inert(text) for name, text in said.items()}
