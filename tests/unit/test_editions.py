"""Editions stay: an archive a version, put beside the site of today."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from compendium.errors import FileError
from compendium.paths import Repository
from compendium.site.editions import pack_edition, put_together


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    show(made, "first")
    return made


def show(repository: Repository, text: str) -> None:
    (repository.site / "en").mkdir(parents=True, exist_ok=True)
    for name in ("index.html", "en/index.html"):
        (repository.site / name).write_text(text, "utf-8")


def public(repository: Repository) -> dict[str, str]:
    found = (path for path in repository.public.rglob("*") if path.is_file())
    return {path.relative_to(repository.public).as_posix(): path.read_text() for path in found}


def test_an_edition_stays_while_the_site_goes_on(repository: Repository) -> None:
    pack_edition(repository, "0.1.0")
    show(repository, "second")
    pack_edition(repository, "0.2.0")
    show(repository, "third")
    assert put_together(repository) == ["v0.1.0", "v0.2.0"]
    pages = {("", "third"), ("v0.1.0/", "first"), ("v0.2.0/", "second")}
    names = ("index.html", "en/index.html")
    assert public(repository) == {f"{at}{name}": text for at, text in pages for name in names}


def test_an_archive_is_the_same_whenever_it_is_made(repository: Repository) -> None:
    first = pack_edition(repository, "0.1.0").read_bytes()
    show(repository, "first")
    assert pack_edition(repository, "0.1.0").read_bytes() == first


def test_without_editions_there_is_the_site_of_today(repository: Repository) -> None:
    assert put_together(repository) == []
    assert set(public(repository)) == {"index.html", "en/index.html"}


@pytest.mark.parametrize("member", ["../outside.html", "/outside.html", "en/link"])
def test_an_archive_writes_nowhere_else(repository: Repository, member: str) -> None:
    repository.editions.mkdir(parents=True)
    with tarfile.open(repository.editions / "site-v0.1.0.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo(member)
        entry.size = 4
        if member.endswith("link"):
            entry.type, entry.linkname, entry.size = tarfile.SYMTYPE, "/etc/passwd", 0
        archive.addfile(entry, io.BytesIO(b"text"))
    with pytest.raises(FileError, match="no file of a site"):
        put_together(repository)
    assert not repository.public.exists()


def test_what_is_damaged_or_strange_is_named(repository: Repository) -> None:
    path = pack_edition(repository, "0.1.0")
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(FileError, match=r"site-v0\.1\.0\.tar\.gz: is damaged"):
        put_together(repository)
    path.rename(path.with_name("other.tar.gz"))
    with pytest.raises(FileError, match="no archive of an edition"):
        put_together(repository)


def test_a_site_that_is_not_built_is_refused(tmp_path: Path) -> None:
    for step in (lambda: pack_edition(Repository(tmp_path), "0.1.0"),
                 lambda: put_together(Repository(tmp_path))):  # fmt: skip
        with pytest.raises(FileError, match="is not built"):
            step()
