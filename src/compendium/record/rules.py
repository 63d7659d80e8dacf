"""What every record must keep that the tables alone do not show: one function a rule.

They hold the tables against the raw folders and the vocabularies they were made from; see
`compendium.contract.rules` for those that need the tables only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pandas as pd

from compendium.contract.rules import Frames, find_broken
from compendium.errors import CompendiumError, FileError, VocabularyError
from compendium.printed.text import squeeze
from compendium.raw.addresses import position
from compendium.raw.workbook import Sheet
from compendium.record.clean import read_corrected
from compendium.record.sheets import FIXED_SHEETS
from compendium.record.vocabulary import MODERN, Vocabularies

_LOCATOR = re.compile(r"data/raw/(.+)/workbook\.xlsx#(.+)!(.+)")
# A path that only one machine has.
_MACHINE = re.compile(r"/(?:home|root|work|Users)/")
_WRONG_BY = Decimal(10_000)


@dataclass(frozen=True)
class Made:
    """The tables, and what they were made from.

    Attributes
    ----------
    frames
        Table name → frame of texts.
    sheets
        Plan → sheet name → sheet, corrected.
    vocabularies
        The names and units they were read with.
    raw, vocab
        The folders of both.
    citation
        ``CITATION.cff``.
    """

    frames: Frames
    sheets: Mapping[str, Mapping[str, Sheet]]
    vocabularies: Vocabularies
    raw: Path
    vocab: Path
    citation: Path

    def held(self, locator: str) -> str:
        """Give the text of the cell that a locator names; empty if there is none."""
        match = _LOCATOR.fullmatch(locator)
        sheet = self.sheets.get(match[1], {}).get(match[2]) if match else None
        return sheet.text(*position(match[3])) if match and sheet else ""


Rule = Callable[[Made], Iterator[CompendiumError]]


def read_sheets(folders: list[Path]) -> dict[str, dict[str, Sheet]]:
    """Read the corrected sheets of some sources: plan → sheet name → sheet."""
    return {folder.name: read_corrected(folder)[0] for folder in folders}


def check_made(made: Made) -> tuple[CompendiumError, ...]:
    """Hold the tables against what they were made from.

    Returns
    -------
    tuple
        One error for each row, entry or file that breaks a rule.
    """
    return tuple(problem for rule in RULES for problem in rule(made))


def rows_print_their_cells(made: Made) -> Iterator[CompendiumError]:
    """Require that each row says what its raw cell holds."""
    for table, column in (("observations", "printed"), ("projects", "name_zh")):
        rows = made.frames[table]
        other = [
            squeeze(made.held(locator)) != squeeze(said)
            for locator, said in zip(rows["locator"], rows[column], strict=True)
        ]
        yield from find_broken(
            made.frames, table, column, pd.Series(other, dtype=bool, index=rows.index),
            "{value!r} is not what its raw cell holds; run `make data`",
        )  # fmt: skip


def raw_rows_are_rows(made: Made) -> Iterator[CompendiumError]:
    """Require that each row of a sheet of statements or projects is one row of the tables."""
    tables = dict(zip(FIXED_SHEETS, ("observations", "projects"), strict=True))
    for name, table in tables.items():
        made_rows = Counter(
            (match[1], position(match[3])[0])
            for locator in made.frames[table]["locator"]
            if (match := _LOCATOR.fullmatch(locator)) and match[2] == name
        )
        for plan, sheets in made.sheets.items():
            for row in sorted({row for row, _ in sheets[name].texts if row > 1}):
                if made_rows[plan, row] != 1:
                    reason = f"{name}, row {row}: {made_rows[plan, row]} rows of {table}.csv"
                    yield FileError(made.raw / plan, reason)


def drafts_are_taken_out(made: Made) -> Iterator[CompendiumError]:
    """Require that no workbook holds what helped to draft it: above all, the plan's sentences."""
    for plan, sheets in made.sheets.items():
        for name, sheet in sheets.items():
            if sheet.help_cells:
                reason = (
                    f"the sheet {name} holds drafts and sentences of the plan "
                    f"({sheet.help_cells} cells); decide on them and run `compendium accept {plan}`"
                )
                yield FileError(made.raw / plan / "workbook.xlsx", reason)


def wrong_units_would_be_seen(made: Made) -> Iterator[CompendiumError]:
    """Require bounds for what is printed in 万 or 亿: the one is soon typed for the other."""
    unseen = {}
    for row in made.frames["observations"].to_dict("records"):
        unit, year = row["unit_zh"].split("/")[0], row["period_end"]
        if not re.search("[万亿]", unit) or (year or MODERN) < MODERN:
            continue
        values = [Decimal(row[name]) for name in ("value_low", "value_high")]
        slipped = [each / _WRONG_BY if "亿" in unit else each * _WRONG_BY for each in values]
        if not made.vocabularies.implausible(row["indicator_id"], *slipped, year=year):
            unseen[row["indicator_id"]] = row
    for indicator_id, row in unseen.items():
        yield VocabularyError(
            made.vocab / "magnitudes.csv",
            f"{indicator_id}: {row['printed']!r} ({row['value_low']} {row['unit']}) would go "
            "unnoticed in the wrong one of 万 and 亿; give the least and the most that it can be",
        )


def entities_are_named(made: Made) -> Iterator[CompendiumError]:
    """Require that each entity is named by a plan, and is not also only a type of thing."""
    named = set(made.frames["projects"]["entity_id"])
    for entity_id in made.vocabularies.entities.rows:
        if entity_id not in named:
            yield VocabularyError(made.vocab / "entities.csv", f"{entity_id}: no plan names it")
    for name in sorted(made.vocabularies.types_of_thing & set(made.vocabularies.entities.ids)):
        reason = f"{name!r} is a type of thing and an entity too (types-of-thing.csv)"
        yield VocabularyError(made.vocab / "entities.csv", reason)


def plans_are_cited(made: Made) -> Iterator[CompendiumError]:
    """Require that CITATION.cff refers to each plan."""
    cited = made.citation.read_text(encoding="utf-8") if made.citation.is_file() else ""
    for title, issuer in made.frames["plans"][["title_zh", "issuer_zh"]].itertuples(index=False):
        if title not in cited:
            # Missing texts of a loaded table are no texts.
            name = (
                issuer
                if isinstance(issuer, str) and issuer
                else "Issuer not stated in the document"
            )
            yield FileError(
                made.citation,
                f"has no reference to {title}; add below references:\n"
                f"  - type: government-document\n    title: {title}\n"
                f"    authors:\n      - name: {name}\n    languages: [zh]",
            )


def files_name_no_machine(made: Made) -> Iterator[CompendiumError]:
    """Require that no file which people write names a folder of their machine."""
    for path in (*sorted(made.vocab.glob("*.*")), *sorted(made.raw.glob("*/*.yaml"))):
        if match := _MACHINE.search(path.read_text(encoding="utf-8")):
            yield FileError(path, f"names a folder of one machine ({match[0]}…)")


RULES: tuple[Rule, ...] = (
    rows_print_their_cells,
    raw_rows_are_rows,
    drafts_are_taken_out,
    wrong_units_would_be_seen,
    entities_are_named,
    plans_are_cited,
    files_name_no_machine,
)
