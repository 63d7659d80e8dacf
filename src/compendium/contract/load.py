"""The clean tables as typed frames, for researchers and chapters."""

from __future__ import annotations

import hashlib
import io
from importlib import resources
from pathlib import Path

import pandas as pd

from compendium.contract.columns import Table
from compendium.contract.enums import LANGUAGES
from compendium.contract.folder import Folder, is_address, read_file
from compendium.contract.package import read_description, read_terms
from compendium.contract.releases import find_release, is_release
from compendium.contract.tables import BY_NAME
from compendium.contract.terms import Terms
from compendium.errors import FileError
from compendium.paths import find_repository

_NAMES = {
    "indicator_id": ("indicators", "name"),
    "place_id": ("places", "name"),
    "plan_id": ("plans", "short"),
    "table_id": ("tables", "title"),
}
"""Id → the table that has the names, and the name's column without its language."""
_TYPES = {"string": "str", "integer": "Int64", "number": "Float64"}


def load(
    name: str,
    data_dir: str | Path | None = None,
    *,
    labels: str | None = None,
    version: str | None = None,
) -> pd.DataFrame:
    """Load one clean table as a typed frame.

    Parameters
    ----------
    name
        ``observations``, ``projects``, ``entities``, ``indicators``, ``places``, ``plans``,
        ``tables``, ``targets`` or ``audit``.
    data_dir
        The folder of the tables; a relative one is taken from the root of the repository that the
        caller works in, or else from the working folder. Or the address that they are published
        at (``https://…/data``). Without it, the tables that `find_tables` finds.
    labels
        ``en`` or ``zh``: put the name of each indicator, place, plan and table behind its id, in a
        column of its own (``indicator``, ``place``, ``plan``, ``table``).
    version
        In place of a folder, a release: its archive is found as `find_release` says.

    Returns
    -------
    DataFrame
        (R rows), columns as the codebook says: text as ``str``, whole numbers as ``Int64``,
        decimals as ``Float64`` in the unit of the row (``unit_zh`` for ``low`` and ``high``,
        ``unit`` for ``value_low`` and ``value_high``); missing as ``NA``. Where the values of a
        column have an order (``stage``, ``verdict``), it is an ordered categorical.
        ``attrs["data_version"]`` is the version of the tables, with the first signs of the
        checksum of this one.

    Raises
    ------
    FileError, AddressError
        If the table is not there, or there is no table of that name.
    ValueError
        If ``labels`` is no language, or both a folder and a version are named.

    Examples
    --------
    >>> load("targets", labels="en").columns[5:9].tolist()
    ['indicator_id', 'indicator', 'place_id', 'place']
    """
    if version is not None and data_dir is not None:
        raise ValueError("name a folder or a version, not both")
    folder = _find_data(data_dir) if version is None else find_release(version)
    table = BY_NAME.get(name)
    is_there = is_address(folder) or is_release(folder) or (Path(folder) / f"{name}.csv").is_file()
    if table is None or not is_there:
        names = ", ".join(BY_NAME)
        raise FileError(Path(folder) / f"{name}.csv", f"is not there; the tables are {names}")
    content = read_file(folder, f"{name}.csv")
    frame = _read(content, table)
    frame.attrs["data_version"] = _version(folder, content)
    return frame if labels is None else _label(frame, folder, labels)


def _read(content: bytes, table: Table) -> pd.DataFrame:
    frame = pd.read_csv(
        io.BytesIO(content),
        dtype={each.name: _TYPES[each.type] for each in table.fields},
        # Only an empty cell is missing: a thing may be called NA.
        keep_default_na=False,
        na_values=[""],
    )
    ordered = {
        each.name: pd.CategoricalDtype(list(each.enum), ordered=True)
        for each in table.fields
        if each.ordered
    }
    return frame.astype(ordered)


def _label(frame: pd.DataFrame, folder: Folder, lang: str) -> pd.DataFrame:
    if lang not in LANGUAGES:
        raise ValueError(f"labels is {lang!r}; allowed: {', '.join(LANGUAGES)}")
    for key, (table, name) in _NAMES.items():
        if key in frame.columns and key != frame.columns[0]:
            named = _read(read_file(folder, f"{table}.csv"), BY_NAME[table]).set_index(key)
            place = list(frame.columns).index(key) + 1
            label = frame[key].map(named[f"{name}_{lang}"])
            frame.insert(place, key.removesuffix("_id"), label)
    return frame


def _version(folder: Folder, content: bytes) -> str:
    """Give the version of the data package and the first signs of a table's checksum."""
    described = read_description(folder)
    digest = hashlib.sha256(content).hexdigest()
    return f"{described['version']}+{digest[:12]}"


def load_terms(data_dir: str | Path | None = None) -> Terms:
    """Load the words that go with the tables, from their ``datapackage.json``; see `load`.

    Raises
    ------
    FileError
        If it is not there.
    """
    return read_terms(_find_data(data_dir))


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


def _find_data(data_dir: str | Path | None) -> Folder:
    if data_dir is None:
        return find_tables()
    if isinstance(data_dir, str) and is_address(data_dir):
        return data_dir
    asked = Path(data_dir)
    if asked.is_absolute():
        return asked
    try:
        return find_repository().root / asked
    except FileError:
        return asked
