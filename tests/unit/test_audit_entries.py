"""What people declare for the audit is refused, with its place, if it cannot be meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from audit_rows import PARTS, TERMS, entry, frames, make, write
from compendium.audit.build import build_audit
from compendium.audit.comparisons import read_audit
from compendium.contract.enums import COMPARISONS
from compendium.errors import DeclarationError, Report

READ_ERRORS: list[tuple[str, Any, str]] = [
    ("no mapping", "parts", "comparisons.0: must be a mapping (name: value), not a text"),
    ("an unknown field", entry(sides="two"), "comparisons.0.sides: unknown field"),
    ("an empty explanation", entry(explanation_zh=""), "comparisons.0.explanation_zh: is empty"),
    ("an unknown kind", entry(kind="feeling"), "0.kind: 'feeling' is not one of restated, sum"),
    ("an unknown basis", entry(basis="similar"), "'similar' is not one of same, different"),
    ("a bad id", entry(id="Parts 1"), "the id 'Parts 1' is not lower-case ASCII"),
    ("a formula that is none", entry(left="whole_sum +"), "0.left: cannot read the formula"),
    ("a formula too long", entry(left="a" * 501), "0.left: has 501 characters; at most 500"),
    ("a formula too deep", entry(left="(" * 240 + ")" * 240), "0.left: cannot read the formula"),
    ("a figure that is not used", entry(right="part"), "the formulas use part, whole_sum; given"),
    ("a name that is not given", entry(right="part + rest + more"), "use more, part, rest"),
    ("a root of nothing", entry(follows_from=""), "0.follows_from: is empty"),
    ("a root that is no text", entry(follows_from=5), "0.follows_from: '5' must be text in quotes"),
    ("half a conclusion", entry(conclusion_en="Use it."), "in both languages or in none"),
    ("figures as a list", entry(figures=["w"]), "0.figures: must be a mapping (name: value)"),
]


@pytest.mark.parametrize(
    ("declared", "reason"),
    [case[1:] for case in READ_ERRORS],
    ids=[case[0] for case in READ_ERRORS],
)
def test_a_malformed_entry_is_one_clear_error(tmp_path: Path, declared: Any, reason: str) -> None:
    path = write(tmp_path, declared)
    with pytest.raises(DeclarationError) as caught:
        read_audit(path)
    assert reason in str(caught.value)
    assert str(caught.value).startswith(f"{path.as_posix()}: comparisons.0")


def test_all_malformed_entries_are_reported_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, entry(), entry(id=5), entry(id="other", kind="x"), readings=[])
    with pytest.raises(Report) as caught:
        read_audit(path)
    assert sorted((problem.place, problem.reason) for problem in caught.value.problems) == [
        ("comparisons.1.id", "'5' must be text in quotes"),
        ("comparisons.2.kind", f"'x' is not one of {', '.join(COMPARISONS)}"),
        ("readings", "unknown field; the nearest known: remarks"),
    ]


def test_an_id_and_a_pair_are_named_once(tmp_path: Path) -> None:
    remark = {"pair": ["a", "b"], "explanation_en": "x", "explanation_zh": "x"}
    with pytest.raises(Report) as caught:
        read_audit(
            write(tmp_path, entry(), entry(), remarks=[remark, remark | {"pair": ["a", "b"]}])
        )
    assert [problem.reason for problem in caught.value.problems] == [
        "duplicate pair 'a|b'",
        "duplicate id 'parts'",
    ]


def test_a_remark_is_on_two_figures(tmp_path: Path) -> None:
    remark = {"pair": ["a"], "explanation_en": "x", "explanation_zh": "x"}
    with pytest.raises(DeclarationError, match=r"remarks\.0\.pair: needs 2 entries, has 1"):
        read_audit(write(tmp_path, remarks=[remark]))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match=r"audit\.yaml: is missing"):
        read_audit(tmp_path / "audit.yaml")


BUILD_ERRORS: list[tuple[str, dict[str, Any], str]] = [
    (
        "an unknown observation",
        entry(figures={"whole_sum": "w", "part": "p", "rest": "rr"}),
        "check parts: unknown observation 'rr'; the nearest known: r",
    ),
    (
        "units that do not fit",
        entry(right="part / rest"),
        "check parts: count cannot be compared with times",
    ),
    (
        "sides in two units",
        entry(left="whole_sum / part", right="part + rest"),
        "check parts: times cannot be compared with count",
    ),
    ("an unknown placeholder", entry(explanation_en="{total}"), "the explanation names 'total'"),
    (
        "a list that is empty",
        entry(right="count(x) + part + rest", lists={"x": {"table_id": "none"}}),
        "check parts: no project has {'table_id': 'none'}",
    ),
    (
        "a list by an unknown column",
        entry(right="count(x) + part + rest", lists={"x": {"colour": "red"}}),
        "check parts: projects have no column 'colour'",
    ),
    (
        "lists only",
        entry(
            left="count(x)",
            right="count(y)",
            figures={},
            lists={"x": {"table_id": "box"}, "y": {"parent_id": ""}},
        ),
        "check parts: compares no figure, only lists",
    ),
    ("a division by nothing", entry(right="part / (rest - rest) * rest"), "check parts: "),
]


@pytest.mark.parametrize(
    ("declared", "reason"),
    [case[1:] for case in BUILD_ERRORS],
    ids=[case[0] for case in BUILD_ERRORS],
)
def test_an_entry_that_cannot_be_worked_out_is_one_clear_error(
    tmp_path: Path, declared: dict[str, Any], reason: str
) -> None:
    path = write(tmp_path, declared)
    with pytest.raises(Report) as caught:
        build_audit(frames(*PARTS), read_audit(path), TERMS)
    [problem] = caught.value.problems
    assert reason in str(problem)
    assert path.as_posix() in str(problem)


def test_a_remark_of_what_is_not_compared_is_an_error(tmp_path: Path) -> None:
    said = {"explanation_en": "x", "explanation_zh": "x"}
    path = write(tmp_path, remarks=[{"pair": ["b", "a"], **said}, {"pair": ["a", "zz"], **said}])
    with pytest.raises(Report) as caught:
        build_audit(frames(make(), make("b")), read_audit(path), TERMS)
    first, second = map(str, caught.value.problems)
    assert "remark: b|a are not compared in this order" in first
    assert "remark: unknown observation 'zz'" in second
