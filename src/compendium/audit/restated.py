"""Figures that the plans print more than once, each print held against one of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from compendium.audit.comparisons import Remark
from compendium.audit.numbers import RESTATED, Restated, find_restated
from compendium.audit.rows import COLUMNS, READ, explain_unknown, fill_texts, make_row
from compendium.audit.sentences import (
    Names,
    conclude,
    explain_restated,
    say_difference,
    say_print,
)
from compendium.contract.plain import each_row, list_texts, to_frame
from compendium.errors import CompendiumError, FormulaError, VocabularyError
from compendium.printed.wording import Wording

KIND = "restated"
"""What these rows are in the column ``kind``."""


def compare_restated(
    frames: Mapping[str, pd.DataFrame],
    remarks: Iterable[Remark],
    wordings: Mapping[str, Wording],
    kept: pd.DataFrame,
    path: Path,
) -> tuple[pd.DataFrame, list[CompendiumError]]:
    """Give the rows of ``audit.csv`` on figures printed twice, and what is wrong with remarks.

    Parameters
    ----------
    frames
        The tables of the contract as texts; of the observations those that stand.
    remarks
        What is to be said of some.
    wordings
        What figures are called, by language.
    kept
        Rows that were made of the same figures before; they are taken as they are.
    path
        The file of the remarks.
    """
    observations = frames["observations"]
    said_before = {ids: at for at, ids in enumerate(zip(*_list_sides(kept), strict=True))}
    names = {lang: _read_names(frames, lang) for lang in wordings}
    open_remarks = {each.id: each for each in remarks}
    problems: list[CompendiumError] = []
    rows: list[dict[str, str]] = []
    order: list[int] = []
    for twice in find_twice(observations):
        remark = open_remarks.pop("|".join(twice.ids), None)
        at = said_before.get(twice.ids)
        if at is None:
            try:
                rows.append(_say(twice, remark, names, wordings))
            except FormulaError as error:
                problems.append(VocabularyError(path, f"remark of {twice.ids}: {error}"))
                continue
            at = len(kept) + len(rows) - 1
        order.append(at)
    for remark in open_remarks.values():
        problems += _explain_unused(remark, observations, path)
    both = pd.concat([kept, to_frame(rows, COLUMNS)], ignore_index=True)
    return both.iloc[order].reset_index(drop=True), problems


def _read_names(frames: Mapping[str, pd.DataFrame], lang: str) -> Names:
    def read(table: str, key: str, name: str) -> dict[str, str]:
        return dict(zip(*(list_texts(frames[table][each]) for each in (key, name)), strict=True))

    return Names(
        plans=read("plans", "plan_id", f"title_{lang}"),
        indicators=read("indicators", "indicator_id", f"name_{lang}"),
        tables=read("tables", "table_id", "number_zh"),
    )


def find_twice(observations: pd.DataFrame) -> Iterator[Restated]:
    """Give every figure of the table that is printed again; see `find_restated`."""
    figure = observations.groupby([*RESTATED], sort=False).ngroup()
    # Most figures are printed once; only the others are worth a row each.
    of_several = figure[figure.duplicated(keep=False)].sort_values(kind="stable")
    return find_restated(each_row(observations.loc[of_several.index, READ]))


def name_restated(twice: Restated) -> str:
    """Give the id of the row on a figure printed twice."""
    first = twice.rows[0]
    digest = hashlib.sha256("|".join(twice.ids).encode()).hexdigest()[:6]
    return f"restated.{first['indicator_id']}.{first['place_id']}.{digest}"


def _say(
    twice: Restated,
    remark: Remark | None,
    names: Mapping[str, Names],
    wordings: Mapping[str, Wording],
) -> dict[str, str]:
    verdict = twice.judgement.verdict
    said = make_row(
        name_restated(twice), KIND, twice.rows, twice.ids, twice.numbers, twice.judgement
    )
    for lang, words in wordings.items():
        if remark is None:
            said[f"explanation_{lang}"] = explain_restated(twice, names[lang], words)
            said[f"conclusion_{lang}"] = conclude(lang) if verdict == "conflict" else ""
            continue
        figures = {
            name: say_print(row, words)
            for name, row in zip(("left", "right"), twice.rows, strict=True)
        }
        figures["difference"] = say_difference(twice.judgement, twice.numbers[0].unit, words)
        said |= fill_texts(remark, figures, verdict, lang)
    return {**said, "follows_from": ""}


def _list_sides(rows: pd.DataFrame) -> tuple[list[str], list[str]]:
    return list_texts(rows["left_id"]), list_texts(rows["right_id"])


def _explain_unused(
    remark: Remark, observations: pd.DataFrame, path: Path
) -> Iterator[CompendiumError]:
    # In their order: of two ids that are equally near, the first is told.
    known = list_texts(observations["observation_id"])
    lost = [name for name in remark.pair if name not in known]
    for name in lost:
        yield VocabularyError(path, f"remark: {explain_unknown(name, known)}")
    if not lost:
        yield VocabularyError(path, f"remark: {remark.id} are not compared in this order")
