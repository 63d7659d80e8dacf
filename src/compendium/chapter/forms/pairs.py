"""Rows of several figures of one subject: what bullets and dumbbells share."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from compendium.chapter.forms.marks import (
    Annotations,
    Mark,
    annotation,
    check_annotations,
    read_marks,
)
from compendium.chapter.forms.shapes import LINE
from compendium.errors import ChartError

Rows = dict[tuple[str, str], list[Mark]]


def group_rows(
    data: pd.DataFrame, form: str, annotate: Annotations | None
) -> tuple[list[Mark], Rows]:
    """Read marks, and group them by panel and label: one row each."""
    marks = read_marks(data, form, unique=("panel", "label", "role", "year", "plan_id"))
    check_annotations(marks, annotate, form)
    rows: Rows = {}
    for mark in marks:
        rows.setdefault((mark.panel, mark.label), []).append(mark)
    for (_, label), inside in rows.items():
        if len(inside) > 1 and len({mark.unit for mark in inside}) > 1:
            raise ChartError(form, f"{label!r} has figures of several units in one row")
    return marks, rows


def depth_of(lines: Sequence[str]) -> float:
    """Give the height of the words under a row."""
    return len(lines) * LINE + 5 if lines else 0.0


def say_notes(marks: Sequence[Mark], annotate: Annotations | None) -> str:
    """Join what is to be written under a row."""
    return " ".join(dict.fromkeys(note for mark in marks if (note := annotation(mark, annotate))))
