"""Printed figures held against each other: restated ones found, others as the vocabulary says."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Context as Precision
from decimal import Decimal
from pathlib import Path

import pandas as pd
from rapidfuzz import process

from compendium.audit.comparisons import Comparison, Remark, Specifications
from compendium.audit.formulas import Context, evaluate
from compendium.audit.numbers import (
    RESTATED,
    Judgement,
    Number,
    Restated,
    Row,
    find_restated,
    judge,
    read_number,
)
from compendium.audit.sentences import (
    Names,
    explain_restated,
    fill_text,
    say_difference,
    say_number_of,
)
from compendium.contract.enums import LANGUAGES
from compendium.contract.tables import BY_NAME
from compendium.contract.terms import Terms
from compendium.errors import (
    CompendiumError,
    FormulaError,
    Report,
    UnknownNameError,
    VocabularyError,
    flatten,
)
from compendium.printed.units import plain
from compendium.printed.wording import Wording

_MOST_DIGITS = 12
_ROUNDED = Precision(prec=6)


def build_audit(
    frames: Mapping[str, pd.DataFrame], specifications: Specifications, terms: Terms
) -> pd.DataFrame:
    """Compare the figures that the plans print.

    Parameters
    ----------
    frames
        The other tables of the contract as texts; observations, projects, plans, tables and
        indicators are read.
    specifications
        The declared comparisons, and what is to be said of some of the others.
    terms
        What units are called.

    Returns
    -------
    DataFrame
        (C rows) of ``audit.csv``, as texts: first the figures printed more than once (a figure of
        a table, else the first print, is the left side; each other print is a row), in the order of
        observations.csv; then the declared comparisons in the order of their file.

    Raises
    ------
    Report
        With a `VocabularyError` for each declared entry that names an unknown observation, or that
        cannot be worked out.
    """
    rows = _rows(frames["observations"])
    known: dict[str, Row] = {row["observation_id"]: row for row in rows}
    wordings = {lang: Wording.of(terms, lang) for lang in LANGUAGES}
    found, problems = _restated(rows, frames, specifications, wordings)
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows:
        groups[_peer_key(row)].append(row["observation_id"])
    for check in specifications.comparisons:
        try:
            found.append(_compare(check, frames["projects"], known, groups, wordings))
        except (FormulaError, UnknownNameError) as error:
            problems.append(VocabularyError(specifications.path, f"check {check.id}: {error}"))
    roots, unlinked = _find_roots([row["check_id"] for row in found], specifications)
    problems += unlinked
    if problems:
        raise Report(specifications.path.as_posix(), flatten(problems))
    linked = [{**row, "follows_from": roots.get(row["check_id"], "")} for row in found]
    return pd.DataFrame(linked, columns=BY_NAME["audit"].columns)


def _find_roots(
    check_ids: Sequence[str], specifications: Specifications
) -> tuple[dict[str, str], list[CompendiumError]]:
    """Give the comparison that each consequence follows from, by their ids."""
    by_entry = {check_id.rpartition(".")[2]: check_id for check_id in check_ids}
    roots: dict[str, str] = {}
    unlinked: list[CompendiumError] = []
    for entry in specifications.comparisons:
        if entry.follows_from is None or entry.id not in by_entry:
            continue
        root = by_entry.get(entry.follows_from, entry.follows_from)
        roots[by_entry[entry.id]] = root
        if root not in check_ids:
            reason = f"check {entry.id}: unknown comparison {entry.follows_from!r}"
            unlinked.append(VocabularyError(specifications.path, reason))
    for ring in _find_rings(roots):
        reason = f"check {ring[0].rpartition('.')[2]}: follows from itself ({' from '.join(ring)})"
        unlinked.append(VocabularyError(specifications.path, reason))
    return roots, unlinked


def _find_rings(roots: Mapping[str, str]) -> Iterator[list[str]]:
    """Give the comparisons that follow from one another, each ring once: none would be counted."""
    for check_id in roots:
        line = [check_id]
        while (root := roots.get(line[-1], "")) and root not in line:
            line.append(root)
        if root == check_id == min(line):
            yield line


def _rows(frame: pd.DataFrame) -> list[Row]:
    columns = [str(name) for name in frame.columns]
    return [
        dict(zip(columns, values, strict=True))
        for values in frame.itertuples(index=False, name=None)
    ]


def _unknown(name: str, known: Mapping[str, Row]) -> UnknownNameError:
    near = process.extract(name, list(known), limit=1, score_cutoff=60)
    return UnknownNameError("observation", name, tuple(each for each, *_ in near))


def _restated(
    rows: Sequence[Row],
    frames: Mapping[str, pd.DataFrame],
    specifications: Specifications,
    wordings: Mapping[str, Wording],
) -> tuple[list[Row], list[CompendiumError]]:
    """Give the rows for figures printed twice, and what is wrong with the remarks of some."""
    remarks = {each.id: each for each in specifications.remarks}
    names = Names(
        plans={row["plan_id"]: row for row in _rows(frames["plans"])},
        indicators={row["indicator_id"]: row for row in _rows(frames["indicators"])},
        tables={row["table_id"]: row["number_zh"] for row in _rows(frames["tables"])},
    )
    found: list[Row] = []
    problems: list[CompendiumError] = []
    for twice in find_restated(rows):
        remark = remarks.pop("|".join(twice.ids), None)
        try:
            said = _say_restated(twice, remark, names, wordings)
        except FormulaError as error:
            problems.append(VocabularyError(specifications.path, f"remark of {twice.ids}: {error}"))
            continue
        first = twice.rows[0]
        digest = hashlib.sha256("|".join(twice.ids).encode()).hexdigest()[:6]
        check_id = f"restated.{first['indicator_id']}.{first['place_id']}.{digest}"
        row = _row(check_id, "restated", twice.rows, twice.ids, twice.numbers, twice.judgement)
        found.append(row | said)
    known = {row["observation_id"]: row for row in rows}
    for remark in remarks.values():
        problems += _explain_unused(remark, known, specifications.path)
    return found, problems


def _say_restated(
    twice: Restated, remark: Remark | None, names: Names, wordings: Mapping[str, Wording]
) -> dict[str, str]:
    said = {}
    for lang, words in wordings.items():
        if remark is None:
            said[f"explanation_{lang}"] = explain_restated(twice, names, words)
            continue
        figures = {
            name: say_number_of(number, words, row["comparator"])
            for name, row, number in zip(("left", "right"), twice.rows, twice.numbers, strict=True)
        }
        figures["difference"] = say_difference(twice.judgement, twice.numbers[0].unit, words)
        said[f"explanation_{lang}"] = fill_text(
            getattr(remark, f"explanation_{lang}"), figures, lang
        )
    return said


def _explain_unused(
    remark: Remark, known: Mapping[str, Row], path: Path
) -> Iterator[CompendiumError]:
    lost = [name for name in remark.pair if name not in known]
    for name in lost:
        yield VocabularyError(path, f"remark: {_unknown(name, known)}")
    if not lost:
        yield VocabularyError(path, f"remark: {remark.id} are not compared in this order")


def _peer_key(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in ("table_id", *RESTATED) if name != "place_id")


def _compare(
    check: Comparison,
    projects: pd.DataFrame,
    known: Mapping[str, Row],
    groups: Mapping[tuple[str, ...], Sequence[str]],
    wordings: Mapping[str, Wording],
) -> Row:
    for each in check.figures.values():
        if each not in known:
            raise _unknown(each, known)
    rows = {name: known[each] for name, each in check.figures.items()}
    context = Context(
        figures={name: read_number(row) for name, row in rows.items()},
        lists={name: _list(projects, common) for name, common in check.lists.items()},
        peers=lambda each: [read_number(known[name]) for name in groups[_peer_key(known[each])]],
    )
    sides = (evaluate(check.left, context), evaluate(check.right, context))
    if sides[0].unit != sides[1].unit:
        raise FormulaError(f"{sides[0].unit} cannot be compared with {sides[1].unit}")
    judgement = judge(*sides, same_basis=check.basis == "same")
    concerned = [known[name] for side in sides for name in side.ids if name in known]
    if not concerned:
        raise FormulaError("compares no figure, only lists")
    ids = ("|".join(sides[0].ids), "|".join(sides[1].ids))
    check_id = f"{check.kind}.{concerned[0]['indicator_id']}.{check.id}"
    row = _row(check_id, check.kind, concerned, ids, sides, judgement)
    return row | {
        f"explanation_{lang}": fill_text(
            getattr(check, f"explanation_{lang}"),
            {
                **{
                    name: say_number_of(context.figures[name], words, each["comparator"])
                    for name, each in rows.items()
                },
                "left": say_number_of(sides[0], words),
                "right": say_number_of(sides[1], words),
                "difference": say_difference(judgement, sides[0].unit, words),
            },
            lang,
        )
        for lang, words in wordings.items()
    }


def _list(projects: pd.DataFrame, common: Mapping[str, str]) -> list[str]:
    if unknown := sorted(set(common) - set(projects.columns)):
        raise FormulaError(f"projects have no column {unknown[0]!r}")
    chosen = projects
    for column, value in common.items():
        chosen = chosen[chosen[column] == value]
    if chosen.empty:
        raise FormulaError(f"no project has {dict(common)}")
    return [str(name) for name in chosen["project_id"]]


def _row(
    check_id: str,
    kind: str,
    concerned: Sequence[Row],
    ids: tuple[str, str],
    sides: tuple[Number, Number],
    judgement: Judgement,
) -> dict[str, str]:
    return {
        "check_id": check_id,
        "kind": kind,
        "plan_ids": "|".join(sorted({row["plan_id"] for row in concerned})),
        "indicator_id": concerned[0]["indicator_id"],
        "left_id": ids[0],
        "right_id": ids[1],
        "left_value": _write(sides[0].value),
        "right_value": _write(sides[1].value),
        "unit": sides[0].unit,
        "difference": _write(judgement.difference),
        "tolerance": _write(judgement.tolerance),
        "verdict": judgement.verdict,
    }


def _write(value: Decimal) -> str:
    """Write a number without an exponent; one that does not end, to six digits.

    >>> _write(Decimal("79670000000")), _write(Decimal(1) / 3)
    ('79670000000', '0.333333')
    """
    short = len(value.normalize().as_tuple().digits) <= _MOST_DIGITS
    return f"{plain(value if short else _ROUNDED.plus(value)):f}"
