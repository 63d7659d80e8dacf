"""Where things are: the one place for every folder and file name, and how both are written."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from compendium.errors import CompendiumError, FileError, Report
from compendium.locks import locked

WORKBOOK, LAYOUT, SOURCE = "workbook.xlsx", "layout.yaml", "source.yaml"
CORRECTIONS, EXCEPTIONS = "corrections.yaml", "not-figures.yaml"
COVERAGE = "coverage.md"

LOCALES = {"zh": "zh_CN"}
"""The languages that have catalogues, and what gettext calls their locales."""

_REQUIRED = (WORKBOOK, LAYOUT, SOURCE)
# What tells the repository from a stranger's folder that has a data/raw of its own.
_MARKS = ("data/raw", "data/vocab", "src/compendium")


@dataclass(frozen=True)
class Repository:
    """The folders and files of one repository.

    Attributes
    ----------
    root
        The folder that holds ``data``, ``notebooks``, ``book`` and ``src``.
    """

    root: Path

    @property
    def raw(self) -> Path:
        """One folder a plan, as printed; people write it."""
        return self.root / "data" / "raw"

    @property
    def vocab(self) -> Path:
        """The names we decided on; people write it."""
        return self.root / "data" / "vocab"

    @property
    def schemas(self) -> Path:
        """JSON Schemas of what people write, for their editors; made."""
        return self.root / "data" / "schemas"

    @property
    def cleaned(self) -> Path:
        """One cleaned source a file, between the steps; made."""
        return self.root / "build" / "clean"

    @property
    def clean(self) -> Path:
        """The tables; made, and committed."""
        return self.root / "data" / "clean"

    @property
    def notebooks(self) -> Path:
        """One template a chapter; people write it."""
        return self.root / "notebooks"

    @property
    def drawings(self) -> Path:
        """The charts that were drawn, each by the hash of its specification; made."""
        return self.root / "build" / "drawings"

    @property
    def book(self) -> Path:
        """The prose pages; people write it."""
        return self.root / "book"

    @property
    def locale(self) -> Path:
        """The words of the notebooks in other languages; people write the translations."""
        return self.book / "locale"

    @property
    def lessons(self) -> Path:
        """How to teach with the chapters, ``<chapter>.yml``; people write it."""
        return self.book / "teach"

    @property
    def codebook(self) -> Path:
        """The prose page on the tables; made, from the contract."""
        return self.book / "data.md"

    @property
    def reference(self) -> Path:
        """The prose page on the files that people write; made, from the models."""
        return self.book / "files.md"

    @property
    def readme(self) -> Path:
        """The README, whose list of tables is made."""
        return self.root / "README.md"

    @property
    def citation(self) -> Path:
        """How to cite the data set, and the plans it is made from; people write it."""
        return self.root / "CITATION.cff"

    @property
    def changelog(self) -> Path:
        """What changed from version to version; people write it."""
        return self.root / "CHANGELOG.md"

    @property
    def addresses(self) -> Path:
        """The addresses that were published, none of which may break."""
        return self.book / "addresses.txt"

    @property
    def moved(self) -> Path:
        """What an address or a name in it has become; people write it."""
        return self.book / "moved.csv"

    @property
    def chapters(self) -> Path:
        """The executed notebooks, ``<lang>/<chapter>.ipynb``; made."""
        return self.book / "chapters"

    @property
    def site(self) -> Path:
        """What is published; made."""
        return self.root / "site"

    @property
    def instructor(self) -> Path:
        """The site with its solutions open, which is not published; made."""
        return self.root / "build" / "instructor"

    @property
    def downloads(self) -> Path:
        """The tables of each chapter, for readers who work in a spreadsheet; made."""
        return self.root / "build" / "downloads"

    @property
    def guide(self) -> Path:
        """The samples of the charts' forms, by the hash of the code that draws them; made."""
        return self.root / "build" / "guide"

    @property
    def pictures(self) -> Path:
        """The pictures for slides, each by the hash of what it was drawn from; made."""
        return self.root / "build" / "pictures"

    @property
    def told(self) -> Path:
        """The tables and the words of the last build, to say what the next one changed; made."""
        return self.root / "build" / "told"

    @property
    def releases(self) -> Path:
        """The archives of releases; made."""
        return self.root / "dist"

    @property
    def package(self) -> Path:
        """The wheel of this package, as the site publishes it; made."""
        return self.root / "build" / "package"

    @property
    def editions(self) -> Path:
        """The archives of earlier editions, as they were released."""
        return self.root / "build" / "editions"

    @property
    def public(self) -> Path:
        """The site with its earlier editions, as it goes to a host; made."""
        return self.root / "build" / "public"

    def catalogue(self, chapter: str, locale: str) -> Path:
        """Give the gettext catalogue of a chapter's words in another language."""
        return catalogue_file(self.locale, locale, chapter)

    def staged(self, lang: str) -> Path:
        """Give the folder that Jupyter Book builds an edition in; made."""
        return self.root / "build" / "book" / lang

    def pages(self, lang: str) -> Path:
        """Give the built pages of an edition; made."""
        return self.staged(lang) / "_build" / "html"


def catalogue_file(folder: Path, locale: str, chapter: str) -> Path:
    """Give the gettext catalogue of a chapter, below a folder of locales."""
    return folder / locale / "LC_MESSAGES" / f"{chapter}.po"


def find_repository(start: Path | None = None) -> Repository:
    """Find the repository that holds ``start`` (the working folder unless given).

    Raises
    ------
    FileError
        If neither ``start`` nor a folder above it is one.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if all((folder / mark).is_dir() for mark in _MARKS):
            return Repository(folder)
    raise FileError(here, f"is not inside the repository (no {', '.join(_MARKS)} here or above)")


def find_plans(raw: Path, plans: Sequence[str] = ()) -> list[Path]:
    """Give the folders of the plans: all of ``data/raw``, or those named, in that order.

    A folder without any file of a plan is none, and is passed over: a checkpoint of an editor, say.

    Raises
    ------
    FileError
        If there is no plan at all, or none of a name.
    Report
        With every file that a plan lacks.
    """
    known = {
        path.name: path
        for path in (sorted(raw.iterdir()) if raw.is_dir() else ())
        if not path.name.startswith(".") and any((path / name).is_file() for name in _REQUIRED)
    }
    if not known:
        raise FileError(raw, "has no plan")
    if unknown := sorted(set(plans) - set(known)):
        raise FileError(raw, f"has no plan {', '.join(unknown)}; the plans are {', '.join(known)}")
    folders = [known[name] for name in (plans or known)]
    missing: list[CompendiumError] = [
        FileError(folder / name, "is missing")
        for folder in folders
        for name in _REQUIRED
        if not (folder / name).is_file()
    ]
    if missing:
        raise missing[0] if len(missing) == 1 else Report(raw.as_posix(), tuple(missing))
    return folders


def write_atomically(path: Path, content: bytes | str) -> None:
    """Write a file so that a reader sees the old one or the whole new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(content.encode() if isinstance(content, str) else content)
    partial.replace(path)


def make_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a new folder with these files, whole or not at all.

    Raises
    ------
    FileError
        If it is there already.
    """
    if folder.exists():
        raise FileError(folder, "is there already; nothing is overwritten")
    replace_folder(folder, files)


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold exactly these files: at every moment it is whole, the old or the new one.

    The new folder is written beside the old one, and the two change places in one move. Where the
    system has no such move (Windows, the lower layers of a container), the files change places one
    by one; `finish_replacing` then completes what was interrupted. Of two writers one waits.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locked(folder.parent):
        _finish(folder)
        partial, whole = _beside(folder)
        try:
            partial.mkdir(parents=True)
            for name, content in files.items():
                _lay(partial / name, content, folder / name)
            if not folder.exists():
                partial.rename(folder)
            elif not _exchange(partial, folder):
                partial.rename(whole)
                _finish(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def finish_replacing(folder: Path) -> None:
    """Remove what an interrupted `replace_folder` left beside the folder, or complete it."""
    folder = folder.resolve()
    if any(path.exists() for path in _beside(folder)):
        with locked(folder.parent):
            _finish(folder)


def _finish(folder: Path) -> None:
    partial, whole = _beside(folder)
    if whole.is_dir():
        names = {path.relative_to(whole) for path in whole.rglob("*") if path.is_file()}
        for name in sorted(names):
            write_atomically(folder / name, (whole / name).read_bytes())
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir():
                with suppress(OSError):
                    path.rmdir()
            elif path.relative_to(folder) not in names:
                path.unlink()
        whole.rename(partial)
    if partial.exists():
        shutil.rmtree(partial)


def _lay(path: Path, content: bytes, old: Path) -> None:
    """Write a file, or link to the old one if it says the same: its time stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if old.is_file() and old.stat().st_size == len(content) and old.read_bytes() == content:
        with suppress(OSError):
            path.hardlink_to(old)
            return
    path.write_bytes(content)


def _beside(folder: Path) -> tuple[Path, Path]:
    return folder.with_name(f".{folder.name}.partial"), folder.with_name(f".{folder.name}.whole")


def _exchange(left: Path, right: Path) -> bool:
    """Let two folders change places in one move; give False where that cannot be done."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        names = os.fsencode(left), os.fsencode(right)
        if sys.platform == "darwin":
            failed = library.renamex_np(*names, 2)  # RENAME_SWAP
        else:
            failed = library.renameat2(-100, names[0], -100, names[1], 2)  # RENAME_EXCHANGE
    except (OSError, TypeError, AttributeError):
        return False
    return not failed
