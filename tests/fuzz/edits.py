"""What may happen to a file: bytes, parts of a zip, XML, lines of YAML, cells of CSV and workbooks.

An edit is drawn from a seeded generator, so that a number names it and gives it again.
"""

from __future__ import annotations

import csv
import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

WORKBOOK = "workbook.xlsx"
DECLARED = ("layout.yaml", "source.yaml", "corrections.yaml", "not-figures.yaml")
VOCABULARY = (
    "indicators.csv", "places.csv", "units.csv", "entities.csv", "types-of-thing.csv",
    "magnitudes.csv", "chapters.csv", "canonical-units.csv", "targets-in-words.csv", "audit.yaml",
)  # fmt: skip

ODD_TEXTS = (
    "", " ", "甲", "—", "-", "0", "-1", "1e5", "1e400", "９９", "٣٤", "1_000", "1,000",
    "12..5亿元", "3-5个", "5-3个", "[5", "{5}", "[[5]]", "≥", "≥≤5%", "百分之", "三分之一",
    "第一", "翻一番", "万亿", "9" * 400, "9" * 40_000 + "亿元", "0." + "0" * 5000 + "1%",
    "(" * 500, " " * 20_000 + "x", "1/0", "NaN", "Infinity", "=1+1", "\u202e12%",
    "\ufeff12%", "12\u00a0%", "\u200b", "😀", "a\nb", "2025-13", "0000", "2020-2019年",
    "None", "null", "{name}", "{0}", "{", "%s", "\\1", "2020年" * 300,
)  # fmt: skip
ODD_YAML = (
    "", "null", "~", "5", "-1", "1.5", ".nan", ".inf", "true", "2020-01-01", "2020",
    "'2020'", "[]", "{}", "[a]", "{a: b}", "[[[]]]", '""', "' '", "&x a", "*x",
    "!!python/object:os.system x", "!!binary aGk=", "!!set {a}", "'\\x00'", '"\\x00"',
    '"\\uD800"', "９", "甲", "9" * 400, "1" + "0" * 5000, "1e9999", "0x10", "0o7", "1_000",
    "12:30:45", "A1", "ZZZZ9", "A0", "0-0", "3-2", "C", "AB", "(", "[", "'(a+)+$'", "'['",
    "'*'", "|", ">-", "? a", "- a", "#", "@", "`", "%", "<<: {a: 1}", "=",
)  # fmt: skip
ODD_XML = (
    "", "0", "-1", "1", "A0", "A1", "ZZZZ9", "XFD1048576", "A1:XFD1048576", "1e9", "9" * 30,
    "s", "n", "d", "b", "e", "str", "inlineStr", "&#0;", "&x;", "&#x202e;", "😀", "true",
    "甲", "../../x", "rId99",
)  # fmt: skip
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@dataclass(frozen=True)
class Edit:
    """One file as it is after something happened to it."""

    file: str
    what: str
    content: bytes


def draw(number: int, read: Callable[[str], bytes]) -> Edit:
    """Give the edit of a number.

    Parameters
    ----------
    number
        Which one.
    read
        Gives a file's bytes by its name.
    """
    dice = random.Random(number)
    file = dice.choice((WORKBOOK, dice.choice(DECLARED), dice.choice(VOCABULARY)))
    kinds = [_edit_bytes]
    if file == WORKBOOK:
        kinds += [_edit_member] + [_edit_xml] * 8
    elif file.endswith(".yaml"):
        kinds += [_edit_lines] * 9
    else:
        kinds += [_edit_csv] * 7 + [_edit_lines]
    what, content = dice.choice(kinds)(dice, read(file))
    return Edit(file, what, content)


def spoil(content: bytes, case: Mapping[str, Any]) -> bytes:
    """Make the change of a case: ``old`` becomes ``new``, ``times`` over, in its ``part``."""
    old, new = case["old"].encode(), (case["new"] * case.get("times", 1)).encode()
    if part := case.get("part"):
        parts = _parts(content)
        return _pack([*(parts | {part: _replace(parts[part], old, new)}).items()])
    return _replace(content, old, new)


def _replace(content: bytes, old: bytes, new: bytes) -> bytes:
    if old not in content:
        raise ValueError(f"{old!r} is not there any more; write the case anew")
    return content.replace(old, new, 1)


def _edit_bytes(dice: random.Random, content: bytes) -> tuple[str, bytes]:
    at, length = dice.randrange(len(content)), dice.choice((1, 2, 16, 500))
    changes = {
        "cut off": content[:at],
        "cut out": content[:at] + content[at + length :],
        "doubled": content[: at + length] + content[at:],
        "zeroed": content[:at] + bytes(length) + content[at + length :],
        "noise": content[:at] + dice.randbytes(length) + content[at + length :],
        "emptied": b"",
        "a BOM before": b"\xef\xbb\xbf" + content,
        "UTF-16": content.decode("utf-8", "replace").encode("utf-16"),
        "CRLF": content.replace(b"\n", b"\r\n"),
    }
    what = dice.choice(sorted(changes))
    return f"{what} at {at} ({length})", changes[what]


# Workbooks


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def _pack(parts: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _edit_member(dice: random.Random, content: bytes) -> tuple[str, bytes]:
    parts = _parts(content)
    name, other = dice.choice(sorted(parts)), dice.choice(sorted(parts))
    listed = {
        "dropped": [each for each in parts.items() if each[0] != name],
        "emptied": [*(parts | {name: b""}).items()],
        "renamed": [(f"x{key}" if key == name else key, part) for key, part in parts.items()],
        "swapped": [*(parts | {name: parts[other], other: parts[name]}).items()],
        "cut off": [*(parts | {name: parts[name][: len(parts[name]) // 2]}).items()],
        "with entities": [*(parts | {name: DOCTYPE + parts[name]}).items()],
        "above all": [*parts.items(), (f"../{name}", parts[name])],
    }
    what = dice.choice(sorted(listed))
    return f"part {name} {what} ({other})", _pack(listed[what])


def _edit_xml(dice: random.Random, content: bytes) -> tuple[str, bytes]:
    parts = _parts(content)
    name = dice.choice(sorted(parts) + 3 * [each for each in sorted(parts) if "heet" in each])
    text = parts[name].decode("utf-8", "replace")
    found = list(re.finditer(r'="([^"]*)"|>([^<>]+)<|<[^<>]*>', text))
    if not found:
        return _edit_member(dice, content)
    one = dice.choice(found)
    group = one.lastindex or 0
    old, start, end = one[group], one.start(group), one.end(group)
    odd = ODD_TEXTS if group == 2 else ODD_XML
    new = dice.choice(odd) if group else dice.choice(("", old * 2, "<x>", old.upper(), "</v>"))
    if group == 2 and dice.random() < 0.5:
        new = f"{old}{dice.choice('0123456789年%亿家')}"
    changed = text[:start] + new + text[end:]
    what = f"{name}: {old[:40]!r} to {new[:40]!r}"
    return what, _pack([*(parts | {name: changed.encode("utf-8", "replace")}).items()])


# YAML and CSV


def _edit_lines(dice: random.Random, content: bytes) -> tuple[str, bytes]:
    lines = content.decode("utf-8").splitlines(keepends=True)
    at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    line = lines[at]
    deep = dice.choice(("[" * 3000, "{a: " * 500, "- " * 2000, "&a [*a]"))
    changes: dict[str, list[str]] = {
        "deleted": [],
        "doubled": [line, line],
        "indented": [f"{dice.choice((' ', '  ', '    '))}{line}"],
        "a tab before": [f"\t{line}"],
        "outdented": [line.removeprefix(dice.choice((" ", "  ", "    ")))],
        "replaced by another": [lines[other]],
        "another before": [lines[other], line],
        "a stop before": ["---\n", line],
        "very deep before": [f"{deep}\n", line],
        "cut": [line[: dice.randrange(len(line))] + "\n"],
        "a sign in it": [_insert(dice, line)],
    }
    # A value of its own kind is what people get wrong most often.
    what = dice.choice([*sorted(changes), *["retyped"] * 12])
    if what == "retyped":
        fitting = [n for n, each in enumerate(lines) if re.search(r":\s|^\s*- ", each)] or [at]
        at = dice.choice(fitting)
        changes[what] = [_retype(dice, lines[at])]
    what_line = "".join(changes[what])[:80]
    return f"line {at + 1} {what}: {what_line!r}", "".join(
        [*lines[:at], *changes[what], *lines[at + 1 :]]
    ).encode("utf-8", "surrogatepass")


def _insert(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text))
    sign = dice.choice(("\0", '"', "'", ":", "{", "}", "\u202e", "\x85", "🀄", "&a "))
    return text[:at] + sign + text[at:]


def _retype(dice: random.Random, line: str) -> str:
    values = [*re.finditer(r"(?<=: )[^,{}\[\]\n]+|(?<=- )[^:{}\[\]\n]+(?=\n)|(?<=:)\n", line)]
    new = dice.choice(ODD_YAML)
    if not values:
        return f"{line.rstrip()} {new}\n"
    one = dice.choice(values)
    return line[: one.start()] + (f" {new}\n" if one[0] == "\n" else new) + line[one.end() :]


def _edit_csv(dice: random.Random, content: bytes) -> tuple[str, bytes]:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"))))
    at = dice.choice([0, *[dice.randrange(len(rows)) for _ in range(5)]])
    column = dice.randrange(len(rows[at]))
    row = rows[at]
    odd = dice.choice(
        (*ODD_TEXTS, "x" * 200_000, "|", "||", "a|a", "1e999999999", "1/3", "-1/3", "0/1")
    )
    other = rows[dice.randrange(len(rows))]
    changes: dict[str, list[list[str]]] = {
        "cell changed": [[*row[:column], odd, *row[column + 1 :]]],
        "cell of another row": [[*row[:column], other[column], *row[column + 1 :]]],
        "cell missing": [[*row[:column], *row[column + 1 :]]],
        "cell more": [[*row, odd]],
        "row doubled": [row, row],
        "row deleted": [],
        "empty row": [[], row],
    }
    what = dice.choice([*sorted(changes), *["cell changed"] * 6])
    rows[at : at + 1] = changes[what]
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return (
        f"row {at + 1}, column {column + 1}: {what} to {odd[:40]!r}",
        buffer.getvalue().encode("utf-8", "surrogatepass"),
    )
