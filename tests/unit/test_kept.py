"""What the audit said is said again only of sources that changed; the tables are the same."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from compendium.steps import clean, combine
from support import ROOT, list_texts

RAW, VOCAB = ROOT / "data" / "raw", ROOT / "data" / "vocab"
PLAN = "shenzhen-outline-145"
MARKED = "Said the last time."


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cleaned records, and the tables that were joined from them."""
    folder = tmp_path_factory.mktemp("joined")
    clean((), raw=RAW, vocab=VOCAB, out=folder / "cleaned")
    join(folder)
    return folder


@pytest.fixture
def folder(joined: Path, tmp_path: Path) -> Path:
    return shutil.copytree(joined, tmp_path / "joined")


def join(folder: Path, tables: str = "tables", vocab: Path = VOCAB) -> None:
    combine(cleaned=folder / "cleaned", raw=RAW, vocab=vocab, out=folder / tables)


def read(folder: Path, tables: str = "tables") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / tables).iterdir()}


def read_audit(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "tables" / "audit.csv", dtype=str, keep_default_na=False)


def mark(folder: Path) -> None:
    """Change what the audit said the last time, as if it had been made so."""
    rows = read_audit(folder).assign(explanation_en=MARKED)
    rows.to_csv(folder / "tables" / "audit.csv", index=False)


def vouch(folder: Path) -> None:
    """Let the note say that the audit which is there was made from the records."""
    from compendium.record.kept import digest_records, note_kept

    cleaned = folder / "cleaned"
    records = [path for path in cleaned.glob("*.json") if not path.name.startswith("_")]
    note_kept(cleaned, read(folder)["audit.csv"], digest_records(records, VOCAB))


Edit = Callable[[dict[str, Any], str], None]


def change(folder: Path, edit: Edit, twice: str) -> None:
    path = folder / "cleaned" / f"{PLAN}.json"
    record = json.loads(path.read_bytes())
    edit(record, twice)
    path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")


def other_value(record: dict[str, Any], twice: str) -> None:
    """Let a figure that is printed twice be another one."""
    rows = record["observations"]
    at = rows["observation_id"].index(twice)
    for name in ("low", "value_low", "value_high", "least", "most"):
        rows[name] = [*list_texts(rows[name])]
        rows[name][at] = "7"


def one_less(record: dict[str, Any], twice: str) -> None:
    """Let a figure that is printed twice be gone."""
    rows = record["observations"]
    at = rows["observation_id"].index(twice)
    for name, column in rows.items():
        rows[name] = [text for each, text in enumerate(list_texts(column)) if each != at]


def other_title(record: dict[str, Any], twice: str) -> None:
    record["plans"]["title_en"] = [f"The title of what prints {twice}"]


def find_print(folder: Path) -> str:
    """Give a figure of the plan that another print agrees with, and that nothing else names."""
    rows = read_audit(folder)
    declared = rows[rows["kind"] != "restated"]
    named = {*"|".join([*declared["left_id"], *declared["right_id"]]).split("|")}
    again = rows[(rows["kind"] == "restated") & (rows["verdict"] == "agree")]["right_id"]
    return next(each for each in map(str, again) if each.startswith(PLAN) and each not in named)


@pytest.mark.parametrize("edit", [other_value, one_less, other_title])
def test_the_tables_are_those_of_a_first_run(edit: Edit, folder: Path) -> None:
    before = read(folder)
    change(folder, edit, find_print(folder))
    join(folder)
    after = read(folder)
    assert after["audit.csv"] != before["audit.csv"]
    (folder / "cleaned" / "_audit.json").unlink()
    join(folder, "first")
    assert after == read(folder, "first")


def test_of_sources_as_they_were_it_is_not_said_again(folder: Path) -> None:
    mark(folder)
    vouch(folder)
    change(folder, other_title, find_print(folder))
    join(folder)
    rows = read_audit(folder)
    twice, of_plan = (
        rows["kind"] == "restated",
        rows["plan_ids"].str.split("|").map({PLAN}.issubset),
    )
    said_before = rows["explanation_en"] == MARKED
    assert said_before[twice & ~of_plan].all()
    assert (twice & ~of_plan).any()
    assert not said_before[~twice | of_plan].any()


def test_a_table_that_was_changed_since_is_not_believed(folder: Path) -> None:
    before = read(folder)
    mark(folder)
    join(folder)
    assert read(folder) == before


def test_with_other_vocabularies_all_is_said_anew(folder: Path, tmp_path: Path) -> None:
    mark(folder)
    vouch(folder)
    vocab = shutil.copytree(VOCAB, tmp_path / "vocab")
    path = vocab / "indicators.csv"
    path.write_text(path.read_text("utf-8").replace(". ", ". Now ", 1), "utf-8")
    join(folder, vocab=vocab)
    assert not (read_audit(folder)["explanation_en"] == MARKED).any()


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"audit": ""}', "\udcff"])
def test_a_spoilt_note_is_none(note: str, folder: Path) -> None:
    before = read(folder)
    mark(folder)
    path = folder / "cleaned" / "_audit.json"
    path.write_bytes(note.encode("utf-8", "surrogateescape"))
    join(folder)
    assert read(folder) == before
