"""Values for the prose: what a chapter says in figures is computed, and put in by name."""

from __future__ import annotations

from collections.abc import Mapping

import myst_nb

from compendium.chapter.inert import one_line
from compendium.chapter.provenance import NUMBERS_MIME, show, trace_texts


def glue(texts: Mapping[str, str]) -> None:
    """Make texts computed from the data available to the prose, with the rows behind them."""
    for name, text in texts.items():
        myst_nb.glue(name, one_line(text), display=False)
    if traced := trace_texts(texts):
        show({NUMBERS_MIME: traced})
