"""What a file was made from, as one digest: what is the same need not be made again.

The digest is the name of what was made (a drawing), or it stands beside it as its mark.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from compendium.paths import write_atomically


def digest(parts: Iterable[str | bytes | Path]) -> str:
    """Give one digest of texts, bytes and files, in their order; a file's name is part of it.

    Where one part ends and the next begins is read, too.

    >>> digest(["ab", "c"]) == digest(["a", "bc"])
    False
    """
    found = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            name, content = part.name, part.read_bytes()
        else:
            name, content = "", part.encode() if isinstance(part, str) else part
        found.update(f"{name} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()


def read_mark(made: Path) -> str:
    """Give what a file or folder was made from; empty if it or its mark is not there."""
    path = _mark_of(made)
    return path.read_text("utf-8") if made.exists() and path.is_file() else ""


def write_mark(made: Path, mark: str) -> None:
    """Note what a file or folder was made from; an empty mark is none.

    Only once it is written: a kill leaves it due.
    """
    if mark:
        write_atomically(_mark_of(made), mark)
    else:
        _mark_of(made).unlink(missing_ok=True)


def _mark_of(made: Path) -> Path:
    return made.with_suffix(".made-from")
