"""A figure: rows travel with it to its download, its table and its sources."""

from __future__ import annotations

import io
import re
from typing import Any

import altair as alt
import pandas as pd
import pytest

from compendium.chapter.chart import Chart
from compendium.chapter.chart_html import chart_html
from compendium.chapter.data import Chapter, open_chapter
from compendium.chapter.figure import readable
from compendium.chapter.origins import say_section
from compendium.contract.load import load
from compendium.errors import ChapterError, ChartError
from compendium.printed.wording import Wording
from support import ROOT

BASE = "shenzhen-commerce-145-t1.retail-sales.shenzhen.2020.actual"
TEXT = "futian-cbd-155-s2-3-1.retail-sales.futian.2030.target"
WORDS = {"topic": "Sales, billion yuan", "title": "T", "finding": "F", "alt": "A", "note": "N"}


def opened(lang: str = "en") -> Chapter:
    return open_chapter("consumption", lang=lang, data_dir=str(ROOT / "data" / "clean"))


def draw(data: pd.DataFrame, width: int, *, words: Wording, size: int = 5) -> alt.Chart:
    assert words.lang
    drawn = data[["label"]]
    return alt.Chart(drawn).mark_bar(size=size).encode(y="label:N").properties(width=width)


def show(data: pd.DataFrame, chapter: Chapter | None = None, **words: Any) -> Chart:
    return (chapter or opened()).figure("sales", data, draw, **{**WORDS, **words})


def marks(chapter: Chapter) -> pd.DataFrame:
    rows = chapter.rows(observation=[BASE, TEXT])
    return chapter.marks(rows, unit="CNY", scale="billion")


def test_the_download_names_every_row_and_its_cell() -> None:
    csv = pd.read_csv(io.StringIO(show(marks(opened())).parts()["csv"]))
    assert list(csv["observation_id"]) == [TEXT, BASE]
    known = load("observations").set_index("observation_id")["locator"]
    assert list(csv["locator"]) == [known[TEXT], known[BASE]]
    assert list(csv["value"]) == [180_000_000_000, 866_480_000_000]
    assert not {"panel", "note", "ids", "scale", "project_id"} & {*csv.columns}


def test_rows_and_words_come_to_the_page() -> None:
    parts = show(marks(opened())).parts()
    assert [row["id"] for row in parts["rows"]] == [TEXT, BASE]
    assert {row["kind"] for row in parts["rows"]} == {"observation"}
    html = chart_html(parts)
    assert f'<tr data-rows="{BASE}">' in html
    assert '<p class="figure-note">N</p>' in html
    assert parts["chart_id"] == "consumption-sales"


def test_sources_come_from_the_rows_tables_by_number_and_text_by_section() -> None:
    sources = show(marks(opened())).text.sources
    assert [(each.plan, each.number) for each in sources] == [
        ("Futian CBD plan", "sec. 2.3.1"), ("Shenzhen commerce plan", "table 1"),
    ]  # fmt: skip
    assert sources[0].cite.endswith("（草案）), 2026, sec. 2.3.1")
    (futian, _) = show(marks(opened("zh")), opened("zh")).text.sources
    assert futian.number == "二（三）1"


def test_the_table_is_in_words_of_the_language() -> None:
    headings, (first, _) = show(marks(opened("zh")), opened("zh")).parts()["table"]["rows"]
    assert headings == ["项目", "规划", "地点", "性质", "年份", "数值"]
    assert first == ["社会消费品零售总额", "福田CBD规划", "福田区", "目标", "2030", ">1,800"]


def test_named_things_are_rows_too() -> None:
    chapter = opened()
    things = chapter.projects.head(2)
    chart = show(things)
    csv = pd.read_csv(io.StringIO(chart.parts()["csv"]))
    assert list(csv["project_id"]) == list(things["project_id"])
    assert list(csv["locator"]) == list(things["locator"])
    assert {row["kind"] for row in chart.parts()["rows"]} == {"project"}


def test_things_are_counted_and_keep_their_ids() -> None:
    chapter = opened()
    things = chapter.projects[chapter.projects["place_id"].notna()]
    counted = chapter.counted(things, "place_id")
    assert counted["value"].sum() == len(things)
    assert sum(map(len, counted["ids"])) == len(things)
    assert list(counted["label"].head(1)) == list(chapter.name_places(counted["place_id"].head(1)))
    by_two = chapter.counted(things, ["plan_id", "stage"])
    assert list(by_two.columns[:2]) == ["plan_id", "stage"]
    few = counted.sort_values("value")
    headings, rows = show(pd.concat([few.head(3), few.tail(1)])).parts()["table"]["rows"]
    # The place is the label: it is said once.
    assert headings == ["What", "Figure", "Which"]
    assert rows[0][-1] == few["names"].iat[0].replace("|", "; ")
    assert re.search(r"; \d+ more$", rows[-1][-1])


def test_stages_and_kinds_are_in_words_of_the_language() -> None:
    chapter = opened("zh")
    things = chapter.projects[chapter.projects["stage"] == "build"].head(1)
    (row,) = show(things, chapter).parts()["table"]["rows"][1]
    assert row[-1] == "建设"


def test_a_table_of_many_rows_is_refused_and_another_taken() -> None:
    chapter = opened()
    own = chapter.projects["plan_id"] == "futian-cbd-155"
    things = chapter.projects[own].head(300)
    with pytest.raises(ChartError, match="its table would have 300 rows; give it another"):
        show(things)
    chart = show(things, table=chapter.counted(things, "plan_id"))
    parts = chart.parts()
    assert parts["csv"].count("\n") == 301
    assert len(parts["table"]["rows"][1]) == 1
    assert len(parts["rows"]) == 300
    # So many ids are in the download only.
    assert "data-rows" not in chart_html(parts)


def test_two_figures_of_each_place_are_set_against_one_another() -> None:
    chapter = opened()
    rows = chapter.rows(table="zhongshan-services-145-t1", role="actual", year=2020)
    marks = {
        name: chapter.marks(rows[rows["indicator_id"] == name], label="place_id")
        for name in ("services-share-of-gdp", "modern-services-share")
    }
    crossed = chapter.crossed(*marks.values())
    assert len(crossed) == 9
    assert {len(ids) for ids in crossed["ids"]} == {2}
    assert crossed["text"][0] == f"{crossed['x'][0]:g}% / {crossed['y'][0]:g}%"
    assert list(show(crossed).parts()["table"]["rows"][0][-2:]) == ["X", "Y"]
    (first, second) = marks.values()
    with pytest.raises(ChapterError, match="several marks are of "):
        chapter.crossed(pd.concat([first, first]), second)
    with pytest.raises(ChapterError, match="no two marks have the same place_id"):
        chapter.crossed(first.head(1), second.tail(1))


def test_a_check_stands_for_the_figures_that_it_compares() -> None:
    chapter = opened()
    check = chapter.audit.head(1)
    (row,) = show(check.assign(label="x", value=1)).parts()["rows"]
    assert row["kind"] == "check"
    known = chapter.observations.set_index("observation_id")["locator"]
    assert row["locator"] == f"{known[check['left_id'].iat[0]]} {known[check['right_id'].iat[0]]}"


def test_a_computed_mark_names_all_that_it_was_computed_from() -> None:
    chapter = opened()
    more = chapter.computed(marks(chapter), value=10, of=[BASE, TEXT], label="both")
    csv = pd.read_csv(io.StringIO(show(more).parts()["csv"]))
    assert csv["observation_id"].iat[-1] == f"{BASE} {TEXT}"
    assert csv["value"].iat[-1] == 10_000_000_000


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data.drop(columns="ids"), "the data has no ids"),
        (lambda data: data.assign(ids=[()] * len(data)), "row 1 of its data shows 180.0, and has"),
        (lambda data: data.assign(ids=[("x",)] * len(data)), "unknown row 'x'; the nearest"),
        (lambda data: data.assign(ids=[()] * len(data), value=0), "its data has no ids"),
    ],
    ids=["no column", "no id", "an unknown id", "noughts only"],
)
def test_data_that_comes_from_no_row_is_refused(change: Any, message: str) -> None:
    with pytest.raises(ChartError, match=message):
        show(change(marks(opened())))


def test_a_figure_without_a_topic_is_refused() -> None:
    with pytest.raises(ChartError, match="topic is empty"):
        show(marks(opened()), topic=" ")


@pytest.mark.parametrize(
    "section", sorted({*load("observations")["section_zh"], *load("projects")["section_zh"]})
)
def test_every_section_of_the_record_can_be_named_briefly(section: str) -> None:
    assert say_section(section, "en").startswith(("sec. ", "ch. "))
    assert say_section(section, "zh").replace("/", "") in section.replace("/", "")


def test_words_are_filled_in_and_a_missing_value_is_refused() -> None:
    assert opened().translate("{a} of {b}", a=1, b="two") == "1 of two"
    with pytest.raises(ChapterError, match=r"cannot fill '\{a\}': no value for 'a'"):
        opened().translate("{a}", b=1)


def test_missing_years_and_listed_names_come_to_the_table() -> None:
    listed = pd.DataFrame(
        {"label": ["A", "B"], "year": pd.array([pd.NA, pd.NA], "Int64"), "names": [["a", "b"], ()]}
    )
    shown = readable(listed, {}, "en")
    assert shown.to_dict("list") == {"What": ["A", "B"], "Which": ["a; b", ""]}
