"""What a chapter shows besides figures: findings, tables, sources and the colophon, as HTML."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Hashable, Mapping, Sequence
from html import escape
from importlib.metadata import version
from typing import Any

import pandas as pd

from compendium.errors import ChapterError
from compendium.wording import choose, say_figure, say_number, say_period, say_signed, say_value

_CHINESE = re.compile(r"[㐀-鿿]+")

COLOPHON_PACKAGES = ("compendium", "pandas", "altair", "vl-convert-python", "papermill")


class Html:
    """A piece of HTML with its plain text, as a notebook shows it."""

    def __init__(self, html: str, text: str) -> None:
        self.html, self.text = html, text

    def __str__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def check_claims(chapter: str, claims: Mapping[str, bool]) -> None:
    """Stop a chapter whose text would say what the data no longer shows.

    Raises
    ------
    ChapterError
        With every claim that does not hold.
    """
    if broken := [claim for claim, holds in claims.items() if not holds]:
        raise ChapterError(chapter, "the data no longer shows that " + "; nor that ".join(broken))


def show_note(note: str) -> Html:
    """Show the note that a row of the data has, as a quotation."""
    return Html(f'<blockquote class="data-note"><p>{escape(note)}</p></blockquote>', note)


def show_table(table: pd.DataFrame, *, caption: str) -> Html:
    """Show a table in a region that scrolls when the screen is narrow.

    Parameters
    ----------
    table
        (R rows) of texts, or `Html` where a cell has marks of its own; the first column heads its
        row, the column names head the columns. A column of bare numbers is set to the right.
    caption
        One sentence that says what the table has.
    """
    numeric = {
        name: bool(table[name].astype(str).str.match(r"^[+−–-]?[\d,.]*%?$").all())
        for name in table.columns
    }
    align = {name: ' class="number"' if is_number else "" for name, is_number in numeric.items()}
    head = "".join(f'<th scope="col"{align[name]}>{escape(name)}</th>' for name in table.columns)
    # On a small screen a row is a card, and each cell names its column.
    marks = [f'{align[name]} data-label="{escape(name)}"' for name in table.columns]
    body = "".join(_table_row(row, marks) for row in table.itertuples(index=False))
    label = escape(caption, quote=True)
    return Html(
        f'<div class="scroll-region" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="compendium-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>",
        f"{caption}\n{table.to_string(index=False)}",
    )


def _table_row(row: Sequence[object], marks: Sequence[str]) -> str:
    first, *rest = (v.html if isinstance(v, Html) else escape(str(v)) for v in row)
    cells = "".join(f"<td{mark}>{value}</td>" for value, mark in zip(rest, marks[1:], strict=True))
    return f'<tr><th scope="row">{first}</th>{cells}</tr>'


def show_targets(pairs: pd.DataFrame, indicators: pd.DataFrame, lang: str) -> Html:
    """Show a chapter's indicators: baseline, target and what lies between.

    An English name has the printed Chinese one below it, so that a reader finds it in the plan.

    Parameters
    ----------
    pairs
        (T rows) of `compendium.targets.pair_targets`.
    indicators
        ``indicators.csv``, for the names.
    lang
        ``en`` or ``zh``.
    """
    names = indicators.set_index("indicator_id")[choose(lang, en="name_en", zh="name_zh")]
    heads = choose(
        lang,
        en="Indicator|Plan|Baseline|Target|What it takes",
        zh="指标|规划|现状|目标|所需变化",
    ).split("|")
    rows = [
        (
            _name_indicator(names[pair["indicator_id"]], pair["indicator_zh_target"], lang),
            name_plan(pair["plan_id"], lang),
            _say_side(pair, "base", lang),
            _mark_chinese(_say_side(pair, "target", lang), lang),
            say_change(pair, lang),
        )
        for pair in pairs.to_dict("records")
    ]
    caption = choose(
        lang,
        en="The chapter's indicators: baseline, target, and what lies between where the two can be "
        "compared.",
        zh="本章指标：现状、目标，以及两者可比时所需的变化。",
    )
    return show_table(pd.DataFrame(rows, columns=heads), caption=caption)


def _name_indicator(name: str, printed: str, lang: str) -> Html:
    if lang == "zh":
        return Html(escape(name), name)
    below = f'<span class="printed-name" lang="zh-Hans">{escape(printed)}</span>'
    return Html(f"{escape(name)}<br>{below}", f"{name} ({printed})")


def _mark_chinese(text: str, lang: str) -> Html:
    if lang == "zh":
        return Html(escape(text), text)
    marked = _CHINESE.sub(lambda run: f'<span lang="zh-Hans">{run.group()}</span>', escape(text))
    return Html(marked, text)


def _say_side(pair: Mapping[Hashable, Any], side: str, lang: str) -> str:
    fields = ("value_low", "value_high", "unit", "comparator", "printed")
    figure = {name: pair[f"{name}_{side}"] for name in fields}
    if pd.isna(figure["printed"]):
        return "–"
    period = say_period(str(pair[f"period_start_{side}"]), str(pair[f"period_end_{side}"]))
    kinds = {
        "cumulative": choose(lang, en=", total", zh="合计"),
        "average": choose(lang, en=", yearly mean", zh="年均"),
    }
    kind = kinds.get(str(pair[f"period_kind_{side}"]), "")
    return choose(
        lang,
        en=f"{say_figure(figure, lang)} ({period}{kind})",
        zh=f"{say_figure(figure, lang)}（{period}{kind}）",
    )


def say_change(pair: Mapping[Hashable, Any], lang: str) -> str:
    """Say what lies between baseline and target: growth a year, points, a multiple, or why not.

    A total over several years against one year's amount is said as its yearly mean.
    """
    comparison = pair["comparison"]
    if comparison == "growth":
        rate = say_signed(float(pair["growth"]))
        return choose(lang, en=f"{rate}% a year", zh=f"年均{rate}%")
    if comparison == "count" and pd.isna(pair["multiple"]):
        return choose(lang, en="from none", zh="从零起步")
    if comparison == "count":
        ends = dict.fromkeys(
            say_number(float(pair[name])) for name in ("multiple", "multiple_high")
        )
        times = "–".join(ends)
        return choose(lang, en=f"{times} times as many", zh=f"为现状的{times}倍")
    if comparison == "share":
        points = say_signed(float(pair["points"]))
        return choose(lang, en=f"{points} points", zh=f"{points}个百分点")
    if comparison == "totals":
        multiple = say_number(float(pair["multiple"]))
        return choose(lang, en=f"{multiple} times the total", zh=f"为前一合计的{multiple}倍")
    if comparison == "spread":
        mean = say_value(float(pair["yearly_mean"]), str(pair["unit_target"]), lang)
        change = f"{say_signed(float(pair['change']), 0)}%"
        return choose(lang, en=f"{mean} a year on average: {change}", zh=f"年均{mean}：{change}")
    if pd.isna(pair["printed_base"]):
        return choose(lang, en="no baseline printed", zh="未印现状值")
    return choose(lang, en="not comparable", zh="口径不同，不可比")


def name_plan(plan_id: str, lang: str) -> str:
    """Give the short name of a plan; a plan without one keeps its id."""
    names = {
        "shenzhen-outline-145": ("Shenzhen outline", "深圳纲要"),
        "shenzhen-services-145": ("Shenzhen services plan", "深圳服务业规划"),
        "shenzhen-commerce-145": ("Shenzhen commerce plan", "深圳商务规划"),
        "zhongshan-services-145": ("Zhongshan services plan", "中山服务业规划"),
        "futian-cbd-155": ("Futian CBD plan", "福田CBD规划"),
    }
    return names.get(plan_id, (plan_id, plan_id))[0 if lang == "en" else 1]


def name_sources(
    table_ids: Sequence[str], tables: pd.DataFrame, plans: pd.DataFrame, lang: str
) -> list[str]:
    """Name tables as a reader should cite them: plan, number, title.

    Parameters
    ----------
    table_ids
        The tables a figure draws on.
    tables, plans
        ``tables.csv`` and ``plans.csv``.
    """
    known = tables.merge(plans, on="plan_id", suffixes=("", "_plan"), validate="many_to_one")
    known = known.set_index("table_id").loc[list(dict.fromkeys(table_ids))]
    pattern = choose(
        lang,
        en="{title_en_plan} ({title_zh_plan}), {number_zh}",
        zh="《{title_zh_plan}》{number_zh} {title_zh}",
    )
    return [pattern.format_map(row) for row in known.to_dict("records")]


def show_colophon(observations: pd.DataFrame, lang: str) -> Html:
    """Show what the chapter was made from: the rows it read, and the packages; no clock time."""
    rows = observations.to_csv(index=False, lineterminator="\n").encode("utf-8")
    digest = hashlib.sha256(rows).hexdigest()[:12]
    packages = ", ".join(f"{name} {version(name)}" for name in COLOPHON_PACKAGES)
    text = choose(
        lang,
        en=f"Reads {len(observations)} rows of the tables, fingerprint {digest}. "
        f"Made with {packages}.",
        zh=f"本章读取数据表{len(observations)}行，指纹 {digest}。所用软件：{packages}。",
    )
    return Html(f'<p class="colophon">{escape(text)}</p>', text)
