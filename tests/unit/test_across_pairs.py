"""A pair on its scale, and a contradiction beside the charts that show its figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from compendium.site.across.disputes import MOST_ROWS, Dispute, find_disputes, show_disputes
from compendium.site.across.facts import Check, Print, Side
from compendium.site.across.pairs import draw_pair, find_domain
from compendium.site.across.reader import Reader
from compendium.site.addresses import Addresses
from compendium.site.page_values import Record
from support import ROOT

PAIRS = ["50 100", "8 3.08", "440.81 442.1", "8160 8170", "14.8 14.7171", "-3 4", "0 5", "0.1 0.11"]


@pytest.mark.parametrize("pair", PAIRS)
def test_both_marks_stand_well_inside_the_scale(pair: str) -> None:
    left, right = map(Decimal, pair.split())
    low, high = find_domain(left, right)
    for value in (left, right):
        place = (value - low) / (high - low)
        assert value == low == 0 or Decimal("0.15") < place < Decimal("0.9")


@pytest.mark.parametrize(("pair", "low"), [("50 100", 0), ("300 378", 250), ("-3 4", -10)])
def test_only_values_far_apart_stand_on_a_scale_from_zero(pair: str, low: int) -> None:
    assert find_domain(*map(Decimal, pair.split()))[0] == low


def test_ranks_stand_on_a_scale_from_the_first_place() -> None:
    assert find_domain(Decimal(7), Decimal(5), is_rank=True) == (1, 9)


def side(value: str, label: str) -> Side:
    return Side(Decimal(value), label, label, (), "actual", "=", "#112233")


def check(left: Side, right: Side) -> Check:
    return Check(
        "c.a", "scope", "conflict", "Ships", "Delta", "trade", (), left, right, "count", "4",
        0.1, "They differ.", False, "Use neither.", "",
    )  # fmt: skip


def test_long_words_that_would_meet_stand_on_two_levels() -> None:
    def say(value: Decimal, unit: str) -> str:
        return f"{value} {unit}"

    short = draw_pair(check(side("43", "43"), side("47", "47")), say)
    assert (short.levels, short.start, short.end) == (1, "40 count", "50 count")
    words = "forty and some more ships of the line"
    assert draw_pair(check(side("43", words), side("47", words)), say).levels == 2


PARTS = {"lang": "en", "rows": [{"id": "row-1"}, {"id": "row-2"}]}
TWO = Dispute("agree.html#c.a", "Ships: 43 or 47?", 2)


def test_a_chart_leads_to_the_contradiction_of_its_figures() -> None:
    shown = show_disputes(PARTS, {"row-1": (TWO,), "row-2": (TWO,)})
    assert shown.count('<a href="agree.html#c.a">Ships: 43 or 47?</a>') == 1
    assert "Two plans disagree" in shown
    one = show_disputes({**PARTS, "lang": "zh"}, {"row-1": (Dispute("a", "b", 1),)})
    assert "一份规划" in one


def test_a_chart_of_other_figures_or_of_counts_says_nothing() -> None:
    assert show_disputes(PARTS, {"row-3": (TWO,)}) == ""
    many = {**PARTS, "rows": [{"id": f"row-{n}"} for n in range(MOST_ROWS + 1)]}
    assert show_disputes(many, {"row-1": (TWO,)}) == ""


def test_a_consequence_leads_to_what_it_follows_from() -> None:
    def printed(row_id: str) -> Side:
        one = Print(row_id, "5", "5", Reader(RECORDS["en"], Addresses(RECORDS["en"])).plans[
            RECORDS["en"].plans["plan_id"].iat[0]], "表1", "a.html", "actual", "=")  # fmt: skip
        return Side(Decimal(5), "5", "5", (one,), "actual", "=", "#112233")

    root, below = check(printed("r1"), printed("r2")), check(printed("r3"), printed("r2"))
    root.consequences.append(below)
    disputes = find_disputes([root], "en")
    assert set(disputes) == {"r1", "r2", "r3", "c.a"}
    assert {each.address for found in disputes.values() for each in found} == {"agree.html#c.a"}


RECORDS = {lang: Record.load(ROOT / "data" / "clean", lang) for lang in ("en", "zh")}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_comparison_is_read_with_all_its_prints(lang: str) -> None:
    record = RECORDS[lang]
    checks = Reader(record, Addresses(record)).read_checks()
    rows = record.audit.to_dict("records")
    assert [check.check_id for check in checks] == [row["check_id"] for row in rows]
    for check, row in zip(checks, rows, strict=True):
        for name, shown in (("left", check.left), ("right", check.right)):
            assert [each.row_id for each in shown.prints] == row[f"{name}_id"].split("|")
            assert shown.said
            if len(shown.prints) > 1:
                assert shown.is_computed
        assert (check.gap == "") == (row["difference"] == 0)


def test_consequences_hang_below_what_they_follow_from() -> None:
    record = RECORDS["en"]
    checks = {check.check_id: check for check in Reader(record, Addresses(record)).read_checks()}
    for check in checks.values():
        above = checks.get(check.root)
        same = above is not None and above.verdict == check.verdict
        assert (above is not None and check in above.consequences) == same
