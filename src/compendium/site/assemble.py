"""Assemble ``site/`` from the built editions, the charts and the tables."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from compendium.errors import ChartError, FileError
from compendium.paths import Repository, replace_folder
from compendium.site.contents import read_contents
from compendium.site.downloads import keep_downloads
from compendium.site.edition import Citation, read_citation, read_edition
from compendium.site.figures import chart_files, find_charts, find_tables, table_files
from compendium.site.files import Files, read_files
from compendium.site.handouts import make_handouts
from compendium.site.known import make_known
from compendium.site.policy import POLICY
from compendium.site.published import publish_notebook
from compendium.site.reference.pages import FOLDER
from compendium.site.render import render_html
from compendium.site.search.make import make_search
from compendium.site.search.script import NAME
from compendium.site.well_known import LOST

# How a file asks for another: what makes a browser load something by itself, and what a script of
# the page loads when a reader wants it.
_ASKS = {
    ".html": re.compile(r'(?:<(?:link|script|img)\b[^>]*?\s(?:href|src)|\sdata-src)="([^"]+)"'),
    ".css": re.compile(r"url\([\"']?([^\"')]+)"),
    # A script names those that it brings.
    ".js": re.compile(r'^ +"([\w./-]+\.js)",$', re.MULTILINE),
}
SEARCH = "search"
LICENCE = ".LICENSE.txt"
"""How the name of a licence ends, which stands beside a file of others and goes with it."""


def assemble(root: Path, langs: Sequence[str] = ("en",)) -> Path:
    """Put the site together in ``site/``; see `site_files`."""
    repository = Repository(root)
    files = site_files(root, langs, read_citation(repository.citation))
    replace_folder(repository.site, {str(name): content for name, content in files.items()})
    return repository.site


def site_files(root: Path, langs: Sequence[str], citation: Citation) -> Files:
    """Give the site: editions, handouts, charts, tables, notebooks and their package.

    A page that ``_toc.yml`` no longer names is not published, and nothing that no page asks for.

    Parameters
    ----------
    root
        The repository, with built pages and executed notebooks.
    langs
        The editions; the first is shown to those who ask for none.
    citation
        What the book says of itself, and the address that the site gets; without one, nothing
        on it takes one.

    Raises
    ------
    FileError
        If an edition is not built, or a page asks for a file that there is not.
    ChartError
        If two charts of an edition have one id.
    """
    repository, contents = Repository(root), read_contents(root)
    chapters = [each.name for each in contents.chapters]
    files: Files = {
        PurePosixPath("index.html"): render_html(
            "entrance.html.j2", lang=langs[0], policy=POLICY
        ).encode()
        + b"\n"
    }
    for lang in langs:
        files |= _edition(
            repository.pages(lang),
            PurePosixPath(lang),
            {*contents.pages, *find_names(repository.staged(lang) / FOLDER), SEARCH, LOST},
            {PurePosixPath(NAME): make_search(repository, contents, lang).encode()},
        )
        handouts = make_handouts(repository, contents, lang)
        files |= {PurePosixPath(lang) / name: content for name, content in handouts.items()}
        files |= _charts(
            repository,
            [repository.chapters / lang / f"{chapter}.ipynb" for chapter in chapters],
        )
    files |= {PurePosixPath("data") / name: data for name, data in read_files(repository.clean)}
    files |= keep_downloads(repository, chapters)
    files |= {
        PurePosixPath("package") / name: wheel
        for name, wheel in read_files(repository.package, "*.whl")
    }
    files |= {
        PurePosixPath(f"notebooks/{name}.ipynb"): publish_notebook(
            json.loads((repository.chapters / langs[0] / f"{name}.ipynb").read_text("utf-8")),
            f"compendium-{version('compendium')}-py3-none-any.whl",
        )
        for name in chapters
    }
    return make_known(files, repository, langs, citation)


def find_names(folder: Path) -> set[str]:
    """Give the names of the pages whose bodies wait in a folder."""
    return {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.html")}


def _edition(built: Path, edition: PurePosixPath, names: set[str], made: Files) -> Files:
    """Give the pages of an edition, and what they ask for, and what that asks for.

    What is made beside the pages is published once one of them asks for it.
    """
    if not (built / "index.html").is_file():
        raise FileError(built, "the edition is not built")
    due = [PurePosixPath(f"{name}.html") for name in sorted(names)]
    due = [name for name in due if (built / name).is_file()]
    files: Files = {}
    while due:
        name = due.pop()
        if name in made:
            files[edition / name] = made[name]
            continue
        if not (built / name).is_file():
            raise FileError(built / name, "is asked for by a page of the edition, and is not there")
        files[edition / name] = (built / name).read_bytes()
        if (licence := name.with_suffix(LICENCE)) != name and (built / licence).is_file():
            files[edition / licence] = (built / licence).read_bytes()
        asked = find_asked(name, files[edition / name])
        due += [each for each in asked if edition / each not in files]
    return files


def find_asked(name: PurePosixPath, content: bytes) -> set[PurePosixPath]:
    """Give the files of an edition that a page, style sheet or script loads by itself.

    >>> find_asked(PurePosixPath("_static/a.css"), b"src: url(fonts/b.woff2)")
    {PurePosixPath('_static/fonts/b.woff2')}
    >>> find_asked(PurePosixPath("explorer.html"), b'<input data-src="_static/rows.js?v=1">')
    {PurePosixPath('_static/rows.js')}
    """
    if name.suffix not in _ASKS:
        return set()
    return {
        PurePosixPath(posixpath.normpath(name.parent / found.partition("?")[0]))
        for found in _ASKS[name.suffix].findall(content.decode())
        if not found.startswith(("data:", "#"))
    }


def _charts(repository: Repository, notebooks: Sequence[Path]) -> Files:
    edition = read_edition(repository.citation)
    files: Files = {}
    seen: dict[str, str] = {}
    for path in notebooks:
        if not path.is_file():
            raise FileError(path, "the chapter is not built")
        notebook = json.loads(path.read_text("utf-8"))
        for parts in (*find_charts(notebook), *find_tables(notebook)):
            shown_id = parts["chart_id"] if "chart_id" in parts else parts["table_id"]
            if shown_id in seen:
                raise ChartError(shown_id, f"is used twice: in {seen[shown_id]} and in {path.name}")
            seen[shown_id] = path.name
            if "chart_id" in parts:
                own = chart_files(parts, edition, repository.pictures)
            else:
                own = table_files(parts)
            files |= {PurePosixPath("figures") / name: content for name, content in own.items()}
    return files
