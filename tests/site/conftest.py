"""The built site, served on loopback and opened from the disk, in Chromium."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from built_site import SITE, Visit

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


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
    """A server that does not write a line for every request."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session", params=["served", "disk"])
def address(request: pytest.FixtureRequest, site: Path) -> str:
    """Give the address of the site, on a server or on the disk."""
    if request.param == "served":
        return str(request.getfixturevalue("served"))
    return site.as_uri()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Give a function that opens an address in a fresh context and notes every fault."""
    contexts = []

    def open_page(url: str, *, width: int = 1280, **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        seen = Visit(page)
        home = url.split("/en/")[0]
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((home, "data:", "blob:"))
                else seen.faults.append(f"outside request: {request.url}")
            ),
        )
        page.on("requestfailed", lambda request: seen.faults.append(f"failed: {request.url}"))
        page.on(
            "response",
            lambda response: (
                seen.faults.append(f"{response.status}: {response.url}")
                if response.status >= 400
                else None
            ),
        )
        page.on("pageerror", lambda error: seen.faults.append(f"script error: {error}"))
        page.on(
            "console",
            lambda message: (
                seen.faults.append(f"console: {message.text}") if message.type == "error" else None
            ),
        )
        page.goto(url, wait_until="load")
        return seen

    yield open_page
    for context in contexts:
        context.close()
