"""Lists that the pages show: the plans on a line of years and as a table."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from compendium.contract.columns import COLOUR
from compendium.printed.wording import choose, is_missing, say_period
from compendium.site.render import render_html, render_markdown


def plan_years(plans: pd.DataFrame) -> tuple[str, str]:
    """Give the first and the last year of all plans."""
    return plans["period_start"].str[:4].min(), plans["period_end"].str[:4].max()


def plan_list(
    plans: pd.DataFrame, observations: pd.DataFrame, projects: pd.DataFrame, lang: str
) -> str:
    """Show the plans (P rows) on a line of years, each in its colour, as HTML."""
    other_lang = "zh" if lang == "en" else "en"
    first, last = map(int, plan_years(plans))
    # What a thing is to become is no further thing.
    things = projects[projects["kind"] != "role"]
    figures, named = (rows.groupby("plan_id").size() for rows in (observations, things))
    listed = [
        {
            "plan_id": plan["plan_id"],
            "title": plan[f"title_{lang}"],
            "other_title": plan[f"title_{other_lang}"],
            "first": int(plan["period_start"][:4]) - first + 1,
            "last": int(plan["period_end"][:4]) - first + 2,
            # Nothing but a colour may come into a drawing.
            "colour": plan["colour"] if re.fullmatch(COLOUR, str(plan["colour"])) else "",
            "period": say_period(plan["period_start"], plan["period_end"]),
            "is_draft": plan["status"] == "draft",
            "figures": int(figures.get(plan["plan_id"], 0)),
            "named": int(named.get(plan["plan_id"], 0)),
        }
        for plan in _rows(plans.sort_values(["period_start", "plan_id"], kind="stable"))
    ]
    return render_html(
        "plans.html.j2",
        plans=listed,
        years=range(first, last + 1),
        lang=lang,
        other_lang="zh-Hans" if other_lang == "zh" else other_lang,
    )


def plan_table(plans: pd.DataFrame, lang: str) -> str:
    """Show what is known of each plan (P rows), as rows of a Markdown table."""
    listed = [
        {
            "plan_id": plan["plan_id"],
            "title_en": plan["title_en"],
            "title_zh": plan["title_zh"],
            "issuer": _stated(
                plan[f"issuer_{lang}"], choose(lang, en="issuer not stated", zh="未载明发布单位")
            ),
            "issued": _stated(plan["issued"], choose(lang, en="date not stated", zh="未载明日期")),
            "note": _stated(plan["note_en"], ""),
        }
        for plan in _rows(plans)
    ]
    return render_markdown("plans.md.j2", plans=listed).rstrip()


def _stated(value: object, missing: str) -> str:
    return missing if is_missing(value) else str(value)


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
