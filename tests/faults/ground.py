"""A copy of the project that may be disturbed, in two states that a build can tell apart."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
_CLI = "import sys; from compendium.cli import main; sys.exit(main())"
COMMANDS = {
    "book": (sys.executable, "-m", "compendium.build", "book"),
    "clean": (sys.executable, "-c", _CLI, "clean"),
    "combine": (sys.executable, "-c", _CLI, "combine"),
}
# What a command reads that another one makes; `book` makes its own.
FIRST = {"combine": "clean"}
# What a reader and a researcher see: never half of it may be there.
SEEN = ("data/clean", "site")
# Which of them a command makes.
MADE = {"book": SEEN, "combine": SEEN[:1]}
_CHANGED = Path("data/vocab/indicators.csv")
_BUILT = ("build", "site", "book/chapters", ".snakemake")
_NO_SOURCES = shutil.ignore_patterns("__pycache__", ".*.partial")


@dataclass
class Ground:
    """The copy, and what its folders are in each of its two states.

    Attributes
    ----------
    root
        The copy's folder.
    whole
        State → folder → checksum of all that is in it, once it is built.
    """

    root: Path
    whole: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def prepare(cls, root: Path) -> Ground:
        """Copy the project with what is built, and build both states."""
        listed = subprocess.run(
            ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True, text=True
        ).stdout.split("\0")
        for name in filter(None, listed):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, root / name)
        for name in _BUILT:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, root / name, ignore=_NO_SOURCES, dirs_exist_ok=True)
        ground = cls(root)
        for state in ("b", "a"):
            ground.turn(state)
            ground.build()
            ground.whole[state] = ground.look()
        if ground.whole["a"] == ground.whole["b"]:
            raise AssertionError("the two states cannot be told apart")
        return ground

    def turn(self, state: str) -> None:
        """Change the sources into a state: a word in the definition of the first indicator."""
        path = self.root / _CHANGED
        text = (ROOT / _CHANGED).read_text("utf-8")
        head, first, rest = text.split("\n", 2)
        path.write_text(
            "\n".join((head, first.replace(". ", f". State {state}. ", 1), rest)), "utf-8"
        )

    def start(
        self, name: str = "book", environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Start a command in a group of its own, which can be killed whole."""
        own = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": f"{self.root}/src",
        }
        return subprocess.Popen(
            COMMANDS[name], cwd=self.root, env={**os.environ, **own, **(environment or {})},
            start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def build(self, name: str = "book", environment: Mapping[str, str] | None = None) -> None:
        """Run a command to its end; it must succeed."""
        process = self.start(name, environment)
        said = process.communicate()
        if process.returncode:
            raise AssertionError(f"{name} failed: {said}")

    def look(self, folders: Sequence[str] = SEEN) -> dict[str, str]:
        """Give the checksum of each folder, by the names and contents of its files."""
        return {name: _sum(self.root / name) for name in folders}

    def is_in(self, state: str, folders: Sequence[str] = SEEN) -> bool:
        """Tell whether each folder is all of this state."""
        return all(seen == self.whole[state][name] for name, seen in self.look(folders).items())

    def is_whole(self, folders: Sequence[str] = SEEN) -> bool:
        """Tell whether each folder is all of one state."""
        return all(
            seen in {state[name] for state in self.whole.values()}
            for name, seen in self.look(folders).items()
        )


def kill(process: subprocess.Popen[str]) -> None:
    """Kill a command and all that it started, as a machine that goes down does."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def _sum(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
