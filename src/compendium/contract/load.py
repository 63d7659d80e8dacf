"""The clean tables as typed frames, for researchers and chapters."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pandas as pd

from compendium.contract.package import read_terms
from compendium.contract.tables import BY_NAME
from compendium.contract.terms import Terms
from compendium.errors import FileError
from compendium.paths import find_repository

_TYPES = {"string": "str", "integer": "Int64", "number": "Float64"}


def load(name: str, data_dir: str | Path | None = None) -> pd.DataFrame:
    """Load one clean table as a typed frame.

    Parameters
    ----------
    name
        ``observations``, ``projects``, ``entities``, ``indicators``, ``places``, ``plans``,
        ``tables`` or ``audit``.
    data_dir
        The folder of the tables; a relative one is taken from the root of the repository that the
        caller works in, or else from the working folder. Without it, the tables that `find_tables`
        finds.

    Returns
    -------
    DataFrame
        (R rows), columns as the codebook says: text as ``str``, whole numbers as ``Int64``,
        decimals as ``Float64`` in the unit of the row (``unit_zh`` for ``low`` and ``high``,
        ``unit`` for ``value_low`` and ``value_high``); missing as ``NA``.

    Raises
    ------
    FileError
        If the table is not there, or there is no table of that name.
    """
    folder = _find_data(None if data_dir is None else Path(data_dir))
    table = BY_NAME.get(name)
    path = folder / f"{name}.csv"
    if table is None or not path.is_file():
        names = ", ".join(BY_NAME)
        raise FileError(path, f"is not there; the tables are {names}")
    return pd.read_csv(
        path,
        dtype={each.name: _TYPES[each.type] for each in table.fields},
        # Only an empty cell is missing: a thing may be called NA.
        keep_default_na=False,
        na_values=[""],
    )


def load_terms(data_dir: str | Path | None = None) -> Terms:
    """Load the words that go with the tables, from their ``datapackage.json``; see `load`.

    Raises
    ------
    FileError
        If it is not there.
    """
    return read_terms(_find_data(None if data_dir is None else Path(data_dir)))


def find_tables() -> Path:
    """Find the tables for who names no folder.

    Returns
    -------
    Path
        ``data/clean`` of the repository that the caller works in; else of the repository that this
        package was installed from to be edited; else the tables that an installed package brought.
    """
    for start in (None, Path(__file__)):
        try:
            return find_repository(start).clean
        except FileError:
            continue
    return Path(str(resources.files("compendium"))) / "data"


def _find_data(asked: Path | None) -> Path:
    if asked is None:
        return find_tables()
    if asked.is_absolute():
        return asked
    try:
        return find_repository().root / asked
    except FileError:
        return asked
