"""One printed figure to a quantity: comparator, number or range, unit and marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from compendium.errors import QuantityError
from compendium.phrases import read_phrase, with_digits
from compendium.text import fold_width, squeeze, strip_note_marks

# Printed word or sign → comparator of the contract.
_BEFORE = {
    "≥": "≥", ">=": "≥", "不少于": "≥", "不低于": "≥", "至少": "≥",
    "≤": "≤", "<=": "≤", "不超过": "≤", "不高于": "≤", "不多于": "≤",
    ">": ">", "超过": ">", "超": ">", "突破": ">", "高于": ">", "上": "≥",
    "<": "<", "低于": "<", "少于": "<", "不足": "<",
    "≈": "≈", "约为": "≈", "约": "≈", "近": "≈", "=": "=",
    "达到": "=", "达": "=", "高达": "=", "连续": "=", "增长": "=", "各": "=",
}  # fmt: skip
_AFTER = {"以上": "≥", "以下": "≤", "以内": "≤", "左右": "≈", "上下": "≈", "水平": "≈", "级": "≈"}
_NONE = re.compile(r"[-—–―－─]+")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


def _any_of(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_QUANTITY = re.compile(
    rf"""
    (?P<before>{_any_of(_BEFORE)})?
    (?P<low>-?(?:{_NUMBER}))
    (?P<more>余|多)?
    (?P<low_unit>[^\d\-~—–至*.,]*)
    (?:[-~—–至](?P<high>{_NUMBER})(?P<high_unit>[^\d*.,]*?))?
    (?P<star>\*)?
    """,
    re.VERBOSE,
)
_ENCLOSED = {("[", "]"): "[]", ("{", "}"): "{}"}


@dataclass(frozen=True)
class Quantity:
    """One printed quantity.

    Attributes
    ----------
    comparator
        ``=``, ``≥``, ``>``, ``≤``, ``<`` or ``≈``.
    low, high
        The number(s) in the printed unit, with the printed decimals; equal unless a range.
    unit_zh
        The unit printed with the number; empty where it stands elsewhere.
    marks
        The table's marks on the cell, in the order ``[]`` or ``{}``, ``*``.
    """

    comparator: str
    low: Decimal
    high: Decimal
    unit_zh: str = ""
    marks: tuple[str, ...] = ()


def is_none(printed: str) -> bool:
    """Tell whether a cell prints a dash, which stands for no figure.

    >>> is_none("—"), is_none("-5")
    (True, False)
    """
    return bool(_NONE.fullmatch(squeeze(printed)))


def parse_quantity(printed: str) -> Quantity:
    """Read one printed cell.

    Parameters
    ----------
    printed
        The cell's text: ``8664.8亿元``, ``[≥28]``, ``3-5个``, ``16%左右``, ``200*`` …

    Returns
    -------
    Quantity

    Raises
    ------
    QuantityError
        If the text is not one number or one range with at most one unit. A slip that is likely
        (a doubled point, the letter O for a zero) is offered as a suggestion.

    Examples
    --------
    >>> parse_quantity("[1500家]")
    Quantity(comparator='=', low=Decimal('1500'), high=Decimal('1500'), unit_zh='家', marks=('[]',))
    >>> parse_quantity("16%左右").comparator
    '≈'
    """
    quantity = _read(printed)
    if quantity is None:
        raise QuantityError(printed, _suggest(printed))
    return quantity


def _read(printed: str) -> Quantity | None:
    text = squeeze(fold_width(strip_note_marks(printed)))
    marks: tuple[str, ...] = ()
    if len(text) > 2 and (text[0], text[-1]) in _ENCLOSED:
        marks = (_ENCLOSED[text[0], text[-1]],)
        text = text[1:-1]
    if phrase := read_phrase(text):
        return Quantity(*phrase, marks)
    match = _QUANTITY.fullmatch(with_digits(text))
    if match is None:
        return None
    before, low_unit = match["before"] or "", match["low_unit"]
    high_unit = match["high_unit"] or ""
    unit, after = _split_after(high_unit or low_unit)
    low_only, low_after = _split_after(low_unit)
    strange = any(sign in unit for sign in "[]{}()≥≤<>=")
    if (low_after and match["high"]) or (before and after) or strange:
        return None
    more = ">" if match["more"] else ""
    if high_unit and low_only not in ("", unit):
        return None
    low = Decimal(match["low"].replace(",", ""))
    high = Decimal(match["high"].replace(",", "")) if match["high"] else low
    if high < low:
        return None
    return Quantity(
        comparator=more or _BEFORE.get(before) or _AFTER.get(after) or "=",
        low=low,
        high=high,
        unit_zh=unit,
        marks=marks + (("*",) if match["star"] else ()),
    )


def _split_after(unit: str) -> tuple[str, str]:
    for word in _AFTER:
        if unit.endswith(word):
            return unit[: -len(word)], word
    return unit, ""


def _suggest(printed: str) -> str:
    """Offer the printed text with one likely slip mended, if it then reads."""
    slips = ((r"\.\.+", "."), (r"(?<=\d)[oO]|[oO](?=\d)", "0"), (r"[lI](?=\d)", "1"),
             (r"(?<=\d)[，、](?=\d)", ""), (r"。", "."), (r"[\[\]{}]", ""))  # fmt: skip
    for pattern, mended in slips:
        candidate = re.sub(pattern, mended, printed)
        if candidate != printed and _read(candidate) is not None:
            return candidate
    return ""
