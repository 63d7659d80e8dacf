"""``python -m tests.faults [--count 100] [--seed 0]``: disturb builds, and print how each ended."""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from .ground import FIRST, MADE, ROOT, SEEN, Ground, kill

# So many kills, then a run to the end; odd, so that both sources are run to the end in turn.
IN_A_ROW = 5

Row = tuple[str, int, int, str]
"""What was done, how often, how often it ended well, and what a command said."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="kills of each command (100)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    dice, fine = random.Random(options.seed), True
    print("| disturbance | times | ended well | said |\n| --- | --- | --- | --- |", flush=True)
    for row in run(options.count, dice):
        fine = fine and row[1] == row[2]
        print("| {} | {} | {} | {} |".format(*row), flush=True)
    return not fine


def run(count: int, dice: random.Random) -> Iterator[Row]:
    """Disturb in every way; a row for each."""
    with tempfile.TemporaryDirectory() as folder:
        ground = Ground.prepare(Path(folder) / "project")
        yield kill_often(ground, "combine", count, dice)
        yield kill_often(ground, "book", count, dice)
        yield from (disturb(ground) for disturb in DISTURBANCES)
    yield from on_small_disks()


def kill_often(ground: Ground, command: str, count: int, dice: random.Random) -> Row:
    """Kill a command at random moments; what is seen is whole each time.

    It is killed a few times on end, each time with other sources; then it must succeed, from what
    all of them left.
    """
    _prepare(ground, "b", command)
    started = time.monotonic()
    ground.build(command)
    usual, fine = time.monotonic() - started, 0
    for first in range(0, count, IN_A_ROW):
        states = ["ab"[turn % 2] for turn in range(first, min(first + IN_A_ROW, count))]
        whole = [_kill_one(ground, state, command, dice.uniform(0, usual)) for state in states]
        try:
            ground.build(command)
            fine += sum(whole) if ground.is_in(states[-1], MADE[command]) else 0
        except AssertionError as error:
            print(error, file=sys.stderr)
    ground.turn("a")
    ground.build()
    return f"`kill -9` of {command}, and of all that it started", count, fine, ""


def _kill_one(ground: Ground, state: str, command: str, seconds: float) -> bool:
    """Start a command, kill it after so many seconds, tell whether what is seen is whole."""
    _prepare(ground, state, command)
    process = ground.start(command)
    time.sleep(seconds)
    kill(process)
    return ground.is_whole(MADE[command])


def _prepare(ground: Ground, state: str, command: str) -> None:
    ground.turn(state)
    if command in FIRST:
        ground.build(FIRST[command])


def two_at_once(ground: Ground) -> Row:
    ground.turn("b")
    both = [ground.start(), ground.start()]
    said = [process.communicate()[1].strip() for process in both]
    fine = all(process.returncode == 0 for process in both) and ground.is_in("b")
    return "two builds at once", 1, int(fine), " ".join(filter(None, said))


def old_times(ground: Ground) -> Row:
    ground.turn("a")
    os.utime(ground.root / "data/vocab/indicators.csv", (1, 1))
    ground.build()
    return "a clock that went back before a change", 1, int(ground.is_in("a")), ""


def future_times(ground: Ground) -> Row:
    later = time.time() + 10 * 365 * 86_400
    for folder in SEEN:
        for path in (ground.root / folder).rglob("*"):
            os.utime(path, (later, later))
    ground.turn("b")
    ground.build()
    return "a clock that was ahead at the last build", 1, int(ground.is_in("b")), ""


def no_utf8(ground: Ground) -> Row:
    ground.turn("a")
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ground.build(environment=plain)
    return "a locale without UTF-8", 1, int(ground.is_in("a")), ""


DISTURBANCES: tuple[Callable[[Ground], Row], ...] = (
    two_at_once,
    old_times,
    future_times,
    no_utf8,
)


def on_small_disks() -> Iterator[Row]:
    """A disk that is full, and one that may only be read; both need root, to mount one."""
    if os.geteuid():
        yield "a full disk, a read-only one", 0, 0, "not tried: needs root"
        return
    with tempfile.TemporaryDirectory() as folder:
        _mount("-t", "tmpfs", "-o", "size=2g", "tmpfs", folder)
        try:
            ground = Ground.prepare(Path(folder) / "project")
            used = _used(Path(folder))
            for name, options in (
                ("a full disk", f"size={used + 400_000}"),
                ("a read-only folder", "size=2g,ro"),
            ):
                ground.turn("b")
                _mount("-o", f"remount,{options}", folder)
                process = ground.start()
                said = process.communicate()[1].strip().splitlines()
                stopped = process.returncode != 0 and ground.is_whole()
                _mount("-o", "remount,size=2g,rw", folder)
                ground.build()
                fine = stopped and ground.is_in("b")
                ground.turn("a")
                ground.build()
                yield name, 1, int(fine), said[-1] if said else ""
        finally:
            subprocess.run(["umount", folder], check=False)


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def _used(folder: Path) -> int:
    state = os.statvfs(folder)
    return (state.f_blocks - state.f_bfree) * state.f_frsize


if __name__ == "__main__":
    print(f"{ROOT.name}: {' '.join(sys.argv[1:])}", file=sys.stderr)
    sys.exit(main())
