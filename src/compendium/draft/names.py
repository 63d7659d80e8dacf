"""The names that the boxes of a plan hold, as candidate rows of the sheet ``projects``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from compendium.contract.enums import DEEDS
from compendium.coverage.box_names import find_left_names
from compendium.coverage.evidence import find_box
from compendium.coverage.number_words import find_all
from compendium.coverage.passage import Passage, flatten
from compendium.draft.candidates import box_section
from compendium.draft.reading import Block, Reading
from compendium.printed.text import name_key
from compendium.record.vocabulary import Vocabularies

_STOP = re.compile(r"[。;!?]")
# Titled paragraphs and campaigns are actions, measures of a rule policies.
_ACTION = re.compile(r"(?:行动|工程|计划|专项)$")
_POLICY = re.compile(r"(?:政策|制度|机制|办法|条例|试点)$")
_USUAL = {
    "park": r"(?:园|园区|公园)$",
    "zone": r"(?:区|商圈|街区|街|大街|片区|城|湾区|新城|科学城|小镇|集聚地)$",
    "institution": r"(?:院|所|学校|大学|学院|实验室|馆|银行|公司|中心|医院|研究院)$",
    "transport": r"(?:站|枢纽|港|机场|路|铁路|线|通道|隧道|桥|口岸|码头|候机楼|高速)$",
    "event": r"(?:会|展|节|周|赛|大赛|论坛|峰会|博览会)$",
    "facility": r"(?:基地|大厦|广场|楼|塔|社区|综合体|设施|场|装置|水库|厂)$",
    "technology": r"(?:平台|系统|网络|模型)$",
}
_SHORTEST = 3
_EVENT = re.compile(r"举办([^，。;:、和及与“”]{2,14}(?:节|周|赛|展|会))(?=[，。;、等和及与])")


@dataclass(frozen=True)
class NameCandidate:
    """Words of a box that look like a name.

    Attributes
    ----------
    number, section
        The box.
    name
        As printed.
    verb, stage
        The plan's verb before it, if it is a known one, and its stage.
    kind
        What things with such a name are; empty where its ending does not say.
    parent
        The titled paragraph that it stands in.
    sentence, line
        Where it stands.
    """

    number: str
    section: str
    name: str
    verb: str
    stage: str
    kind: str
    parent: str
    sentence: str
    line: int


def find_names(reading: Reading, vocabularies: Vocabularies) -> Iterator[NameCandidate]:
    """Find what looks like a name in the boxes of a plan, each once a box."""
    verbs = {verb: stage for verb, stage in vocabularies.stages.items() if "…" not in verb}
    for block in reading.boxes:
        yield from _find_in(reading.passage, block, verbs, vocabularies)


def _find_in(
    passage: Passage, block: Block, verbs: Mapping[str, str], vocabularies: Vocabularies
) -> Iterator[NameCandidate]:
    seen: set[str] = set()
    parent, parent_line = "", 0
    for start, end in find_box(passage, block.number, block.section)[:1]:
        body = start + passage.lines[start:end].count(passage.lines[start]), end
        pieces = [name for _, name in find_left_names(passage, [body], names=())]
        known = [
            (line, name)
            for line, name in _known(passage, body, vocabularies)
            if not any(name in piece and name != piece for piece in pieces)
        ]
        looking = find_left_names(passage, [body], names=[name for _, name in known])
        # What stands in a list between two names is one more, however it ends.
        names = [name for _, name in (*known, *looking)]
        siblings = find_left_names(passage, [body], names=names)
        found = [*known, *looking, *siblings, *_events(passage, body)]
        found.sort(key=lambda each: each[0])
        for action in _lead_actions(passage, body):
            found.insert(0, action)
        for line, name in found:
            if name in seen:
                continue
            seen.add(name)
            at = next(
                (a for a, _ in find_all(passage.text, name, *body) if passage.lines[a] == line),
                None,
            )
            if at is None:
                continue
            kind = _kind(name, vocabularies)
            if line != parent_line and kind not in DEEDS:
                parent = parent if passage.lines[body[0]] == parent_line else ""
            if kind in DEEDS:
                above, parent, parent_line = "", name, line
            else:
                above = parent
            verb = _verb_before(passage.text[body[0] : at], verbs)
            verb = next((each for each in verbs if kind in DEEDS and name.startswith(each)), verb)
            first = max(
                (m.end() for m in _STOP.finditer(passage.text, body[0], at)), default=body[0]
            )
            after = _STOP.search(passage.text, at, end)
            yield NameCandidate(
                block.number,
                box_section(block.section),
                passage.printed(at, at + len(name)),
                verb,
                verbs.get(verb, ""),
                kind,
                above,
                passage.printed(first, after.end() if after else end),
                line,
            )


def _known(
    passage: Passage, body: tuple[int, int], vocabularies: Vocabularies
) -> Iterator[tuple[int, str]]:
    """Give the known things that a box names; the longest where one name holds another."""
    taken: list[tuple[int, int]] = []
    text = passage.text[body[0] : body[1]]
    names = {flatten(name) for name in vocabularies.entities.ids if len(name) >= _SHORTEST}
    for name in sorted((each for each in names if each in text), key=len, reverse=True):
        for start, end in find_all(passage.text, name, *body):
            if all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
                yield passage.lines[start], name


def _events(passage: Passage, body: tuple[int, int]) -> list[tuple[int, str]]:
    """Give festivals and matches, whose endings say little in the middle of a sentence."""
    return [
        (passage.lines[match.start(1)], match[1]) for match in _EVENT.finditer(passage.text, *body)
    ]


def _lead_actions(passage: Passage, body: tuple[int, int]) -> list[tuple[int, str]]:
    """Give the campaign that a box's first sentence announces (实施创新平台行动)."""
    match = re.match(r"实施([^，。;:、]{2,20}行动)。", passage.text[body[0] : body[1]])
    return [(passage.lines[body[0]], match[0].rstrip("。"))] if match else []


def _kind(name: str, vocabularies: Vocabularies) -> str:
    if _ACTION.search(name):
        return "action"
    if _POLICY.search(name):
        return "policy"
    entity = vocabularies.entities.ids.get(name_key(name))
    if entity:
        return str(vocabularies.entities.rows[entity]["kind"])
    for each in vocabularies.endings:
        if name.endswith(each.ending) and name not in each.but:
            return each.kind
    ends = [
        (len(match[0]), kind)
        for kind, ending in _USUAL.items()
        if (match := re.search(ending, name))
    ]
    return max(ends)[1] if ends else ""


def _verb_before(text: str, verbs: Mapping[str, str]) -> str:
    """Give the last known verb of the sentence before a name: that of its list."""
    sentence = _STOP.split(text)[-1]
    found = [
        (at + len(verb), len(verb), verb) for verb in verbs if (at := sentence.rfind(verb)) >= 0
    ]
    return max(found)[2] if found else ""
