"""What accounts for a run of the text, and everything that the check must not let pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from compendium.coverage.account import Coverage, check_coverage
from compendium.coverage.exceptions import (
    Declared,
    Name,
    NoList,
    Pattern,
    Range,
    Text,
    Verb,
    read_declared,
)
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
WORDS = [*NAMES, "name_origin", "group_zh", "place_zh"]


def cell(name: str, column: str, row: int) -> str:
    return f"plan/{name}!{get_column_letter(headings(name).index(column) + 1)}{row}"


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
    assert (cell("statements", "printed", 2), row[2]) in left(check(sheets=record(rows)))


def test_a_row_that_stands_only_in_a_declared_context_is_left_over() -> None:
    declared = Declared(
        patterns=DECLARED.patterns,
        texts=(Text("位列第五", "phrase", 4), *DECLARED.texts),
        names=DECLARED.names,
        box_ends=DECLARED.box_ends,
    )
    assert (cell("statements", "printed", 3), "第五") in left(check(declared=declared))


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
    assert (cell("projects", "printed_as", 2), "北湖园") in left(check(sheets=record(named=named)))


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
    shown = (
        ("not-figures.yaml", entry)
        if entry != "三成"
        else (cell("statements", "printed", 4), "三成")
    )
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
        ("entries: []", "entries: unknown field"),
        ("texts: [{text: 第一, reason: because}]", "0.reason: 'because' is not one of name"),
        ("texts: [{text: 第一}]", "texts.0: missing field 'reason'"),
        ("texts: [{text: 第一, reason: name, lines: 3}]", "lines: unknown field; the nearest"),
        ("texts: [{text: 一二三四五六七八九十一二三, reason: name}]", "13 characters; at most 12"),
        ("texts: [{text: 甲, reason: name}, {text: 甲, reason: name}]", "texts.1: duplicate entry"),
        ("names: [{text: 甲园, reason: name}]", "names.0.reason: 'name' is not one of kind"),
        (f"names: [{{text: {'甲' * 25}, reason: kind}}]", "25 characters; at most 24"),
        ("enumerations: [{line: 3, starts: 甲, reason: part}]", "'part' is not one of kind"),
        ("enumerations: [{starts: 甲, reason: kind}]", "enumerations.0: missing field 'line'"),
        ("verbs: [{name: 甲园, reason: far}]", "verbs.0.reason: 'far' is not one of lead-sentence"),
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


def listed(
    sentence: str, named: Sequence[Sequence[str]] = (), declared: Declared = DECLARED
) -> list[str]:
    """What is left over of a sentence outside the boxes."""
    text = f"第一章 甲\n{sentence}\n专栏1 丙\n丁园"
    rows = [[*each, *[""] * (len(WORDS) - len(each))] for each in named]
    rows.append(["第一章", "专栏1", "丁园", "丁园", "", "printed", "", ""])
    sheets = {"projects": fixed("projects", headings("projects"), WORDS, rows)}
    plain = Declared(
        patterns=(Pattern("^(?:第一章|专栏1)", "heading-number"),),
        names=declared.names if declared is not DECLARED else (),
        enumerations=declared.enumerations,
        verbs=declared.verbs,
    )
    return [text for _, text in left(check_coverage(text, sheets, [], plain))]


FOUR = "东湖园 西湖园 南山馆 北山医院"
LISTS = {
    "by their endings": ("支持东湖园、西湖园、南山馆和北山医院建设。", FOUR),
    "three are too few": ("支持东湖园、西湖园和南山馆建设。", ""),
    "one of them twice": ("支持东湖园、西湖园和南山馆，建设东湖园。", ""),
    "over several clauses": ("支持东湖园、西湖园，建设南山馆和北山医院。", FOUR),
    "two sentences": ("支持东湖园、西湖园。建设南山馆和北山医院。", ""),
    "a shared head": ("升级皇岗、罗湖、文锦渡、沙头角等口岸。", "皇岗 罗湖 文锦渡 沙头角"),
    "a shared head at the end": ("包括新安、西乡、民治、龙华街道。", "新安 西乡 民治 龙华街道"),
    "a head of kinds": ("完善教育、医疗、交通、文化等设施。", ""),
    "mere kinds": ("联动医院、公园、展馆、口岸。", ""),
    "fields": ("推动贸易发展、社会发展、产业发展、文化发展。", ""),
    "in quotes": ("开展“飞跃东湖”“俯瞰福田”“夜游”“观海”。", "“飞跃东湖” “俯瞰福田” “夜游” “观海”"),
    "slogans in quotes": ("推进“科技+金融”“科技+商贸”“科技+空间”“科技+服务”。", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTS)
def test_a_sentence_that_lists_named_things_needs_their_rows(case: str) -> None:
    sentence, found = LISTS[case]
    assert listed(sentence) == found.split()


def in_text(*names: str) -> list[list[str]]:
    return [["第一章", "", name, name, "", "printed"] for name in names]


def test_a_listed_name_has_a_row_of_any_kind_in_the_plan() -> None:
    sentence = "支持丁园、西湖园、南山馆和北山医院建设。"
    assert listed(sentence, in_text("西湖园", "南山馆", "北山医院")) == []
    assert listed(sentence, in_text("西湖园", "南山馆")) == ["北山医院"]


def test_recorded_names_make_a_list_whatever_their_endings() -> None:
    sentence = "引进采货侠，支持侠客汇、靓机汇、转转乐和南山馆。"
    rows = in_text("采货侠", "侠客汇", "靓机汇", "转转乐")
    assert listed(sentence, rows) == ["南山馆"]
    assert listed(sentence, rows[:1]) == []
    parted = "引进采货侠，推出转转乐，支持侠客汇和南山馆。"
    assert listed(parted, in_text("采货侠", "侠客汇", "转转乐")) == ["南山馆"]


def test_a_list_that_was_recorded_as_one_print_is_several_things() -> None:
    rows = [
        ["第一章", "", f"{name}口岸", "皇岗、罗湖等口岸", "", "list"] for name in ("皇岗", "罗湖")
    ]
    assert listed("升级皇岗、罗湖等口岸，支持东湖园、西湖园。", rows) == ["东湖园", "西湖园"]


def test_what_stands_after_a_recorded_name_in_a_list_is_no_part_of_it() -> None:
    rows = in_text("东湖园", "西湖园", "南山馆")
    sentence = "支持西湖园、东湖园升级为综合保税区、南山馆和北山医院。"
    assert listed(sentence, rows) == ["北山医院"]


def test_the_functions_of_one_thing_are_no_named_things() -> None:
    sentence = "支持东湖园、西湖园、南山馆，打造集商贸、学术交流于一体的综合性会展中心。"
    assert listed(sentence) == []


def test_a_sentence_is_declared_as_a_whole_or_a_name_alone() -> None:
    sentence = "支持东湖园、西湖园、南山馆和北山医院建设。"
    whole = Declared(enumerations=(NoList(2, "支持东湖园", "kind"),))
    assert listed(sentence, declared=whole) == []
    names = tuple(Name(name, "kind") for name in ("东湖园", "西湖园", "南山馆"))
    assert listed(sentence, declared=Declared(names=names)) == ["北山医院"]


@pytest.mark.parametrize("entry", [NoList(3, "支持东湖园", "kind"), NoList(2, "建设", "kind")])
def test_a_declared_sentence_that_lists_nothing_expires(entry: NoList) -> None:
    declared = Declared(enumerations=(entry,))
    sentence = "支持东湖园、西湖园、南山馆和北山医院建设。"
    assert str(entry) in listed(sentence, declared=declared)
    rows = in_text("东湖园", "西湖园", "南山馆", "北山医院")
    fitting = Declared(enumerations=(NoList(2, "支持东湖园", "kind"),))
    assert listed(sentence, rows, fitting) == ["支持东湖园 (line 2)"]


def test_a_declared_name_of_one_line_is_none_elsewhere() -> None:
    sentence = "支持东湖园、西湖园、南山馆和北山医院建设。"
    rows = in_text("西湖园", "南山馆", "北山医院")
    assert listed(sentence, rows, Declared(names=(Name("东湖园", "kind", 2),))) == []
    elsewhere = Declared(names=(Name("东湖园", "kind", 3),))
    assert listed(sentence, rows, elsewhere) == ["东湖园", "东湖园 (line 3)"]


def words(
    row: Mapping[str, str], body: str, before: str = "", declared: Sequence[Verb] = ()
) -> list[tuple[str, str]]:
    """What is left over of the words of one row of a box."""
    text = f"第一章 推广诸园\n第一节 {before}\n第二节 乙\n专栏1 乙园名录\n{body}"
    given = {"section_zh": "第一章/第二节", "number_zh": "专栏1", "name_origin": "printed", **row}
    given.setdefault("printed_as", given["name_zh"])
    sheets = {
        "projects": fixed("projects", headings("projects"), tuple(given), [list(given.values())])
    }
    plain = Declared(patterns=(Pattern("^(?:第..|专栏1)", "heading-number"),))
    found = check_coverage(text, sheets, [], Declared(patterns=plain.patterns, verbs=declared)).left
    wanted = ("name_zh", "action_zh")
    cells = {cell("projects", column, 2): column for column in wanted}
    cells["not-figures.yaml"] = "declared"
    return [(cells[each.where], each.text) for each in found if each.where in cells]


FAR = "，" * 401
VERBS = {
    "near": ("建设东湖园。", "", []),
    "in another sentence": ("建设一批项目。东湖园。", "", []),
    "not printed": ("东湖园。", "", ["建设"]),
    "too far": (f"建设。{FAR}东湖园。", "", ["建设"]),
    "in a sentence before that names the thing": ("东湖园。", "加快建设东湖园。", []),
    "in a sentence before that names the group": ("东湖园。", "加快建设十大园区。", []),
    "in a sentence before that names the box": ("东湖园。", "加快建设乙园名录各项。", []),
    "in a sentence before that names another": ("东湖园。", "加快建设西湖园。", ["建设"]),
}


@pytest.mark.parametrize("case", VERBS)
def test_a_verb_stands_near_the_name_or_before_its_group(case: str) -> None:
    body, before, missing = VERBS[case]
    row = {"name_zh": "东湖园", "action_zh": "建设", "group_zh": "十大园区"}
    assert words(row, body, before) == [("action_zh", each) for each in missing]


def test_a_heading_above_may_print_the_verb() -> None:
    assert words({"name_zh": "东湖园", "action_zh": "推广"}, "东湖园。") == []


def test_every_piece_of_a_verb_with_a_gap_is_looked_up() -> None:
    row = {"name_zh": "东湖园", "action_zh": "推动…建设；启动"}
    assert words(row, "推动东湖园建设，启动。") == []
    assert words(row, "推动东湖园建设。") == [("action_zh", "启动")]
    assert words(row, "启动东湖园建设。") == [("action_zh", "推动")]


def test_a_verb_far_from_its_name_may_be_declared_and_expires() -> None:
    row = {"name_zh": "东湖园", "action_zh": "建设"}
    declared = [Verb("东湖园", "lead-sentence")]
    assert words(row, "东湖园。", declared=declared) == []
    assert words(row, "建设东湖园。", declared=declared) == [("declared", "东湖园")]


LIST = "东湖、西湖等创新园。"
ORIGINS = {
    "printed": ("东湖园", "printed", "东湖园。", True),
    "printed in two pieces": ("东湖创新园", "printed", LIST, False),
    "a list": ("东湖创新园", "list", LIST, True),
    "a list with another word": ("东湖产业园", "list", LIST, False),
    "single characters": ("东创园", "list", LIST, False),
    "its own marks": ("“东湖”—创新园", "list", LIST, True),
    "a place before it": ("福田二院", "prefixed", "二院。", True),
    "another place before it": ("罗湖二院", "prefixed", "二院。", False),
    "a place in a list": ("福田二院", "list", "二院。", False),
    "corrected": ("东风银行", "corrected", "东风银行。", True),
}


@pytest.mark.parametrize("case", ORIGINS)
def test_a_name_has_only_words_that_its_box_prints(case: str) -> None:
    name, origin, body, right = ORIGINS[case]
    row = {"name_zh": name, "name_origin": origin, "place_zh": "福田区"}
    found = words({"printed_as": body.rstrip("。"), **row}, body)
    assert found == ([] if right else [("name_zh", name)])


def test_a_name_in_running_text_stands_in_its_own_section() -> None:
    text = "第一章 甲\n第一节 乙\n建设东湖园。\n第二节 丙"
    declared = Declared(patterns=(Pattern("^第..", "heading-number"),))
    for section, count in (("第一章/第一节", 0), ("第一章/第二节", 2), ("第一章", 2)):
        rows = [[section, "", "东湖园", "东湖园", "", "printed", "", ""]]
        sheets = {"projects": fixed("projects", headings("projects"), WORDS, rows)}
        assert len(check_coverage(text, sheets, [], declared).left) == count, section
