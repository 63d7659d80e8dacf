"""The vocabularies: printed names to ids, near names offered, every fault of all files at once."""

import csv
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from compendium.errors import Report, UnknownNameError, VocabularyError
from compendium.record.vocabulary import Vocabularies, find_unit, read_vocabularies
from compendium.record.vocabulary_files import FILES as COLUMNS
from compendium.record.vocabulary_files import read_rows
from support import ROOT

INDICATOR = "x,x,甲,CNY,%s,level,annual,up,trade,%s"
FILES = {
    "indicators": (
        "indicator_id,name_zh,name_en,definition_en,definition_zh,unit,units_allowed,measure,"
        "period_kind,direction,chapter,aliases_zh\n"
        f"retail-sales,社会消费品零售总额,{INDICATOR % ('', '社零总额')}\n"
        f"goods-trade,货物贸易进出口总额,{INDICATOR % ('CNY|USD', '外贸进出口总额')}\n"
    ),
    "places": (
        "place_id,name_zh,name_en,level,parent_id,code,tile_col,tile_row,aliases_zh\n"
        "guangdong,广东省,x,province,,440000,,,广东\n"
        "shenzhen,深圳市,x,city,guangdong,440300,5,1,深圳\n"
        "futian,福田区,x,district,shenzhen,,,,福田\n"
    ),
    "units": (
        "unit_zh,unit,factor,name_en\n亿元,CNY,100000000,x\n亿美元,USD,100000000,x\n%,percent,1,x\n"
    ),
    "canonical-units": "unit,words_en,words_zh\nCNY,yuan,元\nUSD,dollars,美元\npercent,%,%\n",
    "entities": (
        "entity_id,name_zh,name_en,kind,place_id,aliases_zh,note_en\n"
        "mixc,万象城,x,facility,futian,万象城|深圳万象城,\n"
        "qianhai,前海合作区,x,zone,shenzhen,前海合作区,\n"
    ),
    "types-of-thing": "name_zh,reason\n5G 基站,A type of thing.\n",
    "magnitudes": "indicator_id,least,most\nretail-sales,5000000000,40000000000000\n",
    "chapters": "chapter,name_en,name_zh\ntrade,Trade,贸易\n",
    "synonyms": "said_zh,means_zh\n社零,社会消费品零售\n",
    "targets-in-words": "printed,words_en\n完成任务,as assigned\n",
}


def write(folder: Path, changed: Mapping[str, str] | None = None) -> Path:
    for name, text in (FILES | dict(changed or {})).items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def more(name: str, rows: str) -> dict[str, str]:
    return {name: FILES[name] + rows}


def told(folder: Path) -> list[str]:
    """Give ``file: reason`` of everything that is wrong."""
    with pytest.raises((VocabularyError, Report)) as caught:
        read_vocabularies(folder)
    problems = caught.value.problems if isinstance(caught.value, Report) else (caught.value,)
    return [f"{problem.path.stem}: {problem.reason}" for problem in problems]  # type: ignore[attr-defined]


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


PLACE = "x,city,%s,,,,\n"
RING = (
    FILES["places"].splitlines()[0]
    + "\n"
    + "".join(f"{here},{name},{PLACE % there}" for here, name, there in ("a甲b", "b乙c", "c丙a"))
)
LONG = f"{INDICATOR % ('', '别的')}"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        pytest.param(
            more("indicators", f"retail-sales,另一个,{INDICATOR % ('', '另一个')}\n"),
            "indicators: duplicate indicator_id 'retail-sales'",
            id="indicator id twice",
        ),
        pytest.param(
            more("indicators", f"other,社零总额,{INDICATOR % ('', '另一个')}\n"),
            "indicators: '社零总额' leads to both 'retail-sales' and 'other'",
            id="indicator name twice",
        ),
        pytest.param(
            more("indicators", f"other,别的,{LONG.replace('CNY', 'parsec')}\n"),
            "indicators: other: unknown unit 'parsec'; units.csv has none in it",
            id="unit",
        ),
        pytest.param(
            more("indicators", f"other,别的,{LONG.replace('trade', 'trades')}\n"),
            "indicators: other: unknown chapter 'trades'; see chapters.csv",
            id="chapter",
        ),
        pytest.param(
            more("indicators", f"other,别的,{LONG.replace('level', 'leve')}\n"),
            "indicators: line 4, column measure: 'leve' is not one of level, share",
            id="measure",
        ),
        pytest.param(
            more("indicators", f"other,别的,{LONG.replace('annual', 'anual')}\n"),
            "indicators: line 4, column period_kind: 'anual' is not one of point, annual",
            id="period_kind",
        ),
        pytest.param(
            more("indicators", "short,短\n"),
            "indicators: line 4 has 2 cells, the header 12",
            id="short line",
        ),
        pytest.param(
            more("entities", "mixc,别的,x,zone,,别的,\n"),
            "entities: duplicate entity_id 'mixc'",
            id="entity id twice",
        ),
        pytest.param(
            more("entities", "other,别的,x,zone,,别的|深圳 万象城,\n"),
            "entities: '深圳 万象城' leads to both 'mixc' and 'other'",
            id="entity alias twice",
        ),
        pytest.param(
            more("entities", "Other,别的,x,zone,,别的,\n"),
            "entities: line 4, column entity_id: 'Other' is not an id",
            id="an id in capitals",
        ),
        pytest.param(
            more("entities", "other,别\u200b的,x,zone,,别的,\n"),
            "entities: line 4, column name_zh: holds the hidden character U+200B",
            id="a hidden character",
        ),
        pytest.param({"types-of-thing": ""}, "types-of-thing: is empty", id="an empty file"),
        pytest.param(
            more("places", f"here,某地,{PLACE % 'here'}"),
            "places: here: lies in itself (here)",
            id="its own parent",
        ),
        pytest.param({"places": RING}, "places: a: lies in itself (a in b in c)", id="a ring"),
        pytest.param(
            more("places", f"here,某地,{PLACE % 'nowhere'}"),
            "places: here: unknown parent 'nowhere'",
            id="no such parent",
        ),
        pytest.param(
            more("places", "here,某地,x,town,,44030,,,\n"),
            "places: line 5, column code: '44030' is not of the form [0-9]{6}",
            id="a code too short",
        ),
        pytest.param(
            more("magnitudes", "gdp,1,2\n"), "magnitudes: unknown indicator 'gdp'", id="of nothing"
        ),
        pytest.param(
            more("magnitudes", "retail-sales,1,2\n"),
            "magnitudes: duplicate indicator_id 'retail-sales'",
            id="bounds twice",
        ),
        pytest.param(
            more("magnitudes", "goods-trade,2,1\n"),
            "magnitudes: goods-trade: least 2 is above most 1",
            id="bounds upside down",
        ),
        pytest.param(
            more("magnitudes", "goods-trade,1,many\n"),
            "magnitudes: line 3, column most: 'many' is not a number in ASCII digits",
            id="bounds in words",
        ),
        pytest.param(
            more("magnitudes", "goods-trade,１,8_664.8\n"),
            "magnitudes: line 3, column least: '１' is not a number in ASCII digits",
            id="full-width digits",
        ),
        pytest.param(
            more("magnitudes", "goods-trade,1e999999999,2\n"),
            "magnitudes: line 3, column least: '1e999999999' is not a number",
            id="a number without end",
        ),
        pytest.param(
            more("units", "亿 元,CNY,1,x\n"), "units: duplicate unit_zh '亿 元'", id="unit twice"
        ),
        pytest.param(
            more("units", "打,CNY,dozen,x\n"),
            "units: line 5, column factor: 'dozen' is not a number or a fraction",
            id="factor",
        ),
        pytest.param(
            more("units", "打,CNY,-12,x\n"),
            "units: line 5, column factor: '-12' is not a number or a fraction",
            id="a factor below zero",
        ),
        pytest.param(
            more("units", "打,CNY,0.0,x\n"), "units: '打' has the factor 0", id="no factor"
        ),
        pytest.param(
            more("units", "打,dozen,1,x\n"),
            "units: '打': unknown unit 'dozen'; see canonical-units.csv",
            id="a unit without words",
        ),
        pytest.param(
            {"chapters": "chapter,name_en\ntrade,x\n"},
            "chapters: the column 'name_zh' is missing",
            id="a column less",
        ),
        pytest.param(
            {"chapters": "chapter,name_en,name_zh,name_en\ntrade,x,y,z\n"},
            "chapters: duplicate column 'name_en'",
            id="a column twice",
        ),
        pytest.param(
            {"chapters": "chapter,name_en,name_zh,colour\ntrade,x,y,z\n"},
            "chapters: unknown column 'colour'",
            id="a column more",
        ),
        pytest.param(
            {"chapters": 'chapter,name_en,name_zh\ntrade,"x,y\n'},
            "chapters: cannot be read",
            id="a quote left open",
        ),
    ],
)
def test_a_vocabulary_with_a_fault_is_refused(
    changed: dict[str, str], reason: str, tmp_path: Path
) -> None:
    sentences = told(write(tmp_path, changed))
    assert any(sentence.startswith(reason) for sentence in sentences), sentences


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_its_key_only_names_every_column_it_lacks(name: str, tmp_path: Path) -> None:
    first, *others = (column.name for column in COLUMNS[name])
    assert told(write(tmp_path, {name: f"{first}\nx\n"})) == [
        f"{name}: the column {other!r} is missing" for other in others
    ]


def test_the_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    broken = more("units", "打,CNY,dozen,\n") | more("magnitudes", "goods-trade,a,b\n")
    assert [sentence.partition(" is ")[0] for sentence in told(write(tmp_path, broken))] == [
        "units: line 5, column factor: 'dozen'",
        "units: line 5, column name_en:",
        "magnitudes: line 3, column least: 'a'",
        "magnitudes: line 3, column most: 'b'",
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_missing_vocabulary_is_named(name: str, tmp_path: Path) -> None:
    (write(tmp_path) / f"{name}.csv").unlink()
    assert told(tmp_path) == [f"{name}: is missing"]


def test_a_folder_and_another_encoding_are_named(tmp_path: Path) -> None:
    (write(tmp_path) / "units.csv").unlink()
    (tmp_path / "units.csv").mkdir()
    (tmp_path / "places.csv").write_bytes(FILES["places"].encode("gb18030"))
    first, second = told(tmp_path)
    assert first.startswith("places: cannot be read")
    assert second.startswith("units: cannot be read")


@pytest.mark.parametrize("name", COLUMNS)
def test_our_own_files_are_as_described(name: str) -> None:
    assert read_rows(ROOT / "data" / "vocab" / f"{name}.csv")


def test_our_own_vocabularies_belong_together(ours: Vocabularies) -> None:
    assert len(ours.units) == len(read_rows(ROOT / "data" / "vocab" / "units.csv"))
