"""Where things are: the one module that knows the repository's folders."""

from __future__ import annotations

from pathlib import Path

from compendium.errors import FileError


def find_root(start: Path | None = None) -> Path:
    """Find the repository that holds ``start`` (the working folder unless given).

    Raises
    ------
    FileError
        If no folder from ``start`` upwards has ``data/raw``.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "data" / "raw").is_dir():
            return folder
    raise FileError(here, "not inside the repository (no data/raw here or above)")


def write_atomically(path: Path, content: bytes | str) -> None:
    """Write a file so that a reader sees the old one or the whole new one."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(content.encode() if isinstance(content, str) else content)
    partial.replace(path)
