"""The process behind `compendium.site.kernels`: it forks kernels, and the engine that draws.

Run as ``python -m compendium.site.nursery KERNELS ENGINE DRAWINGS``: two listening sockets, by the
numbers of their files, and the folder for drawings. It has no thread of its own, and ends with its
standard input.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import compendium.chapter
from compendium.chapter.engine import read_all, serve

PRELOADED = (
    "ipykernel.kernelapp",
    "myst_nb.ext.glue",
    *(
        f"compendium.chapter.{each.name}"
        for each in pkgutil.iter_modules(compendium.chapter.__path__)
    ),
)
"""What every kernel and every chapter imports."""


def main(kernels_at: str, engine_at: str, drawings: str) -> None:
    """Fork the engine, load what chapters import, then fork a kernel whenever one is asked for."""
    with socket.socket(fileno=int(kernels_at)) as kernels:
        with socket.socket(fileno=int(engine_at)) as engine:
            if not os.fork():
                kernels.close()
                serve(engine, Path(drawings))
                os._exit(0)
        # Nobody waits for a kernel: it must not stay as a zombie when it ends.
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        nursery = os.getpid()
        for name in PRELOADED:
            # What cannot be loaded is said by the chapter that imports it.
            with suppress(Exception):
                importlib.import_module(name)
        while kernels in select.select([kernels, sys.stdin], [], [])[0]:
            asker, _ = kernels.accept()
            with asker:
                asked = json.loads(read_all(asker))
                pid = os.fork()
                if not pid:
                    kernels.close()
                    asker.close()
                    _run_kernel(asked, nursery)
                asker.sendall(str(pid).encode())


def _run_kernel(asked: Mapping[str, Any], nursery: int) -> None:
    """Be a kernel, as if started by itself in this folder and environment; never return."""
    from ipykernel import kernelapp

    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ |= asked["environment"]
    # A kernel ends when its parent is gone. The environment would tell it too, but what ipykernel
    # reads there it has read already, when it was loaded.
    parent = f"--IPKernelApp.parent_handle={nursery}"
    sys.argv = ["ipykernel_launcher", *asked["arguments"], parent]
    status = 1
    try:
        kernelapp.launch_new_instance()
        status = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main(*sys.argv[1:])
