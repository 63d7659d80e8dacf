"""Where the archive of a release is, and how its tables are read."""

from __future__ import annotations

import os
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from compendium.errors import FileError
from compendium.paths import find_repository

NAME = "bay-area-plans-in-numbers"
PLACE = "COMPENDIUM_RELEASES"
"""The variable that names the folder of the archives."""


def archive_name(version: str) -> str:
    """Name the archive of a version.

    >>> archive_name("0.2.0")
    'bay-area-plans-in-numbers-0.2.0.zip'
    """
    return f"{NAME}-{version}.zip"


def find_release(version: str) -> Path:
    """Find the archive of a version.

    It is looked for in the folder that `PLACE` names, in ``dist/`` of the repository that the
    caller works in, and in the working folder.

    Raises
    ------
    FileError
        If it is in none of them.
    """
    folders = [Path(os.environ[PLACE])] if os.environ.get(PLACE) else []
    with suppress(FileError):
        folders.append(find_repository().releases)
    folders.append(Path.cwd())
    for folder in folders:
        if (folder / archive_name(version)).is_file():
            return folder / archive_name(version)
    looked = ", ".join(folder.as_posix() for folder in folders)
    raise FileError(Path(archive_name(version)), f"is in none of these folders: {looked}")


def is_release(folder: object) -> bool:
    """Tell whether a folder of tables is the archive of a release."""
    return isinstance(folder, Path) and folder.suffix == ".zip"


def read_member(archive: Path, name: str) -> bytes:
    """Read a file of the tables from an archive.

    Raises
    ------
    FileError
        If there is no such archive or no such file in it.
    """
    content = _read_tables(archive, archive.stat().st_mtime_ns if archive.is_file() else 0)
    if name not in content:
        raise FileError(archive, f"has no data/{name}")
    return content[name]


@cache
def _read_tables(archive: Path, time: int) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(archive) as whole:
            return {
                Path(name).name: whole.read(name)
                for name in whole.namelist()
                if name.split("/")[1:2] == ["data"]
            }
    except (OSError, zipfile.BadZipFile) as error:
        raise FileError(archive, f"is no archive of a release ({error})") from error
