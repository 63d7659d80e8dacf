"""The rows behind a number of the prose: found along the lines that made it, and no others."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from compendium.chapter import provenance
from compendium.chapter.provenance import MOST_ROWS, find_ids, find_line, note, trace_texts


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    yield
    provenance._TAKEN.clear()
    provenance._CELLS.clear()


def run(*cells: str) -> dict[str, list[str]]:
    """Run cells as a notebook does, and give what the last one's ``glue`` was traced to."""
    traced: dict[str, list[str]] = {}

    def take(*ids: str) -> float:
        note(ids)
        return float(len(ids))

    known = {
        "__name__": "__main__",
        "take": take,
        "pd": pd,
        "glue": lambda texts: traced.update(trace_texts(texts)),
    }
    for source in cells:
        provenance._CELLS.append(source)
        exec(compile(source, "cell", "exec"), known)
    return traced


def test_a_number_comes_from_the_rows_of_its_own_line() -> None:
    assert run("glue({\n 'a': take('x'),\n 'b': take('y'),\n})") == {"a": ["x"], "b": ["y"]}


def test_names_lead_back_through_cells() -> None:
    found = run("base = take('x')", "grown = base * 2", "glue({'a': f'{grown}', 'b': '3'})")
    assert found == {"a": ["x"]}


def test_the_last_statement_before_that_sets_a_name_counts() -> None:
    assert run("n = take('old')", "n = take('new')", "glue({'a': n})\nn = take('later')") == {
        "a": ["new"]
    }


def test_a_function_leads_to_the_line_that_called_it() -> None:
    cells = "def get(row):\n    return take(row)", "a = get('x')\nb = get('y')", "glue({'b': b})"
    assert run(*cells) == {"b": ["y"]}


def test_a_table_in_hand_says_its_rows_itself() -> None:
    cells = (
        "whole = [take('x'), take('y')]\n"
        "rows = pd.DataFrame({'observation_id': ['y'], 'n': [len(whole)]})",
        "glue({'a': rows['n'].sum()})",
    )
    assert run(*cells) == {"a": ["y"]}


def test_a_table_of_many_rows_leads_on_to_what_it_was_taken_from() -> None:
    cells = (
        f"rows = pd.DataFrame({{'n': [take('x')] * {MOST_ROWS + 1}, "
        f"'observation_id': [str(n) for n in range({MOST_ROWS + 1})]}})",
        "glue({'a': rows['n'].max()})",
    )
    assert run(*cells) == {"a": ["x"]}


def test_outside_a_notebook_nothing_is_traced() -> None:
    note(["x"])
    assert trace_texts(["a"]) == {}
    assert find_line() is None


def test_ids_of_rows_of_every_kind() -> None:
    row = {"baseline_id": "b", "target_id": "t", "check_id": None, "other": "o"}
    assert list(find_ids(row)) == ["b", "t"]
    assert list(find_ids(pd.DataFrame({"ids": [("p", "q"), ("q",)]}))) == ["p", "q"]
    assert find_ids("b") == {}
