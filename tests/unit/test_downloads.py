"""A chapter's files: its own rows, the same bytes each time, and texts that stay texts."""

from __future__ import annotations

import io

import pandas as pd
from openpyxl import load_workbook

from compendium.site.downloads import chapter_downloads, select_chapter, write_workbook
from support import ROOT


def frames() -> dict[str, pd.DataFrame]:
    observations = pd.DataFrame(
        {
            "observation_id": ["o1", "o2"],
            "indicator_id": ["i1", "i2"],
            "place_id": ["p1", "p1"],
            "table_id": ["t1", None],
            "plan_id": ["a", "b"],
            "chapter": ["trade", "finance"],
            "low": pd.array([1.5, None], dtype="Float64"),
        }
    )
    return {
        "observations": observations,
        "indicators": pd.DataFrame({"indicator_id": ["i1", "i2"]}),
        "places": pd.DataFrame({"place_id": ["p1", "p2"]}),
        "tables": pd.DataFrame({"table_id": ["t1", "t2"]}),
        "plans": pd.DataFrame({"plan_id": ["a", "b"]}),
    }


def test_chapter_keeps_only_the_rows_it_points_to() -> None:
    own = select_chapter(frames(), "trade")
    assert {name: len(frame) for name, frame in own.items()} == dict.fromkeys(frames(), 1)


def test_workbook_has_the_same_bytes_and_the_values() -> None:
    first, second = write_workbook(frames()), write_workbook(frames())
    assert first == second
    book = load_workbook(io.BytesIO(first))
    assert book.sheetnames == list(frames())
    rows = list(book["observations"].iter_rows(values_only=True))
    assert rows[0] == tuple(frames()["observations"].columns)
    assert rows[1][-1] == 1.5
    assert rows[2][-1] is None
    assert book["observations"].freeze_panes == "A2"


def test_no_text_becomes_a_formula_a_link_or_a_number() -> None:
    texts = [
        '=HYPERLINK("http://x","y")',
        "+1",
        "http://example.org",
        "2025",
        "NA",
        "nan",
        "a\u202eb",
    ]
    book = load_workbook(io.BytesIO(write_workbook({"names": pd.DataFrame({"name": texts})})))
    cells = [row[0] for row in book["names"].iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(texts)
    assert [cell.value for cell in cells] == [*texts[:-1], "ab"]
    assert [cell.hyperlink for cell in cells] == [None] * len(texts)


def test_files_are_written_for_chapters_that_have_rows() -> None:
    files = chapter_downloads(ROOT / "data" / "clean", ["trade", "heritage"])
    assert [path.as_posix() for path in files] == ["data/trade.csv", "data/trade.xlsx"]
