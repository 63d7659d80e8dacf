"""Which claims of the chapters' text the data no longer shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from compendium.chapter.drafts import CLAIMS_MIME
from compendium.paths import Repository
from compendium.site.figures import find_outputs


def find_drafts(repository: Repository, lang: str, chapters: Sequence[str]) -> dict[str, list[str]]:
    """Give the claims that do not hold, by the chapter that makes them, if there are any."""
    paths = {name: repository.chapters / lang / f"{name}.ipynb" for name in chapters}
    found = {name: _claims(path) for name, path in paths.items() if path.is_file()}
    return {name: claims for name, claims in found.items() if claims}


def say_drafts(drafts: dict[str, list[str]]) -> str:
    """Say in one line how many claims do not hold, and where.

    >>> say_drafts({"trade": ["exports rise"]})
    'Draft: 1 claim of the text no longer holds (trade 1); its banner says more'
    """
    total = sum(map(len, drafts.values()))
    where = ", ".join(f"{name} {len(claims)}" for name, claims in drafts.items())
    if total == 1:
        return f"Draft: 1 claim of the text no longer holds ({where}); its banner says more"
    return f"Draft: {total} claims of the text no longer hold ({where}); their banners say more"


def _claims(notebook: Path) -> list[str]:
    outputs = find_outputs(json.loads(notebook.read_text("utf-8")), CLAIMS_MIME)
    return [str(claim["claim"]) for found in outputs for claim in found]
