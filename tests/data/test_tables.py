"""The committed tables: against the contract, the raw workbooks and what the plans print."""

from __future__ import annotations

import csv
import json
import re

import pandas as pd
import pytest

from compendium.contract.check import check_tables
from compendium.contract.codebook import codebook
from compendium.contract.package import build_files, read_package, read_terms
from compendium.contract.tables import TABLES
from support import ROOT

TERMS = read_terms(ROOT / "data" / "clean")

CLEAN = ROOT / "data" / "clean"


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return read_package(CLEAN)


def test_all_tables_keep_the_contract(frames: dict[str, pd.DataFrame]) -> None:
    assert [str(problem) for problem in check_tables(frames, TERMS)] == []


def test_the_data_package_describes_the_files(frames: dict[str, pd.DataFrame]) -> None:
    for name, content in build_files(frames, TERMS).items():
        assert (CLEAN / name).read_bytes() == content, f"{name} is not current"
    described = json.loads((CLEAN / "datapackage.json").read_text("utf-8"))
    for resource, table in zip(described["resources"], TABLES, strict=True):
        with (CLEAN / resource["path"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert header == [field["name"] for field in resource["schema"]["fields"]] == table.columns


def test_files_are_plain_utf8_with_line_feeds() -> None:
    for path in CLEAN.iterdir():
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), f"{path.name} has a byte order mark"
        assert b"\r" not in content, f"{path.name} has carriage returns"
        assert content.endswith(b"\n"), f"{path.name} does not end its last line"


def test_the_codebook_page_is_current(frames: dict[str, pd.DataFrame]) -> None:
    assert (ROOT / "book" / "data.md").read_text("utf-8") == codebook(frames, TERMS)


def test_a_bar_in_a_meaning_ends_no_cell_of_the_codebook() -> None:
    rows = [
        re.split(r"(?<!\\)\|", line)
        for line in (ROOT / "book" / "data.md").read_text("utf-8").splitlines()
        if line.startswith("| `")
    ]
    assert len(rows) == sum(len(each.fields) for each in TABLES)
    assert [row for row in rows if len(row) != 7] == []


def test_the_readme_lists_the_tables(frames: dict[str, pd.DataFrame]) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for table in TABLES:
        assert f"| `{table.name}.csv` | {table.row_en} | {len(frames[table.name])} |" in readme
