"""The vocabularies: printed names to ids, near names offered, contradictions refused."""

from fractions import Fraction
from pathlib import Path

import pytest

from compendium.errors import UnknownNameError, VocabularyError
from compendium.vocab import find_unit, read_vocabularies

INDICATORS = (
    "indicator_id,name_zh,unit,units_allowed,aliases_zh\n"
    "retail-sales,社会消费品零售总额,CNY,,社零总额\n"
    "goods-trade,货物贸易进出口总额,CNY,CNY|USD,外贸进出口总额|货物贸易进出口总额\n"
)
PLACES = "place_id,name_zh,aliases_zh\nshenzhen,深圳市,深圳\n"
UNITS = "unit_zh,unit,factor\n亿元,CNY,100000000\n亿美元,USD,100000000\n%,percent,1\n"


def write(folder: Path, **changed: str) -> Path:
    files = {"indicators": INDICATORS, "places": PLACES, "units": UNITS} | changed
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def test_names_and_units_are_found(tmp_path: Path) -> None:
    vocabularies = read_vocabularies(write(tmp_path))
    assert vocabularies.indicators.find("外贸 进出口\n总额") == "goods-trade"
    assert vocabularies.places.find("深圳") == "shenzhen"
    assert find_unit("％", vocabularies.units).factor == Fraction(1)


def test_an_unknown_name_offers_the_nearest(tmp_path: Path) -> None:
    vocabularies = read_vocabularies(write(tmp_path))
    with pytest.raises(UnknownNameError) as caught:
        vocabularies.indicators.find("社会消费品零售额")
    assert caught.value.kind == "indicator"
    assert caught.value.nearest[0] == "社会消费品零售总额"


def test_an_unknown_unit_offers_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_unit("亿欧元", read_vocabularies(write(tmp_path)).units)
    assert set(caught.value.nearest) >= {"亿元"}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        pytest.param(
            {"indicators": INDICATORS + "retail-sales,另一个,CNY,,另一个\n"},
            "'retail-sales' stands twice",
            id="id twice",
        ),
        pytest.param(
            {"indicators": INDICATORS + "other,社零总额,CNY,,\n"},
            "leads to both 'retail-sales' and 'other'",
            id="name twice",
        ),
        pytest.param(
            {"indicators": INDICATORS + "other,别的,parsec,,别的\n"},
            "unknown unit parsec",
            id="unit",
        ),
        pytest.param({"indicators": INDICATORS + "short,短\n"}, "line 4", id="short line"),
        pytest.param({"units": UNITS + "亿元,CNY,1\n"}, "'亿元' stands twice", id="unit twice"),
        pytest.param({"units": UNITS + "打,count,dozen\n"}, "打", id="factor"),
        pytest.param({"units": UNITS + "打,count,-12\n"}, "no factor", id="negative factor"),
        pytest.param({"places": ""}, "is empty", id="empty file"),
    ],
)
def test_a_vocabulary_that_contradicts_itself_is_refused(
    changed: dict[str, str], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(VocabularyError) as caught:
        read_vocabularies(write(tmp_path, **changed))
    assert reason in caught.value.reason
    assert caught.value.path.stem in changed


def test_a_missing_vocabulary_is_named(tmp_path: Path) -> None:
    (write(tmp_path) / "units.csv").unlink()
    with pytest.raises(VocabularyError, match=r"units\.csv: cannot be read"):
        read_vocabularies(tmp_path)
