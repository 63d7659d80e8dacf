"""Each rule of `compendium check`: the record of today keeps it, and one spoilt value breaks it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from compendium.contract import rules
from compendium.contract.package import read_package
from compendium.record import rules as made_rules
from compendium.record.rules import Made, read_sheets
from compendium.record.vocabulary import read_vocabularies
from support import ROOT

FRAMES = read_package(ROOT / "data" / "clean")


@pytest.fixture(scope="module")
def made() -> Made:
    raw, vocab = ROOT / "data" / "raw", ROOT / "data" / "vocab"
    folders = sorted(path.parent for path in raw.glob("*/layout.yaml"))
    return Made(
        FRAMES, read_sheets(folders), read_vocabularies(vocab), raw, vocab, ROOT / "CITATION.cff"
    )


def spoil(table: str, column: str, value: str, **where: str) -> dict[str, pd.DataFrame]:
    """Give the tables with another value in the first row that has some values (``""``: any)."""
    frame = FRAMES[table].copy()
    rows = frame
    for name, wanted in where.items():
        rows = rows[rows[name] != ""] if wanted == "any" else rows[rows[name] == wanted]
    frame.loc[rows.index[0], column] = value
    return {**FRAMES, table: frame}


BROKEN = [
    (rules.plans_have_colours_of_their_own,
     ("plans", "colour", FRAMES["plans"]["colour"].iat[1]), {}),
    (rules.tables_have_rows, ("tables", "n_observations", "0"), {"kind": "indicator"}),
    (rules.indicators_are_used, ("indicators", "indicator_id", "moon-landings"), {}),
    (rules.definitions_are_in_both_languages, ("indicators", "definition_en", "零售额"), {}),
    (rules.places_have_tiles_of_their_own, ("places", "tile_col", "2"),
     {"parent_id": "guangdong", "tile_row": "0", "place_id": "zhaoqing"}),
    (rules.past_figures_are_of_the_past,
     ("observations", "period_end", "2049"), {"role": "actual"}),
    (rules.statistics_say_what_was, ("plans", "kind", "statistics"), {"period_end": "2030"}),
    (rules.plans_revise_plans, ("plans", "revises", FRAMES["plans"]["plan_id"].iat[0]), {}),
    (rules.rows_stand_under_their_table, ("projects", "section_zh", "第九十九章"), {}),
    (rules.parts_stand_in_the_box_of_their_parent, ("projects", "table_id", "futian-cbd-155-t1"),
     {"parent_id": "any"}),
    (rules.things_have_entities, ("projects", "kind", "event"), {"kind": "park"}),
    (rules.entities_are_counted, ("entities", "mentions", "77"), {}),
    (rules.things_have_one_english_name, ("projects", "name_en", "Moon"), {"entity_id": "any"}),
    (rules.english_names_are_english, ("places", "name_en", "福田"), {}),
    (rules.pairs_are_whole, ("projects", "group_en", ""), {"group_zh": "any"}),
    (rules.deeds_say_what_they_are_about,
     ("projects", "about_en", ""), {"kind": "action", "parent_id": ""}),
    (rules.comparisons_name_rows, ("audit", "right_id", "moon"), {}),
    (rules.conflicts_have_a_conclusion, ("audit", "conclusion_en", ""), {"verdict": "conflict"}),
    (rules.explanations_are_sentences,
     ("audit", "conclusion_en", "Use {left}."), {"verdict": "conflict"}),
    (rules.additions_are_totals,
     ("observations", "period_kind", "point"), {"indicator_zh": "新增首店、旗舰店、新业态店"}),
    (rules.periods_say_where_they_were_read,
     ("observations", "period_from", ""), {"period_end": "2025"}),
    (rules.places_in_an_order_are_limits,
     ("observations", "comparator", "="), {"printed": "前三"}),
    (rules.sections_are_written_in_one_way, ("tables", "section_zh", "一/(一)"), {}),
    (rules.roles_are_no_parents, ("projects", "parent_id",
     FRAMES["projects"].query("kind == 'role'")["project_id"].iat[0]), {}),
    (rules.verdicts_keep_their_tolerance,
     ("audit", "verdict", "rounding"), {"verdict": "conflict"}),
    (rules.explanations_are_sentences, ("audit", "explanation_en", "It is {left}."), {}),
]  # fmt: skip


def test_the_record_keeps_all_rules(made: Made) -> None:
    assert [str(each) for each in rules.check_rules(FRAMES)] == []
    assert [str(each) for each in made_rules.check_made(made)] == []


@pytest.mark.parametrize(
    ("rule", "change", "where"), BROKEN, ids=lambda each: getattr(each, "__name__", "")
)
def test_a_spoilt_value_breaks_the_rule(
    rule: rules.Rule, change: tuple[str, str, str], where: dict[str, str]
) -> None:
    table, column, value = change
    problems = [str(each) for each in rule(spoil(table, column, value, **where))]
    assert problems
    assert all("column" in each for each in problems)


def test_statistics_end_with_what_they_report_on() -> None:
    frames = spoil("plans", "kind", "statistics", plan_id="futian-cbd-155")
    frames["plans"].loc[frames["plans"]["kind"] == "statistics", "period_end"] = "2024"
    problems = [each for each in rules.statistics_say_what_was(frames) if each.column != "role"]
    assert problems
    assert problems[0].reason.endswith("is after what the statistics report on")


def test_every_rule_has_a_case() -> None:
    assert {rule for rule, *_ in BROKEN} == set(rules.RULES)
    cases = {name.removeprefix("test_breaks_") for name in globals() if "test_breaks_" in name}
    assert cases == {rule.__name__ for rule in made_rules.RULES}


def said(rule: made_rules.Rule, made: Made) -> str:
    return "\n".join(map(str, rule(made)))


def test_breaks_rows_print_their_cells(made: Made) -> None:
    other = replace(made, frames=spoil("observations", "printed", "9家"))
    assert "'9家' is not what its raw cell holds" in said(made_rules.rows_print_their_cells, other)


def test_breaks_raw_rows_are_rows(made: Made) -> None:
    fewer = {**FRAMES, "projects": FRAMES["projects"].iloc[1:]}
    problem = said(made_rules.raw_rows_are_rows, replace(made, frames=fewer))
    assert "projects, row 2: 0 rows of projects.csv" in problem


def test_breaks_drafts_are_taken_out(made: Made) -> None:
    plan = "futian-cbd-155"
    drafted = replace(made.sheets[plan]["statements"], help_cells=2)
    sheets = {**made.sheets, plan: {**made.sheets[plan], "statements": drafted}}
    problem = said(made_rules.drafts_are_taken_out, replace(made, sheets=sheets))
    assert "the sheet statements holds drafts and sentences of the plan (2 cells)" in problem


def test_breaks_wrong_units_would_be_seen(made: Made) -> None:
    boundless = replace(made.vocabularies, magnitudes={})
    problem = said(made_rules.wrong_units_would_be_seen, replace(made, vocabularies=boundless))
    assert "magnitudes.csv: retail-sales: " in problem


def test_breaks_entities_are_named(made: Made) -> None:
    none = {**FRAMES, "projects": FRAMES["projects"].iloc[:0]}
    problem = said(made_rules.entities_are_named, replace(made, frames=none))
    assert "entities.csv: " in problem
    assert "no plan names it" in problem


def test_breaks_plans_are_cited(made: Made) -> None:
    other = replace(made, frames=spoil("plans", "title_zh", "月球发展规划"))
    assert "has no reference to 月球发展规划" in said(made_rules.plans_are_cited, other)


def test_breaks_files_name_no_machine(made: Made, tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("place_id\n/home/me/plans\n", "utf-8")
    problem = said(made_rules.files_name_no_machine, replace(made, vocab=tmp_path))
    assert "names a folder of one machine" in problem
