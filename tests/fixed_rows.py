"""Sheets with fixed headings for the tests: rows that differ from a usual one as given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from compendium.contract.rows import Observation, Project
from compendium.contract.terms import Terms
from compendium.errors import CellError, CompendiumError
from compendium.printed.text import name_key
from compendium.printed.units import Unit
from compendium.raw.workbook import Sheet
from compendium.record.ledger import Ledger
from compendium.record.projects import read_projects
from compendium.record.sheets import headings
from compendium.record.statements import read_statements
from compendium.record.vocabulary import Ending, Vocabularies, Vocabulary

BOXES = {"专栏1": "plan-b1", "专栏2": "plan-b2", "表1": "plan-t1"}

STATEMENT = {
    "section_zh": "一/（一）",
    "source_kind": "text",
    "indicator_zh": "社会消费品零售总额",
    "place_zh": "深圳",
    "role": "actual",
    "period_from": "sentence",
    "period_printed": "2020年",
    "period_start": "2020",
    "period_end": "2020",
    "period_kind": "annual",
    "printed": "8664.8亿元",
    "comparator": "=",
    "low": "8664.8",
    "high": "8664.8",
    "unit_zh": "亿元",
}
WORDS = {"printed": "稳步增长", "comparator": "", "low": "", "high": "", "unit_zh": ""}

PROJECT = {
    "number_zh": "专栏1",
    "section_zh": "三/（一）",
    "source_kind": "box",
    "group_zh": "商圈",
    "group_en": "Shopping districts",
    "key": "mixc",
    "name_zh": "万象城",
    "name_en": "The MixC",
    "name_origin": "printed",
    "kind": "facility",
    "action_zh": "升级",
    "stage": "upgrade",
    "place_zh": "深圳",
    "chapter": "consumption",
    "printed_as": "万象城等",
}
ACTION = {
    "key": "better-districts",
    "name_zh": "商圈提升行动",
    "name_en": "Better shopping districts",
    "kind": "action",
    "about_en": "Renews malls.",
    "about_zh": "更新商场。",
}
ROLE = {"key": "bay-hub", "name_zh": "湾区枢纽", "name_en": "Hub of the bay", "kind": "role"}


def vocabulary(kind: str, rows: Mapping[str, tuple[str, Mapping[str, str]]]) -> Vocabulary:
    """Give a vocabulary: id → printed names joined by ``|``, and the row."""
    return Vocabulary(
        kind,
        {name: row for name, (_, row) in rows.items()},
        {
            name_key(each): name
            for name, (printed, _) in rows.items()
            for each in printed.split("|")
        },
    )


def indicator(unit: str, measure: str) -> dict[str, str]:
    return {"unit": unit, "units_allowed": "", "measure": measure, "chapter": "consumption"}


VOCABULARIES = Vocabularies(
    indicators=vocabulary(
        "indicator",
        {
            "retail-sales": ("社会消费品零售总额", indicator("CNY", "level")),
            "stores": ("首店", indicator("count", "count")),
            "growth": ("增速", indicator("percent", "growth")),
            "rank": ("位次", indicator("rank", "rank")),
            "ratio": ("倍数", indicator("times", "ratio")),
            "water": ("水质", indicator("water_class", "rank")),
        },
    ),
    places=vocabulary("place", {"shenzhen": ("深圳", {}), "futian": ("福田区", {})}),
    entities=vocabulary(
        "entity",
        {
            "mixc": ("万象城|深圳万象城", {"kind": "facility"}),
            "qianhai": ("前海合作区", {"kind": "zone"}),
            "city-platform": ("城市平台", {"kind": "technology"}),
            "trade-platform": ("外贸平台", {"kind": "institution"}),
        },
    ),
    units={
        each.unit_zh: each
        for each in (
            Unit("亿元", "CNY", Fraction(10**8)),
            Unit("万元", "CNY", Fraction(10**4)),
            Unit("个", "count", Fraction(1)),
            Unit("%", "percent", Fraction(1)),
            Unit("成", "percent", Fraction(10)),
            Unit("位", "rank", Fraction(1)),
            Unit("倍", "times", Fraction(1)),
            Unit("类", "water_class", Fraction(1)),
        )
    },
    types_of_thing=frozenset({"5G基站"}),
    terms=Terms(chapters={"consumption": {}, "trade": {}}),
    magnitudes={"retail-sales": (Decimal(10) ** 10, Decimal(10) ** 14)},
    stages={"升级": "upgrade", "建成": "build", "依托": ""},
    endings=(Ending("平台", "technology", frozenset({"外贸平台"})),),
)


def lay_out(
    name: str,
    usual: Mapping[str, str],
    rows: Sequence[Mapping[str, str]],
    order: Sequence[str] = (),
) -> Sheet:
    """Give a sheet of rows that differ from the usual one, its columns in some order."""
    columns = tuple(order) or headings(name)
    texts = {(1, column): text for column, text in enumerate(columns, start=1)}
    for number, row in enumerate(rows, start=2):
        whole = {**usual, **row}
        texts |= {(number, c): whole.get(each, "") for c, each in enumerate(columns, start=1)}
    filled = {spot: text for spot, text in texts.items() if text}
    return Sheet("plan", name, MappingProxyType(filled), MappingProxyType({}))


def statements(
    *rows: Mapping[str, str],
) -> tuple[tuple[Observation, ...], tuple[CompendiumError, ...]]:
    """Read rows that differ from `STATEMENT` as given."""
    sheet = lay_out("statements", STATEMENT, rows)
    return read_statements(Ledger(sheet), BOXES, VOCABULARIES)


def statement(**changed: str) -> Observation:
    """Read one sound row."""
    (observation,), problems = statements(changed)
    assert problems == ()
    return observation


def projects(
    *rows: Mapping[str, str],
) -> tuple[tuple[Project, ...], tuple[CompendiumError, ...]]:
    """Read rows that differ from `PROJECT` as given."""
    return read_projects(Ledger(lay_out("projects", PROJECT, rows)), BOXES, VOCABULARIES)


def sound_projects(*rows: Mapping[str, str]) -> tuple[Project, ...]:
    """Read rows, all of them sound."""
    found, problems = projects(*rows)
    assert problems == ()
    return found


def faults(problems: Sequence[CompendiumError]) -> list[tuple[str, str]]:
    """Give cell and cause of each problem: ``("low 3", "…")`` for the third row of the sheet."""
    found = []
    for problem in problems:
        assert isinstance(problem, CellError)
        cell = problem.cell
        letters = cell.address.rstrip("0123456789")
        place = 0
        for letter in letters:
            place = place * 26 + ord(letter) - ord("A") + 1
        found.append(
            (
                f"{headings(cell.sheet)[place - 1]} {cell.address[len(letters) :]}",
                str(problem.cause),
            )
        )
    return found
