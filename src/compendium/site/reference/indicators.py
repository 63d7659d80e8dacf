"""A page for each indicator."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from compendium.site.reference.material import Material
from compendium.site.render import render_html


def make_indicators(material: Material) -> Iterator[tuple[str, Markup]]:
    """Make the page of every indicator of the record."""
    for indicator in material.record.indicators.to_dict("records"):
        yield (
            f"indicators/{indicator['indicator_id']}",
            render_html("reference/indicator.html.j2", indicator=indicator, lang=material.lang),
        )
