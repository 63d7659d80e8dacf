"""The errata: what the project corrects in the plans' documents, as the pages show it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from compendium.paths import CORRECTIONS, find_plans
from compendium.raw.corrections import Correction, read_corrections
from compendium.site.render import render_html


def read_errata(raw: Path) -> dict[str, tuple[Correction, ...]]:
    """Read the declared corrections of every plan that has some, by the plan's id.

    Raises
    ------
    DeclarationError, Report
        If a file does not say what it should.
    """
    declared = {
        folder.name: read_corrections(folder / CORRECTIONS)
        for folder in find_plans(raw)
        if (folder / CORRECTIONS).is_file()
    }
    return {plan: corrections for plan, corrections in declared.items() if corrections}


def errata_list(
    errata: Mapping[str, tuple[Correction, ...]], plans: pd.DataFrame, lang: str
) -> str:
    """Show the corrections, plan by plan in the order of the plans (P rows), as HTML."""
    titles = plans.set_index("plan_id")[f"title_{lang}"]
    listed = [
        {"plan_id": plan, "title": titles[plan], "corrections": errata[plan]}
        for plan in titles.index
        if plan in errata
    ]
    return render_html("errata.html.j2", plans=listed, lang=lang)


def count_errata(errata: Mapping[str, tuple[Correction, ...]]) -> int:
    """Count the corrections of all plans."""
    return sum(map(len, errata.values()))
