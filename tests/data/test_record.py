"""The whole record: every box has its rows, every row its raw cell, every name one thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from compendium.corrections import read_corrections
from compendium.package import read_package
from compendium.projects import MOST_ABOUT, WITHOUT_ENTITY
from compendium.text import name_key, squeeze
from compendium.vocab import MODERN, Vocabularies, read_rows, read_vocabularies
from support import ROOT

RAW, VOCAB = ROOT / "data" / "raw", ROOT / "data" / "vocab"
CHINESE = r"[㐀-鿿]"
# Zhongshan's plan has one numbered table; its lists stand in the sections of parts three to five.
NUMBERED = {
    "futian-cbd-155": {"表1"} | {f"专栏{number}" for number in range(1, 23)},
    "shenzhen-commerce-145": {"表1"} | {f"专栏{number}" for number in range(1, 17)},
    "shenzhen-outline-145": {f"专栏{number}" for number in range(1, 12)},
    "shenzhen-services-145": {f"专栏{number}" for number in range(1, 7)},
    "zhongshan-services-145": {"表1"},
}


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return read_package(ROOT / "data" / "clean")


@pytest.fixture(scope="module")
def observations(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return frames["observations"]


@pytest.fixture(scope="module")
def projects(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return frames["projects"]


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return read_vocabularies(VOCAB)


@pytest.fixture(scope="module")
def books() -> Mapping[str, Workbook]:
    return {path.parent.name: openpyxl.load_workbook(path) for path in RAW.glob("*/workbook.xlsx")}


def ids(rows: pd.DataFrame) -> list[str]:
    """Name rows by their key, the first column."""
    return [str(name) for name in rows.iloc[:, 0]]


# Tables and boxes


def test_all_58_numbered_tables_and_boxes_are_there(frames: dict[str, pd.DataFrame]) -> None:
    assert sum(map(len, NUMBERED.values())) == 58
    for plan_id, tables in frames["tables"].groupby("plan_id"):
        numbered = tables[tables["number_zh"].str.contains(r"^(?:表|专栏)\d+$")]
        assert set(numbered["number_zh"]) == NUMBERED[plan_id], plan_id


def test_zhongshans_sections_of_parts_three_to_five_are_there(
    frames: dict[str, pd.DataFrame],
) -> None:
    sections = frames["tables"].query("plan_id == 'zhongshan-services-145' and number_zh != '表1'")
    by_part = sections["section_zh"].str[0].value_counts().to_dict()
    assert by_part == {"三": 9, "四": 8, "五": 5}


def test_every_table_and_box_has_rows(frames: dict[str, pd.DataFrame]) -> None:
    tables = frames["tables"]
    held = tables["n_projects"].where(tables["kind"] == "project", tables["n_observations"])
    assert ids(tables[held.astype(int) == 0]) == []


# Raw rows and clean rows


@pytest.mark.parametrize("plan_id", NUMBERED)
@pytest.mark.parametrize("name", ["statements", "projects"])
def test_every_raw_row_is_a_row(
    plan_id: str, name: str, frames: dict[str, pd.DataFrame], books: Mapping[str, Workbook]
) -> None:
    table, column = {"statements": ("observations", "K"), "projects": ("projects", "F")}[name]
    sheet = books[plan_id][name]
    raw = [
        f"data/raw/{plan_id}/workbook.xlsx#{name}!{column}{row[0].row}"
        for row in sheet.iter_rows(min_row=2)
        if any(str(cell.value or "").strip() for cell in row)
    ]
    made = frames[table]["locator"]
    assert [locator for locator in made if f"/{plan_id}/workbook.xlsx#{name}!" in locator] == raw


def test_every_project_prints_the_name_that_its_raw_cell_holds(
    projects: pd.DataFrame, books: Mapping[str, Workbook]
) -> None:
    corrected = {
        f"data/raw/{path.parent.name}/workbook.xlsx#{each.sheet}!{each.cell}": each.corrected
        for path in RAW.glob("*/corrections.yaml")
        for each in read_corrections(path)
    }
    wrong = []
    for row in projects.itertuples():
        match = re.fullmatch(r"data/raw/(.+)/workbook\.xlsx#(.+)!(.+)", str(row.locator))
        assert match is not None
        held = str(books[match[1]][match[2]][match[3]].value)
        if squeeze(corrected.get(str(row.locator), held)) != squeeze(str(row.name_zh)):
            wrong.append((row.project_id, held, row.name_zh))
    assert wrong == []


def test_no_two_rows_share_a_raw_cell(observations: pd.DataFrame, projects: pd.DataFrame) -> None:
    twice = observations[observations["locator"].duplicated(keep=False)]
    # One cell that is merged over two rows of the outline's table.
    assert set(twice["printed"]) == {"完成国家和省下达任务"}
    assert ids(projects[projects["locator"].duplicated()]) == []


# Figures


SPOT_CHECKS = [
    # Read off the plans' texts once more, apart from the workbooks: who, when, what, how much.
    ("futian-cbd-155", "一/（一）/1", "finance-value-added-growth", "futian",
     "forecast 2026-2030 average = 8 percent"),
    ("futian-cbd-155", "一/（一）/1", "goods-trade-years-first-in-province", "futian",
     "actual 2025-2025 point = 26 year"),
    ("futian-cbd-155", "一/（一）/1", "goods-trade-share-of-city", "futian",
     "actual 2025-2025 annual > 20 percent"),
    ("futian-cbd-155", "一/（一）/1", "law-firms-share-of-city", "futian",
     "actual - point ≈ 38 percent"),
    ("futian-cbd-155", "一/（一）/2", "global-500-firms-present", "futian",
     "actual 2024-2024 point > 150 count"),
    ("futian-cbd-155", "一/（一）/3", "first-stores-opened", "futian",
     "actual 2020-2024 cumulative = 436 count"),
    ("futian-cbd-155", "一/（一）/3", "new-tax-refund-shops", "futian",
     "actual 2021-2025 cumulative = 47 count"),
    ("futian-cbd-155", "一/（二）/1", "foreign-incorporated-banks", "lujiazui",
     "actual - point = 16 count"),
    ("futian-cbd-155", "三/（二）/3", "debut-spaces", "futian",
     "target 2030-2030 point ≥ 100 count"),
    ("futian-cbd-155", "三/（五）/1", "main-shopping-district-visits", "futian",
     "target 2030-2030 annual > 500000000 visit"),
    ("futian-cbd-155", "五/（二）/2", "wealth-management-assets", "futian",
     "target 2030-2030 point > 21000000000000 CNY"),
    ("shenzhen-commerce-145", "第一章/第一节", "retail-sales-multiple", "shenzhen",
     "actual 2015-2020 cumulative = 1.35 times"),
    ("shenzhen-commerce-145", "第一章/第一节",
     "large-retail-online-goods-sales-growth-in-multiples", "shenzhen",
     "actual 2015-2020 cumulative = 6.8 times"),
    ("shenzhen-commerce-145", "第一章/第一节", "goods-trade-growth", "shenzhen",
     "actual 2017-2020 average = 3.8 percent"),
    ("shenzhen-commerce-145", "第一章/第一节", "services-trade-share", "shenzhen",
     "actual 2020-2020 annual = 14.8 percent"),
    ("shenzhen-commerce-145", "第一章/第一节", "outward-investment", "shenzhen",
     "actual 2020-2020 annual = 8170000000 USD"),
    ("shenzhen-commerce-145", "第一章/第一节", "outward-investment-stock", "shenzhen",
     "actual 2019-2019 point = 119200000000 USD"),
    ("shenzhen-commerce-145", "第一章/第一节", "foreign-investment-used-to-date", "shenzhen",
     "actual -2020 cumulative = 122200000000 USD"),
    ("shenzhen-outline-145", "第一篇/第一章/第一节", "disposable-income-growth-in-multiples",
     "shenzhen", "actual 1985-2020 cumulative = 32.9 times"),
    ("shenzhen-outline-145", "第一篇/第一章/第一节", "reform-measures-pioneered", "shenzhen",
     "actual 1980-2020 cumulative > 1000 count"),
    ("shenzhen-outline-145", "第一篇/第一章/第二节", "public-housing-built-or-raised", "shenzhen",
     "actual 2016-2020 cumulative = 440000 count"),
    ("shenzhen-outline-145", "第六篇/第十四章/第二节", "public-housing-built-or-raised",
     "shenzhen", "target 2021-2025 cumulative = 400000 count"),
    ("shenzhen-outline-145", "第二篇/第三章/第二节", "hukou-population", "shenzhen",
     "target 2025-2025 point > 7800000 person"),
    ("shenzhen-outline-145", "第九篇/第十八章/第二节", "flood-protection-return-period",
     "shenzhen", "target 2025-2025 point = 200 year_return_period"),
    ("shenzhen-services-145", "一/（一）", "services-employment", "shenzhen",
     "actual 2020-2020 point = 7917000 count"),
    ("shenzhen-services-145", "一/（一）", "services-share-of-employment-change", "shenzhen",
     "actual 2015-2020 cumulative = 4.8 percentage_point"),
    ("shenzhen-services-145", "一/（一）", "institutional-innovations", "qianhai-shekou",
     "actual 2016-2020 cumulative = 610 count"),
    ("zhongshan-services-145", "一/（一）", "services-value-added-ratio-to-dongguan", "zhongshan",
     "actual 2020-2020 annual ≈ 0.333333 times"),
    ("zhongshan-services-145", "一/（一）", "provincial-service-clusters-investment", "zhongshan",
     "actual -2020 cumulative = 60620000000 CNY"),
    ("zhongshan-services-145", "一/（一）", "city-town-service-clusters", "zhongshan",
     "actual 2020-2020 point = 26 count"),
    ("zhongshan-services-145", "二/（三）", "services-value-added-growth", "zhongshan",
     "target 2021-2025 average ≈ 7.5 percent"),
    ("zhongshan-services-145", "三/（一）/1", "deposits-outstanding", "zhongshan",
     "target 2025-2025 point = 1060000000000 CNY"),
]  # fmt: skip


@pytest.mark.parametrize(("plan_id", "section_zh", "indicator_id", "place_id", "read"), SPOT_CHECKS)
def test_a_known_statement_is_there(
    plan_id: str,
    section_zh: str,
    indicator_id: str,
    place_id: str,
    read: str,
    observations: pd.DataFrame,
) -> None:
    wanted = {
        "plan_id": plan_id,
        "section_zh": section_zh,
        "indicator_id": indicator_id,
        "place_id": place_id,
        "source_kind": "text",
    }
    found = observations[(observations[list(wanted)] == pd.Series(wanted)).all(axis="columns")]
    said = [
        f"{row.role} {f'{row.period_start}-{row.period_end}'} {row.period_kind} "
        f"{row.comparator} {row.value_low} {row.unit}"
        for row in found.itertuples()
    ]
    assert said == [read]


def test_a_figures_period_is_not_after_its_plan(frames: dict[str, pd.DataFrame]) -> None:
    """An actual ends before its plan does; only the outline's vision of 2035 looks beyond one."""
    dated = frames["observations"].merge(
        frames["plans"][["plan_id", "period_start", "period_end"]],
        on="plan_id",
        suffixes=("", "_plan"),
        validate="many_to_one",
    )
    dated = dated[dated["period_end"] != ""]
    late = dated[(dated["role"] == "actual") & (dated["period_end"] >= dated["period_start_plan"])]
    assert ids(late) == []
    beyond = dated[dated["period_end"] > dated["period_end_plan"]]
    assert set(beyond["plan_id"] + " " + beyond["period_end"]) == {"shenzhen-outline-145 2035"}
    early = dated[(dated["role"] != "actual") & (dated["period_end"] < dated["period_start_plan"])]
    assert ids(early) == []


def test_a_unit_wrong_by_ten_thousand_would_be_noticed(
    observations: pd.DataFrame, vocabularies: Vocabularies
) -> None:
    unnoticed = set()
    for row in observations.itertuples():
        unit = str(row.unit_zh).split("/")[0]
        factor = Decimal("0.0001") if "亿" in unit else Decimal(10_000)
        values = [
            Decimal(str(value)) * factor for value in (row.value_low, row.value_high) if value
        ]
        modern = str(row.period_end or MODERN) >= MODERN
        if (
            modern
            and re.search("[万亿]", unit)
            and not vocabularies.implausible(
                str(row.indicator_id), values[0], values[1], year=str(row.period_end)
            )
        ):
            unnoticed.add(str(row.indicator_id))
    assert unnoticed == set()


# Names


def test_no_action_or_policy_has_an_entity(projects: pd.DataFrame) -> None:
    deeds = projects[projects["kind"].isin(WITHOUT_ENTITY)]
    assert ids(deeds[deeds["entity_id"] != ""]) == []


def test_what_has_no_entity_is_a_deed_or_a_type_of_thing(
    projects: pd.DataFrame, vocabularies: Vocabularies
) -> None:
    things = projects[~projects["kind"].isin(WITHOUT_ENTITY) & (projects["entity_id"] == "")]
    known = things["name_zh"].map(name_key).isin(vocabularies.types_of_thing)
    assert things[~known]["name_zh"].tolist() == []


def test_no_type_of_thing_is_an_entity_too(vocabularies: Vocabularies) -> None:
    assert vocabularies.types_of_thing & set(vocabularies.entities.ids) == set()


def test_every_entity_of_the_vocabulary_is_mentioned(
    projects: pd.DataFrame, frames: dict[str, pd.DataFrame], vocabularies: Vocabularies
) -> None:
    mentions = projects[projects["entity_id"] != ""]["entity_id"].value_counts().to_dict()
    assert set(vocabularies.entities.rows) - set(mentions) == set()
    counted = frames["entities"].set_index("entity_id")["mentions"].astype(int)
    assert counted.to_dict() == mentions


def test_an_entity_names_the_plans_that_mention_it(
    projects: pd.DataFrame, frames: dict[str, pd.DataFrame]
) -> None:
    mentioned = projects[projects["entity_id"] != ""].groupby("entity_id")["plan_id"]
    plans = mentioned.agg(lambda named: "|".join(sorted(set(named))))
    assert frames["entities"].set_index("entity_id")["plans"].to_dict() == plans.to_dict()


def test_a_mention_is_of_its_entitys_kind_and_name(
    projects: pd.DataFrame, frames: dict[str, pd.DataFrame]
) -> None:
    both = projects.merge(
        frames["entities"],
        on="entity_id",
        suffixes=("", "_entity"),
        validate="many_to_one",
    )
    assert ids(both[both["kind"] != both["kind_entity"]]) == []
    unnamed = [
        row.project_id
        for row in both.itertuples()
        if name_key(str(row.name_zh)) not in map(name_key, str(row.aliases_zh).split("|"))
    ]
    assert unnamed == []


def test_one_thing_has_one_english_name(
    projects: pd.DataFrame, frames: dict[str, pd.DataFrame]
) -> None:
    english = frames["entities"].set_index("entity_id")["name_en"]
    named = projects[projects["entity_id"] != ""]
    other = named[named["name_en"] != named["entity_id"].map(english)]
    several = projects.groupby("name_zh")["name_en"].nunique()
    assert (sorted(set(other["name_zh"])), sorted(several[several > 1].index)) == ([], [])


def test_two_things_have_two_english_names(frames: dict[str, pd.DataFrame]) -> None:
    entities = frames["entities"]
    assert ids(entities[entities["name_en"].str.lower().duplicated(keep=False)]) == []


@pytest.mark.parametrize("table", ["projects", "entities", "tables", "plans", "places"])
def test_english_names_are_english(table: str, frames: dict[str, pd.DataFrame]) -> None:
    frame = frames[table]
    for column in [name for name in frame.columns if name in ("name_en", "title_en", "group_en")]:
        assert ids(frame[frame[column].str.contains(CHINESE)]) == []
        assert ids(frame[frame[column].str.contains(r"[　-〿＀-￯]")]) == []
    named = "title_en" if "title_en" in frame.columns else "name_en"
    assert ids(frame[~frame[named].str.contains("[A-Za-z]")]) == []


def test_a_group_has_both_names_or_none(projects: pd.DataFrame) -> None:
    assert ids(projects[(projects["group_zh"] == "") != (projects["group_en"] == "")]) == []


@pytest.mark.parametrize("column", ["about_en", "about_zh"])
def test_abouts_are_short_and_in_their_language(column: str, projects: pd.DataFrame) -> None:
    about = projects[column]
    assert ids(projects[about.str.len() > MOST_ABOUT]) == []
    chinese = about.str.contains(CHINESE)
    wrong = chinese if column == "about_en" else (about != "") & ~chinese
    assert ids(projects[wrong]) == []


def test_every_titled_deed_says_what_it_is_about(projects: pd.DataFrame) -> None:
    titled = projects[projects["kind"].isin(WITHOUT_ENTITY) & (projects["parent_id"] == "")]
    assert ids(titled[(titled["about_en"] == "") | (titled["about_zh"] == "")]) == []
    assert ids(projects[(projects["about_en"] == "") != (projects["about_zh"] == "")]) == []


def test_no_two_deeds_share_an_about(projects: pd.DataFrame) -> None:
    for column in ("about_en", "about_zh"):
        said = projects[projects[column] != ""]
        # Zhongshan's plan names one action in two sections.
        names = said.groupby(column)["name_zh"].agg(lambda named: sorted(set(named)))
        assert names[names.str.len() > 1].tolist() == []


def test_a_part_stands_in_the_box_of_its_parent_and_in_no_ring(projects: pd.DataFrame) -> None:
    parents = projects.set_index("project_id")["parent_id"].to_dict()
    tables = projects.set_index("project_id")["table_id"]
    parts = projects[projects["parent_id"] != ""]
    assert ids(parts[parts["parent_id"].map(tables) != parts["table_id"]]) == []
    rings = set()
    for project_id in parents:
        line = [project_id]
        while parent := parents[line[-1]]:
            if parent in line:
                rings.add(project_id)
                break
            line.append(parent)
    assert rings == set()


@pytest.mark.parametrize("table", ["observations", "projects"])
def test_a_row_in_a_box_stands_under_its_section(
    table: str, frames: dict[str, pd.DataFrame]
) -> None:
    rows = frames[table].query("table_id != ''")
    sections = frames["tables"].set_index("table_id")["section_zh"]
    outside = [
        row
        for row, here, box in zip(
            rows.iloc[:, 0], rows["section_zh"], rows["table_id"].map(sections), strict=True
        )
        if not (here == box or here.startswith(f"{box}/"))
    ]
    assert outside == []


# Vocabularies


def test_every_indicator_is_used(frames: dict[str, pd.DataFrame]) -> None:
    used = set(frames["observations"]["indicator_id"])
    assert [name for name in frames["indicators"]["indicator_id"] if name not in used] == []


def test_every_type_of_thing_has_a_reason() -> None:
    rows = read_rows(VOCAB / "types-of-thing.csv", "name_zh")
    assert [row["name_zh"] for row in rows if not row["reason"].strip()] == []


def test_no_vocabulary_names_a_folder_of_a_machine() -> None:
    files = [*VOCAB.glob("*.csv"), *RAW.glob("*/*.yaml"), *Path(ROOT / "data/clean").iterdir()]
    named = [path.name for path in files if re.search(r"/(?:home|work|Users)/", path.read_text())]
    assert named == []
