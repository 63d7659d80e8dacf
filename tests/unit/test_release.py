"""A release: the same tables in every form, described in full, and refused where it should be."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pandas as pd
import pytest
from openpyxl import load_workbook
from pandas.testing import assert_frame_equal

from compendium import load
from compendium.contract.package import read_description
from compendium.contract.releases import PLACE, archive_name
from compendium.contract.tables import TABLES
from compendium.errors import FileError, Report
from compendium.paths import Repository
from compendium.release import check
from compendium.release.archive import CHECKSUMS, collect, pack
from compendium.release.check import check_release
from compendium.release.metadata import describe_croissant, describe_deposit
from compendium.site.edition import Author, read_citation
from compendium.site.files import Files
from support import ROOT

REPOSITORY = Repository(ROOT)
NAMES = [table.name for table in TABLES]


@pytest.fixture(scope="module")
def files() -> Files:
    return collect(REPOSITORY, read_citation(REPOSITORY.citation))


@pytest.mark.parametrize("name", NAMES)
def test_parquet_has_the_rows_and_types_of_the_table(files: Files, name: str) -> None:
    content = files[PurePosixPath(f"parquet/{name}.parquet")]
    read = pd.read_parquet(io.BytesIO(content))
    table = load(name, ROOT / "data" / "clean")
    assert list(read.columns) == list(table.columns)
    assert_frame_equal(
        read.astype(object).where(read.notna(), None),
        table.astype(object).where(table.notna(), None),
        check_dtype=False,
    )


def test_sqlite_has_every_row_and_its_references_hold(files: Files, tmp_path: Path) -> None:
    path = tmp_path / "tables.sqlite"
    path.write_bytes(files[PurePosixPath("tables.sqlite")])
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        for name in NAMES:
            (count,) = base.execute(f'SELECT count(*) FROM "{name}"').fetchone()
            assert count == len(load(name, ROOT / "data" / "clean"))
        joined = base.execute(
            "SELECT count(*) FROM observations JOIN indicators USING (indicator_id)"
        ).fetchone()
    assert joined == (len(load("observations", ROOT / "data" / "clean")),)


def test_the_workbook_opens_with_what_the_columns_mean(files: Files) -> None:
    book = load_workbook(io.BytesIO(files[PurePosixPath("tables.xlsx")]), read_only=True)
    assert book.sheetnames == ["codebook", *NAMES]
    described = {(row[0], row[1]) for row in book["codebook"].iter_rows(2, values_only=True)}
    assert described == {(table.name, each.name) for table in TABLES for each in table.fields}
    book.close()


def test_croissant_describes_every_column_and_its_file(files: Files) -> None:
    said = json.loads(files[PurePosixPath("croissant.json")])
    package = read_description(ROOT / "data" / "clean")
    assert [each["name"] for each in said["recordSet"]] == NAMES
    fields = {field["@id"] for each in said["recordSet"] for field in each["field"]}
    assert fields == {f"{t.name}/{each.name}" for t in TABLES for each in t.fields}
    referred = {
        field["references"]["field"]["@id"]
        for each in said["recordSet"]
        for field in each["field"]
        if "references" in field
    }
    assert referred
    assert referred <= fields
    for each in said["distribution"]:
        content = files[PurePosixPath(each["contentUrl"])]
        assert each["sha256"] == hashlib.sha256(content).hexdigest()
    assert len(said["distribution"]) == len(package["resources"])


def test_the_crate_names_every_file_outside_the_site(files: Files) -> None:
    said = json.loads(files[PurePosixPath("ro-crate-metadata.json")])
    named = {each["@id"] for each in said["@graph"] if each["@type"] == "File"}
    later = {"ro-crate-metadata.json", str(CHECKSUMS)}
    assert named == {str(name) for name in files if name.parts[0] != "site"} - later
    (whole,) = [each for each in said["@graph"] if each["@id"] == "./"]
    assert {part["@id"] for part in whole["hasPart"]} == named | {"site/"}


def test_the_deposit_says_what_the_citation_says(files: Files) -> None:
    said, citation = (
        json.loads(files[PurePosixPath(".zenodo.json")]),
        read_citation(REPOSITORY.citation),
    )
    assert said["version"] == citation.version
    assert said["creators"] == [{"name": citation.authors[0].name}]
    assert len(said["references"]) == len(load("plans", ROOT / "data" / "clean"))


def test_a_person_is_one_in_every_description(files: Files) -> None:
    citation = replace(read_citation(REPOSITORY.citation), authors=(Author("Wu", "An"),))
    deposit = describe_deposit(citation)
    croissant = describe_croissant(citation, read_description(REPOSITORY.clean), files)
    assert deposit["creators"] == [{"name": "Wu, An"}]
    assert croissant["creator"] == [{"@type": "Person", "familyName": "Wu", "givenName": "An"}]
    assert croissant["citeAs"].startswith("Wu, An (")


def test_checksums_are_of_every_other_file(files: Files) -> None:
    lines = files[CHECKSUMS].decode().splitlines()
    sums = {PurePosixPath(line[66:]): line[:64] for line in lines}
    assert sums == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in files.items()
        if name != CHECKSUMS
    }


def test_two_archives_are_the_same_and_have_no_time(files: Files) -> None:
    again = collect(REPOSITORY, read_citation(REPOSITORY.citation))
    assert again == files
    packed = pack(files, "x")
    assert packed == pack(dict(reversed(files.items())), "x")
    with zipfile.ZipFile(io.BytesIO(packed)) as whole:
        assert {entry.date_time for entry in whole.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert whole.testzip() is None


def test_load_reads_a_release(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PLACE, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / archive_name("9.9.9")
    path.write_bytes(pack(files, path.stem))
    there = load("targets", version="9.9.9", labels="en")
    assert_frame_equal(there, load("targets", ROOT / "data" / "clean", labels="en"))
    assert_frame_equal(there, load("targets", path, labels="en"))
    with pytest.raises(FileError, match=r"9\.9\.8\.zip: is in none of these folders: "):
        load("targets", version="9.9.8")
    path.write_bytes(b"no archive")
    with pytest.raises(FileError, match="is no archive of a release"):
        load("targets", version="9.9.9")


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give a repository of which nothing speaks against a release."""
    for name in ("CITATION.cff", "CHANGELOG.md", "pyproject.toml", "_toc.yml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    for name in ("data/clean", "notebooks"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").touch()
    citation = read_citation(tmp_path / "CITATION.cff")
    part = f"## {citation.version} ({citation.date})"
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n{part}\n\n- All.\n", "utf-8")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".git" / "info" / "exclude").write_text("*\n", "utf-8")
    return tmp_path


def test_nothing_speaks_against_a_release(ready: Path) -> None:
    check_release(Repository(ready))


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("CITATION.cff", "\nversion: ", "\nversion: 9", "the versions differ: CITATION.cff has 9"),
        ("CHANGELOG.md", "## ", "## X ", "CHANGELOG.md has no part '## "),
        ("CHANGELOG.md", "# Changelog\n", "# Changelog\n\n## Unreleased\n\n- a\n", "still has"),
    ],
)
def test_versions_and_the_changelog_are_held(
    ready: Path, name: str, old: str, new: str, said: str
) -> None:
    path = ready / name
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(Report, match=said):
        check_release(Repository(ready))


def test_a_tree_with_changes_a_draft_and_no_site_are_refused_at_once(
    ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ready / ".git" / "info" / "exclude").write_text("", "utf-8")
    (ready / "site" / "index.html").unlink()
    monkeypatch.setattr(check, "find_drafts", lambda *_: {"trade": ["exports rise"]})
    with pytest.raises(Report) as caught:
        check_release(Repository(ready))
    for said in ("is not clean", "Draft: 1 claim", "the site is not built"):
        assert said in str(caught.value)
