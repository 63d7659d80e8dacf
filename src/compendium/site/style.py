"""The style sheet as it is published: what only its writers read is left out."""

from __future__ import annotations

import re

_TEXT = r'(?P<text>"[^"]*")'
_COMMENT = re.compile(rf"{_TEXT}|/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(rf"{_TEXT}|\s*(?P<sign>[{{}};,>])\s*|(?P<colon>:)\s+|\s+")


def pack_style(style: str) -> str:
    r"""Write a style sheet without comments and without the blanks that mean nothing.

    >>> pack_style('a > b,\nc { /* why */ margin: 0 auto;\n  content: "a;  b"; }')
    'a>b,c{margin:0 auto;content:"a;  b"}'
    """
    style = _COMMENT.sub(lambda found: found["text"] or "", style)
    return _BLANK.sub(_shorten, style).replace(";}", "}").strip()


def _shorten(found: re.Match[str]) -> str:
    return found["text"] or found["sign"] or found["colon"] or " "
