"""Runs an edited record to its end, and says how it ended."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any

from compendium.audit.comparisons import read_audit
from compendium.contract.package import build_files
from compendium.coverage.exceptions import read_declared
from compendium.errors import CompendiumError
from compendium.raw.workbook import read_workbook
from compendium.record.clean import clean_source
from compendium.record.combine import combine
from compendium.record.vocabulary import read_vocabularies

from .edits import VOCABULARY, WORKBOOK, Edit, draw

ROOT = Path(__file__).parents[2]
MOST_SECONDS, MOST_BYTES = 10, 2**30
LONGEST = 20_000
"""The most characters that an error may say: a person reads it, even if many cells are wrong."""


class TooSlowError(BaseException):
    """The time is up; no `Exception`, so that nothing can swallow it."""


class Bench:
    """A copy of the raw data and the vocabularies, in which one file at a time is spoilt."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.vocab = folder / "raw", folder / "vocab"
        shutil.copytree(ROOT / "data" / "raw", self.raw)
        shutil.copytree(ROOT / "data" / "vocab", self.vocab)
        self.plans = sorted(path.parent.name for path in self.raw.glob("*/layout.yaml"))
        self.vocabularies = read_vocabularies(self.vocab)
        self.sheets = {plan: read_workbook(self.raw / plan / WORKBOOK) for plan in self.plans}
        self.records = {plan: self._clean(plan) for plan in self.plans}

    def _clean(self, plan: str) -> dict[str, Any]:
        return clean_source(self.raw / plan, self.vocabularies, self.sheets[plan]).as_record()

    def path(self, plan: str, file: str) -> Path:
        return (self.vocab if file in VOCABULARY else self.raw / plan) / file

    def draw(self, number: int) -> tuple[str, Edit]:
        """Give the plan and the edit of a number."""
        plan = self.plans[number % len(self.plans)]
        return plan, draw(number, lambda file: self.path(plan, file).read_bytes())

    def run(self, plan: str, edit: Edit) -> str:
        """Give how a spoilt file ends: ``same``, ``other``, ``refused``, or what must not be."""
        path = self.path(plan, edit.file)
        whole = path.read_bytes()
        path.write_bytes(edit.content)
        # The processor's time: how long it takes on a busy machine says nothing.
        signal.signal(signal.SIGPROF, _stop)
        signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
        try:
            return self._end(plan, edit.file)
        except CompendiumError as error:
            return _judge(str(error))
        except TooSlowError:
            return f"more than {MOST_SECONDS} s\n{traceback.format_exc(limit=-4)}"
        except Exception:
            return traceback.format_exc(limit=-6)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            path.write_bytes(whole)

    def _end(self, plan: str, file: str) -> str:
        folder, vocabularies = self.raw / plan, self.vocabularies
        if file == "not-figures.yaml":
            read_declared(folder / file)
            return "same"
        if file in VOCABULARY:
            vocabularies = read_vocabularies(self.vocab)
        sheets = None if file == WORKBOOK else self.sheets[plan]
        record = clean_source(folder, vocabularies, sheets).as_record()
        record = json.loads(json.dumps(record, ensure_ascii=False))
        if record == self.records[plan] and file not in VOCABULARY:
            return "same"
        records = (self.records | {plan: record}).values()
        frames = combine(records, vocabularies, read_audit(self.vocab / "audit.yaml"))
        build_files(frames, vocabularies.terms)
        return "other"


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlowError


def _judge(message: str) -> str:
    if not message.strip() or "Traceback" in message or " object at 0x" in message:
        return f"no clear message: {message!r}"
    if len(message) > LONGEST:
        return f"a message of {len(message)} characters: {message[:300]}"
    try:
        message.encode()
    except UnicodeEncodeError:
        return f"a message that cannot be printed: {message!r}"
    return "refused"


def used_bytes() -> int:
    """Give the most memory that this process has had in use."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Not ru_maxrss: Linux counts in it what the process that started this one had in use.
    (peak,) = (line.split()[1] for line in status.open() if line.startswith("VmHWM"))
    return int(peak) * 1024


def serve(numbers: range) -> None:
    """Run the edits of some numbers; say each before it is begun, and how it ended."""
    resource.setrlimit(resource.RLIMIT_AS, (4 * MOST_BYTES, 4 * MOST_BYTES))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for number in numbers:
            plan, edit = bench.draw(number)
            _say({"number": number, "plan": plan, "file": edit.file, "what": edit.what})
            ended = bench.run(plan, edit)
            if used_bytes() > MOST_BYTES:
                ended = f"{used_bytes() // 2**20} MiB"
            _say({"number": number, "ended": ended})
            if used_bytes() > MOST_BYTES:
                break


def _say(facts: Mapping[str, Any]) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    first, last, step = map(int, sys.argv[1:])
    serve(range(first, last, step))
