"""Baselines beside targets: what may be compared, and what the comparison gives."""

import pandas as pd
import pytest

from compendium.chapter.targets import pair_targets, required_growth
from compendium.contract.load import load
from support import figure, paired


def pair(base: dict[str, object] | None, target: dict[str, object]) -> pd.Series:
    return paired(base, target).iloc[0]


@pytest.mark.parametrize(
    ("base", "target", "comparison"),
    [
        pytest.param({}, {}, "growth", id="two yearly flows"),
        pytest.param({"period_kind": "point"}, {"period_kind": "point"}, "growth", id="two stocks"),
        pytest.param(
            {"unit": "percent", "measure": "share"},
            {"unit": "percent", "measure": "share"},
            "share",
            id="two shares",
        ),
        pytest.param({"measure": "count"}, {"measure": "count"}, "count", id="two counts"),
        pytest.param(
            {"period_kind": "cumulative"}, {"period_kind": "cumulative"}, "totals", id="two totals"
        ),
        pytest.param({}, {"period_kind": "cumulative"}, "spread", id="one year against five"),
        pytest.param(
            {},
            {"period_kind": "cumulative", "period_start": None},
            "none",
            id="one year against an open total",
        ),
        pytest.param({"period_kind": "cumulative"}, {}, "none", id="five years against one"),
        pytest.param(
            {"unit": "USD"}, {"period_kind": "cumulative"}, "none", id="one year against five, USD"
        ),
        pytest.param(
            {"unit": "percent"},
            {"unit": "percent", "period_kind": "cumulative"},
            "none",
            id="one year's percentage against that of five",
        ),
        pytest.param(
            {"period_kind": "average"}, {"period_kind": "cumulative"}, "none", id="mean and total"
        ),
        pytest.param({}, {"period_kind": "point"}, "none", id="a year against a running total"),
        pytest.param({"unit": "USD"}, {}, "none", id="two currencies"),
    ],
)
def test_only_like_is_compared_with_like(
    base: dict[str, object], target: dict[str, object], comparison: str
) -> None:
    row = pair(figure("actual", 100.0, **base), figure("target", 150.0, **target))
    assert row["comparison"] == comparison
    assert pd.notna(row["growth"]) == (comparison == "growth")
    assert pd.notna(row["points"]) == (comparison == "share")
    assert pd.notna(row["change"]) == (comparison == "spread")
    assert pd.notna(row["yearly_mean"]) == (comparison == "spread")
    assert pd.notna(row["multiple"]) == (comparison in ("growth", "count", "totals"))


TOTAL = {"period_kind": "cumulative", "period_start": "2026", "period_end": "2030"}


@pytest.mark.parametrize(
    ("target", "mean", "change"),
    [
        pytest.param(500.0, 100.0, 25.0, id="more than in the one year"),
        pytest.param(300.0, 60.0, -25.0, id="less"),
    ],
)
def test_a_total_is_compared_by_its_yearly_mean(target: float, mean: float, change: float) -> None:
    row = pair(figure("actual", 80.0), figure("target", target, **TOTAL))
    assert (row["yearly_mean"], row["change"]) == pytest.approx((mean, change))
    assert pd.isna(row["growth"])


def test_a_range_keeps_both_ends() -> None:
    row = pair(
        figure("actual", 2.0, measure="count"),
        figure("target", 6.0, measure="count", value_high=10.0),
    )
    assert (row["multiple"], row["multiple_high"]) == (3.0, 5.0)


def test_words_are_not_compared() -> None:
    row = pair(figure("actual", 100.0), figure("target", None))
    assert row["comparison"] == "none"


def test_a_target_without_a_baseline_keeps_its_row() -> None:
    row = pair(None, figure("target", 150.0))
    assert (row["printed_target"], row["comparison"]) == ("", "none")
    assert pd.isna(row["value_low_base"])


def test_nothing_grows_from_zero() -> None:
    row = pair(figure("actual", 0.0), figure("target", 2.0))
    assert pd.isna(row["growth"])
    assert pd.isna(row["multiple"])


def test_years_and_growth_are_those_of_the_table_of_targets() -> None:
    row = pair(
        figure("actual", 200.0, period_start="2024", period_end="2024"), figure("target", 1000.0)
    )
    assert (row["years"], row["growth"]) == (6, pytest.approx((5 ** (1 / 6) - 1) * 100))


@pytest.mark.parametrize(("base", "target", "years"), [(0, 1, 5), (1, 0, 5), (1, 2, 0)])
def test_no_growth_rate_is_invented(base: float, target: float, years: int) -> None:
    with pytest.raises(ValueError, match="no growth rate"):
        required_growth(base, target, years)


def test_months_count_as_parts_of_a_year() -> None:
    months = {"period_start": "2021-07", "period_end": "2025-12", "period_kind": "cumulative"}
    year = {"period_start": "2020", "period_end": "2020"}
    row = pair(figure("actual", 80.0, **year), figure("target", 450.0, **months))
    assert row["yearly_mean"] == pytest.approx(100.0)


def test_the_baseline_may_be_another_plans() -> None:
    row = pair(figure("actual", 100.0, plan_id="q"), figure("target", 200.0))
    assert (row["plan_id"], row["baseline_plan_id"], row["value_low_base"]) == ("p", "q", 100.0)


def test_the_whole_record_is_paired() -> None:
    observations, targets = load("observations"), load("targets")
    pairs = pair_targets(observations, targets)
    assert pairs["target_id"].tolist() == targets["target_id"].tolist()
    assert (pairs["baseline_id"].notna() == pairs["locator_base"].notna()).all()
    assert (pairs["plan_id"] != pairs["baseline_plan_id"])[pairs["baseline_id"].notna()].any()
