"""The committed tables: against the contract, the raw workbooks and what the plans print."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from compendium.check import check_tables
from compendium.package import build_files, codebook, read_package
from compendium.schema import TABLES
from compendium.sources import FIXED_SHEETS
from compendium.text import squeeze
from support import ROOT

CLEAN = ROOT / "data" / "clean"

PRINTED_FIGURES = {
    "futian-cbd-155-t1": 46,
    "shenzhen-commerce-145-t1": 31,
    "shenzhen-outline-145-b1": 22,
    "shenzhen-services-145-b1": 9,
    "zhongshan-services-145-t1": 27,
}


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return read_package(CLEAN)


@pytest.fixture(scope="module")
def observations(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return frames["observations"]


def test_all_tables_keep_the_contract(frames: dict[str, pd.DataFrame]) -> None:
    assert [str(problem) for problem in check_tables(frames)] == []


def test_every_table_has_all_figures_that_it_prints(frames: dict[str, pd.DataFrame]) -> None:
    tables = frames["tables"].query("kind != 'project'").set_index("table_id")
    assert tables["n_observations"].astype(int).to_dict() == PRINTED_FIGURES


def test_every_row_prints_what_its_raw_cell_holds(observations: pd.DataFrame) -> None:
    wrong = []
    books = {
        path.parent.name: openpyxl.load_workbook(path) for path in ROOT.glob("data/raw/*/*.xlsx")
    }
    for row in observations.itertuples():
        match = re.fullmatch(r"data/raw/(.+)/workbook\.xlsx#(.+)!(.+)", str(row.locator))
        assert match is not None
        held = squeeze(str(books[match[1]][match[2]][match[3]].value))
        if held != row.printed:
            wrong.append((row.observation_id, held, row.printed))
    assert wrong == []


def test_every_number_of_a_raw_table_is_in_a_row(observations: pd.DataFrame) -> None:
    """No value cell is passed over: what has a digit below the headings is a row or a number."""
    used = set(observations["locator"])
    missed = []
    for path in sorted(ROOT.glob("data/raw/*/*.xlsx")):
        tables = [
            sheet for sheet in openpyxl.load_workbook(path) if sheet.title not in FIXED_SHEETS
        ]
        for sheet in tables:
            for row in sheet.iter_rows(min_row=4):
                for cell in row:
                    text = squeeze(str(cell.value or ""))
                    place = (
                        f"data/raw/{path.parent.name}/workbook.xlsx#{sheet.title}!{cell.coordinate}"
                    )
                    is_value = re.fullmatch(r"[\[{]?[≥≤]?\d[\d.,]*(-\d+)?[^\d]*", text)
                    if is_value and place not in used and cell.column_letter != "B":
                        missed.append((place, text))
    assert missed == []


SPOT_CHECKS = [
    # Read off the plans once more, apart from the workbooks.
    ("shenzhen-commerce-145-t1.retail-sales.shenzhen.2020.actual", "866480000000", "CNY"),
    ("shenzhen-commerce-145-t1.new-first-stores.shenzhen.2016-2020.actual", "700", "count"),
    (
        "shenzhen-commerce-145-t1.foreign-investment-used.shenzhen.2021-2025.target",
        "50000000000",
        "USD",
    ),
    ("shenzhen-outline-145-b1.gdp-growth.shenzhen.2021-2025.target", "6", "percent"),
    ("shenzhen-outline-145-b1.public-housing-supply.shenzhen.2021-2025.target", "280000", "count"),
    ("shenzhen-outline-145-b1.gdp-per-person.shenzhen.2025.target", "215000", "CNY_per_person"),
    ("shenzhen-services-145-b1.services-value-added.shenzhen.2025.target", "2500000000000", "CNY"),
    (
        "zhongshan-services-145-t1.services-value-added.guangzhou.2020.actual",
        "1814064000000",
        "CNY",
    ),
    ("futian-cbd-155-t1.circular-economy-revenue.futian.2024.actual", "20000000000", "CNY"),
    ("futian-cbd-155-t1.park-area-per-person.futian.2030.target", "10", "m2"),
]


@pytest.mark.parametrize(("observation_id", "value", "unit"), SPOT_CHECKS)
def test_a_known_figure_is_there(
    observation_id: str, value: str, unit: str, observations: pd.DataFrame
) -> None:
    row = observations.set_index("observation_id").loc[observation_id]
    assert (row["value_low"], row["unit"]) == (value, unit)


def test_futians_stars_are_values_of_2024_under_a_2025_heading(observations: pd.DataFrame) -> None:
    starred = observations[observations["printed"].str.endswith("*")]
    assert set(starred["plan_id"]) == {"futian-cbd-155"}
    assert set(starred["period_end"]) == {"2024"}
    assert set(starred["period_printed"]) == {"2025年"}


def test_words_that_stand_for_two_rows_are_two_observations(observations: pd.DataFrame) -> None:
    words = observations.query("source_kind == 'table' and low == ''")
    assert set(words["indicator_id"]) == {
        "carbon-intensity-reduction",
        "energy-intensity-reduction",
    }
    assert words["locator"].nunique() == 1


def test_a_range_keeps_both_ends(observations: pd.DataFrame) -> None:
    ranges = observations.query("source_kind == 'table' and low != high")
    assert ranges[["printed", "low", "high"]].to_numpy().tolist() == [["3-5个", "3", "5"]]


def test_the_data_package_describes_the_files(frames: dict[str, pd.DataFrame]) -> None:
    for name, content in build_files(frames).items():
        assert (CLEAN / name).read_bytes() == content, f"{name} is not current"
    described = json.loads((CLEAN / "datapackage.json").read_text("utf-8"))
    for resource, table in zip(described["resources"], TABLES, strict=True):
        with (CLEAN / resource["path"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert header == [field["name"] for field in resource["schema"]["fields"]] == table.columns


def test_files_are_plain_utf8_with_line_feeds() -> None:
    for path in CLEAN.iterdir():
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), f"{path.name} has a byte order mark"
        assert b"\r" not in content, f"{path.name} has carriage returns"
        assert content.endswith(b"\n"), f"{path.name} does not end its last line"


def test_the_codebook_page_is_current(frames: dict[str, pd.DataFrame]) -> None:
    assert (ROOT / "book" / "data.md").read_text("utf-8") == codebook(frames)


def test_the_readme_lists_the_tables(frames: dict[str, pd.DataFrame]) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for table in TABLES:
        assert f"| `{table.name}.csv` | {table.row_en} | {len(frames[table.name])} |" in readme


def test_indicator_definitions_are_in_both_languages(frames: dict[str, pd.DataFrame]) -> None:
    indicators = frames["indicators"]
    chinese = indicators["definition_zh"].str.contains(r"[一-鿿]")
    # A definition may quote the plans' term, but says in English what it means.
    english = indicators["definition_en"].str.fullmatch(r"[A-Z][^一-鿿]*([一-鿿]{1,9}[^一-鿿]+)*")
    assert indicators[~(chinese & english)]["indicator_id"].tolist() == []


def test_no_two_places_share_a_tile(frames: dict[str, pd.DataFrame]) -> None:
    tiles = frames["places"].query("tile_col != ''")
    twice = tiles[tiles.duplicated(["parent_id", "tile_col", "tile_row"], keep=False)]
    assert twice["place_id"].tolist() == []


def test_every_source_says_what_it_is() -> None:
    for path in sorted(Path(ROOT / "data" / "raw").glob("*/source.yaml")):
        text = path.read_text("utf-8")
        for field in ("class: transcribed", "rights_en:", "rights_zh:"):
            assert field in text, f"{path} lacks {field}"
