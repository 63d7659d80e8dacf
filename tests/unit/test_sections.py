"""The plan's text by its headings: sections, boxes, lines run together."""

import pytest

from compendium.coverage.passage import GAP, flatten, read_lines, run_together
from compendium.errors import PassageError

CHAPTERS = """第一篇 开局	2
第一章 基础	2
前言
第一篇 开局
第一章 基础
第一节 成就
产值为5亿元。
第二节 环境
[bookmark: _Toc12]**第二章** 目标
1.这是正文，不是标题。
第二篇 布局
第三章 空间"""

ITEMS = """一、基础
（一）成就
1.规模更大
产值为5亿元。
2、结构更优
3.5亿元的投资
(二) 问题
专栏 1 行动
1. 园区行动
建设东园。
二、目标
（一）总量"""


def sections(text: str) -> list[str]:
    return [line.section for line in read_lines(text)]


def test_headings_of_parts_chapters_and_sections_make_a_path() -> None:
    assert sections(CHAPTERS) == [
        "", "", "",
        "第一篇", "第一篇/第一章", "第一篇/第一章/第一节", "第一篇/第一章/第一节",
        "第一篇/第一章/第二节", "第一篇/第二章", "第一篇/第二章",
        "第二篇", "第二篇/第三章",
    ]  # fmt: skip


def test_a_plan_without_parts_has_paths_of_chapters() -> None:
    assert sections("第一章 甲\n第一节 乙\n第二章 丙\n第一节 丁") == [
        "第一章", "第一章/第一节", "第二章", "第二章/第一节",
    ]  # fmt: skip


def test_numbered_items_make_a_path_and_a_decimal_is_none() -> None:
    assert sections(ITEMS) == [
        "一", "一/（一）", "一/（一）/1", "一/（一）/1", "一/（一）/2", "一/（一）/2",
        "一/(二)", "一/(二)", "一/(二)", "一/(二)", "二", "二/（一）",
    ]  # fmt: skip


@pytest.mark.parametrize("entry", ["一、基础	1", "一、基础.....	1", "(一) 成就.....12"])
def test_an_entry_of_the_contents_is_no_heading(entry: str) -> None:
    assert sections(entry) == [""]


def test_a_box_ends_at_the_next_heading_and_keeps_its_own_numbers() -> None:
    boxes = [line.box for line in read_lines(ITEMS)]
    assert boxes == [""] * 7 + ["专栏1"] * 3 + [""] * 2


def test_a_declared_end_ends_a_box_in_mid_section() -> None:
    text = "第一章 甲\n专栏2：乙\n丙园\n丁路\n第二章 戊"
    lines = read_lines(text, box_ends={"专栏2": 3})
    assert [line.box for line in lines] == ["", "专栏2", "专栏2", "", ""]
    assert [line.section for line in lines] == ["第一章"] * 4 + ["第二章"]


@pytest.mark.parametrize(
    ("ends", "reason"),
    [
        ({"专栏3": 3}, "the text has no 专栏3"),
        ({"专栏2": 1}, "专栏2 begins in line 2, after its end in line 1"),
        ({"专栏2": 4}, "专栏2 ends at the heading in line 4, not in line 4"),
    ],
)
def test_a_declared_end_that_does_not_fit_is_refused(ends: dict[str, int], reason: str) -> None:
    with pytest.raises(PassageError, match=reason):
        read_lines("第一章 甲\n专栏2：乙\n丙园\n第二章 戊", box_ends=ends)


def test_a_box_follows_a_box() -> None:
    lines = read_lines("一、甲\n专栏1：乙\n丙园\n专栏2：丁\n戊园")
    assert [line.box for line in lines] == ["", "专栏1", "专栏1", "专栏2", "专栏2"]


def test_lines_outside_are_left_out_and_the_others_keep_their_numbers() -> None:
    lines = read_lines("一、甲\n37\n乙园", outside={2})
    assert [line.number for line in lines] == [1, 3]


def test_lines_run_together_make_broken_names_and_figures_whole() -> None:
    passage = run_together(read_lines("一、甲\n增至43.49\n亿元，海洋\n37\n智慧港", outside={4}))
    assert passage.text == "一、甲增至43.49亿元，海洋智慧港"
    assert passage.lines[passage.text.index("智")] == 5


def test_numbers_that_only_white_space_parts_stay_apart() -> None:
    text = run_together(read_lines("进出口\t9491.8\t10000\n12")).text
    assert text == f"进出口9491.8{GAP}10000{GAP}12"


def test_a_box_parts_its_section() -> None:
    passage = run_together(read_lines("第一章 甲\n专栏1 乙\n丙", box_ends={"专栏1": 2}))
    assert {key: len(spans) for key, spans in passage.parts.items()} == {
        ("第一章", ""): 2,
        ("第一章", "专栏1"): 1,
    }


def test_the_spans_of_the_parts_are_the_whole_text() -> None:
    passage = run_together(read_lines(ITEMS))
    spans = sorted(span for spans in passage.parts.values() for span in spans)
    assert [start for start, _ in spans[1:]] == [end for _, end in spans[:-1]]
    assert (spans[0][0], spans[-1][1]) == (0, len(passage.text))


@pytest.mark.parametrize(
    ("printed", "flat"),
    [
        ("3.8％", "3.8%"),
        ("２０ 年", "20年"),
        ("（一）", "(一)"),
        ("30，500家", "30，500家"),
        ("2025 2030", f"2025{GAP}2030"),
        ("5 G", "5G"),
    ],
)
def test_recorded_texts_take_the_form_of_passages(printed: str, flat: str) -> None:
    assert flatten(printed) == flat
