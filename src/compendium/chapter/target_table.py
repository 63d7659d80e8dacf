"""A chapter's targets as a table: baseline, target and what lies between, in words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from compendium.chapter.html import Html, render
from compendium.chapter.origins import row_ids
from compendium.chapter.show import show_table
from compendium.printed.wording import (
    Wording,
    choose,
    is_missing,
    say_number,
    say_period,
    say_signed,
)


def show_targets(
    pairs: pd.DataFrame, indicators: Mapping[str, str], plans: Mapping[str, str], words: Wording
) -> Html:
    """Show a chapter's indicators: baseline, target and what lies between.

    An English name has the printed Chinese one below it, so that a reader finds it in the plan.

    Parameters
    ----------
    pairs
        (T rows) of `compendium.chapter.targets.pair_targets`.
    indicators, plans
        The names of the indicators and the short names of the plans, by their ids.
    words
        How figures are said, and in which language.
    """
    lang = words.lang
    heads = choose(
        lang,
        en="Indicator|Plan|Baseline|Target|What it takes",
        zh="指标|规划|现状|目标|所需变化",
    ).split("|")
    rows = [
        (
            _name_indicator(indicators[pair["indicator_id"]], pair["indicator_zh_target"], lang),
            plans[pair["plan_id"]],
            _say_side(pair, "base", words),
            _say_side(pair, "target", words),
            say_change(pair, words),
        )
        for pair in pairs.to_dict("records")
    ]
    caption = choose(
        lang,
        en="The chapter's indicators: baseline, target, and what lies between where the two can be "
        "compared.",
        zh="本章指标：现状、目标，以及两者可比时所需的变化。",
    )
    table = pd.DataFrame(rows, columns=heads)
    return show_table(table, caption=caption, lang=lang, ids=list(row_ids(pairs)))


def _name_indicator(name: str, printed: str, lang: str) -> Html:
    below = "" if lang == "zh" else printed
    html = render("indicator.html.j2", name=name, printed=below, lang=lang)
    return Html(html, f"{name} ({below})" if below else name)


def _say_side(pair: Mapping[Hashable, Any], side: str, words: Wording) -> str:
    fields = ("value_low", "value_high", "unit", "comparator", "printed")
    figure = {name: pair[f"{name}_{side}"] for name in fields}
    if pd.isna(figure["printed"]):
        return "–"
    said = words.say_figure(figure)
    start, end = pair[f"period_start_{side}"], pair[f"period_end_{side}"]
    if is_missing(end):
        return said
    period = say_period(str(start), str(end))
    if is_missing(start):
        period = choose(words.lang, en=f"to {end}", zh=f"至{end}")
    kinds = {
        "cumulative": choose(words.lang, en=", total", zh="合计"),
        "average": choose(words.lang, en=", yearly mean", zh="年均"),
    }
    kind = kinds.get(str(pair[f"period_kind_{side}"]), "")
    return choose(words.lang, en=f"{said} ({period}{kind})", zh=f"{said}（{period}{kind}）")


def say_change(pair: Mapping[Hashable, Any], words: Wording) -> str:
    """Say what lies between baseline and target: growth a year, points, a multiple, or why not.

    A total over several years against one year's amount is said as its yearly mean.
    """
    lang, comparison = words.lang, pair["comparison"]
    if comparison == "growth" and pd.notna(pair["growth"]):
        rate = say_signed(float(pair["growth"]))
        return choose(lang, en=f"{rate}% a year", zh=f"年均{rate}%")
    if comparison in ("growth", "count", "totals") and pair["value_low_base"] == 0:
        return choose(lang, en="from none", zh="从零起步")
    if comparison == "count" and pd.notna(pair["multiple"]):
        ends = dict.fromkeys(
            say_number(float(pair[name])) for name in ("multiple", "multiple_high")
        )
        times = "–".join(ends)
        return choose(lang, en=f"{times} times as many", zh=f"为现状的{times}倍")
    if comparison == "share" and pair["points"] == 0:
        return choose(lang, en="no change", zh="持平")
    if comparison == "share":
        points = say_signed(float(pair["points"]))
        return choose(lang, en=f"{points} points", zh=f"{points}个百分点")
    if comparison == "totals" and pd.notna(pair["multiple"]):
        multiple = say_number(float(pair["multiple"]))
        return choose(lang, en=f"{multiple} times the total", zh=f"为前一合计的{multiple}倍")
    if comparison == "spread" and pd.notna(pair["change"]):
        mean = words.say_value(float(pair["yearly_mean"]), str(pair["unit_target"]))
        change = f"{say_signed(float(pair['change']), 0)}%"
        return choose(lang, en=f"{mean} a year on average: {change}", zh=f"年均{mean}：{change}")
    if pd.isna(pair["printed_base"]):
        return choose(lang, en="no baseline printed", zh="未印现状值")
    return choose(lang, en="not comparable", zh="口径不同，不可比")
