"""Take the decisions on drafts over into a workbook: what is refused and what helped goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import openpyxl

from compendium.draft.workbook import list_values, write_fixed
from compendium.errors import CompendiumError, gather
from compendium.paths import write_atomically
from compendium.raw.drafts import (
    ACCEPTED,
    DRAFT,
    OPEN,
    REFUSED,
    is_draft_heading,
    pass_over_drafts,
)
from compendium.raw.workbook import Sheet, read_workbook
from compendium.record.ids import slugify
from compendium.record.sheets import FIXED_SHEETS
from compendium.record.vocabulary import Vocabularies


@dataclass(frozen=True)
class Decided:
    """What became of the drafts of one sheet."""

    accepted: int = 0
    refused: int = 0
    waiting: int = 0


def accept_drafts(workbook: Path, vocabularies: Vocabularies) -> dict[str, Decided]:
    """Rewrite the fixed sheets of a workbook as a person decided.

    A row marked ``yes`` loses its mark and what helped to decide, the plan's sentence; one marked
    ``no`` goes; one still marked ``draft`` stays as it is. Where none is left, the columns of
    drafts go. A project without a key gets one from its English name.

    Returns
    -------
    dict
        Sheet → what became of its drafts.

    Raises
    ------
    CompendiumError
        If the workbook cannot be read, or a mark is none; nothing is written then.
    """
    sheets = read_workbook(workbook)
    problems: list[CompendiumError] = []
    for name in FIXED_SHEETS:
        if name in sheets:
            problems += pass_over_drafts(sheets[name])[1]
    if problems:
        raise gather(workbook.as_posix(), problems)
    book = openpyxl.load_workbook(workbook)
    decided: dict[str, Decided] = {}
    for name in FIXED_SHEETS:
        if name not in sheets or DRAFT not in _heads(sheets[name]).values():
            continue
        heads, rows = _rows(sheets[name])
        marks = [row.get(DRAFT, "") for row in rows]
        kept = [_settle(row) for row in rows if row.get(DRAFT, "") != REFUSED]
        if name == "projects":
            _give_keys(kept)
        waiting = marks.count(OPEN)
        shown = heads if waiting else [each for each in heads if not is_draft_heading(each)]
        place = book.sheetnames.index(name)
        del book[name]
        write_fixed(book.create_sheet(name, place), name, kept, list_values(vocabularies), shown)
        decided[name] = Decided(marks.count(ACCEPTED), marks.count(REFUSED), waiting)
    if decided:
        stream = BytesIO()
        book.save(stream)
        write_atomically(workbook, stream.getvalue())
    return decided


def _heads(sheet: Sheet) -> dict[int, str]:
    return {column: text.strip() for (row, column), text in sorted(sheet.texts.items()) if row == 1}


def _rows(sheet: Sheet) -> tuple[list[str], list[dict[str, str]]]:
    heads = _heads(sheet)
    numbers = sorted({row for row, _ in sheet.texts if row > 1})
    return list(heads.values()), [
        {head: sheet.text(number, column) for column, head in heads.items()} for number in numbers
    ]


def _settle(row: Mapping[str, str]) -> dict[str, str]:
    """Give a row without what helped to decide, unless nobody has decided yet."""
    if row.get(DRAFT, "") == OPEN:
        return dict(row)
    return {head: text for head, text in row.items() if not is_draft_heading(head)}


def _give_keys(rows: Sequence[dict[str, str]]) -> None:
    """Give each accepted project without a key one from its English name, once a box."""
    taken = {(row["number_zh"], row["section_zh"], row["key"]) for row in rows}
    for row in rows:
        if row.get(DRAFT, "") or row["key"] or not (made := slugify(row["name_en"])):
            continue
        key, count = made, 2
        while (row["number_zh"], row["section_zh"], key) in taken:
            key, count = f"{made}-{count}", count + 1
        row["key"] = key
        taken.add((row["number_zh"], row["section_zh"], key))
