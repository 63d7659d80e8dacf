"""Texts of the data that only show, wherever they are put.

A title, a name or a note may hold anything that somebody typed into a workbook. HTML is escaped by
the templates; what no escaping helps against is taken out here.
"""

from __future__ import annotations

import re
import unicodedata

# Every sign of ASCII that Markdown or HTML may read. A comma never means anything, a stop or hyphen
# nothing within a number or word.
_ACTIVE = re.compile(r"(?!,|(?<=\w)[.-](?=\w))[!-/:-@\[-`{-~]")


def one_line(text: str) -> str:
    r"""Give a text as one line without control characters and without marks of direction.

    Such characters would hide what follows, or set it backwards.

    >>> one_line("retail\u202e sales\n\x00 of goods ")
    'retail sales of goods'
    """
    return " ".join(visible(text).split())


def visible(text: str) -> str:
    r"""Take out what does not show: a control character becomes a space, a mark of direction goes.

    >>> visible("a\u202eb\tc ")
    'ab c '
    """
    return "".join(map(_shown, text))


def inert(text: str) -> str:
    """Write a text so that neither Markdown nor HTML finds anything in it but text.

    >>> inert("Services <plan> 0.1.0")
    'Services &#60;plan&#62; 0.1.0'
    """
    return _ACTIVE.sub(lambda sign: f"&#{ord(sign[0])};", one_line(text))


def _shown(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category in ("Cf", "Cs") else sign
