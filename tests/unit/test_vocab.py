"""The vocabularies: printed names to ids, near names offered."""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from compendium.errors import UnknownNameError
from compendium.record.vocabulary import Vocabularies, find_unit, read_vocabularies
from compendium.record.vocabulary_files import FILES as COLUMNS
from compendium.record.vocabulary_files import read_rows
from support import ROOT
from vocab_files import FILES, more, write


@pytest.fixture(scope="module")
def ours() -> Vocabularies:
    return read_vocabularies(ROOT / "data" / "vocab")


def test_names_and_units_are_found(tmp_path: Path) -> None:
    vocabularies = read_vocabularies(write(tmp_path))
    assert vocabularies.indicators.find("外贸 进出口\n总额") == "goods-trade"
    assert vocabularies.places.find("深圳") == "shenzhen"
    assert vocabularies.entities.find("深圳万象城") == "mixc"
    assert find_unit("％", vocabularies.units).factor == Fraction(1)


@pytest.mark.parametrize(
    ("written", "printed"),
    [("万ｍ²", "万m²"), ("万m²", "万ｍ²"), ("吨／日", "吨/日"), ("㎡", "㎡")],
)
def test_a_unit_is_found_however_its_signs_are_written(
    written: str, printed: str, tmp_path: Path
) -> None:
    units = read_vocabularies(write(tmp_path, more("units", f"{written},CNY,1,x\n"))).units
    assert find_unit(printed, units).unit_zh == written


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    lines = list(csv.reader(FILES["places"].splitlines()))
    turned = "".join(",".join(reversed(line)) + "\n" for line in lines)
    vocabularies = read_vocabularies(write(tmp_path, {"places": turned}))
    assert vocabularies.places.find("福田") == "futian"


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    # Excel's "CSV UTF-8" begins with one.
    marked = {name: "\ufeff" + text for name, text in FILES.items()}
    assert read_vocabularies(write(tmp_path, marked)).places.find("深圳") == "shenzhen"


def test_types_of_thing_are_known_however_they_are_spaced(tmp_path: Path) -> None:
    assert read_vocabularies(write(tmp_path)).types_of_thing == {"5G基站"}


def test_a_verb_has_its_stage_and_an_ending_its_kind_and_exceptions(tmp_path: Path) -> None:
    vocabularies = read_vocabularies(write(tmp_path))
    assert vocabularies.stages == {"建成": "build", "依托": ""}
    platform, hospital = vocabularies.endings
    assert (platform.ending, platform.kind) == ("平台", "technology")
    assert platform.but == {"外贸平台", "城市平台"}
    assert (hospital.kind, "人民医院" in hospital.but) == ("institution", False)


@pytest.mark.parametrize(
    ("kind", "printed", "nearest"),
    [
        ("indicator", "社会消费品零售额", "社会消费品零售总额 (retail-sales)"),
        ("place", "福田街", "福田 (futian)"),
        ("entity", "前海深港合作区", "前海合作区 (qianhai)"),
    ],
)
def test_an_unknown_name_offers_the_nearest(
    kind: str, printed: str, nearest: str, tmp_path: Path
) -> None:
    vocabularies = read_vocabularies(write(tmp_path))
    known = {
        "indicator": vocabularies.indicators,
        "place": vocabularies.places,
        "entity": vocabularies.entities,
    }
    with pytest.raises(UnknownNameError) as caught:
        known[kind].find(printed)
    assert (caught.value.kind, caught.value.name) == (kind, printed)
    assert caught.value.nearest[0] == nearest
    assert str(caught.value).endswith(f"a new one is a row of {known[kind].where}")


def test_a_synonym_brings_near_what_is_said_in_other_words(tmp_path: Path) -> None:
    indicators = read_vocabularies(write(tmp_path)).indicators
    with pytest.raises(UnknownNameError) as caught:
        indicators.find("社零额")
    assert "社会消费品零售总额 (retail-sales)" in caught.value.nearest


def test_an_unknown_unit_offers_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_unit("亿欧元", read_vocabularies(write(tmp_path)).units)
    assert caught.value.nearest[0] == "亿元 (CNY)"


def test_of_unknown_units_the_one_that_counts_the_same_is_nearer(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_unit("万美元", read_vocabularies(write(tmp_path)).units)
    assert caught.value.nearest[0] == "亿美元 (USD)"
    assert "data/vocab/units.csv" in str(caught.value)


LEAST, MOST = Decimal(5_000_000_000), Decimal(40_000_000_000_000)


@pytest.mark.parametrize(
    ("low", "high", "plausible"),
    [
        pytest.param(LEAST, MOST, True, id="the bounds themselves"),
        pytest.param(LEAST - 1, LEAST, False, id="too low"),
        pytest.param(MOST, MOST + 1, False, id="the upper end too high"),
    ],
)
def test_a_value_out_of_all_proportion_is_told(
    low: Decimal, high: Decimal, plausible: bool, tmp_path: Path
) -> None:
    problem = read_vocabularies(write(tmp_path)).implausible("retail-sales", low, high)
    assert (problem == "") == plausible
    if not plausible:
        assert f"{low} is out of all proportion for retail-sales" in problem


def test_an_indicator_without_bounds_may_be_anything(tmp_path: Path) -> None:
    vocabularies = read_vocabularies(write(tmp_path))
    assert vocabularies.implausible("goods-trade", Decimal(0), Decimal(10) ** 20) == ""


@pytest.mark.parametrize("name", COLUMNS)
def test_our_own_files_are_as_described(name: str) -> None:
    assert read_rows(ROOT / "data" / "vocab" / f"{name}.csv")


def test_our_own_vocabularies_belong_together(ours: Vocabularies) -> None:
    assert len(ours.units) == len(read_rows(ROOT / "data" / "vocab" / "units.csv"))
