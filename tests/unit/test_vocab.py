"""The vocabularies: printed names to ids, near names offered, contradictions refused."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from compendium.errors import UnknownNameError, VocabularyError
from compendium.vocab import find_unit, read_vocabularies

FILES = {
    "indicators": (
        "indicator_id,name_zh,unit,units_allowed,aliases_zh\n"
        "retail-sales,社会消费品零售总额,CNY,,社零总额\n"
        "goods-trade,货物贸易进出口总额,CNY,CNY|USD,外贸进出口总额|货物贸易进出口总额\n"
    ),
    "places": (
        "place_id,name_zh,parent_id,aliases_zh\n"
        "guangdong,广东省,,广东\nshenzhen,深圳市,guangdong,深圳\nfutian,福田区,shenzhen,福田\n"
    ),
    "units": "unit_zh,unit,factor\n亿元,CNY,100000000\n亿美元,USD,100000000\n%,percent,1\n",
    "entities": (
        "entity_id,name_zh,kind,aliases_zh\n"
        "mixc,万象城,facility,万象城|深圳万象城\nqianhai,前海合作区,zone,前海合作区\n"
    ),
    "types-of-thing": "name_zh,reason\n5G 基站,A type of thing.\n",
    "magnitudes": "indicator_id,least,most\nretail-sales,5000000000,40000000000000\n",
}


def write(folder: Path, changed: Mapping[str, str] | None = None) -> Path:
    for name, text in (FILES | dict(changed or {})).items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def more(name: str, rows: str) -> dict[str, str]:
    return {name: FILES[name] + rows}


def test_names_and_units_are_found(tmp_path: Path) -> None:
    vocabularies = read_vocabularies(write(tmp_path))
    assert vocabularies.indicators.find("外贸 进出口\n总额") == "goods-trade"
    assert vocabularies.places.find("深圳") == "shenzhen"
    assert vocabularies.entities.find("深圳万象城") == "mixc"
    assert find_unit("％", vocabularies.units).factor == Fraction(1)


def test_types_of_thing_are_known_however_they_are_spaced(tmp_path: Path) -> None:
    assert read_vocabularies(write(tmp_path)).types_of_thing == {"5G基站"}


@pytest.mark.parametrize(
    ("kind", "printed", "nearest"),
    [
        ("indicator", "社会消费品零售额", "社会消费品零售总额"),
        ("place", "福田街", "福田"),
        ("entity", "前海深港合作区", "前海合作区"),
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


def test_an_unknown_unit_offers_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_unit("亿欧元", read_vocabularies(write(tmp_path)).units)
    assert set(caught.value.nearest) >= {"亿元"}


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


RING = (
    "place_id,name_zh,parent_id,aliases_zh\n"
    "a,甲,b,\nb,乙,c,\nc,丙,a,\n"
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        pytest.param(
            more("indicators", "retail-sales,另一个,CNY,,另一个\n"),
            "'retail-sales' stands twice",
            id="indicator id twice",
        ),
        pytest.param(
            more("indicators", "other,社零总额,CNY,,\n"),
            "'社零总额' leads to both 'retail-sales' and 'other'",
            id="indicator name twice",
        ),
        pytest.param(
            more("indicators", "other,别的,parsec,,别的\n"), "unknown unit parsec", id="unit"
        ),
        pytest.param(more("indicators", "short,短\n"), "line 4", id="short line"),
        pytest.param(
            more("entities", "mixc,别的,zone,别的\n"),
            "entity_id 'mixc' stands twice",
            id="entity id twice",
        ),
        pytest.param(
            more("entities", "other,别的,zone,别的|深圳 万象城\n"),
            "'深圳 万象城' leads to both 'mixc' and 'other'",
            id="entity alias twice",
        ),
        pytest.param({"entities": "name_zh\n甲\n"}, "lacks the column entity_id", id="no id"),
        pytest.param({"types-of-thing": ""}, "is empty", id="no types of thing"),
        pytest.param(
            more("places", "here,某地,here,\n"), "here: lies in itself (here)", id="its own parent"
        ),
        pytest.param({"places": RING}, "a: lies in itself (a in b in c)", id="a ring of parents"),
        pytest.param(
            more("places", "here,某地,nowhere,\n"), "unknown parent 'nowhere'", id="no such parent"
        ),
        pytest.param(
            more("magnitudes", "gdp,1,2\n"), "unknown indicator 'gdp'", id="bounds of nothing"
        ),
        pytest.param(
            more("magnitudes", "retail-sales,1,2\n"),
            "'retail-sales' stands twice",
            id="bounds twice",
        ),
        pytest.param(
            more("magnitudes", "goods-trade,2,1\n"), "upside down", id="bounds upside down"
        ),
        pytest.param(
            more("magnitudes", "goods-trade,1,many\n"),
            "goods-trade: no numbers",
            id="bounds in words",
        ),
        pytest.param(more("units", "亿元,CNY,1\n"), "'亿元' stands twice", id="unit twice"),
        pytest.param(more("units", "打,count,dozen\n"), "打", id="factor"),
        pytest.param(more("units", "打,count,-12\n"), "no factor", id="negative factor"),
        pytest.param({"places": ""}, "is empty", id="empty file"),
    ],
)
def test_a_vocabulary_that_contradicts_itself_is_refused(
    changed: dict[str, str], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(VocabularyError) as caught:
        read_vocabularies(write(tmp_path, changed))
    assert reason in caught.value.reason
    assert caught.value.path.stem in changed


@pytest.mark.parametrize("name", FILES)
def test_a_missing_vocabulary_is_named(name: str, tmp_path: Path) -> None:
    (write(tmp_path) / f"{name}.csv").unlink()
    with pytest.raises(VocabularyError, match=rf"{name}\.csv: cannot be read"):
        read_vocabularies(tmp_path)
