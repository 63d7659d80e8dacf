"""Editions: each version of the site as it was released, kept beside the one of today.

A host that takes the whole site at once forgets what it had. So each release is kept as an archive,
and what is published is put together anew: the site of today at the root, and each archive in a
folder named after its version.
"""

from __future__ import annotations

import gzip
import io
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from compendium.errors import FileError
from compendium.paths import Repository, write_atomically
from compendium.site.files import Files, read_files, synchronise

_ARCHIVE = re.compile(r"site-(?P<version>v\d+\.\d+\.\d+)\.tar\.gz")


def pack_edition(repository: Repository, version: str) -> Path:
    """Write the built site as the archive of a version; the same site gives the same bytes.

    Raises
    ------
    FileError
        If the site is not built.
    """
    files = _read_site(repository)
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in sorted(files):
            member = tarfile.TarInfo(name.as_posix())
            member.size = len(files[name])
            archive.addfile(member, io.BytesIO(files[name]))
    path = repository.editions / f"site-v{version}.tar.gz"
    # No name and no time of today.
    write_atomically(path, gzip.compress(raw.getvalue(), mtime=0))
    return path


def put_together(repository: Repository) -> list[str]:
    """Put the site of today and every archived edition into ``build/public/``.

    Returns
    -------
    list of str
        The folders of the editions, in order.

    Raises
    ------
    FileError
        If the site is not built, or an archive is damaged or holds what is no file of a site.
    """
    files = _read_site(repository)
    versions: list[str] = []
    for path in sorted(repository.editions.glob("*.tar.gz")):
        found = _ARCHIVE.fullmatch(path.name)
        if not found:
            raise FileError(path, "is no archive of an edition: site-v1.2.3.tar.gz")
        versions.append(found["version"])
        edition = PurePosixPath(found["version"])
        files |= {edition / name: content for name, content in _unpack(path)}
    synchronise(repository.public, files)
    return versions


def _read_site(repository: Repository) -> Files:
    if not (repository.site / "index.html").is_file():
        raise FileError(repository.site, "is not built; run `make book` first")
    return dict(read_files(repository.site))


def _unpack(path: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    try:
        with tarfile.open(path, "r:gz") as archive:
            for member in archive:
                name = PurePosixPath(member.name)
                content = archive.extractfile(member) if member.isfile() else None
                if name.is_absolute() or ".." in name.parts or content is None:
                    raise FileError(path, f"holds what is no file of a site: {member.name}")
                yield name, content.read()
    except (tarfile.TarError, OSError, EOFError) as error:
        raise FileError(path, f"is damaged ({error})") from error
