"""The tables in other forms than CSV: one Parquet file a table, one SQLite file, one workbook."""

from __future__ import annotations

import io
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pandas as pd
import pyarrow
from pyarrow import parquet

from compendium.contract.columns import Table
from compendium.contract.tables import BY_NAME
from compendium.site.downloads import write_workbook

_SQL_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL"}


def write_parquet(frame: pd.DataFrame) -> bytes:
    """Write one table as Parquet: its types, and nothing about who wrote it or when."""
    raw = io.BytesIO()
    table = pyarrow.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    parquet.write_table(table, raw, compression="zstd")
    return raw.getvalue()


def write_sqlite(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """Write the tables as one SQLite file, each with its key, and with what its columns refer to.

    Parameters
    ----------
    frames
        Table name → typed frame, as `compendium.load` gives it.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tables.sqlite"
        with closing(sqlite3.connect(path)) as base:
            for name, frame in frames.items():
                _write_table(base, BY_NAME[name], frame)
            base.commit()
            base.execute("VACUUM")
        return path.read_bytes()


def _write_table(base: sqlite3.Connection, table: Table, frame: pd.DataFrame) -> None:
    columns = [
        f'"{each.name}" {_SQL_TYPES[each.type]}{" NOT NULL" if each.required else ""}'
        for each in table.fields
    ]
    keys = [
        f'FOREIGN KEY ("{each.name}") REFERENCES "{other}" ("{key}")'
        for each in table.fields
        # Several ids in one text are no reference that SQL could hold.
        if each.refers and each.name != table.key
        for other, _, key in (each.refers.partition("."),)
    ]
    parts = ", ".join([*columns, f'PRIMARY KEY ("{table.key}")', *keys])
    base.execute(f'CREATE TABLE "{table.name}" ({parts})')
    marks = ", ".join("?" * len(table.fields))
    base.executemany(
        f'INSERT INTO "{table.name}" VALUES ({marks})',
        frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None),
    )


def write_book(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """Write the tables as sheets of one workbook; the first sheet says what the columns mean."""
    codebook = pd.DataFrame(
        [
            {
                "table": name,
                "column": each.name,
                "type": each.type,
                "required": "yes" if each.required else "",
                "values": ", ".join(each.enum) or each.pattern,
                "meaning": each.en,
                "含义": each.zh,
            }
            for name in frames
            for each in BY_NAME[name].fields
        ]
    )
    return write_workbook({"codebook": codebook, **frames})
