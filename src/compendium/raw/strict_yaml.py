"""A YAML file to plain values and the line of each: what YAML leaves open is refused.

The values are built from the parser's events. PyYAML's own loaders keep the later of two equal
keys, forget the lines, turn ``no`` and ``2022-05-20`` into other things than texts, let aliases
grow without bound, and one of them crashes the interpreter where brackets are nested too deep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from compendium.errors import CompendiumError, DeclarationError, gather
from compendium.paths import CORRECTIONS, EXCEPTIONS

Place = tuple[str | int, ...]
"""The keys and list positions (from 0) that lead to a value."""

SMALLEST = {CORRECTIONS: "corrections: []", EXCEPTIONS: "ranges: []"}
"""What a file says that has nothing to declare."""

MOST_BYTES = 4 * 2**20
MOST_DEPTH = 20

# Not every PyYAML is built with libyaml.
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# The plain words of YAML 1.2 that are no texts; everything else is one.
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,17}")


@dataclass(frozen=True)
class Document:
    """What a file holds, and the line of every value by its place."""

    value: Any
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """Give the line of a place, or of what it would stand in."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)


def read_yaml(path: Path) -> Document:
    """Read a YAML file that holds one mapping.

    Raises
    ------
    DeclarationError
        If the file is missing, unreadable, too large or no YAML, holds no mapping or more than one
        document, uses an alias, an anchor or a tag, or names a key twice (several: a `Report`).
    """
    builder = _Builder(path, yaml.parse(_read_text(path), Loader=_LOADER))
    try:
        value = builder.build()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or " ".join(str(error).split())
        line = mark.line + 1 if mark else 0
        raise DeclarationError(path, f"is not readable YAML ({reason})", line=line) from error
    if builder.problems:
        raise gather(path.as_posix(), builder.problems)
    if not isinstance(value, dict):
        reason = f"is empty or not a mapping (name: value){_smallest(path)}"
        raise DeclarationError(path, reason)
    return Document(value, builder.lines)


def _smallest(path: Path) -> str:
    """Say what a file holds at least, if that is little."""
    return (
        f"; with nothing to declare it says {SMALLEST[path.name]!r}"
        if path.name in SMALLEST
        else ""
    )


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise DeclarationError(path, f"is missing{_smallest(path)}") from error
    except OSError as error:
        raise DeclarationError(path, f"cannot be read ({error.strerror})") from error
    if len(content) > MOST_BYTES:
        raise DeclarationError(path, f"is larger than {MOST_BYTES // 2**20} MiB")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DeclarationError(path, "is not UTF-8 text; save it as UTF-8", line=line) from error


@dataclass
class _Builder:
    """Makes values of events; ``problems`` has what is wrong with them."""

    path: Path
    events: Iterator[yaml.Event]
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[CompendiumError] = field(default_factory=list)

    def build(self) -> Any:
        value: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            elif isinstance(event, yaml.NodeEvent):
                value = self._value(event, ())
        if documents > 1:
            raise DeclarationError(self.path, "holds more than one document (---)")
        return value

    def _value(self, event: Any, place: Place) -> Any:
        self.lines[place] = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._error(
                "an alias or anchor; a text that begins with * or & needs quotes", place
            )
        if event.tag:
            raise self._error(f"the tag {event.tag}; only plain values are read", place)
        if len(place) > MOST_DEPTH:
            raise self._error(f"is nested more than {MOST_DEPTH} deep", place[:3])
        if isinstance(event, yaml.ScalarEvent):
            return _plain(event.value) if event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return [
                self._value(item, (*place, number)) for number, item in enumerate(self._items())
            ]
        return self._mapping(place)

    def _items(self) -> Iterator[yaml.Event]:
        for event in self.events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield event

    def _mapping(self, place: Place) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for event in self._items():
            key = self._value(event, (*place, "?"))
            line = self.lines.pop((*place, "?"))
            if not isinstance(key, str):
                reason = f"the key {key!r} must be text in quotes"
                self.problems.append(self._error(reason, place, line))
            elif key in values:
                self.problems.append(self._error(f"duplicate key {key!r}", place, line))
            value = self._value(next(self.events), (*place, str(key)))
            values.setdefault(str(key), value)
        return values

    def _error(self, reason: str, place: Place, line: int = 0) -> DeclarationError:
        return DeclarationError(
            self.path, reason, ".".join(map(str, place)), line or self.lines.get(place, 0)
        )


def _plain(printed: str) -> Any:
    """Give the value of a scalar without quotes.

    >>> [_plain(each) for each in ("true", "no", "5", "05", "2.5", "2022-05-20", "")]
    [True, 'no', 5, '05', 2.5, '2022-05-20', None]
    """
    if printed.lower() in _WORDS:
        return _WORDS[printed.lower()]
    if _INTEGER.fullmatch(printed):
        return int(printed)
    return float(printed) if _DECIMAL.fullmatch(printed) else printed
