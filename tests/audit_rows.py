"""Figures and declared entries for the tests of the audit: usual ones, changed as given."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from compendium.audit.numbers import Row
from compendium.printed.numerals import read_parts
from compendium.printed.quantity import Quantity, measure
from compendium.printed.units import Unit
from compendium.record.vocabulary import read_vocabularies
from support import ROOT

PLAN = "shenzhen-commerce-145"
TERMS = read_vocabularies(ROOT / "data" / "vocab").terms


def make(name: str = "a", **changes: str) -> dict[str, str]:
    """One observation, a level in yuan unless changed; a number stands for all its columns."""
    row = {
        "observation_id": name, "plan_id": PLAN, "table_id": "", "section_zh": "第一章",
        "indicator_id": "retail-sales", "place_id": "shenzhen", "role": "actual",
        "measure": "level", "period_start": "2020", "period_end": "2020",
        "period_kind": "annual", "comparator": "=", "unit": "CNY", "source_kind": "text",
        "supersedes": "",
        "low": "100",
    } | changes  # fmt: skip
    row.setdefault("value_low", row["low"])
    row.setdefault("value_high", row.get("high", row["value_low"]))
    row.setdefault("high", row["low"])
    row.setdefault("printed", row["low"])
    return row | bounds(row)


def bounds(row: Row) -> dict[str, str]:
    if not row["low"]:
        return {"least": "", "most": ""}
    low, printed = Decimal(row["low"]), row["printed"]
    quantity = Quantity(
        row["comparator"],
        low,
        Decimal(row["high"]),
        worded=not any(sign.isdigit() for sign in printed),
        parts=read_parts(printed),
    )
    factor = Fraction(row["value_low"]) / Fraction(low) if low else Fraction(1)
    unit = Unit("", row["unit"], factor)
    amount = measure(quantity, unit, counted=row["measure"] in ("count", "rank"))
    return {"least": str(amount.least), "most": str(amount.most)}


def count(name: str, low: str, **changes: str) -> dict[str, str]:
    return make(name, low=low, measure="count", unit="count", **changes)


def share(name: str, low: str, **changes: str) -> dict[str, str]:
    return make(name, low=low, measure="share", unit="percent", **changes)


PROJECTS = [
    {"project_id": "p1", "table_id": "box", "parent_id": "works"},
    {"project_id": "p2", "table_id": "box", "parent_id": "works"},
    {"project_id": "p3", "table_id": "box", "parent_id": ""},
]


def frames(*rows: Row) -> dict[str, pd.DataFrame]:
    return {
        "observations": pd.DataFrame(list(rows)),
        "projects": pd.DataFrame(PROJECTS),
        "plans": pd.DataFrame(
            [{"plan_id": PLAN, "title_en": "The plan", "title_zh": "规划"},
             {"plan_id": "other", "title_en": "Another plan", "title_zh": "纲要"}]
        ),
        "tables": pd.DataFrame([{"table_id": "t1", "number_zh": "表1"}]),
        "indicators": pd.DataFrame(
            [{"indicator_id": "retail-sales", "name_en": "Retail sales", "name_zh": "零售额"}]
        ),
    }  # fmt: skip


def entry(**changes: Any) -> dict[str, Any]:
    return {
        "id": "parts", "kind": "sum", "left": "whole_sum", "right": "part + rest",
        "basis": "same",
        "figures": {"whole_sum": "w", "part": "p", "rest": "r"},
        "explanation_en": "{whole_sum} against {right}, {difference} apart.",
        "explanation_zh": "{whole_sum}与{right}相差{difference}。",
    } | changes  # fmt: skip


def write(folder: Path, *checks: Any, **parts: Any) -> Path:
    path = folder / "audit.yaml"
    path.write_text(yaml.safe_dump({"comparisons": list(checks), **parts}, allow_unicode=True))
    return path


PARTS = (
    count("w", "31"),
    count("p", "7", indicator_id="gdp"),
    count("r", "26", indicator_id="labour"),
)
