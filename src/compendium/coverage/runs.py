"""The runs of a plan's text: which row or which declaration accounts for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from compendium.coverage.evidence import Evidence, LeftOver, Span
from compendium.coverage.exceptions import FILE, MOST_CONTEXT, Pattern, Range, Text
from compendium.coverage.number_words import find_all, find_runs
from compendium.coverage.passage import Line, Passage, flatten, run_together


def find_declared(passage: Passage, entry: Text | Pattern) -> Iterator[Span]:
    """Find where a declared text or pattern stands."""
    if isinstance(entry, Text):
        for start, end in find_all(passage.text, flatten(entry.text)):
            if entry.line in (0, passage.lines[start], passage.lines[end - 1]):
                yield start, end
    elif entry.pattern.startswith("^"):
        pattern = re.compile(entry.pattern[1:])
        for start, line in enumerate(passage.lines):
            first = not start or passage.lines[start - 1] != line
            if first and (match := pattern.match(passage.text, start)):
                yield match.span()
    else:
        yield from (match.span() for match in re.finditer(entry.pattern, passage.text))


def account_runs(
    passage: Passage,
    evidence: Iterable[Evidence],
    entries: Mapping[Text | Pattern, Sequence[Span]],
    kinds: Sequence[str],
) -> tuple[Counter[str], list[LeftOver]]:
    """Ask for each run the rows, then the declared texts, then the declared patterns.

    Parameters
    ----------
    passage
        The plan's text, run together.
    evidence
        Where the rows stand.
    entries
        Declared text or pattern → where it stands.
    kinds
        The kinds of rows, in the order in which they are asked.
    """
    marked = {kind: bytearray(len(passage.text)) for kind in kinds}
    for each in evidence:
        for start, end in each.spans:
            marked[each.kind][start:end] = b"\1" * (end - start)
    counts: Counter[str] = Counter()
    used: Counter[Text | Pattern] = Counter()
    left: list[LeftOver] = []
    for start, end in find_runs(passage.text):
        if kind := next((kind for kind in kinds if all(marked[kind][start:end])), ""):
            counts[kind] += 1
        elif entry := _ask(entries, start, end):
            counts[entry.reason] += 1
            used[entry] += 1
        else:
            left.append(_left_run(passage, start, end))
    left += [
        LeftOver(FILE, str(entry), "accounts for nothing that no row accounts for")
        for entry in entries
        if entry not in used
    ]
    return counts, left


def _ask(
    entries: Mapping[Text | Pattern, Sequence[Span]], start: int, end: int
) -> Text | Pattern | None:
    return next(
        (
            entry
            for entry, spans in entries.items()
            if any(first <= start and end <= last for first, last in spans)
        ),
        None,
    )


def _left_run(passage: Passage, start: int, end: int) -> LeftOver:
    room = max(0, MOST_CONTEXT - (end - start))
    first = max(0, start - room // 2)
    return LeftOver(
        f"line {passage.lines[start]}",
        passage.text[first : max(end, first + MOST_CONTEXT)],
        f"has {passage.text[start:end]}, which no row has, or fewer rows than places",
    )


def skip_ranges(
    text: str, passage: Passage, ranges: Iterable[Range]
) -> tuple[Counter[str], list[LeftOver]]:
    """Count the runs of the lines that are not read; a second copy may hold nothing new."""
    printed = text.split("\n")
    known = {passage.text[start:end] for start, end in find_runs(passage.text)}
    counts: Counter[str] = Counter()
    left: list[LeftOver] = []
    for each in ranges:
        numbers = range(each.first_line, min(each.last_line, len(printed)) + 1)
        skipped = run_together([Line(number, printed[number - 1], "", "") for number in numbers])
        runs = find_runs(skipped.text)
        counts[each.reason] += len(runs)
        if not runs or each.last_line > len(printed):
            where = f"lines {each.first_line} to {each.last_line}"
            left.append(LeftOver(FILE, where, "account for nothing"))
        if each.reason == "second-copy":
            left += [
                LeftOver(
                    f"line {skipped.lines[start]}",
                    skipped.text[start:end],
                    "stands in the second copy of the document only",
                )
                for start, end in runs
                if skipped.text[start:end] not in known
            ]
    return counts, left
