"""What came of targets: beside what was wanted, to be drawn and as a table; or how many wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from compendium.chapter.forms.bullets import draw_bullets
from compendium.chapter.forms.shapes import Drawing
from compendium.chapter.html import Html, render
from compendium.printed.wording import Wording, choose, is_missing, say_period

Names = Mapping[str, Mapping[str, str]]

_PERIOD = ["period_start", "period_end", "period_kind"]
_THING = ["indicator_id", "place_id", *_PERIOD]
# An order is no length, and the lower place is the better one.
_NO_LENGTH = ("rank", "water_class")
_SAID = {
    "en": {"reached": "reached", "missed": "missed", "": "cannot be told"},
    "zh": {"reached": "已达到", "missed": "未达到", "": "无法判断"},
}


def select_targets(targets: pd.DataFrame, observations: pd.DataFrame, chapter: str) -> pd.DataFrame:
    """Give the targets of a chapter, each once a plan: its print in a table before others.

    Parameters
    ----------
    targets, observations
        Rows of ``targets.csv`` (T rows), and the observations in which their figures stand.
    chapter
        Its name.

    Returns
    -------
    DataFrame
        The targets in their order, with their period and ``in_table``.
    """
    facts = observations[["observation_id", "chapter", "source_kind", *_PERIOD]]
    own = targets.merge(
        facts, left_on="target_id", right_on="observation_id", validate="one_to_one"
    ).drop(columns="observation_id")
    own = own[own["chapter"] == chapter].assign(in_table=own["source_kind"] == "table")
    first = own.sort_values("in_table", ascending=False, kind="stable")
    return first.drop_duplicates([*_THING, "plan_id"]).sort_index().reset_index(drop=True)


def label_targets(told: pd.DataFrame, names: Names, lang: str) -> list[str]:
    """Name targets with an outcome (T rows), each by what tells it from the others.

    That is the indicator, and the place, the period and the plan where there are several.
    """
    of_one = told.groupby(["indicator_id", "place_id"], sort=False)
    periods = of_one["period_start"].transform(lambda each: len({*map(str, each)}))
    plans = told.groupby(_THING, sort=False, dropna=False)["plan_id"].transform("nunique")
    several = told["place_id"].nunique() > 1
    labels = []
    for row, n_periods, n_plans in zip(told.to_dict("records"), periods, plans, strict=True):
        parts = [names["indicator_id"][row["indicator_id"]]]
        if several:
            parts.append(names["place_id"][row["place_id"]])
        if n_periods > 1:
            parts.append(_say_period(row["period_start"], row["period_end"]))
        if n_plans > 1:
            parts.append(names["plan_id"][row["plan_id"]])
        labels.append(choose(lang, en=", ", zh="，").join(parts))
    return labels


def arrange_marks(marks: pd.DataFrame) -> pd.DataFrame:
    """Give the marks (M rows) of the labels whose marks all have a length on one scale.

    Those of a label stand together, the smaller first, as they stand on the scale.
    """
    short = marks["unit"].isin(_NO_LENGTH) | (marks["value"] < 0)
    drawn = marks[~marks["label"].isin(marks.loc[short, "label"])]
    place = {label: n for n, label in enumerate(dict.fromkeys(drawn["label"]))}
    return (
        drawn.assign(place=drawn["label"].map(place))
        .sort_values(["place", "value"], kind="stable", ignore_index=True)
        .drop(columns="place")
    )


def draw_outcomes(data: pd.DataFrame, width: int, **options: Any) -> Drawing:
    """Draw marks with `draw_bullets`; outcome and target have one year, which needs no saying."""
    return draw_bullets(data.assign(year=None), width, arrows=False, **options)


def say_results(told: pd.DataFrame, labels: Sequence[str], lang: str) -> dict[str, str]:
    """Say of each label (T labels) whether the target was reached."""
    return {
        label: _said(reached, lang) for label, reached in zip(labels, told["reached"], strict=True)
    }


def list_outcomes(
    told: pd.DataFrame, figures: pd.DataFrame, names: Names, words: Wording
) -> pd.DataFrame:
    """Give targets with an outcome (T rows) as a reader reads them, with their ``ids``.

    Parameters
    ----------
    figures
        The observations by their ids.
    """
    heads = choose(
        words.lang,
        en="Indicator|Place|Period|Plan|Target|Outcome|From|Result",
        zh="指标|地区|时期|规划|目标|结果|来源|判断",
    ).split("|")
    rows: list[list[object]] = []
    for row in told.to_dict("records"):
        target, outcome = (
            {str(name): value for name, value in figures.loc[row[key]].items()}
            for key in ("target_id", "outcome_id")
        )
        rows.append(
            [
                names["indicator_id"][row["indicator_id"]],
                names["place_id"][row["place_id"]],
                _say_period(row["period_start"], row["period_end"]),
                names["plan_id"][row["plan_id"]],
                words.say_figure(target),
                words.say_figure(outcome),
                names["plan_id"][outcome["plan_id"]],
                _said(row["reached"], words.lang),
                (row["target_id"], row["outcome_id"]),
            ]
        )
    return pd.DataFrame(rows, columns=[*heads, "ids"])


def say_outcomes(told: pd.DataFrame, waiting: int, lang: str) -> dict[str, str]:
    """Give the words of the figure: its topic, title and finding.

    Parameters
    ----------
    told
        The targets with an outcome (T rows).
    waiting
        How many with a year have none.
    """
    count = told["reached"].fillna("").astype(str).value_counts()
    reached, missed, open_ = (int(count.get(each, 0)) for each in ("reached", "missed", ""))
    missed_en = {0: "None was", 1: "1 was"}.get(missed, f"{missed} were")
    more_en = f" Of {open_} it cannot be told." if open_ else ""
    more_zh = f"{open_}个无法判断。" if open_ else ""
    wait_zh = f"另有{waiting}个目标尚无结果。"
    wait_en = f" {waiting} more {'wait' if waiting > 1 else 'waits'} for what came of them."
    return {
        "topic": choose(lang, en="Targets, and what came of them", zh="目标及其结果"),
        "title": choose(
            lang,
            en=f"{reached} of {len(told)} targets with an outcome were reached",
            zh=f"有结果的{len(told)}个目标中，{reached}个已达到",
        ),
        "finding": choose(
            lang,
            en=f"{missed_en} missed.{more_en}" + (wait_en if waiting else ""),
            zh=f"{missed}个未达到。{more_zh}" + (wait_zh if waiting else ""),
        ),
    }


def say_waiting(own: pd.DataFrame, lang: str) -> Html:
    """Say that no outcome of a chapter's targets (T rows) is in the record, and how many wait."""
    years = own["target_year"].dropna().astype(int).value_counts().sort_index()
    if years.empty:
        said = choose(
            lang,
            en="No outcome is in the record yet, and no target of this chapter names its year.",
            zh="数据中尚无结果，本章也没有写明年份的目标。",
        )
        return Html(render("outcomes.html.j2", text=said), said)
    called = {0: "target " if years.iloc[0] == 1 else "targets "}
    parts = [
        choose(
            lang, en=f"{number} {called.get(place, '')}of {year}", zh=f"{year}年的{number}个目标"
        )
        for place, (year, number) in enumerate(years.items())
    ]
    listed = (
        "、".join(parts)
        if lang == "zh"
        else " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    )
    verb = "waits for its own" if years.sum() == 1 else "wait for theirs"
    said = choose(
        lang,
        en=f"No outcome is in the record yet: {listed} {verb}.",
        zh=f"数据中尚无结果：{listed}仍待结果。",
    )
    return Html(render("outcomes.html.j2", text=said), said)


def _said(reached: object, lang: str) -> str:
    return _SAID[lang]["" if is_missing(reached) else str(reached)]


def _say_period(start: object, end: object) -> str:
    return str(end) if is_missing(start) else say_period(str(start), str(end))
