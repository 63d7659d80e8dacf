"""The charts of the chapters: drawn whole for each width, early, and with drawers that hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from built_site import CHAPTERS, EMBEDS, Visit
from in_page import DIM_TEXTS_OF_CHARTS, FAINT_MARKS, measure

Kept = Callable[..., Page]
ON_CHAPTERS = pytest.mark.parametrize("name", CHAPTERS)
ON_SCREENS = pytest.mark.parametrize(
    ("width", "height"), [(1280, 900), (375, 812)], ids=["desk", "phone"]
)
CUT = """
return chartsShown().flatMap((svg) => {
  const frame = svg.getBoundingClientRect();
  return textsOf(svg).filter((text) => {
    const box = text.getBoundingClientRect();
    return box.left < frame.left - 1.5 || box.right > frame.right + 1.5 ||
      box.top < frame.top - 3 || box.bottom > frame.bottom + 3;
  }).map((text) => `${innerWidth}: ${text.textContent}`);
});
"""
DRAWN = """
return [...document.querySelectorAll("figure.figure")].map((figure) =>
  [...figure.querySelectorAll(".figure-chart")].filter(shows).map((chart) => {
    const [box, room] = [chart.querySelector("svg"), figure.querySelector(".figure-body")]
      .map((each) => each.getBoundingClientRect());
    return [chart.dataset.chart, box.width > 250, box.height > 40, box.right <= room.right + 0.5];
  }));
"""


@ON_CHAPTERS
def test_each_figure_shows_the_drawing_for_its_width(name: str, kept: Kept) -> None:
    for width, drawing in ((1280, "wide"), (1024, "wide"), (375, "narrow")):
        drawn = measure(kept(name, width=width), DRAWN)
        assert len(drawn) > 1
        assert drawn == [[[drawing, True, True, True]]] * len(drawn)


@ON_CHAPTERS
@ON_SCREENS
def test_first_chart_begins_in_the_first_screen(
    name: str, width: int, height: int, kept: Kept
) -> None:
    page = kept(name, width=width, height=height)
    box = page.locator(".figure-chart:visible").first.bounding_box()
    assert box is not None
    # Of a low chart all, of another enough to see what it is.
    assert box["y"] + min(box["height"], 100) <= height


@ON_CHAPTERS
def test_no_text_of_a_chart_is_cut(name: str, kept: Kept) -> None:
    cut = [measure(kept(name, width=width), CUT) for width in (1280, 640, 375, 320)]
    assert cut == [[]] * 4


@ON_CHAPTERS
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_and_marks_of_charts_stand_out(name: str, scheme: str, kept: Kept) -> None:
    faint: set[str] = set()
    for width in (1280, 375):
        page = kept(name, width=width, color_scheme=scheme)
        assert measure(page, DIM_TEXTS_OF_CHARTS) == []
        faint |= {f"{width} {mark}" for mark in measure(page, FAINT_MARKS)}
    assert faint == set()


@ON_CHAPTERS
@ON_SCREENS
def test_a_link_leads_to_its_figure(
    name: str, width: int, height: int, visit: Callable[..., Visit], served: str
) -> None:
    # What stands above it has not been laid out.
    page = visit(f"{served}/{name}", width=width, height=height).page
    ids = page.locator("figure.figure").evaluate_all("all => all.map((one) => one.id)")
    for figure_id in (ids[len(ids) // 2], ids[-1]):
        page.goto("about:blank")
        page.goto(f"{served}/{name}#{figure_id}")
        page.wait_for_timeout(200)
        box = page.locator(f"#{figure_id}").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 100, figure_id


@ON_CHAPTERS
def test_controls_of_figures_are_named_apart(name: str, kept: Kept) -> None:
    controls = measure(
        kept(name),
        """
        return [...document.querySelectorAll("figure :is(a, button, summary)")]
          // Of several figures one contradiction may be told; the other cells of its row say what a
          // row's link is about.
          .filter((control) => !control.matches(".source, th > .traced, .figure-doubt a"))
          .map((control) => [control.ariaLabel, control.textContent]
            .map((said) => (said || "").replace(/\\s+/g, " ").trim()));
        """,
    )
    # Who speaks to the browser says what is written on a control.
    assert [name for name, shown in controls if name and not name.startswith(shown)] == []
    names = [name or shown for name, shown in controls]
    assert [said for said, times in Counter(names).items() if times > 1] == []
    assert "" not in names


@ON_CHAPTERS
def test_sources_of_figures_are_short(name: str, kept: Kept) -> None:
    sources = kept(name).locator("figure .source").all_inner_texts()
    assert sources
    assert [said for said in sources if len(said) > 60] == []


@ON_CHAPTERS
def test_drawers_hold_something(name: str, kept: Kept) -> None:
    page = kept(name)
    held = measure(
        page,
        """
        return [...document.querySelectorAll("details")].map((drawer) => {
          const summary = drawer.querySelector("summary").textContent;
          return [summary, drawer.textContent.replace(summary, "").trim().length];
        });
        """,
    )
    assert len(held) >= 2 * page.locator("figure.figure").count()
    assert [summary for summary, length in held if length < 40] == []
    for code in page.locator(".figure-made pre").all_text_contents():
        assert "figure(" in code
        assert "glue(" not in code
        assert "check_claims" not in code
    rows = page.locator(".figure-data tbody").evaluate_all(
        "all => all.map((each) => each.rows.length)"
    )
    assert len(rows) == page.locator("figure.figure").count()
    assert min(rows) > 0


def test_figures_of_their_own_stand_alone_and_whole(kept: Kept, site: Path, served: str) -> None:
    chapters = "".join((site / name).read_text("utf-8") for name in CHAPTERS)
    # What a page of another site is told to leave room for.
    heights = dict(re.findall(r'iframe src="(figures/[^"]+)" title=.+? height="(\d+)', chapters))
    assert sorted(heights) == EMBEDS
    page = kept(EMBEDS[0])
    for name in EMBEDS:
        page.goto(f"{served}/{name}")
        assert page.locator("body > main > *").count() == 2, name
        assert page.locator("header, nav, footer, details, button, [src]").count() == 0, name
        for width, drawing in ((700, "wide"), (340, "narrow")):
            page.set_viewport_size({"width": width, "height": 100})
            shown = page.locator(".figure-chart:visible")
            assert shown.evaluate_all("all => all.map((one) => one.dataset.chart)") == [drawing]
            assert measure(page, CUT) == [], name
            needed = page.evaluate(
                "(({scrollWidth, scrollHeight}) => [scrollWidth, scrollHeight])"
                "(document.documentElement)"
            )
            assert needed[0] <= width, name
            assert needed[1] <= int(heights[name]), name
