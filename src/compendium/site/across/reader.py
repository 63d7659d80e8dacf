"""Reads the rows of a record as facts that a page tells of, in the words of an edition."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import Any

import pandas as pd

from compendium.audit.sentences import is_made, say_gap, say_worked_out
from compendium.chapter.language import COMPUTED
from compendium.chapter.origins import say_section, say_tables
from compendium.chapter.theme import MUTED
from compendium.printed.wording import choose, is_missing, say_period
from compendium.site.across.facts import Check, Facts, Plan, Print, Side
from compendium.site.addresses import Addresses
from compendium.site.page_values import Record


class Reader:
    """Reads the rows of a record for the pages of an edition."""

    def __init__(self, record: Record, addresses: Addresses) -> None:
        self.record, self.addresses = record, addresses
        self.words = record.words
        self.lang = record.words.lang

    @cached_property
    def figures(self) -> dict[str, Facts]:
        """Observation id → its row."""
        return _by(self.record.observations, "observation_id")

    @cached_property
    def things(self) -> dict[str, Facts]:
        """Project id → its row."""
        return _by(self.record.projects, "project_id")

    @cached_property
    def indicators(self) -> dict[str, Facts]:
        """Indicator id → its row."""
        return _by(self.record.indicators, "indicator_id")

    @cached_property
    def plans(self) -> dict[str, Plan]:
        """Plan id → the plan, in the order of their periods."""
        rows = self.record.plans.sort_values(["period_start", "plan_id"], kind="stable")
        return {
            str(row["plan_id"]): Plan(
                str(row["plan_id"]),
                str(row[f"short_{self.lang}"]),
                MUTED if is_missing(row["colour"]) else str(row["colour"]),
            )
            for row in rows.to_dict("records")
        }

    @cached_property
    def places(self) -> dict[str, str]:
        """Place id → its name."""
        rows = self.record.places
        return dict(zip(rows["place_id"], rows[f"name_{self.lang}"], strict=True))

    @cached_property
    def _numbers(self) -> dict[str, str]:
        return say_tables(self.record.tables, self.lang)

    def indicator(self, indicator_id: str) -> str:
        """Give the name of an indicator."""
        return str(self.indicators[indicator_id][f"name_{self.lang}"])

    def say_subject(self, row: Facts) -> str:
        """Say which place and time a figure is about."""
        named = [self.places[str(row["place_id"])], self.say_time(row)]
        return choose(self.lang, en=", ", zh="，").join(filter(None, named))

    def say_time(self, row: Facts) -> str:
        """Say the time of a figure; nothing where its plan gives none."""
        start, end = row["period_start"], row["period_end"]
        if is_missing(end):
            return ""
        if is_missing(start):
            return choose(self.lang, en=f"up to {end}", zh=f"截至{end}年")
        return say_period(str(start), str(end)) + choose(self.lang, en="", zh="年")

    def print_of(self, row_id: str, among: Iterable[str] = ()) -> Print:
        """Give a print by the id of its row; ``among`` are the rows that it stands with."""
        if row_id in self.things:
            row = self.things[row_id]
            return self._print(row, row_id, str(row["name_zh"]), "", "", "=", "")
        row = self.figures[row_id]
        others = [self.figures[each] for each in among if each in self.figures]
        subject = [
            name
            for name, column in (
                (self.indicator(str(row["indicator_id"])), "indicator_id"),
                (self.places[str(row["place_id"])], "place_id"),
            )
            if any(each[column] != row[column] for each in others)
        ]
        return self._print(
            row,
            row_id,
            str(row["printed"]),
            self.words.say_figure(row),
            str(row["role"]),
            str(row["comparator"]) if not is_missing(row["comparator"]) else "=",
            choose(self.lang, en=", ", zh="，").join(subject),
        )

    def _print(
        self, row: Facts, row_id: str, text: str, said: str, role: str, bound: str, subject: str
    ) -> Print:
        number = self._numbers.get(str(row["table_id"]), "")
        return Print(
            row_id,
            text,
            said,
            self.plans[str(row["plan_id"])],
            number or say_section(str(row["section_zh"]), self.lang),
            self.addresses.rows[row_id],
            role,
            bound,
            subject,
        )

    def read_checks(self) -> list[Check]:
        """Read all comparisons, in order; a contradiction has its consequences below it too."""
        checks = {str(row["check_id"]): self._check(row) for row in _records(self.record.audit)}
        for check in checks.values():
            above = checks.get(check.root)
            if above is not None and above.verdict == check.verdict:
                above.consequences.append(check)
        return list(checks.values())

    def _check(self, row: Facts) -> Check:
        left, right = (self._side(row, name) for name in ("left", "right"))
        unit, gap = str(row["unit"]), abs(_decimal(row["difference"]))
        most = max(abs(left.value), abs(right.value))
        ids = _ids(row, "left", "right")
        figures = [self.figures[each] for each in ids if each in self.figures]
        said = {each: str(row[f"{each}_{self.lang}"]) for each in ("explanation", "conclusion")}
        plans = str(row["plan_ids"]).split("|")
        about = next(
            (each for each in figures if each["indicator_id"] == row["indicator_id"]), figures[0]
        )
        name = self.indicator(str(row["indicator_id"]))
        return Check(
            str(row["check_id"]),
            str(row["kind"]),
            str(row["verdict"]),
            name,
            self.say_subject(about),
            str(self.indicators[str(row["indicator_id"])]["chapter"]),
            tuple(plan for plan_id, plan in self.plans.items() if plan_id in plans),
            left,
            right,
            unit,
            self._say_gap(gap, unit) if gap else "",
            float(gap / most) if most else 0.0,
            said["explanation"],
            is_made(said["explanation"], name, self.lang),
            "" if is_missing(said["conclusion"]) else said["conclusion"],
            "" if is_missing(row["follows_from"]) else str(row["follows_from"]),
        )

    def _side(self, row: Facts, name: str) -> Side:
        ids, unit, value = _ids(row, name), str(row["unit"]), _decimal(row[f"{name}_value"])
        prints = tuple(self.print_of(each, _ids(row, "left", "right")) for each in ids)
        figure = self.figures.get(ids[0]) if len(ids) == 1 else None
        if figure is not None and unit == figure["unit"] and value == _decimal(figure["value_low"]):
            [only] = prints
            said = self._say_place(only.said) if unit == "rank" and only.bound == "=" else only.said
            return Side(value, said, only.text, prints, only.role, only.bound, only.plan.colour)
        said = say_worked_out(value, unit, self.words)
        if unit == "rank":
            said = self._say_place(said)
        return Side(value, said, said, prints, COMPUTED, "=", MUTED)

    def _say_place(self, said: str) -> str:
        return choose(self.lang, en=f"number {said}", zh=f"第{said}位")

    def _say_gap(self, gap: Decimal, unit: str) -> str:
        said = say_gap(gap, unit, self.words)
        if unit != "rank":
            return said
        return choose(self.lang, en=f"{said} place{'s' * (gap != 1)}", zh=f"{said}位")


def _ids(row: Facts, *sides: str) -> list[str]:
    return [each for side in sides for each in str(row[f"{side}_id"]).split("|")]


def _decimal(value: object) -> Decimal:
    return Decimal(str(value))


def _by(rows: pd.DataFrame, key: str) -> dict[str, Facts]:
    return {str(row[key]): row for row in _records(rows)}


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]
