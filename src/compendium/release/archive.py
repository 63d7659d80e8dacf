"""The archive of a release: the same sources give the same files in it, and the same order."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from compendium.changes.state import BOOK, ID_CHANGES, state_files
from compendium.contract.load import load
from compendium.contract.package import read_description
from compendium.contract.releases import archive_name
from compendium.contract.tables import TABLES
from compendium.paths import Repository, write_atomically
from compendium.release.formats import write_book, write_parquet, write_sqlite
from compendium.release.metadata import describe_crate, describe_croissant, describe_deposit
from compendium.site.edition import Citation, read_citation
from compendium.site.files import Files, read_files

CHECKSUMS = PurePosixPath("SHA256SUMS")
_TEXTS = ("README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "LICENSE-DATA")
# The oldest time that an archive can tell; what was built has no other.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write_release(repository: Repository, folder: Path) -> Path:
    """Write ``bay-area-plans-in-numbers-<version>.zip`` from what is built.

    Raises
    ------
    FileError
        If the tables or the site are not there.
    """
    citation = read_citation(repository.citation)
    path = folder / archive_name(citation.version)
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(path, pack(collect(repository, citation), path.stem))
    return path


def collect(repository: Repository, citation: Citation) -> Files:
    """Collect the files of a release, by their names in it."""
    frames = {table.name: load(table.name, repository.clean) for table in TABLES}
    package = read_description(repository.clean)
    state = state_files(repository, "en")
    files: Files = {
        **{PurePosixPath("data") / name: data for name, data in read_files(repository.clean)},
        **{
            PurePosixPath(f"parquet/{name}.parquet"): write_parquet(frame)
            for name, frame in frames.items()
        },
        PurePosixPath("tables.sqlite"): write_sqlite(frames),
        PurePosixPath("tables.xlsx"): write_book(frames),
        **{PurePosixPath("state") / name: state[name] for name in (BOOK, ID_CHANGES)},
        **{
            PurePosixPath(name): (repository.root / name).read_bytes()
            for name in _TEXTS
            if (repository.root / name).is_file()
        },
        **{PurePosixPath("site") / name: data for name, data in read_files(repository.site)},
    }
    described = {
        "croissant.json": describe_croissant(citation, package, files),
        ".zenodo.json": describe_deposit(citation),
    }
    files |= {PurePosixPath(name): _to_json(said) for name, said in described.items()}
    crate = describe_crate(citation, package, files)
    files[PurePosixPath("ro-crate-metadata.json")] = _to_json(crate)
    files[CHECKSUMS] = _sum_up(files)
    return files


def pack(files: Mapping[PurePosixPath, bytes], root: str) -> bytes:
    """Pack files below one folder: sorted, without times or owners."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{root}/{name}", _NO_TIME)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return raw.getvalue()


def _sum_up(files: Mapping[PurePosixPath, bytes]) -> bytes:
    """Write the checksums as ``sha256sum --check`` reads them."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return "".join(lines).encode()


def _to_json(said: object) -> bytes:
    return f"{json.dumps(said, ensure_ascii=False, indent=2)}\n".encode()
