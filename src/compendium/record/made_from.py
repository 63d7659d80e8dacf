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
    return digest([*list_files(folder), *list_files(vocab), *list_code(), *map(version, _PACKAGES)])


def list_files(folder: Path) -> Iterator[Path]:
    """Give the files of a folder, by name."""
    return (path for path in sorted(folder.iterdir()) if path.is_file())


def list_code(*rooms: str) -> Iterator[Path]:
    """Give the code that cleans, and that of other rooms of the package."""
    package = Path(compendium.__file__).parent
    patterns = (*_CODE, *(f"{room}/*.py" for room in rooms))
    return (path for pattern in patterns for path in sorted(package.glob(pattern)))
