"""What a chapter's notebook may not do, found in its cells."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

_GLUED = re.compile(r"\{glue:(?:text)?\}`(?P<name>[^`:]+)[^`]*`")
_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
_HEADING = re.compile(r"^#+ .*$", re.MULTILINE)
_PRINTS = r"(?:print|say|state|give|name|list|define|tell|mention|publish|count)"
_WHO = r"(?:plans?|tables?|boxe?s?|rows?|texts?|documents?|outline|they|it)"
_CLAIMS = re.compile(
    "|".join(
        (
            rf"\b(?:do|does|did)(?:\s+not|n[’']t)\s+{_PRINTS}\b",
            rf"\b{_PRINTS}s?\s+(?:no|none|nothing|neither)\b",
            r"\b(?:not|never|nowhere)\s+(?:\w+\s+)?(?:printed|stated|said|given|named|defined)\b",
            rf"\bno(?:ne of the)?\s+(?:\w+\s+)?{_WHO}\s+(?:\w+\s+)?{_PRINTS}s?\b",
            rf"\b(?:{_WHO}|table|plan)\s+(?:has|have|had)\s+no\b",
            r"\b(?:nobody|no one|one cannot|you cannot|cannot be|can(?:not|[’']t))\s+"
            r"(?:can\s+|be\s+)?(?:tell|know|computed|compared|told|known|seen)\b",
            r"\bwithout a (?:baseline|definition|date|year)\b",
        )
    ),
    re.IGNORECASE,
)


def find_free_claims(prose: Iterable[str]) -> list[str]:
    """Give what prose says that plans do not print, outside of glued words.

    >>> find_free_claims(["No plan prints imports.", "It {glue:text}`not-printed-x`."])
    ['No plan prints']
    """
    return [
        " ".join(found[0].split())
        for text in prose
        for found in _CLAIMS.finditer(_HEADING.sub("", _CODE.sub(" ", _GLUED.sub(" ", text))))
    ]


def find_pairs(code: Iterable[str]) -> list[str]:
    """Give the calls that have their words in both languages.

    >>> find_pairs(['say(en="a", zh="甲")', 'f("a")'])
    ["say(en='a', zh='甲')"]
    """
    return [
        ast.unparse(node)
        for source in code
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and {"en", "zh"} <= {each.arg for each in node.keywords}
    ]


def find_claim_keys(code: Iterable[str]) -> set[str]:
    """Give the names that claims give to the prose.

    >>> find_claim_keys(['chapter.not_printed("x", key="a", says="b", place="futian")'])
    {'not-printed-a'}
    """
    return {
        f"not-printed-{keyword.value.value}"
        for source in code
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "not_printed"
        for keyword in node.keywords
        if keyword.arg == "key" and isinstance(keyword.value, ast.Constant)
    }
