"""A PNG of few colours, written small: each pixel is the number of its colour, and none is lost."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">IIBBBBB")
_DEPTH, _RGBA, _INDEXED = 8, 6, 3
_PLAIN, _SUB, _UP = 0, 1, 2
_MOST_COLOURS = 256


def shrink_png(png: bytes) -> bytes:
    """Write a PNG with a table of its colours; one that cannot be written so is given as it is.

    That is one with more than 256 colours, with a pixel that shows through, or written in a manner
    that is not read here.
    """
    chunks = dict(_chunks(png))
    width, height, depth, kind, *_, interlaced = _HEADER.unpack(chunks[b"IHDR"])
    if (depth, kind, interlaced) != (_DEPTH, _RGBA, 0):
        return png
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, -1)
    if rows[:, 0].max() > _UP:
        return png
    pixels = _unfilter(rows).reshape(-1, 4)
    signs = pixels.view(np.uint32).ravel()
    # A picture is runs of one colour: there are few to sort.
    starts = np.flatnonzero(np.diff(signs, prepend=~signs[:1]))
    colours, numbers = np.unique(signs[starts], return_inverse=True)
    table = colours.view(np.uint8).reshape(-1, 4)
    if len(colours) > _MOST_COLOURS or table[:, 3].min() < 255:
        return png
    indexed = np.zeros((height, width + 1), np.uint8)
    lengths = np.diff(starts, append=len(signs))
    indexed[:, 1:] = np.repeat(numbers, lengths).reshape(height, width)
    header = _HEADER.pack(width, height, _DEPTH, _INDEXED, 0, 0, 0)
    return _SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", table[:, :3].tobytes()),
            _chunk(b"IDAT", zlib.compress(indexed.tobytes(), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _unfilter(rows: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Give the colours, where each row holds differences from its left or upper neighbours."""
    height, filters = len(rows), rows[:, 0]
    pixels = rows[:, 1:].reshape(height, -1, 4).copy()
    beside = filters == _SUB
    pixels[beside] = np.cumsum(pixels[beside], axis=1, dtype=np.uint8)
    for row in np.flatnonzero(filters == _UP):
        pixels[row] += pixels[row - 1] if row else 0
    return pixels


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the chunks of a PNG, those that hold the pixels as one."""
    place, pixels = len(_SIGNATURE), b""
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        kind, content = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += length + 12
        if kind == b"IDAT":
            pixels += content
        else:
            yield kind, content
    yield b"IDAT", pixels


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
