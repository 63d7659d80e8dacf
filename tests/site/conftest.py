"""The built site, served on loopback and opened from the disk, in Chromium."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

from built_site import SITE, Visit

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Milliseconds; a busy machine takes its time.
PATIENCE = 15_000


@pytest.fixture(scope="session")
def site() -> Path:
    if not (SITE / "en" / "index.html").is_file():
        pytest.fail(f"{SITE} is not built; run `make book` first", pytrace=False)
    return SITE


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed, and CI is set", pytrace=False)
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


class Quiet(SimpleHTTPRequestHandler):
    """A server that keeps connections, and says nothing of requests nor of readers who leave."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback, and give its address."""
    # Left open, the socket is a warning in whichever test runs when it is collected.
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Give the address of another site: that of the files in the test's folder."""
    with serve(tmp_path) as address:
        yield address


@pytest.fixture(scope="session", params=["served", "disk"])
def address(request: pytest.FixtureRequest, site: Path) -> str:
    """Give the address of the site, on a server or on the disk."""
    if request.param == "served":
        return str(request.getfixturevalue("served"))
    return site.as_uri()


@pytest.fixture(scope="module")
def walk(browser: Browser, site: Path, served: str) -> Iterator[Callable[[str], Visit]]:
    """Give a function by which one reader goes from page to page; it notes the faults of each."""
    with browser.new_context() as context:
        context.set_default_timeout(PATIENCE)
        seen = note_faults(context.new_page(), (served, site.as_uri()))

        def go(url: str) -> Visit:
            seen.faults.clear()
            seen.requests.clear()
            seen.page.goto(url, wait_until="load")
            seen.page.evaluate("scrollTo(0, document.body.scrollHeight), document.fonts.ready")
            return seen

        yield go


@pytest.fixture
def visit(browser: Browser, site: Path, served: str) -> Iterator[Callable[..., Visit]]:
    """Give a function that opens an address as a new reader would, and notes every fault."""
    with ExitStack() as contexts:

        def open_page(url: str, *, width: int = 1280, height: int = 900, **options: Any) -> Visit:
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            contexts.callback(context.close)
            context.set_default_timeout(PATIENCE)
            seen = note_faults(context.new_page(), (served, site.as_uri()))
            seen.page.goto(url, wait_until="load")
            return seen

        yield open_page


@pytest.fixture(scope="module")
def kept(browser: Browser, served: str) -> Iterator[Callable[..., Page]]:
    """Give a function that shows a page of the site, which stays open for the module's tests.

    The page is as it was left, but for its size, its media and where it is scrolled to.
    """
    with browser.new_context() as context:
        context.set_default_timeout(PATIENCE)
        pages: dict[str, Page] = {}

        def show(name: str, *, width: int = 1280, height: int = 900, **media: Any) -> Page:
            if name not in pages:
                pages[name] = context.new_page()
                pages[name].goto(f"{served}/{name}", wait_until="load")
                pages[name].evaluate("document.fonts.ready")
            page = pages[name]
            as_usual = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
            page.emulate_media(**{**as_usual, "reduced_motion": "no-preference", **media})
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("scrollTo(0, 0)")
            return page

        yield show


def note_faults(page: Page, homes: tuple[str, ...]) -> Visit:
    """Note from now on what fails on a page, and what it asks for."""
    seen = Visit(page)

    def note(request: Request) -> None:
        seen.requests.append(request.url)
        if not request.url.startswith((*homes, "data:", "blob:")):
            seen.faults.append(f"outside request: {request.url}")

    def note_failed(request: Request) -> None:
        # What a page did not get because the reader went on is no fault.
        if request.failure != "net::ERR_ABORTED":
            seen.faults.append(f"failed: {request.url}")

    def note_answer(response: Response) -> None:
        if response.status >= 400:
            seen.faults.append(f"{response.status}: {response.url}")

    def note_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            seen.faults.append(f"console: {message.text} {message.location['url']}")

    page.on("request", note)
    page.on("requestfailed", note_failed)
    page.on("response", note_answer)
    page.on("console", note_message)
    page.on("pageerror", lambda error: seen.faults.append(f"script error: {error}"))
    return seen
