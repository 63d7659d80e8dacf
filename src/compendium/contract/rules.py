"""What every record must keep, beyond the form of its columns: one function a rule.

The rules hold whatever plans there are; what is true of the plans of today only stands in
``tests/facts``. `compendium.record.rules` has those that need the raw files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from compendium.contract.enums import DEEDS, WITHOUT_ENTITY
from compendium.contract.tables import BY_NAME
from compendium.errors import ContractError

Frames = Mapping[str, pd.DataFrame]
Rule = Callable[[Frames], Iterator[ContractError]]

CHINESE = "[㐀-鿿]"
_FULL_WIDTH = "[　-〿＀-￯]"
# A definition may quote the plans' term, but says in English what it means.
_ENGLISH = r"[A-Z][^一-鿿]*([一-鿿]{1,12}[^一-鿿]+)*"


def check_rules(frames: Frames) -> tuple[ContractError, ...]:
    """Hold tables that keep the contract against the rules.

    Returns
    -------
    tuple
        One `ContractError` for each row that breaks a rule.
    """
    return tuple(problem for rule in RULES for problem in rule(frames))


def find_broken(
    frames: Frames, table: str, column: str, broken: pd.Series[bool], reason: str
) -> Iterator[ContractError]:
    """Give an error for each broken row of a table; ``{value}`` in the reason is the column's."""
    key = BY_NAME[table].key
    for row in frames[table][broken].to_dict("records"):
        yield ContractError(table, row[key], column, reason.format(value=row[column]))


def plans_have_colours_of_their_own(frames: Frames) -> Iterator[ContractError]:
    """Require that two plans in one chart are told apart by their colour."""
    twice = frames["plans"]["colour"].duplicated()
    yield from find_broken(frames, "plans", "colour", twice, "duplicate colour {value}")


def tables_have_rows(frames: Frames) -> Iterator[ContractError]:
    """Require that a table has figures, a box has projects."""
    tables = frames["tables"]
    for column, concerned in (
        ("n_projects", tables["kind"] == "project"),
        ("n_observations", tables["kind"] != "project"),
    ):
        # A box may hold figures only.
        other = tables["n_observations"] if column == "n_projects" else tables[column]
        empty = concerned & (tables[column] == "0") & (other == "0")
        yield from find_broken(frames, "tables", column, empty, "no row comes from it")


def indicators_are_used(frames: Frames) -> Iterator[ContractError]:
    """Require that every indicator has a figure; one without is a slip, or left over."""
    unused = ~frames["indicators"]["indicator_id"].isin(frames["observations"]["indicator_id"])
    reason = "no figure is about {value}; remove it from data/vocab/indicators.csv"
    yield from find_broken(frames, "indicators", "indicator_id", unused, reason)


def definitions_are_in_both_languages(frames: Frames) -> Iterator[ContractError]:
    """Require that a definition says what is meant in English and in Chinese."""
    for column, form in (("definition_zh", f"(?s).*{CHINESE}.*"), ("definition_en", _ENGLISH)):
        wrong = ~frames["indicators"][column].str.fullmatch(form)
        yield from find_broken(
            frames, "indicators", column, wrong, "{value!r} is in the other language"
        )


def places_have_tiles_of_their_own(frames: Frames) -> Iterator[ContractError]:
    """Require that no two places lie on one tile of a map."""
    places = frames["places"]
    twice = (places["tile_col"] != "") & places.duplicated(["parent_id", "tile_col", "tile_row"])
    yield from find_broken(frames, "places", "tile_col", twice, "duplicate tile on one map")


def past_figures_are_of_the_past(frames: Frames) -> Iterator[ContractError]:
    """Require that an actual ends before its plan begins, and what a plan wants does not."""
    observations, plans = frames["observations"], frames["plans"].set_index("plan_id")
    start, end = observations["plan_id"].map(plans["period_start"]), observations["period_end"]
    planned = observations["plan_id"].map(plans["kind"]) == "plan"
    actual, dated = observations["role"] == "actual", planned & (end != "")
    late, early = actual & dated & (end >= start), ~actual & dated & (end < start)
    yield from find_broken(
        frames, "observations", "period_end", late, "an actual of {value}, after the plan's start"
    )
    yield from find_broken(
        frames, "observations", "period_end", early, "a target of {value}, before the plan's start"
    )


def statistics_say_what_was(frames: Frames) -> Iterator[ContractError]:
    """Require that statistics have actuals only, up to the end of what they report on."""
    observations, plans = frames["observations"], frames["plans"].set_index("plan_id")
    reports = observations["plan_id"].map(plans["kind"]) == "statistics"
    wanted = reports & (observations["role"] != "actual")
    yield from find_broken(frames, "observations", "role", wanted, "a {value} in statistics")
    last = observations["plan_id"].map(plans["period_end"])
    late = reports & (observations["period_end"].str[:4] > last.str[:4])
    yield from find_broken(
        frames, "observations", "period_end", late, "{value} is after what the statistics report on"
    )


def plans_revise_plans(frames: Frames) -> Iterator[ContractError]:
    """Require that a revision is one of another plan, and comes to an end."""
    plans = frames["plans"]
    revised = dict(zip(plans["plan_id"], plans["revises"], strict=True))
    rings = []
    for plan in plans["plan_id"]:
        line = [plan]
        while (before := revised.get(line[-1], "")) and before not in line:
            line.append(before)
        rings.append(bool(before))
    yield from find_broken(
        frames, "plans", "revises", pd.Series(rings, dtype=bool, index=plans.index),
        "{value!r}: a plan that revises itself",
    )  # fmt: skip


def rows_stand_under_their_table(frames: Frames) -> Iterator[ContractError]:
    """Require that a row of a box stands in the section of the box, or below it."""
    sections = frames["tables"].set_index("table_id")["section_zh"]
    for name in ("observations", "projects"):
        rows = frames[name]
        outside = [
            bool(table) and here != sections[table] and not here.startswith(f"{sections[table]}/")
            for here, table in zip(rows["section_zh"], rows["table_id"], strict=True)
        ]
        yield from find_broken(
            frames, name, "section_zh", pd.Series(outside, dtype=bool, index=rows.index),
            "{value!r} is not in the section of its table",
        )  # fmt: skip


def parts_stand_in_the_box_of_their_parent(frames: Frames) -> Iterator[ContractError]:
    """Require that what is part of an action stands in the same box."""
    projects = frames["projects"]
    boxes = projects.set_index("project_id")["table_id"]
    part = projects["parent_id"] != ""
    torn = part & (projects["parent_id"].map(boxes) != projects["table_id"])
    yield from find_broken(frames, "projects", "parent_id", torn, "{value} stands in another box")


def things_have_entities(frames: Frames) -> Iterator[ContractError]:
    """Require that a deed has no entity, and a thing is of the kind of its entity."""
    projects, entities = frames["projects"], frames["entities"].set_index("entity_id")
    named = projects["entity_id"] != ""
    deed = projects["kind"].isin(WITHOUT_ENTITY) & named
    yield from find_broken(frames, "projects", "entity_id", deed, "a deed has no entity")
    kind = named & (projects["kind"] != projects["entity_id"].map(entities["kind"]))
    yield from find_broken(frames, "projects", "kind", kind, "{value!r} is not its entity's kind")


def entities_are_counted(frames: Frames) -> Iterator[ContractError]:
    """Require that an entity says how often and by which plans it is named."""
    entities, projects = frames["entities"], frames["projects"]
    named = projects[projects["entity_id"] != ""].groupby("entity_id")["plan_id"]
    counts = {
        "mentions": named.size().astype(str),
        "plans": named.agg(lambda plans: "|".join(sorted(set(plans)))),
    }
    for column, counted in counts.items():
        wrong = entities[column] != entities["entity_id"].map(counted)
        yield from find_broken(
            frames, "entities", column, wrong, "{value!r} is not what projects.csv says"
        )


def things_have_one_english_name(frames: Frames) -> Iterator[ContractError]:
    """Require that one thing has one English name, and two things have two.

    What a row names in other words (a part, its renovation) may be other words in English too.
    """
    projects, entities = frames["projects"], frames["entities"]
    known = entities.set_index("entity_id")
    same_words = projects["name_zh"] == projects["entity_id"].map(known["name_zh"])
    other = same_words & (projects["name_en"] != projects["entity_id"].map(known["name_en"]))
    yield from find_broken(
        frames, "projects", "name_en", other, "{value!r} is not its entity's English name"
    )
    # A deed may be named like the thing that it makes.
    things = projects[~projects["kind"].isin(WITHOUT_ENTITY)]
    names = things.groupby("name_zh")["name_en"].transform("nunique") > 1
    several = names.reindex(projects.index, fill_value=False)
    yield from find_broken(
        frames, "projects", "name_en", several & ~other,
        "{value!r}: the same Chinese name has another English name elsewhere",
    )  # fmt: skip
    twice = entities["name_en"].str.lower().duplicated()
    yield from find_broken(frames, "entities", "name_en", twice, "duplicate English name {value!r}")


def english_names_are_english(frames: Frames) -> Iterator[ContractError]:
    """Require that english names hold Latin letters, and no Chinese character or punctuation."""
    for table in ("plans", "tables", "places", "projects", "entities"):
        for column in BY_NAME[table].columns:
            if column not in ("name_en", "title_en", "short_en", "group_en"):
                continue
            values = frames[table][column]
            wrong = values.str.contains(f"{CHINESE}|{_FULL_WIDTH}")
            wrong |= (values != "") & ~values.str.contains("[A-Za-z]")
            yield from find_broken(frames, table, column, wrong, "{value!r} is not English")


def pairs_are_whole(frames: Frames) -> Iterator[ContractError]:
    """Require that what is said in one language is said in the other."""
    for table, one, other in (
        ("projects", "group_zh", "group_en"),
        ("projects", "about_en", "about_zh"),
    ):
        frame = frames[table]
        half = (frame[one] == "") != (frame[other] == "")
        yield from find_broken(frames, table, other, half, f"{one} and {other} go together")


def deeds_say_what_they_are_about(frames: Frames) -> Iterator[ContractError]:
    """Require that a titled action or policy says in both languages what it is about."""
    projects = frames["projects"]
    titled = projects["kind"].isin(DEEDS) & (projects["parent_id"] == "")
    for column in ("about_en", "about_zh"):
        said = projects[column]
        yield from find_broken(
            frames, "projects", column, titled & (said == ""), "a deed needs a sentence on it"
        )
        chinese = said.str.contains(CHINESE)
        wrong = (said != "") & (chinese if column == "about_en" else ~chinese)
        yield from find_broken(
            frames, "projects", column, wrong, "{value!r} is in the other language"
        )
        names = projects.groupby(column)["name_zh"].transform("nunique")
        yield from find_broken(
            frames, "projects", column, (said != "") & (names > 1),
            "{value!r} is said of another deed too",
        )  # fmt: skip


def comparisons_name_rows(frames: Frames) -> Iterator[ContractError]:
    """Require that both sides of a comparison name figures or projects of the tables."""
    audit = frames["audit"]
    known = {*frames["observations"]["observation_id"], *frames["projects"]["project_id"]}
    for column in ("left_id", "right_id"):
        unknown = ~audit[column].map(lambda ids: known.issuperset(ids.split("|"))).astype(bool)
        yield from find_broken(frames, "audit", column, unknown, "{value} names no row")


def explanations_are_sentences(frames: Frames) -> Iterator[ContractError]:
    """Require that an explanation, and a conclusion, is whole sentences in its language."""
    for column, stop, stray in (
        ("explanation_en", ".", r"[{}]|  |\s\."),
        ("explanation_zh", "。", r"[{}\s]"),
        ("conclusion_en", ".", r"[{}]|  |\s\."),
        ("conclusion_zh", "。", r"[{}\s]"),
    ):
        said = frames["audit"][column]
        is_left_out = said.eq("") & column.startswith("conclusion")
        wrong = ~(said.str.endswith(stop) | is_left_out) | said.map(
            lambda text, stray=stray: bool(re.search(stray, text))
        ).astype(bool)
        yield from find_broken(frames, "audit", column, wrong, "{value!r} is no whole sentence")


def conflicts_have_a_conclusion(frames: Frames) -> Iterator[ContractError]:
    """Require that something is concluded of every conflict, and of nothing else."""
    audit = frames["audit"]
    for column in ("conclusion_en", "conclusion_zh"):
        wrong = audit["verdict"].eq("conflict") != audit[column].ne("")
        yield from find_broken(
            frames, "audit", column, wrong, "{value!r}: of a conflict, and only of one"
        )


def additions_are_totals(frames: Frames) -> Iterator[ContractError]:
    """Require that what is added or counted up is no stock: 新增 and 累计 are totals over time."""
    rows = frames["observations"]
    added = rows["indicator_zh"].str.contains("新增|累计") & (rows["period_kind"] == "point")
    yield from find_broken(
        frames, "observations", "period_kind", added, "{value!r}, though 新增 or 累计 is printed"
    )


def periods_say_where_they_were_read(frames: Frames) -> Iterator[ContractError]:
    """Require that a figure with a period says where it was read, and one without does not."""
    rows = frames["observations"]
    torn = (rows["period_end"] == "") != (rows["period_from"] == "")
    yield from find_broken(
        frames, "observations", "period_from", torn, "{value!r}: a period has a source, and only it"
    )
    other = rows["year"] != rows["period_end"].str[:4]
    yield from find_broken(frames, "observations", "year", other, "{value!r} is not period_end's")


def places_in_an_order_are_limits(frames: Frames) -> Iterator[ContractError]:
    """Require that 前三 is at most the third, and 第三 the third."""
    rows = frames["observations"]
    among = rows["printed"].str.fullmatch(r"前\s*[\d一二三四五六七八九十]+[位名强]?")
    wrong = among & (rows["comparator"] != "≤")
    yield from find_broken(frames, "observations", "comparator", wrong, "{value!r}: 前N is ≤")


def sections_are_written_in_one_way(frames: Frames) -> Iterator[ContractError]:
    """Require full-width brackets in the numbers of sections."""
    for table in ("observations", "projects", "tables"):
        wrong = frames[table]["section_zh"].str.contains("[()]")
        yield from find_broken(frames, table, "section_zh", wrong, "{value!r} has narrow brackets")


def roles_are_no_parents(frames: Frames) -> Iterator[ContractError]:
    """Require that nothing is part of a role: it is what a thing is to become, and no thing."""
    projects = frames["projects"]
    roles = set(projects.loc[projects["kind"] == "role", "project_id"])
    wrong = projects["parent_id"].isin(roles)
    yield from find_broken(frames, "projects", "parent_id", wrong, "{value} is a role")


def verdicts_keep_their_tolerance(frames: Frames) -> Iterator[ContractError]:
    """Require that what agrees, or differs by rounding, is not further apart than rounding."""
    audit = frames["audit"]
    gap, tolerance = (pd.to_numeric(audit[name]) for name in ("difference", "tolerance"))
    wrong = audit["verdict"].eq("rounding") & (gap.abs() > tolerance)
    yield from find_broken(
        frames, "audit", "verdict", wrong, "{value!r}, though further apart than its tolerance"
    )


RULES: tuple[Rule, ...] = (
    plans_have_colours_of_their_own,
    tables_have_rows,
    indicators_are_used,
    definitions_are_in_both_languages,
    places_have_tiles_of_their_own,
    past_figures_are_of_the_past,
    statistics_say_what_was,
    plans_revise_plans,
    rows_stand_under_their_table,
    parts_stand_in_the_box_of_their_parent,
    things_have_entities,
    entities_are_counted,
    things_have_one_english_name,
    english_names_are_english,
    pairs_are_whole,
    deeds_say_what_they_are_about,
    comparisons_name_rows,
    explanations_are_sentences,
    conflicts_have_a_conclusion,
    additions_are_totals,
    periods_say_where_they_were_read,
    places_in_an_order_are_limits,
    sections_are_written_in_one_way,
    roles_are_no_parents,
    verdicts_keep_their_tolerance,
)
