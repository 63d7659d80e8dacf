"""Printed figures held against each other: restated ones found, others as the vocabulary says."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
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
    conclude,
    explain_restated,
    fill_text,
    say_difference,
    say_number_of,
    say_print,
)
from compendium.contract.enums import LANGUAGES
from compendium.contract.plain import each_row, list_rows, list_texts, to_frame
from compendium.contract.revisions import find_standing
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
from compendium.printed.units import write_number
from compendium.printed.wording import Wording

_READ = [
    *("observation_id", "plan_id", "table_id", "source_kind", "section_zh", "printed"),
    *("comparator", "low", "value_low", "value_high", "least", "most", "measure", *RESTATED),
]
_COLUMNS = BY_NAME["audit"].columns
_REVISED = ("observation_id", "supersedes")


def build_audit(
    frames: Mapping[str, pd.DataFrame], specifications: Specifications, terms: Terms
) -> pd.DataFrame:
    """Compare the figures that the plans print and that stand.

    What was superseded is no contradiction: no figure is held against it. A declared comparison
    that names it compares what stands in its place, and a remark on it is passed over.

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
    printed = frames["observations"]
    superseded = find_standing(*(list_texts(printed[name]) for name in _REVISED))
    observations = printed
    if superseded:
        observations = printed[~printed["observation_id"].isin(superseded.keys())]
    wordings = {lang: Wording.of(terms, lang) for lang in LANGUAGES}
    problems: list[CompendiumError] = []
    restated = to_frame(
        _restated(observations, frames, specifications, wordings, superseded, problems), _COLUMNS
    )
    declared = [check for each in specifications.comparisons if (check := _lead(each, superseded))]
    rows = list_rows(_declared(observations, declared)[_READ])
    known: dict[str, Row] = {row["observation_id"]: row for row in rows}
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows:
        groups[_peer_key(row)].append(row["observation_id"])
    found: list[Row] = []
    for check in declared:
        try:
            if lost := [each for each in check.figures.values() if each not in known]:
                raise _unknown(lost[0], observations)
            found.append(_compare(check, frames["projects"], known, groups, wordings))
        except (FormulaError, UnknownNameError) as error:
            problems.append(VocabularyError(specifications.path, f"check {check.id}: {error}"))
    gone: set[str] = set()
    if superseded:
        gone = {_name_restated(each) for each in _find_restated(printed)}
        gone |= {each.id for each in specifications.comparisons}
    check_ids = [*restated["check_id"], *(row["check_id"] for row in found)]
    roots, unlinked = _find_roots(check_ids, specifications, gone)
    problems += unlinked
    if problems:
        raise Report(specifications.path.as_posix(), flatten(problems))
    linked = ({**row, "follows_from": roots.get(row["check_id"], "")} for row in found)
    return pd.concat([restated, to_frame(linked, _COLUMNS)], ignore_index=True)


def _declared(observations: pd.DataFrame, declared: Iterable[Comparison]) -> pd.DataFrame:
    """Give the rows that declared comparisons can speak of: their figures, and these' tables."""
    ids = [each for check in declared for each in check.figures.values()]
    named = observations["observation_id"].isin(ids)
    tables = observations.loc[named, "table_id"].unique()
    return observations[named | observations["table_id"].isin(tables)]


def _lead(check: Comparison, standing: Mapping[str, str]) -> Comparison | None:
    """Give a comparison of what stands; none where two of its figures have become one."""
    figures = {name: standing.get(each, each) for name, each in check.figures.items()}
    if figures == check.figures:
        return check
    if len({*figures.values()}) < len({*check.figures.values()}):
        return None
    return replace(check, figures=figures)


def _find_roots(
    check_ids: Sequence[str], specifications: Specifications, gone: Container[str]
) -> tuple[dict[str, str], list[CompendiumError]]:
    """Give the comparison that each consequence follows from, by their ids.

    One that is ``gone``, since a figure of it was superseded, has no consequences any more.
    """
    by_entry = {check_id.rpartition(".")[2]: check_id for check_id in check_ids}
    roots: dict[str, str] = {}
    unlinked: list[CompendiumError] = []
    for entry in specifications.comparisons:
        if entry.follows_from is None or entry.id not in by_entry:
            continue
        root = by_entry.get(entry.follows_from, entry.follows_from)
        if root not in check_ids and root in gone:
            continue
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


def _unknown(name: str, observations: pd.DataFrame) -> UnknownNameError:
    near = process.extract(name, list(observations["observation_id"]), limit=1, score_cutoff=60)
    return UnknownNameError("observation", name, tuple(each for each, *_ in near))


def _restated(
    observations: pd.DataFrame,
    frames: Mapping[str, pd.DataFrame],
    specifications: Specifications,
    wordings: Mapping[str, Wording],
    superseded: Container[str],
    problems: list[CompendiumError],
) -> Iterator[Row]:
    """Give the rows for figures printed twice; put down what is wrong with the remarks of some."""
    remarks = {
        each.id: each
        for each in specifications.remarks
        if not any(name in superseded for name in each.pair)
    }
    names = {lang: _read_names(frames, lang) for lang in wordings}
    for twice in _find_restated(observations):
        remark = remarks.pop("|".join(twice.ids), None)
        try:
            said = _say_restated(twice, remark, names, wordings)
        except FormulaError as error:
            problems.append(VocabularyError(specifications.path, f"remark of {twice.ids}: {error}"))
            continue
        row = _row(
            _name_restated(twice), "restated", twice.rows, twice.ids, twice.numbers, twice.judgement
        )
        yield {**row, **said, "follows_from": ""}
    for remark in remarks.values():
        problems += _explain_unused(remark, observations, specifications.path)


def _read_names(frames: Mapping[str, pd.DataFrame], lang: str) -> Names:
    def read(table: str, key: str, name: str) -> dict[str, str]:
        return dict(zip(*(list_texts(frames[table][each]) for each in (key, name)), strict=True))

    return Names(
        plans=read("plans", "plan_id", f"title_{lang}"),
        indicators=read("indicators", "indicator_id", f"name_{lang}"),
        tables=read("tables", "table_id", "number_zh"),
    )


def _find_restated(observations: pd.DataFrame) -> Iterator[Restated]:
    figure = observations.groupby([*RESTATED], sort=False).ngroup()
    # Most figures are printed once; only the others are worth a row each.
    of_several = figure[figure.duplicated(keep=False)].sort_values(kind="stable")
    return find_restated(each_row(observations.loc[of_several.index, _READ]))


def _name_restated(twice: Restated) -> str:
    first = twice.rows[0]
    digest = hashlib.sha256("|".join(twice.ids).encode()).hexdigest()[:6]
    return f"restated.{first['indicator_id']}.{first['place_id']}.{digest}"


def _say_restated(
    twice: Restated,
    remark: Remark | None,
    names: Mapping[str, Names],
    wordings: Mapping[str, Wording],
) -> dict[str, str]:
    said: dict[str, str] = {}
    verdict = twice.judgement.verdict
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
        said |= _fill_texts(remark, figures, verdict, lang)
    return said


def _fill_texts(
    entry: Comparison | Remark, figures: Mapping[str, str], verdict: str, lang: str
) -> dict[str, str]:
    """Fill what an entry says in a language; only of a conflict something is to be concluded."""
    explanation = fill_text(getattr(entry, f"explanation_{lang}"), figures, lang)
    declared = getattr(entry, f"conclusion_{lang}")
    # Filled in any case, so that a wrong name in it is found before it is needed.
    conclusion = fill_text(declared, figures, lang) if declared else conclude(lang)
    return {
        f"explanation_{lang}": explanation,
        f"conclusion_{lang}": conclusion if verdict == "conflict" else "",
    }


def _explain_unused(
    remark: Remark, observations: pd.DataFrame, path: Path
) -> Iterator[CompendiumError]:
    known = set(observations["observation_id"])
    lost = [name for name in remark.pair if name not in known]
    for name in lost:
        yield VocabularyError(path, f"remark: {_unknown(name, observations)}")
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
    for lang, words in wordings.items():
        figures = {name: say_print(each, words) for name, each in rows.items()}
        figures |= {
            "left": say_number_of(sides[0], words),
            "right": say_number_of(sides[1], words),
            "difference": say_difference(judgement, sides[0].unit, words),
        }
        row |= _fill_texts(check, figures, judgement.verdict, lang)
    return row


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
        "left_value": write_number(sides[0].value),
        "right_value": write_number(sides[1].value),
        "unit": sides[0].unit,
        "difference": write_number(judgement.difference),
        "tolerance": write_number(judgement.tolerance),
        "verdict": judgement.verdict,
    }
