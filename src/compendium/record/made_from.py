"""What a cleaned record was made from, as a digest beside it: a job cleans what changed alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import compendium
from compendium.paths import write_atomically

# The rooms that cleaning imports, and the packages that read the files.
_CODE = ("*.py", "contract/*.py", "printed/*.py", "raw/*.py", "record/*.py")
_PACKAGES = ("openpyxl", "pydantic", "pyyaml", "rapidfuzz")


def digest_source(folder: Path, vocab: Path) -> str:
    """Give a digest of a plan's files, the vocabularies and the code that cleans.

    Parameters
    ----------
    folder
        ``data/raw/<plan_id>``.
    vocab
        ``data/vocab``: any name in it may be one that the plan prints.
    """
    digest = hashlib.sha256()
    for path in (*_files(folder), *_files(vocab), *_code()):
        # Its name and length too: where one file ends and the next begins is part of what is read.
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    digest.update(" ".join(map(version, _PACKAGES)).encode())
    return digest.hexdigest()


def is_made_from(record: Path, digest: str) -> bool:
    """Say whether a record is there and was made from just this."""
    mark = _mark_of(record)
    return record.is_file() and mark.is_file() and mark.read_text("utf-8") == digest


def note_made_from(record: Path, digest: str) -> None:
    """Note what a record was made from; only once it is written, so that a kill leaves it due."""
    write_atomically(_mark_of(record), digest)


def _mark_of(record: Path) -> Path:
    return record.with_suffix(".made-from")


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.is_file())


def _code() -> Iterator[Path]:
    package = Path(compendium.__file__).parent
    return (path for pattern in _CODE for path in sorted(package.glob(pattern)))
