"""What changed, in words: figures as printed, contradictions, targets, charts and sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from compendium.changes.state import Book, State
from compendium.changes.words import MOST_NAMED, tell_changes

FIGURE = {
    "observation_id": "plan-t1.sales.town.2025.target",
    "plan_id": "plan",
    "indicator_id": "sales",
    "place_id": "town",
    "role": "target",
    "period_end": "2025",
    "printed": "12500",
    "low": "12500",
    "locator": "data/raw/plan/workbook.xlsx#T1!C4",
}
CHECK = {
    "check_id": "restated.sales",
    "verdict": "agree",
    "explanation_en": "Sales are printed twice.",
}
TARGET = {"target_id": FIGURE["observation_id"], "growth_percent": "7.55", "reason": ""}
CHART = {"title": "Sales double", "finding": "From 1 to 2.", "data": "a\n1\n"}
STATE = State(
    "old",
    {
        "indicators": {"sales": {"indicator_id": "sales", "name_en": "Retail sales"}},
        "places": {"town": {"place_id": "town", "name_en": "Town"}},
        "observations": {FIGURE["observation_id"]: FIGURE},
        "targets": {TARGET["target_id"]: TARGET},
        "audit": {"restated.sales": CHECK},
    },
    {},
    Book({"trade-sales": CHART}, {"trade: Sales are {glue:text}`x`.": "Sales are 1."}),
)
SUBJECT = "Retail sales, Town, 2025 (target)"


def state(table: str, *rows: dict[str, str], **more: Any) -> State:
    keyed = {next(iter(row.values())): row for row in rows}
    return replace(STATE, tables={**STATE.tables, table: keyed}, **more)


def told(new: State, old: State = STATE) -> str:
    return "\n".join(tell_changes(old, new))


def test_nothing_is_said_of_nothing() -> None:
    assert tell_changes(STATE, STATE) == []


def test_a_revised_figure_is_told_as_printed_and_once() -> None:
    new = told(state("observations", FIGURE | {"printed": "13000", "low": "13000"}))
    assert f"{SUBJECT}, 13000 (`{FIGURE['observation_id']}`): 12500 → 13000" in new
    assert "`low`" not in new


def test_a_figure_that_only_moved_says_so() -> None:
    new = told(state("observations", FIGURE | {"locator": "data/raw/plan/workbook.xlsx#T1!C9"}))
    assert "stands in another cell" in new


def test_added_and_removed_figures() -> None:
    other = FIGURE | {"observation_id": "plan-t1.sales.town.2030.target", "period_end": "2030"}
    assert "- 1 figure added:" in told(state("observations", FIGURE, other))
    assert "- 1 figure removed:" in told(STATE, state("observations", FIGURE, other))


def test_a_renamed_id_is_the_same_row() -> None:
    renamed = FIGURE | {"observation_id": "plan-t1.sales.town.2025.aim"}
    changes = {FIGURE["observation_id"]: renamed["observation_id"]}
    new = told(state("observations", renamed, id_changes=changes))
    assert "added" not in new
    assert "removed" not in new


def test_many_rows_are_counted_by_their_plan() -> None:
    many = [FIGURE | {"observation_id": f"n{n}"} for n in range(MOST_NAMED + 1)]
    assert f"plan: {MOST_NAMED + 1}" in told(state("observations", FIGURE, *many))


def test_contradictions_appear_and_go() -> None:
    conflict = CHECK | {"verdict": "conflict"}
    appeared = "A contradiction appeared: Sales are printed twice."
    assert appeared in told(state("audit", conflict))
    assert appeared in told(state("audit", conflict), state("audit"))
    assert "A contradiction is gone (agree now)" in told(STATE, state("audit", conflict))
    assert "A contradiction is gone:" in told(state("audit"), state("audit", conflict))
    assert "1 fewer" in told(state("audit"))


def test_a_target_takes_another_rate() -> None:
    new = told(state("targets", TARGET | {"growth_percent": "8.4"}))
    assert "takes 8.4% a year; before 7.55% a year" in new
    lost = told(state("targets", TARGET | {"growth_percent": "", "reason": "no baseline"}))
    assert "has no rate any more: no baseline" in lost


def test_charts_and_sentences_that_moved() -> None:
    book = Book(
        {"trade-sales": CHART | {"title": "Sales treble"}, "trade-new": CHART},
        {"trade: Sales are {glue:text}`x`.": "Sales are 2."},
    )
    new = told(replace(STATE, book=book))
    assert "New chart `trade-new`: Sales double" in new
    assert "Chart `trade-sales` says: Sales treble. From 1 to 2." in new
    assert "- Trade reads: Sales are 2.\n  - before: Sales are 1." in new
    assert "Chart `trade-new` is gone" in told(STATE, replace(STATE, book=book))
    moved = replace(STATE, book=replace(book, charts={"trade-sales": CHART | {"data": "a\n2\n"}}))
    assert "Charts with new data under the same words: `trade-sales`" in told(moved)


def test_without_a_book_only_the_tables_are_compared() -> None:
    assert tell_changes(replace(STATE, book=None), STATE) == []
