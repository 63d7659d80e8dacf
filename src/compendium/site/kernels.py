"""Kernels that start warm: each a fresh fork of one process that has loaded what chapters import.

A kernel that starts by itself takes a second and a half to import what every chapter needs. The
`Nursery` imports it once, before it has any thread, and forks a kernel whenever papermill wants
one, through jupyter_client's provisioner interface. A forked kernel has run no cell: its state is
as clean as that of one that started by itself. Where a process cannot fork, kernels start as ever.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import default

from compendium.chapter.engine import ADDRESS as ENGINE
from compendium.chapter.engine import read_all

ADDRESS = "COMPENDIUM_NURSERY"
"""The variable that tells a provisioner where the nursery of the build listens."""

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
"""Apple's libraries do not survive a fork."""

PROVISIONER = "compendium-nursery"
"""The provisioner's name among the entry points of pyproject.toml."""


@contextmanager
def warm_kernels(drawings: Path) -> Iterator[None]:
    """Let kernels that are started meanwhile start warm, and share one engine that draws.

    Parameters
    ----------
    drawings
        The folder where the engine keeps what it drew.
    """
    if not CAN_FORK:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="compendium-") as folder, ExitStack() as opened:
        addresses = {ADDRESS: f"{folder}/nursery", ENGINE: f"{folder}/engine"}
        listeners = [opened.enter_context(_listen(address)) for address in addresses.values()]
        numbers = [listener.fileno() for listener in listeners]
        # It ends when its standard input does: with this process, however this one ends.
        command = [
            sys.executable,
            "-m",
            "compendium.site.nursery",
            *map(str, numbers),
            str(drawings),
        ]
        nursery = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=numbers)
        opened.close()
        os.environ |= addresses
        try:
            yield
        finally:
            for name in addresses:
                del os.environ[name]
            nursery.communicate()


def _listen(address: str) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen()
    return listener


def choose_provisioner() -> None:
    """Have this process's kernels come from the nursery, if there is one."""
    if ADDRESS in os.environ:
        KernelProvisionerFactory.instance().default_provisioner_name = PROVISIONER


class KernelManager(AsyncKernelManager):
    """Talks to a kernel of the nursery through files beside it.

    Two managers that look for free ports at the same time may find the same.
    """

    @default("transport")
    def _default_transport(self) -> str:
        return "ipc" if ADDRESS in os.environ else "tcp"

    @default("ip")
    def _default_ip(self) -> str:
        if ADDRESS not in os.environ:
            return super()._ip_default()
        return str(Path(os.environ[ADDRESS]).with_name(uuid4().hex))


class NurseryProvisioner(LocalProvisioner):
    """Has a kernel forked by the nursery in place of starting one."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Ask the nursery for a kernel with the arguments, folder and environment of ``cmd``."""
        asked = {
            "arguments": cmd[cmd.index("-f") :],
            "folder": str(kwargs.get("cwd") or Path.cwd()),
            "environment": dict(kwargs.get("env") or os.environ),
        }
        try:
            forked = _Forked(_fork(os.environ[ADDRESS], asked))
        except (OSError, ValueError):
            # The nursery is gone: start one as ever.
            return await super().launch_kernel(cmd, **kwargs)
        self.process = cast("Any", forked)
        self.pid = self.pgid = forked.pid
        self.cwd = asked["folder"]
        return self.connection_info


def _fork(address: str, asked: Mapping[str, Any]) -> int:
    with socket.socket(socket.AF_UNIX) as nursery:
        nursery.connect(address)
        nursery.sendall(json.dumps(asked).encode())
        nursery.shutdown(socket.SHUT_WR)
        return int(read_all(nursery))


class _Forked:
    """A kernel that the nursery forked, as far as a provisioner asks for a ``Popen``."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        # The nursery lets its children go at once when they end.
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        return 0

    def send_signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)
