"""The pages of prints, made of a small invented record: one plan, a table, a box, sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from compendium.contract.tables import BY_NAME
from compendium.printed.wording import Wording
from compendium.site.addresses import Addresses
from compendium.site.page_values import Record
from compendium.site.reference.material import Material
from compendium.site.reference.prints import make_prints
from compendium.site.reference.uses import Use

PLAN = "plan-155"
LAYOUT = """
tables:
  - table_id: plan-155-t1
    number_zh: 表1
    kind: indicator
    title_zh: 目标
    title_en: Targets
    section_zh: 二/（三）
    chapter: trade
    sheet: T1
    title: A1
    header: 2-3
    notes: 注
    place: futian
    columns:
      A: {heading: 类别, holds: category}
      B: {heading: 指标, holds: indicator}
      C: {heading: 数值2025年, holds: value, role: actual, period: 2025年}
      D: {heading: 数值2030年, holds: value, role: target, period: 2030年}
    unit: cell
boxes: []
"""
CORRECTIONS = """
corrections:
  - {sheet: T1, cell: B5, printed: 消费领, corrected: 消费额, reason_en: A slip., reason_zh: 误字。,
     evidence: Section two has it.}
  - {sheet: projects, cell: A3, printed: 莲花山公圆, corrected: 莲花山公园, reason_en: A slip.,
     reason_zh: 误字。, evidence: Section two has it.}
"""
SHEETS: Mapping[str, list[list[str]]] = {
    "T1": [
        ["表1 目标", "", "", ""],
        ["类别", "指标", "数值", ""],
        ["", "", "2025年", "2030年"],
        ["规\n模", "零售\n额", "5亿元", "10亿元"],
        ["", "消费领", "", "完成下达任务"],
        ["注：两项合用一格。", "", "", ""],
    ],
    "statements": [["printed"], ["超3万家"], ["第二"]],
    "projects": [
        ["name_zh", "printed_as"],
        ["提升行动", "提升行动"],
        ["莲花山公圆", "莲花山等公园"],
        ["<b>新区</b>", "<b>新区</b>"],
        ["市民广场", "市民、青年广场"],
    ],
}
MERGED = {"T1": ["A1:D1", "A2:A3", "B2:B3", "C2:D2", "A4:A5"]}


def figure(row_id: str, cell: str, **facts: Any) -> dict[str, Any]:
    usual = {
        "observation_id": row_id,
        "plan_id": PLAN,
        "table_id": "plan-155-t1",
        "section_zh": "二/（三）",
        "indicator_id": "retail-sales",
        "indicator_zh": "零售额",
        "place_id": "futian",
        "role": "actual",
        "measure": "level",
        "period_start": "2025",
        "period_end": "2025",
        "period_kind": "annual",
        "year": 2025,
        "period_from": "cell",
        "period_printed": "2025年",
        "comparator": "=",
        "printed": "5亿元",
        "value_low": 5e8,
        "value_high": 5e8,
        "unit": "CNY",
        "chapter": "trade",
        "source_kind": "table",
        "locator": f"data/raw/{PLAN}/workbook.xlsx#{cell}",
    }
    return usual | facts


SENTENCE = {"table_id": None, "source_kind": "text", "indicator_id": "stores", "unit": "count"}
FIGURES = [
    figure("plan-155-t1.a", "T1!C4"),
    figure(
        "plan-155-t1.b", "T1!D4", role="target", period_start="2030", period_end="2030", year=2030,
        printed="10亿元", value_low=1e9, value_high=1e9,
    ),
    figure(
        "plan-155-t1.c", "T1!D5", role="target", period_start="2026", period_end="2030",
        period_kind="cumulative", printed="完成下达任务", value_low=None, value_high=None,
        binding="binding", note_en="Words & no number.", note_zh="只有文字。",
    ),
    figure(
        "plan-155-s3.d", "statements!A2", **SENTENCE, section_zh="三/（十）", printed="超3万家",
        comparator=">", value_low=30_000, value_high=30_000, hedge_zh="力争", role="target",
        period_from="heading", period_printed="“十五五”期间",
    ),
    figure(
        "plan-155-s3.e", "statements!A3", **SENTENCE, section_zh="三/（二）", printed="第二",
        value_low=2, value_high=2, period_start=None, period_end=None, period_from=None,
        period_printed=None, place_id=None,
    ),
]  # fmt: skip


def project(row_id: str, cell: str, **facts: Any) -> dict[str, Any]:
    usual = {
        "project_id": row_id,
        "plan_id": PLAN,
        "table_id": "plan-155-b1",
        "section_zh": "四",
        "source_kind": "box",
        "name_zh": "提升行动",
        "name_en": "Renewal",
        "name_origin": "printed",
        "kind": "action",
        "stage": "upgrade",
        "action_zh": "实施",
        "place_id": "futian",
        "chapter": "trade",
        "locator": f"data/raw/{PLAN}/workbook.xlsx#projects!{cell}",
    }
    return usual | facts


PROJECTS = [
    project(
        "plan-155-b1.renewal", "A2", about_en="Renews.", about_zh="更新。", group_zh="提升行动"
    ),
    project(
        "plan-155-b1.park", "A3", parent_id="plan-155-b1.renewal", kind="park", stage=None,
        name_zh="莲花山公园", name_en="Park", name_origin="corrected", entity_id="park",
        group_zh="提升行动",
    ),
    project(
        "plan-155-b1.square", "A5", group_zh="片区", group_en="Areas", kind="facility",
        name_zh="市民广场", name_en="Civic Square", name_origin="list",
    ),
    project(
        "plan-155-b1.area", "A4", group_zh="片区", group_en="Areas", kind="zone",
        name_zh="<b>新区</b>", name_en="New <area>", place_id=None, action_zh=None,
    ),
]  # fmt: skip
TABLES = {
    "plans": [
        {"plan_id": PLAN, "title_zh": "规划", "title_en": "Plan", "short_zh": "规划",
         "short_en": "The plan", "colour": "#ca8714"},
    ],
    "tables": [
        {"table_id": "plan-155-t1", "plan_id": PLAN, "number_zh": "表1", "kind": "indicator",
         "title_zh": "目标", "title_en": "Targets", "section_zh": "二/（三）"},
        {"table_id": "plan-155-b1", "plan_id": PLAN, "number_zh": "专栏1", "kind": "project",
         "title_zh": "行动", "title_en": "Actions", "section_zh": "四"},
    ],
    "observations": FIGURES,
    "projects": PROJECTS,
    "indicators": [
        {"indicator_id": "retail-sales", "name_en": "Retail sales", "name_zh": "零售额"},
        {"indicator_id": "stores", "name_en": "Stores", "name_zh": "门店"},
    ],
    "places": [{"place_id": "futian", "name_en": "Futian", "name_zh": "福田区"}],
    "entities": [{"entity_id": "park", "kind": "park", "name_zh": "莲花山公园", "mentions": 3}],
    "targets": [
        {"target_id": "plan-155-t1.b", "baseline_id": "plan-155-t1.a", "baseline_plan_id": PLAN,
         "years": 5, "multiple": 2.0, "growth_percent": 14.87, "difference": 5e8},
    ],
    "audit": [
        {"check_id": f"restated.{place}", "left_id": "plan-155-t1.a|plan-155-t1.b",
         "right_id": "plan-155-s3.d", "verdict": verdict}
        for place, verdict in enumerate(("conflict", "agree", "conflict"))
    ],
}  # fmt: skip


def frame(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    types = {"string": "str", "integer": "Int64", "number": "Float64"}
    fields = {each.name: types[each.type] for each in BY_NAME[name].fields}
    return pd.DataFrame(rows, columns=list(fields)).astype(fields)


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("raw")
    (folder / PLAN).mkdir()
    (folder / PLAN / "layout.yaml").write_text(LAYOUT, "utf-8")
    (folder / PLAN / "corrections.yaml").write_text(CORRECTIONS, "utf-8")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row, start=1):
                sheet.cell(number, column, text or None)
        for area in MERGED.get(name, ()):
            sheet.merge_cells(area)
    book.save(folder / PLAN / "workbook.xlsx")
    return folder


def make(raw: Path, lang: str = "en") -> dict[str, str]:
    units = {"CNY": "yuan" if lang == "en" else "元", "count": ""}
    record = Record(
        **{name: frame(name, rows) for name, rows in TABLES.items()},
        words=Wording(lang, units, {"完成下达任务": "as assigned"}),
    )
    few, many = Use("trade-few", "Few rows"), Use("trade-many", "Many rows")
    # One chart counts more rows than a reader could tell apart.
    uses = {"plan-155-t1.a": (many, few), **{f"row-{n}": (many,) for n in range(200)}}
    pages = make_prints(Material(record, Addresses(record), uses, {}, raw, lang, {}))
    return {name: str(body) for name, body in pages}


@pytest.fixture(scope="module")
def pages(raw: Path) -> dict[str, str]:
    return make(raw)


def element(html: str, anchor: str) -> str:
    """Give an element with an id, and all that is in it."""
    found = re.search(rf'<(\w+) id="{re.escape(anchor)}"', html)
    assert found is not None, anchor
    depth, tag = 0, found[1]
    for each in re.finditer(rf"<(/?){tag}\b", html[found.start() :]):
        depth += -1 if each[1] else 1
        if depth == 0:
            return html[found.start() : found.start() + each.start()]
    raise AssertionError(f"{anchor} is not closed")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def test_each_table_box_and_text_has_a_page_and_the_list_leads_to_it(pages: dict[str, str]) -> None:
    names = ["plan-155-t1", "plan-155-b1", "plan-155-text"]
    assert list(pages) == ["prints/index", *(f"prints/{name}" for name in names)]
    assert re.findall(r'<li><span><a href="([^"]+)"', pages["prints/index"]) == [
        f"{name}.html" for name in names
    ]
    assert re.findall(r"<small>([^<]+)</small></li>", pages["prints/index"]) == [
        "3 figures", "4 named things", "2 figures",
    ]  # fmt: skip


def test_a_page_leads_to_its_neighbours_its_plan_and_the_list(pages: dict[str, str]) -> None:
    page = pages["prints/plan-155-b1"]
    navigation = page[page.index("<nav") : page.index("</nav>")]
    assert re.findall(r'href="([^"]+)">([^<]+)<', navigation) == [
        ("plan-155-t1.html", "← Table 1"),
        ("index.html#plan-155", "All prints"),
        ("plan-155-text.html", "Figures and names in sentences →"),
    ]
    assert '<a href="../cite.html#plan-155">The plan</a> · sec. 4 · 4 named things' in page
    assert '<rect width="100%" height="100%" fill="#ca8714"/>' in page


def test_a_table_stands_as_on_its_sheet(pages: dict[str, str]) -> None:
    page = pages["prints/plan-155-t1"]
    assert '<caption id="T1-A1">表1 目标</caption>' in page
    assert '<th id="T1-C2" class="value" scope="col" colspan="2">数值</th>' in page
    assert '<th id="T1-A4" class="category" scope="rowgroup" rowspan="2">规模</th>' in page
    assert '<th id="T1-B4" class="indicator" scope="row">零售额</th>' in page
    assert '<td id="T1-C4" class="value"><a href="#plan-155-t1.a">5亿元</a></td>' in page
    # An empty cell has no figure, and its address.
    assert '<td id="T1-C5" class="value"></td>' in page
    table = page[page.index("<table") : page.index("</table>")]
    assert "两项合用一格" not in table, "the note is ours, and stands apart"
    assert "Note, in our words: 注：两项合用一格。" in words(page)


def test_a_figure_stands_beside_its_row_with_its_reading(pages: dict[str, str]) -> None:
    page = pages["prints/plan-155-t1"]
    reading = element(page, "plan-155-t1.b")
    assert words(reading).startswith("10亿元1 billion yuan · 2030 · target")
    assert '<a href="#T1-D4" lang="zh-Hans">10亿元</a>' in reading
    assert page.index('id="T1-D4"') < page.index('id="plan-155-t1.b"') < page.index('id="T1-B5"')
    in_words = words(element(page, "plan-155-t1.c"))
    assert "in words: as assigned (完成下达任务) · 2026–2030, total · target · binding" in in_words
    assert in_words.endswith("Words &amp; no number.")
    assert '<a href="../indicators/retail-sales.html">Retail sales</a>' in page
    assert '<a href="../places/futian.html">all about Futian</a>' in page


def test_a_figure_leads_to_all_that_uses_it(pages: dict[str, str]) -> None:
    page = pages["prints/plan-155-t1"]
    target, baseline = element(page, "plan-155-t1.b"), element(page, "plan-155-t1.a")
    assert "from 5亿元 (2025): +14.9% a year" in words(target)
    # Verdict by verdict: the first by its name, the others by their number.
    assert re.findall(r'agree\.html#([^"]+)">([^<]+)<', baseline) == [
        ("restated.1", "agrees"), ("restated.0", "conflict"), ("restated.2", "2"),
    ]  # fmt: skip
    # A chart of very many rows is named below, not at each of them.
    assert re.findall(r'trade\.html#([^"]+)">([^<]+)<', baseline) == [("trade-few", "1")]
    listed = page[page.index('<ol class="print-charts"') :]
    assert re.findall(r'trade\.html#([^"]+)">([^<]+)</a> <small>([^<]+)', listed) == [
        ("trade-few", "Few rows", "1 row of this print"),
        ("trade-many", "Many rows", "1 row of this print"),
    ]


def test_a_correction_stands_at_its_cell(pages: dict[str, str]) -> None:
    page = pages["prints/plan-155-t1"]
    cell = element(page, "T1-B5")
    assert words(cell) == "消费领†"
    assert 'href="#T1-B5-read"' in cell
    said = "B5 Printed 消费领, read as 消费额. A slip. Section two has it."
    assert words(element(page, "T1-B5-read")) == said
    assert "莲花山公圆" not in page
    thing = words(element(pages["prints/plan-155-b1"], "plan-155-b1.park"))
    assert thing.endswith("A3 Printed 莲花山公圆, read as 莲花山公园. A slip. Section two has it.")


def test_a_box_has_its_headings_and_what_stands_below_them(pages: dict[str, str]) -> None:
    page = pages["prints/plan-155-b1"]
    action = element(page, "plan-155-b1.renewal")
    facts = "action · upgrade 实施 · Futian · A2In our words: Renews."
    assert words(action).startswith(f"提升行动 Renewal {facts}")
    # What is part of it stands in it.
    assert element(page, "plan-155-b1.park") in action
    assert '<a href="../entities/park.html#park">莲花山公园</a>' in action
    assert "park · 实施 · Futian · named 3 times · A3" in words(action)
    # The heading that is the action's own name is not said twice.
    assert re.findall(r'class="print-group"><span lang="zh-Hans">([^<]+)', page) == ["片区"]
    assert page.index("片区") < page.index('id="plan-155-b1.square"')


def test_a_name_that_was_made_up_stands_beside_the_words_of_the_plan(pages: dict[str, str]) -> None:
    square = words(element(pages["prints/plan-155-b1"], "plan-155-b1.square"))
    expected = "facility · upgrade 实施 · Futian · printed 市民、青年广场 · A5"
    assert square == f"市民广场 Civic Square {expected}"
    action = words(element(pages["prints/plan-155-b1"], "plan-155-b1.renewal"))
    assert "printed 提升行动" not in action


def test_a_name_is_text_and_never_a_tag(pages: dict[str, str]) -> None:
    thing = element(pages["prints/plan-155-b1"], "plan-155-b1.area")
    assert "&lt;b&gt;新区&lt;/b&gt;" in thing
    assert "New &lt;area&gt;" in thing
    assert "zone · upgrade · A4" in words(thing)


def test_sentences_stand_by_section_as_in_the_plan(pages: dict[str, str]) -> None:
    page = pages["prints/plan-155-text"]
    assert re.findall(r'<section id="([^"]+)">', page) == ["s3-2", "s3-10"]
    said = words(element(page, "plan-155-s3.d"))
    assert said.startswith("超3万家Stores 零售额 more than 30,000 · 2025 · target · Futian")
    assert "“十五五”期间 in the heading above" in said
    assert "hedged 力争" in said
    undated = words(element(page, "plan-155-s3.e"))
    assert undated == "第二Stores 零售额 2 · no year printed · actual cell A3"


def test_the_chinese_edition_says_it_in_chinese(raw: Path) -> None:
    pages = make(raw, "zh")
    page = pages["prints/plan-155-t1"]
    assert words(page).startswith("表1：目标")
    assert "10亿元10亿元 · 2030 · 目标 自 5亿元（2025）：年均+14.9%" in words(page)
    box = pages["prints/plan-155-b1"]
    assert "本书概述： 更新。" in words(box)
    assert '<span lang="en">Renewal</span>' in box
    left = re.sub(r"<[^>]*>|data/raw/\S*", "", page)
    assert not re.search(r"\b(?:figures?|printed|charts|compared|named|sheet|target)\b", left)
