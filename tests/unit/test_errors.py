"""Errors as a person reads them."""

from compendium.errors import Cell, CellError, CellTextError, FileError, Report


def test_a_fault_that_many_cells_have_is_said_once() -> None:
    cells = [Cell("plan", "T1", f"C{row}") for row in range(3, 12)]
    faults = [CellError(cell, CellTextError("unknown unit '亿港元'")) for cell in cells]
    other = CellError(Cell("plan", "T2", "C3"), CellTextError("unknown unit '亿港元'"))
    report = Report("workbook.xlsx", (*faults, other, CellError(cells[0], CellTextError("x"))))
    assert str(report).splitlines() == [
        "workbook.xlsx: 11 problems",
        "  plan/T1!C3 (also C4, C5, C6, C7, C8, C9 and 2 more): unknown unit '亿港元'",
        "  plan/T2!C3: unknown unit '亿港元'",
        "  plan/T1!C3: x",
    ]


def test_what_belongs_to_no_cell_keeps_its_own_words(tmp_path) -> None:  # type: ignore[no-untyped-def]
    report = Report("clean", (FileError(tmp_path / "a.csv", "is missing"),))
    assert str(report).splitlines()[1].endswith("a.csv: is missing")
