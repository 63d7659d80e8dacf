"""``python -m tests.same_bytes PYTHON …``: build elsewhere, under other Pythons, and compare.

What is compared are the files of a release, by name: tables, their other forms, figures and site.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
_SUM = """
import hashlib, json
from pathlib import Path
from compendium.paths import Repository
from compendium.release.archive import collect
from compendium.site.edition import read_citation
here = Repository(Path.cwd())
files = collect(here, read_citation(here.citation))
print(json.dumps({str(name): hashlib.sha256(data).hexdigest() for name, data in files.items()}))
"""


def main() -> int:
    if len(sys.argv) == 1:
        sys.exit("name another Python, such as python3.13")
    ours = sum_release(ROOT)
    print("| Python | files of a release | that differ |\n| --- | --- | --- |", flush=True)
    print(f"| {sys.version.split()[0]} | {len(ours)} | |", flush=True)
    fine = True
    for python in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            root = build_elsewhere(Path(folder) / "another place", python)
            theirs = sum_release(root)
            said = _run(root / ".venv/bin/python", "--version", folder=root).split()[-1]
        differ = sorted(
            name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)
        )
        fine = fine and not differ
        shown = ", ".join(differ[:8]) + (" …" if len(differ) > 8 else "")
        print(f"| {said} | {len(theirs)} | {len(differ)} {shown}|", flush=True)
    return not fine


def build_elsewhere(root: Path, python: str) -> Path:
    """Clone what is committed into a folder, and build its book under a Python."""
    _run("git", "clone", "-q", str(ROOT), str(root), folder=ROOT)
    _run("make", "book", f"PYTHON={python}", folder=root)
    return root


def sum_release(root: Path) -> dict[str, str]:
    """Give the checksum of each file that a release of a built project has."""
    summed: dict[str, str] = json.loads(
        _run(root / ".venv/bin/python", "-c", _SUM, folder=root).splitlines()[-1]
    )
    return summed


def _run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
