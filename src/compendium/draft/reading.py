"""A plan's text before anything is known of it: its contents, tables and boxes, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from compendium.coverage.passage import (
    BOX_HEAD,
    Line,
    Passage,
    is_contents,
    read_lines,
    run_together,
)
from compendium.printed.text import squeeze

_STRAY = re.compile(r"\[(?:bookmark|footnoteRef):[^\]]*\]|\*\*")
# Words of a header; a box below whose title they stand is an indicator table.
_HEADER = re.compile(r"指标|序号|类别|单位|目标值|属性|占\w*比重")
_NOTE = re.compile(r"^[（(]?注[:：]?")
_ITEM = re.compile(r"(\d+)[.、．](?!\d)")
_LONGEST_CELL = 45
# So many lines of a table of contents may follow without a page number.
_CONTENTS_GAP = 3
_FEWEST_CONTENTS = 5


@dataclass(frozen=True)
class Block:
    """A numbered table or box of the text.

    Attributes
    ----------
    number, title, section
        As printed (表1, its title, 第二章/第三节).
    lines
        Its lines below the title.
    """

    number: str
    title: str
    section: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Reading:
    """A plan's text, read for drafting.

    Attributes
    ----------
    passage
        The text run together, without the table of contents.
    contents
        First and last line of the table of contents, if there is one.
    box_ends
        Number of a box → its last line, where no heading follows at once.
    tables, boxes
        Indicator tables; other boxes, in the order of the text.
    """

    passage: Passage
    contents: tuple[int, int] | None
    box_ends: Mapping[str, int]
    tables: tuple[Block, ...]
    boxes: tuple[Block, ...]


def read_text(text: str) -> Reading:
    """Read a plan's text: `Reading`."""
    contents = _find_contents(text.split("\n"))
    outside = set(range(contents[0], contents[1] + 1)) if contents else set()
    lines = read_lines(text, outside=outside)
    ends = {block.number: _find_end(block) for block in _blocks(lines)}
    last = {block.number: block.lines[-1].number for block in _blocks(lines) if block.lines}
    box_ends = {number: end for number, end in ends.items() if end and end < last[number]}
    lines = read_lines(text, outside=outside, box_ends=box_ends)
    blocks = list(_blocks(lines))
    return Reading(
        run_together(lines),
        contents,
        box_ends,
        tuple(block for block in blocks if is_table(block)),
        tuple(block for block in blocks if not is_table(block)),
    )


def is_table(block: Block) -> bool:
    """Say whether a block is an indicator table: its first lines are a header."""
    head = [line for line in block.lines[:3] if not _NOTE.match(line.text.strip())]
    if not any(_HEADER.search(line.text) and len(line.text) < _LONGEST_CELL for line in head):
        return False
    return "。" not in "".join(line.text for line in head)


def _find_contents(lines: Sequence[str]) -> tuple[int, int] | None:
    """Give the first and the last line of the table of contents."""
    found = [n for n, line in enumerate(lines, 1) if is_contents(_STRAY.sub("", line).strip())]
    run: list[int] = []
    for number in found:
        if run and number - run[-1] > _CONTENTS_GAP:
            if len(run) >= _FEWEST_CONTENTS:
                break
            run = []
        run.append(number)
    return (run[0], run[-1]) if len(run) >= _FEWEST_CONTENTS else None


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Give the tables and boxes; of one that is printed twice the first."""
    seen: set[str] = set()
    for (box, section), group in groupby(lines, key=lambda line: (line.box, line.section)):
        first, *rest = group
        if not box or box in seen:
            continue
        seen.add(box)
        title = BOX_HEAD.sub("", _STRAY.sub("", first.text).strip(), count=1)
        yield Block(box, squeeze(title).lstrip(":："), section, tuple(rest))


def _find_end(block: Block) -> int:
    """Give the last line of a block, where the text shows it; else 0."""
    if is_table(block):
        for before, line in zip((None, *block.lines), block.lines, strict=False):
            if _NOTE.match(line.text.strip()):
                return line.number
            if before and "。" in line.text and len(line.text) > _LONGEST_CELL:
                return before.number
        return 0
    count, before = 0, None
    for line in block.lines:
        bare = squeeze(_STRAY.sub("", line.text))
        item = _ITEM.match(bare)
        if item and int(item[1]) == count + 1:
            count += 1
        elif count and before and before.text.rstrip().endswith("。"):
            return before.number
        before = line
    return 0
