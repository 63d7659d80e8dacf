"""What in a box still looks like a name once the recorded names are taken out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from compendium.coverage.declared_names import Found
from compendium.coverage.evidence import LeftOver, Span, find_box
from compendium.coverage.number_words import find_all
from compendium.coverage.passage import Passage, flatten
from compendium.printed.text import name_key
from compendium.record.reader import RowReader

NAME, WORD = "\0", "\1"
"""What is put for what is taken out: recorded names; other words (verbs, headings, figures)."""

# Words that join names or stand before and after them; what they part is looked at piece by piece.
JOINING = re.compile(
    r"[^\u4e00-\u9fffA-Za-z0-9+—-]|以及|及其|[及和与或等的为在将把对向于由以]"
    r"|依托|围绕|推动|推进|建设|打造|构建|支持|鼓励|加快|发展|培育|引进|引入|形成|开展|建立|设立"
    r"|完善|提升|联动|举办|落户|布局|规划|探索|实施|加强|利用|发挥|集聚|吸引|促进|拓展|启动|迭代"
    r"|改造|升级|优化|强化|实现|引导|组织|加大|提供|借助|走进|主动|融入|做大|做强|做优|深化|扩大"
    r"|推广|争取|参与|设置|基本|建成|一批|紧邻|对标"
)
ENDING = re.compile(
    r"(?:园|区|中心|基地|平台|院|所|馆|站|枢纽|港|机场|路|街|城|镇|口岸|码头|大学|学校|实验室"
    r"|广场|走廊|水库|博览会|论坛|银行|公司|工程|计划|设施|大厦|集群|商圈|高地|谷|产业带|装置|大赛"
    r"|轴|核|岛|综合体|联盟)$"
)
# In a list of recorded names, what stands between them is one more, however it ends.
_ITEM = rf"[^{NAME}{WORD}，。;:、“”()和与及等]{{2,14}}"
_SIBLING = re.compile(rf"(?<={NAME}[、和与及]){_ITEM}|{_ITEM}(?=[、和与及]{NAME})")
# Titled paragraphs: 1.… and -**…** to the end of the line or sentence, and …： before a list.
_TITLE = re.compile(
    r"(?:\[[^\]]*\]|[➢*-])*(?:(?:\d+[.、])?([^，。;:、]{2,30}):|\d+[.、]([^，。;:、]{2,30})(?:。|$))"
)
# A list in quotes (“难、慢、贵”) is no name; its pieces are looked at like others.
_QUOTED = re.compile(rf"“([^“”、{NAME}{WORD}]+)”")


def find_box_names(
    passage: Passage,
    sections: Mapping[str, str],
    *,
    stated: Sequence[RowReader],
    named: Sequence[RowReader],
) -> tuple[list[Found], list[LeftOver]]:
    """Find the names that no row has in every box that is no indicator table.

    Parameters
    ----------
    passage
        The plan's text, run together.
    sections
        Number → section of the boxes and listed sections.
    stated, named
        Rows of the sheets ``statements`` and ``projects``.

    Returns
    -------
    tuple
        The names, and the boxes that have no row at all.
    """
    found: list[Found] = []
    left: list[LeftOver] = []
    for number, section in sections.items():
        rows = [record for record in named if record["number_zh"] == number]
        if not rows:
            left.append(LeftOver(section, number, "has no row on the sheet projects"))
        spans = _drop_titles(passage, find_box(passage, number, name_key(section)))
        values = [row["printed"] for row in stated if row["number_zh"] == number]
        left_names = find_left_names(
            passage,
            spans,
            names=[row["name_zh"] for row in rows],
            printed=[row["printed_as"] for row in rows],
            others=[*values, *(part for row in rows for part in _words(row))],
        )
        found += (Found(line, words, number) for line, words in left_names)
    return found, left


def list_sections(
    passage: Passage, tables: Collection[str], named: Iterable[RowReader]
) -> dict[str, str]:
    """Give number → section of the boxes in the text, then of the sections that rows cite.

    Parameters
    ----------
    passage
        The plan's text, run together.
    tables
        Numbers of the indicator tables, which are no boxes.
    named
        Rows of the sheet ``projects``; one in running text cites no number.
    """
    boxes = {box: path for path, box in passage.parts if box and box not in tables}
    return boxes | {
        record["number_zh"]: record["section_zh"]
        for record in named
        if record["number_zh"] and record["number_zh"] not in boxes
    }


def _words(record: RowReader) -> Iterator[str]:
    for column in ("group_zh", "action_zh"):
        yield from re.split("[…；]", record[column])


def _drop_titles(passage: Passage, spans: Iterable[Span]) -> list[Span]:
    """Leave out the line of the heading, which is the title of the box."""
    return [
        (start + passage.lines[start:end].count(passage.lines[start]), end) for start, end in spans
    ]


def find_left_names(
    passage: Passage,
    spans: Sequence[Span],
    *,
    names: Collection[str],
    printed: Collection[str] = (),
    others: Collection[str] = (),
) -> tuple[tuple[int, str], ...]:
    """Give what looks like a name in a box and is in no row.

    Parameters
    ----------
    passage
        The plan's text, run together.
    spans
        Where the box stands in it.
    names
        The recorded full names. A piece that ends one of them is the head that a list shares
        (…等综合交通枢纽 after 岗厦北综合交通枢纽 was recorded).
    printed
        The names as printed.
    others
        Verbs, headings of groups and figures, which are taken out as the names are.

    Returns
    -------
    tuple
        Line and words, in the order of the text: the titles of paragraphs, what stands in quotes
        and is no list, what stands in a list beside a recorded name, and pieces between joining
        words that end as names of places and institutions do (园, 中心, 平台, 枢纽 …); then the
        items of a list that was recorded as one print and that no name holds.
    """
    found: list[tuple[int, str]] = []
    full = {flatten(name) for name in names}
    named = full | {flatten(name) for name in printed}
    for start, end in spans:
        rest = take_out(passage.text, named, {flatten(each) for each in others}, start, end)
        ends = [*_line_starts(passage, start, end), len(rest)]
        titles = (title for first, last in pairwise(ends) for title in _titles(rest[:last], first))
        for offset, piece in sorted({*titles, *_quotes(rest), *_siblings(rest), *_pieces(rest)}):
            if not any(name.endswith(piece) for name in full):
                found.append((passage.lines[start + offset], piece))
        for item, first in _list_items(passage.text, set(map(flatten, printed)), start, end):
            if not any(item in name for name in full):
                found.append((passage.lines[first], item))
    return tuple(found)


def _list_items(
    text: str, printed: Collection[str], start: int, end: int
) -> Iterator[tuple[str, int]]:
    """Give the items of lists that one printed name holds; the last has the shared head."""
    for each in sorted(printed):
        for item in re.split("[、和“”]+", each)[:-1]:
            for first, _ in find_all(text, each, start, end):
                if item:
                    yield item, first


def take_out(text: str, names: Iterable[str], words: Iterable[str], start: int, end: int) -> str:
    """Give a part of a text with `NAME` for each character of a name, `WORD` for one of a word."""
    signs = list(text[start:end])
    for sign, recorded in ((WORD, words), (NAME, names)):
        for each in recorded:
            for first, last in find_all(text, each, start, end):
                signs[first - start : last - start] = sign * (last - first)
    return "".join(signs)


def _line_starts(passage: Passage, start: int, end: int) -> Iterator[int]:
    for place in range(start, end):
        if place == start or passage.lines[place - 1] != passage.lines[place]:
            yield place - start


def _titles(rest: str, start: int) -> Iterator[tuple[int, str]]:
    match = _TITLE.match(rest, start)
    if match and match.lastindex and (title := match[match.lastindex].strip(f"*{NAME}{WORD}")):
        yield match.start(match.lastindex), title


def _siblings(rest: str) -> Iterator[tuple[int, str]]:
    for match in _SIBLING.finditer(rest):
        yield match.start(), match[0]


def _quotes(rest: str) -> Iterator[tuple[int, str]]:
    for match in _QUOTED.finditer(rest):
        yield match.start(1), match[1]


def _pieces(rest: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in (*JOINING.finditer(rest), None):
        piece = rest[start : match.start() if match else len(rest)]
        if len(piece) > 1 and ENDING.search(piece):
            yield start, piece
        start = match.end() if match else start
