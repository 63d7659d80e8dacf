"""A plan's text by its headings: which section and which box every line stands in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from compendium.errors import PassageError
from compendium.printed.text import fold_width

_NUMERAL = "[一二三四五六七八九十百]+"
# Bookmarks and bold marks are left by the conversion of the documents.
_STRAY = re.compile(r"\[bookmark:[^\]]*\]|\*\*")
_CHAPTERS = (rf"第{_NUMERAL}篇", rf"第{_NUMERAL}章", rf"第{_NUMERAL}节")
_ITEMS = (rf"({_NUMERAL})、", rf"([（(]{_NUMERAL}[)）])", r"(\d+)[.、．](?!\d)")
BOX_HEAD = re.compile(r"(专栏|表)\s*(\d+)(?!\d)")
"""How the title of a box or table begins."""
# A heading with a page number is an entry of the table of contents.
_CONTENTS = re.compile(r"(?:\t|\.{3,})\s*\d+\s*$")

GAP = "¦"
"""What stands between two numbers that only white space keeps apart."""


@dataclass(frozen=True)
class Line:
    """One line of a plan's text.

    Attributes
    ----------
    number
        From 1, as in the file.
    section
        Its heading path (第一章/第三节, 三/（一）/2), empty before the first heading.
    box
        Number of the table or box it stands in (表1, 专栏3), else empty.
    """

    number: int
    text: str
    section: str
    box: str


@dataclass(frozen=True)
class Passage:
    """Lines run together without white space, with where each character stands.

    Attributes
    ----------
    text
        The text, its width folded.
    lines
        The line of each of its characters.
    signs
        Each of its characters as printed, before its width was folded.
    parts
        ``(section, box) → spans`` of the text, in order: a box splits its section in two.
    """

    text: str
    lines: Sequence[int]
    signs: Sequence[str]
    parts: Mapping[tuple[str, str], Sequence[tuple[int, int]]]

    def printed(self, start: int, end: int) -> str:
        """Give a part of the text as printed, without its white space."""
        return "".join(self.signs[start:end])


def read_lines(
    text: str, *, outside: Collection[int] = (), box_ends: Mapping[str, int] | None = None
) -> tuple[Line, ...]:
    r"""Give the lines of a plan with their headings.

    Parameters
    ----------
    text
        The plan's text. Its headings are 第…篇, 第…章, 第…节 if it has chapters, else 一、, （一）
        and ``1.`` or ``1、``; entries of a table of contents are no headings.
    outside
        Numbers of lines to leave out, such as a second copy of the document.
    box_ends
        Number of a box → its last line, where that is not the line before the next heading.

    Returns
    -------
    tuple
        The lines in order, without those left out.

    Raises
    ------
    PassageError
        If ``box_ends`` names a box that the text does not have, or a line outside the box.

    >>> [line.section for line in read_lines("第一章 基础\n第二节 环境\n到2025年")]
    ['第一章', '第一章/第二节', '第一章/第二节']
    """
    printed = text.split("\n")
    chapters = any(re.match(_CHAPTERS[1], _STRAY.sub("", line).strip()) for line in printed)
    path: dict[int, str] = {}
    box, last, ends = "", 0, dict(box_ends or {})
    lines: list[Line] = []
    for number, line in enumerate(printed, 1):
        if number in outside:
            continue
        bare = _STRAY.sub("", line).strip()
        head = _match_heading(bare, chapters)
        if is_contents(bare):
            head = None
        # In a box, and below （一）, numbers belong to the box's own paragraphs.
        if head and not (box and not chapters and head[0] == len(_ITEMS)):
            path = {level: mark for level, mark in path.items() if level < head[0]}
            path[head[0]] = head[1]
            if last >= number:
                raise PassageError(
                    f"{box} ends at the heading in line {number}, not in line {last}"
                )
            box, last = "", 0
        elif match := BOX_HEAD.match(bare):
            box = match[1] + match[2]
            last = ends.pop(box, 0)
            if last and last < number:
                raise PassageError(f"{box} begins in line {number}, after its end in line {last}")
        elif box and last and number > last:
            box, last = "", 0
        lines.append(Line(number, line, "/".join(path.values()), box))
    if ends:
        raise PassageError(f"the text has no {', '.join(ends)}")
    return tuple(lines)


def is_contents(line: str) -> bool:
    """Say whether a line is an entry of the table of contents: it ends with a page number."""
    return bool(_CONTENTS.search(line))


def _match_heading(line: str, chapters: bool) -> tuple[int, str] | None:
    """Give the level (from 1) and the printed number of a heading."""
    for level, pattern in enumerate(_CHAPTERS if chapters else _ITEMS, 1):
        if match := re.match(pattern, line):
            return level, match[match.lastindex or 0]
    return None


def run_together(lines: Sequence[Line]) -> Passage:
    r"""Run lines together, so that what a line break splits is whole again.

    >>> run_together(read_lines("1 服务业 2.5 万\n亿元\n30")).text
    '1服务业2.5万亿元30'
    """
    signs: list[str] = []
    printed: list[str] = []
    numbers: list[int] = []
    parts: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for (section, box), group in groupby(lines, key=lambda line: (line.section, line.box)):
        start = len(signs)
        for line in group:
            for sign, origin in _squeeze("\n" + line.text, signs[-1] if signs else ""):
                signs.append(sign)
                printed.append(origin)
                numbers.append(line.number)
        parts.setdefault((section, box), []).append((start, len(signs)))
    return Passage("".join(signs), tuple(numbers), tuple(printed), parts)


def flatten(text: str) -> str:
    """Give a recorded text in the form in which passages are searched.

    >>> flatten("3.8％，２０ 年"), flatten("2025 2030")
    ('3.8%，20年', '2025¦2030')
    """
    return "".join(sign for sign, _ in _squeeze(text, ""))


def _squeeze(text: str, before: str) -> Iterator[tuple[str, str]]:
    """Give each sign of a text in its folded form, and what was printed for it."""
    gap = False
    for sign in text:
        if sign.isspace():
            gap = True
            continue
        # NFKC would make of the Chinese comma one that joins thousands.
        for place, folded in enumerate(sign if sign == "，" else fold_width(sign)):
            if gap and _is_number(before) and _is_number(folded):
                yield GAP, " "
            yield folded, "" if place else sign
            before, gap = folded, False


def _is_number(sign: str) -> bool:
    return sign.isdigit() or sign in (".", ",")
