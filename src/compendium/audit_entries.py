"""What people declare for the audit: ``data/vocab/audit.yaml`` as facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from compendium.declared import read_yaml
from compendium.errors import CompendiumError, Report, VocabularyError
from compendium.formulas import names_in

CHECKS = ("restated", "sum", "share", "growth", "rank", "unit", "count", "scope")
_NAMED = ("figures", "lists")


@dataclass(frozen=True)
class Check:
    """One declared comparison.

    Attributes
    ----------
    figures, lists
        Name → observation id; name → what the projects of the list have in common.
    left, right
        Formulas over these names, as `compendium.formulas.evaluate` reads them.
    basis
        ``same``, or ``different`` where the two measure different things or times.
    """

    id: str
    kind: str
    left: str
    right: str
    basis: str
    explanation_en: str
    explanation_zh: str
    figures: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What is to be said of one figure printed twice, instead of the made sentence."""

    pair: Sequence[str]
    explanation_en: str
    explanation_zh: str

    @property
    def id(self) -> str:
        """The pair as one text."""
        return "|".join(self.pair)


@dataclass(frozen=True)
class Specifications:
    """What ``data/vocab/audit.yaml`` declares, and where it stands."""

    path: Path = Path("data/vocab/audit.yaml")
    checks: tuple[Check, ...] = ()
    readings: tuple[Reading, ...] = ()


def read_audit(path: Path) -> Specifications:
    """Read the declared comparisons.

    Raises
    ------
    LayoutError
        If the file is missing or no YAML.
    Report
        With a `VocabularyError` for each entry that lacks a field or has an unknown one, stands
        twice, has an unknown kind or basis, or whose names and formulas do not belong together.
    """
    loaded = read_yaml(path)
    problems: list[CompendiumError] = [
        VocabularyError(path, f"unknown part {part}")
        for part in sorted(set(loaded) - {"checks", "readings"})
    ]
    checks: dict[str, Check] = {}
    readings: dict[str, Reading] = {}
    for kind, part, known in ((Check, "checks", checks), (Reading, "readings", readings)):
        for number, entry in enumerate(loaded.get(part) or (), start=1):
            try:
                made = _read_entry(kind, entry)
                if made.id in known:
                    raise ValueError("stands twice")
                known[made.id] = made
            except ValueError as error:
                name = entry.get("id", number) if isinstance(entry, dict) else number
                problems.append(VocabularyError(path, f"{part}, entry {name}: {error}"))
    if problems:
        raise Report(path.as_posix(), tuple(problems))
    return Specifications(path, tuple(checks.values()), tuple(readings.values()))


def _read_entry(kind: type[Any], entry: Any) -> Any:
    allowed = [each.name for each in fields(kind)]
    needed = [name for name in allowed if name not in _NAMED]
    if not isinstance(entry, dict):
        raise ValueError(f"is {entry!r}, not a mapping")
    if strange := [str(name) for name in entry if name not in allowed]:
        raise ValueError(f"takes no {strange[0]}; its fields are {', '.join(allowed)}")
    for name in needed:
        wanted = list if name == "pair" else str
        if not entry.get(name) or not isinstance(entry[name], wanted):
            raise ValueError(f"needs {name}, a {'list' if wanted is list else 'text'}")
    for name in _NAMED:
        if not isinstance(entry.get(name, {}), dict):
            raise ValueError(f"{name} is no mapping")
    made = kind(**entry)
    if isinstance(made, Reading) and len(made.pair) != 2:
        raise ValueError("pair needs two observation ids")
    if isinstance(made, Check):
        _check_entry(made)
    return made


def _check_entry(check: Check) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", check.id):
        raise ValueError(f"the id {check.id!r} is not lower-case ASCII with hyphens")
    if check.kind not in CHECKS:
        raise ValueError(f"kind {check.kind!r} is not one of {', '.join(CHECKS)}")
    if check.basis not in ("same", "different"):
        raise ValueError(f"basis {check.basis!r} is not same or different")
    given = {*check.figures, *check.lists}
    used = names_in(check.left) | names_in(check.right)
    if used != given:
        raise ValueError(
            f"the formulas use {', '.join(sorted(used)) or 'nothing'}; given are "
            f"{', '.join(sorted(given)) or 'none'}"
        )
