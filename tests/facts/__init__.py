"""What is true of the plans of today, and need not be of another: counts, and figures known to be
there. ``python -m tests.facts --write`` (in the repository) writes them anew after the record has
changed; read the difference before it is committed.

``counts.yaml`` is worked out from the tables. ``figures.yaml`` and ``audit.yaml`` name figures and
comparisons that a person read off the plans or worked out by hand; renewing them looks up what the
tables say of the same keys today.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

HERE = Path(__file__).parent
Frames = dict[str, pd.DataFrame]

HEADS = {
    "counts.yaml": "What each plan prints, by the number of its tables and boxes.\n",
    "figures.yaml": "Figures read off the plans once more, apart from the workbooks.\n",
    "audit.yaml": "What the audit must find; the numbers were worked out by hand.\n",
}


def read(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text("utf-8"))


def count(frames: Frames) -> dict[str, Any]:
    """Work out the counts of every plan."""
    return {plan: _count(plan, frames) for plan in frames["plans"]["plan_id"]}


def _count(plan: str, frames: Frames) -> dict[str, Any]:
    tables, figures, projects = (
        frames[name][frames[name]["plan_id"] == plan]
        for name in ("tables", "observations", "projects")
    )
    printed = figures[figures["source_kind"] == "table"]
    return {
        "figures": figures["source_kind"].value_counts().sort_index().to_dict(),
        "projects": len(projects),
        "tables": {
            row["number_zh"]: f"{row['n_observations']} figures, {row['n_projects']} projects"
            for row in tables.to_dict("records")
        },
        "ranges": sorted(set(printed[printed["low"] != printed["high"]]["printed"])),
        "in words": sorted(set(printed[printed["low"] == ""]["indicator_id"])),
        "starred": sorted(
            {f"{row['period_printed']} is {row['period_end']}"
             for row in figures[figures["printed"].str.endswith("*")].to_dict("records")}
        ),
        "cells of several rows": sorted(
            set(figures[figures["locator"].duplicated()]["locator"].str.split("#").str[-1])
        ),
        "beyond the plan": sorted(_beyond(plan, frames)),
    }  # fmt: skip


def _beyond(plan: str, frames: Frames) -> set[str]:
    """Give the years after the plan's last."""
    last = frames["plans"].set_index("plan_id")["period_end"][plan]
    observations = frames["observations"]
    ends = observations[observations["plan_id"] == plan]["period_end"]
    return set(ends[ends > last])


def look_up_figure(figure: dict[str, str], frames: Frames) -> str:
    """Say what the tables have of a figure, by its row or by what it is about."""
    observations = frames["observations"]
    if "row" in figure:
        found = observations[observations["observation_id"] == figure["row"]]
    else:
        wanted = pd.Series(
            {name: figure[name] for name in ("section_zh", "indicator_id", "place_id")}
            | {"source_kind": "text", "plan_id": figure["plan_id"]}
        )
        found = observations[(observations[wanted.index] == wanted).all(axis="columns")]
    return "; ".join(
        f"{row.role} {row.period_start}-{row.period_end} {row.period_kind} "
        f"{row.comparator} {row.value_low} {row.unit}"
        for row in found.itertuples()
    )


def look_up_comparison(known: dict[str, str], frames: Frames) -> list[dict[str, str]]:
    """Give what the audit says of a comparison; ``*`` stands for one part of its id."""
    audit = frames["audit"]
    pattern = re.escape(known["check"]).replace(r"\*", "[^.]+")
    return [
        known
        | {
            "left": _shorten(row["left_value"], known["left"]),
            "right": _shorten(row["right_value"], known["right"]),
            "verdict": row["verdict"],
        }
        for row in audit[audit["check_id"].str.fullmatch(pattern)].to_dict("records")
    ]


def _shorten(value: str, like: str) -> str:
    """Write a value with the decimals of another."""
    return f"{Decimal(value).quantize(Decimal(like))}"


def renew(frames: Frames) -> dict[str, Any]:
    """Give what the files would hold today."""
    return {
        "counts.yaml": count(frames),
        "figures.yaml": [
            each | {"read": look_up_figure(each, frames)} for each in read("figures.yaml")
        ],
        "audit.yaml": [
            known if known in found else found[0]
            for known in read("audit.yaml")
            if (found := look_up_comparison(known, frames))
        ],
    }  # fmt: skip


def write(name: str, facts: Any) -> None:
    """Write a file of facts."""
    plain = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=96)
    (HERE / name).write_text(f"# {HEADS[name]}{plain}", "utf-8")
