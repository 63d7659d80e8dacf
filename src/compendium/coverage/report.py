"""What the check of a plan's coverage found, as one line and as the page ``coverage.md``."""

from __future__ import annotations

from collections.abc import Iterable

from compendium.coverage.account import ROW_KINDS, Coverage
from compendium.coverage.exceptions import (
    LIST_REASONS,
    MOST_CONTEXT,
    NAME_REASONS,
    REASONS,
    VERB_REASONS,
)


def summarise(plan_id: str, coverage: Coverage) -> str:
    """Give the counts in one line."""
    left = len(coverage.left)
    return (
        f"{plan_id}: {sum(coverage.runs.values())} runs accounted for, "
        f"{sum(coverage.rows.values())} rows and {coverage.boxes} boxes looked up, "
        + (f"{left} left over" if left else "nothing left over")
    )


def write_report(plan_id: str, coverage: Coverage) -> str:
    """Give the page ``coverage.md``: counts, and what is left over with a dozen characters each."""
    runs = [
        *((kind, coverage.runs[kind]) for kind in ROW_KINDS if coverage.runs.get(kind)),
        *(
            (f"no figure ({reason}): {meaning}", coverage.runs[reason])
            for reason, meaning in REASONS.items()
            if coverage.runs.get(reason)
        ),
        ("in all", sum(coverage.runs.values())),
    ]
    rows = [(kind, coverage.rows[kind]) for kind in ROW_KINDS if coverage.rows.get(kind)]
    names = [
        (f"{reason}: {NAME_REASONS[reason]}", coverage.names[reason])
        for reason in NAME_REASONS
        if coverage.names.get(reason)
    ]
    lists = [
        (f"{reason}: {LIST_REASONS[reason]}", coverage.no_lists[reason])
        for reason in LIST_REASONS
        if coverage.no_lists.get(reason)
    ]
    far = [
        (f"{reason}: {VERB_REASONS[reason]}", coverage.far[reason])
        for reason in VERB_REASONS
        if coverage.far.get(reason)
    ]
    left = [f"- {each.where}: {_cut(each.text)} {each.reason}" for each in coverage.left]
    return "\n".join(
        [
            f"# Coverage of {plan_id}",
            "",
            "Written by `compendium coverage PLAN.txt --write`. The plan's text is not part of the",
            "repository; `not-figures.yaml` says what in it is no figure, and why.",
            "",
            "## Runs of digits and counting words in the text",
            "",
            *_table("accounted for by", "runs", runs),
            "",
            "## Rows looked up in the text, each in the section, box or table that it cites",
            "",
            *_table("rows", "looked up", rows),
            "",
            "## Names in boxes, listed sections and sentences",
            "",
            f"{coverage.boxes} boxes and sections. Words that look like names and are no project:",
            "",
            *_table("because they are", "words", names),
            "",
            f"{coverage.lists} sentences outside them seem to list four or more named things.",
            "",
            *_table("sentences that do not, because they list", "sentences", lists),
            "",
            "## Words of the rows of projects",
            "",
            f"{coverage.words[0]} names and {coverage.words[1]} verbs stand where their rows say.",
            "",
            *(_table("verbs far from the name, because they are", "rows", far) if far else ()),
            *([""] if far else ()),
            "## Left over",
            "",
            *(left or ["Nothing left over."]),
            "",
        ]
    )


def _table(what: str, count: str, rows: Iterable[tuple[str, int]]) -> list[str]:
    return [
        f"| {what} | {count} |",
        "| --- | ---: |",
        *(f"| {name} | {number} |" for name, number in rows),
    ]


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CONTEXT else f"{text[:MOST_CONTEXT]}…"
