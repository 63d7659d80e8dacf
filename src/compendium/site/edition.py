"""Which edition of the book this is, as one cites it."""

from __future__ import annotations

from pathlib import Path

import yaml


def read_edition(citation: Path) -> dict[str, str]:
    """Read ``version``, ``year`` and ``date`` from ``CITATION.cff``.

    A repository without that file gives an edition without them: a copy under test, say.
    """
    if not citation.is_file():
        return {}
    stated = yaml.safe_load(citation.read_text("utf-8"))
    date = str(stated["date-released"])
    return {"version": str(stated["version"]), "year": date[:4], "date": date}
