"""Runs many edits on several workers; ``make fuzz N=10000`` does.

A worker that hangs or dies is a find, and a new one goes on behind it.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 300
"""How long a worker may be silent: long, for a busy machine; the worker counts its own time."""
FINE = ("same", "other", "refused")


@dataclass(frozen=True)
class Ended:
    """How one edit ended."""

    number: int
    plan: str
    file: str
    what: str
    ended: str

    @property
    def fine(self) -> bool:
        return self.ended in FINE

    def __str__(self) -> str:
        return f"{self.number}: {self.plan}/{self.file}: {self.what}\n{self.ended}"


def run(
    count: int, *, first: int = 0, workers: int = 2, say: Callable[[Ended], None] | None = None
) -> list[Ended]:
    """Run the edits ``first`` to ``first + count - 1``; ``say`` is told of each as it ends."""
    ended: list[Ended] = []

    def work(begin: int) -> None:
        for each in _work(begin, first + count, workers):
            ended.append(each)
            if say:
                say(each)

    with ThreadPoolExecutor(workers) as pool:
        # An error of a worker's keeper is one of ours, and ends the run.
        list(pool.map(work, range(first, first + workers)))
    return sorted(ended, key=lambda each: each.number)


def _work(begin: int, end: int, step: int) -> Iterator[Ended]:
    while begin < end:
        begun: dict[str, Any] = {}
        came = begin
        for said in _listen(begin, end, step):
            if "ended" not in said:
                begun = said
                continue
            yield Ended(**begun, ended=said["ended"])
            begin, begun = said["number"] + step, {}
        if begun:
            yield Ended(**begun, ended="the worker hung or died")
            begin = begun["number"] + step
        elif begin < end and begin == came:
            raise RuntimeError(f"no worker begins with {begin}")


def _listen(begin: int, end: int, step: int) -> Iterator[dict[str, Any]]:
    """Give what a worker says, until it ends or is silent for too long."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.fuzz.bench", str(begin), str(end), str(step)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    assert worker.stdout is not None
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in worker.stdout:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    try:
        while (line := lines.get(timeout=MOST_SECONDS)) is not None:
            yield json.loads(line)
    except queue.Empty:
        pass
    finally:
        worker.kill()
        worker.wait()
