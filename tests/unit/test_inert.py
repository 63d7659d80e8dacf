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

from compendium.chapter.bars import draw_bars, draw_steps
from compendium.chapter.chart import Chart
from compendium.chapter.data import Chapter, glue, open_chapter
from compendium.chapter.html import Html
from compendium.chapter.inert import inert, one_line
from compendium.chapter.places import draw_points
from compendium.chapter.show import show_colophon, show_note, show_table
from compendium.contract.columns import Column
from compendium.contract.tables import BY_NAME
from compendium.site.contents import ChapterHead, Contents
from compendium.site.downloads import chapter_downloads, chapter_tools
from compendium.site.page_values import Record, page_values
from compendium.site.pictures import Credit, slide_svg
from compendium.site.stage import chapter_values, fill_page, link_downloads
from support import ROOT

CLEAN = ROOT / "data" / "clean"
ATTACK = (
    "{} </script><script>alert(1)</script> \"'><img src=x onerror=alert(1)> | `code` <!-- "
    '=HYPERLINK("http://x","y") {{{{ plans }}}} {{ref}}`x` [a](../data/x.csv) **b** $c$ '
    "<https://x.org> www.x.org &lt; ]]> \u202e\u2067\x07\n\n# d\n\n:::{{note}}\n```\n- e\n"
)
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
    yield show_note(note, chapter.lang)
    yield show_colophon(chapter.observations, chapter.lang)
    data = pd.DataFrame({"label": names, "value": [1.0, 2.0, 3.0], "text": names, "end": 4.0})
    tables = list(chapter.tables["table_id"].head(2))
    words = {"title": texts[1], "finding": note, "alt": note, "tables": tables}
    bars = {"label": "label", "value": "value", "text": "text", "tooltip": ["label", "text"]}
    yield chapter.show_chart(
        lambda width: draw_bars(data, width, **bars), chart_id="bars", data=data, **words
    )
    steps = {"start": "value", "end": "end", "start_text": "text", "end_text": "text"}
    yield chapter.show_chart(
        lambda width: draw_steps(
            data, width, label="label", tooltip=["label"], names=("a", "b"), **steps
        ),
        chart_id="steps",
        data=data.rename(columns={"value": texts[0]}),
        **words,
    )
    yield chapter.show_chart(
        lambda width: draw_points(
            data, width, name="label", x="value", y="end", titles=("x", "y"), tooltip=["label"]
        ),
        chart_id="points",
        data=data,
        **words,
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_chapter_shows_texts_only(folders: dict[str, Path], lang: str) -> None:
    tame, wild = (list(shown(chapter_of(folders[name], lang))) for name in ("tame", "wild"))
    for calm, attacked in zip(tame, wild, strict=True):
        html = [each.html() if isinstance(each, Chart) else each.html for each in (calm, attacked)]
        assert elements(html[1]) == elements(html[0])
        assert hidden(html[1]) == set()


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
    heads = [ChapterHead("trade", title, {"en": title, "zh": title}, ("futian-cbd-155",))]
    files = chapter_downloads(clean_dir, ["trade"])
    known = page_values(record) | chapter_values(Contents((), tuple(heads)), files, "en")
    for page in (ROOT / "book").glob("*.md"):
        filled = fill_page(page.read_text("utf-8"), known, record, page=page)
        (source / page.name).write_text(filled, "utf-8")
    tools = chapter_tools("trade", files, "en")
    cells = [
        nbformat.v4.new_markdown_cell(f"# Trade\n\n{tools}\n\nSo {{glue:text}}`said` it is."),
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
    assert set(wild) >= {"index", "agree", "cite", "data", "how-to-read", "trade"}
    for name, html in wild.items():
        assert elements(html) == elements(tame[name]), name
        assert hidden(html) == set(), name
    # They are shown, not dropped.
    for name in ("index", "agree", "cite", "how-to-read", "data", "trade"):
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
