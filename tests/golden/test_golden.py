"""A readable sheet and layout give exactly the expected CSV."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
import pytest

from compendium.contract.columns import columns
from compendium.contract.rows import Observation, Project
from compendium.raw.layout import read_layout
from compendium.raw.workbook import Sheet
from compendium.record.indicator_tables import read_table
from compendium.record.ledger import Ledger
from compendium.record.projects import read_projects
from compendium.record.statements import read_statements
from compendium.record.vocabulary import Vocabularies, read_vocabularies
from compendium.site.reference.facsimile import show_sheet
from support import ROOT

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return read_vocabularies(ROOT / "data" / "vocab")


def read_sheet(path: Path) -> Sheet:
    """Read a sheet drawn with ``|`` between cells; ``^`` goes on with the cell above."""
    texts: dict[tuple[int, int], str] = {}
    anchors: dict[tuple[int, int], tuple[int, int]] = {}
    for row, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        for column, text in enumerate(map(str.strip, line.split("|")), start=1):
            above = (row - 1, column)
            if text == "^":
                anchors[row, column] = anchors.get(above, above)
                texts[row, column] = texts[above]
            elif text:
                texts[row, column] = text
    return Sheet("golden-plan", path.stem, MappingProxyType(texts), MappingProxyType(anchors))


def as_csv(rows: Sequence[Any], model: Any) -> str:
    names = [each.name for each in columns(model)]
    return pd.DataFrame(rows)[names].to_csv(index=False, lineterminator="\n")


def test_the_sample_table_gives_the_expected_rows(vocabularies: Vocabularies) -> None:
    (layout,) = read_layout(HERE / "layout.yaml").tables
    observations, problems = read_table(Ledger(read_sheet(HERE / "T1.txt")), layout, vocabularies)
    assert problems == ()
    assert as_csv(observations, Observation) == (HERE / "observations.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("read", "name"), [(read_statements, "statements"), (read_projects, "projects")]
)
def test_the_sample_sheet_gives_the_expected_rows(
    read: Any, name: str, vocabularies: Vocabularies
) -> None:
    boxes = read_layout(HERE / "boxes.yaml").numbers
    sheet = Ledger(read_sheet(HERE / f"{name}.txt"))
    rows, problems = read(sheet, boxes, vocabularies)
    assert problems == ()
    assert list(sheet.unused()) == []
    model = Observation if name == "statements" else Project
    assert as_csv(rows, model) == (HERE / f"{name}.csv").read_text("utf-8")


def test_the_sample_table_is_shown_as_it_stands() -> None:
    """Each line is a row of the sheet: what each cell goes over, what it heads, what it holds."""
    (layout,) = read_layout(HERE / "layout.yaml").tables
    shown = show_sheet(read_sheet(HERE / "T1.txt"), layout)
    assert shown.note is not None
    lines = [
        " | ".join(
            f"{each.address} {each.rows}×{each.columns} {each.scope or 'cell'} {each.text}"
            for each in cells
        )
        for cells in (
            (shown.title,),
            *(row.cells for row in (*shown.head, *shown.body)),
            (shown.note,),
        )
    ]
    assert "\n".join(lines) + "\n" == (HERE / "facsimile.txt").read_text("utf-8")
