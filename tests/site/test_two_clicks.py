"""From a number on a page to the print of every figure behind it: two clicks at most."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from built_site import CHAPTERS, PAGES, SITE, find_target, read_html

_PRINT = re.compile(r"/(?:prints|agree)[./]")


def anchor_of(page: Path, href: str) -> tuple[Path, str] | None:
    """Give the page and the anchor that a link of a page leads to, if both are there."""
    target = find_target(page, href)
    anchor = href.partition("#")[2]
    if target is None or not target.is_file() or anchor not in read_html(target).ids:
        return None
    return target, anchor


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_number_of_a_chapter_leads_to_its_prints(name: str) -> None:
    page = SITE / name
    traced = [link for link in read_html(page).links if link.get("class") == "traced"]
    sources = [link for link in read_html(page).links if link.get("class") == "source"]
    assert len(traced) > 20
    assert len(sources) >= 10
    lost = [link["href"] for link in (*traced, *sources) if anchor_of(page, link["href"]) is None]
    assert lost == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_second_click_is_at_the_print(name: str) -> None:
    page = SITE / "en" / "numbers" / Path(name).name
    text = page.read_text("utf-8")
    for trace in re.findall(r'<li class="trace".*?(?=<li class="trace"|</main>)', text, re.DOTALL):
        assert 'class="trace-rows"' in trace
    away = [
        link["href"]
        for link in read_html(page).links
        if _PRINT.search(link["href"])
        and "#" in link["href"]
        and anchor_of(page, link["href"]) is None
    ]
    assert away == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_row_of_a_table_leads_to_its_print(name: str) -> None:
    text = (SITE / name).read_text("utf-8")
    heads = re.findall(r'<tr>\s*<th scope="row"[^>]*><a class="traced" href="([^"]+)">', text)
    assert len(heads) > 30
    assert "data-rows" not in text
    assert [each for each in heads if anchor_of(SITE / name, each) is None] == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_figure_that_a_chart_shows_is_on_the_page_of_numbers(name: str) -> None:
    """Charts of very many rows, which count them, name the prints in place of the rows."""
    page = SITE / "en" / "numbers" / Path(name).name
    text, tried = page.read_text("utf-8"), 0
    for path in sorted((SITE / "figures").glob(f"{page.stem}-*.csv")):
        frame = pd.read_csv(path, dtype=str)
        if "observation_id" not in frame or f'id="{path.stem}"' not in text:
            continue
        ids = {each for cell in frame["observation_id"].dropna() for each in cell.split()}
        start = text.index(f'id="{path.stem}"')
        part = text[start : text.find('<li class="trace"', start + 1)]
        linked = set(re.findall(r'href="[^"#]+#([^"]+)"', part))
        counted = re.search(r"</a> <span>\d+ rows?</span>", part)
        assert counted or ids <= linked, path.name
        tried += not counted
    assert tried > 4


def test_a_figure_that_a_page_quotes_leads_to_its_print() -> None:
    page = SITE / "en" / "how-to-read.html"
    quoted = [link["href"] for link in read_html(page).links if link.get("class") == "traced"]
    assert len(quoted) >= 5
    assert all(anchor_of(page, each) for each in quoted)
    assert page.relative_to(SITE).as_posix() in PAGES
