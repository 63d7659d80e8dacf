"""A chapter's tables as files, for readers who work in a spreadsheet, and the links to them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath

import pandas as pd
import xlsxwriter
from markupsafe import Markup

from compendium.chapter import inert
from compendium.chapter.html import download_link
from compendium.chapter.inert import visible
from compendium.contract import rows
from compendium.contract.load import load
from compendium.contract.tables import PACKAGE
from compendium.made_from import digest, read_mark, write_mark
from compendium.paths import Repository
from compendium.printed import wording
from compendium.printed.wording import is_missing
from compendium.site.contents import ChapterHead
from compendium.site.files import read_files, synchronise
from compendium.site.render import render_html, render_markdown

# A date of our own, so that two builds give the same bytes.
_NO_TIME = datetime(2000, 1, 1)
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {"csv": "figures (CSV)", "xlsx": "workbook (XLSX)", "ipynb": "notebook"},
    "zh": {"csv": "数据（CSV）", "xlsx": "工作簿（XLSX）", "ipynb": "笔记本"},
}


def chapter_downloads(clean_dir: Path, chapters: Iterable[str]) -> dict[PurePosixPath, bytes]:
    """Give ``data/<chapter>.csv`` (its observations) and ``.xlsx`` of the chapters that have rows.

    Parameters
    ----------
    clean_dir
        The folder ``data/clean``.
    chapters
        Names of chapters; one that no row of the tables names has no such file.
    """
    frames = {
        name: load(name, clean_dir.resolve())
        for name in ("observations", "indicators", "places", "tables", "plans")
    }
    files: dict[PurePosixPath, bytes] = {}
    for chapter in chapters:
        own = select_chapter(frames, chapter)
        if own["observations"].empty:
            continue
        text = own["observations"].to_csv(index=False, lineterminator="\n")
        files[PurePosixPath(f"data/{chapter}.csv")] = text.encode()
        files[PurePosixPath(f"data/{chapter}.xlsx")] = write_workbook(own)
    return files


def keep_downloads(repository: Repository, chapters: Sequence[str]) -> dict[PurePosixPath, bytes]:
    """Give `chapter_downloads`, made anew only if the tables, the chapters or the code changed."""
    code = (__file__, inert.__file__, wording.__file__, rows.__file__)
    mark = digest([*chapters, repository.clean / PACKAGE, *map(Path, code)])
    folder = repository.downloads
    if read_mark(folder) != mark:
        synchronise(folder, chapter_downloads(repository.clean, chapters))
        write_mark(folder, mark)
    return {name: data for name, data in read_files(folder) if name.suffix in (".csv", ".xlsx")}


def chapter_tools(
    chapter: str, files: Iterable[PurePosixPath], named: tuple[int, str], lang: str
) -> Markup:
    """Write the row of a chapter's files, which stands with its findings.

    ``named`` is how many things the plans name in its subject, and where they can be searched.
    """
    number, address = named
    return render_html(
        "tools.html.j2",
        links=_links(chapter, files, lang),
        named=wording.say_number(number),
        address=address if number else "",
        lang=lang,
    )


def chapter_list(chapters: Iterable[ChapterHead], files: Iterable[PurePosixPath], lang: str) -> str:
    """Write the list of every chapter's files, as Markdown, in the order of the book."""
    known = frozenset(files)
    listed = [
        {"name": each.name, "title": each.title, "links": _links(each.name, known, lang)}
        for each in chapters
    ]
    return render_markdown("downloads.md.j2", chapters=listed)


def _links(chapter: str, files: Iterable[PurePosixPath], lang: str) -> list[Markup]:
    own = {path.suffix[1:]: path for path in files if path.stem == chapter}
    own["ipynb"] = PurePosixPath(f"notebooks/{chapter}.ipynb")
    return [
        download_link(own[kind].as_posix(), text)
        for kind, text in _WORDS[lang].items()
        if kind in own
    ]


def select_chapter(frames: Mapping[str, pd.DataFrame], chapter: str) -> dict[str, pd.DataFrame]:
    """Keep a chapter's observations, and the rows of the other tables that they point to."""
    own = frames["observations"][frames["observations"]["chapter"] == chapter]
    keys = {"indicators": "indicator_id", "places": "place_id", "tables": "table_id"}
    kept = {name: frames[name][frames[name][key].isin(own[key])] for name, key in keys.items()}
    plans = frames["plans"]
    return {"observations": own, **kept, "plans": plans[plans["plan_id"].isin(own["plan_id"])]}


def write_workbook(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """Write tables as sheets of one XLSX file; the same tables give the same bytes.

    A text stays a text, whatever it begins with: nothing becomes a formula or a link.
    """
    raw = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(raw, options) as book:
        book.set_properties({"author": "Bay Area Plans in Numbers", "created": _NO_TIME})
        bold = book.add_format({"bold": True})
        for name, frame in frames.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, [str(column) for column in frame.columns], bold)
            for place, row in enumerate(frame.itertuples(index=False, name=None), 1):
                sheet.write_row(place, 0, [_cell(value) for value in row])
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(frame.columns) - 1, 18)
    return raw.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str):
        return visible(value)
    return None if is_missing(value) else value
