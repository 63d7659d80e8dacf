"""A small set of vocabularies for the tests, and what is wrong with a changed one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from compendium.errors import Report, VocabularyError
from compendium.record.vocabulary import read_vocabularies

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
    "verbs": "verb_zh,stage,stage_past,note_en\n建成,build,complete,\n依托,,,\n",
    "kinds-by-ending": (
        "ending_zh,kind,except_zh\n平台,technology,外贸平台|城市平台\n医院,institution,\n"
    ),
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
