"""``python -m compendium.build TARGET``, which ``make`` runs: the steps, one build at a time.

It must end well whatever happened before: a build that was killed, two that were started at once, a
clock that went back. So a lock says that a build is under way, which the system takes away with the
process that holds it; and what changed since the last build is found by content, not by time.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from compendium.locks import locked
from compendium.paths import write_atomically

# What a build is made from: as the Snakefile names it, and the Snakefile.
SOURCES = (
    "Snakefile", "_config.yml", "_toc.yml", "pyproject.toml", "requirements.lock", "README.md",
    "LICENSE", "LICENSE-DATA", "CITATION.cff", "CHANGELOG.md", "data", "notebooks", "book", "src",
)  # fmt: skip
_NOT_SOURCES = {"__pycache__", ".ipynb_checkpoints", "chapters"}
_SNAKEMAKE = (
    "snakemake", "--scheduler", "greedy", "--rerun-incomplete", "--keep-going", "--nolock",
)  # fmt: skip
_STATE, _ERRORS = Path("build/sources.json"), Path("build/errors")
_LOG, _SITE = Path("build/snakemake.log"), Path("site/index.html")


def main(arguments: Sequence[str]) -> int:
    """Build a target; give the status that ``make`` ends with."""
    (target,) = arguments
    _ERRORS.mkdir(parents=True, exist_ok=True)
    with locked(_ERRORS, "Another build of this folder is under way; waiting for it"):
        now = digest_sources()
        before = _read_state()
        if target == "book" and now == before and _SITE.is_file():
            print(f"Nothing to be done: the site is in {_SITE}")
            return 0
        renew_times([name for name in now if before and now[name] != before.get(name)])
        status = run_steps(target)
        if status == 0 and target == "book":
            # The steps write some of what they read: the tables, the codebook.
            write_atomically(_STATE, json.dumps(digest_sources(), indent=0))
        return status


def run_steps(target: str) -> int:
    """Run the steps: each says one line; the errors of those that failed come last, each once."""
    for path in _ERRORS.glob("*.txt"):
        path.unlink()
    cores = os.environ.get("CORES", "2")
    with _LOG.open("w") as log:
        status = subprocess.run(
            [*_SNAKEMAKE, "--cores", cores, "--", target],
            stderr=log,
            check=False,
            close_fds=False,
        ).returncode
    noted = _LOG.read_text("utf-8", errors="replace").splitlines()
    if status == 0:
        for line in noted:
            if line.startswith("Nothing to be done"):
                print(line)
        return 0
    errors = dict.fromkeys(
        line
        for path in sorted(_ERRORS.glob("*.txt"))
        for line in path.read_text("utf-8", errors="replace").splitlines()
        if line.strip()
    )
    print(*(errors or noted), sep="\n", file=sys.stderr)
    return status


def digest_sources() -> dict[str, str]:
    """Give each file that a build is made from, with the checksum of its content."""
    return {
        path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for root in map(Path, SOURCES)
        for path in ([root] if root.is_file() else sorted(root.rglob("*")))
        if path.is_file() and not _NOT_SOURCES & set(path.parts)
    }


def renew_times(names: Sequence[str]) -> None:
    """Make files that changed newer than all that was built, whatever the clock says.

    Snakemake goes by times. A file that was copied with an old one, or a clock that was set back,
    would leave the change unseen.
    """
    if not names:
        return
    made = [
        path.stat().st_mtime for path in (_SITE, *Path("data/clean").glob("*")) if path.exists()
    ]
    newest = max([time.time(), *(each + 1 for each in made)])
    for name in names:
        if Path(name).stat().st_mtime < newest:
            os.utime(name, (newest, newest))


def _read_state() -> Mapping[str, str]:
    try:
        state: dict[str, str] = json.loads(_STATE.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return state


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
