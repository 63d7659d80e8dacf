"""The package's rooms follow the way of the data: each imports only from those before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import ROOT

PACKAGE = ROOT / "src" / "compendium"
ORDER = (
    "errors", "locks", "paths", "made_from", "build", "contract", "printed", "raw", "record",
    "audit", "coverage", "draft", "chapter", "site", "changes", "release", "schemas", "reference",
    "steps", "cli",
)  # fmt: skip
# What a notebook imports knows the tables and how figures are said, never how they were read.
CHAPTER_MAY = {"errors", "paths", "made_from", "contract", "printed", "chapter"}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(source: str) -> Iterator[str]:
    """Give the rooms that a module imports from."""
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "compendium":
                names = [f"compendium.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "compendium" and len(parts) > 1:
                yield parts[1]


def wrong_arrows(room_name: str, source: str) -> list[str]:
    allowed = set(ORDER[: ORDER.index(room_name) + 1])
    if room_name == "record":
        allowed.add("audit")  # the audit is one of the tables that the record is combined to
    if room_name == "chapter":
        allowed = CHAPTER_MAY
    return [name for name in imported(source) if name not in allowed]


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_point_one_way(path: Path) -> None:
    assert wrong_arrows(room(path), path.read_text("utf-8")) == []


def test_every_room_has_its_place_in_the_order() -> None:
    assert {room(path) for path in MODULES} <= set(ORDER)


@pytest.mark.parametrize(
    ("room_name", "source"),
    [
        ("contract", "from compendium.printed.text import squeeze"),
        ("chapter", "from compendium.record.clean import clean_source"),
        ("printed", "import compendium.site.stage"),
    ],
)
def test_an_arrow_the_other_way_is_seen(room_name: str, source: str) -> None:
    assert wrong_arrows(room_name, source) != []
