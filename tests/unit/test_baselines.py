"""Targets beside what they start from: which past figure, what is worked out, or why nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from compendium.contract.package import read_package
from compendium.contract.tables import BY_NAME
from compendium.record.targets import build_targets
from support import ROOT

PLANS = pd.DataFrame(
    [("plan", "2021", "2025", "plan", ""), ("other", "2021", "2025", "plan", ""),
     ("later", "2026", "2030", "plan", ""), ("mid", "2023", "2025", "plan", "plan"),
     ("bulletin", "2025", "2025", "statistics", "")],
    columns=["plan_id", "period_start", "period_end", "kind", "revises"],
).assign(issued="")  # fmt: skip
INDICATORS = pd.DataFrame([("gdp", "up")], columns=["indicator_id", "direction"])
COLUMNS = BY_NAME["observations"].columns


def figure(name: str, value: str, year: str | None = None, **facts: str) -> dict[str, str]:
    """Give a level in yuan of a plan for 2021 to 2025; its year is 2020, of a target 2025."""
    target = name.startswith("target")
    end = ("2025" if target else "2020") if year is None else year
    usual = dict.fromkeys(COLUMNS, "") | {
        "observation_id": name, "plan_id": "plan", "indicator_id": "gdp", "place_id": "shenzhen",
        "role": "target" if target else "actual", "measure": "level", "unit": "CNY",
        "period_start": end, "period_end": end, "year": end[:4], "period_kind": "annual",
        "source_kind": "text", "value_low": value, "value_high": value,
    }  # fmt: skip
    return usual | facts


def pair(*rows: Mapping[str, str]) -> dict[str, str]:
    """Give the row of the only target."""
    built = build_targets(pd.DataFrame(rows, columns=COLUMNS), PLANS, INDICATORS)
    (row,) = built.to_dict("records")
    return {str(name): value for name, value in row.items()}


def baseline(*rows: Mapping[str, str], **target: str) -> str:
    return pair(*rows, figure("target", "200", **target))["baseline_id"]


UNDATED = {"year": ""}
POINT = {"period_kind": "point"}
TABLE = {"table_id": "plan-t1", "source_kind": "table"}
TOTAL = {"period_kind": "cumulative", "measure": "count", "unit": "count"}


def total(name: str, value: str, start: str, end: str) -> dict[str, str]:
    return figure(name, value, end, period_start=start, **TOTAL)


# --- which past figure ------------------------------------------------------------------------


def test_a_target_and_its_baseline_make_one_row() -> None:
    row = pair(figure("past", "100"), figure("target", "200"))
    assert list(row) == BY_NAME["targets"].columns
    assert row == dict.fromkeys(row, "") | {
        "target_id": "target", "plan_id": "plan", "baseline_id": "past", "baseline_plan_id": "plan",
        "indicator_id": "gdp", "place_id": "shenzhen", "baseline_year": "2020",
        "target_year": "2025", "years": "5", "baseline_value": "100", "target_value": "200",
        "unit": "CNY", "multiple": "2", "growth_percent": "14.8698", "comparison": "growth",
    }  # fmt: skip


@pytest.mark.parametrize(
    "fact",
    [
        {"indicator_id": "retail-sales"},
        {"place_id": "futian"},
        {"measure": "ratio"},
        {"unit": "USD"},
        {"role": "forecast"},
        {"role": "target", "observation_id": "x"},
        {"value_low": ""},
        UNDATED,
    ],
    ids=["indicator", "place", "measure", "unit", "forecast", "target", "words", "undated"],
)
def test_what_is_no_dated_past_figure_of_the_same_is_no_baseline(fact: dict[str, str]) -> None:
    rows = [figure("past", "100", **fact), figure("target", "200")]
    found = build_targets(pd.DataFrame(rows, columns=COLUMNS), PLANS, INDICATORS).to_dict("records")
    row = next(each for each in found if each["target_id"] == "target")
    assert (row["baseline_id"], row["reason"]) == ("", "no baseline")


CHOICES = [
    ("the latest", [figure("a", "1", "2015"), figure("b", "2", "2019")], {}, "b"),
    ("not after the base year", [figure("a", "1"), figure("b", "2", "2023")], {}, "a"),
    ("the base year of a later plan", [figure("a", "1"), figure("b", "2", "2023")],
     {"plan_id": "later", "year": "2030"}, "b"),
    ("a month of the base year", [figure("a", "1", "2019"), figure("b", "2", "2020-12")], {}, "b"),
    ("not a month after it", [figure("a", "1", "2019"), figure("b", "2", "2021-01")], {}, "a"),
    ("before a target at the base year's end", [figure("a", "1", "2019"), figure("b", "2")],
     {"year": "2020"}, "a"),
    ("its own kind of period before the latest",
     [figure("a", "1", "2018"), figure("b", "2", **POINT)], {}, "a"),
    ("its own kind of period before its own table",
     [figure("a", "1"), figure("b", "2", **POINT, **TABLE)], TABLE, "a"),
    ("its own table before the latest",
     [figure("a", "1", "2018", **TABLE), figure("b", "2")], TABLE, "a"),
    ("a target in a sentence has no table of its own",
     [figure("a", "1", "2018", **TABLE), figure("b", "2")], {}, "b"),
    ("the latest before its own plan",
     [figure("a", "1", "2018"), figure("b", "2", plan_id="other")], {}, "b"),
    ("its own plan before a table",
     [figure("a", "1", plan_id="other", source_kind="table"), figure("b", "2")], {}, "b"),
    ("a table before a sentence of another plan",
     [figure("a", "1", plan_id="other"),
      figure("b", "2", plan_id="other", source_kind="table")], {}, "b"),
    ("the first of equals", [figure("a", "1"), figure("b", "2")], {}, "a"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "target", "chosen"),
    [case[1:] for case in CHOICES],
    ids=[case[0] for case in CHOICES],
)
def test_the_baseline_is_chosen_by_rule(
    rows: list[dict[str, str]], target: dict[str, str], chosen: str
) -> None:
    assert baseline(*rows, **target) == chosen


def test_another_plans_figure_is_named_with_its_plan() -> None:
    row = pair(figure("past", "100", plan_id="other"), figure("target", "200"))
    assert (row["plan_id"], row["baseline_id"], row["baseline_plan_id"]) == (
        "plan", "past", "other",
    )  # fmt: skip


# --- what is worked out -----------------------------------------------------------------------

SHARE = {"measure": "share", "unit": "percent"}
COUNT = {"measure": "count", "unit": "count"}
RANK = {"measure": "rank", "unit": "rank"}

WORKED_OUT = [
    ("growth over five years", figure("past", "100"), figure("target", "150"),
     ("growth", "1.5", "8.44718", "")),
    ("growth over one year", figure("past", "100"), figure("target", "110", "2021"),
     ("growth", "1.1", "10", "")),
    ("a fall", figure("past", "100"), figure("target", "64", "2022"),
     ("growth", "0.64", "-20", "")),
    ("a moment", figure("past", "100", **POINT), figure("target", "121", "2022", **POINT),
     ("growth", "1.21", "10", "")),
    ("months are of their years", figure("past", "100", "2020-12"),
     figure("target", "121", "2022-06"), ("growth", "1.21", "10", "")),
    ("six digits", figure("past", "3"), figure("target", "10", "2021"),
     ("growth", "3.33333", "233.333", "")),
    ("a range counts from its lower end", figure("past", "100", value_high="110"),
     figure("target", "200", "2021", value_high="300"), ("growth", "2", "100", "")),
    ("things counted", figure("past", "4", **COUNT), figure("target", "8", **COUNT),
     ("multiple", "2", "", "")),
    ("totals over as many years", total("past", "700", "2016", "2020"),
     total("target", "1500", "2021", "2025"), ("multiple", "2.14286", "", "")),
    ("totals of which neither has a first year", total("past", "10", "", "2020"),
     total("target", "15", "", "2025"), ("multiple", "1.5", "", "")),
    ("a share", figure("past", "21", **SHARE), figure("target", "35", **SHARE),
     ("difference", "", "", "14")),
    ("a share that falls", figure("past", "7.1", **SHARE), figure("target", "6", **SHARE),
     ("difference", "", "", "-1.1")),
    ("a share from nothing", figure("past", "0", **SHARE), figure("target", "5", **SHARE),
     ("difference", "", "", "5")),
    ("a rank", figure("past", "8", **RANK), figure("target", "3", **RANK),
     ("difference", "", "", "-5")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("past", "target", "expected"),
    [case[1:] for case in WORKED_OUT],
    ids=[case[0] for case in WORKED_OUT],
)
def test_a_target_against_its_baseline(
    past: dict[str, str], target: dict[str, str], expected: tuple[str, str, str, str]
) -> None:
    row = pair(past, target)
    names = ("comparison", "multiple", "growth_percent", "difference")
    assert tuple(row[name] for name in names) == expected
    assert row["reason"] == ""


NONE = [
    ("words", [figure("past", "100")], figure("target", ""), "target in words", ""),
    ("no baseline", [], figure("target", "1"), "no baseline", ""),
    ("a later one only", [figure("past", "100", "2022")], figure("target", "200"),
     "baseline later than the plan's base year", ""),
    ("no year", [figure("past", "100")], figure("target", "200", **UNDATED),
     "target without a year", "past"),
    ("a year against a total", [figure("past", "1", **COUNT)],
     total("target", "9", "2021", "2025"), "a year against a running total", "past"),
    ("a moment against a year", [figure("past", "100", **POINT)], figure("target", "200"),
     "a moment against a year", "past"),
    ("a total against an average", [total("past", "9", "2016", "2020")],
     figure("target", "9", period_kind="average", **COUNT),
     "a running total against a yearly average", "past"),
    ("from zero", [figure("past", "0")], figure("target", "200"),
     "no multiple of zero or less", "past"),
    ("to zero", [figure("past", "3")], figure("target", "0"),
     "no multiple of zero or less", "past"),
    ("below zero", [figure("past", "-3")], figure("target", "5"),
     "no multiple of zero or less", "past"),
    ("totals over other years", [total("past", "700", "2016", "2020")],
     total("target", "1500", "2021", "2023"), "totals over different years", "past"),
    ("an open total against one of five years", [total("past", "7", "", "2020")],
     total("target", "15", "2021", "2025"), "totals over different years", "past"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "target", "reason", "named"),
    [case[1:] for case in NONE],
    ids=[case[0] for case in NONE],
)
def test_where_nothing_can_be_worked_out_the_row_says_why(
    rows: list[dict[str, str]], target: dict[str, str], reason: str, named: str
) -> None:
    row = pair(*rows, target)
    assert (row["comparison"], row["reason"], row["baseline_id"]) == ("none", reason, named)
    assert {row[name] for name in ("multiple", "growth_percent", "difference")} == {""}


def test_a_target_in_words_keeps_its_place_in_the_table() -> None:
    rows = [figure("target-2", ""), figure("past", "1"), figure("target-1", "2")]
    found = build_targets(pd.DataFrame(rows, columns=COLUMNS), PLANS, INDICATORS)
    assert found["target_id"].tolist() == ["target-2", "target-1"]


def test_no_target_makes_an_empty_table_with_all_columns() -> None:
    found = build_targets(pd.DataFrame([figure("past", "1")], columns=COLUMNS), PLANS, INDICATORS)
    assert (len(found), list(found.columns)) == (0, BY_NAME["targets"].columns)


# --- revisions and outcomes ---------------------------------------------------------------------


def test_a_revised_target_is_paired_in_place_of_the_old_one() -> None:
    old, new = figure("target", "200"), figure("target-new", "250", plan_id="mid")
    past = [figure("past", "100"), figure("later", "150", "2022", plan_id="mid")]
    row = pair(old, *past, new | {"supersedes": "target"})
    assert (row["target_id"], row["target_value"]) == ("target-new", "250")
    # A revision starts from where its plan does.
    assert (row["baseline_id"], row["years"]) == ("past", "5")


def test_a_revised_past_figure_is_no_baseline() -> None:
    rows = [figure("past", "100"), figure("past-new", "110", supersedes="past")]
    assert baseline(*rows) == "past-new"


def test_an_outcome_stands_beside_its_target() -> None:
    outcome = figure("outcome", "210", "2025", plan_id="bulletin", comparator="=")
    row = pair(figure("target", "200", comparator="="), outcome)
    told = {name: row[name] for name in ("outcome_id", "outcome_value", "reached")}
    assert told == {"outcome_id": "outcome", "outcome_value": "210", "reached": "reached"}
    assert (row["baseline_id"], row["reason"]) == ("", "no baseline")


def test_a_revised_outcome_is_none() -> None:
    rows = [figure(name, value, "2025", plan_id="bulletin", comparator="=", supersedes=old)
            for name, value, old in (("first", "190", ""), ("final", "205", "first"))]  # fmt: skip
    row = pair(figure("target", "200", comparator="="), *rows)
    assert (row["outcome_id"], row["reached"]) == ("final", "reached")


# --- the table of the record ------------------------------------------------------------------

RECORD = read_package(ROOT / "data" / "clean")
COMMERCE, OUTLINE = "shenzhen-commerce-145", "shenzhen-outline-145"


def recorded(target_id: str) -> dict[str, str]:
    targets = RECORD["targets"]
    (row,) = targets[targets["target_id"] == target_id].to_dict("records")
    return {str(name): str(value) for name, value in row.items()}


def test_the_committed_table_is_what_the_observations_give() -> None:
    built = build_targets(*(RECORD[name] for name in ("observations", "plans", "indicators")))
    pd.testing.assert_frame_equal(built, RECORD["targets"], check_dtype=False)


@pytest.mark.parametrize(
    ("target", "base", "aim", "years"),
    [
        # As the plans print them: 亿元, 亿美元, 万平方米.
        (f"{COMMERCE}-t1.retail-sales.shenzhen.2025.target", 8664.8, 12500, 5),
        (f"{COMMERCE}-t1.goods-trade.shenzhen.2025.target", 4408.1, 5000, 5),
        (f"{OUTLINE}-s1-2-4.gdp.shenzhen.2025.target", 27700, 40000, 5),
        ("futian-cbd-155-t1.circular-economy-revenue.futian.2030.target", 200, 1000, 6),
    ],
    ids=["retail sales", "goods trade", "output", "circular economy"],
)
def test_a_growth_of_the_record_leads_from_the_printed_figure_to_the_printed_target(
    target: str, base: float, aim: float, years: int
) -> None:
    row = recorded(target)
    assert (row["comparison"], row["years"]) == ("growth", str(years))
    rate = float(row["growth_percent"])
    reached = base * (1 + rate / 100) ** years
    assert reached == pytest.approx(aim, rel=1e-5)
    assert float(row["multiple"]) == pytest.approx(aim / base, rel=1e-5)


@pytest.mark.parametrize(
    ("target", "column", "value"),
    [
        # 8664.8 to 12500: 1.44262 times, its fifth root is 1.0760.
        (f"{COMMERCE}-t1.retail-sales.shenzhen.2025.target", "growth_percent", "7.60447"),
        # 21 % to 35 %.
        (f"{COMMERCE}-t1.online-share-of-large-retail.shenzhen.2025.target", "difference", "14"),
        # 7.1 % to 6 % a year.
        (f"{OUTLINE}-b1.gdp-growth.shenzhen.2021-2025.target", "difference", "-1.1"),
        # 700 in 2016-2020 to 1500 in 2021-2025.
        (f"{COMMERCE}-t1.new-first-stores.shenzhen.2021-2025.target", "multiple", "2.14286"),
        # The outline prints no figure of 2020: the commerce plan's is the baseline.
        (f"{OUTLINE}-s2-4-4.retail-sales.shenzhen.2025.target", "baseline_plan_id", COMMERCE),
    ],
    ids=["growth", "share", "growth rates", "totals", "another plan"],
)
def test_a_number_of_the_record_worked_out_by_hand(target: str, column: str, value: str) -> None:
    assert recorded(target)[column] == value
