"""A folder made to hold exactly what it should, touching only what changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from compendium.paths import write_atomically

Files = dict[PurePosixPath, bytes]


def read_files(folder: Path, pattern: str = "*") -> Iterator[tuple[PurePosixPath, bytes]]:
    """Give every file of a folder below it, with its content, in a stated order.

    Hidden ones are left out: a notebook server's checkpoints, and what a killed build left half.
    """
    for path in sorted(folder.rglob(pattern)):
        name = PurePosixPath(path.relative_to(folder).as_posix())
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name, path.read_bytes()


def synchronise(
    folder: Path, files: Mapping[PurePosixPath, bytes], keep: Sequence[str] = ()
) -> set[PurePosixPath]:
    """Make a folder hold exactly these files; a file that is right already is not touched.

    ``keep`` names entries of the folder that are left alone. Gives what was written or removed.
    """
    changed: set[PurePosixPath] = set()
    for name, content in files.items():
        path = folder / name
        if path.is_file() and path.read_bytes() == content:
            continue
        changed.add(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    for path in sorted(folder.rglob("*"), reverse=True):
        name = PurePosixPath(path.relative_to(folder).as_posix())
        if name.parts[0] in keep:
            continue
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif name not in files:
            changed.add(name)
            path.unlink()
    return changed
