"""Run a corpus by a profile, and say what it took."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple


class Took(NamedTuple):
    """What a command took.

    Attributes
    ----------
    seconds
        By the clock.
    processor
        Of a processor, user and system, in this machine's processes that somebody waited for: not
        in the kernels that a chapter's process forks, nor in what another service starts.
    """

    seconds: float
    processor: float


def run(folder: Path, profile: str) -> Took:
    """Run a corpus by a profile; end with what it said if it fails."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    began, used = time.perf_counter(), _processor()
    with (folder / f"{profile}.log").open("w") as log:
        status = subprocess.run(
            ("snakemake", "--profile", f"profiles/{profile}", "--", "record"),
            cwd=folder,
            env=os.environ | {"PATH": path, "PYTHONPATH": str(folder / "src")},
            stdout=log,
            stderr=log,
            check=False,
        ).returncode
    if status:
        errors = [path.read_text("utf-8") for path in folder.glob("build/errors/*.txt")]
        said = (folder / f"{profile}.log").read_text("utf-8")[-6000:]
        sys.exit(f"the run by profiles/{profile} failed:\n{said}\n{''.join(errors)[-3000:]}")
    return Took(time.perf_counter() - began, _processor() - used)


def _processor() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
