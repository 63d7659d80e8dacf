"""The JSON Schemas that editors use: current, valid, and as the models are."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from compendium.schemas import build_schemas
from support import ROOT

SCHEMAS = ROOT / "data" / "schemas"
DECLARED = [*sorted((ROOT / "data" / "raw").glob("*/*.yaml")), ROOT / "data/vocab/audit.yaml"]


def test_the_schemas_are_what_the_models_give() -> None:
    written = {path.name: path.read_bytes() for path in SCHEMAS.iterdir()}
    assert written == build_schemas(), "run `compendium codebook`"


@pytest.mark.parametrize("path", sorted(SCHEMAS.iterdir()), ids=lambda path: path.stem)
def test_a_schema_is_one(path: Path) -> None:
    Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("path", DECLARED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_our_files_name_their_schema_and_keep_it(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert schema.resolve().parent == SCHEMAS, first
    validator = Draft202012Validator(json.loads(schema.read_text("utf-8")))
    written: Any = yaml.safe_load(path.read_text("utf-8"))
    assert [each.message for each in validator.iter_errors(written)] == []
