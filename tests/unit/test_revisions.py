"""A revised figure supersedes the old one: by the document that it stands in, or as typed."""

import pandas as pd
import pytest

from compendium.contract.revisions import check_revisions, find_standing
from compendium.record.ledger import Ledger
from compendium.record.revisions import supersede
from compendium.record.sheets import headings
from compendium.record.statements import read_statements
from fixed_rows import (
    BOXES,
    STATEMENT,
    VOCABULARIES,
    faults,
    lay_out,
    statement,
    statements,
)

FIGURE = {
    "indicator_id": "retail-sales", "place_id": "shenzhen", "period_start": "2025",
    "period_end": "2025", "period_kind": "annual", "role": "target", "measure": "level",
    "unit": "CNY", "source_kind": "text", "supersedes": "", "locator": "first/statements!M2",
}  # fmt: skip
PLANS = pd.DataFrame(
    [["first", ""], ["mid", "first"], ["late", "mid"], ["other", ""]],
    columns=["plan_id", "revises"],
)


def row(name: str, plan: str, **facts: str) -> dict[str, str]:
    return FIGURE | {"observation_id": name, "plan_id": plan} | facts


def revised(*rows: dict[str, str]) -> dict[str, str]:
    found = supersede(pd.DataFrame(rows), PLANS)
    filled = found[found["supersedes"] != ""]
    return dict(zip(filled["observation_id"], filled["supersedes"], strict=True))


def test_every_print_of_the_revised_plan_is_superseded_once() -> None:
    rows = [row("a", "first", source_kind="table"), row("b", "first"), row("c", "mid"),
            row("d", "mid", source_kind="table")]  # fmt: skip
    assert revised(*rows) == {"d": "a|b"}


@pytest.mark.parametrize(
    "other",
    [
        {"indicator_id": "gdp"},
        {"place_id": "futian"},
        {"period_end": "2030"},
        {"period_kind": "point"},
        {"role": "actual"},
        {"measure": "growth"},
        {"unit": "USD"},
        {"plan_id": "other"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_another_thing_is_left_alone(other: dict[str, str]) -> None:
    assert revised(row("a", "first", **other), row("c", "mid")) == {}


def test_a_number_supersedes_words() -> None:
    assert revised(row("a", "first", unit=""), row("c", "mid")) == {"c": "a"}


def test_a_second_revision_supersedes_what_stands() -> None:
    rows = [row("a", "first"), row("c", "mid"), row("e", "late")]
    assert revised(*rows) == {"c": "a", "e": "c"}
    assert revised(rows[0], rows[2]) == {"e": "a"}


def test_what_a_person_typed_stays() -> None:
    rows = [row("a", "first"), row("b", "first"), row("c", "mid", supersedes="a"), row("d", "mid")]
    assert revised(*rows) == {"c": "a"}


def test_what_only_an_ordinal_tells_apart_is_left_to_a_person() -> None:
    assert revised(row("a", "first"), row("a.2", "first"), row("c", "mid")) == {}


def test_a_record_without_revisions_is_as_it_was() -> None:
    rows = pd.DataFrame([row("a", "first"), row("c", "other")])
    assert supersede(rows, PLANS[PLANS["revises"] == ""]) is rows


def test_a_ring_of_plans_ends() -> None:
    ring = pd.DataFrame([["first", "mid"], ["mid", "first"]], columns=["plan_id", "revises"])
    supersede(pd.DataFrame([row("a", "first"), row("c", "mid")]), ring)


def checked(**supersedes: str) -> list[str]:
    rows = [row(name, "first", supersedes=supersedes.get(name, "")) for name in "abc"]
    rows.append(row("z", "first", place_id="futian", supersedes=supersedes.get("z", "")))
    return [f"{each.row} {each.reason}" for each in check_revisions(rows)]


@pytest.mark.parametrize(
    ("supersedes", "said"),
    [
        pytest.param({"b": "a"}, [], id="sound"),
        pytest.param({"b": "a|c"}, [], id="two prints"),
        pytest.param({"b": "a", "c": "b"}, [], id="revised again"),
        pytest.param({"b": "nothing"}, ["b unknown observation 'nothing'"], id="unknown"),
        pytest.param({"z": "a"}, ["z a is about something else: place_id"], id="another place"),
        pytest.param({"b": "a", "c": "a"}, ["c a is superseded by b too"], id="twice"),
        pytest.param({"b": "b"}, ["b supersedes itself"], id="itself"),
        pytest.param(
            {"b": "a", "c": "b", "a": "c"}, ["a supersedes itself (a by b by c by a)"], id="a ring"
        ),
    ],
)
def test_what_is_superseded_is_the_same_thing_and_once(
    supersedes: dict[str, str], said: list[str]
) -> None:
    found = checked(**supersedes)
    assert len(found) == len(said)
    assert all(one.startswith(start) for one, start in zip(found, said, strict=True)), found


def test_a_chain_leads_to_what_stands() -> None:
    assert find_standing("abcd", ["", "a", "b", ""]) == {"a": "c", "b": "c"}


def test_a_ring_of_figures_ends() -> None:
    assert find_standing("ab", ["b", "a"]) == {"b": "a", "a": "b"}
    assert find_standing("a", ["a"]) == {"a": "a"}


def test_the_heading_is_optional_and_its_form_is_checked() -> None:
    assert statement().supersedes == ""
    assert statement(supersedes="plan-s1.x|plan-s2.x").supersedes == "plan-s1.x|plan-s2.x"
    _, problems = statements({"supersedes": "12500亿元"})
    assert faults(problems) == [("supersedes 2", "'12500亿元' is no id, or several joined by |")]


def test_a_workbook_may_lack_the_heading() -> None:
    without = lay_out("statements", STATEMENT, [{}], (*headings("statements")[:-2], "ordinal"))
    assert "supersedes" not in without.texts.values()
    (row,), problems = read_statements(Ledger(without), BOXES, VOCABULARIES)
    assert problems == ()
    assert row.supersedes == ""
