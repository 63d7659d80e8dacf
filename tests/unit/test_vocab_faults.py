"""Every fault of the vocabularies is refused, with its file and line, all of them at once."""

from pathlib import Path

import pytest

from compendium.record.vocabulary_files import FILES as COLUMNS
from vocab_files import FILES, INDICATOR, more, told, write

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
            more("verbs", "建 成,start,,\n"), "verbs: duplicate verb_zh '建 成'", id="verb twice"
        ),
        pytest.param(
            more("verbs", "打造,soon,,\n"),
            "verbs: line 4, column stage: 'soon' is not one of study, plan",
            id="stage of a verb",
        ),
        pytest.param(
            more("verbs", "打造,build,soon,\n"),
            "verbs: line 4, column stage_past: 'soon' is not one of",
            id="stage of a verb's past",
        ),
        pytest.param(
            more("kinds-by-ending", "平台,other,\n"),
            "kinds-by-ending: duplicate ending_zh '平台'",
            id="ending twice",
        ),
        pytest.param(
            more("kinds-by-ending", "学校,school,\n"),
            "kinds-by-ending: line 4, column kind: 'school' is not one of facility",
            id="kind of an ending",
        ),
        pytest.param(
            more("kinds-by-ending", "学校,,\n"),
            "kinds-by-ending: line 4, column kind: is empty",
            id="an ending of no kind",
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
