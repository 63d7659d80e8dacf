"""JSON Schemas of the files that people write, from the models that read them.

They lie in ``data/schemas`` so that an editor completes and checks a file while it is typed: its
first line says ``# yaml-language-server: $schema=…``. What only several fields together show is
found when the file is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from compendium.audit.comparisons import Declarations
from compendium.coverage.exceptions import Declared
from compendium.raw.corrections import Corrections
from compendium.raw.declarations import adapter
from compendium.raw.layout import Layout
from compendium.raw.source import Source
from compendium.record.vocabulary_files import FILES, model

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILES: Mapping[str, tuple[Any, str]] = {
    "layout": (Layout, "data/raw/<plan>/layout.yaml"),
    "source": (Source, "data/raw/<plan>/source.yaml"),
    "corrections": (Corrections, "data/raw/<plan>/corrections.yaml"),
    "not-figures": (Declared, "data/raw/<plan>/not-figures.yaml"),
    "audit": (Declarations, "data/vocab/audit.yaml"),
}


def build_schemas() -> dict[str, bytes]:
    """Give file name → content of every schema; the same models give the same bytes.

    One of a vocabulary (``vocab-places.json``) describes a row of its CSV file.
    """
    vocabularies = {
        f"vocab-{name}": (model(name), f"data/vocab/{name}.csv, a row") for name in FILES
    }
    return {
        f"{name}.json": _write(adapter(described).json_schema(), title)
        for name, (described, title) in {**_FILES, **vocabularies}.items()
    }


def _write(schema: dict[str, Any], title: str) -> bytes:
    named = {"$schema": _DIALECT, "title": title, **_plain(schema)}
    return (json.dumps(named, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: Any) -> Any:
    """Drop titles made of field names, and empty defaults, which nobody should type."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _plain(each)
        for name, each in value.items()
        if not (name == "title" and isinstance(each, str)) and (name, each) != ("default", "")
    }
