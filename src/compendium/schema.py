"""The one description of ``data/clean/``: tables, columns, types, units, enums and keys.

The data package, the codebook page and the README's table list are generated from it, and
`check_tables` holds the built tables against it. One field is ``(name, what it means)`` with the
constraints that differ from the default: a string that may be missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from compendium.audit_entries import CHECKS
from compendium.comparisons import VERDICTS
from compendium.layout import KINDS, PERIOD_KINDS, ROLES

CHAPTERS = ("consumption", "trade", "finance", "services", "livability", "overview")
KINDS_OF_TABLE = (*KINDS, "project")
KINDS_OF_PROJECT = (
    "facility",
    "transport",
    "park",
    "zone",
    "institution",
    "event",
    "action",
    "policy",
    "technology",
    "other",
)
STAGES = ("study", "plan", "start", "build", "upgrade", "complete", "operate", "support")
LEVELS = ("country", "region", "province", "city", "district", "town", "functional_zone")
COMPARATORS = ("=", "≥", ">", "≤", "<", "≈")
ID = r"[a-z0-9]+(?:[-.][a-z0-9]+)*"
LOCATOR = r"data/raw/[a-z0-9-]+/workbook\.xlsx#[^!]+![A-Z]+[0-9]+"
_IDS = rf"{ID}(?:\|{ID})*"
YEAR = r"\d{4}(-\d{2})?"


@dataclass(frozen=True)
class Field:
    """One column of a table.

    Attributes
    ----------
    name, meaning_en, meaning_zh
        The column and what it means.
    type
        ``string``, ``integer`` or ``number`` (decimal, never an exponent).
    required
        Whether every row has a value.
    enum, pattern
        The allowed values, or the form of the text.
    refers
        ``table.column`` whose values it takes.
    """

    name: str
    meaning_en: str
    meaning_zh: str
    type: str = "string"
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    refers: str = ""


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns, its key, and the order of its rows."""

    name: str
    row_en: str
    row_zh: str
    fields: tuple[Field, ...]
    order_en: str
    key: str = field(default="")

    @property
    def columns(self) -> list[str]:
        """The column names in order."""
        return [each.name for each in self.fields]


def _key(name: str, en: str, zh: str) -> Field:
    return Field(name, en, zh, required=True, pattern=ID)


def _ref(name: str, refers: str, en: str, zh: str, *, required: bool = True) -> Field:
    return Field(name, en, zh, required=required, refers=refers)


def _enum(name: str, values: tuple[str, ...], en: str, zh: str, *, required: bool = True) -> Field:
    return Field(name, en, zh, required=required, enum=values)


_LOCATOR = Field(
    "locator",
    "The raw cell: workbook#sheet!cell",
    "原始单元格",
    required=True,
    pattern=LOCATOR,
)
_CHAPTER = _enum(
    "chapter",
    CHAPTERS,
    "Chapter of the book; overview is what belongs to none of the five",
    "所属章节",
)

TABLES: tuple[Table, ...] = (
    Table(
        "plans",
        "one public plan",
        "一份公开规划",
        (
            _key("plan_id", "Stable id of the plan", "规划编号"),
            Field("title_zh", "Title as printed", "规划名称", required=True),
            Field("title_en", "Title in English (ours)", "英文名称（本项目译）", required=True),
            Field("issuer_zh", "Issuer as the document states it", "文件载明的发布单位"),
            Field("issuer_en", "Issuer in English", "发布单位英文名"),
            _ref("place_id", "places.place_id", "The place the plan is for", "规划所属地区"),
            _enum("level", ("city", "district"), "Level of that place", "规划层级"),
            Field(
                "period_start", "First year of the plan", "规划期首年", required=True, pattern=YEAR
            ),
            Field("period_end", "Last year of the plan", "规划期末年", required=True, pattern=YEAR),
            _enum("status", ("final", "draft"), "Final text or draft", "正式文本或草案"),
            Field(
                "issued",
                "Date the document states (YYYY, YYYY-MM or YYYY-MM-DD)",
                "文件载明的日期",
                pattern=r"\d{4}(-\d{2}){0,2}",
            ),
            Field(
                "source_file",
                "File name of the text it was read from",
                "转录所据文本的文件名",
                required=True,
            ),
            Field("note_en", "What is not known, and why", "说明（英文）"),
        ),
        "plan_id",
        "plan_id",
    ),
    Table(
        "tables",
        "one numbered table, box or listed section of a plan",
        "规划中一张有编号的表、专栏或列举项目的章节",
        (
            _key("table_id", "Stable id of the table", "表格编号"),
            _ref("plan_id", "plans.plan_id", "The plan it stands in", "所在规划"),
            Field(
                "number_zh", "Number as printed (表1, 专栏1, 三（一）1)", "原文编号", required=True
            ),
            _enum(
                "kind",
                KINDS_OF_TABLE,
                "Indicators in rows, places compared, or projects named",
                "指标表、比较表或项目专栏",
            ),
            Field("title_zh", "Title as printed", "表题", required=True),
            Field("title_en", "Title in English (ours)", "英文表题（本项目译）", required=True),
            Field("section_zh", "Heading path in the plan", "所在章节路径", required=True),
            _CHAPTER,
            Field(
                "n_observations",
                "Rows of observations.csv from this table",
                "该表的观测行数",
                type="integer",
                required=True,
            ),
            Field(
                "n_projects",
                "Rows of projects.csv from this table",
                "该表的项目行数",
                type="integer",
                required=True,
            ),
        ),
        "plan_id, then the order in the plan",
        "table_id",
    ),
    Table(
        "places",
        "one place that a figure can be about",
        "一个地区",
        (
            _key("place_id", "Stable id of the place", "地区编号"),
            Field("name_zh", "Official Chinese name", "中文名", required=True),
            Field("name_en", "English name", "英文名", required=True),
            _enum(
                "level",
                LEVELS,
                "Administrative level",
                "行政层级",
            ),
            _ref(
                "parent_id", "places.place_id", "The place it lies in", "上级地区", required=False
            ),
            Field("code", "GB/T 2260 code, where there is one", "行政区划代码", pattern=r"\d{6}"),
            Field(
                "tile_col",
                "Column on the tile map of its parent, from 0",
                "方格地图列",
                type="integer",
            ),
            Field("tile_row", "Row on that map, from 0", "方格地图行", type="integer"),
        ),
        "as in the vocabulary: province, cities, districts",
        "place_id",
    ),
    Table(
        "indicators",
        "one indicator, however many plans print it",
        "一个指标（多份规划共用）",
        (
            _key("indicator_id", "Stable id of the indicator", "指标编号"),
            Field("name_zh", "Chinese name", "中文名", required=True),
            Field("name_en", "English name", "英文名", required=True),
            Field(
                "definition_en", "What is counted, or divided by what", "英文定义", required=True
            ),
            Field("definition_zh", "The same in Chinese", "中文定义", required=True),
            Field("unit", "Canonical unit it is usually given in", "标准单位", required=True),
            _enum("direction", ("up", "down", "none"), "Which way is wanted", "期望方向"),
            _CHAPTER,
            Field(
                "aliases_zh", "Printed names that mean it, joined by |", "原文用名", required=True
            ),
        ),
        "as in the vocabulary",
        "indicator_id",
    ),
    Table(
        "observations",
        "one figure that a plan prints about one indicator, one place and one period",
        "规划对一个指标、一个地区、一个时期所印的一个数字",
        (
            _key("observation_id", "Stable id of the figure", "观测编号"),
            _ref("plan_id", "plans.plan_id", "The plan that prints it", "所在规划"),
            _ref(
                "table_id",
                "tables.table_id",
                "The table it stands in; empty for running text",
                "所在表格；正文数字为空",
                required=False,
            ),
            Field("section_zh", "Heading path in the plan", "所在章节路径", required=True),
            _ref("indicator_id", "indicators.indicator_id", "The indicator", "指标"),
            Field(
                "indicator_zh",
                "The indicator's name as printed, with its subject",
                "原文指标名称",
                required=True,
            ),
            _ref("place_id", "places.place_id", "The place", "地区"),
            _enum("role", ROLES, "A past value, a goal, or an expectation", "现状、目标或预测"),
            _enum(
                "measure",
                ("level", "share", "growth", "rank", "ratio", "count"),
                "What kind of number it is",
                "数值类型",
            ),
            Field(
                "period_start",
                "First year (or month) of the true period",
                "实际时期起",
                pattern=YEAR,
            ),
            Field(
                "period_end", "Last year (or month) of the true period", "实际时期止", pattern=YEAR
            ),
            _enum(
                "period_kind",
                PERIOD_KINDS,
                "point: a stock or a moment; annual: a year's flow; cumulative: a total over the "
                "period; average: a yearly mean over it",
                "时点、年度、累计或年均",
            ),
            Field(
                "period_printed",
                "What the heading or sentence says; empty where the plan names no time",
                "原文时期；原文未写时间则为空",
            ),
            _enum(
                "comparator",
                COMPARATORS,
                "At least, above, about …; empty where the target is words",
                "比较符号；文字目标为空",
                required=False,
            ),
            Field("printed", "The figure exactly as printed", "原文数字", required=True),
            Field(
                "low",
                "The number as printed, or the lower end of a range",
                "原文数值（下限）",
                type="number",
            ),
            Field(
                "high", "The same, or the upper end of the range", "原文数值（上限）", type="number"
            ),
            Field("unit_zh", "The printed unit", "原文单位"),
            Field("value_low", "low in the canonical unit", "标准单位数值（下限）", type="number"),
            Field(
                "value_high", "high in the canonical unit", "标准单位数值（上限）", type="number"
            ),
            Field("unit", "The canonical unit", "标准单位"),
            _enum(
                "binding",
                ("binding", "expected"),
                "约束性 or 预期性 where the plan says so",
                "约束性或预期性",
                required=False,
            ),
            _CHAPTER,
            _enum(
                "source_kind",
                ("table", "box", "text"),
                "Where in the plan it is printed",
                "来源类型",
            ),
            _LOCATOR,
            Field("note_en", "Only where a reader could be misled", "说明（英文）"),
            Field("note_zh", "The same in Chinese", "说明（中文）"),
        ),
        "plan_id, then the order in the plan, by rows and columns of the table",
        "observation_id",
    ),
    Table(
        "projects",
        "one thing that a plan names in a box or a list",
        "规划在专栏或列举中提到的一个项目、载体、机构、活动或行动",
        (
            _key("project_id", "Stable id of the mention", "项目编号"),
            _ref("plan_id", "plans.plan_id", "The plan that names it", "所在规划"),
            _ref(
                "table_id", "tables.table_id", "The box or section it stands in", "所在专栏或章节"
            ),
            Field("section_zh", "Heading path in the plan", "所在章节路径", required=True),
            Field("group_zh", "The heading it stands under", "所属小标题"),
            Field("group_en", "The same in English (ours)", "所属小标题英文"),
            _ref(
                "parent_id",
                "projects.project_id",
                "The action or field that it is part of",
                "所属行动或领域",
                required=False,
            ),
            Field(
                "name_zh", "Name as printed, made up to a full one in a list", "名称", required=True
            ),
            Field("name_en", "Name in English", "英文名", required=True),
            _enum("kind", KINDS_OF_PROJECT, "What kind of thing it is", "类型"),
            Field("action_zh", "The plan's verb", "原文动词"),
            _enum(
                "stage",
                STAGES,
                "Our reading of the verb; empty where there is none",
                "阶段（按动词判读）",
                required=False,
            ),
            _ref("place_id", "places.place_id", "Where it lies", "所在地区", required=False),
            _CHAPTER,
            _ref(
                "entity_id",
                "entities.entity_id",
                "The real thing it is; empty for actions, policies and types of thing",
                "对应实体；行动、政策和类别为空",
                required=False,
            ),
            Field(
                "about_en",
                "What an action or policy is about, in our words",
                "行动或政策要点（英文）",
            ),
            Field("about_zh", "The same in Chinese", "行动或政策要点（中文）"),
            _LOCATOR,
        ),
        "plan_id, then the order in the plan",
        "project_id",
    ),
    Table(
        "entities",
        "one real, named thing, however many boxes or plans name it",
        "一个实有的、有名称的事物（多处提及合为一行）",
        (
            _key("entity_id", "Stable id of the thing", "实体编号"),
            Field("name_zh", "Chinese name", "中文名", required=True),
            Field("name_en", "English name", "英文名", required=True),
            _enum("kind", KINDS_OF_PROJECT, "What kind of thing it is", "类型"),
            _ref("place_id", "places.place_id", "Where it lies", "所在地区", required=False),
            Field(
                "aliases_zh",
                "Names in the plans that mean it, joined by |",
                "原文用名",
                required=True,
            ),
            Field(
                "mentions",
                "Rows of projects.csv that name it",
                "提及次数",
                type="integer",
                required=True,
            ),
            Field("plans", "Plans that name it, joined by |", "提及它的规划", required=True),
        ),
        "entity_id",
        "entity_id",
    ),
    Table(
        "audit",
        "one comparison of figures that the plans print",
        "规划所印数字之间的一次比较",
        (
            _key("check_id", "Stable id of the comparison", "比较编号"),
            _enum(
                "kind",
                CHECKS,
                "restated: one figure printed twice; sum: parts and their total; share: a share "
                "and the amounts behind it; growth: a rate and the levels behind it; rank: a place "
                "in an order; unit: two units of one amount; count: a number and the list it "
                "counts; scope: figures of another extent or period",
                "重复、合计、占比、增速、位次、单位、计数或口径",
            ),
            Field(
                "plan_ids",
                "Plans whose figures are compared, joined by |",
                "涉及的规划",
                required=True,
                pattern=_IDS,
            ),
            _ref(
                "indicator_id", "indicators.indicator_id", "Indicator of the first figure", "指标"
            ),
            Field(
                "left_id",
                "Observation (or projects, where a list is counted) on the left side; where it is "
                "worked out from several, all of them in the order of the formula, joined by |",
                "左侧所依据的观测（或项目），多个以|连接",
                required=True,
                pattern=_IDS,
            ),
            Field(
                "right_id",
                "The same for the right side",
                "右侧所依据的观测（或项目），多个以|连接",
                required=True,
                pattern=_IDS,
            ),
            Field(
                "left_value",
                "Value of the left side; the lower end of a range",
                "左侧数值（区间取下限）",
                type="number",
                required=True,
            ),
            Field(
                "right_value",
                "Value of the right side; the lower end of a range",
                "右侧数值（区间取下限）",
                type="number",
                required=True,
            ),
            Field("unit", "Unit of both values", "单位", required=True),
            Field(
                "difference",
                "Right less left (of a range the end that differs more)",
                "右侧减左侧",
                type="number",
                required=True,
            ),
            Field(
                "tolerance",
                "How far apart rounding alone can put the two: half a unit of the last digit of "
                "the coarser print, or of all figures that a side is worked out from",
                "仅由四舍五入可能造成的差距",
                type="number",
                required=True,
            ),
            _enum(
                "verdict",
                VERDICTS,
                "agree; rounding: apart by no more than the tolerance; definition: other things or "
                "times are measured; conflict: the same thing, and rounding does not explain it",
                "一致、四舍五入、口径不同或矛盾",
            ),
            Field(
                "explanation_en",
                "What is compared, and what explains it",
                "说明（英文）",
                required=True,
            ),
            Field("explanation_zh", "The same in Chinese", "说明（中文）", required=True),
        ),
        "figures printed twice in the order of observations.csv, then data/vocab/audit.yaml",
        "check_id",
    ),
)
