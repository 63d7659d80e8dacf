"""A row of each table: its columns with type, meaning and key.

This is the one place where a column is described: the check, the data package, the codebook, the
headings of the workbooks' sheets and what ``source.yaml`` holds are made from these models, so a
new column is one new line here. All values are texts, so that ``6.0`` stays as printed; an empty
text is a missing value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from compendium.contract.columns import (
    COLOUR,
    DATE,
    ID,
    IDS,
    LOCATOR,
    SHA256,
    YEAR,
    Column,
    choice,
    integer,
    key,
    number,
    reference,
    text,
)
from compendium.contract.enums import (
    BINDING,
    COMPARATORS,
    COMPARISONS,
    DIRECTIONS,
    LISTED_IN,
    MEASURES,
    NAME_ORIGINS,
    OUTCOMES,
    PERIOD_KINDS,
    PERIOD_SOURCES,
    PLACE_LEVELS,
    PLAN_LEVELS,
    PROJECT_KINDS,
    ROLES,
    SOURCE_KINDS,
    SOURCES,
    STAGES,
    STATUSES,
    TABLE_KINDS,
    TARGET_COMPARISONS,
    VERDICTS,
)

LOCATED = Column("The raw cell: workbook#sheet!cell", "原始单元格", required=True, pattern=LOCATOR)
# The chapters are data (data/vocab/chapters.csv); the data package lists them.
CHAPTER = Column(
    "Chapter of the book; overview is what belongs to none of them",
    "所属章节",
    required=True,
    pattern=ID,
)
TYPED_CHAPTER = replace(CHAPTER, typed=True)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One public plan."""

    plan_id: Annotated[str, key("Stable id of the plan", "规划编号")]
    title_zh: Annotated[str, text("Title as printed", "规划名称", required=True, typed=True)]
    title_en: Annotated[
        str,
        text("Title in English (ours)", "英文名称（本项目译）", required=True, typed=True),
    ]
    short_zh: Annotated[str, text("Short name", "简称", required=True, typed=True)]
    short_en: Annotated[str, text("Short name in English", "英文简称", required=True, typed=True)]
    colour: Annotated[
        str,
        text("Its colour in all charts", "图表中的颜色", required=True, form=COLOUR, typed=True),
    ]
    text_sha256: Annotated[
        str,
        text(
            "SHA-256 of the text it was read from",
            "转录所据文本的SHA-256",
            form=SHA256,
            typed=True,
        ),
    ]
    issuer_zh: Annotated[
        str, text("Issuer as the document states it", "文件载明的发布单位", typed=True)
    ]
    issuer_en: Annotated[str, text("Issuer in English", "发布单位英文名", typed=True)]
    place_id: Annotated[
        str,
        reference("places.place_id", "The place the plan is for", "规划所属地区", typed=True),
    ]
    level: Annotated[str, choice(PLAN_LEVELS, "Level of that place", "规划层级", typed=True)]
    period_start: Annotated[
        str,
        text("First year of the plan", "规划期首年", required=True, form=YEAR, typed=True),
    ]
    period_end: Annotated[
        str,
        text("Last year of the plan", "规划期末年", required=True, form=YEAR, typed=True),
    ]
    status: Annotated[str, choice(STATUSES, "Final text or draft", "正式文本或草案", typed=True)]
    issued: Annotated[
        str,
        text(
            "Date the document states (YYYY, YYYY-MM or YYYY-MM-DD)",
            "文件载明的日期",
            form=DATE,
            typed=True,
        ),
    ]
    source_file: Annotated[
        str,
        text(
            "File name of the text it was read from",
            "转录所据文本的文件名",
            required=True,
            typed=True,
        ),
    ]
    note_en: Annotated[str, text("What is not known, and why", "说明（英文）", typed=True)]
    kind: Annotated[
        str,
        choice(
            SOURCES,
            "plan; or statistics, which say what came of the plans",
            "规划，或统计资料（说明规划的结果）",
        ),
    ]
    revises: Annotated[
        str,
        reference(
            "plans.plan_id",
            "The plan of which it is a revision: its figures supersede those of that plan",
            "所修订的规划：其数字取代该规划的同一数字",
            required=False,
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class PrintedTable:
    """One numbered table, box or listed section of a plan."""

    table_id: Annotated[str, key("Stable id of the table", "表格编号")]
    plan_id: Annotated[str, reference("plans.plan_id", "The plan it stands in", "所在规划")]
    number_zh: Annotated[
        str,
        text(
            "Number as printed (表1, 专栏1, 三（一）1)",
            "原文编号",
            required=True,
            typed=True,
        ),
    ]
    kind: Annotated[
        str,
        choice(
            TABLE_KINDS,
            "Indicators in rows, places compared, or projects named",
            "指标表、比较表或项目专栏",
            typed=True,
        ),
    ]
    title_zh: Annotated[str, text("Title as printed", "表题", required=True, typed=True)]
    title_en: Annotated[
        str,
        text("Title in English (ours)", "英文表题（本项目译）", required=True, typed=True),
    ]
    section_zh: Annotated[
        str, text("Heading path in the plan", "所在章节路径", required=True, typed=True)
    ]
    chapter: Annotated[str, TYPED_CHAPTER]
    n_observations: Annotated[
        str, integer("Rows of observations.csv from this table", "该表的观测行数", required=True)
    ]
    n_projects: Annotated[
        str, integer("Rows of projects.csv from this table", "该表的项目行数", required=True)
    ]


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place that a figure can be about."""

    place_id: Annotated[str, key("Stable id of the place", "地区编号")]
    name_zh: Annotated[str, text("Official Chinese name", "中文名", required=True)]
    name_en: Annotated[str, text("English name", "英文名", required=True)]
    level: Annotated[str, choice(PLACE_LEVELS, "Administrative level", "行政层级")]
    parent_id: Annotated[
        str, reference("places.place_id", "The place it lies in", "上级地区", required=False)
    ]
    code: Annotated[
        str, text("GB/T 2260 code, where there is one", "行政区划代码", form=r"[0-9]{6}")
    ]
    tile_col: Annotated[str, integer("Column on the tile map of its parent, from 0", "方格地图列")]
    tile_row: Annotated[str, integer("Row on that map, from 0", "方格地图行")]


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator, however many plans print it."""

    indicator_id: Annotated[str, key("Stable id of the indicator", "指标编号")]
    name_zh: Annotated[str, text("Chinese name", "中文名", required=True)]
    name_en: Annotated[str, text("English name", "英文名", required=True)]
    definition_en: Annotated[
        str, text("What is counted, or divided by what", "英文定义", required=True)
    ]
    definition_zh: Annotated[str, text("The same in Chinese", "中文定义", required=True)]
    unit: Annotated[str, text("Canonical unit it is usually given in", "标准单位", required=True)]
    direction: Annotated[str, choice(DIRECTIONS, "Which way is wanted", "期望方向")]
    chapter: Annotated[str, CHAPTER]
    aliases_zh: Annotated[
        str, text("Printed names that mean it, joined by |", "原文用名", required=True)
    ]


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One figure that a plan prints about one indicator, one place and one period."""

    observation_id: Annotated[str, key("Stable id of the figure", "观测编号")]
    plan_id: Annotated[str, reference("plans.plan_id", "The plan that prints it", "所在规划")]
    table_id: Annotated[
        str,
        reference(
            "tables.table_id",
            "The table it stands in; empty for running text",
            "所在表格；正文数字为空",
            required=False,
            typed="number_zh",
        ),
    ]
    section_zh: Annotated[
        str, text("Heading path in the plan", "所在章节路径", required=True, typed=True)
    ]
    indicator_id: Annotated[str, reference("indicators.indicator_id", "The indicator", "指标")]
    indicator_zh: Annotated[
        str,
        text(
            "The indicator's name as printed, with its subject",
            "原文指标名称",
            required=True,
            typed=True,
        ),
    ]
    place_id: Annotated[str, reference("places.place_id", "The place", "地区", typed="place_zh")]
    role: Annotated[
        str,
        choice(ROLES, "A past value, a goal, or an expectation", "现状、目标或预测", typed=True),
    ]
    measure: Annotated[str, choice(MEASURES, "What kind of number it is", "数值类型")]
    period_start: Annotated[
        str,
        text(
            "First year (or month) of the true period",
            "实际时期起",
            form=YEAR,
            typed=True,
        ),
    ]
    period_end: Annotated[
        str,
        text("Last year (or month) of the true period", "实际时期止", form=YEAR, typed=True),
    ]
    period_kind: Annotated[
        str,
        choice(
            PERIOD_KINDS,
            "point: a stock or a moment; annual: a year's flow; cumulative: a total over the "
            "period; average: a yearly mean over it",
            "时点、年度、累计或年均",
            typed=True,
        ),
    ]
    year: Annotated[
        str, integer("Year of period_end, to compute with", "时期末年（整数），便于计算")
    ]
    period_from: Annotated[
        str,
        choice(
            PERIOD_SOURCES,
            "Where the period was read: in the cell or its column's heading, in the sentence, or "
            "only in the heading above it; empty where even that has none",
            "时期的依据：单元格、句子或标题；均未写明则为空",
            required=False,
            typed=True,
        ),
    ]
    period_printed: Annotated[
        str,
        text(
            "What the heading or sentence says; empty where the plan names no time",
            "原文时期；原文未写时间则为空",
            typed=True,
        ),
    ]
    comparator: Annotated[
        str,
        choice(
            COMPARATORS,
            "At least, above, about …; empty where the target is words",
            "比较符号；文字目标为空",
            required=False,
            typed=True,
        ),
    ]
    hedge_zh: Annotated[
        str, text("The hedge as printed (力争, 争取 …)", "原文的留有余地之词", typed=True)
    ]
    printed: Annotated[
        str, text("The figure exactly as printed", "原文数字", required=True, typed=True)
    ]
    low: Annotated[
        str,
        number(
            "The number as printed, or the lower end of a range", "原文数值（下限）", typed=True
        ),
    ]
    high: Annotated[
        str, number("The same, or the upper end of the range", "原文数值（上限）", typed=True)
    ]
    unit_zh: Annotated[str, text("The printed unit", "原文单位", typed=True)]
    value_low: Annotated[str, number("low in the canonical unit", "标准单位数值（下限）")]
    value_high: Annotated[str, number("high in the canonical unit", "标准单位数值（上限）")]
    unit: Annotated[str, text("The canonical unit", "标准单位")]
    binding: Annotated[
        str,
        choice(
            BINDING, "约束性 or 预期性 where the plan says so", "约束性或预期性", required=False
        ),
    ]
    chapter: Annotated[str, CHAPTER]
    source_kind: Annotated[
        str,
        choice(SOURCE_KINDS, "Where in the plan it is printed", "来源类型", typed=True),
    ]
    locator: Annotated[str, LOCATED]
    note_en: Annotated[str, text("Only where a reader could be misled", "说明（英文）", typed=True)]
    note_zh: Annotated[str, text("The same in Chinese", "说明（中文）", typed=True)]
    supersedes: Annotated[
        str,
        text(
            "The earlier figures of which it is a revision, joined by |; they stay as rows, but "
            "no longer stand",
            "所修订的原有数字，多个以|连接；原数字保留，但不再有效",
            form=IDS,
            typed=True,
        ),
    ] = ""


@dataclass(frozen=True, kw_only=True)
class Project:
    """One thing that a plan names in a box or a list."""

    project_id: Annotated[str, key("Stable id of the mention", "项目编号")]
    plan_id: Annotated[str, reference("plans.plan_id", "The plan that names it", "所在规划")]
    table_id: Annotated[
        str,
        reference(
            "tables.table_id",
            "The box or section it stands in; empty for running text",
            "所在专栏或章节；正文为空",
            required=False,
            typed="number_zh",
        ),
    ]
    section_zh: Annotated[
        str, text("Heading path in the plan", "所在章节路径", required=True, typed=True)
    ]
    source_kind: Annotated[
        str,
        choice(
            LISTED_IN,
            "Named in a box, in a section that lists (Zhongshan's plan), or in a sentence that "
            "lists four or more; counts compare within one kind only",
            "来源：专栏、列举性章节或正文列举；计数只宜在同一来源内比较",
            typed=True,
        ),
    ]
    group_zh: Annotated[str, text("The heading it stands under", "所属小标题", typed=True)]
    group_en: Annotated[str, text("The same in English (ours)", "所属小标题英文", typed=True)]
    parent_id: Annotated[
        str,
        reference(
            "projects.project_id",
            "The action or field that it is part of",
            "所属行动或领域",
            required=False,
            typed="parent_zh",
        ),
    ]
    name_zh: Annotated[
        str,
        text(
            "Name as printed, made up to a full one in a list",
            "名称",
            required=True,
            typed=True,
        ),
    ]
    name_en: Annotated[str, text("Name in English", "英文名", required=True, typed=True)]
    name_origin: Annotated[
        str,
        choice(
            NAME_ORIGINS,
            "printed: in one piece; list: made up to a full name from a list that shares words; "
            "prefixed: its place or owner put before it; corrected: a fault of the conversion "
            "mended",
            "名称由来：原文、据列举补全、补上地点或主体、更正转换错误",
            typed=True,
        ),
    ]
    kind: Annotated[
        str,
        choice(
            PROJECT_KINDS,
            "What kind of thing it is; role: what the plan wants its parent to become",
            "类型；role 为规划希望其上级事物成为的角色",
            typed=True,
        ),
    ]
    action_zh: Annotated[
        str, text("The plan's verb as printed, with … for its gaps", "原文动词", typed=True)
    ]
    stage: Annotated[
        str,
        choice(
            STAGES,
            "Our reading of the verb; empty where there is none",
            "阶段（按动词判读）",
            required=False,
            typed=True,
            ordered=True,
        ),
    ]
    stage_reason_en: Annotated[
        str,
        text(
            "Why the stage is another than that of its verb in data/vocab/verbs.csv",
            "阶段与动词表不同的原因",
            typed=True,
        ),
    ]
    place_id: Annotated[
        str,
        reference("places.place_id", "Where it lies", "所在地区", required=False, typed="place_zh"),
    ]
    chapter: Annotated[str, TYPED_CHAPTER]
    entity_id: Annotated[
        str,
        reference(
            "entities.entity_id",
            "The real thing it is; empty for actions, policies and types of thing",
            "对应实体；行动、政策和类别为空",
            required=False,
        ),
    ]
    about_en: Annotated[
        str,
        text(
            "What an action or policy is about, in our words",
            "行动或政策要点（英文）",
            typed=True,
        ),
    ]
    about_zh: Annotated[str, text("The same in Chinese", "行动或政策要点（中文）", typed=True)]
    locator: Annotated[str, LOCATED]


@dataclass(frozen=True, kw_only=True)
class Entity:
    """One real, named thing, however many boxes or plans name it."""

    entity_id: Annotated[str, key("Stable id of the thing", "实体编号")]
    name_zh: Annotated[str, text("Chinese name", "中文名", required=True)]
    name_en: Annotated[str, text("English name", "英文名", required=True)]
    kind: Annotated[str, choice(PROJECT_KINDS, "What kind of thing it is", "类型")]
    place_id: Annotated[
        str, reference("places.place_id", "Where it lies", "所在地区", required=False)
    ]
    aliases_zh: Annotated[
        str, text("Names in the plans that mean it, joined by |", "原文用名", required=True)
    ]
    mentions: Annotated[
        str, integer("Rows of projects.csv that name it", "提及次数", required=True)
    ]
    plans: Annotated[str, text("Plans that name it, joined by |", "提及它的规划", required=True)]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One comparison of figures that the plans print."""

    check_id: Annotated[str, key("Stable id of the comparison", "比较编号")]
    kind: Annotated[
        str,
        choice(
            COMPARISONS,
            "restated: one figure printed twice; sum: parts and their total; share: a share "
            "and the amounts behind it; growth: a rate and the levels behind it; rank: a "
            "place in an order; unit: two units of one amount; count: a number and the list "
            "it counts; scope: figures of another extent or period",
            "重复、合计、占比、增速、位次、单位、计数或口径",
        ),
    ]
    plan_ids: Annotated[
        str,
        text(
            "Plans whose figures are compared, joined by |", "涉及的规划", required=True, form=IDS
        ),
    ]
    indicator_id: Annotated[
        str, reference("indicators.indicator_id", "Indicator of the first figure", "指标")
    ]
    left_id: Annotated[
        str,
        text(
            "Observation (or projects, where a list is counted) on the left side; where it is "
            "worked out from several, all of them in the order of the formula, joined by |",
            "左侧所依据的观测（或项目），多个以|连接",
            required=True,
            form=IDS,
        ),
    ]
    right_id: Annotated[
        str,
        text(
            "The same for the right side",
            "右侧所依据的观测（或项目），多个以|连接",
            required=True,
            form=IDS,
        ),
    ]
    left_value: Annotated[
        str,
        number(
            "Value of the left side; the lower end of a range",
            "左侧数值（区间取下限）",
            required=True,
        ),
    ]
    right_value: Annotated[
        str,
        number(
            "Value of the right side; the lower end of a range",
            "右侧数值（区间取下限）",
            required=True,
        ),
    ]
    unit: Annotated[str, text("Unit of both values", "单位", required=True)]
    difference: Annotated[
        str,
        number(
            "Right less left (of a range the end that differs more)", "右侧减左侧", required=True
        ),
    ]
    tolerance: Annotated[
        str,
        number(
            "How far apart rounding alone can put the two: half a unit of the last digit of "
            "the coarser print, or of all figures that a side is worked out from",
            "仅由四舍五入可能造成的差距",
            required=True,
        ),
    ]
    verdict: Annotated[
        str,
        choice(
            VERDICTS,
            "agree; rounding: apart by no more than the tolerance; definition: other things "
            "or times are measured; conflict: the same thing, and rounding does not explain "
            "it",
            "一致、四舍五入、口径不同或矛盾",
            ordered=True,
        ),
    ]
    explanation_en: Annotated[
        str, text("What is compared, and what explains it", "说明（英文）", required=True)
    ]
    explanation_zh: Annotated[str, text("The same in Chinese", "说明（中文）", required=True)]
    conclusion_en: Annotated[
        str,
        text(
            "Of a conflict: what a reader may conclude, and which figure serves for what; else "
            "empty",
            "可以得出的结论（英文）；不矛盾则为空",
        ),
    ]
    conclusion_zh: Annotated[str, text("The same in Chinese", "可以得出的结论（中文）")]
    follows_from: Annotated[
        str,
        reference(
            "audit.check_id",
            "The comparison of which this one is a consequence, so that a contradiction is "
            "counted once; else empty",
            "由哪一项比较推出；否则为空",
            required=False,
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class Target:
    """One target beside what it starts from."""

    target_id: Annotated[
        str,
        Column("The target", "目标", required=True, refers="observations.observation_id"),
    ]
    plan_id: Annotated[str, reference("plans.plan_id", "The plan that sets it", "所在规划")]
    baseline_id: Annotated[
        str,
        reference(
            "observations.observation_id",
            "What it starts from; empty where no plan prints it",
            "起点；各规划均未印则为空",
            required=False,
        ),
    ]
    baseline_plan_id: Annotated[
        str,
        reference(
            "plans.plan_id", "The plan that prints the baseline", "起点所在规划", required=False
        ),
    ]
    indicator_id: Annotated[str, reference("indicators.indicator_id", "The indicator", "指标")]
    place_id: Annotated[str, reference("places.place_id", "The place", "地区")]
    baseline_year: Annotated[str, integer("Last year of the baseline's period", "起点年份")]
    target_year: Annotated[str, integer("Last year of the target's period", "目标年份")]
    years: Annotated[str, integer("From the one to the other", "相隔年数")]
    baseline_value: Annotated[str, number("Baseline in `unit`, of a range the lower end", "起点值")]
    target_value: Annotated[str, number("Target in `unit`, of a range the lower end", "目标值")]
    unit: Annotated[str, text("Canonical unit of the target", "标准单位")]
    multiple: Annotated[str, number("Target divided by baseline", "目标为起点的倍数")]
    growth_percent: Annotated[
        str, number("Average yearly growth that it takes, in percent", "所需年均增长（%）")
    ]
    difference: Annotated[
        str,
        number("Target less baseline: percentage points, or places of a rank", "与起点之差"),
    ]
    comparison: Annotated[
        str,
        choice(
            TARGET_COMPARISONS,
            "growth: two levels a year or more apart (multiple and growth_percent); multiple: two "
            "totals or counts; difference: two shares, rates or ranks; none: see reason",
            "可比方式：增长、倍数、差值或不可比",
        ),
    ]
    reason: Annotated[str, text("Why there is no comparison", "不可比的原因")]
    outcome_id: Annotated[
        str,
        reference(
            "observations.observation_id",
            "What came of it: the actual of the same indicator, place and period; empty where no "
            "source prints it yet",
            "结果：同一指标、地区、时期的实际值；尚无来源则为空",
            required=False,
        ),
    ]
    outcome_value: Annotated[str, number("Outcome in `unit`, of a range the lower end", "结果值")]
    reached: Annotated[
        str,
        choice(
            OUTCOMES,
            "Whether the outcome keeps the target, by its bound or else by the way that is wanted "
            "of the indicator; empty where that cannot be told",
            "目标是否达到；无法判断则为空",
            required=False,
        ),
    ]
