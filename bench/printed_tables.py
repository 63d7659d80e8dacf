"""Tables as a plan prints them: sheets with merged cells, and the layouts that read them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from forms import DASHES, MARKED, PLAIN, WORDS
from names import Names
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from compendium.printed.text import split_bracketed_unit
from compendium.printed.units import Unit

INDICATORS_A_TABLE, INDICATORS_A_COMPARISON = 12, 3
REMARK = {"note_en": "Made up for measuring.", "note_zh": "仅供测量。"}
MARKS = {
    "[]": {"period_kind": "cumulative", "years": 5},
    "{}": {"period_kind": "average", "years": 5},
    "*": {"period": "2019年", **REMARK},
}
NOTE = "注：[ ]为五年累计，{ }为五年年均，*为2019年数。"
CITIES = ("中山", "广州", "深圳", "佛山", "东莞", "珠海", "惠州", "江门", "肇庆")


def write_table(
    sheet: Worksheet, title: str, names: Names, random: Random
) -> tuple[dict[str, Any], int]:
    """Write a table of indicators; the unit stands in the cells, the names or a column."""
    place = random.choice(("cell", "indicator", "column"))
    columns = [
        ("类别", {"holds": "category"}),
        ("序号", {"holds": "number"}),
        ("指标名称", {"holds": "indicator"}),
        *([("单位", {"holds": "unit"})] if place == "column" else []),
        ("指标属性", {"holds": "binding"}),
        ("2020年\n现状值", {"holds": "value", "role": "actual", "period": "2020年"}),
        ("2025年\n目标值", {"holds": "value", "role": "target", "period": "2025年"}),
    ]
    _write_head(sheet, title, [heading for heading, _ in columns], rows=2)
    values = []
    chosen = random.sample(sorted(names.units), INDICATORS_A_TABLE)
    for number, indicator_id in enumerate(chosen, start=1):
        unit = random.choice(names.units[indicator_id])
        name = names.print_name(random, indicator_id)
        shown = unit.unit_zh if place == "cell" else ""
        values += [_print_cell(names, random, indicator_id, unit, shown=shown) for _ in range(2)]
        name += f" ({unit.unit_zh})" if place == "indicator" else ""
        beside = [unit.unit_zh] if place == "column" else []
        binding = random.choice(("约束性", "预期性"))
        category = "发展\n规模" if number % 4 == 1 else None
        sheet.append([category, number, name, *beside, binding, *values[-2:]])
    last, width = 3 + INDICATORS_A_TABLE, len(columns)
    for row in range(4, last, 4):
        _merge(sheet, (row, 1), (row + 3, 1))
    # Two targets share one cell with words, as in the table of Shenzhen's outline.
    values[-3] = values[-1] = sheet.cell(last - 1, width).value = WORDS
    _merge(sheet, (last - 1, width), (last, width))
    _write_note(sheet, width)
    noted, _ = split_bracketed_unit(str(sheet.cell(4, 3).value))
    return {
        "kind": "indicator", "header": "2-3", "unit": place, "words": [WORDS],
        "rows": [{"row": noted, "columns": [get_column_letter(width)], **REMARK}],
        "columns": {
            get_column_letter(number): {"heading": heading.replace("\n", ""), **holds}
            for number, (heading, holds) in enumerate(columns, start=1)
        },
    }, sum(value not in DASHES for value in values)  # fmt: skip


def write_comparison(
    sheet: Worksheet, title: str, names: Names, random: Random
) -> tuple[dict[str, Any], int]:
    """Write a table that compares cities; the units stand in its headings."""
    chosen = random.sample(sorted(names.units), INDICATORS_A_COMPARISON)
    units = [random.choice(names.units[indicator_id]) for indicator_id in chosen]
    pairs = list(zip(chosen, units, strict=True))
    headings = [f"{names.indicators[each]['name_zh']}（{unit.unit_zh}）" for each, unit in pairs]
    _write_head(sheet, title, ["", *headings], rows=1)
    found = 0
    for city in CITIES:
        values = [_print_cell(names, random, each, unit, shown="") for each, unit in pairs]
        sheet.append([city, *values])
        found += sum(value not in DASHES for value in values)
    _write_note(sheet, 1 + len(headings))
    value = {"holds": "value", "role": "actual", "period": "2020年"}
    return {
        "kind": "comparison", "header": "2-2", "unit": "heading",
        "columns": {"A": {"heading": "", "holds": "place"}} | {
            get_column_letter(number): {"heading": heading, **value}
            for number, heading in enumerate(headings, start=2)
        },
    }, found  # fmt: skip


def _print_cell(
    names: Names, random: Random, indicator_id: str, unit: Unit, *, shown: str
) -> str | int:
    """Print what a value cell holds: a dash, a phrase, a number typed as a number, or a form."""
    chance = random.random()
    if chance < 0.05:
        return random.choice(DASHES)
    if chance < 0.15 and shown and names.phrases[indicator_id]:
        return random.choice(names.phrases[indicator_id]).printed
    form = random.choice(MARKED if chance > 0.7 else PLAIN)
    printed = names.print_figure(random, indicator_id, unit, form, shown=shown).printed
    return int(printed) if printed.isascii() and printed.isdigit() else printed


def _write_head(sheet: Worksheet, title: str, headings: Sequence[str], *, rows: int) -> None:
    """Write the title and the headings; one without a line break spans all their rows."""
    sheet.append([title])
    _merge(sheet, (1, 1), (1, len(headings)))
    for row in range(rows):
        sheet.append([(*heading.split("\n"), "", "")[row] or None for heading in headings])
    for column, heading in enumerate(headings, start=1):
        if rows > 1 and "\n" not in heading:
            _merge(sheet, (2, column), (1 + rows, column))


def _write_note(sheet: Worksheet, width: int) -> None:
    sheet.append([NOTE])
    _merge(sheet, (sheet.max_row, 1), (sheet.max_row, width))


def _merge(sheet: Worksheet, first: tuple[int, int], last: tuple[int, int]) -> None:
    sheet.merge_cells(
        start_row=first[0], start_column=first[1], end_row=last[0], end_column=last[1]
    )
