"""A chapter's tables as one workbook, for readers who work in a spreadsheet, and its links."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from compendium.facts import CHAPTERS
from compendium.figure_html import download_link
from compendium.tables import load

_NO_TIME = datetime(2000, 1, 1)
_FILES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "data/{}.csv": "figures (CSV)",
        "data/{}.xlsx": "workbook (XLSX)",
        "notebooks/{}.ipynb": "notebook",
    },
    "zh": {
        "data/{}.csv": "数据（CSV）",
        "data/{}.xlsx": "工作簿（XLSX）",
        "notebooks/{}.ipynb": "笔记本",
    },
}
_ROW = {"en": "Download this chapter:", "zh": "下载本章："}
_SECTION = {
    "en": "## By chapter\n\nThe figures that a chapter draws on, and the notebook that draws it.",
    "zh": "## 按章下载\n\n每章所用的数据，以及作图的笔记本。",
}


def chapter_downloads(clean_dir: Path) -> dict[PurePosixPath, bytes]:
    """Give ``<chapter>.csv`` (its observations) and ``<chapter>.xlsx`` for every chapter."""
    frames = {
        name: load(name, clean_dir.resolve())
        for name in ("observations", "indicators", "places", "tables", "plans")
    }
    files: dict[PurePosixPath, bytes] = {}
    for chapter in CHAPTERS:
        own = select_chapter(frames, chapter)
        text = own["observations"].to_csv(index=False, lineterminator="\n")
        files[PurePosixPath(f"{chapter}.csv")] = text.encode()
        files[PurePosixPath(f"{chapter}.xlsx")] = write_workbook(own)
    return files


def chapter_tools(chapter: str, lang: str) -> str:
    """Write the row under a chapter's title; ``page.js`` adds the switch for the code to it."""
    links = "".join(f"<li>{link}</li>" for link in _links(chapter, lang))
    return f'<div class="chapter-tools"><span>{_ROW[lang]}</span><ul>{links}</ul></div>'


def chapter_section(titles: Mapping[str, str], lang: str) -> str:
    """Write the section of the data page that lists every chapter's files, as Markdown.

    ``titles`` has the title of each chapter by its name, in the order of the book.
    """
    items = "\n".join(
        f"- [{title}]({chapter}.ipynb): {', '.join(_links(chapter, lang))}"
        for chapter, title in titles.items()
    )
    return f"{_SECTION[lang]}\n\n{items}\n"


def _links(chapter: str, lang: str) -> list[str]:
    return [download_link(path.format(chapter), text) for path, text in _FILES[lang].items()]


def select_chapter(frames: Mapping[str, pd.DataFrame], chapter: str) -> dict[str, pd.DataFrame]:
    """Keep a chapter's observations, and the rows of the other tables that they point to."""
    own = frames["observations"][frames["observations"]["chapter"] == chapter]
    keys = {"indicators": "indicator_id", "places": "place_id", "tables": "table_id"}
    kept = {name: frames[name][frames[name][key].isin(own[key])] for name, key in keys.items()}
    plans = frames["plans"]
    return {"observations": own, **kept, "plans": plans[plans["plan_id"].isin(own["plan_id"])]}


def write_workbook(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """Write tables as sheets of one XLSX file; the same tables give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Bay Area Plans in Numbers"
    book.properties.created = book.properties.modified = _NO_TIME
    for name, frame in frames.items():
        sheet = book.create_sheet(name)
        sheet.append([str(column) for column in frame.columns])
        for row in frame.itertuples(index=False, name=None):
            sheet.append([None if pd.isna(value) else value for value in row])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for place in range(1, len(frame.columns) + 1):
            sheet.column_dimensions[get_column_letter(place)].width = 18
    raw = io.BytesIO()
    book.save(raw)
    return _without_times(raw)


def _without_times(raw: io.BytesIO) -> bytes:
    # openpyxl stamps every member, and the core properties, with the clock.
    stamp = _NO_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    fixed = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _set_modified(content, stamp)
            target.writestr(
                zipfile.ZipInfo(name, _NO_TIME.timetuple()[:6]),
                content,
                compress_type=zipfile.ZIP_DEFLATED,
            )
    return fixed.getvalue()


def _set_modified(core: bytes, stamp: bytes) -> bytes:
    start = core.index(b">", core.index(b"<dcterms:modified")) + 1
    return core[:start] + stamp + core[core.index(b"</dcterms:modified", start) :]
