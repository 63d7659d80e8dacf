"""A page for each kind of named things: what every plan and box wants of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from compendium.contract.enums import PROJECT_KINDS
from compendium.site.reference.lexicon import Lexicon, Row, group_rows
from compendium.site.reference.material import Material
from compendium.site.reference.named import Named
from compendium.site.render import render_html


def make_entities(material: Material) -> Iterator[tuple[str, Markup]]:
    """Make the page of every kind of named things, and the page that lists the kinds."""
    named = Named(Lexicon(material))
    kinds = group_rows(named.entities.values(), "kind")
    listed = [kind for kind in PROJECT_KINDS if kind in kinds]
    for kind in listed:
        yield (
            f"entities/{kind}",
            render_html("reference/entities.html.j2", **describe_kind(kind, kinds[kind], named)),
        )
    parts = [
        {
            "id": kind,
            "name": named.lexicon.values["kind"][kind],
            "things": len(kinds[kind]),
            "repeated": _most_named(kinds[kind], named),
        }
        for kind in listed
    ]
    yield (
        "entities/index",
        render_html(
            "reference/kinds.html.j2", kinds=parts, things=len(named.entities), lang=named.lang
        ),
    )


def describe_kind(kind: str, rows: list[Row], named: Named) -> dict[str, Any]:
    """Give what the page of a kind shows: the things named more than once, and the others.

    Parameters
    ----------
    rows
        The entities of the kind (E rows).
    """
    things = [_describe(row, named) for row in rows]
    repeated = [thing for thing in things if len(thing["wanted"]) > 1]
    return {
        "lang": named.lang,
        "kind": kind,
        "name": named.lexicon.values["kind"][kind],
        "repeated": sorted(repeated, key=lambda thing: -len(thing["wanted"])),
        "once": [thing for thing in things if len(thing["wanted"]) == 1],
    }


def _describe(row: Row, named: Named) -> dict[str, Any]:
    entity = named.entity(str(row["entity_id"]))
    aliases = [each for each in str(row["aliases_zh"]).split("|") if each != row["name_zh"]]
    wanted = [named.project(each) for each in named.mentions[str(row["entity_id"])]]
    return {
        **entity,
        "place": named.lexicon.place(str(row["place_id"])),
        "aliases": [each for each in aliases if each],
        "wanted": wanted,
        "plans": len({each["plan"]["id"] for each in wanted}),
    }


def _most_named(rows: list[Row], named: Named) -> list[dict[str, Any]]:
    entities = [named.entity(str(row["entity_id"])) for row in rows if int(row["mentions"]) > 1]
    return sorted(entities, key=lambda entity: -entity["mentions"])
