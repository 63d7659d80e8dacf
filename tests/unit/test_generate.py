"""The generator of synthetic records: every printed form, read back as it was meant."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from compendium.printed.text import squeeze
from compendium.raw.workbook import read_workbook
from compendium.record.clean import clean_source
from compendium.record.combine import combine
from compendium.record.vocabulary import read_vocabularies
from support import ROOT

sys.path.append(str(ROOT / "bench"))
forms, generate, scale = map(import_module, ("forms", "generate", "scale"))

TABLES = 60


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any, dict[str, pd.DataFrame]]:
    """A record of two plans, what it should hold, and the tables read from it."""
    folder = tmp_path_factory.mktemp("synthetic")
    expected = generate.write_record(folder, TABLES, seed=1)
    vocabularies = read_vocabularies(folder / "data" / "vocab")
    plans = sorted((folder / "data" / "raw").iterdir())
    # Backwards and one by one: the order of the records does not matter, and none is kept.
    cleaned = (clean_source(plan, vocabularies).as_record() for plan in reversed(plans))
    return folder, expected, combine(cleaned, vocabularies)


def test_equal_texts_are_kept_once(record: tuple[Path, Any, dict[str, pd.DataFrame]]) -> None:
    *_, frames = record
    for column in ("section_zh", "value_low", "table_id"):
        texts = frames["observations"][column].tolist()
        assert len({id(text) for text in texts}) == len({*texts}) < len(texts)


def read_column(path: Path, name: str) -> list[str]:
    return pd.read_csv(path, dtype=str)[name].tolist()


def printed_cells(folder: Path) -> set[str]:
    """Every text of the sheets, without white space."""
    books = [read_workbook(path) for path in sorted(folder.glob("data/raw/*/workbook.xlsx"))]
    return {
        squeeze(text) for book in books for sheet in book.values() for text in sheet.texts.values()
    }


def test_no_row_is_lost_or_added(record: tuple[Path, Any, dict[str, pd.DataFrame]]) -> None:
    _, expected, frames = record
    assert (expected.plans, expected.tables) == (2, TABLES)
    for name in ("plans", "tables", "observations", "projects"):
        assert len(frames[name]) == getattr(expected, name), name
    assert frames["observations"]["plan_id"].is_monotonic_increasing
    for name, key in (("entities", "entity_id"), ("places", "place_id")):
        made = set(frames[name][key]) - set(
            read_column(ROOT / "data" / "vocab" / f"{name}.csv", key)
        )
        assert len(made) == getattr(expected, f"new_{name}") > 0, name


def test_every_word_phrase_dash_and_mark_is_used(
    record: tuple[Path, Any, dict[str, pd.DataFrame]],
) -> None:
    folder, _, frames = record
    cells = printed_cells(folder)
    assert {*(phrase.printed for phrase in forms.PHRASES), *forms.DASHES, forms.WORDS} <= cells
    for word in " ".join(forms.BEFORE.values()).split():
        assert any(cell.startswith(word) for cell in cells), word
    for word in " ".join(forms.AFTER.values()).split():
        assert any(cell.endswith(word) for cell in cells), word
    observations = frames["observations"]
    tables = observations[observations["source_kind"] == "table"]
    assert set(tables["period_kind"]) >= {"cumulative", "average"}
    assert "2019" in set(tables["period_end"])
    assert set(observations["comparator"]) == {"=", "≥", ">", "≤", "<", "≈", ""}
    assert (observations["low"] != observations["high"]).any()
    assert set(observations["source_kind"]) == {"table", "text", "box"}


def test_the_seed_decides_the_record(tmp_path: Path) -> None:
    cells = []
    for name, seed in (("first", 1), ("same", 1), ("other", 2)):
        generate.write_record(tmp_path / name, 5, seed=seed)
        (path,) = (tmp_path / name).glob("data/raw/*/workbook.xlsx")
        cells.append({name: dict(sheet.texts) for name, sheet in read_workbook(path).items()})
    assert cells[0] == cells[1]
    assert cells[0] != cells[2]


def test_a_plan_does_not_depend_on_how_many_follow(tmp_path: Path) -> None:
    for tables in (50, 55):
        generate.write_record(tmp_path / str(tables), tables, seed=1)
    name = "data/raw/synthetic-0001/workbook.xlsx"
    short, long = (read_workbook(tmp_path / str(tables) / name) for tables in (50, 55))
    assert short == long


@pytest.mark.parametrize("power", [1.0, 1.5, 2.0])
def test_the_exponent_is_found(power: float) -> None:
    sizes = [300, 1_000, 3_000, 10_000]
    assert scale.fit_exponent(sizes, [0.2 * n**power for n in sizes]) == pytest.approx(power)
