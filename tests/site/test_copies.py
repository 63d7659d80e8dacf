"""What a figure gives away: its link, its citation and the code that shows it elsewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from built_site import CHAPTERS, Visit

Open = Callable[..., Visit]
# In the east it is the next day already.
NOW, TODAY, PLACE = "2026-03-04T20:30:00Z", "2026-03-05", "Asia/Shanghai"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"


@pytest.fixture(params=["served", "disk", "served, an old browser"])
def reader(request: pytest.FixtureRequest, site: Path, served: str, visit: Open) -> Page:
    """Give a chapter, opened in different ways by a reader whose clipboard may be read."""
    page = visit("about:blank", timezone_id=PLACE).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served)
    page.clock.install(time=NOW)
    if request.param.endswith("browser"):
        page.add_init_script(NO_CLIPBOARD)
    page.goto(f"{site.as_uri() if request.param == 'disk' else served}/{CHAPTERS[0]}")
    return page


@pytest.fixture
def pasted(reader: Page, served: str) -> Callable[[], str]:
    """Give what lies in the clipboard, as another page of the reader sees it."""
    other = reader.context.new_page()
    other.goto(f"{served}/en/index.html")
    other.evaluate("navigator.clipboard.writeText('')")
    reader.bring_to_front()

    def paste() -> str:
        other.bring_to_front()
        text = str(other.evaluate("navigator.clipboard.readText()"))
        reader.bring_to_front()
        return text

    return paste


def press(button: Locator, name: str) -> None:
    """Press a copy button by keyboard; it says that it has copied, and then what it said before."""
    expect(button).to_have_accessible_name(name)
    button.focus()
    button.press("Enter")
    expect(button).to_be_focused()
    expect(button).to_have_text(re.compile("^Copied"))
    button.page.clock.fast_forward(2500)
    expect(button).to_have_accessible_name(name)


def test_copies_land_in_the_clipboard(reader: Page, pasted: Callable[[], str]) -> None:
    figure = reader.locator("figure.figure").nth(1)
    name, title = figure.get_attribute("id"), figure.locator(".figure-title").inner_text()
    press(figure.locator("[data-copy=link]"), f"Copy link of {title}")
    assert pasted() == f"{reader.url}#{name}"

    press(figure.locator("[data-copy=citation]"), f"Copy citation of {title}")
    plan, ours = pasted().split("\n")
    assert plan == (figure.locator(".citation-plan").text_content() or "").strip()
    assert re.search("[\u4e00-\u9fff]", plan)
    assert re.search(r"\(20\d\d\)\. ", ours)
    assert f". {title}. Bay Area Plans in Numbers" in ours
    assert ours.endswith(f", {reader.url}#{name}, accessed {TODAY}.")

    figure.locator(".figure-cite summary").click()
    press(figure.locator("[data-copy=embed]"), f"Copy code of {title}")
    page = reader.url.replace(CHAPTERS[0], f"figures/{name}.en.html")
    code = html.unescape(pasted())
    assert code.startswith(f'<iframe src="{page}" title="{title}" ')
    assert code.endswith("></iframe>")


def test_clipboard_that_refuses_is_gone_round(served: str, visit: Open) -> None:
    page = visit("about:blank").page
    page.context.grant_permissions(["clipboard-read"], origin=served)
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    page.goto(f"{served}/{CHAPTERS[0]}")
    button = page.locator("button.copy").first
    button.click()
    expect(button).to_be_focused()
    expect(button).to_have_text(re.compile("^Copied"))
    page.bring_to_front()
    assert page.evaluate("navigator.clipboard.readText()").startswith(served)


@pytest.mark.parametrize("width", [1024, 375])
def test_code_shows_the_figure_in_a_page_of_another_site(
    served: str, elsewhere: str, tmp_path: Path, width: int, visit: Open
) -> None:
    seen = visit("about:blank", width=width)
    page = seen.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served)
    page.goto(f"{served}/{CHAPTERS[0]}")
    page.locator(".figure-cite summary").first.click()
    button = page.locator("[data-copy=embed]").first
    button.click()
    expect(button).to_have_text(re.compile("^Copied"))
    code = page.evaluate("navigator.clipboard.readText()")
    viewport = "<meta name=viewport content='width=device-width'>"
    (tmp_path / "post.html").write_text(f"<!doctype html>{viewport}<h1>Post</h1>{code}", "utf-8")
    page.goto(f"{elsewhere}/post.html")
    frame = page.frame_locator("iframe")
    expect(frame.locator("figure .figure-chart:visible svg")).to_have_count(1)
    expect(frame.locator(".site-header, .contents, .site-footer")).to_have_count(0)
    inner = page.frames[1]
    assert inner.evaluate("document.documentElement.scrollHeight") <= inner.evaluate("innerHeight")
    frame.locator(".figure-home a").click()
    page.wait_for_url(re.compile(rf"^{served}/{CHAPTERS[0]}#"))
