"""The words of the chapters' code in gettext catalogues: taken out of notebooks, kept by people.

A notebook says its words in English, ``_("Retail sales in {place}", place=…)``. `update` brings a
catalogue up to date with its notebook: new words wait for their translation, changed ones keep the
old translation marked as fuzzy, and what is no longer said stays at the end of the file, as gettext
keeps it. The same words give the same bytes.
"""

from __future__ import annotations

import ast
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import PoFileError, read_po, write_po

from compendium.errors import ChapterError, FileError
from compendium.paths import write_atomically

KEYWORD = "_"
_HEADER = """\
# Words of the chapter's charts and tables. People write the translations (msgstr);
# `compendium words` takes the words (msgid) from the notebook.
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def find_words(notebook: Path) -> list[str]:
    """Give the words of a notebook's code, each once, in the order in which they stand.

    Raises
    ------
    ChapterError
        If something else than a plain text is to be translated: it would never be found.
    """
    found: dict[str, None] = {}
    for source in _code(notebook):
        _check_calls(notebook.stem, source)
        for _, words, _, _ in extract("python", io.BytesIO(source.encode()), {KEYWORD: None}):
            found[str(words)] = None
    return list(found)


def update(notebook: Path, path: Path, locale: str) -> Catalog:
    """Bring a chapter's catalogue up to date with its notebook; translations are kept.

    Parameters
    ----------
    notebook
        The template.
    path
        The catalogue; it is made if there is none, and not if there are no words.
    locale
        What gettext calls the language.

    Raises
    ------
    FileError
        If the file is no catalogue.
    """
    words = find_words(notebook)
    catalogue = renew(read(path, locale), words)
    if words or path.is_file():
        write_atomically(path, render(catalogue, locale))
    return catalogue


def renew(catalogue: Catalog, words: Iterable[str]) -> Catalog:
    """Give a catalogue of these words, in their order, with the translations it had."""
    fresh = Catalog(locale=catalogue.locale)
    for each in words:
        fresh.add(each)
    # What was said once may be said again, or nearly so.
    for message in catalogue.obsolete.values():
        catalogue[message.id] = message
    catalogue.obsolete.clear()
    catalogue.update(fresh, update_creation_date=False)
    return catalogue


def read(path: Path, locale: str) -> Catalog:
    """Read a catalogue, with what is obsolete in it; an empty one if there is no such file.

    Raises
    ------
    FileError
        If it is no catalogue.
    """
    if not path.is_file():
        return Catalog(locale=locale)
    try:
        return read_po(io.BytesIO(path.read_bytes()), locale=locale, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise FileError(path, f"is no gettext catalogue ({error})") from error


def render(catalogue: Catalog, locale: str) -> bytes:
    """Write a catalogue as a file; it has no time, so that the same words give the same bytes."""
    written = io.BytesIO()
    write_po(written, catalogue, omit_header=True, width=100)
    return _HEADER.format(locale=locale).encode() + b"\n" + written.getvalue().lstrip(b"\n")


def find_faults(catalogue: Catalog) -> Iterator[str]:
    """Say what a catalogue lacks: translations, eyes that checked one, placeholders."""
    for message in _messages(catalogue):
        words, said = str(message.id), str(message.string or "")
        if not said:
            yield f"{words!r} has no translation"
        elif message.fuzzy:
            yield f"{words!r} was translated when it said something else (fuzzy)"
        elif placeholders(words) != placeholders(said):
            yield f"{words!r} and {said!r} have other placeholders"


def placeholders(template: str) -> set[str]:
    """Give the names that a template has to be filled with.

    >>> sorted(placeholders("{place} in {year}: {{1}}"))
    ['place', 'year']
    """
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _code(notebook: Path) -> Iterator[str]:
    cells: list[Mapping[str, Any]] = json.loads(notebook.read_text("utf-8"))["cells"]
    return ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def _check_calls(chapter: str, source: str) -> None:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str())]):
                pass
            case ast.Call(func=ast.Name(id="_")):
                written = ast.unparse(node)
                raise ChapterError(
                    chapter, f'{written} must be _("words with {{names}}", names=…): one plain text'
                )
