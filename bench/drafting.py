"""Measure what `compendium new` drafts of each plan's text, against the plan's own record.

    python bench/drafting.py FOLDER_OF_TEXTS

The texts (``<plan_id>.txt``) are not in the repository. Each plan is drafted with the names and
units of the other plans' rows only. Writes the part *Drafting* of ``bench/README.md``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz
from readme import write_part

from compendium.contract.load import load
from compendium.coverage.evidence import find_in, find_places
from compendium.coverage.passage import Passage, flatten
from compendium.draft.candidates import Candidate, find_candidates
from compendium.draft.names import find_names
from compendium.draft.periods import Years, plan_years
from compendium.draft.reading import read_text
from compendium.draft.rows import Context, draft_statements
from compendium.draft.tables import draft_table
from compendium.paths import Repository, find_plans, find_repository
from compendium.printed.text import fold_width, name_key, squeeze
from compendium.record.clean import read_corrected
from compendium.record.ledger import Ledger
from compendium.record.reader import RowReader
from compendium.record.sheets import open_rows
from compendium.record.vocabulary import Vocabularies, read_vocabularies

TITLE = "Drafting"
GOALS = {"found": 95, "number": 98, "section": 98, "period": 75}
SAID = {
    "found": "figures found",
    "number": "of those in sentences and boxes: number, unit and comparator right",
    "section": "section and box right",
    "period": "period (first and last year) right",
    "role": "role right",
    "indicator": "the indicator, where another plan has it, is offered",
    "names": "names of the boxes found, as the record has them",
    "drafts": "drafts that are figures of the record",
}
_HEAD = (
    "Written by `python bench/drafting.py FOLDER_OF_TEXTS`; the texts are not in the "
    "repository. Each of the five plans is drafted by `compendium new` with the indicators' "
    "names, the units and the named things of the other four only, and held against its own "
    "record.\n"
    "\n"
    "- A figure of a sentence is found where a draft row stands at its print in the text; a "
    "print that stands for several subjects (均居全市第一) is one draft. A figure of a table "
    "is found where a cell of the drafted sheet holds its print.\n"
    "- Number, section and period are of the drafts of sentences and boxes; a table's cells "
    "are read by its layout.\n"
    "- The rules were written with these five texts at hand: read the shares as an upper "
    "bound for a sixth.\n"
    "\n"
)


class Measured(Counter[str]):
    """Counts of one plan, and of all: ``found`` of ``figures``, and so on."""

    def share(self, name: str) -> str:
        """Give a share in percent, with its counts."""
        whole = self[_WHOLE[name]]
        return f"{100 * self[name] / whole:.1f}% ({self[name]} of {whole})" if whole else "-"


_WHOLE = {
    "found": "figures",
    "number": "stated",
    "section": "stated",
    "period": "stated",
    "role": "stated",
    "indicator": "knowable",
    "names": "named",
    "drafts": "drafted",
}


def measure(
    folder: Path, text: str, vocabularies: Vocabularies, tables: Mapping[str, pd.DataFrame]
) -> Measured:
    """Draft one plan with what the others have, and count what is right."""
    measured = Measured()
    figures, projects = tables["observations"], tables["projects"]
    others = figures[figures["plan_id"] != folder.name]
    names = dict(zip(others["indicator_zh"], others["indicator_id"], strict=True))
    units = {squeeze(fold_width(unit)) for unit in others["unit_zh"].dropna()} - {""}
    reading = read_text(text)
    passage = reading.passage
    candidates = list(find_candidates(reading, units))
    known = replace(
        vocabularies,
        units={key: unit for key, unit in vocabularies.units.items() if key in units},
    )
    context = Context(known, names, "", passage.text)
    rows = draft_statements(candidates, context)
    sheets, _ = read_corrected(folder)
    ids = {
        each.rpartition("!")[2]: indicator_id
        for each, indicator_id in zip(figures["locator"], figures["indicator_id"], strict=True)
        if each.startswith(f"data/raw/{folder.name}/") and "#statements!" in each
    }
    used: Counter[int] = Counter()
    for record in open_rows(Ledger(sheets["statements"]))[0]:
        measured["figures"] += 1
        place = _find(record, candidates, passage, used)
        if place is None:
            continue
        used[place] += 1
        measured["found"] += 1
        measured["stated"] += 1
        _compare(record, rows[place], measured)
        wanted = ids[record.cell("printed").address]
        if wanted in names.values():
            measured["knowable"] += 1
            measured["indicator"] += f"({wanted})" in rows[place]["draft_nearest"]
    measured["drafted"], measured["drafts"] = len(rows), len(used)
    years = plan_years(passage.text) or Years(2026, 2030)
    drawn = [draft_table(each, years, set(vocabularies.places.ids)) for each in reading.tables]
    cells = Counter(name_key(cell) for table in drawn for row in table.rows for cell in row)
    own = figures[(figures["plan_id"] == folder.name) & (figures["source_kind"] == "table")]
    printed = Counter(map(name_key, own["printed"]))
    measured["figures"] += sum(printed.values())
    measured["found"] += sum((printed & cells).values())
    elsewhere = projects[projects["plan_id"] != folder.name]["entity_id"].dropna()
    entities = replace(
        vocabularies.entities,
        ids={
            name: each for name, each in vocabularies.entities.ids.items() if each in set(elsewhere)
        },
    )
    drawn_names = find_names(reading, replace(vocabularies, entities=entities))
    found = {name_key(each.name) for each in drawn_names}
    boxes = {block.number for block in reading.boxes}
    wanted_names = {
        name_key(row["printed_as"] or row["name_zh"])
        for row in open_rows(Ledger(sheets["projects"]))[0]
        if row["number_zh"] in boxes
    }
    measured["named"], measured["names"] = len(wanted_names), len(wanted_names & found)
    return measured


def _find(
    record: RowReader, candidates: Sequence[Candidate], passage: Passage, used: Counter[int]
) -> int | None:
    """Give the draft that stands at the print of a row: one in its section, not taken yet."""
    inside = find_places(passage, record)
    printed = flatten(record["printed"])
    at = find_in(passage, printed, inside) or find_in(passage, printed, [(0, len(passage.text))])
    best: tuple[float, int] | None = None
    for start, end in at:
        for place, each in enumerate(candidates):
            first, last = each.span
            if first >= end or last <= start:
                continue
            overlap = (min(end, last) - max(start, first)) / max(end - start, last - first)
            there = any(begin <= first < stop for begin, stop in inside)
            beside = passage.text[max(0, first - 40) : last + 12]
            like = fuzz.partial_ratio(record["indicator_zh"], beside) / 200
            score = overlap + 2 * there + like - 0.3 * min(used[place], 2)
            if best is None or score > best[0]:
                best = score, place
    return best[1] if best else None


def _compare(record: RowReader, draft: Mapping[str, str], measured: Measured) -> None:
    same = all(_number(draft[name]) == _number(record[name]) for name in ("low", "high"))
    unit = name_key(draft["unit_zh"]) == name_key(record["unit_zh"])
    # 1/12 prints no unit; the record leaves it empty.
    unit = unit or (not record["unit_zh"] and draft["unit_zh"] == "倍")
    measured["number"] += same and unit and draft["comparator"] == record["comparator"]
    section = name_key(draft["section_zh"]) == name_key(record["section_zh"])
    measured["section"] += section and draft["number_zh"] == record["number_zh"]
    years = ("period_start", "period_end")
    measured["period"] += all(draft[name] == record[name] for name in years)
    measured["role"] += draft["role"] == record["role"]


def _number(written: str) -> Decimal | str:
    try:
        return Decimal(written)
    except InvalidOperation:
        return written


def report(results: Mapping[str, Measured]) -> str:
    """Write the part of the README."""
    whole = Measured()
    for each in results.values():
        whole.update(each)
    lines = [_HEAD + "| figure | all five plans | goal |", "| --- | --- | --- |"]
    for name, said in SAID.items():
        goal = f"≥ {GOALS[name]}%" if name in GOALS else ""
        lines.append(f"| {said} | {whole.share(name)} | {goal} |")
    lines += ["", f"| plan | {' | '.join(SAID)} |", f"| --- |{' --- |' * len(SAID)}"]
    for plan, each in results.items():
        lines.append(f"| {plan} | {' | '.join(each.share(name).split(' ')[0] for name in SAID)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure every plan whose text is there."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("texts", type=Path, metavar="FOLDER_OF_TEXTS")
    folder = parser.parse_args().texts
    repository: Repository = find_repository(Path(__file__).parent)
    vocabularies = read_vocabularies(repository.vocab)
    tables = {name: load(name, data_dir=repository.clean) for name in ("observations", "projects")}
    results = {
        plan.name: measure(
            plan, (folder / f"{plan.name}.txt").read_text("utf-8"), vocabularies, tables
        )
        for plan in find_plans(repository.raw)
    }
    part = report(results)
    print(part)
    write_part(TITLE, part)


if __name__ == "__main__":
    main()
