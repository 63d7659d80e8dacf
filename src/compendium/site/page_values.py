"""Values for the prose pages: what a page says in figures is computed from the clean tables.

A page writes ``{{ observations }}``; `fill` puts the value there. A name that is not a value is an
error, so a page can neither invent a figure nor keep an old one. What comes from the data is only
text on the page: no sign in it means anything to Markdown or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from rapidfuzz import process

from compendium.chapter.inert import inert
from compendium.chapter.targets import pair_targets
from compendium.contract.enums import VERDICTS
from compendium.contract.load import load, load_terms
from compendium.contract.revisions import find_standing
from compendium.errors import FileError, UnknownNameError
from compendium.printed.wording import (
    Wording,
    is_missing,
    join_list,
    say_count,
    say_number,
    say_period,
)
from compendium.site.lists import plan_list, plan_table, plan_years
from compendium.site.said_values import said_values

PLACEHOLDER = re.compile(r"\{\{ *([\w.:-]+) *\}\}")
# As Sphinx writes a literal, in which Markdown would not read what `inert` writes.
_QUOTED = '<code class="docutils literal notranslate"><span class="pre">{}</span></code>'
_FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Record:
    """The clean tables that the pages speak of, and how figures are said."""

    plans: pd.DataFrame
    tables: pd.DataFrame
    observations: pd.DataFrame
    indicators: pd.DataFrame
    places: pd.DataFrame
    projects: pd.DataFrame
    entities: pd.DataFrame
    targets: pd.DataFrame
    audit: pd.DataFrame
    words: Wording

    @classmethod
    def load(cls, clean_dir: Path, lang: str) -> Record:
        """Load the tables of a folder."""
        folder = clean_dir.resolve()
        names = [field.name for field in fields(cls) if field.name != "words"]
        tables = {name: load(name, folder) for name in names}
        return cls(**tables, words=Wording.of(load_terms(folder), lang))

    @property
    def public_plans(self) -> pd.DataFrame:
        """The plans (P rows), without the statistics that say what came of them."""
        return self.plans[self.plans["kind"] == "plan"].reset_index(drop=True)


def page_values(record: Record) -> dict[str, str]:
    """Compute every value that a prose page may name.

    Returns
    -------
    dict
        Name to text: counts (``observations``, ``plans``, ``chapter.trade`` …) and each as a word
        (``plans.word``), the plans' places and years (``plan_places``, ``plan_years``), lists of
        them (``plan_list``, ``plan_table``), every figure as printed (``printed:<id>``) or quoted
        as a literal (``quoted:<id>``), and what `said_values` says.
    """
    found, plans = record.observations, record.public_plans
    counts = {
        field.name: len(getattr(record, field.name))
        for field in fields(record)
        if field.name != "words"
    } | {"plans": len(plans)}
    chapters = found["chapter"].value_counts()
    targets = found[found["role"] == "target"]
    numbers = {
        **counts,
        # What a thing is to become is no further thing.
        "things": int((record.projects["kind"] != "role").sum()),
        **{f"chapter.{name}": int(count) for name, count in chapters.items()},
        **{f"role.{role}": int((found["role"] == role).sum()) for role in ("actual", "target")},
        **{
            f"{kind}.{plan}": int(
                ((targets["plan_id"] == plan) & (targets["binding"] == kind)).sum()
            )
            for plan in plans["plan_id"]
            for kind in ("binding", "expected")
        },
    }
    return {
        **count_values(numbers),
        "version": version("compendium"),
        "plan_places": inert(join_list(_plan_places(record), record.words.lang)),
        "plan_years": say_period(*plan_years(plans)),
        "plan_list": plan_list(plans, found, record.projects, record.words.lang),
        "plan_table": plan_table(record.plans, record.words.lang),
        **_audit_values(record),
        **said_values(found, record.targets, record.words),
        **{
            name: said
            for key, printed in zip(found["observation_id"], found["printed"], strict=True)
            for name, said in (
                (f"printed:{key}", inert(printed)),
                (f"quoted:{key}", _QUOTED.format(inert(printed))),
            )
        },
    }


def count_values(numbers: Mapping[str, int]) -> dict[str, str]:
    """Give counts as numbers, as words (``.word``) and as words that begin a line (``.Word``)."""
    return {
        **{name: say_number(number) for name, number in numbers.items()},
        **{f"{name}.word": say_count(number) for name, number in numbers.items()},
        **{f"{name}.Word": say_count(number).capitalize() for name, number in numbers.items()},
    }


def fill(text: str, known: Mapping[str, str], *, page: Path) -> str:
    """Put the values into a page.

    Raises
    ------
    FileError
        If the page names a value that there is not; it names the nearest.

    >>> fill("{{ plans }} plans", {"plans": "5"}, page=Path("index.md"))
    '5 plans'
    """
    for name in PLACEHOLDER.findall(text):
        if name not in known:
            raise FileError(page, str(_unknown("value", name, known)))
    return PLACEHOLDER.sub(lambda match: known[match.group(1)], text)


def example_values(text: str, record: Record, *, page: Path) -> dict[str, str]:
    """Compute the worked example of a page that declares one: ``compendium.example``, a target.

    Raises
    ------
    FileError
        If there is no such target, or its growth cannot be computed.
    """
    head = _FRONT_MATTER.match(text)
    declared = (yaml.safe_load(head[1]) or {}).get("compendium", {}) if head else {}
    if "example" not in declared:
        return {}
    pairs = pair_targets(record.observations, record.targets).set_index("observation_id_target")
    standing = find_standing(
        record.observations["observation_id"], record.observations["supersedes"].fillna("")
    )
    target_id = str(declared["example"])
    target_id = standing.get(target_id, target_id)
    if target_id not in pairs.index:
        raise FileError(page, str(_unknown("target", target_id, list(pairs.index))))
    pair = pairs.loc[target_id]
    if pd.isna(pair["growth"]):
        raise FileError(page, f"the example {target_id!r} has no growth rate")
    return _example(pair, record.words)


def _unknown(kind: str, name: str, known: Mapping[str, str] | list[str]) -> UnknownNameError:
    nearest = [found for found, _, _ in process.extract(name, list(known), limit=3)]
    return UnknownNameError(kind, name, tuple(nearest))


def _plan_places(record: Record) -> list[str]:
    """Name the places that have a plan, each after the place that it lies in."""
    places = record.places.set_index("place_id")

    def path(place_id: str) -> list[int]:
        above = places.loc[place_id, "parent_id"]
        upper = [] if is_missing(above) else path(str(above))
        return [*upper, list(places.index).index(place_id)]

    ordered = sorted(set(record.public_plans["place_id"]), key=path)
    return [str(places.loc[place_id, f"name_{record.words.lang}"]) for place_id in ordered]


def _audit_values(record: Record) -> dict[str, str]:
    """Give how many comparisons have which verdict."""
    by_verdict = {verdict: record.audit[record.audit["verdict"] == verdict] for verdict in VERDICTS}
    counts = {f"audit.{verdict}": len(rows) for verdict, rows in by_verdict.items()}
    conflicts = by_verdict["conflict"]
    # What follows from another contradiction is none of its own.
    follows = conflicts["follows_from"].isin(conflicts["check_id"])
    counts["audit.contradictions"] = int((~follows).sum())
    counts["audit.consequences"] = int(follows.sum())
    return count_values(counts)


def _example(pair: pd.Series[Any], words: Wording) -> dict[str, str]:
    base, aim = float(pair["value_low_base"]), float(pair["value_low_target"])
    growth, years = float(pair["growth"]), int(pair["years"])
    unit = str(pair["unit_target"])
    said = {
        "baseline": words.say_value(base, unit),
        "target": words.say_value(aim, unit),
        "baseline_year": str(pair["period_end_base"]),
        "target_year": str(pair["period_end_target"]),
        "baseline_printed": str(pair["printed_base"]),
        "target_printed": str(pair["printed_target"]),
        "baseline_number": say_number(float(pair["low_base"])),
        "target_number": say_number(float(pair["low_target"])),
        "years": str(years),
        "ratio": say_number(aim / base, 4),
        "growth": say_number(growth, 2),
        "total": say_number((aim / base - 1) * 100, 2),
        "simple": say_number((aim / base - 1) * 100 / years, 2),
    }
    return {f"example.{name}": inert(text) for name, text in said.items()}
