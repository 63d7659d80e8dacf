"""Assemble ``site/`` from the built editions, the charts, the tables and the shared runtime."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from markupsafe import Markup

from compendium.chapter.html import CHART_MIME
from compendium.chapter.inert import visible
from compendium.errors import ChartError, FileError
from compendium.paths import Repository
from compendium.site.contents import read_contents
from compendium.site.downloads import keep_downloads
from compendium.site.files import Files, read_files, synchronise
from compendium.site.render import render_html
from compendium.site.runtime import read_runtime

RUNTIME = PurePosixPath("assets/vega-runtime.js")
NOT_PUBLISHED = (".buildinfo", "objects.inv")
# A page of Sphinx's own.
SEARCH = "search"


def assemble(root: Path, langs: Sequence[str] = ("en",)) -> Path:
    """Put the site together: editions, tables, charts, notebooks and the shared runtime.

    A page that ``_toc.yml`` no longer names is not published, and nothing that belongs to it.

    Raises
    ------
    FileError
        If an edition is not built.
    ChartError
        If two charts of an edition have one id.
    """
    site, contents = root / "site", read_contents(root)
    chapters = [each.name for each in contents.chapters]
    files: Files = {
        PurePosixPath("index.html"): render_html("entrance.html.j2", lang=langs[0]).encode() + b"\n"
    }
    for lang in langs:
        built = root / "build" / "book" / lang / "_build" / "html"
        files |= {lang / name: data for name, data in _edition(built, {*contents.pages, SEARCH})}
        files |= _charts(
            root / "book" / "chapters" / lang / f"{chapter}.ipynb" for chapter in chapters
        )
    clean_dir = root / "data" / "clean"
    files |= {PurePosixPath("data") / name: content for name, content in read_files(clean_dir)}
    files |= keep_downloads(Repository(root), chapters)
    files |= {
        PurePosixPath(f"notebooks/{name}.ipynb"): (root / "notebooks" / f"{name}.ipynb").read_bytes()
        for name in chapters
    }
    files[RUNTIME] = read_runtime(Repository(root).runtime)
    synchronise(site, files)
    return site


def chart_files(notebook: Mapping[str, Any]) -> Iterator[tuple[str, Files]]:
    """Give, for each chart of an executed notebook, its id and the files it is published as."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            parts = output.get("data", {}).get(CHART_MIME)
            if parts is None:
                continue
            chart_id, lang = parts["chart_id"], parts["lang"]
            spec = json.dumps(parts["spec"], ensure_ascii=False, indent=1, sort_keys=True)
            yield (
                chart_id,
                {
                    PurePosixPath(f"{chart_id}.csv"): parts["csv"].encode(),
                    PurePosixPath(f"{chart_id}.{lang}.svg"): f"{standalone_svg(parts)}\n".encode(),
                    PurePosixPath(f"{chart_id}.{lang}.vg.json"): f"{spec}\n".encode(),
                },
            )


def standalone_svg(parts: Mapping[str, Any]) -> str:
    """Give a chart's drawing as a file of its own: a white ground, and a name for screen readers.

    >>> print(standalone_svg({"svg": '<svg x="1"><g/></svg>', "title": "T", "alt": "A & B"}))
    <svg style="background:#fff" role="img" x="1"><title>T</title><desc>A &amp; B</desc><g/></svg>
    """
    head, body = parts["svg"].strip().split(">", 1)
    names = Markup("<title>{}</title><desc>{}</desc>").format(
        visible(parts["title"]), visible(parts["alt"])
    )
    root = head.replace("<svg", '<svg style="background:#fff" role="img"', 1)
    return f"{root}>{names}{body}"


def _edition(built: Path, pages: set[str]) -> Iterator[tuple[PurePosixPath, bytes]]:
    if not (built / "index.html").is_file():
        raise FileError(built, "the edition is not built")
    for name, content in read_files(built):
        is_page = name.suffix == ".html" and len(name.parts) == 1
        if name.name not in NOT_PUBLISHED and (not is_page or name.stem in pages):
            yield name, content


def _charts(notebooks: Iterator[Path]) -> Files:
    files: Files = {}
    seen: dict[str, str] = {}
    for path in notebooks:
        if not path.is_file():
            raise FileError(path, "the chapter is not built")
        for chart_id, own in chart_files(json.loads(path.read_text("utf-8"))):
            if chart_id in seen:
                raise ChartError(chart_id, f"is used twice: in {seen[chart_id]} and in {path.name}")
            seen[chart_id] = path.name
            files |= {PurePosixPath("figures") / name: content for name, content in own.items()}
    return files
