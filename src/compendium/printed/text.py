"""Printed Chinese text: width, white space and note marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Reference marks of notes come off before NFKC, which would turn 35① into 351 and 10² into 102.
_NOTE_MARKS = re.compile(r"[①-⓿⁰-⁹¹²³†‡]+")
# At most this much in brackets is tried as a unit, so that no text takes more than linear time.
_UNIT_AT_END = re.compile(r"(?<=.)[(（]([^()（）]{1,100})[)）]$")
# NFKC leaves these as they are.
_BRACKETS = str.maketrans("〔〕【】", "[][]")


def squeeze(text: str) -> str:
    r"""Remove all white space: line breaks inside a printed cell carry no meaning.

    >>> squeeze("指标属\n性")
    '指标属性'
    """
    return "".join(text.split())


def strip_note_marks(text: str) -> str:
    """Take off the reference marks of notes (①, ², †); a star is a mark of the table and stays.

    >>> strip_note_marks("35①")
    '35'
    """
    return _NOTE_MARKS.sub("", text)


def fold_width(text: str) -> str:
    """Fold full-width digits and signs to ASCII and bring square brackets to one form.

    Only for reading numbers and comparing names: a name is never stored in this form.

    >>> fold_width("〔１，５００〕")
    '[1,500]'
    """
    return unicodedata.normalize("NFKC", text.translate(_BRACKETS))


@lru_cache(maxsize=2**16)
def name_key(name: str) -> str:
    """Give the form in which two printings of one name are equal.

    >>> name_key("每千人口拥有执业（助理） 医师数") == name_key("每千人口拥有执业(助理)医师数")
    True
    """
    return squeeze(fold_width(strip_note_marks(name)))


def split_bracketed_unit(name: str) -> tuple[str, str]:
    """Split a printed name from the unit in brackets at its end; the unit is empty without one.

    >>> split_bracketed_unit("外贸进出口总额 (亿元)")
    ('外贸进出口总额', '亿元')
    >>> split_bracketed_unit("每千人口拥有执业（助理）医师数")
    ('每千人口拥有执业（助理）医师数', '')
    """
    # Squeezed first: with white space left in, the pattern would try each of its beginnings.
    match = _UNIT_AT_END.search(printed := squeeze(name))
    return (printed[: match.start()], match[1]) if match else (printed, "")
