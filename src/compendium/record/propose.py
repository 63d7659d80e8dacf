"""Which named things may be one: candidates with their evidence, for a person to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from compendium.contract.enums import WITHOUT_ENTITY
from compendium.printed.text import name_key
from compendium.record.reader import RowReader
from compendium.record.vocabulary import Vocabularies, Vocabulary

CLOSE = 84
"""The likeness (0–100, the better of whole and part) from which two names are proposed."""

MOST_NEAR = 3


@dataclass(frozen=True)
class Candidate:
    """A name, and a known thing that it may mean.

    Attributes
    ----------
    name, where
        The name and where it stands (a cell, or the entity's id).
    known, known_id, known_where
        The name it is like, that thing's id, and the place it lies in.
    likeness
        0 to 100.
    """

    name: str
    where: str
    known: str
    known_id: str
    known_where: str
    likeness: int

    def __str__(self) -> str:
        return (
            f"{self.name} ({self.where}) ~ {self.known} ({self.known_id}, {self.known_where}): "
            f"{self.likeness}"
        )


def propose_new(
    records: Sequence[RowReader], vocabularies: Vocabularies
) -> tuple[dict[str, list[Candidate]], dict[str, RowReader]]:
    """Find the names that the vocabulary does not know, with the things that they may mean.

    Parameters
    ----------
    records
        The rows of the sheets ``projects``.
    vocabularies
        Entities, types of thing and places.

    Returns
    -------
    tuple
        Unknown name → candidates, the likest first (none if nothing is near); and unknown name →
        the first row that has it.
    """
    first: dict[str, RowReader] = {}
    for record in records:
        key = name_key(record["name_zh"])
        known = key in vocabularies.entities.ids or key in vocabularies.types_of_thing
        if not known and record["kind"] not in WITHOUT_ENTITY:
            first.setdefault(record["name_zh"], record)
    names = list(vocabularies.entities.ids)
    return {
        name: [
            _candidate(name, str(record.cell("name_zh")), key, likeness, vocabularies.entities)
            for key, likeness, _ in _nearest(name_key(name), names)
        ]
        for name, record in first.items()
    }, first


def propose_pairs(
    entities: Vocabulary, decided: Iterable[Mapping[str, str]]
) -> Iterator[Candidate]:
    """Find pairs of known things whose names are close and that nobody has decided on.

    Parameters
    ----------
    entities
        The vocabulary.
    decided
        Rows of ``entity-decisions.csv``: ``left_zh``, ``right_zh``.
    """
    done = {frozenset((name_key(pair["left_zh"]), name_key(pair["right_zh"]))) for pair in decided}
    names = list(entities.ids)
    for place, name in enumerate(names):
        for key, likeness, _ in _nearest(name, names[place + 1 :]):
            if entities.ids[key] != entities.ids[name] and frozenset((name, key)) not in done:
                yield _candidate(name, entities.ids[name], key, likeness, entities)


def _nearest(name: str, names: Sequence[str]) -> list[tuple[str, float, int]]:
    return process.extract(name, names, scorer=_likeness, limit=MOST_NEAR, score_cutoff=CLOSE)


def _likeness(left: str, right: str, *, score_cutoff: float | None = None) -> float:
    """Compare two names; a short name inside a long one counts only if it is no mere stem."""
    whole = fuzz.ratio(left, right)
    if min(len(left), len(right)) < 4:
        return whole
    return max(whole, fuzz.partial_ratio(left, right) - 5)


def _candidate(name: str, where: str, key: str, likeness: float, entities: Vocabulary) -> Candidate:
    entity_id = entities.ids[key]
    row = entities.rows[entity_id]
    return Candidate(name, where, key, entity_id, row["place_id"] or "-", round(likeness))
