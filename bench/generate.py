"""Make a synthetic record of any size: workbooks with every printed form, and their vocabularies.

``python bench/generate.py FOLDER TABLES`` writes ``FOLDER/data/raw`` and ``FOLDER/data/vocab`` and
prints what `compendium` must find there. Names, units and magnitudes are those of the real
vocabularies, the figures mean nothing. The same seed gives the same record.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path
from random import Random

from forms import PHRASES, PLAIN, WORDS, Figure, Form
from names import Names, printed_forms
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from printed_tables import MARKS, REMARK, write_comparison, write_table

from compendium.raw.source import PLAN_FIELDS
from compendium.record.sheets import headings
from compendium.record.vocabulary import read_vocabularies

VOCABULARIES = Path(__file__).parents[1] / "data" / "vocab"
PLANS_A_PLACE, TABLES_A_PLAN, NAMES_A_BOX, STATEMENTS_A_TABLE = 5, 50, 19, 4
# One table in five is a box of names; one in ten of the others compares cities.
TABLES_A_BOX, TABLES_A_COMPARISON = 5, 10

PLAN = {
    "level": "city", "period_start": "2021", "period_end": "2025", "status": "final",
    "source_file": "none.txt", "note_en": REMARK["note_en"], "note_zh": REMARK["note_zh"],
    "rights_en": "None.", "rights_zh": "无。", "colour": "#25507b",
    "transcription": {"class": "transcribed", "by_hand_from": "text", "checked": "twice"},
}  # fmt: skip
PERIODS = (("2020年", "2020", "2020"), ("“十四五”时期", "2021", "2025"),
           ("2020年6月", "2020-06", "2020-06"), ("", "", ""))  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """What the record holds, counted while it is written."""

    plans: int
    tables: int
    observations: int
    projects: int
    new_places: int
    new_entities: int


def write_record(
    folder: Path, tables: int, seed: int, *, tables_a_plan: int = TABLES_A_PLAN
) -> Expected:
    """Write ``data/raw`` and ``data/vocab`` with that many tables, boxes included."""
    vocab = folder / "data" / "vocab"
    shutil.copytree(VOCABULARIES, vocab)
    # What is declared there is about figures of the real record.
    (vocab / "audit.yaml").write_text("comparisons: []\nremarks: []\n", "utf-8")
    names = Names(read_vocabularies(VOCABULARIES))
    sizes = [min(tables_a_plan, tables - done) for done in range(0, tables, tables_a_plan)]
    observations = things = 0
    places: list[dict[str, str]] = []
    entities: list[dict[str, str]] = []
    for number, size in enumerate(sizes, start=1):
        if number % PLANS_A_PLACE == 1:
            places.append(_place(number // PLANS_A_PLACE + 1))
        plan = folder / "data" / "raw" / f"synthetic-{number:04}"
        figures, named, new = write_plan(plan, places[-1], names, size, Random(f"{seed} {number}"))
        observations, things = observations + figures, things + named
        entities += new
    _append(vocab / "places.csv", places)
    _append(vocab / "entities.csv", entities)
    return Expected(len(sizes), tables, observations, things, len(places), len(entities))


def _place(number: int) -> dict[str, str]:
    name = f"第{number}示范市"
    return {
        "place_id": f"synthetic-city-{number}", "name_zh": name, "name_en": f"City {number}",
        "level": "city", "parent_id": "china", "aliases_zh": name,
    }  # fmt: skip


def _append(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, restval="", lineterminator="\n").writerows(rows)


def write_plan(
    folder: Path, place: Mapping[str, str], names: Names, size: int, random: Random
) -> tuple[int, int, list[dict[str, str]]]:
    """Write one plan; give how many figures and things it holds, and the entities new with it."""
    folder.mkdir(parents=True)
    book = Workbook()
    book.remove(book.worksheets[0])
    numbers = range(1, size // TABLES_A_BOX + 1)
    boxes = [_describe(f"{folder.name}-b{number}", f"专栏{number}") for number in numbers]
    tables, figures = [], 0
    for number in range(1, size - len(boxes) + 1):
        sheet = book.create_sheet(f"T{number}")
        described = _describe(f"{folder.name}-t{number}", f"表{number}")
        write = write_table if number % TABLES_A_COMPARISON else write_comparison
        layout, found = write(sheet, f"表{number}：{described['title_zh']}", names, random)
        common = {"sheet": sheet.title, "title": "A1", "notes": "注", "marks": MARKS}
        common |= {"place": place["place_id"]} if layout["kind"] == "indicator" else {}
        tables.append(described | common | layout)
        figures += found
    stated = list(_state(size * STATEMENTS_A_TABLE, boxes, place, names, random))
    named, entities = _name(boxes, place, names, random)
    _write_records(book.create_sheet("statements"), headings("statements"), stated)
    _write_records(book.create_sheet("projects"), headings("projects"), named)
    book.save(folder / "workbook.xlsx")
    names_of_plan = ("title_zh", "title_en", "short_zh", "short_en")
    title = dict.fromkeys(names_of_plan, folder.name) | {"place_id": place["place_id"]}
    # JSON is YAML too, and is written faster.
    for name, facts in (
        ("layout", {"tables": tables, "boxes": boxes}),
        ("source", dict.fromkeys(PLAN_FIELDS) | PLAN | title),
        ("corrections", {"corrections": []}),
    ):
        (folder / f"{name}.yaml").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
    return figures + len(stated), len(named), entities


def _describe(table_id: str, number_zh: str) -> dict[str, str]:
    return {
        "table_id": table_id, "number_zh": number_zh, "title_zh": "规划指标体系",
        "title_en": "Indicators", "section_zh": "第一章/第一节", "chapter": "overview",
    }  # fmt: skip


def _write_records(
    sheet: Worksheet, columns: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> None:
    sheet.append([*columns])
    for row in rows:
        sheet.append([row.get(column) or None for column in columns])


def _state(
    count: int,
    boxes: Sequence[Mapping[str, str]],
    home: Mapping[str, str],
    names: Names,
    random: Random,
) -> Iterator[dict[str, str]]:
    """Give the rows of ``statements``: each form and each phrase in turn, then words, and again."""
    made: set[tuple[str, ...]] = set()
    forms: tuple[Form | Figure | str, ...] = (*PLAIN, *PHRASES, WORDS)
    for form in cycle(forms):
        if len(made) == count:
            return
        if isinstance(form, Form):
            indicator_id = random.choice(sorted(names.units))
            unit = random.choice(names.units[indicator_id])
            # A sentence may give the unit once for several figures.
            shown = random.choice((unit.unit_zh, unit.unit_zh, ""))
            figure = names.print_figure(random, indicator_id, unit, form, shown=shown)
        elif isinstance(form, Figure):
            indicator_id, figure = random.choice(names.indicators_of[form]), form
        else:
            indicator_id, figure = random.choice(sorted(names.units)), Figure(form, "", "", "", "")
        place = random.choice((home, random.choice(names.places)))
        role = random.choice(("actual", "target", "forecast"))
        printed, start, end = random.choice(PERIODS)
        key = (indicator_id, place["place_id"], role, start, end)
        if key in made:
            continue
        made.add(key)
        box = random.choice(["", *(each["number_zh"] for each in boxes)])
        yield {
            "section_zh": f"第{random.randint(1, 9)}章/第{random.randint(1, 9)}节",
            "source_kind": "box" if box else "text", "number_zh": box,
            "indicator_zh": random.choice(printed_forms(names.indicators[indicator_id])),
            "place_zh": random.choice(printed_forms(place)), "role": role,
            "period_printed": printed, "period_start": start, "period_end": end,
            "period_kind": random.choice(
                ("point", "annual", "average") if start == end else ("cumulative", "average")
            ),
            "printed": figure.printed, "comparator": figure.comparator,
            "low": figure.low, "high": figure.high, "unit_zh": figure.unit, **REMARK,
        }  # fmt: skip


def _name(
    boxes: Sequence[Mapping[str, str]], place: Mapping[str, str], names: Names, random: Random
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Give the rows of ``projects`` and the entities new with them.

    Each box has one action; under it stand as many new things as known ones and types of thing.
    """
    rows: list[dict[str, str]] = []
    entities: list[dict[str, str]] = []
    for box in boxes:
        common = {
            "number_zh": box["number_zh"], "section_zh": box["section_zh"], "source_kind": "box",
            "name_origin": "printed", "group_zh": "重点行动",
            "group_en": "Key actions", "action_zh": "推动…建设", "stage": "build",
            "place_zh": place["name_zh"], "chapter": random.choice(("trade", "services")),
        }  # fmt: skip
        head = {"name_zh": "提升行动", "name_en": "Action", "kind": "action"}
        rows.append(common | head | {"about_en": REMARK["note_en"], "about_zh": REMARK["note_zh"]})
        new = [
            {
                "entity_id": f"{box['table_id']}-{number}",
                "name_zh": f"{box['table_id']}第{number}产业园",
                "name_en": f"Park {number} of {box['table_id']}",
                "aliases_zh": f"{box['table_id']}第{number}产业园",
                "kind": "park",
                "place_id": place["place_id"],
            }
            for number in range(1, NAMES_A_BOX // 2 + 1)
        ]
        entities += new
        known = [
            {"name_zh": row["name_zh"], "name_en": row["name_en"], "kind": row["kind"]}
            for row in random.sample(names.things, (NAMES_A_BOX - len(new)) // 2)
        ]
        taken = {row["name_zh"] for row in known}
        types = [
            {"name_zh": name, "name_en": "A type of thing", "kind": "other"}
            for name in random.sample(names.types, NAMES_A_BOX)
            if name not in taken
        ][: NAMES_A_BOX - len(new) - len(known)]
        for row in (*new, *known, *types):
            rows.append(common | {"parent_zh": head["name_zh"]} | row)
    keyed = [row | {"key": f"thing-{number}"} for number, row in enumerate(rows, start=1)]
    return keyed, entities


def main() -> None:
    """Write a record and print what it holds."""
    parser = argparse.ArgumentParser(description="Make a synthetic record of any size.")
    parser.add_argument("folder", type=Path, help="where data/raw and data/vocab go")
    parser.add_argument("tables", type=int, help="how many tables, boxes included")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(json.dumps(asdict(write_record(options.folder, options.tables, options.seed))))


if __name__ == "__main__":
    main()
