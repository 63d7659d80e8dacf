"""The audit of the committed tables: that nothing in it is typed."""

from __future__ import annotations

import re
from decimal import Decimal

import pandas as pd
import pytest

from compendium.audit.build import build_audit
from compendium.audit.comparisons import Specifications, read_audit
from compendium.audit.sentences import conclude
from compendium.contract.columns import ID
from compendium.contract.enums import COMPARISONS, VERDICTS
from compendium.record.clean import clean_source
from compendium.record.combine import gather
from compendium.record.vocabulary import read_vocabularies
from support import ROOT

VOCABULARIES = read_vocabularies(ROOT / "data" / "vocab")


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    folders = sorted(path.parent for path in ROOT.glob("data/raw/*/layout.yaml"))
    return gather((clean_source(each, VOCABULARIES).as_record() for each in folders), VOCABULARIES)


@pytest.fixture(scope="module")
def specifications() -> Specifications:
    return read_audit(ROOT / "data" / "vocab" / "audit.yaml")


@pytest.fixture(scope="module")
def audit(frames: dict[str, pd.DataFrame], specifications: Specifications) -> pd.DataFrame:
    return build_audit(frames, specifications, VOCABULARIES.terms)


def test_every_row_keeps_the_contract(audit: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> None:
    assert audit["check_id"].is_unique
    assert audit["check_id"].str.fullmatch(ID).all()
    assert set(audit["kind"]) <= set(COMPARISONS)
    assert set(audit["verdict"]) == set(VERDICTS)
    assert set(audit["indicator_id"]) <= set(frames["indicators"]["indicator_id"])
    numbers = audit[["left_value", "right_value", "difference", "tolerance"]].stack()
    assert numbers[~numbers.str.fullmatch(r"-?\d+(\.\d+)?")].tolist() == []


def test_a_printed_side_has_the_value_of_its_observation(
    audit: pd.DataFrame, frames: dict[str, pd.DataFrame], specifications: Specifications
) -> None:
    values = frames["observations"].set_index("observation_id")["value_low"]
    worked_out = {
        (check.id, side)
        for check in specifications.comparisons
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
    again = build_audit(frames | {"observations": changed}, specifications, VOCABULARIES.terms)
    verdicts = [
        table[table["check_id"].str.startswith("restated.outward-investment")]["verdict"].tolist()
        for table in (audit, again)
    ]
    assert verdicts == [["conflict", "agree"], ["agree", "agree"]]


def test_declared_checks_follow_the_found_ones_in_the_order_of_their_file(
    frames: dict[str, pd.DataFrame], audit: pd.DataFrame, specifications: Specifications
) -> None:
    declared = [check.id for check in specifications.comparisons]
    assert [name.rpartition(".")[2] for name in audit["check_id"]][-len(declared) :] == declared
    assert set(audit.iloc[: -len(declared)]["kind"]) == {"restated"}
    pd.testing.assert_frame_equal(audit, build_audit(frames, specifications, VOCABULARIES.terms))


def test_declared_explanations_are_short(specifications: Specifications) -> None:
    declared = [*specifications.comparisons, *specifications.remarks]
    long = [
        each.id
        for each in declared
        if len(re.findall(r"\.(?=\s+[A-Z{]|\s*$)", each.explanation_en)) not in (1, 2, 3, 4)
        or len(each.explanation_en.split()) > 75
    ]
    assert long == []


def test_of_every_conflict_somebody_has_written_what_may_be_concluded(audit: pd.DataFrame) -> None:
    conflicts = audit[audit["verdict"] == "conflict"]
    for lang in ("en", "zh"):
        said = conflicts[f"conclusion_{lang}"]
        assert said[said == conclude(lang)].tolist() == []
        assert said.is_unique
    long = [text for text in conflicts["conclusion_en"] if len(text.split()) > 60]
    assert long == []
