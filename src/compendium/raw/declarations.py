"""What people write, held against models: every fault at once, in our words, with its place.

A model is a frozen pydantic dataclass (or a row model made of contract columns). Pydantic finds the
faults; the sentences are ours, made from the kind of a fault and the value that stands there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast, get_args

from pydantic import AfterValidator, ConfigDict, Field, Strict, TypeAdapter, ValidationError
from pydantic_core import CoreSchema, core_schema
from rapidfuzz import process

from compendium.contract.columns import COLOUR, DATE, ID, INTEGER, NUMBER, SHA256, YEAR
from compendium.errors import CellTextError, DeclarationError, gather
from compendium.raw.hidden import hidden_character
from compendium.raw.strict_yaml import Place, read_yaml

T = TypeVar("T")
Fault = tuple[Place, str]
"""Where something is wrong in what was written, and what."""

TODO = "TODO"
"""How a value begins that a person has still to write."""

STRICT = ConfigDict(extra="forbid")
"""The configuration of every model of a declaration."""

FACTOR = r"[0-9]{1,18}(\.[0-9]{1,18})?(/[1-9][0-9]{0,17})?"

FORMS: Mapping[str, str] = {
    ID: "an id: lower-case ASCII letters and digits, joined by hyphens or points",
    YEAR: "a year (YYYY or YYYY-MM)",
    DATE: "a date (YYYY, YYYY-MM or YYYY-MM-DD)",
    COLOUR: "a colour such as #1a2b3c",
    SHA256: "a SHA-256: 64 lower-case hexadecimal digits",
    NUMBER: "a number in ASCII digits, such as 1234.5",
    INTEGER: "a whole number in ASCII digits",
    FACTOR: "a number or a fraction in ASCII digits, such as 10000 or 1/3",
}
"""Regular expression of the contract → how a message calls it."""


class ContradictionError(ValueError):
    """Faults that show only where several values of a model are looked at together."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(reason for _, reason in faults))


def refuse_contradictions(faults: Iterable[Fault]) -> None:
    """Raise what a model's own check has found, if anything; places are those inside the model.

    Raises
    ------
    ContradictionError
        If there is a fault.
    """
    if found := tuple(faults):
        raise ContradictionError(found)


def find_duplicates(values: Iterable[tuple[Place, object]], what: str) -> Iterator[Fault]:
    """Give a fault for each value that stands a second time."""
    seen: set[object] = set()
    for place, value in values:
        if value in seen:
            yield place, f"duplicate {what} {value!r}"
        seen.add(value)


@dataclass(frozen=True)
class OneOf:
    """Marks a field that takes one of a few texts: ``Annotated[str, OneOf(ROLES)]``."""

    values: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.literal_schema(list(self.values))


def check_text(text: str) -> str:
    """Refuse an empty text and one with characters that nobody sees."""
    if not text.strip():
        raise ValueError("is empty")
    return check_visible(text)


def check_visible(text: str) -> str:
    """Refuse characters that nobody sees, and a line break."""
    if "\n" in text:
        raise ValueError("holds a line break")
    return check_prose(text)


def check_prose(text: str) -> str:
    """Refuse characters that nobody sees."""
    if hidden := hidden_character(text):
        raise ValueError(f"holds {hidden}")
    return text


def check_form(text: str, pattern: str) -> str:
    """Refuse a text that is not of a form."""
    if not re.fullmatch(pattern, text):
        raise ValueError(f"{text!r} is not {FORMS.get(pattern, f'of the form {pattern}')}")
    return text


def check_id(written: str) -> str:
    """Give an id if it is one.

    Raises
    ------
    CellTextError
        If it is none.
    """
    try:
        return check_form(written, ID)
    except ValueError as error:
        raise CellTextError(str(error)) from None


Text = Annotated[str, AfterValidator(check_text), Field(json_schema_extra={"minLength": 1})]
"""One line of visible text."""
Words = Annotated[str, AfterValidator(check_visible)]
"""The same, or nothing."""
Prose = Annotated[str, Field(min_length=1), AfterValidator(check_prose)]
"""Visible text over several lines."""
Id = Annotated[
    str,
    AfterValidator(lambda text: check_form(text, ID)),
    Field(json_schema_extra={"pattern": f"^{ID}$"}),
]
"""An id of the contract."""
Count = Annotated[int, Strict(), Field(ge=1)]
"""A whole number from 1."""
Flag = Annotated[bool, Strict()]
"""True or false."""


def read_declaration(path: Path, model: type[T]) -> T:
    """Read a YAML file as a model.

    Raises
    ------
    DeclarationError
        If the file cannot be read, or its only fault.
    Report
        With a `DeclarationError` for each fault, where there are several.
    """
    document = read_yaml(path)
    if undone := list(_find_undone(document.value, ())):
        problems = [
            DeclarationError(path, reason, ".".join(map(str, place)), document.line(place))
            for place, reason in undone
        ]
        raise gather(path.as_posix(), problems)
    try:
        made: T = adapter(cast(Hashable, model)).validate_python(document.value)
        return made
    except ValidationError as error:
        problems = [
            DeclarationError(path, reason, ".".join(map(str, place)), document.line(place))
            for place, reason in find_faults(model, error)
        ]
        raise gather(path.as_posix(), problems) from error


def _find_undone(value: Any, place: Place) -> Iterator[Fault]:
    """Give the values that wait for a person: texts that begin with `TODO`."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _find_undone(each, (*place, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _find_undone(each, (*place, number))
    elif isinstance(value, str) and value.startswith(TODO):
        yield place, say_undone(value)


def say_undone(written: str) -> str:
    """Say that a value waits for a person.

    >>> say_undone("TODO the title in English")
    'is still to be written (the title in English)'
    """
    said = written.removeprefix(TODO).strip(" :")
    return f"is still to be written{f' ({said})' if said else ''}"


def find_faults(model: type[Any], error: ValidationError) -> tuple[Fault, ...]:
    """Say what pydantic found wrong with a value of a model."""
    found = [fault for each in error.errors(include_url=False) for fault in _say(model, each)]
    return tuple(dict.fromkeys(found))


@cache
def adapter(model: Any) -> TypeAdapter[Any]:
    """Give pydantic's handle on a model."""
    return TypeAdapter(model)


def _say(model: type[Any], error: Mapping[str, Any]) -> Iterator[Fault]:
    """Say what pydantic found."""
    place: Place = tuple(step for step in error["loc"] if step != "[key]")
    kind, value, facts = error["type"], error["input"], error.get("ctx", {})
    if isinstance(cause := facts.get("error"), ContradictionError):
        yield from (((*place, *inner), reason) for inner, reason in cause.faults)
    elif kind == "missing":
        yield place[:-1], f"missing field {place[-1]!r}"
    elif kind in ("extra_forbidden", "unexpected_keyword_argument"):
        near = process.extractOne(str(place[-1]), _names(model, place[:-1]), score_cutoff=50)
        hint = f"; the nearest known: {near[0]}" if near else ""
        yield place, f"unknown field{hint}"
    elif say := _SENTENCES.get(kind):
        yield place, say(value, facts)
    else:
        yield place, str(cause or error["msg"])


def _noun(value: object) -> str:
    nouns = {dict: "a mapping", list: "a list", str: "a text", bool: "true or false"}
    return "nothing" if value is None else nouns.get(type(value), "a number")


def _say_text(value: Any, _: Mapping[str, Any]) -> str:
    if isinstance(value, bool | int | float):
        return f"{str(value).lower()!r} must be text in quotes"
    return f"must be a text, not {_noun(value)}"


def _say_choice(value: Any, facts: Mapping[str, Any]) -> str:
    allowed = facts["expected"].replace("'", "").replace(" or ", ", ")
    shown = _noun(value) if isinstance(value, dict | list | None) else repr(value)
    return f"{shown} is not one of {allowed}"


def _must_be(what: str) -> Callable[[Any, Mapping[str, Any]], str]:
    return lambda value, _: f"must be {what}, not {_noun(value)}"


_SENTENCES: Mapping[str, Callable[[Any, Mapping[str, Any]], str]] = {
    "string_type": _say_text,
    "literal_error": _say_choice,
    "int_type": _must_be("a whole number"),
    "bool_type": _must_be("true or false"),
    "tuple_type": _must_be("a list ([] for none)"),
    "dict_type": _must_be("a mapping (name: value)"),
    "mapping_type": _must_be("a mapping (name: value)"),
    "model_type": _must_be("a mapping (name: value)"),
    "dataclass_type": _must_be("a mapping (name: value)"),
    "greater_than_equal": lambda value, facts: f"{value} is less than {facts['ge']}",
    "less_than_equal": lambda value, facts: f"{value} is more than {facts['le']}",
    "string_too_short": lambda value, facts: "is empty",
    "too_short": lambda value, facts: f"needs {facts['min_length']} entries, has {len(value)}",
    "too_long": lambda value, facts: f"needs {facts['max_length']} entries, has {len(value)}",
}
"""Kind of a fault in pydantic → our sentence."""


def _names(model: type[Any], place: Place) -> tuple[str, ...]:
    """Give the fields that the model at a place takes."""
    for step in place:
        if each := getattr(model, "__pydantic_fields__", {}).get(step):
            model = next(_models_in(each.annotation), model)
    fields = getattr(model, "__pydantic_fields__", {})
    return tuple(each.alias or name for name, each in fields.items())


def _models_in(annotation: Any) -> Iterator[type[Any]]:
    if hasattr(annotation, "__pydantic_fields__"):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
