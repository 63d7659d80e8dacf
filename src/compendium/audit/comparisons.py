"""What people declare for the audit: ``data/vocab/audit.yaml`` as facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass as plain_dataclass
from itertools import chain
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic.dataclasses import dataclass

from compendium.audit.formulas import names_in
from compendium.contract.enums import COMPARISONS
from compendium.errors import CompendiumError
from compendium.raw.declarations import (
    STRICT,
    Fault,
    OneOf,
    Prose,
    Text,
    Words,
    check_form,
    find_duplicates,
    read_declaration,
    refuse_contradictions,
)

_ENTRY_ID = "[a-z0-9]+(-[a-z0-9]+)*"
_LONGEST_FORMULA = 500


def _check_id(written: str) -> str:
    try:
        return check_form(written, _ENTRY_ID)
    except ValueError:
        raise ValueError(f"the id {written!r} is not lower-case ASCII with hyphens") from None


def _check_formula(written: str) -> str:
    if len(written) > _LONGEST_FORMULA:
        raise ValueError(f"has {len(written)} characters; at most {_LONGEST_FORMULA}")
    try:
        names_in(written)
    except CompendiumError as error:
        raise ValueError(str(error)) from None
    except (ValueError, RecursionError, MemoryError):
        raise ValueError(f"cannot read the formula {written!r}") from None
    return written


Formula = Annotated[
    Text,
    AfterValidator(_check_formula),
    Field(description="Over the names of figures and lists, with + - * / and functions."),
]
Explanation = Annotated[
    Prose, Field(description="{name} is a figure as printed; also {left}, {right}, {difference}.")
]
Conclusion = Annotated[
    Prose | None,
    Field(description="Of a conflict: what may be said with which figure; names as above."),
]


def _find_half(english: str | None, chinese: str | None) -> Iterator[Fault]:
    if (english is None) != (chinese is None):
        yield (), "a conclusion stands in both languages or in none"


@dataclass(frozen=True, config=STRICT)
class Comparison:
    """One declared comparison of two sides, each a formula over figures and lists."""

    id: Annotated[Text, AfterValidator(_check_id), Field(description="Its id, never changed.")]
    kind: Annotated[str, OneOf(COMPARISONS), Field(description="What is compared.")]
    left: Formula
    right: Formula
    basis: Annotated[
        str,
        OneOf(("same", "different")),
        Field(description="different: the sides measure different things or times."),
    ]
    explanation_en: Explanation
    explanation_zh: Explanation
    conclusion_en: Conclusion = None
    conclusion_zh: Conclusion = None
    figures: Annotated[Mapping[Text, Text], Field(description="Name → observation id.")] = Field(
        default_factory=dict
    )
    follows_from: Annotated[
        Text | None,
        Field(
            description="The id of the comparison (here or of a figure printed twice, as in "
            "audit.csv) of which this one is a consequence."
        ),
    ] = None
    lists: Annotated[
        Mapping[Text, Mapping[Text, Words]],
        Field(description="Name → what the projects of the list have in common; '' for empty."),
    ] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _check(self) -> Self:
        given, used = {*self.figures, *self.lists}, names_in(self.left) | names_in(self.right)
        if used != given:
            reason = (
                f"the formulas use {', '.join(sorted(used)) or 'nothing'}; given are "
                f"{', '.join(sorted(given)) or 'none'}"
            )
            refuse_contradictions([((), reason)])
        refuse_contradictions(_find_half(self.conclusion_en, self.conclusion_zh))
        return self


@dataclass(frozen=True, config=STRICT)
class Remark:
    """What is to be said of one figure printed twice, instead of the made sentence."""

    pair: Annotated[
        tuple[Text, ...],
        Field(min_length=2, max_length=2, description="The ids of the two observations."),
    ]
    explanation_en: Explanation
    explanation_zh: Explanation
    conclusion_en: Conclusion = None
    conclusion_zh: Conclusion = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse_contradictions(_find_half(self.conclusion_en, self.conclusion_zh))
        return self

    @property
    def id(self) -> str:
        """The pair as one text."""
        return "|".join(self.pair)


@dataclass(frozen=True, config=STRICT)
class Declarations:
    """What the audit compares beside figures printed twice, and its remarks on some of those."""

    remarks: tuple[Remark, ...] = ()
    comparisons: tuple[Comparison, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        refuse_contradictions(chain.from_iterable(self._find_duplicates()))
        return self

    def _find_duplicates(self) -> Iterator[Iterator[Fault]]:
        for part, name in (("remarks", "pair"), ("comparisons", "id")):
            entries = enumerate(getattr(self, part))
            yield find_duplicates((((part, n, name), each.id) for n, each in entries), name)


@plain_dataclass(frozen=True)
class Specifications:
    """What ``data/vocab/audit.yaml`` declares, and where it stands."""

    path: Path = Path("data/vocab/audit.yaml")
    comparisons: tuple[Comparison, ...] = ()
    remarks: tuple[Remark, ...] = ()


def read_audit(path: Path) -> Specifications:
    """Read the declared comparisons.

    Raises
    ------
    DeclarationError, Report
        If the file is missing or no YAML, or for each entry that lacks a field or has an unknown
        one, is a duplicate, has an unknown kind or basis, or whose names and formulas do not belong
        together.
    """
    declared = read_declaration(path, Declarations)
    return Specifications(path, declared.comparisons, declared.remarks)
