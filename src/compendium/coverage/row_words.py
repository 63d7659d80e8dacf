"""Whether a row's verb and name are words of the plan, where the row says that they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compendium.coverage.evidence import LeftOver, Span, find_in, find_places, name_place
from compendium.coverage.exceptions import FILE, Verb
from compendium.coverage.number_words import find_all
from compendium.coverage.passage import Passage, flatten
from compendium.record.reader import RowReader

FARTHEST = 400
"""How many characters may stand between a name and its verb."""

MOST_PIECES = 4
"""Of how many printed pieces a name may be made up: owner, place, item, shared head."""

SHORTEST_PIECE = 2

_MARKS = re.compile(r"[^\w\n]|_")
_SENTENCE = re.compile(r"[^。;!?]+")
_BOX_TITLE = re.compile(r"专栏\d+:?")


@dataclass(frozen=True)
class Checked:
    """Rows whose words were looked up.

    Attributes
    ----------
    verbs, names
        Number of rows.
    far
        Reason → number of rows whose verb is declared to stand far from the name.
    left
        The rows whose words do not stand where they should.
    """

    verbs: int
    names: int
    far: dict[str, int]
    left: tuple[LeftOver, ...]


def check_words(
    passage: Passage, records: Sequence[RowReader], declared: Sequence[Verb]
) -> Checked:
    """Look up the verbs and the names of the sheet ``projects``.

    Every piece of a verb (推动…建设) stands within `FARTHEST` characters of the name in the row's
    box or section, or in a heading above it, or in a sentence of the chapter that names the thing,
    its group, its parent or the title of the box. A name of the origin ``printed`` stands in the
    box or section in one piece; another is made up of pieces printed there, besides the place
    before it.

    Parameters
    ----------
    passage
        The plan's text, run together.
    records
        Rows of the sheet ``projects``.
    declared
        Names whose verb is printed elsewhere.
    """
    reasons = {flatten(each.name): each for each in declared}
    used: set[Verb] = set()
    far: dict[str, int] = {}
    left: list[LeftOver] = []
    for record in records:
        left += _check_name(passage, record)
        missing = _find_missing(passage, record)
        entry = reasons.get(flatten(record["name_zh"]))
        if missing and entry:
            used.add(entry)
            far[entry.reason] = far.get(entry.reason, 0) + 1
        elif missing:
            where = f"does not stand near {record['name_zh']!r} in {name_place(record)}"
            left.append(LeftOver(str(record.cell("action_zh")), missing, where))
    left += [
        LeftOver(FILE, str(each), "is no name whose verb is printed far from it")
        for each in declared
        if each not in used
    ]
    return Checked(
        verbs=sum(bool(record["action_zh"]) for record in records),
        names=len(records),
        far=far,
        left=tuple(left),
    )


def _find_missing(passage: Passage, record: RowReader) -> str:
    """Give the first piece of a row's verb that stands neither near the name nor before a list."""
    # Split before it is flattened, which would make three full stops of the gap.
    pieces = [flatten(piece) for piece in re.split("[…；;]", record["action_zh"]) if piece]
    places = find_places(passage, record)
    # A part of a list may be printed apart from the name that was made up of it.
    prints = {flatten(record[column]) for column in ("printed_as", "name_zh")}
    names = [span for each in prints for span in find_in(passage, each, places)]
    near = [
        (max(first, start - FARTHEST), min(last, end + FARTHEST))
        for start, end in names
        for first, last in places
        if first <= start and end <= last
    ]
    missing = [piece for piece in pieces if not find_in(passage, piece, near)]
    if missing and any(
        all(find_all(sentence, piece) for piece in pieces)
        for sentence in (*_headings(passage, record), *_lead_sentences(passage, record, places))
    ):
        return ""
    return missing[0] if missing else ""


def _headings(passage: Passage, record: RowReader) -> Iterator[str]:
    """Give the headings of the sections in which a row's section lies, and its own."""
    path = flatten(record["section_zh"])
    for (section, box), spans in passage.parts.items():
        if not box and f"{path}/".startswith(f"{flatten(section)}/"):
            yield _first_line(passage, spans[0])


def _lead_sentences(passage: Passage, record: RowReader, places: Sequence[Span]) -> Iterator[str]:
    """Give the sentences of a row's chapter that name what the row belongs to."""
    columns = ("name_zh", "group_zh", "parent_zh")
    named = {flatten(record[column]) for column in columns}
    named |= {_BOX_TITLE.sub("", _first_line(passage, place)) for place in places[:1]}
    named.discard("")
    above = flatten(record["section_zh"]).rpartition("/")[0] or flatten(record["section_zh"])
    for (section, box), spans in passage.parts.items():
        if not box and f"{flatten(section)}/".startswith(f"{above}/"):
            for start, end in spans:
                for sentence in _SENTENCE.findall(passage.text, start, end):
                    if any(name in sentence for name in named):
                        yield sentence


def _first_line(passage: Passage, span: Span) -> str:
    start, end = span
    count = passage.lines[start:end].count(passage.lines[start])
    return passage.text[start : start + count]


def _check_name(passage: Passage, record: RowReader) -> Iterator[LeftOver]:
    name, places = flatten(record["name_zh"]), find_places(passage, record)
    cell = str(record.cell("name_zh"))
    if record["name_origin"] == "printed":
        if not find_in(passage, name, places):
            where = f"is {record['name_origin']}, but does not stand in {name_place(record)}"
            yield LeftOver(cell, record["name_zh"], where)
        return
    text = "\n".join(passage.text[start:end] for start, end in places)
    if record["name_origin"] == "prefixed":
        text += "\n" + flatten(record["place_zh"])
    if not _is_made_up(_MARKS.sub("", name), _MARKS.sub("", text)):
        yield LeftOver(
            cell, record["name_zh"], f"has words that {name_place(record)} does not print"
        )


def _is_made_up(name: str, text: str, most: int = MOST_PIECES) -> bool:
    """Say whether a name can be cut into a few pieces that a text has.

    >>> _is_made_up("东湖新园", "东湖、西湖等新园"), _is_made_up("东海新园", "东湖、西湖等新园")
    (True, False)
    """
    if not name:
        return True
    return most > 0 and any(
        name[:count] in text and _is_made_up(name[count:], text, most - 1)
        for count in range(len(name), SHORTEST_PIECE - 1, -1)
    )
