"""Printed units to canonical ones, by exact factors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Unit:
    """A printed unit: how many of the canonical unit one of it is."""

    unit_zh: str
    unit: str
    factor: Fraction


Units = Mapping[str, Unit]
"""Printed unit → `Unit`, as read from ``data/vocab/units.csv``."""

# Enough for the longest printed figure times the largest factor; a third would be rounded here,
# once, on writing.
_WRITTEN = Context(prec=28)
_MOST_DIGITS = 12
_ROUNDED = Context(prec=6)


def convert(value: Decimal, unit: Unit) -> Decimal:
    """Give a printed number in the canonical unit.

    >>> convert(Decimal("8664.8"), Unit("亿元", "CNY", Fraction(10**8)))
    Decimal('866480000000')
    """
    exact = Fraction(value) * unit.factor
    return plain(_WRITTEN.divide(Decimal(exact.numerator), Decimal(exact.denominator)))


def plain(value: Decimal) -> Decimal:
    """Drop trailing zeros without falling into exponents.

    >>> plain(Decimal("6.0")), plain(Decimal("1E+3"))
    (Decimal('6'), Decimal('1000'))
    """
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def write_number(value: Decimal) -> str:
    """Write a worked-out number without an exponent; one that does not end has six digits.

    >>> write_number(Decimal("79670000000")), write_number(Decimal("-1.50"))
    ('79670000000', '-1.5')
    >>> write_number(Decimal(1) / 3)
    '0.333333'
    """
    text = f"{value:f}"
    if len(text) > _MOST_DIGITS and len(value.normalize().as_tuple().digits) > _MOST_DIGITS:
        text = f"{_ROUNDED.plus(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
