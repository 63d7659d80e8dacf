"""The tables as files: CSV, and the data package that describes them."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from compendium.contract.columns import Column, Table
from compendium.contract.folder import Folder, fault, read_file
from compendium.contract.plain import list_texts
from compendium.contract.tables import PACKAGE, TABLES
from compendium.contract.terms import Terms
from compendium.errors import FileError, Report
from compendium.paths import replace_folder

TITLE = "Bay Area Plans in Numbers (湾区规划数据手册)"
_ROWS = 5_000
_PROFILES = "https://datapackage.org/profiles/2.0"


def write_package(
    frames: Mapping[str, pd.DataFrame], terms: Terms, folder: Path
) -> dict[str, bytes]:
    """Write all tables and ``datapackage.json``: the whole folder changes, or nothing.

    Parameters
    ----------
    frames
        Table name → frame of texts.
    terms
        The words that go with them.
    folder
        ``data/clean``; what was there before is replaced only once all files are written.

    Returns
    -------
    dict
        Name of each file → what was written.

    Raises
    ------
    FileError
        If the folder holds something else than tables: it would be lost.
    """
    strange = sorted(
        path.name
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.suffix != ".csv" and path.name not in (PACKAGE, ".ipynb_checkpoints")
    )
    if strange:
        raise FileError(folder, f"holds {', '.join(strange)}, no table; nothing was written")
    files = build_files(frames, terms)
    replace_folder(folder, files)
    return files


def build_files(frames: Mapping[str, pd.DataFrame], terms: Terms) -> dict[str, bytes]:
    """Give the bytes of every file of the package; the same tables give the same bytes."""
    tables = {f"{table.name}.csv": write_csv(frames[table.name]) for table in TABLES}
    described = json.dumps(describe(frames, tables, terms), ensure_ascii=False, indent=2) + "\n"
    return tables | {PACKAGE: described.encode("utf-8")}


def write_csv(frame: pd.DataFrame) -> bytes:
    """Give a table (R rows of texts) as CSV: RFC 4180, but with LF at the end of each line.

    Not by the module csv, which looks at each character by itself: at ten million texts, several
    times as long.
    """
    buffer = io.BytesIO()
    buffer.write(f"{','.join(frame.columns)}\n".encode())
    # In parts: a text of the whole table would take four times the memory.
    for first in range(0, len(frame), _ROWS):
        part = frame.iloc[first : first + _ROWS]
        rows = zip(*(_quote(list_texts(part[name])) for name in frame.columns), strict=True)
        buffer.write("\n".join([*map(",".join, rows), ""]).encode())
    return buffer.getvalue()


def _quote(texts: list[str]) -> list[str]:
    """Put quotes around the texts that need them."""
    # Most columns have none.
    return [*map(_quote_one, texts)] if _needs_quotes("".join(texts)) else texts


def _quote_one(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _needs_quotes(text) else text


def _needs_quotes(text: str) -> bool:
    return "," in text or '"' in text or "\n" in text or "\r" in text


def describe(
    frames: Mapping[str, pd.DataFrame], files: Mapping[str, bytes], terms: Terms
) -> dict[str, Any]:
    """Describe the tables as a Frictionless Data Package, version 2.

    Parameters
    ----------
    frames, files
        The tables, and the bytes of their CSV files.
    terms
        The words that go with them; the chapters are the values that a column ``chapter`` takes.
    """
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "bay-area-plans-in-numbers",
        "title": TITLE,
        "description": _describe_record(frames),
        "version": version("compendium"),
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
        "terms": terms.describe(),
        "resources": [
            _resource(table, files[f"{table.name}.csv"], tuple(terms.chapters)) for table in TABLES
        ],
    }


def _describe_record(frames: Mapping[str, pd.DataFrame]) -> str:
    plans, places = frames["plans"][frames["plans"]["kind"] == "plan"], frames["places"]
    known = plans.merge(places[["place_id", "name_en"]], on="place_id", validate="many_to_one")
    names = list(dict.fromkeys(known["name_en"]))
    listed = " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    years = f"{plans['period_start'].min()}-{plans['period_end'].max()}"
    return (
        f"The figures that {len(plans)} public plans of {listed} ({years}) print, as tidy tables; "
        "every row names the raw cell it was read from."
    )


def _resource(table: Table, content: bytes, chapters: tuple[str, ...]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(each, chapters) for each in table.fields],
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


def _field(field: Column, chapters: tuple[str, ...]) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if values := chapters if field.name == "chapter" else field.enum:
        constraints["enum"] = list(values)
    elif field.pattern:
        constraints["pattern"] = field.pattern
    described: dict[str, Any] = {
        "name": field.name,
        "type": field.type,
        "title": field.zh,
        "description": field.en,
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


def read_description(folder: Folder) -> dict[str, Any]:
    """Read the ``datapackage.json`` of a folder.

    Raises
    ------
    FileError, AddressError
        If there is none, or it is no data package.
    """
    try:
        described: dict[str, Any] = json.loads(read_file(folder, PACKAGE))
        Terms.read(described)
    except (FileError, ValueError, TypeError, AttributeError) as error:
        raise fault(folder, PACKAGE, f"is missing or no data package ({error})") from error
    return described


def read_terms(folder: Folder) -> Terms:
    """Read the words that go with the tables of a folder; see `read_description`."""
    return Terms.read(read_description(folder))
