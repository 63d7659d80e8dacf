"""What a document is: ``source.yaml``, whose fields are those that a person types of a plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from compendium.contract.columns import columns, text
from compendium.contract.rows import Plan
from compendium.errors import CompendiumError
from compendium.paths import SOURCE
from compendium.raw.declarations import STRICT, OneOf, Text, read_declaration
from compendium.raw.written_rows import model_row, named

PLAN_FIELDS = tuple(each.name for each in columns(Plan) if each.typed)
"""What ``plans.csv`` takes from ``source.yaml``; null where the document is silent."""
OPTIONAL = tuple(
    replace(each, required=False) for each in columns(Plan) if each.name in ("kind", "revises")
)
"""What only some documents need: statistics their kind, a revision the plan that it revises."""


@dataclass(frozen=True, config=STRICT)
class Transcription:
    """How the workbook came from the document."""

    by_hand_from: Annotated[Text, Field(description="What was read: text, scan, print.")]
    checked: Annotated[Text, Field(description="How often it was held against the document.")]
    class_: Annotated[
        str,
        OneOf(("transcribed",)),
        Field(alias="class", description="Typed cell by cell; nothing was worked out."),
    ]


# What the tables do not take: the Chinese note, and what may be done with the text.
_BESIDE = (
    named("note_zh", text("The same note in Chinese", "说明（中文）")),
    named(
        "rights_en", text("What may be redistributed, and why", "权利说明（英文）", required=True)
    ),
    named("rights_zh", text("The same in Chinese", "权利说明（中文）", required=True)),
)
TYPED_COLUMNS = (*(each for each in columns(Plan) if each.typed), *_BESIDE)
"""The fields of ``source.yaml`` that are texts, in order."""

Source = model_row(
    "Source",
    "What a plan's document is; null where the document is silent.",
    TYPED_COLUMNS,
    {"transcription": (Transcription, ...)},
    optional=OPTIONAL,
)


def read_plan(path: Path) -> dict[str, str]:
    """Read what ``plans.csv`` takes from a ``source.yaml``; unknown is an empty text.

    Raises
    ------
    DeclarationError, Report
        See `compendium.raw.declarations.read_declaration`.
    """
    source = read_declaration(path, Source)
    plan = {field: getattr(source, field).strip() for field in PLAN_FIELDS}
    more = {each.name: getattr(source, each.name) for each in OPTIONAL}
    return plan | more | {"kind": more["kind"] or "plan"}


def read_colours(raw: Path) -> tuple[str, ...]:
    """Read the colours of the plans that are there; a file that cannot be read has none."""
    found = []
    for path in sorted(raw.glob(f"*/{SOURCE}")):
        try:
            found.append(read_plan(path)["colour"])
        except CompendiumError:
            continue
    return tuple(found)
