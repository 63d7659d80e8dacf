"""The rows of a chapter's tables lead to the prints of the figures that they show."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

# As `table.html.j2` of the chapters writes a row that knows where it comes from.
_ROW = re.compile(
    r'<tr data-rows="(?P<ids>[^"]+)">\s*(?P<head><th [^>]*>)(?P<said>.*?)</th>', re.DOTALL
)


def link_rows(html: str, addresses: Mapping[str, str], several: str = "") -> str:
    """Let the head of each row lead to the print of its figure.

    Parameters
    ----------
    html
        Tables, with the ids of the rows of the record at each row.
    addresses
        Row id → address in the edition.
    several
        Where a row of several figures leads; to the last of them unless given, which of a target
        and its baseline is the target.

    >>> link_rows('<tr data-rows="a"><th scope="row">GDP</th></tr>', {"a": "prints/t.html#a"})
    '<tr><th scope="row"><a class="traced" href="prints/t.html#a">GDP</a></th></tr>'
    """

    def link(found: re.Match[str]) -> str:
        ids = [each for each in found["ids"].split() if each in addresses]
        if not ids or not found["said"].strip():
            return f"<tr>{found['head']}{found['said']}</th>"
        address = several if several and len(ids) > 1 else addresses[ids[-1]]
        return Markup('<tr>{}<a class="traced" href="{}">{}</a></th>').format(
            Markup(found["head"]), escape(address), Markup(found["said"])
        )

    return _ROW.sub(link, html)
