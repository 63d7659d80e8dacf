"""Measure what a reader waits for, and write the part *Pages* of ``bench/README.md``.

Chapters of the built site are loaded in turn with a stock page of Jupyter Book and a hand-made
page, so that what disturbs one disturbs all; then every kind of page is loaded for its layout
shift. Never a test: times differ from machine to machine and from hour to hour.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from gzip_server import serve
from lighthouse import judge
from page_goals import Shift, compare, judge_site, tell_figures
from page_load import Load, Page, load, open_browser
from playwright.sync_api import Browser
from readme import write_part
from run import describe_machine
from stock_page import HAND_PAGE, STOCK_PAGE, build_pages, read_hand_files, read_stock_files

ROOT = Path(__file__).parents[1]
SITE = Path(os.environ.get("COMPENDIUM_SITE", ROOT / "site")).resolve()
CHAPTERS = ("en/services.html", "en/consumption.html")
SITE_CHART, STOCK_CHART = "main figure svg", ".vega-embed svg, .vega-embed canvas"
WIDE, NARROW = (1280, 900), (375, 812)
ROUNDS = 5
MOST_PAGES = 10

HEAD = """\
Written by `make bench-pages`. Headless Chromium, processor slowed 4×, 1.6 Mbit/s, 150 ms, cold, \
{width} × {height} px; served on loopback by HTTP/1.1 and gzip 6. Medians of {rounds} rounds, the \
pages in turn, each round from another on. Bytes hardly differ from run to run; times do.

- *Stock*: Jupyter Book with nothing set, a notebook of five default Altair charts from \
`observations.csv`; what it takes from elsewhere is served beside it, which favours it. \
*Hand-made*: one HTML file and one bundle of Vega-Embed with the same five specifications.
- *The first chart can be read* once it is painted and its font is there. *Idle*: loaded, nothing \
under way, main thread quiet for two seconds. Bytes are those on the wire, headers included; of a \
file under way the part that has come is estimated from the time the whole takes, and *in complete \
files* it does not count. The stock page's icon script, half of its bytes, ends about when its \
first chart is drawn: by that its figure *in complete files* jumps.
- *Layout shift*: the sum of what Chromium reports without input, until idle; of a folder of pages \
that is no edition at most {pages} are loaded.

"""


def read_site() -> dict[str, bytes]:
    """Give the files of the site by their addresses."""
    if not (SITE / CHAPTERS[0]).is_file():
        sys.exit(f"{SITE} has no {CHAPTERS[0]}; run `make book` first")
    return {
        f"/site/{path.relative_to(SITE).as_posix()}": path.read_bytes()
        for path in SITE.rglob("*")
        if path.is_file()
    }


def choose_pages(site: Path) -> list[str]:
    """Choose every page of an edition, and of any other folder of pages at most some, by size."""
    folders: dict[Path, list[Path]] = {}
    for path in sorted(site.rglob("*.html")):
        # What the theme brings along is no page, and some pages only lead on.
        if "_static" not in path.parts and 'http-equiv="refresh"' not in path.read_text("utf-8"):
            folders.setdefault(path.parent, []).append(path)
    chosen = [page for pages in folders.values() for page in thin_out(pages)]
    return [page.relative_to(site).as_posix() for page in chosen]


def thin_out(pages: Sequence[Path]) -> list[Path]:
    """Take evenly from the pages of one folder, the largest first, unless it is an edition.

    An edition is the folder that has the search.
    """
    if any(page.name == "search.html" for page in pages):
        return list(pages)
    by_size = sorted(pages, key=lambda page: -page.stat().st_size)
    return by_size[:: math.ceil(len(pages) / MOST_PAGES)]


def measure_loads(browser: Browser, home: str, rounds: int) -> dict[str, list[Load]]:
    """Load the chapters and the two other pages in turn; give the loads of each.

    Each round begins with another page: which one a page comes after can be seen in its times.
    """
    pages = [
        *(Page(name, f"{home}/site/{name}", SITE_CHART) for name in CHAPTERS),
        *(Page(name, f"{home}/{name}", STOCK_CHART) for name in (STOCK_PAGE, HAND_PAGE)),
    ]
    loads: dict[str, list[Load]] = {page.name: [] for page in pages}
    for turn in range(rounds):
        first = turn % len(pages)
        for page in pages[first:] + pages[:first]:
            loads[page.name].append(load(browser, page, window=WIDE))
            print(page.name, loads[page.name][-1], file=sys.stderr)
    return loads


def measure_shifts(browser: Browser, home: str) -> list[Shift]:
    """Load every page at both widths."""
    shifts = []
    for name in choose_pages(SITE):
        for window in (WIDE, NARROW):
            found = load(browser, Page(name, f"{home}/site/{name}"), window=window)
            shifts.append(Shift(name, window[0], found.shift))
            print(shifts[-1], file=sys.stderr)
    return shifts


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description="Measure the pages of the built site.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--lighthouse", action="store_true", help="also let Lighthouse judge")
    options = parser.parse_args()
    files = read_site()
    megabytes = sum(map(len, files.values())) / 1e6
    build_pages()
    with serve(files | read_stock_files() | read_hand_files()) as home:
        with open_browser() as browser:
            loads = measure_loads(browser, home, options.rounds)
        # What other work would disturb comes first.
        scores = judge(f"{home}/site/{CHAPTERS[0]}", ROUNDS) if options.lighthouse else []
        with open_browser() as browser:
            shifts = measure_shifts(browser, home)
    shifts += [Shift(name, WIDE[0], each.shift) for name in CHAPTERS for each in loads[name]]
    ours = {name: loads[name] for name in CHAPTERS}
    tables = [
        compare(ours, loads[STOCK_PAGE], loads[HAND_PAGE]),
        judge_site(shifts, scores, megabytes),
        tell_figures(loads),
    ]
    head = HEAD.format(width=WIDE[0], height=WIDE[1], rounds=options.rounds, pages=MOST_PAGES)
    part = "\n\n".join([head + describe_machine() + ".", *map("\n".join, tables)])
    write_part("Pages", part)
    print(part)


if __name__ == "__main__":
    main()
