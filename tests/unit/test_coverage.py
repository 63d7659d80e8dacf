"""What accounts for a run of the text, and everything that the check must not let pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from compendium.coverage.account import Coverage, check_coverage
from compendium.coverage.exceptions import Declared, Name, Pattern, Range, Text, read_declared
from compendium.coverage.number_words import find_all, find_runs
from compendium.coverage.report import summarise, write_report
from compendium.errors import DeclarationError
from compendium.raw.layout import Column, TableLayout
from compendium.raw.workbook import Sheet
from compendium.record.sheets import headings

TEXT = """一、基础
（一）成就
产值增至2.77万
亿元，位列第五，超过第五代网络城市。
2020年新增三成。
表1 目标
产值（亿元）	30
人口（万人）	5
二、行动
（一）园区
专栏1 重点项目
1.园区行动
建设东湖园、西湖园和南山科学城，打造“双园”样板。"""

LAYOUT = TableLayout(
    table_id="plan-t1", number_zh="表1", kind="indicator", title_zh="目标", title_en="Targets",
    section_zh="一/（一）", chapter="overview", sheet="T1", title=(1, 1), header=(1, 1),
    notes="注", place="shenzhen", unit="indicator",
    columns={
        1: Column("", "indicator"),
        2: Column("", "value", role="target", period="2025年"),
    },
)  # fmt: skip

ROWS = ["section_zh", "number_zh", "printed", "period_printed"]
NAMES = ["section_zh", "number_zh", "name_zh", "printed_as", "action_zh"]


def sheet(name: str, rows: Sequence[Sequence[str]]) -> Sheet:
    texts = {
        (row, column): text
        for row, cells in enumerate(rows, 1)
        for column, text in enumerate(cells, 1)
        if text
    }
    return Sheet("plan", name, texts, {})


def fixed(name: str, columns: Sequence[str], given: Sequence[str], rows: list[list[str]]) -> Sheet:
    filled = [dict(zip(given, row, strict=True)) for row in rows]
    return sheet(name, [columns, *([row.get(each, "") for each in columns] for row in filled)])


def record(
    stated: list[list[str]] | None = None,
    named: list[list[str]] | None = None,
    values: tuple[str, str] = ("30", "5"),
) -> dict[str, Sheet]:
    if stated is None:
        stated = [
            ["一/（一）", "", "2.77万亿元", ""],
            ["一/（一）", "", "第五", ""],
            ["一/（一）", "", "三成", "2020年"],
        ]
    if named is None:
        named = [
            ["二/（一）", "专栏1", "园区行动", "园区行动", ""],
            ["二/（一）", "专栏1", "东湖园", "东湖园", "建设"],
            ["二/（一）", "专栏1", "西湖园", "西湖园", "建设"],
            ["二/（一）", "专栏1", "南山科学城", "南山科学城", "建设"],
        ]
    table = [["表1目标"], ["产值（亿元）", values[0]], ["人口（万人）", values[1]], ["注：无"]]
    return {
        "T1": sheet("T1", table),
        "statements": fixed("statements", headings("statements"), ROWS, stated),
        "projects": fixed("projects", headings("projects"), NAMES, named),
    }


DECLARED = Declared(
    patterns=(Pattern(r"^专栏\d+", "heading-number"), Pattern(r"^\d+[.](?!\d)", "heading-number")),
    texts=(Text("第五代", "name", 4),),
    names=(Name("双园", "term"),),
    box_ends={"表1": 8},
)


def check(
    text: str = TEXT,
    declared: Declared = DECLARED,
    sheets: Mapping[str, Sheet] | None = None,
) -> Coverage:
    return check_coverage(text, sheets or record(), [LAYOUT], declared)


def left(coverage: Coverage) -> list[tuple[str, str]]:
    return [(each.where, each.text) for each in coverage.left]


def test_a_whole_record_leaves_nothing_over() -> None:
    coverage = check()
    assert left(coverage) == []
    assert coverage.runs == {
        "statement": 3,
        "period of a statement": 1,
        "figure of an indicator table": 2,
        "other cell of an indicator table": 3,
        "name": 1,
        "heading-number": 2,
    }
    assert coverage.rows == {
        "statement": 3,
        "name of a project": 4,
        "figure of an indicator table": 2,
        "other cell of an indicator table": 3,
    }
    assert (coverage.boxes, coverage.names) == (1, {"term": 1})


@pytest.mark.parametrize(
    ("gone", "where", "run"),
    [(0, "line 3", "2.77万亿"), (1, "line 4", "第五"), (2, "line 5", "三成")],
)
def test_a_figure_without_a_row_is_left_over(gone: int, where: str, run: str) -> None:
    rows = [
        ["一/（一）", "", "2.77万亿元", ""],
        ["一/（一）", "", "第五", ""],
        ["一/（一）", "", "三成", "2020年"],
    ]
    del rows[gone]
    found = [each for each in check(sheets=record(rows)).left if run in each.reason]
    assert [each.where for each in found] == [where]
    assert all(len(each.text) <= 12 for each in found)


def test_a_figure_printed_twice_and_recorded_once_is_left_over() -> None:
    text = TEXT.replace("新增三成", "新增三成，减少三成")
    assert [each.where for each in check(text).left] == ["line 5"]


def test_two_rows_may_share_one_print() -> None:
    rows = [
        ["一/（一）", "", "2.77万亿元", ""],
        ["一/（一）", "", "第五", ""],
        ["一/（一）", "", "第五", ""],
        ["一/（一）", "", "三成", "2020年"],
    ]
    assert left(check(sheets=record(rows))) == []


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(["一/（一）", "", "2.78万亿元", ""], id="another figure"),
        pytest.param(["二/（一）", "", "2.77万亿元", ""], id="another section"),
        pytest.param(["一", "", "2.77万亿元", ""], id="a section above"),
        pytest.param(["一/（一）", "专栏1", "2.77万亿元", ""], id="a box"),
        pytest.param(["一/（一）", "", "77万亿元", ""], id="a part of a number"),
    ],
)
def test_a_statement_that_does_not_stand_where_it_says_is_left_over(row: list[str]) -> None:
    rows = [row, ["一/（一）", "", "第五", ""], ["一/（一）", "", "三成", "2020年"]]
    assert ("plan/statements!K2", row[2]) in left(check(sheets=record(rows)))


def test_a_row_that_stands_only_in_a_declared_context_is_left_over() -> None:
    declared = Declared(
        patterns=DECLARED.patterns,
        texts=(Text("位列第五", "phrase", 4), *DECLARED.texts),
        names=DECLARED.names,
        box_ends=DECLARED.box_ends,
    )
    assert ("plan/statements!K3", "第五") in left(check(declared=declared))


def test_a_figure_that_the_printed_table_does_not_have_is_left_over() -> None:
    assert ("plan/T1!B2", "31") in left(check(sheets=record(values=("31", "5"))))


def test_a_figure_in_more_cells_than_places_is_left_over() -> None:
    assert ("plan/T1!B3", "30") in left(check(sheets=record(values=("30", "30"))))


@pytest.mark.parametrize("gone", ["园区行动", "东湖园", "西湖园", "南山科学城"])
def test_a_name_in_a_box_without_a_row_is_left_over(gone: str) -> None:
    named = [
        ["二/（一）", "专栏1", name, name, "建设"]
        for name in ("园区行动", "东湖园", "西湖园", "南山科学城")
        if name != gone
    ]
    assert [text for _, text in left(check(sheets=record(named=named)))] == [gone]


def test_a_name_that_is_not_in_its_box_is_left_over() -> None:
    named = [["二/（一）", "专栏1", "北湖园", "北湖园", ""]]
    assert ("plan/projects!O2", "北湖园") in left(check(sheets=record(named=named)))


def test_a_box_without_any_row_is_left_over() -> None:
    assert ("二/（一）", "专栏1") in left(check(sheets=record(named=[])))


def test_the_head_that_a_list_shares_is_no_name_of_its_own() -> None:
    text = TEXT.replace("东湖园、西湖园和南山科学城", "东湖、西湖等创新园")
    named = [
        ["二/（一）", "专栏1", "园区行动", "园区行动", ""],
        ["二/（一）", "专栏1", "东湖创新园", "东湖", "建设"],
        ["二/（一）", "专栏1", "西湖创新园", "西湖", "建设"],
    ]
    assert left(check(text, sheets=record(named=named))) == []


def test_a_listed_section_is_checked_as_a_box_is() -> None:
    text = TEXT.replace("专栏1 重点项目\n1.园区行动\n", "")
    declared = Declared(texts=DECLARED.texts, names=DECLARED.names, box_ends=DECLARED.box_ends)
    named = [["二/（一）", "二（一）", name, name, "建设"] for name in ("东湖园", "西湖园")]
    assert left(check(text, declared, record(named=named))) == [("line 11", "南山科学城")]


@pytest.mark.parametrize(
    ("declared", "entry"),
    [
        (Declared(texts=(Text("第六代", "name"),)), "第六代"),
        (Declared(texts=(Text("第五代", "name", 3),)), "第五代 (line 3)"),
        (Declared(texts=(Text("三成", "name"),)), "三成"),
        (Declared(patterns=(Pattern(r"\d+期", "name"),)), r"\d+期"),
        (Declared(names=(Name("三园", "term"),)), "三园"),
        (Declared(ranges=(Range(1, 1, "contents"),)), "lines 1 to 1"),
        (Declared(ranges=(Range(13, 99, "contents"),)), "lines 13 to 99"),
    ],
)
def test_a_declared_entry_that_matches_nothing_expires(declared: Declared, entry: str) -> None:
    together = Declared(
        ranges=declared.ranges,
        patterns=(*DECLARED.patterns, *declared.patterns),
        texts=(*DECLARED.texts, *declared.texts),
        names=(*DECLARED.names, *declared.names),
        box_ends=DECLARED.box_ends,
    )
    rows = [["一/（一）", "", "2.77万亿元", ""], ["一/（一）", "", "第五", ""]]
    rows += [["一/（一）", "", "三成", "2020年"]]
    expired = left(check(declared=together, sheets=record(rows)))
    # What two declarations and a row claim is a contradiction, shown at the row.
    shown = ("not-figures.yaml", entry) if entry != "三成" else ("plan/statements!K4", "三成")
    assert shown in expired


def test_a_second_copy_may_hold_nothing_new() -> None:
    text = f"{TEXT}\n产值增至2.77万亿元\n产值增至2.78万亿元"
    declared = Declared(
        ranges=(Range(14, 15, "second-copy"),),
        patterns=DECLARED.patterns,
        texts=DECLARED.texts,
        names=DECLARED.names,
        box_ends=DECLARED.box_ends,
    )
    coverage = check(text, declared)
    assert left(coverage) == [("line 15", "2.78万亿")]
    assert coverage.runs["second-copy"] == 2


RUNS = {
    "2020年增至2.77万亿元": ["2020", "2.77万亿"],
    "连续二十八年、第五、前三": ["二十八年", "第五", "前三"],
    "翻一番，接近翻番，增长6.8倍": ["翻一番", "翻番", "6.8", "倍"],
    "首个、首位、之首、最大、唯一": ["首个", "首位", "之首", "最大", "唯一"],
    "过半，半数，三成，超六成": ["过半", "半数", "三成", "六成"],
    "两个中心，十大行动，百个，千名，万场": ["两个", "十大", "百个", "千名", "万"],
    "上万家，超万亿元": ["万", "万亿"],
    "十平方公里级": ["十平方"],
    "12,500亿元": ["12,500亿"],
    "30，500家": ["30", "500"],
    "统一建设一批世界一流园区": [],
    "形成机制，完成任务": [],
}


@pytest.mark.parametrize("text", RUNS)
def test_runs_are_found(text: str) -> None:
    assert [text[start:end] for start, end in find_runs(text)] == RUNS[text]


@pytest.mark.parametrize(
    ("part", "count"), [("8%", 1), ("18%", 1), ("1", 0), ("5", 1), ("3.5", 0), ("", 0)]
)
def test_a_number_is_found_whole(part: str, count: int) -> None:
    assert len(find_all("18%、8%、13.5、5", part)) == count


def test_the_report_shows_counts_and_a_dozen_characters() -> None:
    coverage = check(sheets=record([]))
    page = write_report("plan", coverage)
    assert page == write_report("plan", coverage)
    assert "| other cell of an indicator table | 3 |" in page
    assert "line 3" in page
    assert "产值增至2.77万亿元，位列第五" not in page
    assert summarise("plan", coverage).endswith(f"{len(coverage.left)} left over")


def test_the_report_says_when_nothing_is_left_over() -> None:
    assert write_report("plan", check()).endswith("## Left over\n\nNothing left over.\n")
    assert summarise("plan", check()) == (
        "plan: 12 runs accounted for, 12 rows and 1 boxes looked up, nothing left over"
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("entries: []", "unknown field 'entries'"),
        ("texts: [{text: 第一, reason: because}]", "0.reason: 'because' is not one of name"),
        ("texts: [{text: 第一}]", "texts.0: missing field 'reason'"),
        ("texts: [{text: 第一, reason: name, lines: 3}]", "unknown field 'lines'; the nearest"),
        ("texts: [{text: 一二三四五六七八九十一二三, reason: name}]", "13 characters; at most 12"),
        ("texts: [{text: 甲, reason: name}, {text: 甲, reason: name}]", "texts.1: duplicate entry"),
        ("names: [{text: 甲园, reason: name}]", "names.0.reason: 'name' is not one of kind"),
        (f"names: [{{text: {'甲' * 25}, reason: kind}}]", "25 characters; at most 24"),
        ("patterns: [{pattern: '(', reason: name}]", "patterns.0.pattern: '(' is no regular"),
    ],
)  # fmt: skip
def test_a_bad_declaration_is_refused(content: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "not-figures.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(DeclarationError) as caught:
        read_declared(path)
    assert reason in str(caught.value)


BOXES = {
    "beside a recorded name, whatever its ending": ("建设东湖园、悦都会", ["东湖园"], ["悦都会"]),
    "between a verb and another": ("启动人民南商圈迭代", ["东湖园"], ["人民南商圈"]),
    "in quotes": ("打造“双园”样板", ["东湖园"], ["双园"]),
    "the title of a paragraph": ("1.园区行动\n建设东湖园", ["东湖园"], ["园区行动"]),
    "a title before a list": ("科技服务:东湖园", ["东湖园"], ["科技服务"]),
    "no list in quotes": ("解决“难、慢、贵”", ["东湖园"], []),
    "a kind of thing, which has to be declared": ("推动园区建设的项目", ["东湖园"], ["园区"]),
}


@pytest.mark.parametrize("case", BOXES)
def test_what_looks_like_a_name_in_a_box(case: str) -> None:
    box, names, found = BOXES[case]
    text = f"二、行动\n专栏1 重点\n{box}"
    declared = Declared(patterns=DECLARED.patterns)
    named = [["二", "专栏1", name, name, ""] for name in names]
    coverage = check_coverage(text, record([], named), [], declared)
    assert [each.text for each in coverage.left if each.where.startswith("line")] == found


def test_every_item_of_a_list_recorded_as_one_print_needs_a_name() -> None:
    text = TEXT.replace("东湖园、西湖园和南山科学城", "东湖、西湖、北湖创新园")
    printed = "东湖、西湖、北湖创新园"
    named = [["二/（一）", "专栏1", "园区行动", "园区行动", ""]]
    named += [["二/（一）", "专栏1", f"{name}创新园", printed, ""] for name in ("东湖", "北湖")]
    assert [text for _, text in left(check(text, sheets=record(named=named)))] == ["西湖"]
