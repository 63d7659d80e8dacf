"""Changes in words: lines of Markdown, as a changelog takes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from compendium.changes.compare import (
    BookChanges,
    Changed,
    TableChanges,
    compare_books,
    compare_tables,
)
from compendium.changes.state import Row, State
from compendium.contract.revisions import list_superseded

MOST_NAMED = 40
"""Of one kind, so many rows are named; more are counted by their plan."""

# What a row is called in the words of its table, and where it stands.
_KINDS = {
    "plans": ("plan", "plans"),
    "tables": ("printed table", "printed tables"),
    "places": ("place", "places"),
    "indicators": ("indicator", "indicators"),
    "observations": ("figure", "figures"),
    "projects": ("named thing", "named things"),
    "entities": ("real thing", "real things"),
}


def tell_changes(old: State, new: State) -> list[str]:
    """Say what changed from one state to another; no line if nothing did.

    Returns
    -------
    list
        Lines of Markdown under four headings: data, targets and comparisons, and the book. A value
        is told as it is printed.
    """
    tables = compare_tables(old, new)
    parts = {
        "Data": [
            line
            for name in _KINDS
            if tables.get(name)
            for line in _tell_table(name, tables[name], new)
        ],
        "Targets and comparisons": [
            *_tell_targets(tables.get("targets")),
            *_tell_outcomes(tables.get("targets"), new),
            *_tell_audit(tables.get("audit")),
        ],
        "Book": []
        if old.book is None or new.book is None
        else list(_tell_book(compare_books(old.book, new.book), new)),
    }
    lines: list[str] = []
    for heading, told in parts.items():
        if told:
            lines += [f"### {heading}", *told, ""]
    return lines[:-1]


def _tell_table(name: str, changes: TableChanges, new: State) -> Iterator[str]:
    revised = [row for row in changes.added if row.get("supersedes")]
    if revised:
        yield f"- {_count(name, len(revised))} revised; what was printed before stays as a row:"
        yield from (f"  - {_tell_revision(row, new)}" for row in revised)
    added = tuple(row for row in changes.added if row not in revised)
    for verb, rows in (("added", added), ("removed", changes.removed)):
        if rows:
            yield f"- {_count(name, len(rows))} {verb}:"
            yield from _name_rows(rows, new)
    if changes.changed:
        yield f"- {_count(name, len(changes.changed))} changed:"
        if len(changes.changed) > MOST_NAMED:
            columns = Counter(column for each in changes.changed for column in each.columns)
            yield "  - " + ", ".join(f"`{column}` {n}" for column, n in columns.most_common())
        else:
            yield from (f"  - {_tell_row(each, new)}" for each in changes.changed)


def _tell_revision(row: Row, new: State) -> str:
    known = new.tables["observations"]
    old = [known[each] for each in list_superseded(row["supersedes"]) if each in known]
    before = " and ".join(dict.fromkeys(each["printed"] for each in old))
    ids = ", ".join(f"`{each['observation_id']}`" for each in old)
    return f"{before} → {name_row(row, new)}; before {ids}"


def _name_rows(rows: Sequence[Row], new: State) -> Iterator[str]:
    if len(rows) <= MOST_NAMED:
        yield from (f"  - {name_row(row, new)}" for row in rows)
        return
    plans = Counter(row.get("plan_id", "") for row in rows)
    yield "  - " + ", ".join(f"{plan or 'no plan'}: {n}" for plan, n in sorted(plans.items()))


def _tell_row(changed: Changed, new: State) -> str:
    columns = dict(changed.columns)
    # What a print is read as follows from the print.
    if "printed" in columns:
        for derived in ("low", "high", "value_low", "value_high"):
            columns.pop(derived, None)
    columns.pop("locator", None)
    if not columns:
        return f"{name_row(changed.new, new)}: stands in another cell"
    told = "; ".join(
        f"{'' if column == 'printed' else f'`{column}` '}{before or 'empty'} → {after or 'empty'}"
        for column, (before, after) in columns.items()
    )
    return f"{name_row(changed.new, new)}: {told}"


def name_row(row: Row, state: State) -> str:
    """Name a row as a reader knows it, with its id."""
    if "observation_id" in row:
        what = _name(state, "indicators", row["indicator_id"])
        place = _name(state, "places", row["place_id"])
        when = row["period_end"] or "undated"
        return (
            f"{what}, {place}, {when} ({row['role']}), {row['printed']} (`{row['observation_id']}`)"
        )
    key = next(iter(row))
    name = row.get("name_en") or row.get("title_en") or ""
    return f"{name} (`{row[key]}`)" if name else f"`{row[key]}`"


def _name(state: State, table: str, row_id: str) -> str:
    return state.tables.get(table, {}).get(row_id, {}).get("name_en", row_id)


def _tell_targets(changes: TableChanges | None) -> Iterator[str]:
    for each in changes.changed if changes else ():
        for column, sign in (
            ("growth_percent", "% a year"),
            ("multiple", " times"),
            ("difference", ""),
        ):
            if column in each.columns:
                before, after = (_round(value, sign) for value in each.columns[column])
                yield f"- `{each.row_id}` takes {after}; before {before}"
        if "reason" in each.columns and each.new["reason"]:
            yield f"- `{each.row_id}` has no rate any more: {each.new['reason']}"


def _tell_outcomes(changes: TableChanges | None, new: State) -> Iterator[str]:
    """Say what came of targets that had no outcome, or another one, before."""
    if changes is None:
        return
    rows = [*changes.added, *(each.new for each in changes.changed if _is_told(each))]
    told = [row for row in rows if row.get("outcome_id")]
    if told:
        yield f"- {len(told)} {'target has' if len(told) == 1 else 'targets have'} another outcome:"
    known = new.tables["observations"]
    for row in told[:MOST_NAMED]:
        outcome = known[row["outcome_id"]]["printed"]
        verdict = row["reached"] or "reached or not, it cannot be told"
        yield f"  - {name_row(known[row['target_id']], new)}: {outcome}, {verdict}"
    if len(told) > MOST_NAMED:
        yield f"  - and {len(told) - MOST_NAMED} more"


def _is_told(changed: Changed) -> bool:
    return any(name in changed.columns for name in ("outcome_id", "outcome_value", "reached"))


def _round(value: str, sign: str) -> str:
    return f"{float(value):.4g}{sign}" if value else "no rate"


def _tell_audit(changes: TableChanges | None) -> Iterator[str]:
    if changes is None:
        return
    for row in changes.added:
        if row["verdict"] == "conflict":
            yield f"- A contradiction appeared: {row['explanation_en']} (`{row['check_id']}`)"
    for row in changes.removed:
        if row["verdict"] == "conflict":
            yield f"- A contradiction is gone: {row['explanation_en']} (`{row['check_id']}`)"
    for each in changes.changed:
        if "verdict" not in each.columns:
            continue
        before, after = each.columns["verdict"]
        explained = each.new["explanation_en"]
        if after == "conflict":
            yield f"- A contradiction appeared: {explained} (`{each.row_id}`)"
        elif before == "conflict":
            yield f"- A contradiction is gone ({after} now): {explained} (`{each.row_id}`)"
        else:
            yield f"- A comparison is {after}, and was {before}: `{each.row_id}`"
    plain = [
        f"{len(rows)} {verb}"
        for verb, rows in (
            ("more", [row for row in changes.added if row["verdict"] != "conflict"]),
            ("fewer", [row for row in changes.removed if row["verdict"] != "conflict"]),
        )
        if rows
    ]
    if plain:
        yield f"- Comparisons without contradiction: {', '.join(plain)}"


def _tell_book(changes: BookChanges, new: State) -> Iterator[str]:
    charts = new.book.charts if new.book else {}
    for chart in changes.new_charts:
        yield f"- New chart `{chart}`: {charts[chart]['title']}"
    for chart in changes.lost_charts:
        yield f"- Chart `{chart}` is gone"
    for chart, (before, after) in changes.retold.items():
        yield f"- Chart `{chart}` says: {after}"
        yield f"  - before: {before}"
    if changes.moved:
        named = ", ".join(f"`{each}`" for each in changes.moved)
        yield f"- Charts with new data under the same words: {named}"
    for name, (before, after) in changes.sentences.items():
        yield f"- {name.partition(':')[0].capitalize()} reads: {after}"
        yield f"  - before: {before}"


def _count(name: str, number: int) -> str:
    return f"{number} {_KINDS[name][number != 1]}"
