"""What a draft offers beside its figure: near indicators, names of boxes, tables as sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from compendium.draft.folder import draft_source
from compendium.draft.names import find_names
from compendium.draft.nearest import find_nearest
from compendium.draft.periods import Years
from compendium.draft.reading import read_text
from compendium.draft.tables import DraftTable, draft_table
from compendium.raw.workbook import read_workbook
from compendium.record.vocabulary import read_vocabularies
from repository.sixth_plan import FIXTURE, PLAN
from support import ROOT

VOCABULARIES = read_vocabularies(ROOT / "data" / "vocab")
TEXT = (FIXTURE / f"{PLAN}.txt").read_text("utf-8")
NAMES = {"社会消费品零售总额": "retail-sales", "服务业增加值占GDP比重": "services-share-of-gdp"}


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("到2030年，社会消费品零售总额达到", "", "retail-sales"),
        ("全区社会消费品零售总额力争超过", "", "retail-sales"),
        ("服务业增加值占地区生产总值比重为", "", "services-share-of-gdp"),
        ("服务业增加值占GDP比重由2020年的41.9%提升到2025年的", "", "services-share-of-gdp"),
        ("森林覆盖率保持在", "", ""),
    ],
)
def test_the_nearest_indicator_comes_first(before: str, after: str, wanted: str) -> None:
    near = find_nearest(before, after, NAMES, VOCABULARIES.indicators.synonyms)
    assert (near[0].indicator_id if near else "") == wanted
    assert all(0 <= each.likeness <= 100 for each in near)


def table(text: str) -> DraftTable:
    (block,) = read_text(f"第一章 目标\n表1 指标\n{text}").tables
    return draft_table(block, Years(2026, 2030), set(VOCABULARIES.places.ids))


def test_a_table_of_the_usual_header_is_read_from_its_text() -> None:
    (block,) = read_text(TEXT).tables
    drawn = draft_table(block, Years(2026, 2030))
    held = [(each["holds"], each.get("period_kind", "")) for each in drawn.columns.values()]
    assert held == [
        ("category", ""), ("indicator", ""), ("unit", ""), ("value", ""), ("value", ""),
        ("value", "average"), ("value", "cumulative"), ("binding", ""),
    ]  # fmt: skip
    assert (drawn.unit, drawn.kind, drawn.note) == ("column", "indicator", "注")
    assert [each.get("role", "") for each in drawn.columns.values()][3:5] == ["actual", "target"]


def test_a_row_without_its_category_continues_the_one_above() -> None:
    drawn = table(
        "类别\t指标\t2030年\n规模\t产值（亿元）\t9\n税收（亿元）\t8\n效益\t利润（亿元）\t7"
    )
    assert [row[0] for row in drawn.rows[2:]] == ["规模", "规模", "效益"]
    assert drawn.unit == "indicator"


def test_cells_that_stand_one_a_line_become_rows() -> None:
    drawn = table(
        "类别\n序号\n指标\n2025年\n现状值\n2030年\n目标值\n规模\n1\n产值\n8亿元\n9亿元\n"
        "2\n税收\n1亿元\n2亿元\n效益\n3\n利润\n3亿元\n4亿元"
    )
    assert drawn.rows[1] == ("类别", "序号", "指标", "2025年现状值", "2030年目标值")
    assert drawn.rows[2:] == (
        ("规模", "1", "产值", "8亿元", "9亿元"),
        ("规模", "2", "税收", "1亿元", "2亿元"),
        ("效益", "3", "利润", "3亿元", "4亿元"),
    )
    assert drawn.unit == "cell"


def test_a_table_of_places_compares_them() -> None:
    drawn = table("指标城市\t增加值（亿元）\n中山\t1\n广州\t2\n深圳\t3")
    assert drawn.kind == "comparison"
    assert [each["holds"] for each in drawn.columns.values()] == ["place", "value"]


def test_the_names_of_a_box_come_with_verb_kind_and_parent() -> None:
    found = {each.name: each for each in find_names(read_text(TEXT), VOCABULARIES)}
    assert len(found) == 20
    centre = found["东湾会展中心"]
    assert (centre.number, centre.verb, centre.stage) == ("专栏2", "建设", "build")
    assert centre.parent == "实施商贸提升行动"
    assert found["东湾美食节"].kind == "event"


def test_every_figure_of_the_invented_plan_is_drafted() -> None:
    drafted = draft_source(PLAN, VOCABULARIES, text=TEXT, file_name=f"{PLAN}.txt")
    assert (drafted.tables, drafted.statements, drafted.projects) == (1, 31, 20)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff某市规划\r\n第一章 目标\r\n到2030年，产值\u200b达到9亿元。\r\n",
        "表1 指标\n",
        "专栏1\n",
        "第一章 目标\n=SUM(A1)达到9亿元，\x0b=1+1。",
        "表1 x\n指标\n1\n2\n3\n",
    ],
)
def test_whatever_a_text_holds_the_workbook_can_be_read(text: str, tmp_path: Path) -> None:
    drafted = draft_source("p", VOCABULARIES, text=text, file_name="p.txt")
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(drafted.files["workbook.xlsx"])
    assert {"statements", "projects"} <= set(read_workbook(path))
