"""Where the built site is, which pages it has, and what a visit to one notes."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
SITE = Path(os.environ.get("COMPENDIUM_SITE", ROOT / "site")).resolve()


@dataclass
class Visit:
    """A page that was opened, and what went wrong on it."""

    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def names_of_pages() -> list[str]:
    """Give the pages of the edition; one name that fails clearly if nothing is built."""
    return sorted(path.name for path in (SITE / "en").glob("*.html")) or ["index.html"]


def names_of_chapters() -> list[str]:
    """Give the pages that have charts."""
    pages = [SITE / "en" / name for name in names_of_pages()]
    return [
        page.name
        for page in pages
        if page.is_file() and "compendium-figure" in page.read_text("utf-8")
    ] or ["consumption.html"]
