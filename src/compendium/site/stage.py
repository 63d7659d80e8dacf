"""Stage what Jupyter Book builds: pages with their values, chapters with their links, styles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from markupsafe import Markup

from compendium.chapter.html import download_link
from compendium.chapter.theme import style_sheet
from compendium.contract.load import load_terms
from compendium.paths import Repository
from compendium.site.book_values import book_values
from compendium.site.across.disputes import Disputes
from compendium.site.across.values import read_across
from compendium.site.addresses import Addresses
from compendium.site.contents import Contents, read_contents
from compendium.site.downloads import chapter_list, chapter_tools, keep_downloads
from compendium.site.edition import read_edition
from compendium.site.explorer.data import make_data
from compendium.site.explorer.page import explorer_values, named_things
from compendium.site.figures import figure_values, show_figures
from compendium.site.files import Files, read_files, synchronise
from compendium.site.guide import keep_guide
from compendium.site.lessons import PLACEHOLDER, learner_box, lesson_plans
from compendium.site.page_values import Record, count_values, example_values, fill, page_values
from compendium.site.reference.numbers import find_numbers, link_numbers
from compendium.site.reference.pages import make_reference
from compendium.site.reference.material import Material
from compendium.site.reference.pages import make_reference
from compendium.site.reference.uses import find_uses
from compendium.site.render import render_html
from compendium.site.style import pack_style

STYLE = PurePosixPath("_static/compendium.css")
SETTINGS = ("_config.yml", "_toc.yml")
# What is said of a row of the record, by its id.
_OF_A_ROW = ("printed", "quoted", "said", "growth", "multiple", "difference")
KEPT = ("_build", ".jupyter_cache")
_BESIDE = r"\.\./(?P<path>(?:data|figures|notebooks|package)/[^)\"\s]+)"
_DOWNLOADS = (
    re.compile(rf"\[(?P<text>[^\]]+)\]\({_BESIDE}\)"),
    re.compile(rf'<a href="{_BESIDE}" download>(?P<text>.*?)</a>'),
)


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
    book, contents = root / "book", read_contents(root)
    clean_dir = root / "data" / "clean"
    repository = Repository(root)
    downloads = keep_downloads(repository, [each.name for each in contents.chapters])
    record = Record.load(clean_dir, lang)
    addresses = Addresses(record)
    known = page_values(record) | chapter_values(contents, downloads, lang)
    known |= book_values(repository, record.plans, lang)
    known |= link_values(known, addresses)
    known["lesson_plans"] = lesson_plans(contents.chapters, repository, known, lang)
    boxes = {
        each.name: learner_box(
            each, lang, has_plan=(repository.lessons / f"{each.name}.yml").is_file()
        )
        for each in contents.chapters
    }
    edition = read_edition(repository.citation)
    executed = {
        path: json.loads(content)
        for path, content in read_files(book / "chapters" / lang, "*.ipynb")
        if path.stem in boxes
    }
    known |= figure_values(executed.values()) | keep_guide(repository, record)
    terms = load_terms(clean_dir.resolve())
    explorer = make_data(clean_dir, record, terms, addresses)
    known |= explorer_values(explorer, clean_dir, record, terms, addresses)
    uses = find_uses(executed.values())
    titles = {each.name: each.title for each in contents.chapters}
    across = read_across(record, addresses, uses, titles)
    known |= across.values
    pages = {
        path: fill_page(content.decode(), known, record, page=book / path).encode()
        for path, content in read_files(book, "*.md")
        if path.stem in contents.pages
    }
    by_name = {path.stem: notebook for path, notebook in executed.items()}
    # Before the chapters are made into pages: of what a notebook gave, pages keep only what shows.
    reference = make_reference(
        Material(
            record,
            addresses,
            uses,
            {each.name: by_name[each.name] for each in contents.chapters if each.name in by_name},
            repository.raw,
            lang,
            {name: said[lang] for name, said in terms.chapters.items()},
        )
    )
    static = {PurePosixPath("_static") / path: data for path, data in read_files(book / "_static")}
    style = style_sheet() + static.get(STYLE, b"").decode()
    static[STYLE] = pack_style(style).encode()
    static |= explorer
    chapters = {
        path: _chapter(
            path.stem,
            notebook,
            boxes[path.stem],
            chapter_tools(path.stem, downloads, named_things(record.projects, path.stem), lang),
            edition,
            across.disputes,
            addresses.rows,
        )
        for path, notebook in executed.items()
    }
    # Jupyter Book looks for its build folder where it finds a configuration: here, not at the root.
    settings = {PurePosixPath(name): (root / name).read_bytes() for name in SETTINGS}
    folder = root / "build" / "book" / lang
    changed = synchronise(
        folder, {**settings, **pages, **static, **chapters, **reference}, keep=KEPT
    )
    if any(name.parts[0] == "_static" for name in changed):
        # Every page names its style sheet by a checksum, and Sphinx copies static files only when
        # it writes a page.
        (folder / "_build" / ".doctrees" / "environment.pickle").unlink(missing_ok=True)
    return folder


def chapter_values(
    contents: Contents, downloads: Iterable[PurePosixPath], lang: str
) -> dict[str, str]:
    """Give what pages say of the chapters: their number, their cards and their files."""
    cards = [
        {"name": each.name, "title": each.title, "question": each.questions[lang]}
        for each in contents.chapters
    ]
    return {
        **count_values({"chapters": len(cards)}),
        "first_chapter": contents.chapters[0].name if cards else "",
        "chapter_cards": render_html("cards.html.j2", chapters=cards, lang=lang),
        "chapter_files": chapter_list(contents.chapters, downloads, lang).rstrip(),
    }


def fill_page(text: str, known: Mapping[str, str], record: Record, *, page: Path) -> str:
    """Put values into a page; its links first, so that no value can become a link.

    Raises
    ------
    FileError
        If the page names a value or an example that there is not.
    """
    example = example_values(text, record, page=page)
    return fill(link_downloads(text), {**known, **example}, page=page)


def link_values(known: Mapping[str, str], addresses: Addresses) -> dict[str, str]:
    """Let every value that a plan prints, or that follows from two prints, lead to its print."""
    return {
        name: Markup('<a class="traced" href="{}">{}</a>').format(
            addresses.rows[row_id], Markup(said)
        )
        for name, said in known.items()
        for kind, _, row_id in (name.partition(":"),)
        if kind in _OF_A_ROW
    }


def link_downloads(text: str) -> str:
    """Write the links to files beside the edition as HTML; MyST would look for such pages.

    >>> link_downloads("[plans](../data/plans.csv) and [Cite](cite.md)")
    '<a href="../data/plans.csv" download target="_blank">plans</a> and [Cite](cite.md)'
    """
    for pattern in _DOWNLOADS:
        text = pattern.sub(lambda found: download_link(found["path"], Markup(found["text"])), text)
    return text


def _chapter(
    name: str,
    notebook: dict[str, Any],
    box: Markup,
    tools: Markup,
    edition: Mapping[str, str],
    disputes: Disputes,
    addresses: Mapping[str, str],
) -> bytes:
    prose = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    numbers = find_numbers(notebook)
    for cell in prose:
        cell["source"] = link_numbers(
            link_downloads("".join(cell["source"])), f"numbers/{name}.html", numbers
        )
    # Below the question and the first figure, with what the chapter finds.
    place = prose[min(1, len(prose) - 1)]
    wanted = [cell for cell in prose if PLACEHOLDER in cell["source"]]
    if not wanted:
        place["source"] += f"\n\n{PLACEHOLDER}"
    for cell in wanted or [place]:
        cell["source"] = cell["source"].replace(PLACEHOLDER, box)
    place["source"] += f"\n\n{tools}"
    shown = show_figures(name, notebook, edition, disputes, addresses)
    return f"{json.dumps(shown, ensure_ascii=False, indent=1)}\n".encode()
