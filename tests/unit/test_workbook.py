"""A workbook that cannot be read is refused, with the reason and the cell."""

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from compendium import workbook
from compendium.errors import CellError, Report, WorkbookError
from compendium.workbook import read_workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512


def make_book(**cells: object) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "T1"
    for address, value in cells.items():
        sheet[address] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def make_zip(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def place(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        path = tmp_path / "some-plan" / "workbook.xlsx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "is empty", id="empty file"),
        pytest.param(b"indicator,value\n", "not a zip", id="not a zip"),
        pytest.param(OLE, "encrypted", id="encrypted"),
        pytest.param(make_book(A1="x")[:-200], "truncated", id="truncated"),
        pytest.param(make_zip(readme=b"x"), "not an .xlsx workbook", id="another zip"),
        pytest.param(
            make_zip(**{"xl/workbook.xml": b"<nothing"}), "damaged", id="broken XML in the zip"
        ),
        pytest.param(make_book(XFD1048576="x", A1="y"), "far-off", id="a cell far out"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(
    content: bytes, reason: str, place: Callable[[bytes], Path]
) -> None:
    path = place(content)
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert caught.value.path == path
    assert reason in caught.value.reason


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="is missing"):
        read_workbook(tmp_path / "workbook.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_opened(
    place: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = place(make_zip(**{"xl/workbook.xml": b" " * (workbook.MOST_BYTES + 1)}))
    monkeypatch.setattr(
        workbook.openpyxl, "load_workbook", lambda *_: pytest.fail("the bomb was opened")
    )
    assert path.stat().st_size < workbook.MOST_BYTES / 100
    with pytest.raises(WorkbookError, match="expands to 64 MiB"):
        read_workbook(path)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        pytest.param("=1+1", "holds a formula (=1+1)", id="formula"),
        pytest.param(datetime.date(2025, 1, 1), "number format", id="date"),
        pytest.param("#DIV/0!", "spreadsheet error", id="error value"),
        pytest.param(True, "type it as text", id="truth value"),
    ],
)
def test_a_cell_that_holds_no_printed_text_is_named(
    value: object, reason: str, place: Callable[[bytes], Path]
) -> None:
    path = place(make_book(A1="fine", B2=value))
    with pytest.raises(Report) as caught:
        read_workbook(path)
    (problem,) = caught.value.problems
    assert isinstance(problem, CellError)
    assert problem.cell == ("some-plan", "T1", "B2")
    assert reason in str(problem)


def test_a_percent_typed_as_a_number_is_refused(place: Callable[[bytes], Path]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = 0.35
    sheet["A1"].number_format = "0%"
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(Report, match=r"0\.35 with the number format '0%'"):
        read_workbook(place(buffer.getvalue()))


def test_all_bad_cells_are_reported_at_once(place: Callable[[bytes], Path]) -> None:
    with pytest.raises(Report) as caught:
        read_workbook(place(make_book(A1="=1", B2="=2")))
    assert [str(problem.cell) for problem in caught.value.problems] == [  # type: ignore[attr-defined]
        "some-plan/T1!A1",
        "some-plan/T1!B2",
    ]


def test_merged_cells_are_filled_and_keep_their_first_cells_address(
    place: Callable[[bytes], Path],
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "总体\n指标"
    sheet.merge_cells("A1:B2")
    buffer = io.BytesIO()
    book.save(buffer)
    (read,) = read_workbook(place(buffer.getvalue())).values()
    assert {read.text(row, column) for row in (1, 2) for column in (1, 2)} == {"总体\n指标"}
    assert read.cell(2, 2).address == "A1"


def test_a_plain_number_is_taken_as_its_digits(place: Callable[[bytes], Path]) -> None:
    (read,) = read_workbook(place(make_book(A1=12500, B1=0.00791))).values()
    assert (read.text(1, 1), read.text(1, 2)) == ("12500", "0.00791")
