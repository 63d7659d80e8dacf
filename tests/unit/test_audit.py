"""The table of the audit: figures printed twice, declared comparisons, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_rows import PARTS, PLAN, TERMS, entry, frames, make, write
from compendium.audit.build import build_audit
from compendium.audit.comparisons import Specifications, read_audit
from compendium.audit.sentences import conclude
from compendium.contract.tables import BY_NAME
from compendium.errors import Report


def test_a_declared_check_is_a_row(tmp_path: Path) -> None:
    audit = build_audit(frames(*PARTS), read_audit(write(tmp_path, entry())), TERMS)
    assert list(audit.columns) == BY_NAME["audit"].columns
    assert audit.to_dict("records") == [
        {
            "check_id": "sum.retail-sales.parts",
            "kind": "sum",
            "plan_ids": PLAN,
            "indicator_id": "retail-sales",
            "left_id": "w",
            "right_id": "p|r",
            "left_value": "31",
            "right_value": "33",
            "unit": "count",
            "difference": "2",
            "tolerance": "0",
            "verdict": "conflict",
            "explanation_en": "31 against 33, 2 apart.",
            "explanation_zh": "31与33相差2。",
            "conclusion_en": conclude("en"),
            "conclusion_zh": conclude("zh"),
            "follows_from": "",
        }
    ]


CONCLUSION = {"conclusion_en": "Use {left}.", "conclusion_zh": "用{left}。"}


def test_a_conclusion_is_filled_as_an_explanation_is(tmp_path: Path) -> None:
    specifications = read_audit(write(tmp_path, entry(**CONCLUSION)))
    [row] = build_audit(frames(*PARTS), specifications, TERMS).to_dict("records")
    assert (row["conclusion_en"], row["conclusion_zh"]) == ("Use 31.", "用31。")


def test_nothing_is_concluded_of_what_does_not_conflict(tmp_path: Path) -> None:
    specifications = read_audit(write(tmp_path, entry(basis="different", **CONCLUSION)))
    [row] = build_audit(frames(*PARTS), specifications, TERMS).to_dict("records")
    assert (row["conclusion_en"], row["conclusion_zh"]) == ("", "")


def test_a_declared_difference_of_basis_is_a_matter_of_definition(tmp_path: Path) -> None:
    specifications = read_audit(write(tmp_path, entry(basis="different")))
    assert build_audit(frames(*PARTS), specifications, TERMS)["verdict"].tolist() == ["definition"]


def test_a_list_is_counted(tmp_path: Path) -> None:
    check = entry(
        kind="count",
        left="whole_sum",
        right="count(named)",
        figures={"whole_sum": "w"},
        lists={"named": {"table_id": "box", "parent_id": "works"}},
    )
    [row] = build_audit(frames(*PARTS), read_audit(write(tmp_path, check)), TERMS).to_dict(
        "records"
    )
    assert (row["right_id"], row["right_value"]) == ("p1|p2", "2")


def test_a_list_may_be_what_has_nothing_in_a_column(tmp_path: Path) -> None:
    titled = {"table_id": "box", "parent_id": ""}
    check = entry(
        kind="count", right="count(named)", figures={"whole_sum": "w"}, lists={"named": titled}
    )
    specifications = read_audit(write(tmp_path, check))
    assert build_audit(frames(*PARTS), specifications, TERMS)["right_id"].tolist() == ["p3"]


def test_a_rank_is_counted_in_the_table_of_the_figure(tmp_path: Path) -> None:
    cities = [
        make(place, low=low, place_id=place, table_id=table)
        for place, low, table in (
            ("a", "1", "t1"),
            ("b", "3", "t1"),
            ("c", "2", "t1"),
            ("d", "9", ""),
        )
    ]
    stated = make("stated", low="2", measure="rank", unit="rank", indicator_id="rank-in-delta")
    check = entry(
        kind="rank", left="said", right="rank(city)", figures={"said": "stated", "city": "c"},
        explanation_en="{right}", explanation_zh="{right}",
    )  # fmt: skip
    audit = build_audit(frames(*cities, stated), read_audit(write(tmp_path, check)), TERMS)
    row = audit.to_dict("records")[0]
    assert (row["right_id"], row["right_value"], row["verdict"]) == ("a|b|c", "2", "agree")


def test_a_number_that_does_not_end_is_written_to_six_digits(tmp_path: Path) -> None:
    check = entry(kind="share", left="part / rest", right="rest / whole_sum")
    [row] = build_audit(frames(*PARTS), read_audit(write(tmp_path, check)), TERMS).to_dict(
        "records"
    )
    assert (row["left_value"], row["right_value"]) == ("0.269231", "0.83871")


def test_two_prints_are_explained_in_both_languages() -> None:
    rows = (
        make("t", low="8664.8", value_low="866480000000", source_kind="table", table_id="t1"),
        make("s", low="8665", value_low="866500000000"),
        make("u", low="8664.8", value_low="866480000000", plan_id="other"),
        make("v", low="8664.8", value_low="866480000000", comparator=">"),
        make("w", low="9000", value_low="900000000000", section_zh="第二章"),
    )
    audit = build_audit(frames(*rows), Specifications(), TERMS)
    assert audit["verdict"].tolist() == ["rounding", "agree", "agree", "conflict"]
    assert audit["plan_ids"].tolist()[1] == f"other|{PLAN}"
    english = audit["explanation_en"].tolist()
    assert english[0].startswith(
        "Retail sales, 2020: The plan prints 866.48 billion yuan in its table (表1) and 866.5 "
        "billion yuan in the text of 第一章. They differ by 20 million yuan, no more"
    )
    assert english[1] == (
        "Retail sales, 2020: The plan in its table (表1) and Another plan in the text of 第一章 "
        "both print 866.48 billion yuan."
    )
    assert "the second with “more than”" in english[2]
    assert "more than rounding can make" in english[3]
    assert audit["explanation_zh"].tolist()[1] == (
        "零售额（2020）：《规划》表1与《纲要》正文（第一章）均为8,664.8亿元，两处一致。"
    )


def test_all_printed_digits_are_said() -> None:
    fine = make("t", low="17190.44", value_low="1719044000000")
    coarse = make("s", low="17190.4", value_low="1719040000000")
    [said] = build_audit(frames(fine, coarse), Specifications(), TERMS)["explanation_en"]
    assert "1.719044 trillion yuan" in said
    assert "1.71904 trillion yuan" in said


def test_a_remark_replaces_the_made_sentence(tmp_path: Path) -> None:
    remark = {"pair": ["a", "b"], "explanation_en": "{left}\nnot {right}",
              "explanation_zh": "{left}\n不是{right}"}  # fmt: skip
    audit = build_audit(
        frames(make(low="1"), make("b", low="3")),
        read_audit(write(tmp_path, remarks=[remark])),
        TERMS,
    )
    assert audit["explanation_en"].tolist() == ["1 yuan not 3 yuan"]
    assert audit["explanation_zh"].tolist() == ["1元不是3元"]


def test_ids_do_not_depend_on_other_rows() -> None:
    few = build_audit(frames(make(), make("b")), Specifications(), TERMS)
    many = build_audit(frames(make("x", place_id="futian"), make(), make("b"), make("c")),
                       Specifications(), TERMS)  # fmt: skip
    assert set(few["check_id"]) < set(many["check_id"])


def test_prints_that_stand_apart_are_compared_in_the_order_of_the_first() -> None:
    futian = {"place_id": "futian"}
    rows = (make("a"), make("x", **futian), make("b"), make("y", **futian), make("c"))
    audit = build_audit(frames(*rows), Specifications(), TERMS)
    pairs = audit[["left_id", "right_id"]].to_numpy().tolist()
    assert pairs == [["a", "b"], ["a", "c"], ["x", "y"]]


def test_no_figures_make_an_empty_table() -> None:
    audit = build_audit(frames(make()), Specifications(), TERMS)
    assert (len(audit), list(audit.columns)) == (0, BY_NAME["audit"].columns)


# --- consequences -----------------------------------------------------------------------------

SUM = "sum.retail-sales"


def follow(folder: Path, *roots: str | None) -> dict[str, str]:
    """Declare the checks a, b, c …, each a consequence of what is given; check → its root."""
    checks = [
        entry(id=name) | ({} if root is None else {"follows_from": root})
        for name, root in zip("abcd", roots, strict=False)
    ]
    twice = (make("x"), make("y"))
    audit = build_audit(frames(*PARTS, *twice), read_audit(write(folder, *checks)), TERMS)
    return dict(zip(audit["check_id"], audit["follows_from"], strict=True))


def test_a_consequence_names_its_root_by_the_id_of_the_table(tmp_path: Path) -> None:
    found = follow(tmp_path, None, "a", "b")
    assert found[f"{SUM}.a"] == ""
    assert (found[f"{SUM}.b"], found[f"{SUM}.c"]) == (f"{SUM}.a", f"{SUM}.b")


def test_a_root_may_be_declared_below(tmp_path: Path) -> None:
    assert follow(tmp_path, "b", None)[f"{SUM}.a"] == f"{SUM}.b"


def test_a_root_may_be_a_figure_printed_twice(tmp_path: Path) -> None:
    (twice,) = (each for each in follow(tmp_path) if each.startswith("restated."))
    found = follow(tmp_path, twice)
    assert (found[f"{SUM}.a"], found[twice]) == (twice, "")


@pytest.mark.parametrize(
    ("roots", "reasons"),
    [
        (["moon"], ["check a: unknown comparison 'moon'"]),
        (["a"], [f"check a: follows from itself ({SUM}.a)"]),
        (["b", "a"], [f"check a: follows from itself ({SUM}.a from {SUM}.b)"]),
        (["b", "c", "b"], [f"check b: follows from itself ({SUM}.b from {SUM}.c)"]),
        (["moon", "sun"], ["check a: unknown", "check b: unknown"]),
    ],
    ids=["nothing", "itself", "one another", "a ring further up", "two of nothing"],
)
def test_a_root_that_is_none_is_refused(
    roots: list[str], reasons: list[str], tmp_path: Path
) -> None:
    with pytest.raises(Report) as caught:
        follow(tmp_path, *roots)
    found = [problem.reason for problem in caught.value.problems]  # type: ignore[attr-defined]
    assert len(found) == len(reasons)
    assert all(said.startswith(reason) for said, reason in zip(found, reasons, strict=True))
