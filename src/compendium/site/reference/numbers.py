"""A page for each chapter that leads every number of it to its print.

A number of the text leads to its place here, and from here each figure that it comes from to the
cell or the sentence that prints it; so does a chart. Numbers from the same figures stand together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from markupsafe import Markup

from compendium.chapter.provenance import NUMBERS_MIME
from compendium.printed.wording import choose, say_period
from compendium.site.contents import find_title
from compendium.site.figures import find_charts, find_outputs
from compendium.site.published import GLUE_ROLE, find_glued
from compendium.site.reference.lexicon import Lexicon, list_rows
from compendium.site.reference.material import Material
from compendium.site.render import render_html

# More rows than a reader would follow one by one: they are counted by their print.
_MOST_LISTED = 80


def find_numbers(notebook: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Give the names of the numbers that a chapter's prose says, and the rows behind each."""
    return {
        name: tuple(ids)
        for found in find_outputs(notebook, NUMBERS_MIME)
        for name, ids in found.items()
    }


def link_numbers(source: str, page: str, known: Mapping[str, object]) -> str:
    """Let each number of a chapter's prose that has rows behind it lead to its place; no heading.

    >>> link_numbers("{glue:text}`a` of {glue:text}`b`", "numbers/x.html", {"b": ()})
    '{glue:text}`a` of <a class="traced" href="numbers/x.html#b">{glue:text}`b`</a>'
    """

    def link(found: re.Match[str]) -> str:
        name = found["name"]
        if name not in known:
            return found[0]
        return f'<a class="traced" href="{page}#{name}">{found[0]}</a>'

    lines = source.split("\n")
    return "\n".join(line if line.startswith("#") else GLUE_ROLE.sub(link, line) for line in lines)


def make_numbers(material: Material) -> Iterator[tuple[str, Markup]]:
    """Make the page of every chapter that was run."""
    rows = _Rows(material)
    for name, notebook in material.notebooks.items():
        texts = {key: Markup(text) for key, text in find_glued(notebook)}
        groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for key, ids in find_numbers(notebook).items():
            groups.setdefault(ids, []).append({"name": key, "text": texts.get(key, "")})
        charts = [
            {
                "chart_id": parts["chart_id"],
                "title": parts["title"],
                **rows.list([row["id"] for row in parts["rows"]]),
            }
            for parts in find_charts(notebook)
        ]
        yield (
            f"numbers/{name}",
            render_html(
                "reference/numbers.html.j2",
                chapter=name,
                title=find_title(notebook),
                groups=[{"numbers": said, **rows.list(ids)} for ids, said in groups.items()],
                charts=charts,
                lang=material.lang,
            ),
        )


class _Rows:
    """The rows of the record, as this page shows them."""

    def __init__(self, material: Material) -> None:
        self._lexicon = Lexicon(material)
        self._checks = {str(row["check_id"]): row for row in list_rows(material.record.audit)}
        self.show = cache(self._show)

    def list(self, ids: Sequence[str]) -> dict[str, Any]:
        """List rows by their plan; too many are counted by their print."""
        known = self._lexicon.material.addresses.rows
        shown = [self.show(each) for each in ids if each in known]
        by_plan: dict[str, list[dict[str, str]]] = {}
        for row in shown:
            by_plan.setdefault(row["plan_id"], []).append(row)
        return {
            "plans": [
                {
                    **(self._lexicon.plan(plan) if plan else {"name": "", "colour": ""}),
                    "rows": rows if len(shown) <= _MOST_LISTED else [],
                    "prints": _count_prints(rows) if len(shown) > _MOST_LISTED else [],
                }
                for plan, rows in by_plan.items()
            ],
            "total": len(shown),
        }

    def _show(self, row_id: str) -> dict[str, str]:
        lexicon, address = self._lexicon, self._lexicon.at(row_id)
        if check := self._checks.get(row_id):
            return {
                "plan_id": "",
                "address": address,
                "print": "",
                "what": str(check[f"explanation_{lexicon.lang}"]),
                "place": "",
                "when": "",
                "where": "",
                "page": address,
            }
        figure = lexicon.figures_by_id.get(row_id)
        row = figure or lexicon.projects_by_id[row_id]
        named = lexicon.indicators[row["indicator_id"]] if figure else row
        return {
            "plan_id": str(row["plan_id"]),
            "address": address,
            "print": str(row["printed" if figure else "name_zh"]),
            "what": lexicon.name(named),
            "place": lexicon.place(str(row["place_id"])).get("name", ""),
            "when": _say_when(figure, lexicon.lang) if figure else "",
            "where": lexicon.where(row),
            "page": lexicon.page_of(row),
        }


def _say_when(figure: Mapping[str, Any], lang: str) -> str:
    start, end = str(figure["period_start"]), str(figure["period_end"])
    return (
        say_period(start, end) if start or not end else choose(lang, en=f"to {end}", zh=f"至{end}")
    )


def _count_prints(rows: Sequence[Mapping[str, str]]) -> list[dict[str, object]]:
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row["page"], row["where"] if "-text." not in row["page"] else "")
        counts[key] = counts.get(key, 0) + 1
    return [{"page": page, "where": where, "count": n} for (page, where), n in counts.items()]
