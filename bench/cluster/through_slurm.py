"""Run a national corpus through a Slurm of one node, disturb it, and write its part of the bench.

``make cluster-test`` runs it. The corpus is built here by ``profiles/local`` first. Then the same
Snakefile runs it by ``profiles/slurm``, while one job is cancelled and the work of another is
killed; it must finish by itself and give the same bytes. Last, all chapters run with two workers
and with one.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import slurm
from running import run

BENCH = Path(__file__).resolve().parents[1]
sys.path.append(str(BENCH))
from corpus import write_corpus  # noqa: E402
from readme import write_part  # noqa: E402

MADE = ("data/clean", "book/chapters")
LEAST_SPEEDUP = 1.7


@dataclass(frozen=True)
class Run:
    """Seconds of the whole command, and from the first job's start to the last one's end."""

    seconds: float
    in_jobs: float


def digest(folder: Path) -> dict[str, str]:
    """Give each file that a run makes, with the checksum of its content."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for name in MADE
        for path in sorted((folder / name).rglob("*"))
        if path.is_file()
    }


def disturb(stopped: threading.Event, done: list[str]) -> None:
    """Cancel a job that runs chapters, and kill -9 the work of another, once each."""
    hit: set[str] = set()
    while not stopped.wait(1) and len(done) < 2:
        for job in slurm.list_jobs():
            if job.state != "RUNNING" or "chapters" not in job.said or job.id in hit:
                continue
            if not done:
                # In the middle: it has begun to write, and others wait.
                if time.time() - job.began > 5:
                    slurm.cancel(job.id)
                    hit.add(job.id)
                    done.append(f"job {job.id} cancelled")
            elif slurm.kill_work(job.id):
                hit.add(job.id)
                done.append(f"the work of job {job.id} killed")
                break


def run_disturbed(folder: Path) -> list[str]:
    """Run a corpus on the cluster and disturb it; give what was done to it."""
    stopped, done = threading.Event(), list[str]()
    disturber = threading.Thread(target=disturb, args=(stopped, done))
    disturber.start()
    try:
        run(folder, "slurm")
    finally:
        stopped.set()
        disturber.join()
    if len(done) < 2:
        sys.exit("the run ended before two of its jobs could be disturbed: take more chapters")
    return done


def run_chapters(folder: Path) -> Run:
    """Run all chapters anew on the cluster."""
    shutil.rmtree(folder / "book" / "chapters")
    known = {job.id for job in slurm.list_jobs()}
    seconds = run(folder, "slurm").seconds
    jobs = [job for job in slurm.list_jobs() if job.id not in known]
    if failed := [job for job in jobs if job.state != "COMPLETED"]:
        sys.exit(f"jobs failed that nobody disturbed: {failed}")
    return Run(seconds, max(job.ended for job in jobs) - min(job.began for job in jobs))


def report(
    expected: str, done: Sequence[str], ended: dict[str, int], same: int, runs: dict[int, Run]
) -> Iterator[str]:
    """Write the part of the bench."""
    one, two = runs[1], runs[2]
    yield (
        "Written by `make cluster-test`: a Slurm of one node with munge, from Debian's packages, "
        f"on this machine. The corpus has {expected}; it is run by `profiles/local`, and by "
        "`profiles/slurm` with the same Snakefile. With *n* workers the node offers *n* processors "
        "and Slurm queues the rest. *In jobs* is Slurm's own clock, from the start of the first "
        "job to the end of the last; the whole command also waits until Snakemake next looks.\n"
    )
    yield f"{describe()}, load {load()} during the two timed runs.\n"
    yield "| what | found | goal |"
    yield "| --- | --- | --- |"
    yield f"| disturbed in the middle | {', '.join(done)} | both |"
    states = ", ".join(f"{count} {state.lower()}" for state, count in sorted(ended.items()))
    yield f"| how its jobs ended, before it had finished by itself | {states} | |"
    yield f"| files that differ from the local run | 0 of {same} | 0 |"
    for workers, each in sorted(runs.items()):
        took = f"{each.in_jobs:.0f} s in jobs, {each.seconds:.0f} s the whole command"
        yield f"| all chapters, {workers} worker{'s' * (workers > 1)} | {took} | |"
    yield (
        f"| two workers against one | {one.in_jobs / two.in_jobs:.2f} × in jobs, "
        f"{one.seconds / two.seconds:.2f} × the whole command | ≥ {LEAST_SPEEDUP} × |"
    )


def load() -> str:
    """Give how many processes wanted a processor, on average of the last 15 minutes."""
    return f"{os.getloadavg()[2]:.1f}"


def describe() -> str:
    """Describe the machine."""
    from run import describe_machine

    return str(describe_machine())


def main() -> None:
    """Run, compare, measure and write."""
    parser = argparse.ArgumentParser(description="Run a corpus through a Slurm of one node.")
    parser.add_argument("--tables", type=int, default=1000, help="of the corpus (1000)")
    parser.add_argument("--chapters", type=int, default=200, help="one a plan (200)")
    options = parser.parse_args()
    slurm.install()
    with tempfile.TemporaryDirectory(prefix="compendium-cluster-") as scratch:
        here, there = Path(scratch, "local"), Path(scratch, "slurm")
        expected = write_corpus(here, options.tables, options.chapters, seed=1)
        shutil.copytree(here, there)
        say(f"local: {run(here, 'local').seconds:.0f} s")
        runs: dict[int, Run] = {}
        with slurm.running(2, Path(scratch, "two")):
            done = run_disturbed(there)
            ended: dict[str, int] = {}
            for job in slurm.list_jobs():
                ended[job.state] = ended.get(job.state, 0) + 1
            made, wanted = digest(there), digest(here)
            differ = [name for name in {**made, **wanted} if made.get(name) != wanted.get(name)]
            if differ:
                sys.exit(f"{len(differ)} files differ from the local run: {differ[:5]}")
            say(f"slurm: {', '.join(done)}; finished with the same {len(made)} files")
            runs[2] = run_chapters(there)
            say(f"two workers: {runs[2]}")
        with slurm.running(1, Path(scratch, "one")):
            runs[1] = run_chapters(there)
            say(f"one worker: {runs[1]}")
        if digest(there) != wanted:
            sys.exit("the chapters differ from the local run")
    what = (
        f"{expected.tables:,} tables in {expected.plans} plans, {expected.observations:,} figures "
        f"and {expected.plans} chapters"
    )
    part = "\n".join(report(what, done, ended, len(made), runs))
    write_part("On a cluster", part)
    say(part)


def say(line: str) -> None:
    """Print at once: it runs for minutes."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
