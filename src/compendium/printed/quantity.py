"""One printed figure to a quantity, and a quantity in its unit to an amount."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from compendium.errors import QuantityError
from compendium.printed.numerals import read_parts, read_phrase, with_digits
from compendium.printed.text import fold_width, squeeze, strip_note_marks
from compendium.printed.units import Unit, convert

# Printed word or sign → comparator of the contract.
BEFORE_WORDS = {
    "≥": "≥", ">=": "≥", "不少于": "≥", "不低于": "≥", "至少": "≥", "至少建设": "≥",
    "≤": "≤", "<=": "≤", "不超过": "≤", "不高于": "≤", "不多于": "≤",
    ">": ">", "超过": ">", "超": ">", "突破": ">", "高于": ">", "上": "≥",
    "<": "<", "低于": "<", "少于": "<", "不足": "<",
    "≈": "≈", "约为": "≈", "约": "≈", "近": "≈", "=": "=",
    "达到": "=", "达": "=", "高达": "=", "连续": "=", "增长": "=", "各": "=",
}  # fmt: skip
AFTER_WORDS = {
    "以上": "≥",
    "以下": "≤",
    "以内": "≤",
    "左右": "≈",
    "上下": "≈",
    "水平": "≈",
    "级": "≈",
}
_LIMITS = (">", "≥", "<", "≤")
_HALF = Decimal("0.5")
_NONE = re.compile(r"[-—–―－─]+")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


def _any_of(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_QUANTITY = re.compile(
    rf"""
    (?P<before>{_any_of(BEFORE_WORDS)})?
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
    worded
        Whether the number is printed in words (翻一番, 百个), which are not rounded.
    parts
        Of 1/12, 12: the whole number that is rounded in print; else none.
    """

    comparator: str
    low: Decimal
    high: Decimal
    unit_zh: str = ""
    marks: tuple[str, ...] = ()
    worded: bool = False
    parts: Decimal | None = None


@dataclass(frozen=True)
class Amount:
    """A quantity in its unit, with what its print says of its precision.

    Attributes
    ----------
    comparator, unit
        As a person or the program read them.
    low, high
        In the printed unit.
    value_low, value_high
        In the canonical unit; equal unless a range.
    least, most
        Between what the true number may lie, given how many digits are printed (canonical unit).
    """

    comparator: str
    unit: Unit
    low: Decimal
    high: Decimal
    value_low: Decimal
    value_high: Decimal
    least: Decimal
    most: Decimal


def measure(quantity: Quantity, unit: Unit, *, comparator: str = "", counted: bool) -> Amount:
    """Give a quantity as an amount.

    A limit, a number in words and a count in ones are exact. Any other number may be off by half a
    unit of its last printed digit; zeros at the end of a figure that is printed as "about" are not
    taken as measured: 2200亿元左右 may be off by 50. Of 1/12 the whole number is what is rounded.

    Parameters
    ----------
    quantity, unit
        What is printed, and the unit that it counts in.
    comparator
        What the sentence around the number says; as printed unless given.
    counted
        Whether the indicator counts things one by one, or ranks them.

    >>> from fractions import Fraction
    >>> yi = Unit("亿元", "CNY", Fraction(10**8))
    >>> amount = measure(parse_quantity("8664.8亿元"), yi, counted=False)
    >>> str(amount.value_low), str(amount.least), str(amount.most)
    ('866480000000', '866475000000', '866485000000')
    """
    said = comparator or quantity.comparator
    if quantity.parts is not None:
        least, most = (1 / (quantity.parts + side) for side in (_HALF, -_HALF))
    else:
        half = _half(quantity, said, ones=counted and unit.factor == 1)
        least, most = quantity.low - half, quantity.high + half
    return Amount(
        said,
        unit,
        quantity.low,
        quantity.high,
        *(convert(each, unit) for each in (quantity.low, quantity.high, least, most)),
    )


def _half(quantity: Quantity, comparator: str, *, ones: bool) -> Decimal:
    about = comparator == "≈"
    whole = quantity.low == quantity.low.to_integral()
    if comparator in _LIMITS or (not about and (quantity.worded or (ones and whole))):
        return Decimal(0)
    exponent = (quantity.low.normalize() if about else quantity.low).as_tuple().exponent
    return _HALF * Decimal(10) ** int(exponent)


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
    >>> total = parse_quantity("[1500家]")
    >>> total.low, total.unit_zh, total.marks
    (Decimal('1500'), '家', ('[]',))
    >>> parse_quantity("16%左右").comparator
    '≈'
    """
    quantity = _read(printed)
    if quantity is None:
        raise QuantityError(printed, _suggest(printed))
    return quantity


def _read(printed: str) -> Quantity | None:
    text, marks = _open(squeeze(fold_width(strip_note_marks(printed))))
    worded = not any(sign.isdigit() for sign in text)
    if phrase := read_phrase(text):
        return Quantity(*phrase, marks, worded, parts=read_parts(text))
    match = _QUANTITY.fullmatch(with_digits(text))
    quantity = _number(match) if match else None
    if match is None or quantity is None:
        return None
    starred = marks + (("*",) if match["star"] else ())
    return replace(quantity, marks=starred, worded=worded)


def _open(text: str) -> tuple[str, tuple[str, ...]]:
    """Take a text out of the brackets that are marks of its table."""
    if len(text) > 2 and (text[0], text[-1]) in _ENCLOSED:
        return text[1:-1], (_ENCLOSED[text[0], text[-1]],)
    return text, ()


def _number(match: re.Match[str]) -> Quantity | None:
    """Give the quantity of a match, or none where its parts contradict each other."""
    before, low_unit, high_unit = match["before"] or "", match["low_unit"], match["high_unit"] or ""
    unit, after = _split_after(high_unit or low_unit)
    low_only, low_after = _split_after(low_unit)
    low = Decimal(match["low"].replace(",", ""))
    high = Decimal(match["high"].replace(",", "")) if match["high"] else low
    contradictory = (
        (low_after and match["high"])
        or (before and after)
        or (high_unit and low_only not in ("", unit))
        or any(sign in unit for sign in "[]{}()≥≤<>=")
        or high < low
    )
    if contradictory:
        return None
    more = ">" if match["more"] else ""
    return Quantity(
        more or BEFORE_WORDS.get(before) or AFTER_WORDS.get(after) or "=", low, high, unit
    )


def _split_after(unit: str) -> tuple[str, str]:
    for word in AFTER_WORDS:
        if unit.endswith(word):
            return unit[: -len(word)], word
    return unit, ""


def _suggest(printed: str) -> str:
    """Offer the printed text with one likely slip mended, if it then reads."""
    slips = ((r"\.\.+", "."), (r"(?<=\d)[oO]|[oO](?=\d)", "0"), (r"[lI](?=\d)", "1"),
             (r"(?<=\d)[，、](?=\d)", ""), (r"。", "."),
             # The brackets are marks: they are moved or closed, never dropped.
             (r"^([\[{])([^\[\]{}]*)([\]}])(.+)$", r"\1\2\4\3"),
             (r"^\[([^\[\]]+)$", r"[\1]"), (r"^\{([^{}]+)$", r"{\1}"))  # fmt: skip
    for pattern, mended in slips:
        candidate = re.sub(pattern, mended, printed)
        if candidate != printed and _read(candidate) is not None:
            return candidate
    return ""
