"""``python -m compendium.build TARGET``, which ``make`` runs: the steps, one build at a time.

It must end well whatever happened before: a build that was killed, two that were started at once, a
clock that went back. So a lock says that a build is under way, which the system takes away with the
process that holds it; and what changed since the last build is found by content, not by time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from compendium.locks import locked
from compendium.paths import write_atomically

# What a build is made from: as the Snakefile names it, and the Snakefile.
SOURCES = (
    "Snakefile", "_config.yml", "_toc.yml", "pyproject.toml", "requirements.lock", "README.md",
    "LICENSE", "LICENSE-DATA", "CITATION.cff", "CHANGELOG.md", "data", "notebooks", "book", "src",
)  # fmt: skip
_MADE = ("build", "site", ".snakemake")
_NOT_SOURCES = {"__pycache__", ".ipynb_checkpoints", "chapters"}
_SNAKEMAKE = (
    "snakemake", "--scheduler", "greedy", "--rerun-incomplete", "--keep-going", "--nolock",
)  # fmt: skip
# What the parts of a build take beside what is there already.
_LITTLE_ROOM = 100_000_000
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
        order_times([name for name in now if before and now[name] != before.get(name)])
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
    free = shutil.disk_usage(".").free
    if free < _LITTLE_ROOM:
        said = f"{free / 1e6:.0f} MB are free on this disk, a build takes {_LITTLE_ROOM / 1e6:.0f}"
        print(f"{said}: make room and build again", file=sys.stderr)
    return status


def digest_sources() -> dict[str, str]:
    """Give each file that a build is made from, with the checksum of its content."""
    return {
        path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in _files(SOURCES)
        if not _NOT_SOURCES & set(path.parts)
    }


def order_times(changed: Sequence[str]) -> None:
    """Give files times that say what is newer, whatever the clock said.

    Snakemake goes by times. A file that was copied with an old one, or a clock that was set back,
    would leave a change unseen; and it refuses what it makes now from a file of tomorrow. So no
    file stays in the future, and what changed is newer than all that was built.
    """
    now = time.time()
    for path in _files((*SOURCES, *_MADE)):
        if path.stat().st_mtime > now:
            os.utime(path, (now - 1, now - 1))
    for name in changed:
        os.utime(name, (now, now))


def _files(names: Sequence[str]) -> Iterator[Path]:
    for root in map(Path, names):
        yield from [root] if root.is_file() else filter(Path.is_file, sorted(root.rglob("*")))


def _read_state() -> Mapping[str, str]:
    try:
        state: dict[str, str] = json.loads(_STATE.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return state


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("stopped; the next build takes up what is left", file=sys.stderr)
        sys.exit(130)
    except OSError as error:
        print(f"{error.filename or 'the build'}: {error.strerror}", file=sys.stderr)
        sys.exit(1)
