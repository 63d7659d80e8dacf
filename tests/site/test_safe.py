"""What no page may do: load from elsewhere, run what is not its own, keep what a reader does."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from built_site import EMBEDS, Html, Visit, read_html

Open = Callable[..., Visit]
# What a policy may allow: own files, pictures in the page, and what is named by its hash.
ALLOWED = re.compile(r"'none'|'self'|data:|'sha256-[\w+/]+=*'")
CLOSED = {"default-src": ["'none'"], "base-uri": ["'none'"]}


def directives(page: Html) -> dict[str, list[str]]:
    return {name: said for part in page.policies[0].split("; ") for name, *said in [part.split()]}


def faults(page: Html) -> list[str]:
    """Give what a page's policy lacks, and what on the page it would have to forbid."""
    if len(page.policies) != 1 or page.unguarded:
        return [f"{len(page.policies)} policies, before them {page.unguarded}"]
    policy = directives(page)
    loose = [
        f"{name} {source}"
        for name, sources in policy.items()
        for source in sources
        if not ALLOWED.fullmatch(source) or (source == "data:" and name != "img-src")
    ]
    loose += [name for name, sources in CLOSED.items() if policy.get(name) != sources]
    for tag, text in page.inline:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        if f"'sha256-{digest}'" not in policy[f"{tag}-src"]:
            loose.append(f"{tag} without a hash: {text[:60]}")
    attributes = [
        f"{tag} {name}={value}"
        for tag, name, value in page.attributes
        if name == "style" or name.startswith("on") or value.strip().startswith("javascript:")
    ]
    hashes = sum(source.startswith("'sha256") for said in policy.values() for source in said)
    spare = ["a hash of nothing"] if hashes > len(page.inline) else []
    return loose + attributes + spare


def test_every_page_has_one_strict_policy_and_keeps_it(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert {page.parent.name for page in pages} == {
        site.name, "en", "figures", "handouts", "entities", "indicators", "numbers", "places",
        "prints",
    }  # fmt: skip
    found = {page.name: faults(read_html(page)) for page in pages}
    assert {name: said for name, said in found.items() if said} == {}


# Each leaves a trace of its own, or asks another site.
INTRUDERS = """
<script>(window.ran ??= []).push("script")</script>
<img src="" onerror="(window.ran ??= []).push('handler')">
<a id="intruder" href="javascript:void (window.ran ??= []).push('address')">link</a>
<style>main { color: rgb(1, 2, 3) }</style>
<p id="styled" style="color: rgb(4, 5, 6)">styled</p>
<script src="https://elsewhere.test/script.js"></script>
<img src="https://elsewhere.test/image.png">
<iframe src="https://elsewhere.test/frame.html"></iframe>
<link rel="stylesheet" href="https://elsewhere.test/style.css">
"""
# An address is tried only after the click is over: so each refusal is counted.
COUNT = """
window.refused = 0;
document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
  if (blockedURI === "inline" && effectiveDirective.startsWith("script")) window.refused += 1;
});
"""
TRACES = """[
  window.ran || [],
  getComputedStyle(document.querySelector("main")).color === "rgb(1, 2, 3)",
  getComputedStyle(document.querySelector("#styled")).color === "rgb(4, 5, 6)"]"""
ASKED = {"script.js", "image.png", "frame.html", "style.css"}


@pytest.mark.parametrize("name", ["en/trade.html", "en/search.html", EMBEDS[0]])
@pytest.mark.parametrize("is_guarded", [True, False], ids=["guarded", "without policy"])
def test_intruders_do_nothing(
    site: Path, served: str, name: str, is_guarded: bool, visit: Open
) -> None:
    text = (site / name).read_text("utf-8").replace("</main>", f"{INTRUDERS}</main>")
    if not is_guarded:
        text = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    page, asked = visit("about:blank").page, set()

    def answer(route: Route) -> None:
        asked.add(route.request.url.rpartition("/")[2])
        route.fulfill(body="")

    page.route("https://elsewhere.test/**", answer)
    page.route(f"{served}/{name}", lambda route: route.fulfill(body=text, content_type="text/html"))
    page.add_init_script(COUNT)
    page.goto(f"{served}/{name}", wait_until="load")
    page.locator("#intruder").click()
    page.wait_for_function("window.refused + (window.ran || []).length === 3")
    done = ["script", "handler", "address"]
    # Without the policy each of them succeeds: so the test can fail.
    assert page.evaluate(TRACES) == ([[], False, False] if is_guarded else [done, True, True])
    assert asked == (set() if is_guarded else ASKED)


KEPT = """async () => [
  document.cookie, Object.keys(localStorage), Object.keys(sessionStorage),
  (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length]"""


def use_everything(page: Page) -> None:
    """Switch the colours, copy, open all drawers and search, as a curious reader does."""
    page.get_by_role("button", name="Colours").click()
    page.locator("button.copy").first.click()
    for drawer in page.locator("summary").all():
        drawer.click()
    page.locator(".search-field input").fill("baseline")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=baseline"))
    page.wait_for_selector("html[data-search=ready]")
    page.locator("#search-results a").first.click()
    page.wait_for_load_state("load")


def test_nothing_of_the_reader_is_kept_but_the_colours(served: str, visit: Open) -> None:
    seen = visit(f"{served}/en/trade.html")
    use_everything(seen.page)
    assert seen.page.evaluate(KEPT) == ["", ["theme"], [], 0, 0, 0]
    assert seen.page.context.cookies() == []
    assert seen.faults == []


def test_policy_is_told_to_readers(site: Path) -> None:
    pages = [path.read_text("utf-8") for path in (site / "en").glob("*.html")]
    assert any("Content-Security-Policy" in page.partition("<main")[2] for page in pages)
