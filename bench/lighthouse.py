"""Let Lighthouse judge a page: its mobile preset, performance only."""

from __future__ import annotations

import json
import shutil

from page_load import FLAGS
from stock_page import BUILT, install, run

LIGHTHOUSE = "lighthouse@12.8.2"


def judge(address: str, rounds: int) -> list[float]:
    """Give the score of each round, of 100."""
    install([LIGHTHOUSE])
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    report = BUILT / "lighthouse.json"
    scores = []
    for _ in range(rounds):
        run(
            BUILT / "node_modules" / ".bin" / "lighthouse", address,
            "--only-categories=performance", "--output=json", f"--output-path={report}", "--quiet",
            f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}",
            CHROME_PATH=chromium,
        )  # fmt: skip
        found = json.loads(report.read_text("utf-8"))
        scores.append(100 * float(found["categories"]["performance"]["score"]))
    return scores
