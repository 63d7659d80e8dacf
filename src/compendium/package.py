"""The tables as files: CSV, the data package that describes them, and the codebook page."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

import compendium
from compendium.errors import ContractError, FileError, Report
from compendium.schema import TABLES, Field, Table

TITLE = "Bay Area Plans in Numbers (湾区规划数据手册)"
_PROFILES = "https://datapackage.org/profiles/2.0"


def write_package(frames: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write all tables and ``datapackage.json``: the whole folder changes, or nothing.

    Parameters
    ----------
    frames
        Table name → frame of texts, as `compendium.combine.combine` gives them.
    folder
        ``data/clean``; what was there before is replaced only once all files are written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".building-") as staging:
        built = Path(staging) / folder.name
        built.mkdir()
        for name, content in build_files(frames).items():
            (built / name).write_bytes(content)
        _swap(built, folder, aside=Path(staging) / "before")


def _swap(built: Path, folder: Path, *, aside: Path) -> None:
    if not folder.exists():
        built.rename(folder)
        return
    folder.rename(aside)
    try:
        built.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    shutil.rmtree(aside)


def build_files(frames: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """Give the bytes of every file of the package; the same tables give the same bytes."""
    tables = {f"{table.name}.csv": _to_csv(frames[table.name]) for table in TABLES}
    described = json.dumps(describe(frames, tables), ensure_ascii=False, indent=2) + "\n"
    return tables | {"datapackage.json": described.encode("utf-8")}


def _to_csv(frame: pd.DataFrame) -> bytes:
    # Straight to bytes: a text of the whole table would take four times the memory.
    buffer = io.BytesIO()
    frame.to_csv(buffer, index=False, lineterminator="\n", encoding="utf-8")
    return buffer.getvalue()


def describe(frames: Mapping[str, pd.DataFrame], files: Mapping[str, bytes]) -> dict[str, Any]:
    """Describe the tables as a Frictionless Data Package, version 2.

    Parameters
    ----------
    frames, files
        The tables, and the bytes of their CSV files.
    """
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "bay-area-plans-in-numbers",
        "title": TITLE,
        "description": "The figures that five public plans of Shenzhen, Futian and Zhongshan "
        "(2021-2030) print, as tidy tables; every row names the raw cell it was read from.",
        "version": compendium.__version__,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "contributors": [{"title": "Bay Area Plans in Numbers contributors", "roles": ["creator"]}],
        "sources": [
            {"title": f"{title}（{issuer}）" if issuer else title}
            for title, issuer in frames["plans"][["title_zh", "issuer_zh"]].itertuples(index=False)
        ],
        "resources": [_resource(table, files[f"{table.name}.csv"]) for table in TABLES],
    }


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(each) for each in table.fields],
        "missingValues": [""],
        "primaryKey": [table.key],
    }
    keys = [
        {
            "fields": [each.name],
            "reference": {"resource": other, "fields": [column]}
            if other != table.name
            else {"fields": [column]},
        }
        for each in table.fields
        if each.refers
        for other, column in [each.refers.split(".")]
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "title": f"One row = {table.row_en}",
        "type": "table",
        "path": f"{table.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _field(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if field.enum:
        constraints["enum"] = list(field.enum)
    if field.pattern:
        constraints["pattern"] = field.pattern
    described: dict[str, Any] = {
        "name": field.name,
        "type": field.type,
        "title": field.meaning_zh,
        "description": field.meaning_en,
    }
    return described | ({"constraints": constraints} if constraints else {})


def read_package(folder: Path) -> dict[str, pd.DataFrame]:
    """Read all tables of a folder as text, missing as empty text.

    Raises
    ------
    Report
        If files are missing; all of them are named.
    """
    paths = {table.name: folder / f"{table.name}.csv" for table in TABLES}
    missing = [FileError(path, "is missing") for path in paths.values() if not path.is_file()]
    if missing:
        raise Report(folder.as_posix(), tuple(missing))
    return {
        name: pd.read_csv(path, dtype=str, keep_default_na=False) for name, path in paths.items()
    }


def codebook(frames: Mapping[str, pd.DataFrame]) -> str:
    """Write the codebook: every table and column, with downloads, as a page of the book.

    Parameters
    ----------
    frames
        Table name → frame; only the number of rows is taken from them.
    """
    parts = [_CODEBOOK_HEAD.format(package=_download("datapackage.json"))]
    for table in TABLES:
        rows = len(frames[table.name])
        parts.append(
            f"## {table.name}\n\n"
            f"One row is {table.row_en} ({table.row_zh}). {rows} rows, {len(table.fields)} "
            f"columns, ordered by {table.order_en}; key: `{table.key}`.\n\n"
            f"{_download(f'{table.name}.csv')}\n\n"
            "| column | meaning | 中文 | type | values |\n| --- | --- | --- | --- | --- |\n"
            + "".join(
                f"| `{each.name}` | {each.meaning_en} | {each.meaning_zh} | {each.type}"
                f"{', required' if each.required else ''} | {_values(each)} |\n"
                for each in table.fields
            )
        )
    return "\n".join(parts)


def readme_tables(readme: str, frames: Mapping[str, pd.DataFrame]) -> str:
    """Give the README with its list of tables as it should be.

    Parameters
    ----------
    readme
        The text, with the two marks between which the list stands.
    frames
        Table name → frame; only the number of rows is taken from them.

    Raises
    ------
    ContractError
        If the marks are not there.
    """
    head, mark, rest = readme.partition(_README_MARKS[0])
    _, end, tail = rest.partition(_README_MARKS[1])
    if not (mark and end):
        raise ContractError("README", "-", "-", f"lacks the marks {' … '.join(_README_MARKS)}")
    rows = "".join(
        f"| `{table.name}.csv` | {table.row_en} | {len(frames[table.name])} |\n" for table in TABLES
    )
    return f"{head}{mark}\n| table | one row is | rows |\n| --- | --- | --- |\n{rows}{end}{tail}"


def _download(name: str) -> str:
    # Plain HTML: the file is put beside the book, where Sphinx does not look.
    return f'<a href="../data/{name}" download>{name}</a>'


def _values(field: Field) -> str:
    if field.enum:
        return ", ".join(f"`{value}`" for value in field.enum)
    if field.refers:
        return f"a `{field.refers}`"
    return f"`{field.pattern.replace('|', chr(92) + '|')}`" if field.pattern else ""


_README_MARKS = (
    "<!-- tables: written by `compendium codebook` -->",
    "<!-- end of tables -->",
)
_CODEBOOK_HEAD = """\
<!-- Generated by `compendium codebook` from src/compendium/schema.py: do not edit. -->
# Data and codebook

All figures of the book come from a few small tables. They are plain CSV files: UTF-8, one header
row, an empty cell for a missing value. Each figure names the cell of the raw workbook it was read
from, in the column `locator`.

The file {package} describes every column for programs, in the
Frictionless Data Package format. Our tables are under the licence CC BY 4.0; the plans themselves
are public documents of their issuers, see [](cite.md).
"""
