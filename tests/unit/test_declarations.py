"""What people write in YAML: strict reading, and every fault of a file in our sentences."""

import json
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml

from compendium.coverage.exceptions import read_declared
from compendium.errors import DeclarationError, Report
from compendium.raw import strict_yaml
from compendium.raw.corrections import Correction, Expectation, correct_sheet, read_corrections
from compendium.raw.source import PLAN_FIELDS, read_plan
from compendium.raw.strict_yaml import read_yaml
from compendium.raw.workbook import Sheet
from support import ROOT


def write(folder: Path, content: str | bytes, name: str = "corrections.yaml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def told(read: Any, path: Path) -> list[str]:
    """Give the sentences that a reading ends in, without the file's name."""
    with pytest.raises((DeclarationError, Report)) as caught:
        read(path)
    problems = caught.value.problems if isinstance(caught.value, Report) else (caught.value,)
    return [str(problem).removeprefix(f"{path.as_posix()}: ") for problem in problems]


# --- the file -------------------------------------------------------------------------------------

FILES: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "is empty or not a mapping (name: value)"),
    "a comment only": ("# nothing\n", "is empty or not a mapping (name: value)"),
    "a list": ("- a\n", "is empty or not a mapping (name: value)"),
    "a text": ("corrections\n", "is empty or not a mapping (name: value)"),
    "no YAML": ("a: [", "is not readable YAML"),
    "a tab": ("a:\n\tb: 1\n", "is not readable YAML"),
    "no UTF-8": ("corrections: []\nx: 深".encode("gb18030"), "is not UTF-8 text; save it as UTF-8"),
    "control characters": (b"a: \x00\n", "is not readable YAML"),
    "two documents": ("a: 1\n---\nb: 2\n", "holds more than one document (---)"),
    "a key twice": ("a: 1\na: 2\n", "duplicate key 'a' (line 2)"),
    "a key twice inside": ("x:\n  - a: 1\n    a: 2\n", "x.0: duplicate key 'a' (line 3)"),
    "a key that is a number": ("5: 1\n", "the key 5 must be text in quotes (line 1)"),
    "a key that is a list": ("? [a]\n: 1\n", "must be text in quotes"),
    "an anchor": ("a: &x [1]\n", "a: an alias or anchor"),
    "an alias": ("a: *x\n", "a: an alias or anchor"),
    "a star that needs quotes": ("marks: {*: {}}\n", "is not readable YAML"),
    "aliases that would grow": (
        "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(30)),
        "a: an alias or anchor",
    ),
    "a tag": ("a: !!python/object:os.system x\n", "a: the tag tag:yaml.org,2002:python"),
    "a tag of a number": ("a: !!int x\n", "a: the tag tag:yaml.org,2002:int"),
    "nested deep": ("a: " + "[" * 200 + "]" * 200, "is nested more than 20 deep"),
}


@pytest.mark.parametrize("case", FILES)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_a_file_that_is_not_plain_yaml_is_one_clear_error(
    case: str, loader: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strict_yaml, "_LOADER", getattr(yaml, loader))
    content, reason = FILES[case]
    (sentence,) = told(read_yaml, write(tmp_path, content))
    assert reason in sentence


def test_every_duplicate_key_is_named(tmp_path: Path) -> None:
    assert told(read_yaml, write(tmp_path, "a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")) == [
        "duplicate key 'a' (line 2)",
        "b: duplicate key 'c' (line 5)",
    ]


def test_brackets_nested_without_bound_do_not_crash_the_interpreter(tmp_path: Path) -> None:
    path = write(tmp_path, "a: " + "[" * 200_000)
    code = (
        "from pathlib import Path; from compendium.errors import DeclarationError\n"
        "from compendium.raw.strict_yaml import read_yaml\n"
        f"try: read_yaml(Path({str(path)!r}))\n"
        "except DeclarationError: print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "refused\n")


def test_a_missing_file_a_folder_and_a_huge_file_are_named(tmp_path: Path) -> None:
    assert told(read_yaml, tmp_path / "x.yaml") == ["is missing"]
    assert told(read_yaml, tmp_path) == ["cannot be read (Is a directory)"]
    huge = write(tmp_path, b"#" * (strict_yaml.MOST_BYTES + 1))
    assert told(read_yaml, huge) == ["is larger than 4 MiB"]


def test_libyaml_is_not_needed() -> None:
    code = "import yaml; del yaml.CSafeLoader\n"
    code += "import compendium.raw.strict_yaml as read; print(read._LOADER)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "yaml.loader.SafeLoader" in done.stdout, done.stderr


def test_what_looks_like_another_kind_stays_text(tmp_path: Path) -> None:
    text = "a: no\nb: 2022-05-20\nc: 0755\nd: 12:30\nON: x\ne: 1_000\nf: '5'\n"
    assert read_yaml(write(tmp_path, text)).value == {
        "a": "no", "b": "2022-05-20", "c": "0755", "d": "12:30", "ON": "x", "e": "1_000", "f": "5",
    }  # fmt: skip


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    assert read_yaml(write(tmp_path, "\ufeffa: 1\n")).value == {"a": 1}


# --- corrections ----------------------------------------------------------------------------------

CORRECTION = {
    "sheet": "T1", "cell": "A4", "printed": "旧", "corrected": "新", "reason_en": "x",
    "reason_zh": "甲", "evidence": "y", "expect": {"cell": "B4", "holds": "1"},
}  # fmt: skip
CORRECTIONS: dict[str, tuple[Any, str]] = {
    "no list": ({"corrections": "x"}, "corrections: must be a list ([] for none), not a text"),
    "nothing": ({"corrections": None}, "corrections: must be a list ([] for none), not nothing"),
    "another part": ({"correction": []}, "missing field 'corrections'"),
    "a text": (
        {"corrections": ["x"]},
        "corrections.0: must be a mapping (name: value), not a text",
    ),
    "expect as text": ([{"expect": "x"}], "corrections.0.expect: must be a mapping (name: value)"),
    "a bad address": ([{"cell": "4D"}], "corrections.0.cell: '4D' is not the address of a cell"),
    "a small letter": ([{"cell": "a4"}], "corrections.0.cell: 'a4' is not the address of a cell"),
    "a bad expected cell": ([{"expect": {"cell": "B", "holds": ""}}], "0.expect.cell: 'B' is not"),
    "a number": ([{"printed": 5}], "corrections.0.printed: '5' must be text in quotes"),
    "nothing corrected": ([{"corrected": " 旧"}], "0.corrected: is what is printed; nothing is"),
    "hidden": ([{"corrected": "新\u202e"}], "0.corrected: holds the hidden character U+202E"),
    "no reason": ([{"reason_en": " "}], "corrections.0.reason_en: is empty"),
    "a cell twice": ([{}, {"corrected": "x"}], "corrections.1.cell: duplicate cell 'T1!A4'"),
}


@pytest.mark.parametrize("case", CORRECTIONS)
def test_a_slip_in_a_correction_is_one_clear_error(case: str, tmp_path: Path) -> None:
    written, reason = CORRECTIONS[case]
    if isinstance(written, list):
        written = {"corrections": [CORRECTION | each for each in written]}
    # JSON is YAML.
    sentences = told(read_corrections, write(tmp_path, json.dumps(written)))
    assert any(reason in sentence for sentence in sentences), sentences


def merged_sheet() -> Sheet:
    texts = {(1, 1): "旧", (2, 1): "旧", (3, 1): "旧", (1, 2): "1"}
    anchors = {(2, 1): (1, 1), (3, 1): (1, 1)}
    return Sheet("plan", "T1", MappingProxyType(texts), MappingProxyType(anchors))


def correction(cell: str) -> Correction:
    expect = Expectation(cell="B1", holds="1")
    return Correction("T1", cell, "旧", "新", "x", "甲", "y", expect)


def test_a_correction_of_a_merged_area_reaches_all_of_it() -> None:
    corrected, problems = correct_sheet(merged_sheet(), [correction("A1")])
    assert problems == ()
    assert [corrected.text(row, 1) for row in (1, 2, 3)] == ["新", "新", "新"]


def test_a_correction_of_a_later_cell_of_a_merged_area_names_the_first() -> None:
    corrected, (problem,) = correct_sheet(merged_sheet(), [correction("A3")])
    assert str(problem) == (
        "plan/T1!A3: a declared correction names a later cell of a merged area; its text is in A1"
    )
    assert corrected.texts == merged_sheet().texts


# --- not-figures and source -----------------------------------------------------------------------

DECLARED: dict[str, tuple[str, str]] = {
    "a text that is a number": ("texts: [{text: 4, reason: name}]", "'4' must be text in quotes"),
    "a reason that is a list": ("texts: [{text: x, reason: [a]}]", "a list is not one of name"),
    "a range backwards": (
        "ranges: [{first_line: 5, last_line: 4, reason: contents}]",
        "ranges.0.last_line: comes before first_line",
    ),
    "line 0": ("texts: [{text: x, reason: name, line: 0}]", "texts.0.line: 0 is less than 1"),
    "a line as text": ("texts: [{text: x, reason: name, line: '3'}]", "must be a whole number"),
    "box ends as list": ("box_ends: [1]", "box_ends: must be a mapping (name: value), not a list"),
    "a box end as text": ("box_ends: {专栏1: x}", "box_ends.专栏1: must be a whole number"),
    "a huge repeat": ("patterns: [{pattern: 'a{99999999999}', reason: name}]", "is no regular"),
    "a long pattern": (f"patterns: [{{pattern: {'a' * 201}, reason: name}}]", "201 characters"),
}


@pytest.mark.parametrize("case", DECLARED)
def test_a_slip_in_not_figures_is_one_clear_error(case: str, tmp_path: Path) -> None:
    content, reason = DECLARED[case]
    (sentence,) = told(read_declared, write(tmp_path, content))
    assert reason in sentence


SOURCE = ROOT / "data" / "raw" / "shenzhen-commerce-145" / "source.yaml"
SOURCES: dict[str, tuple[str, str, str]] = {
    "a year without quotes": ('"2021"', "2021", "period_start: '2021' must be text in quotes"),
    "a year and a half": ('"2021"', '"2021-13"', "period_start: '2021-13' is not a year"),
    "a field renamed": ("issued:", "published:", "missing field 'issued'"),
    "a level": ("level: city", "level: town", "level: 'town' is not one of city, district"),
    "a colour": ('"#b95428"', "red", "colour: 'red' is not a colour such as #1a2b3c"),
    "a place by its name": ("place_id: shenzhen", "place_id: 深圳", "place_id: '深圳' is not"),
    "a title left out": ("title_en: Shen", "title_en: # Shen", "title_en: must be a text, not"),
    "a class": ("class: transcribed", "class: guessed", "transcription.class: 'guessed' is not"),
    "transcription as text": ("{class: transcribed, by_hand_from: text, checked: twice}", "typed",
        "transcription: must be a mapping (name: value), not a text"),
    "a bidi override": ("title_zh: 深", 'title_zh: "\\u202E" # ', "title_zh: holds the hidden"),
}  # fmt: skip


@pytest.mark.parametrize("case", SOURCES)
def test_a_slip_in_a_source_is_one_clear_error(case: str, tmp_path: Path) -> None:
    old, new, reason = SOURCES[case]
    text = SOURCE.read_text("utf-8")
    assert old in text
    sentences = told(read_plan, write(tmp_path, text.replace(old, new), "source.yaml"))
    assert any(reason in sentence for sentence in sentences), sentences


def test_a_source_gives_the_fields_of_a_plan() -> None:
    plan = read_plan(SOURCE)
    assert tuple(plan) == (*PLAN_FIELDS, "kind", "revises")
    assert (plan["kind"], plan["revises"]) == ("plan", "")
    assert (plan["title_zh"], plan["issued"]) == ("深圳市商务发展“十四五”规划", "")
