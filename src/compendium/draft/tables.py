"""A printed indicator table of the text as a sheet, and what its columns seem to hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from compendium.draft.periods import Years
from compendium.draft.reading import Block
from compendium.printed.text import name_key, split_bracketed_unit, squeeze
from compendium.raw.declarations import TODO

_CELLS = re.compile(r"\t| {2,}|　{2,}")
_NOTE = re.compile(r"^[（(]?注")
_RUNNING = re.compile(r"\d{1,3}[、.．]?")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_HEADER = re.compile(
    r"指标|序号|类别|单位|目标|属性|现状|基[期础]|增长|累计|年$|年（|占比|比重|（.+）$"
)
_FEWEST_NUMBERED = 3


@dataclass(frozen=True)
class DraftTable:
    """A table as it may stand on its sheet.

    Attributes
    ----------
    number, title, section
        As printed.
    rows
        Its title, its header and its body, cell by cell; the last row may be the note.
    kind, unit
        What the layout says of it: its kind, and where the unit is printed.
    columns
        Letter → the fields of the layout's column.
    note
        How the note begins; empty without one.
    """

    number: str
    title: str
    section: str
    rows: tuple[tuple[str, ...], ...]
    kind: str
    unit: str
    columns: dict[str, dict[str, str]]
    note: str

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(map(len, self.rows), default=1)


def draft_table(block: Block, years: Years, places: Collection[str] = ()) -> DraftTable:
    """Draft the sheet of a table, and what the layout says of it.

    A line of the text is a row of the sheet, cells are parted by tabs or wide spaces; a row that
    lacks its first cells continues the category above it. Where the text has one cell a line, rows
    begin at the running numbers. A person holds the sheet against the document.

    Parameters
    ----------
    block
        The table in the text.
    years
        Of the plan.
    places
        The `name_key` of known names of places: where they begin all rows, places are compared.
    """
    lines = [line.text.strip() for line in block.lines if line.text.strip()]
    body = list(takewhile(lambda line: not _NOTE.match(line), lines))
    notes = lines[len(body) :]
    # Where nothing parts cells clearly, any space may.
    mark = _CELLS if any(_CELLS.search(line) for line in body) else re.compile(r"\s+")
    cells = [[squeeze(cell) for cell in mark.split(line) if cell.strip()] for line in body]
    rows = _by_number(cells) if _is_listed(cells) else _by_line(cells)
    header = rows[0] if rows else []
    if rows[1:] and all(name_key(row[0]) in places for row in rows[1:]):
        kind, columns = "comparison", _compare(header, block.title, years)
    else:
        kind, columns = "indicator", [_column(text, years) for text in header]
    return DraftTable(
        block.number,
        block.title,
        block.section,
        ((f"{block.number} {block.title}",), *map(tuple, rows), *((note,) for note in notes)),
        kind,
        _find_unit(kind, columns, rows),
        {chr(ord("A") + place): column for place, column in enumerate(columns)},
        notes[0][:1] if notes else "",
    )


def cell_lines(block: Block) -> list[int]:
    """Give the numbers of the lines that hold cells of a table: those before its note."""
    before = takewhile(lambda line: not _NOTE.match(line.text.strip()), block.lines)
    return [line.number for line in before]


def _find_unit(
    kind: str, columns: Sequence[Mapping[str, str]], rows: Sequence[Sequence[str]]
) -> str:
    """Say where a table prints its units."""
    if kind == "comparison":
        return "heading"
    held = [column["holds"] for column in columns]
    if "unit" in held:
        return "column"
    place = held.index("indicator") if "indicator" in held else 0
    names = [row[place] for row in rows[1:] if len(row) > place]
    bracketed = sum(bool(split_bracketed_unit(name)[1]) for name in names)
    return "indicator" if names and bracketed > len(names) / 2 else "cell"


def _compare(header: Sequence[str], title: str, years: Years) -> list[dict[str, str]]:
    """Say what the columns of a table hold whose rows are places: the headings are indicators."""
    year = _YEAR.search(name_key(title))
    values = {"role": "actual", "period": f"{year[1]}年" if year else f"{TODO} the year"}
    if year and int(year[1]) >= years.first:
        values["role"] = "target"
    place, *others = header
    return [
        {"heading": place, "holds": "place"},
        *({"heading": name, "holds": "value", **values} for name in others),
    ]


def _is_listed(cells: Sequence[Sequence[str]]) -> bool:
    """Say whether the text has one cell a line, and rows that begin with running numbers."""
    numbers = [row[0] for row in cells if row and _RUNNING.fullmatch(row[0])]
    single = sum(len(row) == 1 for row in cells)
    spread = len(set(map(len, cells))) > _FEWEST_NUMBERED - 1
    return (
        "1" in numbers
        and len(numbers) >= _FEWEST_NUMBERED
        and (single > len(cells) * 0.8 or spread)
    )


def _by_line(cells: Sequence[Sequence[str]]) -> list[list[str]]:
    width = max(map(len, cells), default=1)
    rows: list[list[str]] = []
    for row in cells:
        short = width - len(row)
        # The header is never short of its first cells, the name of a place may be.
        if rows and short and len(rows[0]) == width and rows[0][0] != row[0]:
            rows.append([*rows[-1][:short], *row] if len(rows) > 1 else [*[""] * short, *row])
        elif short == 1 and not rows:
            rows.append(["", *row])
        else:
            rows.append(list(row))
    return rows


def _by_number(cells: Sequence[Sequence[str]]) -> list[list[str]]:
    """Make rows of single cells: each from its running number to the next."""
    flat = [cell for row in cells for cell in row]
    starts: list[int] = []
    for place, cell in enumerate(flat):
        if cell == str(len(starts) + 1):
            starts.append(place)
    parts = [flat[start:stop] for start, stop in zip(starts, [*starts[1:], len(flat)], strict=True)]
    usual = Counter(map(len, parts)).most_common(1)[0][0]
    head = flat[: starts[0]]
    header = [cell for cell in head if _HEADER.search(cell)]
    header, category = _join_header(header, usual + 1), "".join(head[len(header) :][-1:])
    category = head[-1] if head and not _HEADER.search(head[-1]) else ""
    rows = [header]
    for part in parts:
        rows.append([category, *part[:usual]])
        category = part[usual] if len(part) > usual else category
    return rows


def _join_header(cells: Sequence[str], width: int) -> list[str]:
    """Join the two lines of a heading (2020年 / 现状值) where there are more than columns."""
    joined: list[str] = []
    for cell in cells:
        if joined and len(cells) > width and _YEAR.fullmatch(joined[-1]):
            joined[-1] += cell
        else:
            joined.append(cell)
    return joined


def _column(heading: str, years: Years) -> dict[str, str]:
    """Say what a column seems to hold, by its heading."""
    plain = name_key(heading)
    year = _YEAR.search(plain)
    span = f"{years.first}-{years.last}"
    fields = {"heading": heading}
    if re.search("序号|编号", plain):
        return {**fields, "holds": "number"}
    if re.search("属性", plain):
        return {**fields, "holds": "binding"}
    if plain.startswith("单位"):
        return {**fields, "holds": "unit"}
    if re.search("年均|平均", plain):
        return {
            **fields, "holds": "value", "role": "target", "period": span,
            "period_kind": "average", "unit": "%", "indicator": "{name}年均增长",
        }  # fmt: skip
    if "累计" in plain:
        return {
            **fields, "holds": "value", "role": "target", "period": span,
            "period_kind": "cumulative",
        }  # fmt: skip
    if year:
        role = "target" if int(year[1]) >= years.first else "actual"
        return {**fields, "holds": "value", "role": role, "period": f"{year[1]}年"}
    if "指标" in plain or "名称" in plain:
        return {**fields, "holds": "indicator"}
    if re.search("类|领域|方面|维度", plain):
        return {**fields, "holds": "category"}
    return {**fields, "holds": f"{TODO} {plain}"}
