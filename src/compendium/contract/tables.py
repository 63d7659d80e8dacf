"""The tables of ``data/clean/``: what a row of each is, and the order of its rows."""

from __future__ import annotations

from compendium.contract import rows
from compendium.contract.columns import Table

TABLES: tuple[Table, ...] = (
    Table(
        "plans",
        "one public plan",
        "一份公开规划",
        "plan_id",
        rows.Plan,
    ),
    Table(
        "tables",
        "one numbered table, box or listed section of a plan",
        "规划中一张有编号的表、专栏或列举项目的章节",
        "plan_id, then the order in the plan",
        rows.PrintedTable,
    ),
    Table(
        "places",
        "one place that a figure can be about",
        "一个地区",
        "as in the vocabulary: province, cities, districts",
        rows.Place,
    ),
    Table(
        "indicators",
        "one indicator, however many plans print it",
        "一个指标（多份规划共用）",
        "as in the vocabulary",
        rows.Indicator,
    ),
    Table(
        "observations",
        "one figure that a plan prints about one indicator, one place and one period",
        "规划对一个指标、一个地区、一个时期所印的一个数字",
        "plan_id, then the order in the plan, by rows and columns of the table",
        rows.Observation,
    ),
    Table(
        "projects",
        "one thing that a plan names in a box or a list",
        "规划在专栏或列举中提到的一个项目、载体、机构、活动或行动",
        "plan_id, then the order in the plan",
        rows.Project,
    ),
    Table(
        "entities",
        "one real, named thing, however many boxes or plans name it",
        "一个实有的、有名称的事物（多处提及合为一行）",
        "entity_id",
        rows.Entity,
    ),
    Table(
        "targets",
        "one target beside what it starts from, worked out from observations.csv",
        "一个目标及其起点（由观测表推算）",
        "as the targets in observations.csv",
        rows.Target,
    ),
    Table(
        "audit",
        "one comparison of figures that the plans print",
        "规划所印数字之间的一次比较",
        "figures printed twice in the order of observations.csv, then data/vocab/audit.yaml",
        rows.Comparison,
    ),
)
BY_NAME = {table.name: table for table in TABLES}

PACKAGE = "datapackage.json"
FILES: tuple[str, ...] = (*(f"{table.name}.csv" for table in TABLES), PACKAGE)
"""The files of ``data/clean/``."""
