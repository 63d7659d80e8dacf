"""A workbook that cannot be read is refused, with the reason and the cell."""

import datetime
import gc
import io
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart

from compendium.errors import CellError, Report, WorkbookError
from compendium.raw import container, workbook
from compendium.raw.workbook import read_workbook

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


def make_zip_of(kind: int, **members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_twice() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for content in (b"<workbook/>", b"<workbook><sheets/></workbook>"):
            archive.writestr("xl/workbook.xml", content)
    return buffer.getvalue()


def make_sheets(*names: str) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in names:
        book.create_sheet(name)["A1"] = "x"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def zipfile_members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def break_bytes(content: bytes) -> bytes:
    """Change a byte inside a packed part."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    spot = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    return content[:spot] + bytes([content[spot] ^ 0xFF]) + content[spot + 1 :]


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


def part(book: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """Change a part of a workbook, or add it."""
    members = zipfile_members(book)
    members[name] = change(members.get(name, b"").decode()).encode()
    return make_zip(**members)


def sheet_part(change: Callable[[str], str], **cells: object) -> bytes:
    return part(make_book(**(cells or {"A1": "x"})), "xl/worksheets/sheet1.xml", change)


def after_cells(xml: str) -> Callable[[str], str]:
    return lambda text: text.replace("</sheetData>", f"</sheetData>{xml}")


def rows(xml: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        before, _, rest = text.partition("<sheetData>")
        return before + "<sheetData>" + xml + rest[rest.index("</sheetData>") :]

    return change


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
MANY = container.MOST_ELEMENTS
BOMBS: dict[str, tuple[bytes, str]] = {
    "a huge merged area": (
        sheet_part(after_cells('<mergeCells><mergeCell ref="F1:XFD2000"/></mergeCells>')),
        "merges 32758000 cells (F1:XFD2000)",
    ),
    "merged areas that add up": (
        sheet_part(after_cells("<mergeCells>" + "".join(
            f'<mergeCell ref="A{n}:CV{n + 99}"/>' for n in range(1, 1200, 100)) + "</mergeCells>")),
        "a workbook may merge 100000",
    ),
    "a merged area that is none": (
        sheet_part(after_cells('<mergeCells><mergeCell ref="here"/></mergeCells>')),
        "is damaged (merged area 'here')",
    ),
    "a row number without end": (
        sheet_part(rows('<row r="99999999999"><c r="A99999999999" t="str"><v>x</v></c></row>')),
        "row 99999999999 stands out of order",
    ),
    "a row number as a decimal": (sheet_part(rows('<row r="1e6"/>')), "row 1e6 stands out of"),
    "a row twice": (
        sheet_part(rows('<row r="2"/><row r="2"><c r="A2" t="str"><v>x</v></c></row>')),
        "row 2 stands out of order",
    ),
    "cells out of order": (
        sheet_part(rows('<row r="1"><c r="D1" t="str"><v>x</v></c><c r="B1"/></row>')),
        "cell B1 stands out of order",
    ),
    "a cell in another row": (
        sheet_part(rows('<row r="1"><c r="A7" t="str"><v>x</v></c></row>')),
        "cell A7 stands out of order",
    ),
    "a cell that is none": (sheet_part(rows('<row r="1"><c r="1A"/></row>')), "cell 1A stands out"),
    "an XML bomb": (sheet_part(lambda text: DOCTYPE + text), "declares a document type"),
    "an XML bomb in the styles": (
        part(make_book(A1="x"), "xl/styles.xml", lambda text: DOCTYPE + text),
        "declares a document type (xl/styles.xml)",
    ),
    "more elements than a plan has": (
        sheet_part(rows('<row r="1">' + "<c/>" * 16_000 + "</row>"
                        + "<row><c/></row>" * (MANY // 2))),
        "remove its far-off cell",
    ),
    "many shared strings": (
        part(make_book(A1="x"), "xl/sharedStrings.xml",
             lambda _: "<sst>" + "<si><t/></si>" * (MANY // 2) + "</sst>"),
        "holds far more than a plan's tables",
    ),
    "many styles": (
        part(make_book(A1="x"), "xl/styles.xml", lambda _: "<s>" + "<xf/>" * 20_001 + "</s>"),
        "holds far more than a plan's tables",
    ),
    "many links": (
        sheet_part(after_cells("<hyperlinks>" + "<hyperlink/>" * 20_001 + "</hyperlinks>")),
        "holds far more than a plan's tables",
    ),
    "many formulas": (
        sheet_part(rows("".join(f'<row r="{n}"><c r="A{n}"><f>1</f></c></row>'
                                for n in range(1, 200)))),
        "holds more than 100 formulas",
    ),
    "a formula without end": (
        sheet_part(rows(f'<row r="1"><c r="A1"><f>{"1+" * 30_000}1</f></c></row>')),
        "holds a formula that is too long",
    ),
    "many parts": (make_zip(**{"xl/workbook.xml": b""}, **{f"p{n}": b"" for n in range(1000)}),
        "has 1001 parts; a workbook may have 1000"),
    "a zip bomb": (make_zip(**{"xl/workbook.xml": b" " * (container.MOST_BYTES + 1)}),
        "expands to 32 MiB; a workbook may hold 32 MiB"),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_before_it_is_opened(
    bomb: str, place: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, reason = BOMBS[bomb]
    path = place(content)
    monkeypatch.setattr(
        workbook.openpyxl, "load_workbook", lambda *_, **__: pytest.fail("the bomb was opened")
    )
    assert path.stat().st_size < 2**20
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert reason in caught.value.reason


# A link or a comment over all cells makes openpyxl's own reader fill the sheet.
FILLERS = {
    "a link over all cells": '<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>',
    "a huge dimension": '<dimension ref="A1:XFD1048576"/>',
    "columns without end": '<cols><col min="1" max="16384" width="5"/></cols>',
}
LIMITED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
from compendium.errors import CompendiumError
from compendium.raw.workbook import read_workbook
try:
    print({name: dict(sheet.texts) for name, sheet in read_workbook(Path(sys.argv[1])).items()})
except CompendiumError as error:
    print(error)
# Not ru_maxrss: it counts what the process that started this one held.
status = Path("/proc/self/status")
held = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
print("peak", int(held[0].split()[1]) * 1024)
"""


def read_limited(path: Path, memory: int = 2**30) -> str:
    """Read a workbook in a process that may take 10 seconds and so much memory."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), str(memory)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def peak_of(said: str) -> int:
    """Give the most memory that the process held, in bytes."""
    return int(said.rpartition("peak ")[2])


@pytest.mark.parametrize("filler", FILLERS)
def test_what_a_sheet_says_of_itself_costs_nothing(
    filler: str, place: Callable[[bytes], Path]
) -> None:
    content = sheet_part(
        lambda text: text.replace("<sheetData>", FILLERS[filler] + "<sheetData>", 1)
    )
    said = read_limited(place(content))
    assert said.startswith("{'T1': {(1, 1): 'x'}}\n")
    assert peak_of(said) < 300 * 2**20


LARGEST = {
    "rich texts": part(
        make_book(A1="x"),
        "xl/sharedStrings.xml",
        lambda _: "<sst>" + "<si><r><rPr><b/></rPr><t>x</t></r></si>" * 19_000 + "</sst>",
    ),
    "cells": sheet_part(
        rows(
            "".join(
                f'<row r="{n}">' + "<c t='str'><v>x</v></c>" * 60 + "</row>"
                for n in range(1, MANY // 130)
            )
        )
    ),
}


@pytest.mark.parametrize("case", LARGEST)
def test_the_largest_workbook_that_passes_stays_within_bounds(
    case: str, place: Callable[[bytes], Path]
) -> None:
    assert read_limited(place(LARGEST[case])).startswith("{'T1': {(1, 1): 'x'")


def test_a_huge_merged_area_is_refused_within_300_mib(place: Callable[[bytes], Path]) -> None:
    said = read_limited(place(BOMBS["a huge merged area"][0]))
    assert "merges 32758000 cells" in said
    assert peak_of(said) < 300 * 2**20


DAMAGED: dict[str, tuple[bytes, str]] = {
    "a sheet whose part is gone": (
        make_zip(**{
            name: content
            for name, content in zipfile_members(make_book(A1="x")).items()
            if "sheet1" not in name
        }),
        "cannot read the sheet T1",
    ),
    "a shared string that is not there": (
        sheet_part(rows('<row r="1"><c r="A1" t="s"><v>5000</v></c></row>')), "is damaged"),
    "a number that is none": (
        sheet_part(rows('<row r="1"><c r="A1"><v>abc</v></c></row>')), "is damaged"),
    "a number of 5000 digits": (
        sheet_part(rows(f'<row r="1"><c r="A1"><v>{"9" * 5000}</v></c></row>')), "is damaged"),
    "a style that is none": (
        sheet_part(rows('<row r="1"><c r="A1" s="x"><v>1</v></c></row>')), "is damaged"),
    "a sheet cut short": (sheet_part(lambda text: text[:-30]), "is damaged"),
    "a sheet that is no XML": (sheet_part(lambda _: "no XML"), "is damaged"),
    "relationships that lead nowhere": (
        part(make_book(A1="x"), "xl/_rels/workbook.xml.rels",
             lambda text: text.replace("worksheets/", "../../../etc/")), "is damaged"),
    "relationships that are gone": (
        part(make_book(A1="x"), "xl/_rels/workbook.xml.rels", lambda _: ""), "is damaged"),
    "content types that are none": (
        part(make_book(A1="x"), "[Content_Types].xml", lambda _: "<Types/>"), "is damaged"),
    "an encrypted part": (
        make_book(A1="x").replace(b"PK\x01\x02\x14\x03\x14\x00\x00",
                                  b"PK\x01\x02\x14\x03\x14\x00\x01"), "is encrypted"),
    "a part packed in another way": (
        make_zip_of(zipfile.ZIP_LZMA, **{"xl/workbook.xml": b"<workbook/>"}), "unknown way"),
    "a part twice": (make_twice(), "a part is duplicate"),
    "a broken part": (
        break_bytes(make_book(A1="x" * 100)), "damaged"),
    "two sheets of one name": (
        part(make_sheets("T1", "T2"), "xl/workbook.xml",
             lambda text: text.replace('name="T2"', 'name="t1"')), "duplicate sheet 't1'"),
    "a hidden character in a sheet's name": (
        part(make_book(A1="x"), "xl/workbook.xml",
             lambda text: text.replace('name="T1"', 'name="T\u202e1"')), "U+202E"),
}  # fmt: skip


@pytest.mark.parametrize("case", DAMAGED)
@pytest.mark.filterwarnings("error")
def test_a_damaged_workbook_is_one_clear_error(case: str, place: Callable[[bytes], Path]) -> None:
    content, reason = DAMAGED[case]
    path = place(content)
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert reason in caught.value.reason
    readers = [each for each in gc.get_objects() if type(each) is io.BufferedReader]
    assert not [each for each in readers if each.name == str(path) and not each.closed]


def test_a_sheet_that_is_a_chart_is_refused(place: Callable[[bytes], Path]) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_chartsheet("Chart")
    sheet.add_chart(BarChart())
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(WorkbookError, match="the sheet 'Chart' holds a chart, no cells"):
        read_workbook(place(buffer.getvalue()))


def test_hidden_sheets_rows_and_columns_are_read_as_any_other(
    place: Callable[[bytes], Path],
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B2"] = "x", "y"
    sheet.row_dimensions[2].hidden = sheet.column_dimensions["B"].hidden = True
    hidden = book.create_sheet("hidden")
    hidden["A1"], hidden.sheet_state = "z", "veryHidden"
    buffer = io.BytesIO()
    book.save(buffer)
    first, second = read_workbook(place(buffer.getvalue())).values()
    assert (dict(first.texts), dict(second.texts)) == ({(1, 1): "x", (2, 2): "y"}, {(1, 1): "z"})


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1" t="inlineStr"><is><t>总额</t></is></c>', "总额"),
        ('<c r="A1" t="inlineStr"><is><r><t>总</t></r><r><t>额</t></r></is></c>', "总额"),
        ('<c r="A1" t="str"><v>总额</v></c>', "总额"),
        ('<c t="str"><v>总额</v></c>', "总额"),
    ],
    ids=["inline", "rich", "formula text", "no address"],
)  # fmt: skip
def test_a_text_is_read_however_it_is_stored(
    cell: str, text: str, place: Callable[[bytes], Path]
) -> None:
    (read,) = read_workbook(place(sheet_part(rows(f'<row r="1">{cell}</row>')))).values()
    assert read.text(1, 1) == text


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        pytest.param("总\u202e额", "U+202E (RIGHT-TO-LEFT OVERRIDE)", id="bidi override"),
        pytest.param("总\u2066额", "U+2066", id="bidi isolate"),
        pytest.param("总\u200b额", "U+200B", id="no width"),
        pytest.param("总\t额", "U+0009", id="tab"),
        pytest.param("总_x0007_额", "the control character _x0007_", id="escaped control"),
        pytest.param("x" * 40_000, "40000 characters; a cell can hold 32767", id="too long"),
        pytest.param(0.1 + 0.2, "holds the number 0.30000000000000004; type it", id="a residue"),
        pytest.param(1e300, "holds the number 1e+300; type it as text", id="an exponent"),
    ],
)
def test_a_cell_that_is_no_plain_text_is_named(
    value: object, reason: str, place: Callable[[bytes], Path]
) -> None:
    cell = f"<v>{value}</v>" if isinstance(value, float) else f"<is><t>{value}</t></is>"
    kind = "n" if isinstance(value, float) else "inlineStr"
    content = sheet_part(rows(f'<row r="2"><c r="B2" t="{kind}">{cell}</c></row>'))
    with pytest.raises(Report) as caught:
        read_workbook(place(content))
    (problem,) = caught.value.problems
    assert str(problem).startswith("some-plan/T1!B2: holds ")
    assert reason in str(problem)


def test_a_text_under_a_merged_area_is_named(place: Callable[[bytes], Path]) -> None:
    content = sheet_part(
        after_cells('<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'), A1="seen", B1="unseen"
    )
    with pytest.raises(Report, match="T1!B1: holds 'unseen' under the merged area A1:B1, unseen"):
        read_workbook(place(content))


def test_merged_areas_that_overlap_are_named(place: Callable[[bytes], Path]) -> None:
    areas = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>'
    with pytest.raises(Report, match="T1!B2: lies in two merged areas, B2:C3 and A1:B2"):
        read_workbook(place(sheet_part(after_cells(areas))))


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


def test_the_filled_cells_are_those_that_were_typed(place: Callable[[bytes], Path]) -> None:
    content = sheet_part(
        after_cells('<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'), A1="x", C1="y"
    )
    (read,) = read_workbook(place(content)).values()
    assert read.filled == {(1, 1), (1, 3)}
    assert len(read.texts) == 5
