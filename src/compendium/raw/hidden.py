"""Characters that a reader of a text does not see, and that would travel to every page and file."""

from __future__ import annotations

import re
import unicodedata

# Controls but the line break, direction marks and overrides (a text that reads otherwise than it is
# stored), widthless characters (two names that look alike), halves of pairs, and no characters.
_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\u00ad\u200b-\u200d\u2028\u2029\u2060\ufeff\ufff9-\ufffc"
    "\ud800-\udfff\ufffe\uffff]"
)


def drop_hidden(text: str) -> str:
    r"""Give a text without its hidden characters; conversion of documents leaves some.

    >>> drop_hidden("福田\u200b区")
    '福田区'
    """
    return _HIDDEN.sub("", text)


def hidden_character(text: str) -> str:
    r"""Name the first hidden character of a text; empty if it has none.

    >>> hidden_character("福田\u202e区")
    'the hidden character U+202E (RIGHT-TO-LEFT OVERRIDE)'
    """
    if (match := _HIDDEN.search(text)) is None:
        return ""
    name = unicodedata.name(match[0], "")
    return f"the hidden character U+{ord(match[0]):04X}" + (f" ({name})" if name else "")
