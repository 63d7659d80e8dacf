"""Handouts in a browser: nothing fails, nothing runs, and they print on few sheets."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from built_site import SITE, Visit

HANDOUTS = sorted(path.name for path in (SITE / "en" / "handouts").glob("*.html"))


def test_there_are_handouts_and_none_has_answers(site: Path) -> None:
    assert HANDOUTS
    assert [name for name in HANDOUTS if name.endswith("-answers.html")] == []
    for name in HANDOUTS:
        assert "Solution to" not in (site / "en" / "handouts" / name).read_text("utf-8")


@pytest.mark.parametrize("name", HANDOUTS)
def test_a_handout_loads_without_a_fault(
    address: str, name: str, visit: Callable[..., Visit]
) -> None:
    for width in (1280, 375):
        seen = visit(f"{address}/en/handouts/{name}", width=width)
        assert seen.faults == []
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.page.locator("script").count() == 0


@pytest.mark.parametrize("name", HANDOUTS)
def test_a_handout_prints_on_a4_with_its_exercises(
    served: str, name: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{served}/en/handouts/{name}").page
    tasks = page.locator(".exercise").count()
    printed = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(printed.pages) <= 2 + tasks
    text = " ".join("\n".join(each.extract_text() for each in printed.pages).split())
    assert tasks
    assert all(f"Exercise {number}" in text for number in range(1, tasks + 1))
