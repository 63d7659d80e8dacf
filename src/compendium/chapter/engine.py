"""The engine that draws: a Vega-Lite specification in, an SVG out.

To start it takes about a second, so that a build starts one for all its chapters, and keeps what
was drawn by the hash of what it was drawn from (`serve`). A notebook that runs by itself starts its
own.
"""

from __future__ import annotations

import json
import os
import select
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert

from compendium.made_from import digest
from compendium.paths import write_atomically

FONTS = Path(__file__).parent / "fonts"
ADDRESS = "COMPENDIUM_ENGINE"
"""The variable that tells a kernel where the engine of the build listens."""


def draw(specification: Mapping[str, Any], vl_version: str) -> str:
    """Render a Vega-Lite specification as SVG, with the engine of the build if it has one.

    Raises
    ------
    ValueError
        If the specification is none.
    """
    asked = json.dumps([specification, vl_version], sort_keys=True).encode()
    return (_ask(os.environ.get(ADDRESS)) or _draw)(asked).decode()


def _ask(address: str | None) -> Callable[[bytes], bytes] | None:
    if address is None:
        return None

    def ask(asked: bytes) -> bytes:
        with socket.socket(socket.AF_UNIX) as engine:
            engine.connect(address)
            engine.sendall(asked)
            engine.shutdown(socket.SHUT_WR)
            # It gives nothing where it failed: to draw here then says why.
            return read_all(engine) or _draw(asked)

    return ask


def serve(listener: socket.socket, folder: Path) -> None:
    """Draw for whoever connects, and keep the drawings in ``folder``; end with standard input."""
    made_with = _made_with()
    if not folder.is_dir():
        _draw(b'[{"mark": "point"}, null]')
    while listener in select.select([listener, sys.stdin], [], [])[0]:
        chapter, _ = listener.accept()
        with chapter, suppress(OSError, ValueError):
            asked = read_all(chapter)
            chapter.sendall(_look_up(folder / f"{digest([made_with, asked])}.svg", asked))


def read_all(connection: socket.socket) -> bytes:
    """Read what the other side sends until it has said all."""
    return b"".join(iter(partial(connection.recv, 1 << 16), b""))


def _look_up(kept: Path, asked: bytes) -> bytes:
    if kept.is_file():
        return kept.read_bytes()
    drawn = _draw(asked)
    write_atomically(kept, drawn)
    return drawn


def _made_with() -> str:
    return digest([version("vl-convert-python"), *sorted(FONTS.glob("*.ttf"))])


def _draw(asked: bytes) -> bytes:
    _register_fonts()
    specification, vl_version = json.loads(asked)
    svg: str = vl_convert.vegalite_to_svg(
        specification, vl_version=vl_version, allowed_base_urls=[]
    )
    return svg.encode()


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))
