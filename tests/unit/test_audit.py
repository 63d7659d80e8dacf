"""The audit: rounding, verdicts, formulas, declared entries, and what is said of a comparison."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from compendium.audit.build import build_audit
from compendium.audit.comparisons import Specifications, read_audit
from compendium.audit.formulas import Context, evaluate
from compendium.audit.numbers import Row, find_restated, judge, read_number
from compendium.contract.enums import COMPARISONS
from compendium.contract.tables import BY_NAME
from compendium.errors import DeclarationError, FormulaError, Report
from compendium.printed.numerals import read_parts
from compendium.printed.quantity import Quantity, measure
from compendium.printed.units import Unit
from compendium.record.vocabulary import read_vocabularies
from support import ROOT

PLAN = "shenzhen-commerce-145"
TERMS = read_vocabularies(ROOT / "data" / "vocab").terms


def make(name: str = "a", **changes: str) -> dict[str, str]:
    """One observation, a level in yuan unless changed; a number stands for all its columns."""
    row = {
        "observation_id": name, "plan_id": PLAN, "table_id": "", "section_zh": "第一章",
        "indicator_id": "retail-sales", "place_id": "shenzhen", "role": "actual",
        "measure": "level", "period_start": "2020", "period_end": "2020",
        "period_kind": "annual", "comparator": "=", "unit": "CNY", "source_kind": "text",
        "low": "100",
    } | changes  # fmt: skip
    row.setdefault("value_low", row["low"])
    row.setdefault("value_high", row.get("high", row["value_low"]))
    row.setdefault("high", row["low"])
    row.setdefault("printed", row["low"])
    return row | bounds(row)


def bounds(row: Row) -> dict[str, str]:
    if not row["low"]:
        return {"least": "", "most": ""}
    low, printed = Decimal(row["low"]), row["printed"]
    quantity = Quantity(
        row["comparator"],
        low,
        Decimal(row["high"]),
        worded=not any(sign.isdigit() for sign in printed),
        parts=read_parts(printed),
    )
    factor = Fraction(row["value_low"]) / Fraction(low) if low else Fraction(1)
    unit = Unit("", row["unit"], factor)
    amount = measure(quantity, unit, counted=row["measure"] in ("count", "rank"))
    return {"least": str(amount.least), "most": str(amount.most)}


def count(name: str, low: str, **changes: str) -> dict[str, str]:
    return make(name, low=low, measure="count", unit="count", **changes)


def share(name: str, low: str, **changes: str) -> dict[str, str]:
    return make(name, low=low, measure="share", unit="percent", **changes)


# --- rounding ---------------------------------------------------------------------------------

HALVES: list[tuple[str, Row, str]] = [
    ("one decimal", make(low="81.7", value_low="8170000000"), "5000000"),
    ("a printed zero counts", make(low="10.0", value_low="10"), "0.05"),
    ("whole hundreds of millions", make(low="3000", value_low="300000000000"), "50000000"),
    ("about: zeros are not measured", make(low="2200", comparator="≈"), "50"),
    ("about: the last digit is", make(low="7.5", comparator="≈"), "0.05"),
    ("a count in ones", count("a", "31"), "0"),
    ("a count in ten thousands", count("a", "44", value_low="440000"), "5000"),
    ("about so many", count("a", "200", comparator="≈"), "50"),
    ("a limit", make(low="4", value_low="4000000000000", comparator=">"), "0"),
    ("a number in words", make(low="2", printed="翻一番", measure="ratio"), "0"),
]


@pytest.mark.parametrize(
    ("row", "half"), [case[1:] for case in HALVES], ids=[case[0] for case in HALVES]
)
def test_half_a_unit_of_the_last_printed_digit(row: Row, half: str) -> None:
    assert read_number(row).half == Decimal(half)


def test_a_printed_fraction_is_rounded_in_its_whole_number() -> None:
    twelfth = read_number(make(low="0.083333", printed="1/12", comparator="≈", unit="times"))
    assert twelfth.low == 1 / Decimal("12.5")
    assert twelfth.high == 1 / Decimal("11.5")


# --- verdicts ---------------------------------------------------------------------------------

VERDICT_CASES: list[tuple[str, Row, Row, str]] = [
    ("the same number", make(low="100"), make("b", low="100.0"), "agree"),
    ("a limit at the number", count("a", "1800"), count("b", "1800", comparator=">"), "agree"),
    ("coarser print", make(low="1523.25"), make("b", low="1523.3"), "rounding"),
    ("just beyond it", make(low="1523.24"), make("b", low="1523.3"), "conflict"),
    ("one step in the last digit", make(low="81.6"), make("b", low="81.7"), "conflict"),
    (
        "two abouts a point apart",
        share("a", "15", comparator="≈"),
        share("b", "16", comparator="≈"),
        "conflict",
    ),
    ("a limit that is kept", make(low="9", comparator=">"), make("b", low="12"), "agree"),
    ("a limit that is not", make(low="50"), make("b", low="100", comparator="≥"), "conflict"),
    ("an upper limit kept", make(low="9", comparator="<"), make("b", low="7"), "agree"),
    (
        "two limits",
        make(low="50", comparator="≥"),
        make("b", low="100", comparator="≥"),
        "conflict",
    ),
    ("the same range", make(low="3", high="5"), make("b", low="3", high="5"), "agree"),
    ("another range", count("a", "3", high="5"), count("b", "3", high="6"), "conflict"),
]


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [case[1:] for case in VERDICT_CASES],
    ids=[case[0] for case in VERDICT_CASES],
)
def test_verdict_of_two_printed_figures(left: Row, right: Row, verdict: str) -> None:
    assert judge(read_number(left), read_number(right)).verdict == verdict
    assert judge(read_number(right), read_number(left)).verdict == verdict


def test_on_a_different_basis_even_equal_numbers_do_not_agree() -> None:
    numbers = read_number(make()), read_number(make("b"))
    assert judge(*numbers, same_basis=False).verdict == "definition"


def test_the_difference_is_right_less_left() -> None:
    judgement = judge(read_number(make(low="81.6")), read_number(make("b", low="81.7")))
    assert (judgement.difference, judgement.tolerance) == (Decimal("0.1"), Decimal("0.05"))


# --- figures printed twice --------------------------------------------------------------------


def test_each_print_is_held_against_the_table_and_against_nothing_else() -> None:
    rows = [make("text"), make("table", source_kind="table"), make("box"), make("late")]
    assert [twice.ids for twice in find_restated(rows)] == [
        ("table", "text"),
        ("table", "box"),
        ("table", "late"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"indicator_id": "gdp"},
        {"place_id": "futian"},
        {"role": "target"},
        {"period_start": "2016"},
        {"period_kind": "cumulative"},
        {"unit": "USD"},
        {"low": "", "printed": "完成国家下达任务"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_not_the_same_figure_is_not_compared(change: dict[str, str]) -> None:
    assert list(find_restated([make(), make("b", **change)])) == []


def test_figures_without_a_year_are_not_compared() -> None:
    undated = {"period_start": "", "period_end": ""}
    assert list(find_restated([make(**undated), make("b", **undated)])) == []


def test_another_measure_is_a_matter_of_definition() -> None:
    [twice] = find_restated([make(), make("b", measure="ratio")])
    assert twice.judgement.verdict == "definition"


def test_a_target_and_a_lower_floor_are_a_matter_of_definition() -> None:
    [twice] = find_restated([count("a", "60"), count("b", "50", comparator="≥")])
    assert (twice.judgement.verdict, twice.judgement.difference) == ("definition", -10)


# --- formulas ---------------------------------------------------------------------------------

FIGURES = {
    name: read_number(row)
    for name, row in {
        "goods": make("goods", low="4408.1", unit="USD"),
        "services": make("services", low="760.7", unit="USD"),
        "yuan": make("yuan", low="30502.5"),
        "base": make("base", low="100"),
        "level": make("level", low="121", period_start="2022", period_end="2022"),
        "limit": make("limit", low="121", period_end="2022", comparator=">"),
        "rate": share("rate", "10", period_start="2021", period_end="2022"),
        "half_rate": share("half_rate", "5", period_start="2021", period_end="2022"),
        "fifty": share("fifty", "50"),
        "point": make("point", low="2.5", unit="percentage_point"),
        "total": make("total", low="500", period_start="2021", period_end="2025"),
        "multiple": make("multiple", low="1.21", unit="times", period_start="2018"),
        "people": count("people", "50"),
        "range": count("range", "3", high="5"),
        "undated": make("undated", period_start="", period_end=""),
    }.items()
}
PEERS = [FIGURES["base"], FIGURES["yuan"], FIGURES["level"]]
CONTEXT = Context(FIGURES, {"named": ["p1", "p2", "p3"]}, lambda name: PEERS)


@pytest.mark.parametrize(
    ("formula", "value", "unit"),
    [
        ("goods + services", "5168.8", "USD"),
        ("goods - services - services", "2886.7", "USD"),
        ("(goods - services) / services", "4.795", "times"),
        ("yuan / goods", "6.920", "CNY_per_USD"),
        ("base / people", "2.000", "CNY_per_person"),
        ("multiple * base", "121.00", "CNY"),
        ("share(services, services + goods)", "14.717", "percent"),
        ("whole(base, fifty)", "200.000", "CNY"),
        ("growth(base, level)", "10.000", "percent"),
        ("grown(base, rate)", "121.000", "CNY"),
        ("share_after(fifty, rate, rate)", "50.000", "percent"),
        ("yearly_mean(total)", "100.000", "CNY"),
        ("yearly(multiple)", "10.000", "percent"),
        ("rate - fifty", "-40", "percentage_point"),
        ("rate - point", "7.5", "percent"),
        ("count(named)", "3", "count"),
        ("rank(base)", "3", "rank"),
    ],
)
def test_a_formula(formula: str, value: str, unit: str) -> None:
    number = evaluate(formula, CONTEXT)
    assert number.value.quantize(Decimal(value)) == Decimal(value)
    assert number.unit == unit


def test_a_formula_keeps_the_ids_and_the_rounding_of_its_figures() -> None:
    both = evaluate("goods + services", CONTEXT)
    assert both.ids == ("goods", "services")
    assert (both.low, both.high) == (Decimal("5168.7"), Decimal("5168.9"))
    assert evaluate("share(services, goods + services)", CONTEXT).half < Decimal("0.0015")


def test_growth_to_a_limit_is_a_limit_and_from_one_the_other_way() -> None:
    assert evaluate("growth(base, limit)", CONTEXT).up
    assert evaluate("base / limit", CONTEXT).down
    assert not evaluate("base / limit", CONTEXT).up


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("goods +", "cannot read the formula"),
        ("goods + yuan", "USD and CNY cannot be added"),
        ("goods * yuan", "USD and CNY cannot be multiplied"),
        ("share(services, yuan)", "USD and CNY cannot be added"),
        ("share(services)", "share takes 2 figures, not 1"),
        ("goods * 2", "cannot work out '2'"),
        ("__import__('os')", "the functions are count, grow"),
        ("goods.value", "cannot work out 'goods.value'"),
        ("missing", "there is no figure 'missing'"),
        ("count(goods)", "there is no list 'goods'"),
        ("growth(level, base)", "growth from 2022 to 2020"),
        ("growth(undated, level)", "growth from None to 2022"),
        ("grown(level, rate)", "does not begin after 2022"),
        ("share_after(fifty, rate, fifty)", "do not have the same period"),
        ("whole(base, yuan)", "yuan is in CNY, not in percent"),
        ("yearly_mean(undated)", "undated has no period"),
        ("range + people", "range is a range"),
    ],
)
def test_a_formula_that_cannot_be_worked_out(formula: str, reason: str) -> None:
    with pytest.raises(FormulaError, match=r".") as caught:
        evaluate(formula, CONTEXT)
    assert reason in str(caught.value)


# --- the table --------------------------------------------------------------------------------

PROJECTS = [
    {"project_id": "p1", "table_id": "box", "parent_id": "works"},
    {"project_id": "p2", "table_id": "box", "parent_id": "works"},
    {"project_id": "p3", "table_id": "box", "parent_id": ""},
]


def frames(*rows: Row) -> dict[str, pd.DataFrame]:
    return {
        "observations": pd.DataFrame(list(rows)),
        "projects": pd.DataFrame(PROJECTS),
        "plans": pd.DataFrame(
            [{"plan_id": PLAN, "title_en": "The plan", "title_zh": "规划"},
             {"plan_id": "other", "title_en": "Another plan", "title_zh": "纲要"}]
        ),
        "tables": pd.DataFrame([{"table_id": "t1", "number_zh": "表1"}]),
        "indicators": pd.DataFrame(
            [{"indicator_id": "retail-sales", "name_en": "Retail sales", "name_zh": "零售额"}]
        ),
    }  # fmt: skip


def entry(**changes: Any) -> dict[str, Any]:
    return {
        "id": "parts", "kind": "sum", "left": "whole_sum", "right": "part + rest",
        "basis": "same",
        "figures": {"whole_sum": "w", "part": "p", "rest": "r"},
        "explanation_en": "{whole_sum} against {right}, {difference} apart.",
        "explanation_zh": "{whole_sum}与{right}相差{difference}。",
    } | changes  # fmt: skip


def write(folder: Path, *checks: Any, **parts: Any) -> Path:
    path = folder / "audit.yaml"
    path.write_text(yaml.safe_dump({"comparisons": list(checks), **parts}, allow_unicode=True))
    return path


PARTS = (
    count("w", "31"),
    count("p", "7", indicator_id="gdp"),
    count("r", "26", indicator_id="labour"),
)


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
        }
    ]


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


def test_no_figures_make_an_empty_table() -> None:
    audit = build_audit(frames(make()), Specifications(), TERMS)
    assert (len(audit), list(audit.columns)) == (0, BY_NAME["audit"].columns)


# --- bad entries ------------------------------------------------------------------------------

READ_ERRORS: list[tuple[str, Any, str]] = [
    ("no mapping", "parts", "comparisons.0: must be a mapping (name: value), not a text"),
    ("an unknown field", entry(sides="two"), "comparisons.0: unknown field 'sides'"),
    ("an empty explanation", entry(explanation_zh=""), "comparisons.0.explanation_zh: is empty"),
    ("an unknown kind", entry(kind="feeling"), "0.kind: 'feeling' is not one of restated, sum"),
    ("an unknown basis", entry(basis="similar"), "'similar' is not one of same, different"),
    ("a bad id", entry(id="Parts 1"), "the id 'Parts 1' is not lower-case ASCII"),
    ("a formula that is none", entry(left="whole_sum +"), "0.left: cannot read the formula"),
    ("a formula too long", entry(left="a" * 501), "0.left: has 501 characters; at most 500"),
    ("a formula too deep", entry(left="(" * 240 + ")" * 240), "0.left: cannot read the formula"),
    ("a figure that is not used", entry(right="part"), "the formulas use part, whole_sum; given"),
    ("a name that is not given", entry(right="part + rest + more"), "use more, part, rest"),
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
        ("", "unknown field 'readings'; the nearest known: remarks"),
        ("comparisons.1.id", "'5' must be text in quotes"),
        ("comparisons.2.kind", f"'x' is not one of {', '.join(COMPARISONS)}"),
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
