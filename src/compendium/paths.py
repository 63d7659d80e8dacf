"""Where things are: the one place for every folder and file name, and how both are written."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compendium.errors import CompendiumError, FileError, Report

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
        """The one prose page that is made, from the contract."""
        return self.book / "data.md"

    @property
    def readme(self) -> Path:
        """The README, whose list of tables is made."""
        return self.root / "README.md"

    @property
    def citation(self) -> Path:
        """How to cite the data set, and the plans it is made from; people write it."""
        return self.root / "CITATION.cff"

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
    def package(self) -> Path:
        """The wheel of this package, as the site publishes it; made."""
        return self.root / "build" / "package"

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


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold exactly these files: at every moment it is whole, the old or the new one.

    The new folder is written beside the old one, and the two change places in one move. Where the
    system has no such move (Windows, the lower layers of a container), the files change places one
    by one; `finish_replacing` then completes what was interrupted.
    """
    folder = folder.resolve()
    finish_replacing(folder)
    partial, whole = _beside(folder)
    try:
        partial.mkdir(parents=True)
        for name, content in files.items():
            (partial / name).write_bytes(content)
        if not folder.exists():
            partial.rename(folder)
        elif not _exchange(partial, folder):
            partial.rename(whole)
            finish_replacing(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def finish_replacing(folder: Path) -> None:
    """Remove what an interrupted `replace_folder` left beside the folder, or complete it."""
    folder = folder.resolve()
    partial, whole = _beside(folder)
    if whole.is_dir():
        names = {path.name for path in whole.iterdir()}
        for name in sorted(names):
            write_atomically(folder / name, (whole / name).read_bytes())
        for path in folder.iterdir():
            if path.name not in names:
                path.unlink()
        whole.rename(partial)
    if partial.exists():
        shutil.rmtree(partial)


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
