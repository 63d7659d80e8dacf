"""A readable sheet and layout give exactly the expected CSV."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pandas as pd

from compendium.layout import read_layout
from compendium.observations import read_table
from compendium.vocab import read_vocabularies
from compendium.workbook import Sheet
from support import ROOT

HERE = Path(__file__).parent


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
    return Sheet("golden-plan", "T1", MappingProxyType(texts), MappingProxyType(anchors))


def test_the_sample_table_gives_the_expected_rows() -> None:
    (layout,) = read_layout(HERE / "layout.yaml")
    observations, problems = read_table(
        read_sheet(HERE / "sheet.txt"), layout, read_vocabularies(ROOT / "data" / "vocab")
    )
    assert problems == ()
    built = pd.DataFrame(observations).to_csv(index=False, lineterminator="\n")
    expected = (HERE / "observations.csv").read_text("utf-8")
    assert built == expected
