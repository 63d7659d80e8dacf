"""The page on files: current, whole, with examples that its models read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compendium.coverage.exceptions import Declared
from compendium.raw.corrections import Corrections
from compendium.raw.declarations import read_declaration
from compendium.raw.layout import Layout
from compendium.record.sheets import FIXED_SHEETS, headings
from compendium.record.vocabulary_files import FILES
from compendium.reference import EXAMPLES, build_reference
from compendium.schemas import build_schemas
from support import ROOT

PAGE = (ROOT / "book" / "files.md").read_text("utf-8")
MODELS = {"layout": Layout, "corrections": Corrections, "not-figures": Declared}


def test_the_page_is_what_the_models_give() -> None:
    assert build_reference(ROOT / "data" / "vocab") == PAGE, "run `compendium codebook`"


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_example_is_read_by_its_model(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.yaml"
    path.write_text(EXAMPLES[name], "utf-8")
    read_declaration(path, MODELS[name])


def test_every_file_that_people_write_has_its_section() -> None:
    raw = {path.name for path in (ROOT / "data" / "raw").glob("*/*")}
    vocab = {path.name for path in (ROOT / "data" / "vocab").iterdir()}
    sections = {line.removeprefix("## ") for line in PAGE.splitlines() if line.startswith("## ")}
    assert raw | vocab == sections


def test_every_heading_and_column_is_named() -> None:
    for name in FIXED_SHEETS:
        for heading in headings(name):
            assert f"| `{heading}` |" in PAGE, heading
    for name, columns in FILES.items():
        section = PAGE.partition(f"\n## {name}.csv\n")[2].partition("\n## ")[0]
        for each in columns:
            assert f"| `{each.name}` | {each.en} " in section.replace("\\|", "|"), each.name


def test_every_key_of_a_source_is_named() -> None:
    section = PAGE.partition("\n## source.yaml\n")[2].partition("\n## ")[0]
    for name in json.loads(build_schemas()["source.json"])["properties"]:
        assert f"`{name}`" in section, name


def walk(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    inner = [schema, *schema.get("$defs", {}).values()]
    return [field for each in inner for field in each.get("properties", {}).items()]


@pytest.mark.parametrize("name", ["layout.json", "corrections.json", "not-figures.json"])
def test_every_key_says_what_it_is(name: str) -> None:
    fields = walk(json.loads(build_schemas()[name]))
    assert [key for key, field in fields if not field.get("description")] == []
    for key, _ in fields:
        assert f"| `{key}` |" in PAGE, key
