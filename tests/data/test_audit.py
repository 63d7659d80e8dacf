"""The audit of the committed tables: the cases it must find, and that nothing in it is typed."""

from __future__ import annotations

import re
from decimal import Decimal

import pandas as pd
import pytest

from compendium.audit import build_audit
from compendium.audit_entries import CHECKS, Specifications, read_audit
from compendium.comparisons import VERDICTS
from compendium.package import read_package
from compendium.schema import ID
from support import ROOT


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return read_package(ROOT / "data" / "clean")


@pytest.fixture(scope="module")
def specifications() -> Specifications:
    return read_audit(ROOT / "data" / "vocab" / "audit.yaml")


@pytest.fixture(scope="module")
def audit(frames: dict[str, pd.DataFrame], specifications: Specifications) -> pd.DataFrame:
    return build_audit(frames, specifications)


NAMED = [
    # What the audit must find: check, left, right, verdict. The numbers were worked out by hand
    # from what the plans print, in the canonical unit.
    ("restated.debut-spaces.futian.*", "50", "100", "conflict"),
    ("growth.*.finance-needs-in-futian", "8", "3.08", "conflict"),
    ("growth.*.finance-at-the-expected-growth", "300000000000", "378680000000", "conflict"),
    ("scope.*.tax-refund-shops-new-and-all", "43", "47", "conflict"),
    ("scope.*.tax-refund-shops-target-and-city", "600", "359", "definition"),
    ("growth.*.tax-refund-shops-pace", "47", "557", "definition"),
    ("restated.*.tax-refund-shops-added", "200", "200", "agree"),
    ("restated.outward-investment.shenzhen.*", "8160000000", "8170000000", "conflict"),
    ("restated.goods-trade.shenzhen.*", "440810000000", "442100000000", "conflict"),
    ("unit.*.implied-exchange-rate", "6.920", "6.899", "conflict"),
    ("scope.*.public-housing-target-and-past", "440000", "400000", "definition"),
    ("scope.*.public-housing-built-and-supplied", "400000", "280000", "definition"),
    ("growth.*.online-sales-grew-by", "6.8", "5.862", "definition"),
    ("growth.*.online-sales-became", "6.8", "6.862", "rounding"),
    ("share.*.services-of-foreign-trade", "14.8", "14.717", "conflict"),
    ("share.*.services-of-foreign-trade-with-outline", "14.8", "14.680", "conflict"),
    ("sum.*.clusters-added-up", "31", "33", "definition"),
    ("sum.*.clusters-counted-once", "31", "31", "agree"),
    ("sum.*.clusters-investment", "79670000000", "79670000000", "agree"),
    ("sum.*.clusters-revenue", "62740000000", "62740000000", "agree"),
    ("growth.*.services-grew", "5.5", "6.06", "definition"),
    ("growth.*.services-target", "7.5", "7.63", "rounding"),
    ("share.*.knowledge-intensive-share-falls", "52.90", "43.33", "definition"),
    ("restated.finance-share-of-gdp.shenzhen.*", "16", "15", "conflict"),
    ("growth.*.gdp-needs", "6", "7.63", "definition"),
    ("growth.*.income-needs", "6", "6.76", "definition"),
    ("growth.*.gdp-growth-of-two-plans", "7.1", "7.1", "agree"),
    ("growth.*.rd-share-after-five-years", "5", "5.02", "rounding"),
    ("share.*.culture-of-gdp", "8", "7.5", "rounding"),
    ("share.*.a-twelfth-of-guangzhou", "0.08333", "0.08397", "rounding"),
    ("share.*.a-twelfth-of-shenzhen", "0.08333", "0.08861", "conflict"),
    ("share.*.general-trade-of-goods-trade", "49.1", "49.09", "rounding"),
    ("share.*.bonded-logistics-of-goods-trade", "22.8", "22.75", "rounding"),
    ("sum.*.finance-branches", "300000000000", "300000000000", "agree"),
    ("scope.*.district-gdp", "642701000000", "4000000000000", "definition"),
    ("scope.*.population-behind-gdp-per-person", "7800000", "18604700", "definition"),
    ("scope.*.foreign-investment-a-year", "8680000000", "10000000000", "definition"),
    ("scope.*.outward-investment-a-year", "8160000000", "7000000000", "definition"),
    ("rank.*.eighth-of-nine", "8", "8", "agree"),
    ("count.*.reservoirs", "6", "6", "agree"),
    ("restated.retailers-over-10-billion.shenzhen.*", "8", "8", "agree"),
    ("restated.services-value-added.zhongshan.*", "152325000000", "152330000000", "rounding"),
]


@pytest.mark.parametrize(("check", "left", "right", "verdict"), NAMED, ids=[n[0] for n in NAMED])
def test_a_case_that_it_must_find(
    audit: pd.DataFrame, check: str, left: str, right: str, verdict: str
) -> None:
    pattern = re.escape(check).replace(r"\*", "[^.]+")
    rows = audit[audit["check_id"].str.fullmatch(pattern)]
    found = [
        (shorten(row["left_value"], left), shorten(row["right_value"], right), row["verdict"])
        for row in rows.to_dict("records")
    ]
    assert (left, right, verdict) in found


def shorten(value: str, like: str) -> str:
    """Write a value with the decimals of another."""
    return f"{Decimal(value).quantize(Decimal(like))}"


def test_every_row_keeps_the_contract(audit: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> None:
    assert audit["check_id"].is_unique
    assert audit["check_id"].str.fullmatch(ID).all()
    assert set(audit["kind"]) == set(CHECKS), "a kind of the contract has no check"
    assert set(audit["verdict"]) == set(VERDICTS)
    assert set(audit["indicator_id"]) <= set(frames["indicators"]["indicator_id"])
    plans = {name for names in audit["plan_ids"] for name in names.split("|")}
    assert plans == set(frames["plans"]["plan_id"])
    numbers = audit[["left_value", "right_value", "difference", "tolerance"]].stack()
    assert numbers[~numbers.str.fullmatch(r"-?\d+(\.\d+)?")].tolist() == []


def test_both_sides_name_rows_of_the_tables(
    audit: pd.DataFrame, frames: dict[str, pd.DataFrame]
) -> None:
    known = {*frames["observations"]["observation_id"], *frames["projects"]["project_id"]}
    named = {name for column in ("left_id", "right_id") for ids in audit[column]
             for name in ids.split("|")}  # fmt: skip
    assert sorted(named - known) == []


def test_a_printed_side_has_the_value_of_its_observation(
    audit: pd.DataFrame, frames: dict[str, pd.DataFrame], specifications: Specifications
) -> None:
    values = frames["observations"].set_index("observation_id")["value_low"]
    worked_out = {
        (check.id, side)
        for check in specifications.checks
        for side, formula in (("left", check.left), ("right", check.right))
        if formula not in check.figures
    }
    wrong = [
        (row["check_id"], row[f"{side}_value"], row[f"{side}_id"])
        for row in audit.to_dict("records")
        for side in ("left", "right")
        if (row["check_id"].rpartition(".")[2], side) not in worked_out
        and Decimal(row[f"{side}_value"]) != Decimal(values[row[f"{side}_id"]])
    ]
    assert wrong == []


def test_difference_and_verdict_follow_from_the_values(audit: pd.DataFrame) -> None:
    wrong = []
    for row in audit.to_dict("records"):
        left, right = Decimal(row["left_value"]), Decimal(row["right_value"])
        gap, tolerance = Decimal(row["difference"]), Decimal(row["tolerance"])
        slack = max(abs(left), abs(right)) * Decimal("0.00001")
        if abs(right - left - gap) > slack:
            wrong.append((row["check_id"], "difference", gap))
        within = {"agree": gap == 0, "rounding": 0 < abs(gap) <= tolerance,
                  "conflict": abs(gap) > tolerance, "definition": True}  # fmt: skip
        limits = row["check_id"].endswith("wholesale-without-a-year")  # 超万亿 holds for 13230
        if not within[row["verdict"]] and not limits:
            wrong.append((row["check_id"], row["verdict"], gap, tolerance))
    assert wrong == []


def test_a_changed_figure_changes_its_rows(
    frames: dict[str, pd.DataFrame], specifications: Specifications, audit: pd.DataFrame
) -> None:
    changed = frames["observations"].copy()
    changed.loc[changed["printed"] == "81.7亿美元", ["low", "high"]] = "81.6"
    changed.loc[changed["printed"] == "81.7亿美元", ["value_low", "value_high"]] = "8160000000"
    again = build_audit(frames | {"observations": changed}, specifications)
    verdicts = [
        table[table["check_id"].str.startswith("restated.outward-investment")]["verdict"].tolist()
        for table in (audit, again)
    ]
    assert verdicts == [["conflict", "agree"], ["agree", "agree"]]


def test_declared_checks_follow_the_found_ones_in_the_order_of_their_file(
    frames: dict[str, pd.DataFrame], audit: pd.DataFrame, specifications: Specifications
) -> None:
    declared = [check.id for check in specifications.checks]
    assert [name.rpartition(".")[2] for name in audit["check_id"]][-len(declared) :] == declared
    assert set(audit.iloc[: -len(declared)]["kind"]) == {"restated"}
    pd.testing.assert_frame_equal(audit, build_audit(frames, specifications))


def test_explanations_are_whole_sentences_in_their_language(audit: pd.DataFrame) -> None:
    wrong = []
    for row in audit.to_dict("records"):
        english, chinese = row["explanation_en"], row["explanation_zh"]
        if not english.endswith(".") or re.search(r"[{}]|  |\s\.", english):
            wrong.append((row["check_id"], english))
        if not chinese.endswith("。") or re.search(r"[{}\s]", chinese):
            wrong.append((row["check_id"], chinese))
    assert wrong == []


def test_declared_explanations_are_short(specifications: Specifications) -> None:
    declared = [*specifications.checks, *specifications.readings]
    long = [
        each.id
        for each in declared
        if len(re.findall(r"\.(?=\s+[A-Z{]|\s*$)", each.explanation_en)) not in (1, 2, 3)
        or len(each.explanation_en.split()) > 75
    ]
    assert long == []
