"""The page that sets the plans side by side: shared targets, ladders, a timeline, districts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from markupsafe import Markup

from compendium.printed.wording import is_missing, join_list
from compendium.site.across.agree import one_block
from compendium.site.across.disputes import Disputes
from compendium.site.across.facts import Facts, Plan
from compendium.site.across.reader import Reader
from compendium.site.across.repeats import (
    BOUND,
    HIGHER,
    LOWER,
    REPEATED,
    Coverage,
    Shared,
    find_coverage,
    find_shared,
)
from compendium.site.across.rungs import find_ladders
from compendium.site.across.words import SIDE
from compendium.site.addresses import indicator_address, place_address
from compendium.site.page_values import count_values
from compendium.site.render import render_html

_MARKS = {REPEATED: "agree", BOUND: "rounding"}
_UNDATED = "undated"


def side_values(reader: Reader, disputes: Disputes) -> dict[str, str]:
    """Give what the page shows, by the names that it gives them."""
    record, lang = reader.record, reader.lang
    figures = list(reader.figures.values())
    plans = _rows(record.plans.sort_values(["period_start", "plan_id"], kind="stable"))
    indicators = record.indicators
    directions = dict(zip(indicators["indicator_id"], indicators["direction"], strict=True))
    kinds = dict(zip(record.tables["table_id"], record.tables["kind"], strict=True))
    shared = find_shared(figures, plans, directions)
    coverage = find_coverage(figures, plans, kinds)
    ladders = find_ladders(reader, figures)
    shown = {
        "side_shared": show_shared(shared, reader, disputes),
        "side_coverage": show_coverage(coverage, reader),
        "side_ladders": render_html(
            "across/ladders.html.j2",
            ladders=ladders,
            address=indicator_address,
            said=SIDE[lang],
            lang=lang,
        ),
        "side_timeline": show_timeline(figures, reader),
        "side_roles": show_roles(reader),
    }
    counts = {
        "side.shared": len(shared),
        "side.repeated": sum(each.statement == REPEATED for each in shared),
        "side.ladders": len(ladders),
    }
    return {name: one_block(html) for name, html in shown.items()} | count_values(counts)


def show_shared(shared: Sequence[Shared], reader: Reader, disputes: Disputes) -> Markup:
    """List the targets that several plans print, with what each makes of the other's."""
    rows = [
        {
            "name": reader.indicator(each.indicator_id),
            "address": indicator_address(each.indicator_id),
            "subject": reader.say_subject(next(iter(each.first.values()))),
            "statement": say_statement(each, reader),
            "mark": _MARKS.get(each.statement, "conflict"),
            "prints": [[reader.print_of(row_id) for row_id in ids] for ids in each.rows.values()],
            "dispute": next(
                (
                    dispute.address
                    for row in each.first.values()
                    for dispute in disputes.get(str(row["observation_id"]), ())
                    if each.statement not in _MARKS
                ),
                "",
            ),
        }
        for each in sorted(shared, key=lambda each: (each.statement in _MARKS, -len(each.rows)))
    ]
    return render_html("across/shared.html.j2", rows=rows, said=SIDE[reader.lang], lang=reader.lang)


def say_statement(shared: Shared, reader: Reader) -> str:
    """Say how the plans' targets stand to one another, and in which plan a number is higher."""
    said = SIDE[reader.lang]
    plans = list(shared.first)
    if shared.statement in (HIGHER, LOWER):
        top = max(plans, key=lambda plan: float(shared.first[plan]["value_high"]))
        return said["higher"].format(plan=reader.plans[top].name)
    return said[shared.statement].format(plan=reader.plans[plans[-1]].name)


def show_coverage(coverage: Iterable[Coverage], reader: Reader) -> Markup:
    """Say which targets of a wide plan the narrower plans of its place have too, and which not."""
    lang, said = reader.lang, SIDE[reader.lang]
    rows = [
        {
            "plan": reader.plans[each.plan_id],
            "lead": said["coverage"].format(
                plan=reader.plans[each.plan_id].name,
                count=len(each.taken_up) + len(each.left),
                plans=join_list([reader.plans[plan].name for plan in each.narrower], lang),
                taken=len(each.taken_up),
                left=len(each.left),
            ),
            "lists": [
                (said["taken_up"], [_target(row_id, reader) for row_id in each.taken_up]),
                (said["left"], [_target(row_id, reader) for row_id in each.left]),
            ],
        }
        for each in coverage
    ]
    return render_html("across/coverage.html.j2", rows=rows, said=said, lang=lang)


def show_timeline(figures: Iterable[Facts], reader: Reader) -> Markup:
    """Show how many targets each plan has for which year, and all of them by year."""
    by_year: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in figures:
        if row["role"] == "target":
            year = _UNDATED if is_missing(row["year"]) else str(row["year"])
            by_year[year][str(row["plan_id"])].append(str(row["observation_id"]))
    most = max((sum(map(len, plans.values())) for plans in by_year.values()), default=1)
    years = [
        {
            "year": SIDE[reader.lang][_UNDATED] if year == _UNDATED else year,
            "count": sum(map(len, by_year[year].values())),
            "plans": list(_strip(by_year[year], reader, most)),
        }
        for year in sorted(by_year)
    ]
    return render_html(
        "across/timeline.html.j2", years=years, said=SIDE[reader.lang], lang=reader.lang
    )


def show_roles(reader: Reader) -> Markup:
    """Set side by side what plans want the districts of their city to become.

    The plans are those that have a box by district, a heading for each; a city that only one plan
    divides so is left out.
    """
    record, lang = reader.record, reader.lang
    projects = list(reader.things.values())
    named: dict[str, set[str]] = defaultdict(set)
    for row in projects:
        named[str(row["plan_id"])].add(str(row["group_zh"]))
    homes = dict(zip(record.plans["plan_id"], record.plans["place_id"], strict=True))
    cities = []
    for city in dict.fromkeys(homes.values()):
        inner = [place for place in _rows(record.places) if place["parent_id"] == city]
        districts = {
            plan_id: [place for place in inner if place["name_zh"] in named[plan_id]]
            for plan_id in reader.plans
            if homes[plan_id] == city
        }
        plans = [reader.plans[plan_id] for plan_id, found in districts.items() if len(found) > 1]
        if len(plans) < 2:
            continue
        either = [place for place in inner if any(place in found for found in districts.values())]
        rows = [
            {
                "name": place[f"name_{lang}"],
                "address": place_address(str(place["place_id"])),
                "cells": [_cell(place, plan, projects, reader) for plan in plans],
            }
            for place in either
        ]
        cities.append({"plans": plans, "rows": rows})
    return render_html("across/roles.html.j2", cities=cities, said=SIDE[lang], lang=lang)


def _cell(
    place: Mapping[Hashable, Any], plan: Plan, projects: Sequence[Facts], reader: Reader
) -> dict[str, Any]:
    own = [
        row
        for row in projects
        if row["plan_id"] == plan.plan_id and row["place_id"] == place["place_id"]
    ]
    about = [
        str(row[f"about_{reader.lang}"])
        for row in own
        if row["group_zh"] == place["name_zh"] and not is_missing(row[f"about_{reader.lang}"])
    ]
    roles = [
        {
            "name": row[f"name_{reader.lang}"],
            "printed": row["name_zh"] if reader.lang == "en" else "",
            "address": reader.addresses.rows[str(row["project_id"])],
            "of": _bearer(row, place, reader),
        }
        for row in own
        if row["kind"] == "role"
    ]
    return {
        "plan": plan,
        "about": about[:1],
        "roles": [each for each in roles if not each["of"]],
        "inside": [each for each in roles if each["of"]],
    }


def _bearer(role: Facts, place: Mapping[Hashable, Any], reader: Reader) -> str:
    """Name the thing that is to become what the role says, where it is not the district itself."""
    parent = reader.things.get(str(role["parent_id"]))
    if parent is None or parent["name_zh"] == place["name_zh"] or parent["kind"] == "action":
        return ""
    return str(parent[f"name_{reader.lang}"])


def _target(row_id: str, reader: Reader) -> dict[str, Any]:
    row = reader.figures[row_id]
    return {"name": reader.indicator(str(row["indicator_id"])), "print": reader.print_of(row_id)}


def _strip(
    plans: Mapping[str, Sequence[str]], reader: Reader, most: int
) -> Iterable[dict[str, Any]]:
    shown = [plan for plan in reader.plans if plan in plans]
    starts = accumulate([0, *(len(plans[plan]) for plan in shown)])
    for plan, start in zip(shown, starts, strict=False):
        yield {
            "plan": reader.plans[plan],
            "start": round(100 * start / most, 3),
            "width": round(100 * len(plans[plan]) / most, 3),
            "targets": [_target(row_id, reader) for row_id in plans[plan]],
        }


def _rows(frame: Any) -> list[dict[Hashable, Any]]:
    rows: list[dict[Hashable, Any]] = frame.to_dict("records")
    return rows
