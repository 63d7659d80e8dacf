"""One writer at a time: a lock that the system takes away with the process that holds it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(folder: Path, said: str = "") -> Iterator[None]:
    """Hold the lock of a folder; wait, and say so, while another process holds it.

    Processes that are started meanwhile hold it too, if they are given the open files: what they
    do goes on if this process alone is killed.
    """
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows has no such locks, nor a make that would start two builds
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if said:
                print(said, file=sys.stderr)
            fcntl.flock(handle, fcntl.LOCK_EX)
        os.set_inheritable(handle, True)
        yield
    finally:
        os.close(handle)
