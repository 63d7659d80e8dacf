"""Proposing which named things may be one, from the user's side."""

from __future__ import annotations

from openpyxl.workbook import Workbook

from support import Project, Run

COMMERCE = "shenzhen-commerce-145"


def rename(old: str, new: str, *, column: str = "name_zh") -> object:
    def change(book: Workbook) -> None:
        sheet = book["projects"]
        number = next(cell.column for cell in sheet[1] if cell.value == column)
        for row in range(2, sheet.max_row + 1):
            if sheet.cell(row, number).value == old:
                sheet.cell(row, number).value = new
                return
        raise AssertionError(f"{old} is not there")

    return change


def test_the_record_has_no_undecided_name(project: Project, run: Run) -> None:
    outcome = run("entities")
    assert outcome.status == 0
    assert outcome.output == (
        "0 names are in no vocabulary:\n0 pairs of known things have close names and no decision:\n"
    )


def test_a_new_name_is_proposed_with_its_evidence(project: Project, run: Run) -> None:
    project.edit(COMMERCE, rename("星河Cocopark", "福田星河Cocopark"))  # type: ignore[arg-type]
    output = run("entities").output
    assert "1 names are in no vocabulary:" in output
    assert f"  福田星河Cocopark ({COMMERCE}/projects!F" in output
    assert "专栏1, 福田区)" in output
    assert "    may be 星河Cocopark (" in output


def test_a_pair_without_a_decision_is_proposed(project: Project, run: Run) -> None:
    path = project.root / "data" / "vocab" / "entity-decisions.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text(
        "".join(line for line in lines if not line.startswith("新皇岗口岸,皇岗口岸,")), "utf-8"
    )
    output = run("entities").output
    assert "1 pairs of known things have close names and no decision:" in output
    assert "新皇岗口岸 (new-huanggang-port) ~ 皇岗口岸 (huanggang-port, futian): 95" in output
