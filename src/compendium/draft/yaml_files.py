"""The YAML files of a new source: every key explained, `TODO` where a person has to write."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from compendium.contract.columns import Column
from compendium.coverage.evidence import find_box, find_in, find_section
from compendium.coverage.exceptions import Pattern
from compendium.coverage.number_words import find_runs
from compendium.coverage.passage import Passage, flatten
from compendium.coverage.runs import find_declared
from compendium.draft.reading import Reading
from compendium.draft.tables import DraftTable, cell_lines
from compendium.raw.declarations import TODO
from compendium.raw.source import OPTIONAL, TYPED_COLUMNS
from compendium.record.vocabulary import Vocabularies

_RIGHTS = {
    "rights_en": "Names, figures and the structure of the tables may be redistributed: they are "
    "facts, and "
    "official documents of Chinese government organs stand outside copyright (Art. 5 of the "
    "Copyright Law). "
    "Our transcription is licensed CC BY 4.0. The full text of the plan is not redistributed here.",
    "rights_zh": "名称、数字和表格结构可以再分发：它们是事实；按《著作权法》第五条，"
    "国家机关具有立法、行政性质的文件不适用著作权法。"
    "本项目的转录采用 CC BY 4.0 许可。规划全文不在此再分发。",
}
# Whole classes of runs that no plan means as figures; those that a text has are written down.
_PATTERNS = (
    (r"^(?:\[bookmark:[^\]]*\])*第[一二三四五六七八九十]+[篇章节]", "heading-number"),
    (r"^(?:\[bookmark:[^\]]*\])*\d+[.、](?!\d)", "heading-number"),
    (r"^(?:专栏|表)\d+", "heading-number"),
    (r"(?:19|20)\d\d年", "date"),
    (r"二〇[〇一二三四五六七八九]{2}年", "date"),
    (r"“十[二三四五六]五”", "name"),
    (r"[2-6]G(?![A-Za-z])", "name"),
    (r"(?:世界|中国|民营|服务业)500强", "name"),
    (r"第三方", "name"),
    (r"十[八九]届|十[八九]大|二十届|二十大", "name"),
    (r"第[一二三四五六七八九十]+个(?:五年|百年)", "name"),
    (r"“(?:五位一体|四个全面|三个代表|四个意识|四个自信|两个维护)", "name"),
    (r"百年未有", "phrase"),
)  # fmt: skip


def write_source(facts: Mapping[str, str]) -> bytes:
    """Write ``source.yaml``; ``facts`` are the values that are known."""
    lines = ["# yaml-language-server: $schema=../../schemas/source.json"]
    lines += _wrap(
        "What the document is. Replace each TODO; null is for what the document does not say.",
        "文件是什么。请替换每个 TODO；文件没有写明的填 null。",
    )
    for each in TYPED_COLUMNS:
        lines += _explain(each)
        lines.append(f"{each.name}: {_source_value(each, facts)}")
        if each.name == "text_sha256":
            lines += _wrap(
                "How the workbook came from the document; checked says how often it was compared.",
                "录入方式；checked 写核对过几遍。",
            )
            lines.append(
                f"transcription: {{class: transcribed, by_hand_from: text, "
                f'checked: "{TODO} once or twice"}}'
            )
    lines += _wrap(
        "Only statistics and revisions have one of these: take the # before its key away.",
        "只有统计资料或规划的修订才填，填时删去键前的 #。",
    )
    for each in OPTIONAL:
        lines += [*_explain(each), f"# {each.name}: {_quote(_value_asked_for(each))}"]
    return ("\n".join(lines) + "\n").encode()


def _source_value(column: Column, facts: Mapping[str, str]) -> str:
    if said := facts.get(column.name) or _RIGHTS.get(column.name):
        return _quote(said)
    if not column.required:
        return "null"
    return _quote(_value_asked_for(column))


def _value_asked_for(column: Column) -> str:
    said = column.en[0].lower() + column.en[1:]
    return f"{TODO} {', '.join(column.enum) if column.enum else said}"


def _explain(column: Column) -> Iterator[str]:
    values = f" ({', '.join(column.enum)})" if column.enum else ""
    where = f" (an id of {column.refers.partition('.')[0]}.csv)" if column.refers else ""
    yield f"# {column.en}{values}{where} · {column.zh}"


def _wrap(en: str, zh: str) -> list[str]:
    return [f"# {en}", f"# {zh}"]


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_layout(
    plan_id: str,
    tables: Sequence[DraftTable],
    boxes: Sequence[tuple[str, str, str]],
    place_id: str,
    vocabularies: Vocabularies,
) -> bytes:
    """Write ``layout.yaml`` for the tables, and the boxes as number, title and section."""
    chapters = ", ".join(vocabularies.terms.chapters)
    lines = ["# yaml-language-server: $schema=../../schemas/layout.json"]
    lines += _wrap(
        "How the workbook is read. The page on the files of a source explains every key.",
        "怎样读取工作簿。各项说明见《Files that people write》一页。",
    )
    lines.append("tables:" if tables else "tables: []")
    for number, table in enumerate(tables, 1):
        held = [column["holds"] for column in table.columns.values()]
        entry = {
            "table_id": f"{plan_id}-t{number}",
            "number_zh": table.number,
            "kind": table.kind,
            "title_zh": table.title,
            "title_en": f"{TODO} the title in English",
            "section_zh": table.section,
            "chapter": f"{TODO} one of {chapters}",
            "sheet": f"T{number}",
            "title": "A1",
            "header": "2",
            "notes": table.note or None,
        }
        if "place" not in held:
            entry["place"] = place_id or f"{TODO} an id of places.csv"
        lines += _entry(entry)
        lines.append("    columns:")
        for letter, fields in table.columns.items():
            inside = ", ".join(f"{name}: {_quote(value)}" for name, value in fields.items())
            lines.append(f"      {letter}: {{{inside}}}")
        lines.append(f"    unit: {table.unit}")
    lines.append("boxes:" if boxes else "boxes: []")
    for number_zh, title, section in boxes:
        lines += _entry(
            {
                "table_id": f"{plan_id}-b{re.sub('[^0-9]', '', number_zh)}",
                "number_zh": number_zh,
                "title_zh": title,
                "title_en": f"{TODO} the title in English",
                "section_zh": section,
                "chapter": f"{TODO} one of {chapters}",
            }
        )
    return ("\n".join(lines) + "\n").encode()


def _entry(fields: Mapping[str, str | None]) -> Iterator[str]:
    for place, (name, value) in enumerate(fields.items()):
        shown = "null" if value is None else _quote(value)
        yield f"  {'- ' if not place else '  '}{name}: {shown}"


def write_exceptions(reading: Reading | None, rows: Sequence[Mapping[str, str]] = ()) -> bytes:
    """Write ``not-figures.yaml``, with what of a text neither its tables nor ``rows`` will hold."""
    lines = ["# yaml-language-server: $schema=../../schemas/not-figures.json"]
    lines += _wrap(
        "What in the plan's text is no figure and no project, and why; `compendium coverage` holds "
        "it against the text.",
        "规划文本中哪些不是数字、不是项目，及其理由；`compendium coverage` 据此核对文本。",
    )
    if reading is None:
        return ("\n".join([*lines, "ranges: []"]) + "\n").encode()
    if reading.contents:
        first, last = reading.contents
        lines.append("ranges:")
        lines.append(f"  - {{first_line: {first}, last_line: {last}, reason: contents}}")
    if reading.box_ends:
        ends = ", ".join(f"{number}: {line}" for number, line in reading.box_ends.items())
        lines.append(f"box_ends: {{{ends}}}")
    lines.append("patterns:")
    covered = _cover(reading, rows)
    found = [
        (pattern, reason)
        for pattern, reason in _PATTERNS
        if _accounts(reading.passage, pattern, covered)
    ]
    lines += [f"  - {{pattern: '{pattern}', reason: {reason}}}" for pattern, reason in found]
    if not found:
        lines[-1] = "patterns: []"
    return ("\n".join(lines) + "\n").encode()


def _cover(reading: Reading, rows: Sequence[Mapping[str, str]]) -> set[int]:
    """Give the places of the text that tables and the times of rows will account for."""
    passage = reading.passage
    lines = {line for block in reading.tables for line in cell_lines(block)}
    spans = [(place, place + 1) for place, line in enumerate(passage.lines) if line in lines]
    for row in rows:
        places = find_box(passage, row["number_zh"], row["section_zh"]) or find_section(
            passage, row["section_zh"]
        )
        spans += find_in(passage, flatten(row["period_printed"]), places)
    return {place for span in spans for place in range(*span)}


def _accounts(passage: Passage, pattern: str, covered: Collection[int]) -> bool:
    """Say whether a pattern holds a run that nothing else does: one that holds none is refused."""
    starts = {start for start, _ in find_runs(passage.text)}.difference(covered)
    return any(
        starts.intersection(range(first, last))
        for first, last in find_declared(passage, Pattern(pattern, "name"))
    )


NO_CORRECTIONS = """\
# yaml-language-server: $schema=../../schemas/corrections.json
# Declared faults of the document itself: the workbook keeps what is printed. An entry:
# 文件本身的错误在此声明，工作簿仍照原文录入。一个条目的写法：
#   - sheet: statements
#     cell: K7
#     printed: 12..5亿元
#     corrected: 12.5亿元
#     reason_en: A point is printed twice.
#     reason_zh: 小数点重复。
#     evidence: The table on the same page prints 12.5亿元.
#     expect: {cell: A7, holds: 12.5亿元}
corrections: []
"""
"""``corrections.yaml`` with nothing to declare."""
