"""Stage what Jupyter Book builds: pages with their values, chapters with their links, styles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from compendium.chapter.theme import style_sheet
from compendium.contract.load import load_terms
from compendium.contract.terms import Terms
from compendium.paths import Repository
from compendium.site.across.disputes import Disputes
from compendium.site.across.values import read_across
from compendium.site.addresses import Addresses
from compendium.site.book_values import book_values
from compendium.site.chapter_page import make_chapter
from compendium.site.contents import Contents, read_contents
from compendium.site.downloads import chapter_tools, keep_downloads
from compendium.site.edition import read_edition
from compendium.site.explorer.data import make_data
from compendium.site.explorer.page import explorer_values, named_things
from compendium.site.figures import figure_values
from compendium.site.files import Files, read_files, synchronise
from compendium.site.guide import keep_guide
from compendium.site.lessons import learner_box, lesson_plans
from compendium.site.page_text import chapter_values, fill_page, link_values
from compendium.site.page_values import Record, page_values
from compendium.site.reference.material import Material
from compendium.site.reference.pages import make_reference
from compendium.site.reference.uses import Use, find_uses
from compendium.site.style import pack_style

STYLE = PurePosixPath("_static/compendium.css")
SETTINGS = ("_config.yml", "_toc.yml")
KEPT = ("_build", ".jupyter_cache")


def stage(root: Path, lang: str = "en") -> Path:
    """Lay the sources of one edition flat into ``build/book/<lang>``: the pages of ``_toc.yml``.

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
    repository = Repository(root)
    sources = _read_sources(repository, lang)
    settings = {PurePosixPath(name): (root / name).read_bytes() for name in SETTINGS}
    terms = load_terms(repository.clean.resolve())
    explorer = make_data(repository.clean, sources.record, terms, sources.addresses)
    titles = {each.name: each.title for each in sources.contents.chapters}
    across = read_across(sources.record, sources.addresses, sources.uses, titles)
    known = {**_gather_values(sources, terms, explorer), **across.values}
    # Before the chapters are made into pages: of what a notebook gave, pages keep only what shows.
    reference = _make_reference(sources, terms)
    files = {
        **settings,
        **_fill_pages(sources, known),
        **_read_static(repository),
        **explorer,
        **_make_chapters(sources, across.disputes),
        **reference,
    }
    # Jupyter Book looks for its build folder where it finds a configuration: here, not at the root.
    folder = repository.staged(lang)
    changed = synchronise(folder, files, keep=KEPT)
    if any(name.parts[0] == "_static" for name in changed):
        # Every page names its style sheet by a checksum, and Sphinx copies static files only when
        # it writes a page.
        (folder / "_build" / ".doctrees" / "environment.pickle").unlink(missing_ok=True)
    return folder


@dataclass(frozen=True)
class _Sources:
    """What all parts of an edition are laid out from."""

    repository: Repository
    lang: str
    contents: Contents
    record: Record
    addresses: Addresses
    executed: Mapping[PurePosixPath, dict[str, Any]]
    uses: Mapping[str, tuple[Use, ...]]
    downloads: Files


def _read_sources(repository: Repository, lang: str) -> _Sources:
    contents = read_contents(repository.root)
    names = [each.name for each in contents.chapters]
    downloads = keep_downloads(repository, names)
    record = Record.load(repository.clean, lang)
    executed = {
        path: json.loads(content)
        for path, content in read_files(repository.chapters / lang, "*.ipynb")
        if path.stem in names
    }
    uses = find_uses(executed.values())
    return _Sources(
        repository, lang, contents, record, Addresses(record), executed, uses, downloads
    )


def _gather_values(sources: _Sources, terms: Terms, explorer: Files) -> dict[str, str]:
    """Give what a page may name, but for what is known across the plans."""
    repository, record, lang = sources.repository, sources.record, sources.lang
    chapters = sources.contents.chapters
    known = page_values(record) | chapter_values(sources.contents, sources.downloads, lang)
    known |= book_values(repository, record.plans, lang)
    known |= link_values(known, sources.addresses)
    known["lesson_plans"] = lesson_plans(chapters, repository, known, lang)
    known |= figure_values(sources.executed.values()) | keep_guide(repository, record)
    return known | explorer_values(explorer, repository.clean, record, terms, sources.addresses)


def _fill_pages(sources: _Sources, known: Mapping[str, str]) -> Files:
    book = sources.repository.book
    return {
        path: fill_page(content.decode(), known, sources.record, page=book / path).encode()
        for path, content in read_files(book, "*.md")
        if path.stem in sources.contents.pages
    }


def _read_static(repository: Repository) -> Files:
    folder = PurePosixPath("_static")
    static = {folder / path: data for path, data in read_files(repository.book / folder)}
    styles = {path: data.decode() for path, data in static.items() if path.suffix == ".css"}
    styles[STYLE] = style_sheet() + styles.get(STYLE, "")
    return static | {path: pack_style(style).encode() for path, style in styles.items()}


def _make_reference(sources: _Sources, terms: Terms) -> Files:
    by_name = {path.stem: notebook for path, notebook in sources.executed.items()}
    names = [each.name for each in sources.contents.chapters]
    return make_reference(
        Material(
            sources.record,
            sources.addresses,
            sources.uses,
            {name: by_name[name] for name in names if name in by_name},
            sources.repository.raw,
            sources.lang,
            {name: said[sources.lang] for name, said in terms.chapters.items()},
        )
    )


def _make_chapters(sources: _Sources, disputes: Disputes) -> Files:
    repository, lang = sources.repository, sources.lang
    edition = read_edition(repository.citation)
    heads = {each.name: each for each in sources.contents.chapters}
    files: Files = {}
    for path, notebook in sources.executed.items():
        name = path.stem
        has_plan = (repository.lessons / f"{name}.yml").is_file()
        named = named_things(sources.record.projects, name)
        files[path] = make_chapter(
            name,
            notebook,
            learner_box(heads[name], lang, has_plan=has_plan),
            chapter_tools(name, sources.downloads, named, lang),
            edition,
            disputes,
            sources.addresses.rows,
        )
    return files
