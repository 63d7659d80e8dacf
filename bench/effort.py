"""Measure what it costs to bring the invented sixth plan from its text to its place on the site.

    python bench/effort.py

In a copy of the repository the plan of ``tests/fixtures/sixth-plan`` is drafted from its text,
typed to what the fixture has, and built. Writes the part *A new plan* of ``bench/README.md``.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from readme import write_part

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from repository.sixth_plan import (  # noqa: E402
    FIXTURE,
    PLAN,
    add_chapter,
    copy_repository,
    link_environment,
    run,
)
from repository.typed_plan import build  # noqa: E402

TITLE = "A new plan"
MOST_COMMANDS, MOST_CELLS = 4, 450
_HEAD = (
    "Written by `python bench/effort.py`. The invented plan of `tests/fixtures/sixth-plan` "
    "(55 figures: 25 in a table of 12 rows, 30 in sentences; 20 named things) is brought into "
    "a copy of the repository: `compendium new` drafts it from its text, and what the drafts "
    "say otherwise than the fixture is typed.\n"
    "\n"
    "- A cell is typed where it differs from the draft, a value of a YAML file likewise; a "
    "yes or no on a draft is one cell, and so is each value of the reference in "
    "`CITATION.cff`. Nothing else is written by hand; the plan's chapter, which is a "
    "notebook, is not counted.\n"
    "- The typing is done by a program that makes no slip: a person needs more runs of "
    "`compendium clean`.\n"
    "- Afterwards `compendium check` passes, `compendium coverage` leaves nothing over, and "
    "the first page of the site names the plan.\n"
    "\n"
)


def measure(root: Path) -> tuple[dict[str, int], list[str]]:
    """Build the plan in a copy: cells typed by file, and the commands."""
    copy_repository(root)
    for made in ("build", "book/chapters"):
        if (ROOT / made).is_dir():
            shutil.copytree(ROOT / made, root / made, dirs_exist_ok=True)
    link_environment(root / ".venv", ROOT / ".venv")
    typed, commands = build(root, _run)
    add_chapter(root)
    run(root, "make", "book")
    _run(root, "compendium", "check")
    _run(root, "compendium", "coverage", str(FIXTURE / f"{PLAN}.txt"))
    if PLAN not in (root / "site" / "data" / "plans.csv").read_text("utf-8"):
        raise SystemExit("the site has no place for the plan")
    said = [" ".join(_short(part) for part in command) for command in commands]
    return dict(typed), [*said, "make book"]


def _run(root: Path, name: str, *arguments: str) -> None:
    run(root, f".venv/bin/{name}", *arguments)


def _short(part: str) -> str:
    return Path(part).name if part.endswith(".txt") else part


def report(typed: dict[str, int], commands: Sequence[str]) -> str:
    """Write the part of the README."""
    cells = sum(typed.values())
    said = ", ".join(f"`{each}`" for each in commands)
    return _HEAD + "\n".join(
        [
            "| what | measured | goal |",
            "| --- | --- | --- |",
            f"| commands | {len(commands)}: {said} | ≤ {MOST_COMMANDS} |",
            f"| cells typed by hand | {cells} | ≤ {MOST_CELLS} |",
            *(f"| of them in {name} | {count} | |" for name, count in typed.items()),
        ]
    )


def main() -> None:
    """Measure, and write the part."""
    with tempfile.TemporaryDirectory() as folder:
        part = report(*measure(Path(folder) / "compendium"))
    print(part)
    write_part(TITLE, part)


if __name__ == "__main__":
    main()
