"""The files of ``data/vocab``: which columns each has, and its rows read by them.

A column that a table of the contract has too is described there; what only people need is
described here, once.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from io import StringIO
from pathlib import Path

from pydantic import BaseModel, ValidationError

from compendium.contract.columns import (
    Column,
    choice,
    columns,
    key,
    number,
    reference,
    text,
)
from compendium.contract.enums import MEASURES, PERIOD_KINDS, PROJECT_KINDS, STAGES
from compendium.contract.rows import Entity, Indicator, Place
from compendium.errors import CompendiumError, VocabularyError, gather
from compendium.paths import write_atomically
from compendium.raw.declarations import FACTOR, TODO, find_faults, say_undone
from compendium.raw.written_rows import model_row, named

_ALIASES = text("Names in the plans that mean it, joined by |", "原文用名")
# What only people need stands beside the unit.
_UNIT = 1 + [each.name for each in columns(Indicator)].index("unit")
# What the program works out from the projects.
_COUNTED = ("mentions", "plans")

FILES: Mapping[str, tuple[Column, ...]] = {
    "indicators": (
        *columns(Indicator)[:_UNIT],
        named("units_allowed", text("Canonical units it may be in, joined by |", "可用的标准单位")),
        named("measure", choice(MEASURES, "What kind of number it is", "数值类型")),
        named("period_kind", choice(PERIOD_KINDS, "Its usual kind of period", "通常的时期类型")),
        *columns(Indicator)[_UNIT:],
    ),
    "places": (*columns(Place), named("aliases_zh", _ALIASES)),
    "entities": (
        *(each for each in columns(Entity) if each.name not in _COUNTED),
        named("note_en", text("Why it is one thing, or not another", "说明（英文）")),
    ),
    "entity-decisions": (
        named("left_zh", text("A name", "名称", required=True)),
        named("right_zh", text("A name like it", "相近名称", required=True)),
        named("same", choice(("yes", "no", "unknown"), "Whether they are one thing", "是否同一")),
        named("evidence_en", text("What shows it", "依据（英文）", required=True)),
    ),
    "types-of-thing": (
        named("name_zh", text("A name in the plans' lists", "名称", required=True)),
        named("reason", text("Why it is no one thing", "理由", required=True)),
    ),
    "units": (
        named("unit_zh", text("The unit as printed", "原文单位", required=True)),
        named("unit", text("The canonical unit", "标准单位", required=True)),
        named(
            "factor",
            text("How many of the canonical unit it is", "换算系数", required=True, form=FACTOR),
        ),
        named("name_en", text("What it is in English", "英文名", required=True)),
    ),
    "canonical-units": (
        named("unit", text("The canonical unit", "标准单位", required=True)),
        named("words_en", text("What is written after a number", "数字后的写法（英文）")),
        named("words_zh", text("The same in Chinese", "数字后的写法（中文）")),
    ),
    "magnitudes": (
        named("indicator_id", reference("indicators.indicator_id", "The indicator", "指标")),
        named("least", number("The least it can be", "下限", required=True)),
        named("most", number("The most it can be", "上限", required=True)),
    ),
    "chapters": (
        named("chapter", key("Id of the chapter", "章节编号")),
        named("name_en", text("Its name", "英文名", required=True)),
        named("name_zh", text("Its name in Chinese", "中文名", required=True)),
    ),
    "verbs": (
        named("verb_zh", text("The plan's verb, with … for its gaps", "动词", required=True)),
        named("stage", choice(STAGES, "The stage it says", "阶段", required=False)),
        named(
            "stage_past",
            choice(STAGES, "The stage where it tells of the past", "过去时的阶段", required=False),
        ),
        named("note_en", text("Why", "说明（英文）")),
    ),
    "kinds-by-ending": (
        named("ending_zh", text("How a name ends", "名称的结尾", required=True)),
        named("kind", choice(PROJECT_KINDS, "What such a thing is", "类型")),
        named("except_zh", text("Names that are another kind, joined by |", "例外的名称")),
    ),
    "id-changes": (
        named("table", text("The table whose row it names", "所在表", required=True)),
        named("old_id", text("What the id was", "旧编号", required=True)),
        named("new_id", text("What it is now; empty for a row that is gone", "新编号")),
    ),
    "synonyms": (
        named("said_zh", text("A way of saying it", "说法", required=True)),
        named("means_zh", text("Another with the same meaning", "同义的说法", required=True)),
    ),
    "targets-in-words": (
        named("printed", text("A target in words, as printed", "原文", required=True)),
        named("words_en", text("What it says", "英文", required=True)),
    ),
}
"""File of ``data/vocab`` without ``.csv`` → its columns, which may stand in any order."""


@cache
def model(name: str) -> type[BaseModel]:
    """Give the model of a row of a vocabulary file."""
    meaning = f"One row of data/vocab/{name}.csv."
    return model_row(name.title().replace("-", ""), meaning, FILES[name])


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a vocabulary file as rows, each with all columns of the file.

    Raises
    ------
    VocabularyError, Report
        If the file is missing, no UTF-8 or no CSV; or for each heading that is missing, unknown or
        duplicate; or for each value that its column does not take, with its line.
    """
    lines = _read_lines(path)
    headings = lines.pop(0)[1] if lines else []
    problems = list(_check_headings(path, headings))
    if problems:
        raise gather(path.as_posix(), problems)
    rows: list[dict[str, str]] = []
    row_model = model(path.stem)
    for line, cells in lines:
        if len(cells) != len(headings):
            reason = f"line {line} has {len(cells)} cells, the header {len(headings)}"
            problems.append(VocabularyError(path, reason))
            continue
        held = dict(zip(headings, cells, strict=True))
        if undone := [name for name, text in held.items() if text.startswith(TODO)]:
            problems += [
                VocabularyError(path, f"line {line}, column {name}: {say_undone(held[name])}")
                for name in undone
            ]
            continue
        try:
            rows.append(row_model.model_validate(held).model_dump())
        except ValidationError as error:
            problems += [
                VocabularyError(path, f"line {line}, column {place[0]}: {reason}")
                for place, reason in find_faults(row_model, error)
            ]
    if problems:
        raise gather(path.as_posix(), problems)
    return rows


def new_row(name: str, **known: str) -> str:
    """Give a line for a vocabulary file, with `TODO` for what every row must have.

    >>> new_row("units", unit_zh="亿港元", factor="100000000")
    '亿港元,TODO,100000000,TODO'
    """
    stream = StringIO()
    cells = [known.get(each.name) or (TODO if each.required else "") for each in FILES[name]]
    csv.writer(stream, lineterminator="").writerow(cells)
    return stream.getvalue()


def append_rows(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Add rows below those of a vocabulary file, in the order of its own columns.

    Raises
    ------
    VocabularyError
        If the file cannot be read.
    """
    lines = _read_lines(path)
    headings = lines[0][1] if lines else [each.name for each in FILES[path.stem]]
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    if not lines:
        writer.writerow(headings)
    writer.writerows([row.get(heading, "") for heading in headings] for row in rows)
    before = path.read_text(encoding="utf-8")
    gap = "" if not before or before.endswith("\n") else "\n"
    write_atomically(path, before + gap + stream.getvalue())


def _read_lines(path: Path) -> list[tuple[int, list[str]]]:
    """Give the lines that hold something, each with its number."""
    try:
        # Excel's "CSV UTF-8" begins with a byte order mark.
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            return [(reader.line_num, cells) for cells in reader if cells]
    except FileNotFoundError as error:
        raise VocabularyError(path, "is missing") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise VocabularyError(path, f"cannot be read ({error}); save it as CSV UTF-8") from error


def _check_headings(path: Path, found: list[str]) -> Iterator[CompendiumError]:
    known = [each.name for each in FILES[path.stem]]
    if not found:
        yield VocabularyError(path, f"is empty; its first line names {', '.join(known)}")
        return
    for name in known:
        if name not in found:
            yield VocabularyError(path, f"the column {name!r} is missing")
    for place, name in enumerate(found):
        if name not in known:
            yield VocabularyError(path, f"unknown column {name!r}")
        elif name in found[:place]:
            yield VocabularyError(path, f"duplicate column {name!r}")
