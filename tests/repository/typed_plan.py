"""Types the invented sixth plan into what `compendium new` drafted of its text, and counts cells.

What has to stand in the end is ``tests/fixtures/sixth-plan``. A cell, or a value of a declaration,
is typed where the draft says something else; a decision on a draft row is one cell.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from compendium.record.vocabulary_files import append_rows
from repository.sixth_plan import FIXTURE, PLAN

TEXT = FIXTURE / f"{PLAN}.txt"
# What tells which draft row a row of the record is, and which row of a vocabulary.
_SAME = {
    "statements": ("section_zh", "number_zh", "low", "unit_zh"),
    "projects": ("number_zh", "name_zh"),
}
_NAMED = {"magnitudes": "indicator_id", "chapters": "chapter", "units": "unit_zh"}


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def build(root: Path, run: Callable[..., object]) -> tuple[Counter[str], list[tuple[str, ...]]]:
    """Bring the plan into a repository, up to what `make book` then builds.

    Returns
    -------
    tuple
        The cells typed by file, and the commands run. ``run`` takes the repository and a command.
    """
    typed: Counter[str] = Counter()
    commands: list[tuple[str, ...]] = []

    def call(*command: str) -> None:
        commands.append(command)
        run(root, *command)

    folder, vocab = root / "data" / "raw" / PLAN, root / "data" / "vocab"
    call("compendium", "new", PLAN, str(TEXT))
    typed["workbook.xlsx"] = type_workbook(folder / "workbook.xlsx")
    for name in ("source.yaml", "layout.yaml"):
        typed[name] = type_declaration(folder / name)
    before = {path.name: path.read_text("utf-8") for path in vocab.glob("*.csv")}
    call("compendium", "clean", PLAN, "--write-vocab")
    typed["vocabularies"] = type_vocabularies(vocab, before)
    typed["CITATION.cff"] = cite(root / "CITATION.cff")
    call("compendium", "accept", PLAN)
    return typed, commands


def type_workbook(path: Path) -> int:
    book = openpyxl.load_workbook(path)
    typed = _type_table(book["T1"], FIXTURE / "sheets" / "T1.csv")
    for name, same in _SAME.items():
        typed += _type_rows(book[name], read_rows(FIXTURE / "sheets" / f"{name}.csv"), same)
    book.save(path)
    return typed


def _type_table(sheet: Any, wanted: Path) -> int:
    typed = 0
    with wanted.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file), 1):
            for column, text in enumerate(row, 1):
                typed += _type(sheet, number, column, text)
    return typed


def _type_rows(sheet: Any, wanted: list[dict[str, str]], same: tuple[str, ...]) -> int:
    heads = {cell.value: cell.column for cell in sheet[1]}
    drafts = {
        number: {
            head: str(sheet.cell(number, column).value or "") for head, column in heads.items()
        }
        for number in range(2, sheet.max_row + 1)
    }
    typed, free = 0, sheet.max_row + 1
    for row in wanted:
        number = next(
            (at for at, draft in drafts.items() if all(draft[name] == row[name] for name in same)),
            None,
        )
        if number is None:
            number, free = free, free + 1
        else:
            drafts.pop(number)
            typed += _type(sheet, number, heads["draft"], "yes")
        for head, text in row.items():
            # A key is made from the English name where none is typed.
            if head != "key":
                typed += _type(sheet, number, heads[head], text)
    return typed + sum(_type(sheet, number, heads["draft"], "no") for number in drafts)


def _type(sheet: Any, row: int, column: int, text: str) -> bool:
    cell = sheet.cell(row, column)
    if str(cell.value or "") == text:
        return False
    cell.value = text or None
    if text:
        cell.data_type = "s"
    return True


def type_declaration(path: Path) -> int:
    """Write a declaration as the fixture has it; count the values that differ."""
    wanted = (FIXTURE / "raw" / path.name).read_text("utf-8")
    drafted = dict(_leaves(yaml.safe_load(path.read_text("utf-8"))))
    final = dict(_leaves(yaml.safe_load(wanted)))
    path.write_text(wanted, "utf-8")
    return sum(_plain(drafted.get(place)) != _plain(value) for place, value in final.items()) + sum(
        place not in final for place in drafted
    )


def _leaves(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, (*place, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _leaves(each, (*place, number))
    else:
        yield place, value


def _plain(value: Any) -> str:
    # One row may be written 2 or 2-2, the years 2026-2030 with 年.
    text = str(value).strip().removesuffix("年")
    first, _, last = text.partition("-")
    return first if first == last else text


def type_vocabularies(vocab: Path, before: Mapping[str, str]) -> int:
    """Complete the drafted rows; add those that were not drafted. Count what is typed."""
    typed = 0
    for wanted in sorted((FIXTURE / "vocab").glob("*.csv")):
        path = vocab / wanted.name
        if wanted.stem == "magnitudes":
            continue  # `accept` writes the bounds
        added = path.read_text("utf-8")[len(before[wanted.name]) :]
        heads = before[wanted.name].partition("\n")[0]
        drafted = list(csv.DictReader(io.StringIO(f"{heads}\n{added}")))
        name = _NAMED.get(wanted.stem, "name_zh")
        rows = read_rows(wanted)
        for row in rows:
            # The only unit that is new has no other name yet.
            same = [
                each
                for each in drafted
                if wanted.stem == "canonical-units" or each[name] == row[name]
            ]
            known = same[0] if same else {}
            typed += sum(known.get(head, "") != text for head, text in row.items())
        typed += sum(
            all(each.get(name) != row.get(name) for row in rows)
            for each in drafted
            if wanted.stem != "canonical-units"
        )
        path.write_text(before[wanted.name], "utf-8")
        append_rows(path, rows)
    return typed


def cite(path: Path) -> int:
    entry = (FIXTURE / "citation.yml").read_text("utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write(entry)
    return sum(1 for _ in _leaves(yaml.safe_load(entry)))
