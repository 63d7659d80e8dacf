"""One row of ``observations.csv``, whatever part of a plan it was read from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Observation:
    """One row of ``observations.csv``; the schema says what each field means.

    Numbers are kept as text so that ``6.0`` stays as printed; an empty text is a missing value.
    """

    observation_id: str
    plan_id: str
    table_id: str
    section_zh: str
    indicator_id: str
    indicator_zh: str
    place_id: str
    role: str
    measure: str
    period_start: str
    period_end: str
    period_kind: str
    period_printed: str
    comparator: str
    printed: str
    low: str
    high: str
    unit_zh: str
    value_low: str
    value_high: str
    unit: str
    binding: str
    chapter: str
    source_kind: str
    locator: str
    note_en: str
    note_zh: str
