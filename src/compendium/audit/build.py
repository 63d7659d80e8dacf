"""Printed figures held against each other: restated ones found, others as the vocabulary says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from compendium.audit.comparisons import Comparison, Specifications
from compendium.audit.formulas import Context, evaluate
from compendium.audit.numbers import (
    RESTATED,
    Row,
    judge,
    read_number,
)
from compendium.audit.restated import compare_restated, find_twice, name_restated
from compendium.audit.rows import COLUMNS, READ, explain_unknown, fill_texts, make_row
from compendium.audit.sentences import (
    say_difference,
    say_number_of,
    say_print,
)
from compendium.contract.enums import LANGUAGES
from compendium.contract.plain import list_rows, list_texts, to_frame
from compendium.contract.revisions import find_standing
from compendium.contract.terms import Terms
from compendium.errors import (
    CompendiumError,
    FormulaError,
    Report,
    UnknownNameError,
    VocabularyError,
    flatten,
)
from compendium.printed.wording import Wording

_REVISED = ("observation_id", "supersedes")


def build_audit(
    frames: Mapping[str, pd.DataFrame],
    specifications: Specifications,
    terms: Terms,
    kept: pd.DataFrame | None = None,
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
    kept
        (K rows) of an earlier audit, on figures printed twice in sources that are as they were:
        where their two figures are compared now, they are taken as they are.

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
    restated, problems = compare_restated(
        {**frames, "observations": observations},
        [each for each in specifications.remarks if not superseded.keys() & {*each.pair}],
        wordings,
        to_frame([], COLUMNS) if kept is None else kept,
        specifications.path,
    )
    declared = [check for each in specifications.comparisons if (check := _lead(each, superseded))]
    rows = list_rows(_declared(observations, declared)[READ])
    known: dict[str, Row] = {row["observation_id"]: row for row in rows}
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows:
        groups[_peer_key(row)].append(row["observation_id"])
    found: list[Row] = []
    for check in declared:
        try:
            if lost := [each for each in check.figures.values() if each not in known]:
                raise explain_unknown(lost[0], observations["observation_id"])
            found.append(_compare(check, frames["projects"], known, groups, wordings))
        except (FormulaError, UnknownNameError) as error:
            problems.append(VocabularyError(specifications.path, f"check {check.id}: {error}"))
    gone: set[str] = set()
    if superseded:
        gone = {name_restated(each) for each in find_twice(printed)}
        gone |= {each.id for each in specifications.comparisons}
    check_ids = [*restated["check_id"], *(row["check_id"] for row in found)]
    roots, unlinked = _find_roots(check_ids, specifications, gone)
    problems += unlinked
    if problems:
        raise Report(specifications.path.as_posix(), flatten(problems))
    linked = ({**row, "follows_from": roots.get(row["check_id"], "")} for row in found)
    return pd.concat([restated, to_frame(linked, COLUMNS)], ignore_index=True)


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
    row = make_row(check_id, check.kind, concerned, ids, sides, judgement)
    for lang, words in wordings.items():
        figures = {name: say_print(each, words) for name, each in rows.items()}
        figures |= {
            "left": say_number_of(sides[0], words),
            "right": say_number_of(sides[1], words),
            "difference": say_difference(judgement, sides[0].unit, words),
        }
        row |= fill_texts(check, figures, judgement.verdict, lang)
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
