"""What is drafted of a sentence: its figures with number, unit, comparator and time."""

from __future__ import annotations

import pytest

from compendium.draft.candidates import Candidate, find_candidates
from compendium.draft.periods import Years, plan_years
from compendium.draft.reading import read_text

YEARS = Years(2026, 2030)
UNITS = ("亿元", "家", "个百分点")


def draft(body: str, heading: str = "重点任务") -> list[Candidate]:
    """Draft a text of one chapter."""
    return list(find_candidates(read_text(f"第一章 {heading}\n{body}"), UNITS, YEARS))


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("消费品零售额超过5500亿元。", ("超过5500亿元", ">", "5500", "5500", "亿元")),
        ("占比达到50%左右。", ("50%左右", "≈", "50", "50", "%")),
        ("培育3—5个品牌。", ("3—5个", "=", "3", "5", "个")),
        ("汇聚150余家企业。", ("150余家", ">", "150", "150", "家")),
        ("产值突破万亿元。", ("突破万亿元", ">", "1", "1", "万亿元")),
        ("防洪能力达到200年一遇。", ("200年一遇", "=", "200", "200", "年一遇")),
        ("用两个月清零。", ("两个月", "=", "2", "2", "个月")),
        ("全国排名第15。", ("第15", "=", "15", "15", "位")),
        ("三甲医院接近翻番。", ("接近翻番", "≈", "2", "2", "倍")),
        ("仅约相当于广州的1/12。", ("1/12", "≈", "0.083333", "0.083333", "倍")),
        ("比２０２０年提高３．８个百分点。", ("３．８个百分点", "=", "3.8", "3.8", "个百分点")),
        ("建成千亿级产业集群。", ("千亿级", "≈", "1000", "1000", "亿元")),
    ],
)
def test_a_figure_is_drafted(body: str, wanted: tuple[str, ...]) -> None:
    (found,) = draft(body)
    quantity = found.quantity
    assert quantity is not None
    said = (found.printed, quantity.comparator, f"{quantity.low}", f"{quantity.high}")
    assert (*said, found.unit_zh) == wanted


@pytest.mark.parametrize(
    "body",
    [
        "到2030年，深化“十五五”规划实施。",
        "建设5G网络和“1+5”格局。",
        "引进世界500强企业。",
        "坚持党的二十大和十九届六中全会精神。",
        "打造一批高端平台，形成一个中心。",
        "推动第三产业发展，近三年态势良好。",
        "医院二期项目加快建设。",
        "1.推进商圈建设。",
        "构建15分钟生活圈。",
    ],
)
def test_no_figure_is_drafted(body: str) -> None:
    assert [each.printed for each in draft(body)] == []


def test_a_comparator_holds_for_a_list() -> None:
    signs = [
        each.quantity.comparator for each in draft("占比分别约为59%、36%和38%。") if each.quantity
    ]
    assert signs == ["≈", "≈", "≈"]


def test_a_claim_to_be_the_first_has_no_number() -> None:
    (found,) = draft("建成全国首个试验区。")
    assert (found.printed, found.quantity) == ("首个", None)
    assert found.dated.period_kind == "cumulative"


@pytest.mark.parametrize(
    ("heading", "body", "wanted"),
    [
        ("发展目标", "到2030年，销售额达到9亿元。", ("target", "2030", "2030", "sentence")),
        (
            "发展目标",
            "到2030年，经济更强。销售额达到9亿元。",
            ("target", "2030", "2030", "heading"),
        ),
        ("重点任务", "到2030年，经济更强。销售额达到9亿元。", ("target", "", "", "")),
        ("重点任务", "到2030年，新增企业9家。", ("target", "2026", "2030", "sentence")),
        ("重点任务", "到2030年，累计举办9场。", ("target", "", "2030", "sentence")),
        ("重点任务", "每年举办9场。", ("target", "2026", "2030", "sentence")),
        ("发展基础", "“十四五”期间，新增企业9家。", ("actual", "2021", "2025", "sentence")),
        ("发展基础", "“十四五”以来，占比达到9%。", ("actual", "2025", "2025", "sentence")),
        ("发展基础", "2025年产值为9亿元，比2020年增长9%。", ("actual", "2020", "2025", "sentence")),
        ("发展基础", "由2020年的8亿元增至2025年的9亿元。", ("actual", "2025", "2025", "sentence")),
        ("发展基础", "2025年出口近三年年均增长9%。", ("actual", "2023", "2025", "sentence")),
        ("发展基础", "截至2025年11月，有企业9家。", ("actual", "2025-11", "2025-11", "sentence")),
        ("面临的问题", "高端机构仅有9家。", ("actual", "", "", "")),
    ],
)
def test_a_figure_is_dated(heading: str, body: str, wanted: tuple[str, ...]) -> None:
    dated = draft(body, heading)[-1].dated
    assert (dated.role, dated.start, dated.end, dated.source) == wanted


def test_the_years_of_a_plan_are_those_that_it_names_most() -> None:
    assert plan_years("“十四五”规划。“十三五”时期；“十四五”时期；“十四五”期间") == Years(2021, 2025)
    assert plan_years("没有时期") is None


def test_a_second_copy_is_not_drafted_again() -> None:
    line = "到2030年，全市社会消费品零售总额达到5500亿元，保持平稳增长。"
    assert len(draft(f"{line}\n其他内容。\n{line}")) == 1


def test_contents_boxes_and_tables_are_told_apart() -> None:
    text = "\n".join(
        [
            *(f"第{sign}节 标题......{page}" for page, sign in enumerate("一二三四五六", 1)),
            "第一章 目标",
            "表1 指标",
            "指标\t2025年\t2030年",
            "产值（亿元）\t8\t9",
            "注：亿元为当年价。",
            "专栏1 项目",
            "1.建设两座会展中心。",
            "2.引进9家企业。",
            "到2030年，全市引进企业99家。",
        ]
    )
    reading = read_text(text)
    assert reading.contents == (1, 6)
    assert [(each.number, each.title) for each in reading.tables] == [("表1", "指标")]
    assert reading.box_ends == {"专栏1": 14}
    found = {each.printed: each.box for each in find_candidates(reading, UNITS, YEARS)}
    assert found["9家"] == "专栏1"
    assert found["99家"] == ""
