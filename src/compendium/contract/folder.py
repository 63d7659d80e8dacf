"""The files of a folder of tables, wherever it is: on this machine, in a release, at an address."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from compendium.contract.releases import is_release, read_member
from compendium.errors import AddressError, CompendiumError, FileError

Folder = Path | str
"""A folder, the archive of a release, or the address that the files are published at."""

_SCHEMES = ("http://", "https://")
_SECONDS = 60


def is_address(folder: object) -> bool:
    """Tell whether a folder is an address on the web.

    >>> is_address("https://example.org/data/"), is_address("data/clean")
    (True, False)
    """
    return isinstance(folder, str) and folder.lower().startswith(_SCHEMES)


def read_file(folder: Folder, name: str) -> bytes:
    """Read a file; from the web each is fetched once.

    Raises
    ------
    FileError, AddressError
        If it is not there.
    """
    if is_address(folder):
        return _fetch(f"{str(folder).rstrip('/')}/{quote(name)}")
    path = Path(folder) / name
    if is_release(folder):
        return read_member(Path(folder), name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise fault(folder, name, f"is missing or cannot be read ({error.strerror})") from error


def fault(folder: Folder, name: str, reason: str) -> CompendiumError:
    """Say what is wrong with a file of a folder."""
    if is_address(folder):
        return AddressError(f"{str(folder).rstrip('/')}/{name}", reason)
    return FileError(Path(folder) / name, reason)


@cache
def _fetch(address: str) -> bytes:
    # Some servers refuse who does not say what it is.
    asked = Request(address, headers={"User-Agent": "compendium"})
    try:
        with urlopen(asked, timeout=_SECONDS) as answer:
            content: bytes = answer.read()
    except (URLError, OSError, ValueError) as error:
        raise AddressError(address, f"does not give the file ({error})") from error
    return content
