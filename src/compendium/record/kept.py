"""What the audit said the last time of sources that are as they were: it is not said again.

Of a large record little changes at a time, and to say in two languages how two prints compare is
the longest part of joining it. The rows are in ``audit.csv``; a note beside the cleaned records
tells what they were made from.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from compendium.audit.restated import KIND
from compendium.made_from import digest
from compendium.paths import write_atomically
from compendium.record.made_from import list_code, list_files

# No plan's id begins so: the note is no record.
_NOTE = "_audit.json"
AUDIT = "audit.csv"
"""The file of the rows."""


def digest_records(records: Iterable[Path], vocab: Path) -> dict[str, str]:
    """Give what the audit's rows on each source are made from.

    Parameters
    ----------
    records
        ``<plan_id>.json`` of each source.
    vocab
        ``data/vocab``: names, and what is declared of comparisons.

    Returns
    -------
    dict
        Plan id → digest of its record, of the vocabularies and of the code.
    """
    common = digest([*list_code("audit"), *list_files(vocab)])
    return {path.stem: digest([common, path]) for path in records}


def read_kept(cleaned: Path, audit: Path, digests: Mapping[str, str]) -> pd.DataFrame | None:
    """Read the rows that would be made again as they are.

    Parameters
    ----------
    cleaned
        The folder of the records, and of the note.
    audit
        ``audit.csv`` as it was made the last time.
    digests
        What `digest_records` gives now.

    Returns
    -------
    DataFrame
        (K rows) of ``audit.csv``, as texts: figures printed twice in sources that are as they were.
        None where no note tells what this very file was made from.
    """
    try:
        note = json.loads((cleaned / _NOTE).read_bytes())
        content = audit.read_bytes()
        if note["audit"] != digest([content]):
            return None
        same = {
            plan for plan, made_from in digests.items() if note["sources"].get(plan) == made_from
        }
        rows = pd.read_csv(io.BytesIO(content), dtype=object, keep_default_na=False)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
    standing = {each for each in rows["plan_ids"].unique() if same.issuperset(each.split("|"))}
    return rows[(rows["kind"] == KIND) & rows["plan_ids"].isin(standing)]


def note_kept(cleaned: Path, audit: bytes, digests: Mapping[str, str]) -> None:
    """Note what an ``audit.csv`` was made from; once it is written, as a kill may come between.

    By what was written: what stands there now may be another run's.
    """
    note = {"audit": digest([audit]), "sources": dict(digests)}
    write_atomically(cleaned / _NOTE, json.dumps(note, indent=1))
