"""Sentences outside the boxes that list four or more named things."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from compendium.coverage.box_names import ENDING, JOINING, NAME, take_out
from compendium.coverage.evidence import Span
from compendium.coverage.passage import Passage

FEWEST = 4
"""From how many named things on a sentence is a list of them."""

SHORTEST = 3
"""Fewer characters than this are no name by their ending alone (公园), nor a recorded one."""

# Outside the boxes fairs, lines, rivers and firms are listed too; 社会 and 发展 are no fairs.
_LOOKS_NAMED = re.compile(
    rf"(?:{ENDING.pattern}|(?<!社)会$|(?<!发)展$|[节赛周塔楼河湖线村寺厅轨]$"
    r"|(?:楼宇|大道|铁路|高速|通道|隧道|大桥|集团|高校|社区|制药|服务包|指数|首店|旗舰店|校区|总部)$)"
)
# What a list of short items shares (皇岗、罗湖等口岸). In 教育、医疗等设施 the items are no names.
_SHARED = (
    "(?:口岸|街道|机场|镇|水厂|水库|商圈|铁路|城际|高速|大学|医院|博物馆|保税区|新区|合作区|都市区"
    "|内陆港|岛|河|大道|隧道|公园)"
)
_SHARED_AFTER = re.compile(rf"等[^，。;、的于]{{0,6}}?{_SHARED}")
_SHARED_LAST = re.compile(rf".{_SHARED}$")
_LONGEST_HEADLESS = 5
_SENTENCE = re.compile(r"[^。;!?]+")
_CLAUSE = re.compile(r"[^，:()]+")
# Names in quotes may follow one another without a mark (“飞跃香蜜湖”“飞跃莲花山”).
_PARTING = re.compile(r"、|以及|及其|[和与及]|(?<=”)(?=“)")
_AND_OTHERS = re.compile(r"(?<![高平同中初优])等(?![级候])|于一体")
# Before and after a list: verbs and particles, but none of the signs that stand for a name.
_AROUND = re.compile(
    rf"(?![{NAME}“”])(?:{JOINING.pattern})|启用|发布|结合|聚焦|增强|办好|办成|创建|包括|拥有|落地|瞄准|开设"
    r"|增设|推出|新建|做旺|接驳|联通|首个|全市|全国|知名|重要|更多|立足|辐射|串联|含"
)


@dataclass(frozen=True)
class Enumeration:
    """A sentence that lists named things.

    Attributes
    ----------
    span
        Where it stands in the passage.
    items
        The items of its lists that look like names, with where they stand and, in the same
        characters, with the recorded names taken out.
    """

    span: Span
    items: tuple[tuple[int, str, str], ...]

    def find_left(self, names: Collection[str]) -> Iterator[tuple[int, str]]:
        """Give where the items stand that no recorded name accounts for, and the items."""
        for start, item, rest in self.items:
            parts = [part for part in rest.split(NAME) if part]
            held = NAME in rest and not any(map(_looks_named, parts))
            if not held and not any(item in name for name in names):
                yield start, item


def find_enumerations(
    passage: Passage, spans: Iterable[Span], names: Collection[str]
) -> Iterator[Enumeration]:
    """Find the sentences that list at least `FEWEST` named things.

    Parameters
    ----------
    passage
        The plan's text, run together.
    spans
        What is searched.
    names
        Recorded names as they stand in passages: these are names whatever their ending. A sentence
        with enough of them is a list of named things, also where verbs part them.
    """
    known = [name for name in names if len(name) >= SHORTEST]
    for start, end in spans:
        rest = take_out(passage.text, known, (), start, end)
        for sentence in _SENTENCE.finditer(passage.text, start, end):
            first, last = sentence.span()
            inner = rest[first - start : last - start]
            items = tuple(_find_items(passage.text, inner, first))
            listed = {part for _, item, left in items for part in _count(item, left)}
            runs = [
                (passage.text[first + run.start() : first + run.end()], run[0])
                for run in re.finditer(f"{NAME}+", inner)
            ]
            alone = {
                part
                for run, left in runs
                if not any(run in item for _, item, _ in items)
                for part in _count(run, left)
            }
            if len(listed) + len(alone) >= FEWEST:
                yield Enumeration((first, last), items)


def _count(item: str, rest: str) -> list[str]:
    """Give the things that an item is: a list that was recorded as one print is several."""
    if NAME not in rest or not re.search("、|”“", item):
        return [item]
    return [part for part in _PARTING.split(item) if part]


def _looks_named(words: str) -> bool:
    # “科技+金融” is a slogan.
    quoted = words.startswith("“") and words.endswith("”") and "+" not in words
    return len(words) >= SHORTEST and (quoted or bool(_LOOKS_NAMED.search(words)))


def _find_items(text: str, rest: str, shift: int) -> Iterator[tuple[int, str, str]]:
    """Give the items of a sentence's lists that look like names or have a recorded one."""
    for clause in _CLAUSE.finditer(rest):
        for spans, shared in _split_lists(text[shift : shift + len(rest)], rest, *clause.span()):
            for first, last in spans:
                item, left = text[shift + first : shift + last], rest[first:last]
                headless = shared and 2 <= len(item) <= _LONGEST_HEADLESS
                if NAME in left or headless or _looks_named(item):
                    yield shift + first, item, left


def _split_lists(
    sentence: str, rest: str, start: int, end: int
) -> Iterator[tuple[list[Span], bool]]:
    """Give the items of each list in a clause, and whether they share a head."""
    ends = [match.span() for match in _AND_OTHERS.finditer(rest, start, end)]
    for first, last, closed in zip(
        [start, *(after for _, after in ends)],
        [*(before for before, _ in ends), end],
        [*(True for _ in ends), False],
        strict=True,
    ):
        marks = [match.span() for match in _PARTING.finditer(rest, first, last)]
        if not marks:
            continue
        begins = [_begin(rest, first, marks[0][0]), *(after for _, after in marks)]
        stops = [*(before for before, _ in marks), last]
        stops = [_stop(rest, *each) for each in zip(begins, stops, strict=True)]
        if closed:
            shared = bool(_SHARED_AFTER.match(sentence, last))
        else:
            stops[-1] = _stop_last(rest, begins[-1], stops[-1])
            shared = bool(_SHARED_LAST.search(sentence[begins[-1] : stops[-1]])) and all(
                stop - begin <= _LONGEST_HEADLESS
                for begin, stop in zip(begins[:-1], stops[:-1], strict=True)
            )
        yield list(zip(begins, stops, strict=True)), shared


def _begin(rest: str, start: int, end: int) -> int:
    """Give where the first item of a list begins: after the last verb that leaves a name."""
    verbs = [match.span() for match in _AROUND.finditer(rest, start, end)]
    cuts = [cut for cut in (start, *(after for _, after in verbs)) if cut < end - 1]
    plain = [cut for cut in cuts if all(cut != before for before, _ in verbs)]
    named = (cut for cut in reversed(plain) if _is_item(rest[cut:end]))
    return next(named, cuts[-1] if cuts else start)


def _stop(rest: str, start: int, end: int) -> int:
    """Give where an item ends: a recorded name ends at the verb after it."""
    last = rest.rfind(NAME, start, end)
    verb = _AROUND.search(rest, last + 1, end) if last >= 0 else None
    return verb.start() if verb else end


def _stop_last(rest: str, start: int, end: int) -> int:
    """Give where the last item of a list ends: before the first verb that leaves a name."""
    cuts = [*(match.start() for match in _AROUND.finditer(rest, start, end)), end]
    return next((cut for cut in cuts if _is_item(rest[start:cut])), cuts[0])


def _is_item(rest: str) -> bool:
    return NAME in rest or _looks_named(rest)
