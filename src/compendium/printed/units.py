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
