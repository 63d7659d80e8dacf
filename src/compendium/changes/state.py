"""A state of the project: its clean tables and what its book says, wherever they are kept.

A state is a folder (a repository, the tables alone, or what the last build left), a release's
archive, or a revision of the repository. A revision has no executed chapters: only its tables are
compared.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from compendium.contract.tables import TABLES
from compendium.errors import FileError
from compendium.paths import Repository, replace_folder
from compendium.site.figures import find_charts
from compendium.site.published import GLUE_ROLE, find_glued

Row = Mapping[str, str]
BOOK = "book.json"
ID_CHANGES = "id-changes.csv"
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+")


@dataclass(frozen=True)
class Book:
    """What the chapters say.

    Attributes
    ----------
    charts
        Chart id → its ``title``, its ``finding`` and its ``data`` (the CSV).
    sentences
        Chapter and sentence as it is written, with the names of its numbers → as it is read.
    """

    charts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """The tables, by name and then by the id of the row; old ids → new ones; and the book."""

    name: str
    tables: Mapping[str, Mapping[str, Row]]
    id_changes: Mapping[str, str]
    book: Book | None


def read_state(where: str, repository: Repository) -> State:
    """Read a state: a folder or an archive of this path, or else a revision of this name.

    Raises
    ------
    FileError
        If it is none of these, or has no tables.
    """
    path = Path(where)
    if path.is_dir():
        return _of_folder(path)
    if path.is_file():
        return _of_archive(path)
    return _of_revision(where, repository)


def read_book(notebooks: Iterable[Path]) -> Book:
    """Read what executed chapters say."""
    charts: dict[str, dict[str, str]] = {}
    sentences: dict[str, str] = {}
    for path in notebooks:
        notebook = json.loads(path.read_text("utf-8"))
        for parts in find_charts(notebook):
            charts[parts["chart_id"]] = {
                "title": parts["title"],
                "finding": parts["finding"],
                "data": parts["csv"],
            }
        sentences |= _sentences(path.stem, notebook)
    return Book(charts, sentences)


def keep_state(folder: Path, repository: Repository, lang: str) -> None:
    """Keep what the tables and the book are now, to compare a later state with."""
    replace_folder(folder, state_files(repository, lang))


def state_files(repository: Repository, lang: str) -> dict[str, bytes]:
    """Give the files that a state is read from: the tables, the renamed ids, and the book."""
    book = read_book(_chapters(repository.root, lang))
    files = {path.name: path.read_bytes() for path in sorted(repository.clean.iterdir())}
    changes = repository.vocab / ID_CHANGES
    if changes.is_file():
        files[ID_CHANGES] = changes.read_bytes()
    files[BOOK] = f"{json.dumps(asdict(book), ensure_ascii=False, indent=1)}\n".encode()
    return files


def _sentences(chapter: str, notebook: Mapping[str, Any]) -> dict[str, str]:
    texts = dict(find_glued(notebook))
    prose = (
        "".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"
    )
    written = (
        each for text in prose for line in text.split("\n") for each in _SENTENCE.split(line)
    )
    return {
        f"{chapter}: {sentence.strip()}": GLUE_ROLE.sub(
            lambda found: texts.get(found["name"], found[0]), sentence.strip()
        )
        for sentence in written
        if GLUE_ROLE.search(sentence)
    }


def _of_folder(folder: Path) -> State:
    clean = folder / "data" / "clean"
    clean = clean if clean.is_dir() else folder
    changes = folder / "data" / "vocab" / ID_CHANGES
    changes = changes if changes.is_file() else folder / ID_CHANGES
    return State(
        folder.as_posix(),
        _tables(lambda name: (clean / name).read_bytes(), folder),
        _id_changes(changes.read_bytes() if changes.is_file() else b""),
        _book_of(folder),
    )


def _book_of(folder: Path) -> Book | None:
    if (folder / BOOK).is_file():
        return Book(**json.loads((folder / BOOK).read_text("utf-8")))
    chapters = _chapters(folder, "en")
    return read_book(chapters) if chapters else None


def _of_archive(path: Path) -> State:
    try:
        with zipfile.ZipFile(path) as archive:
            by_name = {PurePosixPath(name).name: name for name in archive.namelist()}
            files = {
                name: archive.read(by_name[name])
                for name in (*(f"{table.name}.csv" for table in TABLES), BOOK, ID_CHANGES)
                if name in by_name
            }
    except zipfile.BadZipFile as error:
        raise FileError(path, f"is no archive ({error})") from error
    book = Book(**json.loads(files[BOOK])) if BOOK in files else None
    changes = _id_changes(files.get(ID_CHANGES, b""))
    return State(path.name, _tables(files.__getitem__, path), changes, book)


def _of_revision(revision: str, repository: Repository) -> State:
    def read(name: str) -> bytes:
        try:
            return ask_git(repository, "show", f"{revision}:{name}")
        except subprocess.CalledProcessError as error:
            raise FileNotFoundError(name) from error

    try:
        ask_git(repository, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        raise FileError(Path(revision), "is no folder, no release and no revision") from error
    tables = _tables(lambda name: read(f"data/clean/{name}"), Path(revision))
    try:
        changes = _id_changes(read(f"data/vocab/{ID_CHANGES}"))
    except FileNotFoundError:
        changes = {}
    return State(revision, tables, changes, None)


def ask_git(repository: Repository, *words: str) -> bytes:
    """Give what git says of a repository.

    Raises
    ------
    CalledProcessError, FileNotFoundError
        If it fails, or is not installed.
    """
    asked = ["git", "-C", str(repository.root), *words]
    return subprocess.run(asked, capture_output=True, check=True).stdout


def _tables(read: Callable[[str], bytes], where: Path) -> dict[str, dict[str, Row]]:
    """Read the tables that there are; an older state may lack one."""
    tables: dict[str, dict[str, Row]] = {}
    for table in TABLES:
        try:
            text = read(f"{table.name}.csv").decode()
        except (KeyError, FileNotFoundError):
            continue
        rows = csv.DictReader(io.StringIO(text, newline=""))
        tables[table.name] = {row[table.key]: row for row in rows if table.key in row}
    if "observations" not in tables:
        raise FileError(where, "has no observations.csv")
    return tables


def _id_changes(content: bytes) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(content.decode(), newline=""))
    return {row["old_id"]: row["new_id"] for row in rows}


def _chapters(root: Path, lang: str) -> list[Path]:
    return sorted((root / "book" / "chapters" / lang).glob("*.ipynb"))
