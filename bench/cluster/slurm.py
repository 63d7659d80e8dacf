"""A Slurm cluster of one node on this machine, from Debian's packages: started, asked, stopped.

Its configuration lies in ``/etc/slurm``, where jobs find it by themselves. One that somebody else
wrote there is left alone: then nothing is started.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

PACKAGES = ("slurm-wlm", "munge")
PROGRAMS = ("slurmctld", "slurmd", "sbatch", "munged")
FOLDER = Path("/etc/slurm")
CONFIGURATION = FOLDER / "slurm.conf"
_MARK = "# Written by `make cluster-test` of this project; it may be removed.\n"
_SECONDS_TO_START = 90


def configure(workers: int, host: str, mib: int, state: Path) -> str:
    """Write the configuration of a cluster of one node with so many workers.

    Parameters
    ----------
    workers
        How many jobs of one processor run at a time.
    host
        The name of this machine.
    mib
        Its memory in MiB.
    state
        A folder for what the daemons keep.
    """
    return f"""{_MARK}ClusterName=compendium
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmctldPidFile={state}/slurmctld.pid
SlurmdPidFile={state}/slurmd.pid
StateSaveLocation={state}/slurmctld
SlurmdSpoolDir={state}/slurmd
SlurmctldLogFile={state}/slurmctld.log
SlurmdLogFile={state}/slurmd.log
AuthType=auth/munge
MpiDefault=none
# A container has no cgroups of its own to put jobs in.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
# What has ended stays known for so many seconds: Snakemake asks the queue.
MinJobAge=3600
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
NodeName={host} NodeAddr=127.0.0.1 CPUs={workers} RealMemory={mib} State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def install() -> None:
    """Install the packages that are missing; end with one line where that cannot be done."""
    if all(shutil.which(name) for name in PROGRAMS):
        return
    if os.geteuid():
        sys.exit(f"Install {' and '.join(PACKAGES)} first: it takes root.")
    if not shutil.which("apt-get"):
        sys.exit(f"Install {' and '.join(PACKAGES)} first: this machine has no apt-get.")
    print(f"Installing {' and '.join(PACKAGES)} ...", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ("apt-get", "update", "-qq"),
        ("apt-get", "install", "-qq", "-y", "--no-install-recommends", *PACKAGES),
    ):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")


@contextmanager
def running(workers: int, state: Path) -> Iterator[None]:
    """Run a cluster of so many workers; everything it started ends with it."""
    if os.geteuid():
        sys.exit("A Slurm of one's own takes root: its daemons start jobs as whoever sent them.")
    if CONFIGURATION.exists() and not CONFIGURATION.read_text("utf-8").startswith(_MARK):
        sys.exit(f"{CONFIGURATION} is of another cluster; nothing was started.")
    mib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20 // 2
    for name in ("slurmctld", "slurmd"):
        (state / name).mkdir(parents=True, exist_ok=True)
    FOLDER.mkdir(exist_ok=True)
    CONFIGURATION.write_text(configure(workers, socket.gethostname(), mib, state), "utf-8")
    daemons: list[subprocess.Popen[bytes]] = []
    try:
        if not _answers("munge", "-n"):
            daemons.append(_start_munge(state))
            _wait_until(("munge", "-n"), state)
        # In the foreground they are children of this process: no pid is ever guessed.
        daemons.append(_start(state, "slurmctld", "-D", "-i"))
        _wait_until(("scontrol", "ping"), state, says="is UP")
        daemons.append(_start(state, "slurmd", "-D"))
        _wait_until(("sinfo", "--noheader", "--format=%T"), state, says="idle")
        yield
    finally:
        subprocess.run(("scancel", "--quiet", "--user=root"), capture_output=True, check=False)
        for daemon in reversed(daemons):
            daemon.terminate()
            with suppress(subprocess.TimeoutExpired):
                daemon.wait(20)
            if daemon.poll() is None:
                daemon.kill()
        CONFIGURATION.unlink()


def _start_munge(state: Path) -> subprocess.Popen[bytes]:
    run = Path("/run/munge")
    run.mkdir(exist_ok=True)
    shutil.chown(run, "munge", "munge")
    return _start(state, "runuser", "-u", "munge", "--", "munged", "--foreground", "--force")


def _start(state: Path, *command: str) -> subprocess.Popen[bytes]:
    with (state / "daemons.log").open("ab") as log:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def _answers(*command: str, says: str = "") -> bool:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode == 0 and says in done.stdout


def _wait_until(command: Sequence[str], state: Path, *, says: str = "") -> None:
    last = time.monotonic() + _SECONDS_TO_START
    while not _answers(*command, says=says):
        if time.monotonic() > last:
            said = (state / "daemons.log").read_text("utf-8", errors="replace")[-3000:]
            sys.exit(f"{' '.join(command)} does not answer:\n{said}")
        time.sleep(0.5)


class Job(NamedTuple):
    """A job as the queue tells of it; ``said`` has the rule, times are seconds of the clock."""

    id: str
    said: str
    state: str
    began: float
    ended: float


def list_jobs() -> list[Job]:
    """Give all jobs that the queue knows, those that have ended too."""
    done = subprocess.run(
        ("squeue", "--noheader", "--states=all", "--format=%i|%k|%T|%S|%e"),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = (line.split("|") for line in done.stdout.splitlines())
    return [Job(*row[:3], *map(_read_time, row[3:])) for row in rows]


def _read_time(text: str) -> float:
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:  # N/A: not yet
        return 0.0


def cancel(job: str) -> None:
    """Cancel a job, as a person or an administrator would."""
    subprocess.run(("scancel", job), check=True)


def kill_work(job: str, program: str = "compendium") -> int:
    """Kill -9 the processes of a job that run a program; give how many there were."""
    listed = subprocess.run(("scontrol", "listpids", job), capture_output=True, text=True).stdout
    killed = 0
    for line in listed.splitlines()[1:]:
        pid = line.split()[0]
        with suppress(OSError, ValueError):
            said = Path("/proc", pid, "cmdline").read_bytes().split(b"\0")
            if int(pid) > 1 and any(part.endswith(f"/{program}".encode()) for part in said[:2]):
                os.kill(int(pid), signal.SIGKILL)
                killed += 1
    return killed
