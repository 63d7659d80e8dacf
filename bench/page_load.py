"""Load a page in headless Chromium, slowed, and count what came until its first chart and to idle.

Everything is read through the DevTools protocol, so that a page's Content-Security-Policy does not
matter.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright
from playwright.sync_api import Page as Tab

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SLOWER = 4
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
# Idle: loaded, nothing under way and the main thread hardly busy for this long.
QUIET_SECONDS, QUIET_TASKS = 2.0, 0.1
POLL_SECONDS, PATIENCE_SECONDS = 0.25, 90.0
# Else the end of the page before, which may be a heavy one, takes part in a load.
SETTLE_SECONDS = 1.5
OBSERVER = Path(__file__).with_name("first_chart.js").read_text("utf-8")


@dataclass(frozen=True)
class Page:
    """A page to load, and which of its elements are charts, if any is waited for."""

    name: str
    address: str
    chart: str = ""


@dataclass(frozen=True)
class Load:
    """What one load took: until the first chart could be read, and to idle.

    Attributes
    ----------
    chart_bytes, chart_requests, chart_seconds
        On the wire, asked for and passed until the first chart; 0 if none was waited for.
    complete_bytes
        Those of the bytes until then that belong to files that were complete.
    bytes, requests
        To idle. Bytes are those on the wire, headers included.
    task_seconds
        Main-thread time to idle.
    shift
        Sum of the layout shifts.
    """

    chart_bytes: int
    complete_bytes: int
    chart_requests: int
    chart_seconds: float
    bytes: int
    requests: int
    task_seconds: float
    shift: float


@dataclass
class Request:
    """One request: when it was sent, answered and finished, and the bytes that came.

    Times are those of the protocol.
    """

    sent: float
    answered: float = inf
    finished: float = inf
    bytes: int = 0

    def count_bytes(self, until: float) -> float:
        """Count the bytes on the wire until a time.

        The protocol tells of most files only when they are there; between answer and end they are
        taken to come evenly.
        """
        if self.finished <= until:
            return self.bytes
        if self.answered >= until:
            return 0
        return self.bytes * (until - self.answered) / (self.finished - self.answered)


@dataclass
class Traffic:
    """What the DevTools protocol says about the network of one load."""

    requests: dict[str, Request] = field(default_factory=dict)
    under_way: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    # Seconds between the two clocks of the protocol, wall and monotonic.
    offset: float = 0.0
    last: float = field(default_factory=time.monotonic)
    loaded: bool = False

    def listen(self, session: CDPSession) -> None:
        """Note every event."""
        session.on("Network.requestWillBeSent", self._send)
        session.on("Network.responseReceived", self._answer)
        session.on("Network.loadingFinished", self._finish)
        session.on("Network.loadingFailed", self._fail)
        session.on("Page.loadEventFired", self._load)

    def _send(self, event: Any) -> None:
        if event["request"]["url"].startswith(("data:", "blob:")):
            return
        if not self.requests:
            self.offset = event["wallTime"] - event["timestamp"]
        self.requests[event["requestId"]] = Request(event["timestamp"])
        self.under_way.add(event["requestId"])
        self.last = time.monotonic()

    def _answer(self, event: Any) -> None:
        if request := self.requests.get(event["requestId"]):
            answer = event["response"]
            request.answered = event["timestamp"]
            # What comes from the page's own memory has no timing.
            if timing := answer.get("timing"):
                request.answered = timing["requestTime"] + timing["receiveHeadersEnd"] / 1000
            # A browser asks for it unbidden.
            if answer["status"] >= 400 and not answer["url"].endswith("/favicon.ico"):
                self.failed.append(f"{answer['status']} {answer['url']}")
            self.last = time.monotonic()

    def _finish(self, event: Any) -> None:
        if request := self.requests.get(event["requestId"]):
            request.finished = event["timestamp"]
            request.bytes = int(event["encodedDataLength"])
            self.under_way.discard(event["requestId"])
            self.last = time.monotonic()

    def _fail(self, event: Any) -> None:
        if event["requestId"] in self.requests:
            self.under_way.discard(event["requestId"])
            if not event.get("canceled"):
                self.failed.append(f"{event['errorText']} {event['type']}")
            self.last = time.monotonic()

    def _load(self, _: Any) -> None:
        self.loaded = True


def evaluate(session: CDPSession, expression: str) -> Any:
    """Give the value of an expression in the page."""
    answer = session.send("Runtime.evaluate", {"expression": expression, "returnByValue": True})
    return answer["result"].get("value")


def read_task_seconds(session: CDPSession) -> float:
    """Give the time that the main thread was busy."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(each["value"]) for each in metrics if each["name"] == "TaskDuration")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Give a headless Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("measuring the pages needs Chromium, and it was not found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


def wait_until_idle(tab: Tab, session: CDPSession, traffic: Traffic) -> float:
    """Wait, and give the time that the main thread was busy."""
    began = still_since = time.monotonic()
    tasks = 0.0
    while True:
        tab.wait_for_timeout(1000 * POLL_SECONDS)
        now, busy = time.monotonic(), read_task_seconds(session)
        if busy - tasks > QUIET_TASKS * POLL_SECONDS / QUIET_SECONDS:
            still_since = now
        tasks = busy
        quiet = now - max(still_since, traffic.last) > QUIET_SECONDS
        if traffic.loaded and not traffic.under_way and quiet:
            return tasks
        if now - began > PATIENCE_SECONDS:
            sys.exit(f"{tab.url} is not idle after {PATIENCE_SECONDS:.0f} s")


def load(browser: Browser, page: Page, *, window: tuple[int, int]) -> Load:
    """Load a page cold in a window of its own."""
    width, height = window
    context = browser.new_context(viewport={"width": width, "height": height})
    try:
        tab = context.new_page()
        session = context.new_cdp_session(tab)
        traffic = Traffic()
        traffic.listen(session)
        for domain in ("Network", "Page", "Performance", "Runtime"):
            session.send(f"{domain}.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        source = OBSERVER.replace('"CHART"', repr(page.chart))
        session.send("Page.addScriptToEvaluateOnNewDocument", {"source": source})
        tab.wait_for_timeout(1000 * SETTLE_SECONDS)
        session.send("Page.navigate", {"url": page.address})

        tasks = wait_until_idle(tab, session, traffic)
        seen = evaluate(session, "benchSeen")
    finally:
        context.close()
    if traffic.failed:
        sys.exit(f"{page.address}: {'; '.join(traffic.failed)}")
    if page.chart and seen["chart"] is None:
        sys.exit(f"{page.address} has no chart: nothing drawn is {page.chart!r}")
    chart = (seen["chart"] if page.chart else seen["origin"]) / 1000 - traffic.offset
    requests = traffic.requests.values()
    return Load(
        chart_bytes=round(sum(request.count_bytes(chart) for request in requests)),
        complete_bytes=sum(request.bytes for request in requests if request.finished <= chart),
        chart_requests=sum(request.sent <= chart for request in requests),
        chart_seconds=max(0.0, chart - min(request.sent for request in requests)),
        bytes=sum(request.bytes for request in requests),
        requests=len(requests),
        task_seconds=tasks,
        shift=seen["shift"],
    )
