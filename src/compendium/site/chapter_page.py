"""A chapter as a page: its executed notebook with links, its box for learners and its figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from compendium.site.across.disputes import Disputes
from compendium.site.figures import show_figures
from compendium.site.lessons import PLACEHOLDER
from compendium.site.page_text import link_downloads
from compendium.site.reference.numbers import find_numbers, link_numbers


def make_chapter(
    name: str,
    notebook: dict[str, Any],
    box: Markup,
    tools: Markup,
    edition: Mapping[str, str],
    disputes: Disputes,
    addresses: Mapping[str, str],
) -> bytes:
    """Make the notebook that Jupyter Book builds a chapter's page from.

    Parameters
    ----------
    name, notebook
        The chapter, and its executed notebook, which is changed.
    box, tools
        For its learners, and its files: both stand in the text.
    edition
        ``version`` and ``year`` of the book, for citations.
    disputes, addresses
        Row id → the contradictions that it takes part in, and where it stands on the site.
    """
    prose = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    numbers = find_numbers(notebook)
    for cell in prose:
        cell["source"] = link_numbers(
            link_downloads("".join(cell["source"])), f"numbers/{name}.html", numbers
        )
    # Below the question and the first figure, with what the chapter finds.
    place = prose[min(1, len(prose) - 1)]
    wanted = [cell for cell in prose if PLACEHOLDER in cell["source"]]
    if not wanted:
        place["source"] += f"\n\n{PLACEHOLDER}"
    for cell in wanted or [place]:
        cell["source"] = cell["source"].replace(PLACEHOLDER, box)
    place["source"] += f"\n\n{tools}"
    shown = show_figures(name, notebook, edition, disputes, addresses)
    return f"{json.dumps(shown, ensure_ascii=False, indent=1)}\n".encode()
