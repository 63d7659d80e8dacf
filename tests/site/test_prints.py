"""Every figure and every named thing leads to its print, and its print to all that uses it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from built_site import ROOT, Visit, read_html
from compendium.contract.enums import LANGUAGES
from compendium.paths import Repository, find_plans
from compendium.printed.text import squeeze
from compendium.raw.corrections import Correction, read_corrections
from compendium.raw.layout import TableLayout, read_layout
from compendium.raw.workbook import Sheet, read_workbook
from compendium.site.addresses import Addresses
from compendium.site.page_values import Record
from compendium.site.reference.links import MOST_SHOWN
from compendium.site.reference.uses import find_uses

Row = Mapping[str, Any]
REPOSITORY = Repository(ROOT)
# Elements that hold nothing and are never closed.
_EMPTY = {"br", "link", "meta", "rect", "path", "input", "img", "hr"}


class Anchored(HTMLParser):
    """What each element with an id holds: its text, and the links in it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.texts: dict[str, str] = {}
        self.links: dict[str, set[str]] = defaultdict(set)
        self._open: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in _EMPTY:
            self._open.append(values.get("id") or "")
            if self._open[-1]:
                self.texts[self._open[-1]] = ""
        if href := values.get("href"):
            for name in filter(None, self._open):
                self.links[name].add(href)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for name in filter(None, self._open):
            self.texts[name] += data


@cache
def anchored(path: Path) -> Anchored:
    return Anchored(path)


@pytest.fixture(scope="session")
def record() -> Record:
    return Record.load(REPOSITORY.clean, "en")


@pytest.fixture(scope="session")
def addresses(record: Record) -> Mapping[str, str]:
    return Addresses(record).rows


@pytest.fixture(scope="session", params=LANGUAGES)
def edition(request: pytest.FixtureRequest, site: Path) -> Path:
    folder = site / request.param
    if not folder.is_dir():
        pytest.skip(f"{request.param} is not built")
    return folder


def lacking(
    edition: Path, rows: list[dict[str, Any]], key: str, shown: str, addresses: Mapping[str, str]
) -> Iterator[str]:
    """Give the rows whose address leads nowhere, or to something without what is printed."""
    for row in rows:
        name, _, anchor = addresses[row[key]].partition("#")
        page = edition / name
        if not page.is_file() or anchor != row[key] or anchor not in anchored(page).texts:
            yield f"{row[key]}: no {addresses[row[key]]}"
        elif squeeze(row[shown]) not in squeeze(anchored(page).texts[anchor]):
            yield f"{row[key]}: {row[shown]} is not in {anchored(page).texts[anchor]}"


def test_every_figure_stands_at_its_address_with_what_is_printed(
    edition: Path, record: Record, addresses: Mapping[str, str]
) -> None:
    rows = record.observations.to_dict("records")
    assert len(rows) > 600
    assert list(lacking(edition, rows, "observation_id", "printed", addresses)) == []


def test_every_named_thing_stands_at_its_address_with_its_name(
    edition: Path, record: Record, addresses: Mapping[str, str]
) -> None:
    rows = record.projects.to_dict("records")
    assert len(rows) > 1800
    assert list(lacking(edition, rows, "project_id", "name_zh", addresses)) == []
    english = list(lacking(edition, rows, "project_id", "name_en", addresses))
    assert english == []


def test_every_note_stands_with_its_figure(
    edition: Path, record: Record, addresses: Mapping[str, str]
) -> None:
    note = f"note_{edition.name}"
    rows = record.observations[record.observations[note].notna()].to_dict("records")
    assert len(rows) > 300
    assert list(lacking(edition, rows, "observation_id", note, addresses)) == []


def test_every_description_stands_with_its_action_and_says_whose_it_is(
    edition: Path, record: Record, addresses: Mapping[str, str]
) -> None:
    about = f"about_{edition.name}"
    rows = record.projects[record.projects[about].notna()].to_dict("records")
    assert len(rows) > 350
    ours = {"en": "In our words: ", "zh": "本书概述："}[edition.name]
    marked = [{**row, "ours": ours + row[about]} for row in rows]
    assert list(lacking(edition, marked, "project_id", "ours", addresses)) == []


def raw_tables() -> Iterator[tuple[Sheet, TableLayout]]:
    for folder in find_plans(REPOSITORY.raw):
        sheets = read_workbook(folder / "workbook.xlsx")
        for layout in read_layout(folder / "layout.yaml").tables:
            yield sheets[layout.sheet], layout


def test_every_cell_of_every_table_is_anchored_and_holds_what_it_holds(edition: Path) -> None:
    lost = []
    for sheet, layout in raw_tables():
        texts = anchored(edition / "prints" / f"{layout.table_id}.html").texts
        for spot in sheet.filled:
            anchor = f"{sheet.name}-{sheet.cell(*spot).address}"
            shown = squeeze(texts.get(anchor, "")).removesuffix("†")
            if shown != squeeze(sheet.text(*spot)):
                lost.append(f"{layout.table_id} {anchor}: {shown!r}")
    assert lost == []


def test_the_areas_of_a_real_table_are_merged_as_on_its_sheet(edition: Path) -> None:
    """The commerce plan's table: a title over five columns, categories over five rows and four."""
    page = read_html(edition / "prints" / "shenzhen-commerce-145-t1.html")
    spans = [(name, int(value)) for _, name, value in page.attributes if name.endswith("span")]
    # 类别, 序号, 指标 and the readings head two rows each; the categories follow.
    assert spans == [("rowspan", span) for span in (2, 2, 2, 2, 5, 5, 4, 4)]


def declared() -> Iterator[tuple[str, Correction]]:
    for folder in find_plans(REPOSITORY.raw):
        if (folder / "corrections.yaml").is_file():
            for each in read_corrections(folder / "corrections.yaml"):
                yield folder.name, each


def test_every_correction_stands_at_its_cell(
    edition: Path, record: Record, addresses: Mapping[str, str]
) -> None:
    """It says what is printed, how it is read, and why."""
    rows = dict(
        zip(
            (*record.observations["locator"], *record.projects["locator"]),
            (*record.observations["observation_id"], *record.projects["project_id"]),
            strict=True,
        )
    )
    tables = {(sheet.source, sheet.name): layout.table_id for sheet, layout in raw_tables()}
    found = list(declared())
    assert len(found) >= 5
    for plan, each in found:
        if table_id := tables.get((plan, each.sheet)):
            page, anchor = f"prints/{table_id}.html", f"{each.sheet}-{each.cell}-read"
        else:
            locator = f"data/raw/{plan}/workbook.xlsx#{each.sheet}!{each.cell}"
            page, _, anchor = addresses[rows[locator]].partition("#")
        text = anchored(edition / page).texts[anchor]
        reason = each.reason_en if edition.name == "en" else each.reason_zh
        for said in (each.printed, each.corrected, reason):
            assert said in text, (plan, each.cell)


def test_every_figure_leads_to_its_indicator_and_its_comparisons(
    edition: Path, record: Record, addresses: Mapping[str, str]
) -> None:
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in record.audit.to_dict("records"):
        for side in f"{row['left_id']}|{row['right_id']}".split("|"):
            wanted[side].add(f"../{addresses[row['check_id']]}")
    for row in record.targets[record.targets["baseline_id"].notna()].to_dict("records"):
        # Either leads to the other: the target to its baseline always.
        wanted[row["target_id"]].add(f"#{row['baseline_id']}")
    lost = []
    for row in record.observations.to_dict("records"):
        name, _, anchor = addresses[row["observation_id"]].partition("#")
        page = anchored(edition / name)
        links = page.links[anchor]
        ends = {f"#{link.rpartition('#')[2]}" for link in links}
        lost += [f"{anchor}: {link}" for link in wanted[anchor] if not {link} & (links | ends)]
        indicator = f"../indicators/{row['indicator_id']}.html"
        on_page = {each["href"] for each in read_html(edition / name).links}
        if indicator not in (links if row["source_kind"] != "table" else on_page):
            lost.append(f"{anchor}: {indicator}")
    assert lost == []


def test_every_print_leads_to_every_chart_that_shows_it(
    edition: Path, record: Record, addresses: Mapping[str, str]
) -> None:
    notebooks = sorted((REPOSITORY.chapters / edition.name).glob("*.ipynb"))
    uses = find_uses(json.loads(path.read_text("utf-8")) for path in notebooks)
    assert uses
    sizes: dict[str, int] = defaultdict(int)
    for use in (use for found in uses.values() for use in found):
        sizes[use.chart_id] += 1
    lost = []
    for row_id, found in uses.items():
        if row_id not in addresses or addresses[row_id].startswith("agree"):
            continue
        name, _, anchor = addresses[row_id].partition("#")
        on_page = {each["href"] for each in read_html(edition / name).links}
        in_row = anchored(edition / name).links[anchor]
        for use in found:
            # A chart of hundreds of rows counts them: the page leads to it, not each row.
            links = on_page if sizes[use.chart_id] > MOST_SHOWN else in_row
            if f"../{use.address}" not in links:
                lost.append(f"{row_id}: {use.address}")
    assert lost == []


def test_the_list_of_prints_leads_to_every_print(edition: Path) -> None:
    linked = {link["href"] for link in read_html(edition / "prints" / "index.html").links}
    pages = {path.name for path in (edition / "prints").glob("*.html")} - {"index.html"}
    assert len(pages) > 80
    assert pages <= linked


def test_what_an_address_names_is_marked_and_its_cell_is_a_step_away(
    served: str, addresses: Mapping[str, str], visit: Callable[..., Visit]
) -> None:
    row = "futian-cbd-155-t1.retail-sales.futian.2030.target"
    page = visit(f"{served}/en/{addresses[row]}").page
    ground = "element => getComputedStyle(element).backgroundColor"
    marked = page.locator(f'[id="{row}"]')
    other = page.locator('[id="futian-cbd-155-t1.retail-sales.futian.2025.actual"]')
    assert marked.evaluate(ground) != other.evaluate(ground)
    marked.locator("a").first.focus()
    page.keyboard.press("Enter")
    cell = page.locator("#T1-D8")
    page.wait_for_function("location.hash === '#T1-D8'")
    assert cell.inner_text() == "1800"
    assert cell.evaluate(ground) != page.locator("#T1-C8").evaluate(ground)
    cell.locator("a").click()
    page.wait_for_function(f"location.hash === '#{row}'")


@pytest.mark.parametrize("width", [320, 375, 760, 1280])
@pytest.mark.parametrize(
    "name",
    ["futian-cbd-155-t1", "shenzhen-outline-145-b1", "zhongshan-services-145-t1",
     "shenzhen-commerce-145-b1", "futian-cbd-155-text", "index"],
)  # fmt: skip
def test_no_print_is_wider_than_the_screen(kept: Callable[..., Any], name: str, width: int) -> None:
    page = kept(f"en/prints/{name}.html", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # Nor has the table to be pushed sideways.
    inside = "element => element.scrollWidth - element.clientWidth"
    regions = page.locator(".scroll-region").all()
    assert [each.evaluate(inside) for each in regions] == [0] * len(regions)
