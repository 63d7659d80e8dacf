"""Stage what Jupyter Book builds, and assemble ``site/`` from what it built.

Both write a file only if its bytes change, so that the book rebuilds only changed pages, and both
remove what no longer belongs there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

import vl_convert

from compendium.downloads import chapter_downloads, chapter_section, chapter_tools
from compendium.errors import FigureError, FileError
from compendium.facts import CHAPTERS, facts, fill
from compendium.figure_html import download_link
from compendium.figures import FIGURE_MIME, vega_lite_version
from compendium.paths import write_atomically
from compendium.theme import style_sheet

STYLE = PurePosixPath("_static/compendium.css")
RUNTIME = PurePosixPath("assets/vega-runtime.js")
SETTINGS = ("_config.yml", "_toc.yml")
KEPT_IN_STAGE = ("_build", ".jupyter_cache")
NOT_PUBLISHED = (".buildinfo", "objects.inv")
CODEBOOK = PurePosixPath("data.md")
_BESIDE = r"\.\./(?P<path>(?:data|figures|notebooks)/[^)\"\s]+)"
_DOWNLOADS = (
    re.compile(rf"\[(?P<text>[^\]]+)\]\({_BESIDE}\)"),
    re.compile(rf'<a href="{_BESIDE}" download>(?P<text>.*?)</a>'),
)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)

Files = dict[PurePosixPath, bytes]


def stage(root: Path, lang: str = "en") -> Path:
    """Lay the sources of one edition flat into ``build/book/<lang>``.

    Parameters
    ----------
    root
        The repository.
    lang
        The edition.

    Returns
    -------
    Path
        The folder for ``jupyter-book build``.
    """
    book = root / "book"
    known = facts(root / "data" / "clean", lang)
    pages: Files = {
        PurePosixPath(page.name): _page(page, known).encode() for page in sorted(book.glob("*.md"))
    }
    static = {PurePosixPath("_static") / name: content for name, content in _read(book / "_static")}
    static[STYLE] = style_sheet().encode() + static.get(STYLE, b"")
    notebooks = {
        name: json.loads(content) for name, content in _read(book / "chapters" / lang, "*.ipynb")
    }
    titles = {
        chapter: _title(notebooks[name])
        for chapter in CHAPTERS
        if (name := PurePosixPath(f"{chapter}.ipynb")) in notebooks
    }
    if CODEBOOK in pages:
        pages[CODEBOOK] = _add_section(pages[CODEBOOK].decode(), titles, lang).encode()
    chapters = {name: _chapter(notebook, name.stem, lang) for name, notebook in notebooks.items()}
    # Jupyter Book looks for its build folder where it finds a configuration: here, not at the root.
    settings = {PurePosixPath(name): (root / name).read_bytes() for name in SETTINGS}
    folder = root / "build" / "book" / lang
    changed = synchronise(folder, {**settings, **pages, **static, **chapters}, keep=KEPT_IN_STAGE)
    if any(name.parts[0] == "_static" for name in changed):
        # Every page names its style sheet by a checksum, and Sphinx copies static files only when
        # it writes a page.
        (folder / "_build" / ".doctrees" / "environment.pickle").unlink(missing_ok=True)
    return folder


def assemble(root: Path, langs: Sequence[str] = ("en",)) -> Path:
    """Put the site together: editions, tables, figures, notebooks and the shared runtime.

    Raises
    ------
    FileError
        If an edition is not built.
    FigureError
        If two figures of an edition have one id.
    """
    site = root / "site"
    files: Files = {PurePosixPath("index.html"): _entrance(langs[0]).encode()}
    for lang in langs:
        built = root / "build" / "book" / lang / "_build" / "html"
        if not (built / "index.html").is_file():
            raise FileError(built, "the edition is not built")
        pages = {path.stem for path in built.parents[1].iterdir()} | {"search"}
        files |= {
            lang / name: content
            for name, content in _read(built)
            if name.name not in NOT_PUBLISHED
            and (name.suffix != ".html" or len(name.parts) > 1 or name.stem in pages)
        }
    files |= {PurePosixPath("data") / name: content for name, content in _read(_clean(root))}
    files |= {
        PurePosixPath("data") / name: content
        for name, content in chapter_downloads(_clean(root)).items()
    }
    notebooks = [root / "book" / "chapters" / lang for lang in langs]
    files |= {PurePosixPath("figures") / name: data for name, data in _figures(notebooks).items()}
    files |= {
        PurePosixPath("notebooks") / name: content
        for name, content in _read(root / "notebooks", "*.ipynb")
    }
    files[RUNTIME] = _runtime(site / RUNTIME)
    synchronise(site, files)
    return site


def synchronise(
    folder: Path, files: Mapping[PurePosixPath, bytes], keep: Sequence[str] = ()
) -> set[PurePosixPath]:
    """Make a folder hold exactly these files; a file that is right already is not touched.

    ``keep`` names entries of the folder that are left alone. Gives what was written or removed.
    """
    changed: set[PurePosixPath] = set()
    for name, content in files.items():
        path = folder / name
        if path.is_file() and path.read_bytes() == content:
            continue
        changed.add(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    for path in sorted(folder.rglob("*"), reverse=True):
        name = PurePosixPath(path.relative_to(folder).as_posix())
        if name.parts[0] in keep:
            continue
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif name not in files:
            changed.add(name)
            path.unlink()
    return changed


def figure_files(notebook: Mapping[str, Any]) -> Iterator[tuple[str, Files]]:
    """Give, for each figure of an executed notebook, its id and the files it is published as."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            parts = output.get("data", {}).get(FIGURE_MIME)
            if parts is None:
                continue
            figure_id, lang = parts["figure_id"], parts["lang"]
            spec = json.dumps(parts["spec"], ensure_ascii=False, indent=1, sort_keys=True)
            yield (
                figure_id,
                {
                    PurePosixPath(f"{figure_id}.csv"): parts["csv"].encode(),
                    PurePosixPath(f"{figure_id}.{lang}.svg"): f"{standalone_svg(parts)}\n".encode(),
                    PurePosixPath(f"{figure_id}.{lang}.vg.json"): f"{spec}\n".encode(),
                },
            )


def standalone_svg(parts: Mapping[str, Any]) -> str:
    """Give a figure's drawing as a file of its own: a white ground, and a name for screen readers.

    >>> print(standalone_svg({"svg": '<svg x="1"><g/></svg>', "title": "T", "alt": "A & B"}))
    <svg style="background:#fff" role="img" x="1"><title>T</title><desc>A &amp; B</desc><g/></svg>
    """
    head, body = parts["svg"].strip().split(">", 1)
    names = f"<title>{escape(parts['title'])}</title><desc>{escape(parts['alt'])}</desc>"
    root = head.replace("<svg", '<svg style="background:#fff" role="img"', 1)
    return f"{root}>{names}{body}"


def link_downloads(text: str) -> str:
    """Write the links to files beside the edition as HTML; MyST would look for such pages.

    >>> link_downloads("[plans](../data/plans.csv) and [Cite](cite.md)")
    '<a href="../data/plans.csv" download target="_blank">plans</a> and [Cite](cite.md)'
    """
    for pattern in _DOWNLOADS:
        text = pattern.sub(lambda found: download_link(found["path"], found["text"]), text)
    return text


def _page(path: Path, known: Mapping[str, str]) -> str:
    return link_downloads(fill(path.read_text("utf-8"), known, page=path))


def _add_section(page: str, titles: Mapping[str, str], lang: str) -> str:
    head, first, rest = page.partition("\n## ")
    return f"{head}\n{chapter_section(titles, lang)}{first}{rest}"


def _title(notebook: Mapping[str, Any]) -> str:
    found = _TITLE.search("".join(notebook["cells"][0]["source"]))
    return found[1] if found else ""


def _chapter(notebook: dict[str, Any], name: str, lang: str) -> bytes:
    for place, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "markdown":
            text = link_downloads("".join(cell["source"]))
            if place == 0:
                tools = chapter_tools(name, lang)
                text = _TITLE.sub(rf"\g<0>\n\n{tools}", text, count=1)
            cell["source"] = text
        for output in cell.get("outputs", []):
            # Sphinx shows the figure's HTML and warns of what else it finds.
            output.get("data", {}).pop(FIGURE_MIME, None)
    return f"{json.dumps(notebook, ensure_ascii=False, indent=1)}\n".encode()


def _figures(folders: Sequence[Path]) -> Files:
    files: Files = {}
    for folder in folders:
        seen: dict[str, str] = {}
        for path in sorted(folder.glob("*.ipynb")):
            for figure_id, own in figure_files(json.loads(path.read_text("utf-8"))):
                if figure_id in seen:
                    raise FigureError(
                        figure_id, f"is used twice: in {seen[figure_id]} and in {path.name}"
                    )
                seen[figure_id] = path.name
                for name, content in own.items():
                    files.setdefault(name, content)
    return files


def _read(folder: Path, pattern: str = "*") -> Iterator[tuple[PurePosixPath, bytes]]:
    for path in sorted(folder.rglob(pattern)):
        if path.is_file() and ".ipynb_checkpoints" not in path.parts:
            yield PurePosixPath(path.relative_to(folder).as_posix()), path.read_bytes()


def _clean(root: Path) -> Path:
    return root / "data" / "clean"


def _runtime(present: Path) -> bytes:
    # Bundling takes seconds; the first line says what the file was made from.
    head = f"/* Vega and Vega-Embed as bundled by vl-convert {version('vl-convert-python')} */\n"
    if present.is_file():
        content = present.read_bytes()
        if content.startswith(head.encode()):
            return content
    # Wrapped in a function: its top-level names collide with those of Sphinx's own scripts.
    bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vega_lite_version())
    return f"{head}(function () {{\n{bundle}\n}})();\n".encode()


def _entrance(lang: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url={lang}/index.html">
<title>Bay Area Plans in Numbers · 湾区规划数据手册</title>
<link rel="icon" href="{lang}/_static/favicon.svg">
</head>
<body>
<p><a href="{lang}/index.html">Bay Area Plans in Numbers</a></p>
<p lang="zh-Hans"><a href="{lang}/index.html">湾区规划数据手册（英文版）</a></p>
</body>
</html>
"""
