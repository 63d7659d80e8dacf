"""Facts for the prose pages: what a page says in figures is computed from the clean tables.

A page writes ``{{ observations }}``; `fill` puts the value there. A name that is not a fact is an
error, so a page can neither invent a figure nor keep an old one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from compendium.comparisons import VERDICTS
from compendium.errors import FileError, UnknownNameError
from compendium.tables import load
from compendium.targets import pair_targets
from compendium.wording import choose, say_number, say_period, say_value

PLACEHOLDER = re.compile(r"\{\{ *([\w.-]+) *\}\}")
CHAPTERS = ("consumption", "trade", "finance", "services", "livability")
# The worked example of "How to read" follows this row of the commerce plan's table.
EXAMPLE = ("shenzhen-commerce-145", "retail-sales")
# The marks that "How to read" explains, each shown on a figure that a plan prints.
MARKED: Mapping[str, str] = {
    "mark.total": "shenzhen-commerce-145-t1.new-first-stores.shenzhen.2021-2025.target",
    "mark.average": "shenzhen-outline-145-b1.gdp-growth.shenzhen.2021-2025.target",
    "mark.substitute": "futian-cbd-155-t1.circular-economy-revenue.futian.2024.actual",
    "mark.at_least": "shenzhen-outline-145-b1.good-air-days-share.shenzhen.2025.target",
    "mark.about": "shenzhen-services-145-b1.finance-share-of-gdp.shenzhen.2025.target",
    "mark.words": "shenzhen-outline-145-b1.carbon-intensity-reduction.shenzhen.2025.target",
}
FIRST_YEAR, LAST_YEAR = 2020, 2030


@dataclass(frozen=True)
class _Tables:
    plans: pd.DataFrame
    tables: pd.DataFrame
    observations: pd.DataFrame
    indicators: pd.DataFrame
    places: pd.DataFrame
    projects: pd.DataFrame
    entities: pd.DataFrame
    audit: pd.DataFrame


def facts(clean_dir: Path, lang: str = "en") -> dict[str, str]:
    """Compute every fact that a prose page may name.

    Parameters
    ----------
    clean_dir
        The folder ``data/clean``.
    lang
        ``en`` or ``zh``.

    Returns
    -------
    dict
        Name to text: counts (``observations``, ``plans``, ``chapter.trade`` …), ``plan_list`` (one
        item of HTML a plan) and the worked example (``example.growth`` …).
    """
    read = _Tables(**{name: load(name, clean_dir.resolve()) for name in _Tables.__annotations__})
    found = read.observations
    counts = {name: len(getattr(read, name)) for name in _Tables.__annotations__}
    chapters = {f"chapter.{name}": int((found["chapter"] == name).sum()) for name in CHAPTERS}
    roles = {f"role.{role}": int((found["role"] == role).sum()) for role in ("actual", "target")}
    targets = found[found["role"] == "target"]
    bindings = {
        f"{kind}.{plan_id}": int(
            ((targets["plan_id"] == plan_id) & (targets["binding"] == kind)).sum()
        )
        for plan_id in read.plans["plan_id"]
        for kind in ("binding", "expected")
    }
    numbers = {**counts, **chapters, **roles, **bindings}
    return {
        **{name: say_number(number) for name, number in numbers.items()},
        "version": version("compendium"),
        "plan_list": _plan_list(read, lang),
        "plan_table": "\n".join(_plan_row(plan, lang) for _, plan in read.plans.iterrows()),
        **_audit(read, lang),
        **_marked(read.observations),
        **_example(read.observations, lang),
    }


def fill(text: str, known: Mapping[str, str], *, page: Path) -> str:
    """Put the facts into a page.

    Raises
    ------
    FileError
        If the page names a fact that there is not.

    >>> fill("{{ plans }} plans", {"plans": "5"}, page=Path("index.md"))
    '5 plans'
    """
    missing = sorted({name for name in PLACEHOLDER.findall(text) if name not in known})
    if missing:
        raise FileError(page, str(UnknownNameError("fact", missing[0], tuple(sorted(known)))))
    return PLACEHOLDER.sub(lambda match: known[match.group(1)], text)


def _plan_list(read: _Tables, lang: str) -> str:
    figures = read.observations.groupby("plan_id").size()
    named = read.projects.groupby("plan_id").size()
    ordered = read.plans.sort_values(["period_start", "plan_id"], kind="stable")
    items = "\n".join(
        _plan_item(
            plan, int(figures.get(plan["plan_id"], 0)), int(named.get(plan["plan_id"], 0)), lang
        )
        for _, plan in ordered.iterrows()
    )
    years = "".join(f"<li>{year}</li>" for year in range(FIRST_YEAR, LAST_YEAR + 1))
    return (
        f'<ol class="plan-years" aria-hidden="true">{years}</ol>\n'
        f'<ul class="plan-list">\n{items}\n</ul>'
    )


def _plan_item(plan: pd.Series[Any], figures: int, named: int, lang: str) -> str:
    start, end = int(plan["period_start"]), int(plan["period_end"])
    columns = f"--from: {start - FIRST_YEAR + 1}; --to: {end - FIRST_YEAR + 2}"
    period = say_period(plan["period_start"], plan["period_end"])
    draft = choose(lang, en=" · draft", zh="·草案") if plan["status"] == "draft" else ""
    counts = choose(
        lang,
        en=f"<b>{figures}</b> figures · <b>{named}</b> projects and actions named",
        zh=f"<b>{figures}</b>个数字·<b>{named}</b>个项目与行动",
    )
    other, other_lang = (plan["title_zh"], "zh-Hans") if lang == "en" else (plan["title_en"], "en")
    return (
        f'<li class="plan" data-plan="{plan["plan_id"]}" style="{columns}">'
        f'<span class="plan-bar" aria-hidden="true"></span>'
        f'<span class="plan-name">{escape(plan[f"title_{lang}"])}</span> '
        f'<span class="plan-other" lang="{other_lang}">{escape(other)}</span> '
        f'<span class="plan-meta">{period}{draft} · {counts}</span></li>'
    )


def _audit(read: _Tables, lang: str) -> dict[str, str]:
    """Give how many comparisons have which verdict, and those worth reading as lists."""
    named = read.audit.merge(
        read.indicators[["indicator_id", f"name_{lang}"]], on="indicator_id", validate="many_to_one"
    )
    verdicts = {
        f"audit.{verdict}": say_number(int((named["verdict"] == verdict).sum()))
        for verdict in VERDICTS
    }
    return verdicts | {
        f"audit_{verdict}_list": "\n".join(
            _audit_item(row, lang) for _, row in named[named["verdict"] == verdict].iterrows()
        )
        for verdict in ("conflict", "definition")
    }


def _audit_item(row: pd.Series[Any], lang: str) -> str:
    return (
        f'<li id="{row["check_id"]}"><b>{escape(row[f"name_{lang}"])}.</b> '
        f"{escape(row[f'explanation_{lang}'])}</li>"
    )


def _plan_row(plan: pd.Series[Any], lang: str) -> str:
    missing = {
        f"issuer_{lang}": choose(lang, en="issuer not stated", zh="未载明发布单位"),
        "issued": choose(lang, en="date not stated", zh="未载明日期"),
    }
    stated = [said if pd.isna(plan[name]) else str(plan[name]) for name, said in missing.items()]
    title = f'{plan["title_en"]}<br><span lang="zh-Hans">{plan["title_zh"]}</span>'
    return f"| {title} | {'<br>'.join(stated)} | {plan['note_en']} |"


def _marked(observations: pd.DataFrame) -> dict[str, str]:
    printed = dict(
        zip(observations["observation_id"], observations["printed"].astype(str), strict=True)
    )
    if lost := sorted(set(MARKED.values()) - set(printed)):
        raise UnknownNameError("observation", lost[0])
    return {name: printed[observation_id] for name, observation_id in MARKED.items()}


def _example(observations: pd.DataFrame, lang: str) -> dict[str, str]:
    pairs = pair_targets(observations[observations["source_kind"] == "table"])
    plan_id, indicator_id = EXAMPLE
    chosen = pairs[(pairs["plan_id"] == plan_id) & (pairs["indicator_id"] == indicator_id)]
    if len(chosen) != 1 or pd.isna(chosen["growth"].iloc[0]):
        raise UnknownNameError("worked example", f"{plan_id}/{indicator_id}")
    pair = chosen.iloc[0]
    base, aim = float(pair["value_low_base"]), float(pair["value_low_target"])
    growth, years = float(pair["growth"]), int(pair["years"])
    simple = (aim / base - 1) * 100 / years
    return {
        "example.baseline": say_value(base, "CNY", lang),
        "example.target": say_value(aim, "CNY", lang),
        "example.baseline_year": str(pair["period_end_base"]),
        "example.target_year": str(pair["period_end_target"]),
        "example.baseline_printed": str(pair["printed_base"]),
        "example.target_printed": str(pair["printed_target"]),
        "example.baseline_number": say_number(float(pair["low_base"])),
        "example.target_number": say_number(float(pair["low_target"])),
        "example.years": str(years),
        "example.ratio": say_number(aim / base, 4),
        "example.growth": say_number(growth, 2),
        "example.total": say_number((aim / base - 1) * 100, 2),
        "example.simple": say_number(simple, 2),
    }
