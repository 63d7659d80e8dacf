"""The five plans of today: what they are known to print is there.

A plan that is added brings no facts and breaks none; ``python -m tests.facts --write`` writes them
anew after these plans' record has changed.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from compendium.contract.package import read_package
from facts import count, look_up_comparison, look_up_figure, read
from support import ROOT

COUNTS, FIGURES, COMPARISONS = map(read, ("counts.yaml", "figures.yaml", "audit.yaml"))


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return read_package(ROOT / "data" / "clean")


@pytest.mark.parametrize("plan_id", COUNTS)
def test_a_plan_has_all_that_it_prints(plan_id: str, frames: dict[str, pd.DataFrame]) -> None:
    assert count(frames)[plan_id] == COUNTS[plan_id]


def about(fact: dict[str, Any]) -> str:
    return str(fact.get("row") or fact.get("check") or f"{fact['plan_id']} {fact['indicator_id']}")


@pytest.mark.parametrize("figure", FIGURES, ids=about)
def test_a_known_figure_is_there(figure: dict[str, str], frames: dict[str, pd.DataFrame]) -> None:
    assert look_up_figure(figure, frames) == figure["read"]


@pytest.mark.parametrize("known", COMPARISONS, ids=about)
def test_a_known_comparison_is_found(
    known: dict[str, str], frames: dict[str, pd.DataFrame]
) -> None:
    assert known in look_up_comparison(known, frames)
