"""YAML files as facts: nothing unknown, nothing missing, nothing twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from compendium.errors import LayoutError


class _StrictLoader(yaml.CSafeLoader):
    """Refuses a key that stands twice: YAML would keep the later and drop the earlier."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {twice[0]!r} stands twice", node.start_mark
            )
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML file that holds a mapping.

    Raises
    ------
    LayoutError
        If the file is missing, empty, not YAML, or not a mapping.
    """
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)
    except FileNotFoundError as error:
        raise LayoutError(path, "is missing") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise LayoutError(path, f"is not readable YAML ({' '.join(str(error).split())})") from error
    if not isinstance(loaded, dict):
        raise LayoutError(path, "is empty or not a mapping")
    return loaded


def build_fact(kind: type[Any], facts: Any, path: Path, where: str) -> Any:
    """Make a dataclass of a mapping.

    Raises
    ------
    LayoutError
        If it is no mapping, has an unknown field or lacks one; ``where`` names the entry.
    """
    if not isinstance(facts, dict):
        raise LayoutError(path, f"{where}: is not a mapping")
    known = {each.name for each in fields(kind)}
    if unknown := sorted(set(facts) - known):
        raise LayoutError(path, f"{where}: unknown field {', '.join(map(str, unknown))}")
    try:
        return kind(**facts)
    except TypeError as error:
        missing = re.findall(r"'(\w+)'", str(error))
        raise LayoutError(path, f"{where}: lacks {', '.join(missing)}") from error


def refuse_twice(names: Iterable[str], what: str, path: Path) -> None:
    """Refuse a name that stands twice.

    Raises
    ------
    LayoutError
        For the first such name; ``what`` says what it names.
    """
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise LayoutError(path, f"names the {what} {name!r} twice")
        seen.add(name)
