"""A mid-term revision and the outcomes of a year, both invented, in a copy of the data.

Nothing of them is in the project's own tables or on its site; there, every chapter says how many
targets wait for what came of them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from compendium.chapter.data import open_chapter
from compendium.chapter.drafts import CLAIMS_MIME
from compendium.contract.load import load
from compendium.site.figures import find_charts, find_outputs
from compendium.site.page_values import Record, page_values
from repository.revision import BULLETIN, REVISED, REVISION, add_sources
from support import ROOT

pytestmark = pytest.mark.xdist_group("revision")

RETAIL = "retail-sales.shenzhen.2025"
OLD = [f"{REVISED}-t1.{RETAIL}.target", f"{REVISED}-s2-3.{RETAIL}.target"]
NEW = f"{REVISION}-s2-1.{RETAIL}.target"
FIRST, FINAL = (f"{BULLETIN}-{section}.{RETAIL}.actual" for section in ("s1-1", "s9-1"))
CHAPTERS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))


def run(root: Path, *words: str) -> str:
    """Run ``compendium`` in a folder, with the code under test; give what it said."""
    command = "import sys; from compendium.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", command, *words], cwd=root, capture_output=True, text=True,
        check=False, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data in a folder of its own, with the revision and the bulletin."""
    root = tmp_path_factory.mktemp("revision")
    for name in ("raw", "vocab", "clean"):
        shutil.copytree(ROOT / "data" / name, root / "data" / name)
    shutil.copy(ROOT / "CITATION.cff", root)
    (root / "src" / "compendium").mkdir(parents=True)
    add_sources(root)
    run(root, "clean")
    run(root, "combine")
    return root


@pytest.fixture(scope="module")
def clean(copy: Path) -> Path:
    return copy / "data" / "clean"


def rows(table: str, clean: Path) -> pd.DataFrame:
    frame = load(table, clean)
    return frame.set_index(frame.columns[0], drop=False)


def test_the_record_keeps_its_rules(copy: Path) -> None:
    assert "keep the contract" in run(copy, "check")


def test_both_figures_stay_and_other_rows_are_what_they_were(clean: Path) -> None:
    now, before = rows("observations", clean), load("observations")
    assert now.loc[NEW, "supersedes"] == "|".join(OLD)
    assert now.loc[OLD, "printed"].tolist() == ["12500亿元"] * 2
    assert now.loc[NEW, "printed"] == "13500亿元"
    same = now.loc[before["observation_id"]].reset_index(drop=True)
    pd.testing.assert_frame_equal(same, before)


def test_targets_pair_what_stands(clean: Path) -> None:
    targets = rows("targets", clean)
    assert not targets["target_id"].isin(OLD).any()
    assert targets.loc[NEW, "target_value"] == 1.35e12
    assert targets.loc[NEW, "baseline_id"] == f"{REVISED}-t1.retail-sales.shenzhen.2020.actual"


def test_targets_have_their_outcomes(clean: Path) -> None:
    targets = rows("targets", clean)
    assert targets.loc[NEW, ["outcome_id", "reached"]].tolist() == [FINAL, "missed"]
    told = targets[targets["outcome_id"].notna()]
    assert set(told["reached"].dropna()) == {"reached", "missed"}
    assert FIRST not in set(told["outcome_id"])
    # 15.2% is less than about 16%: how much less is still about?
    share = targets.loc["shenzhen-services-145-b1.finance-share-of-gdp.shenzhen.2025.target"]
    assert share["outcome_value"] == 15.2
    assert pd.isna(share["reached"])


def test_a_revision_is_no_contradiction(clean: Path) -> None:
    audit = rows("audit", clean)
    ids = audit["left_id"].str.split("|") + audit["right_id"].str.split("|")
    assert not ids.map(lambda each: bool({*OLD, FIRST} & {*each})).any()
    # What the old figure was compared with is compared with the new one.
    assert ids.map(lambda each: NEW in each).sum() > 1


def test_diff_says_it_in_words(copy: Path) -> None:
    said = run(copy, "diff", str(ROOT / "data" / "clean"))
    assert "2 figures revised; what was printed before stays as a row:" in said
    named = "Retail sales of consumer goods, Shenzhen, 2025 (target)"
    assert f"12500亿元 → {named}, 13500亿元 (`{NEW}`)" in said
    assert f"(`{NEW}`): 12900亿元, missed" in said
    assert "figures removed" not in said


def test_a_chapter_finds_the_figure_that_stands_where_the_old_one_stood(clean: Path) -> None:
    chapter = open_chapter("consumption", plans=[REVISED], data_dir=str(clean))
    table = f"{REVISED}-t1"
    found = chapter.rows(indicator="retail-sales", table=table)
    assert found["printed"].tolist() == ["8664.8亿元", "13500亿元"]
    assert chapter.rows(observation=OLD)["observation_id"].tolist() == [NEW]
    assert chapter.values([OLD[0]]) == [1.35e12]
    assert chapter.find_pair(indicator_id="retail-sales", table_id=table)["target_id"] == NEW
    assert NEW in set(chapter.find_pairs(table_id=[table])["target_id"])
    assert chapter.order_plans([REVISED, "x"]) == [REVISED, REVISION, "x"]
    printed = chapter.observations["observation_id"]
    assert not printed.isin(OLD).any()
    assert printed.is_unique


def test_a_chapter_may_ask_for_what_was_superseded(clean: Path) -> None:
    chapter = open_chapter(
        "consumption", plans=[REVISED, REVISION], data_dir=str(clean), superseded=True
    )
    assert {*OLD, NEW} <= set(chapter.observations["observation_id"])


def test_statistics_are_no_plan(clean: Path) -> None:
    assert BULLETIN not in set(open_chapter("services", data_dir=str(clean)).plans["plan_id"])
    values = page_values(Record.load(clean, "en"))
    assert values["plans"] == "6"
    assert BULLETIN not in values["plan_list"]
    package = json.loads((clean / "datapackage.json").read_text("utf-8"))
    assert package["description"].startswith("The figures that 6 public plans of ")


def test_prose_that_names_the_old_figure_says_the_one_that_stands(clean: Path) -> None:
    values = page_values(Record.load(clean, "en"))
    assert values[f"said:{OLD[0]}"] == values[f"said:{NEW}"] == "1.35 trillion yuan"
    assert values[f"growth:{OLD[0]}"] == values[f"growth:{NEW}"] == "9.3&#37;"


def executed(folder: Path, lang: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in CHAPTERS:
        yield name, json.loads((folder / lang / f"{name}.ipynb").read_text("utf-8"))


@pytest.fixture(scope="module")
def books(clean: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All chapters run on the copy in English, and one in Chinese."""
    out = tmp_path_factory.mktemp("books")
    for names, lang in (((), "en"), (("trade",), "zh")):
        run(ROOT, "chapters", *names, "--lang", lang, "-p", f"data_dir={clean}", "--out", str(out))
    return out


def test_the_chapters_fill_their_outcome_figures(books: Path) -> None:
    for name, notebook in executed(books, "en"):
        charts = {each["chart_id"]: each for each in find_charts(notebook)}
        chart = charts[f"{name}-outcomes"]
        assert {*chart["drawings"]} == {"wide", "narrow"}
        assert BULLETIN in chart["csv"]
        heads, listed = chart["table"]["rows"]
        assert heads[-1] == "Result"
        assert {row[-1] for row in listed} <= {"reached", "missed", "cannot be told"}
        reached = sum(row[-1] == "reached" for row in listed)
        assert chart["title"] == f"{reached} of {len(listed)} targets with an outcome were reached"


def test_the_revised_target_is_drawn_and_the_old_one_is_not(books: Path) -> None:
    notebook = dict(executed(books, "en"))["consumption"]
    chart = {each["chart_id"]: each for each in find_charts(notebook)}["consumption-outcomes"]
    assert NEW in chart["csv"]
    assert not any(old in chart["csv"] for old in OLD)


def test_what_the_prose_says_no_longer_is_a_draft(books: Path) -> None:
    claims = [
        each["claim"]
        for listed in find_outputs(dict(executed(books, "en"))["trade"], CLAIMS_MIME)
        for each in listed
    ]
    assert claims == ["no plan prints Shenzhen's goods trade of 2025"]


def test_a_chinese_chapter_says_it_in_chinese(books: Path) -> None:
    notebook = json.loads((books / "zh" / "trade.ipynb").read_text("utf-8"))
    charts = {each["chart_id"]: each for each in find_charts(notebook)}
    assert charts["trade-outcomes"]["title"] == "有结果的5个目标中，3个已达到"


def test_without_outcomes_a_chapter_says_how_many_targets_wait() -> None:
    said = {lang: open_chapter("trade", lang=lang).show_outcomes().text for lang in ("en", "zh")}
    assert said["en"] == (
        "No outcome is in the record yet: 18 targets of 2025 and 10 of 2030 wait for theirs."
    )
    assert said["zh"] == "数据中尚无结果：2025年的18个目标、2030年的10个目标仍待结果。"


def test_nothing_of_it_is_published() -> None:
    # Their names may stand on the page that shows how such sources are typed.
    marks = [each.encode() for each in (NEW, FIRST, FINAL)]
    for folder in ("data", "site", "book", "notebooks", "src"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert not any(mark in content for mark in marks), path
