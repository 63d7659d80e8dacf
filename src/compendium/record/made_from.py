"""What a cleaned record is made from: a job cleans what changed alone."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import compendium
from compendium.made_from import digest

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
    return digest([*_files(folder), *_files(vocab), *_code(), *map(version, _PACKAGES)])


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.is_file())


def _code() -> Iterator[Path]:
    package = Path(compendium.__file__).parent
    return (path for pattern in _CODE for path in sorted(package.glob(pattern)))
