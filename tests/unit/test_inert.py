"""Whatever stands in the data, it makes no element, attribute, link or formula anywhere.

Two records of one shape are shown by every function and every page: one whose free texts are
harmless, one whose free texts are attacks. The elements and attributes must be the same.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import myst_nb
import nbformat
import pandas as pd
import pytest
import yaml
from openpyxl import load_workbook
from sphinx.application import Sphinx

from compendium.chapter.chart import Chart
from compendium.chapter.data import Chapter, glue, open_chapter
from compendium.chapter.forms import draw_bars, draw_stages, draw_tiles
from compendium.chapter.html import CHART_MIME, Html
from compendium.chapter.inert import inert, one_line
from compendium.chapter.show import show_colophon, show_table
from compendium.contract.columns import Column
from compendium.contract.load import load_terms
from compendium.contract.tables import BY_NAME
from compendium.paths import Repository
from compendium.site.across.values import read_across
from compendium.site.addresses import Addresses
from compendium.site.book_values import book_values
from compendium.site.contents import ChapterHead, Contents
from compendium.site.downloads import chapter_downloads, chapter_tools
from compendium.site.explorer.data import make_data
from compendium.site.explorer.page import explorer_values
from compendium.site.figures import figure_values
from compendium.site.learning import Learning
from compendium.site.lessons import learner_box, lesson_plans
from compendium.site.page_text import chapter_values, fill_page, link_downloads
from compendium.site.page_values import Record, page_values
from compendium.site.pictures import Credit, slide_svg
from support import ROOT

CLEAN = ROOT / "data" / "clean"
ATTACK = (
    "{} </script><script>alert(1)</script> \"'><img src=x onerror=alert(1)> | `code` <!-- "
    '=HYPERLINK("http://x","y") {{{{ plans }}}} {{ref}}`x` [a](../data/x.csv) **b** $c$ '
    "<https://x.org> www.x.org &lt; ]]> \u202e\u2067\x07\n\n# d\n\n:::{{note}}\n```\n- e\n"
)
PLACES = ["futian", "nanshan", "luohu"]
LESSON = """
idea: "{{{{ {name} }}}}"
before: [Read.]
in_class: [{{minutes: 5, do: "{{{{ {name} }}}}"}}, {{minutes: 5, do: Say.}}]
after: [Write.]
discuss: [Who?, What?, Why?]
"""
# Signs that only mean something at the beginning.
OPENINGS = (
    "=1+1",
    "# x",
    "- x",
    "1. x",
    "> x",
    ":::{note}",
    "```",
    "| x",
    "---",
    "+x",
    "@x",
    "~~~",
)
HARMLESS = "{} quite a long and harmless text of several words, nothing else"


def is_free(column: Column) -> bool:
    """Tell whether a column holds any text: what has a form is refused by the contract."""
    bound = column.enum or column.form or column.refers or column.name == "chapter"
    return column.type == "string" and not bound and column.name not in ("unit", "locator")


def spoil(folder: Path, text: str) -> Path:
    """Write the clean tables with another text in every free cell that holds one."""
    folder.mkdir()
    for name, table in BY_NAME.items():
        rows = list(csv.DictReader(io.StringIO((CLEAN / f"{name}.csv").read_text("utf-8"))))
        free = [column.name for column in table.fields if is_free(column)]
        for place, row in enumerate(rows):
            for column in free:
                if row[column]:
                    row[column] = text.format(OPENINGS[place % len(OPENINGS)] if text else "")
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    package = json.loads((CLEAN / "datapackage.json").read_text("utf-8"))
    for unit, said in package["terms"]["units"].items():
        package["terms"]["units"][unit] = dict.fromkeys(said, text.format("u"))
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    return folder


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("records")
    return {name: spoil(root / name, text) for name, text in (("tame", HARMLESS), ("wild", ATTACK))}


class Elements(HTMLParser):
    """The elements of a page with the names of their attributes, and where links lead."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks_chinese = tag == "span" and attrs == [("lang", "zh-Hans")]
        if not marks_chinese:
            links = [value or "" for name, value in attrs if name in ("href", "src", "style")]
            self.found.append((tag, *(name for name, _ in attrs), *links))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("declaration", decl))


def elements(html: str) -> list[tuple[str, ...]]:
    # A drawing is compared apart: a longer label has more lines.
    parser = Elements()
    parser.feed(re.sub(r"<svg.*?</svg>", "", html, flags=re.S))
    parser.close()
    return parser.found


def hidden(text: str) -> set[str]:
    """Give the control characters and marks of direction that a text has."""
    signs = set(text) - {"\n", "\t", "\u200b", "\u2192"}
    return {repr(sign) for sign in signs if unicodedata.category(sign) in ("Cc", "Cf", "Cs")}


def chapter_of(folder: Path, lang: str) -> Chapter:
    plans = ["shenzhen-commerce-145", "shenzhen-services-145", "futian-cbd-155"]
    return open_chapter("trade", plans=plans, lang=lang, data_dir=str(folder))


def shown(chapter: Chapter) -> Iterator[Html | Chart]:
    """Show what a chapter can show, with the record's texts in every place."""
    names = chapter.name_indicators(chapter.indicators["indicator_id"]).head(3)
    note = str(chapter.observations["note_en"].dropna().iloc[0])
    texts = [str(chapter.plans["title_en"].iloc[place]) for place in (0, 1)]
    yield chapter.show_targets(chapter.pairs)
    yield show_table(pd.DataFrame({texts[0]: names, "b": names}), caption=note, lang=chapter.lang)
    yield show_colophon(chapter.observations, chapter.lang)
    marks = chapter.marks(chapter.observations.head(3)).assign(
        note=note, label=list(names), text=list(names), panel=texts[0], value=[1.0, 2.0, 3.0]
    )
    yield chapter.table("table", marks, caption=note)
    listed = [[each] for each in reversed(list(names))]
    projects = chapter.projects.head(3).assign(value=1.0, names=listed)
    for chart_id, data, form in (
        ("bars", marks.assign(unit="count"), draw_bars),
        ("stages", projects.assign(place_id=PLACES), draw_stages),
        ("tiles", projects.assign(place_id=PLACES), draw_tiles),
    ):
        yield chapter.figure(
            chart_id, data, form, topic=note, title=texts[1], finding=note, alt=note, note=note
        )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_chapter_shows_texts_only(folders: dict[str, Path], lang: str) -> None:
    tame, wild = (list(shown(chapter_of(folders[name], lang))) for name in ("tame", "wild"))
    for calm, attacked in zip(tame, wild, strict=True):
        for before, html in zip(pages(calm), pages(attacked), strict=True):
            assert elements(html) == elements(before)
            assert hidden(html) == set()


def pages(each: Html | Chart) -> list[str]:
    """Give what a chapter's page shows, and what its notebook shows."""
    in_notebook = str(each._repr_mimebundle_()["text/html"])
    return [each.html() if isinstance(each, Chart) else str(each.html), in_notebook]


def test_a_drawing_has_texts_only(folders: dict[str, Path]) -> None:
    charts = [each for each in shown(chapter_of(folders["wild"], "en")) if isinstance(each, Chart)]
    assert charts
    for chart in charts:
        parts = chart.parts()
        for svg in (
            slide_svg(parts, credit=Credit("", "", "")),
            *(each.svg for each in chart.drawings.values()),
        ):
            found = list(ElementTree.fromstring(svg).iter())
            tags = {each.tag.split("}")[1] for each in found}
            assert tags <= {
                "svg",
                "title",
                "desc",
                "g",
                "path",
                "text",
                "tspan",
                "rect",
                "line",
                "defs",
                "clipPath",
                "use",
            }
            names = {name for each in found for name in each.attrib}
            assert not {name for name in names if name.startswith("on")}
            links = [each.attrib[name] for each in found for name in each.attrib if "href" in name]
            assert [link for link in links if not link.startswith("#")] == []
            assert hidden(svg) == set()
        assert hidden(json.dumps(parts["spec"], ensure_ascii=False)) == set()


def test_workbooks_hold_texts_only(folders: dict[str, Path]) -> None:
    files = chapter_downloads(folders["wild"], ["trade"])
    assert chapter_downloads(folders["wild"], ["trade"]) == files
    (content,) = [content for path, content in files.items() if path.suffix == ".xlsx"]
    for sheet in load_workbook(io.BytesIO(content)):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type in ("s", "n")
            assert cell.hyperlink is None
            assert hidden(str(cell.value)) == set()


def build(source: Path, clean_dir: Path, text: str) -> dict[str, str]:
    """Build the prose pages as the book does, and a page whose prose holds a glued text."""
    source.mkdir()
    record = Record.load(clean_dir, "en")
    glued: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(myst_nb, "glue", lambda name, said, display: glued.update({name: said}))
        glue({"said": text.format("G")})
    title = text.format("T")
    # Past its checks, which would refuse hidden characters.
    learning = object.__new__(Learning)
    learning.__dict__.update(
        level="advanced", minutes=60, needs=(title,), goals=(title,), needs_zh=(), goals_zh=()
    )
    heads = [ChapterHead("trade", title, {"en": title, "zh": title}, ("futian-cbd-155",), learning)]
    files = chapter_downloads(clean_dir, ["trade"])
    known = page_values(record) | chapter_values(Contents((), tuple(heads)), files, "en")
    repository = Repository(source.with_name(f"{source.name}-repository"))
    repository.lessons.mkdir(parents=True)
    repository.notebooks.mkdir()
    (repository.notebooks / "trade.ipynb").touch()
    said = next(name for name in known if name.startswith("said:"))
    (repository.lessons / "trade.yml").write_text(LESSON.format(name=said), "utf-8")
    made_of = (clean_dir, record, load_terms(clean_dir), Addresses(record))
    known |= explorer_values(make_data(*made_of), *made_of)
    known["lesson_plans"] = lesson_plans(heads, repository, known, "en")
    [chart, *_] = [each for each in shown(chapter_of(clean_dir, "en")) if isinstance(each, Chart)]
    outputs = [{"data": {CHART_MIME: chart.parts()}}]
    known |= {"chart_language": "", "chart_forms": ""}
    known |= book_values(Repository(ROOT), record.plans, "en")
    known |= figure_values([{"cells": [{"outputs": outputs}]}])
    known |= read_across(record, Addresses(record), {}, {"trade": title}).values
    for page in (ROOT / "book").glob("*.md"):
        # Any chart of the record stands for those that the page shows.
        text = re.sub(
            r"\{\{ (figure|finding):[^ ]+",
            rf"{{{{ \1:{chart.text.chart_id}",
            page.read_text("utf-8"),
        )
        filled = fill_page(text, known, record, page=page)
        (source / page.name).write_text(filled, "utf-8")
    tools = chapter_tools("trade", files, (3, "explorer.html#set=projects"), "en")
    box = learner_box(heads[0], "en", has_plan=True)
    cells = [
        nbformat.v4.new_markdown_cell(
            f"# Trade\n\n{tools}\n\n{box}\n\nSo {{glue:text}}`said` it is."
        ),
        nbformat.v4.new_code_cell(
            "glue()",
            outputs=[
                nbformat.v4.new_output(
                    "display_data",
                    {"application/papermill.record/text/plain": repr(glued["said"])},
                    metadata={
                        "scrapbook": {
                            "name": "said",
                            "mime_prefix": "application/papermill.record/",
                        }
                    },
                )
            ],
        ),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), source / "trade.ipynb")
    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    names = sorted({path.stem for path in source.iterdir()} - {"index"})
    toc = {"root": "index", "entries": [{"file": name} for name in names]}
    (source / "_toc.yml").write_text(yaml.safe_dump(toc), "utf-8")
    out = source / "_out"
    Sphinx(
        source,
        None,
        out,
        out / "doctrees",
        "html",
        confoverrides={
            "extensions": settings["sphinx"]["config"]["extensions"],
            "external_toc_path": str(source / "_toc.yml"),
            "myst_enable_extensions": settings["parse"]["myst_enable_extensions"],
            "nb_execution_mode": "off",
            "master_doc": "index",
            "html_theme": "compendium",
        },
        status=None,
        warning=io.StringIO(),
    ).build()
    return {path.stem: path.read_text("utf-8") for path in out.glob("*.html")}


def test_the_pages_show_texts_only(folders: dict[str, Path], tmp_path: Path) -> None:
    tame = build(tmp_path / "tame", folders["tame"], HARMLESS)
    wild = build(tmp_path / "wild", folders["wild"], ATTACK)
    assert set(wild) >= {"index", "agree", "cite", "data", "explorer", "how-to-read", "trade"}
    for name, html in wild.items():
        assert elements(html) == elements(tame[name]), name
        assert hidden(html) == set(), name
    # They are shown, not dropped.
    for name in ("index", "agree", "cite", "explorer", "how-to-read", "data", "teach", "trade"):
        assert "alert(1)" in wild[name], name


def test_a_link_that_the_data_holds_is_no_link() -> None:
    known = {"note": inert("[a](../data/x.csv)")}
    record: Any = None
    page = fill_page("{{ note }}", known, record, page=Path("x.md"))
    assert "href" not in link_downloads(page)


@pytest.mark.parametrize("text", [*OPENINGS, ATTACK])
def test_what_is_inert_stays_so(text: str) -> None:
    assert not set(inert(text)) & set("<>[]{}|`*_\\\n=")
    assert one_line(one_line(text)) == one_line(text)
