"""The book as a reference: the words of a citation, and entries for reference managers."""

from __future__ import annotations

import json
from typing import Any

from compendium.site.edition import Citation

BIBTEX, CSL = "citation.bib", "citation.csl.json"
"""The files, below ``data/``."""


def cite_book(citation: Citation) -> str:
    """Give the book's citation as a line of text.

    >>> from compendium.site.edition import Author
    >>> cite_book(Citation("Plans", "1.0.0", "2026-01-31", "", (), (), (Author("Wu", "An"),)))
    'Wu, An (2026). Plans, version 1.0.0.'
    """
    at = f" {citation.address}/" if citation.address else ""
    authors = "; ".join(each.inverted for each in citation.authors)
    return f"{authors} ({citation.year}). {citation.title}, version {citation.version}.{at}"


def write_bibtex(citation: Citation) -> str:
    """Give the book as an entry of BibTeX.

    A group stands in braces of its own, so that its last word is not taken for a family name.
    """
    fields = {
        "author": " and ".join(
            each.inverted if each.given else f"{{{each.name}}}" for each in citation.authors
        ),
        "title": f"{{{citation.title}}}",
        "year": citation.year,
        "note": f"Data set, version {citation.version}",
        **({"url": f"{citation.address}/"} if citation.address else {}),
    }
    lines = "".join(f"  {name:<6} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{bay_area_plans_in_numbers,\n{lines}}}\n"


def write_csl(citation: Citation) -> str:
    """Give the book as CSL-JSON, which Zotero, Pandoc and others read."""
    year, month, day = map(int, citation.date.split("-"))
    entry: dict[str, Any] = {
        "id": "bay-area-plans-in-numbers",
        "type": "dataset",
        "title": citation.title,
        "author": [
            {"family": each.name, "given": each.given} if each.given else {"literal": each.name}
            for each in citation.authors
        ],
        "issued": {"date-parts": [[year, month, day]]},
        "version": citation.version,
        "abstract": citation.abstract,
        "keyword": ", ".join(citation.keywords),
        **({"URL": f"{citation.address}/"} if citation.address else {}),
    }
    return f"{json.dumps([entry], ensure_ascii=False, indent=2)}\n"


def list_creators(citation: Citation) -> list[dict[str, str]]:
    """Give the authors as schema.org describes them, and what builds on it."""
    return [
        {"@type": "Person", "familyName": each.name, "givenName": each.given}
        if each.given
        else {"@type": "Organization", "name": each.name}
        for each in citation.authors
    ]
