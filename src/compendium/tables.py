"""The clean tables as typed frames, for researchers and chapters."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pandas as pd

from compendium.errors import FileError
from compendium.paths import find_root
from compendium.schema import TABLES

_TYPES = {"string": "str", "integer": "Int64", "number": "Float64"}


def load(name: str, data_dir: str | Path | None = None) -> pd.DataFrame:
    """Load one clean table as a typed frame.

    Parameters
    ----------
    name
        ``observations``, ``projects``, ``entities``, ``indicators``, ``places``, ``plans``,
        ``tables`` or ``audit``.
    data_dir
        The folder of the tables; a relative one is taken from the repository's root, wherever the
        caller works. Without it, ``data/clean`` of the repository the caller works in, or else
        the tables that the installed package brought with it.

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
    table = next((each for each in TABLES if each.name == name), None)
    path = folder / f"{name}.csv"
    if table is None or not path.is_file():
        names = ", ".join(each.name for each in TABLES)
        raise FileError(path, f"is not there; the tables are {names}")
    return pd.read_csv(path, dtype={each.name: _TYPES[each.type] for each in table.fields})


def _find_data(asked: Path | None) -> Path:
    if asked is not None:
        return asked if asked.is_absolute() else find_root() / asked
    try:
        return find_root() / "data" / "clean"
    except FileError:
        return Path(str(resources.files("compendium"))) / "data"
