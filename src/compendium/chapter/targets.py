"""Baselines beside targets: what a plan wants, and how fast that is."""

from __future__ import annotations

import pandas as pd

PAIRED = ["plan_id", "table_id", "indicator_id", "place_id"]
SIDE = [
    "observation_id",
    "indicator_zh",
    "printed",
    "comparator",
    "low",
    "high",
    "unit_zh",
    "value_low",
    "value_high",
    "unit",
    "measure",
    "period_start",
    "period_end",
    "period_kind",
    "note_en",
    "note_zh",
    "locator",
]


def required_growth(baseline: float, target: float, years: int) -> float:
    """Give the average yearly growth, in percent, that leads from a baseline to a target.

    Raises
    ------
    ValueError
        If the baseline or the target is not positive, or there is not at least one year between.

    >>> round(required_growth(8664.8, 12500, 5), 1)
    7.6
    """
    if baseline <= 0 or target <= 0 or years < 1:
        raise ValueError(f"no growth rate from {baseline} to {target} in {years} years")
    ratio: float = (target / baseline) ** (1 / years)
    return (ratio - 1) * 100


def pair_targets(observations: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Put each target beside its baseline, as ``targets.csv`` pairs them.

    Parameters
    ----------
    observations
        (R rows) of ``observations.csv``, as `compendium.load` gives them: the targets and their
        baselines, which may be other plans'.
    targets
        (T rows) of ``targets.csv``: those that are wanted.

    Returns
    -------
    DataFrame
        One row a target (T rows), in the order of ``targets``: the key columns, the fields of both
        sides with ``_base`` and ``_target`` (a target without a baseline has ``NA`` in the
        former), and

        - ``comparison``: ``growth`` (two levels of one kind and unit), ``share`` (two percentages),
          ``count`` (two numbers of things, too small for a rate), ``totals`` (two totals over
          several years), ``spread`` (one year's amount against a total over several years in the
          same unit: the total is divided by its years), ``none`` (no baseline, words, or figures
          of different kinds: one year against a running total);
        - ``years``: calendar years from the end of the one period to the end of the other;
        - ``multiple``, ``multiple_high``: the target's lower and upper end over the baseline
          (``growth``, ``count`` and ``totals`` only);
        - ``growth``: the required average yearly growth in percent (``growth`` only, and only from
          a baseline and a target above zero with at least a year between);
        - ``points``: the change in percentage points (``share`` only);
        - ``yearly_mean``, ``change``: the target's total divided by its years, in the canonical
          unit, and how many percent that lies above the baseline (``spread`` only).
    """
    sides = observations[["observation_id", *(name for name in SIDE if name != "observation_id")]]
    keys = observations[["observation_id", *PAIRED, "chapter", "binding"]]
    worked_out = [
        "target_id",
        "baseline_id",
        "baseline_plan_id",
        "years",
        "multiple",
        "growth_percent",
        "difference",
    ]
    pairs = (
        targets[worked_out]
        .merge(
            keys, left_on="target_id", right_on="observation_id", validate="one_to_one", how="left"
        )
        .drop(columns="observation_id")
        .merge(
            sides.add_suffix("_target"),
            left_on="target_id",
            right_on="observation_id_target",
            validate="one_to_one",
            how="left",
        )
        .merge(
            sides.add_suffix("_base"),
            left_on="baseline_id",
            right_on="observation_id_base",
            validate="many_to_one",
            how="left",
        )
    )
    kinds = pairs.apply(_comparison, axis=1).astype("str")
    base, aim = pairs["value_low_base"], pairs["value_low_target"]
    has_multiple = kinds.isin(["growth", "count", "totals"]) & (base > 0)
    mean = _spread(
        aim, pairs["period_start_target"], pairs["period_end_target"], where=kinds == "spread"
    )
    return pairs.assign(
        comparison=kinds,
        multiple=(aim / base).where(has_multiple),
        multiple_high=(pairs["value_high_target"] / base).where(has_multiple),
        growth=pairs["growth_percent"].where(kinds == "growth"),
        points=pairs["difference"].where(kinds == "share"),
        yearly_mean=mean,
        change=((mean / base - 1) * 100).where(base > 0),
    ).drop(columns=["growth_percent", "difference"])


def _comparison(pair: pd.Series) -> str:
    if pd.isna(pair["value_low_base"]) or pd.isna(pair["value_low_target"]):
        return "none"
    if pair["unit_base"] != pair["unit_target"]:
        return "none"
    kinds = (pair["period_kind_base"], pair["period_kind_target"])
    if kinds == ("annual", "cumulative") and pair["unit_target"] != "percent":
        # A total without a first year cannot be spread over its years.
        return "none" if pd.isna(pair["period_start_target"]) else "spread"
    if kinds[0] != kinds[1]:
        return "none"
    if pair["unit_target"] == "percent":
        return "share"
    if pair["period_kind_target"] == "cumulative":
        return "totals"
    return "count" if pair["measure_target"] == "count" else "growth"


def _spread(total: pd.Series, start: pd.Series, end: pd.Series, *, where: pd.Series) -> pd.Series:
    months = _month(end, of_a_year=12) - _month(start, of_a_year=1) + 1
    return (total / (months / 12)).astype("Float64").where(where)


def _year(period: pd.Series) -> pd.Series:
    return pd.to_numeric(period.astype("string").str[:4]).astype("Int64")


def _month(period: pd.Series, *, of_a_year: int) -> pd.Series:
    """Count months; a period that is a whole year counts as the given month of it."""
    month = pd.to_numeric(period.astype("string").str[5:7]).astype("Int64")
    return _year(period) * 12 + month.fillna(of_a_year)
