"""Formulas over printed figures: what the audit may work out, and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from compendium.audit.numbers import Number
from compendium.errors import FormulaError

_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Context:
    """What a formula may name: figures, lists of project ids, and the group of each figure.

    ``peers`` gives, for an observation id, the numbers of the same indicator in the same table.
    """

    figures: Mapping[str, Number]
    lists: Mapping[str, Sequence[str]]
    peers: Callable[[str], Sequence[Number]]


def evaluate(formula: str, context: Context) -> Number:
    """Work out a formula: names, ``+ - * /``, brackets and the functions of `FUNCTIONS`.

    Raises
    ------
    FormulaError
        If it is no such formula, names what is not there, or mixes units.
    """
    try:
        return _walk(_parse(formula).body, context)
    except (ArithmeticError, RecursionError) as error:
        raise FormulaError(f"cannot work out {formula!r} ({error.__class__.__name__})") from error


def names_in(formula: str) -> set[str]:
    """Give the names that a formula uses, without those of functions.

    Raises
    ------
    FormulaError
        If it is no formula.

    >>> sorted(names_in("share(part, whole) + part"))
    ['part', 'whole']
    """
    nodes = list(ast.walk(_parse(formula)))
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    return {node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in called}


def _parse(formula: str) -> ast.Expression:
    try:
        return ast.parse(formula.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(f"cannot read the formula {formula!r}") from None


def _walk(node: ast.expr, context: Context) -> Number:
    match node:
        case ast.Name(id=name) if name in context.figures:
            return context.figures[name]
        case ast.Name(id=name):
            raise FormulaError(f"there is no figure {name!r}")
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            return _OPERATORS[type(operator)](_walk(left, context), _walk(right, context))
        case ast.Call(func=ast.Name(id="count"), args=[ast.Name(id=name)], keywords=[]):
            return _count(name, context)
        case ast.Call(func=ast.Name(id="rank"), args=[ast.Name() as figure], keywords=[]):
            return _rank(_walk(figure, context), context)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
            function, needed = FUNCTIONS[name]
            if len(arguments) != needed:
                raise FormulaError(f"{name} takes {needed} figures, not {len(arguments)}")
            return function(*(_walk(each, context) for each in arguments))
    known = ", ".join(sorted((*FUNCTIONS, "count", "rank")))
    raise FormulaError(f"cannot work out {ast.unparse(node)!r}; the functions are {known}")


def _count(name: str, context: Context) -> Number:
    if name not in context.lists:
        raise FormulaError(f"there is no list {name!r}")
    return _exact(len(context.lists[name]), "count", context.lists[name])


def _rank(figure: Number, context: Context) -> Number:
    peers = context.peers(figure.ids[0])
    place = 1 + sum(each.value > figure.value for each in peers)
    return _exact(place, "rank", [each.ids[0] for each in peers])


def _exact(value: int, unit: str, ids: Sequence[str]) -> Number:
    number = Decimal(value)
    return Number(number, number, number, number, unit, tuple(ids))


def _apply(
    numbers: Sequence[Number],
    signs: Sequence[int],
    function: Callable[..., Decimal],
    *,
    unit: str,
) -> Number:
    """Work out a function that grows (+1) or falls (-1) with each of its numbers."""
    if ranges := [each.ids[0] for each in numbers if each.value != each.top]:
        raise FormulaError(f"{ranges[0]} is a range; a formula needs one number")
    corners = [function(*ends) for ends in product(*((each.low, each.high) for each in numbers))]
    value = function(*(each.value for each in numbers))
    pairs = list(zip(numbers, signs, strict=True))
    ends = {each.year for each in numbers}
    # As many years of another period are no period of the result.
    spans = {(each.year, each.years) for each in numbers}
    return Number(
        value,
        value,
        min(corners),
        max(corners),
        unit,
        ids=tuple(dict.fromkeys(name for each in numbers for name in each.ids)),
        year=ends.pop() if len(ends) == 1 else None,
        years=spans.pop()[1] if len(spans) == 1 else None,
        up=any(each.up if sign > 0 else each.down for each, sign in pairs),
        down=any(each.down if sign > 0 else each.up for each, sign in pairs),
    )


def _add(first: Number, second: Number) -> Number:
    return _apply((first, second), (1, 1), lambda a, b: a + b, unit=_same_unit(first, second))


def _subtract(first: Number, second: Number) -> Number:
    unit = _same_unit(first, second)
    if first.unit == second.unit == "percent":
        unit = "percentage_point"
    return _apply((first, second), (1, -1), lambda a, b: a - b, unit=unit)


def _same_unit(first: Number, second: Number) -> str:
    if first.unit != second.unit and (first.unit, second.unit) != ("percent", "percentage_point"):
        raise FormulaError(f"{first.unit} and {second.unit} cannot be added")
    return first.unit


def _multiply(first: Number, second: Number) -> Number:
    units = sorted((first.unit, second.unit), key=lambda unit: unit != "times")
    if units[0] != "times":
        raise FormulaError(f"{first.unit} and {second.unit} cannot be multiplied")
    return _apply((first, second), (1, 1), lambda a, b: a * b, unit=units[1])


def _divide(first: Number, second: Number) -> Number:
    if first.unit == second.unit:
        unit = "times"
    elif second.unit == f"{first.unit}_per_person":
        unit = "person"
    else:
        person = "person" if second.unit == "count" else second.unit
        unit = f"{first.unit}_per_{person}"
    return _apply((first, second), (1, -1), lambda a, b: a / b, unit=unit)


def _share(part: Number, whole: Number) -> Number:
    """Give a part of a whole, in percent."""
    _same_unit(part, whole)
    return _apply((part, whole), (1, -1), lambda a, b: a / b * _HUNDRED, unit="percent")


def _whole(part: Number, share: Number) -> Number:
    """Give the whole of which a part has a printed share."""
    _need(share, "percent")
    return _apply((part, share), (1, -1), lambda a, b: a / b * _HUNDRED, unit=part.unit)


def _part(whole: Number, share: Number) -> Number:
    """Give the part of a whole that has a printed share."""
    _need(share, "percent")
    return _apply((whole, share), (1, 1), lambda a, b: a * b / _HUNDRED, unit=whole.unit)


def _growth(first: Number, last: Number) -> Number:
    """Give the average yearly growth between two levels, in percent."""
    _same_unit(first, last)
    if first.year is None or last.year is None or first.year >= last.year:
        raise FormulaError(f"growth from {first.year} to {last.year} cannot be worked out")
    root = 1 / Decimal(last.year - first.year)
    grown = _apply(
        (first, last), (-1, 1), lambda a, b: ((b / a) ** root - 1) * _HUNDRED, unit="percent"
    )
    return grown._replace(years=last.year - first.year)


def _grown(base: Number, rate: Number) -> Number:
    """Give a level after a yearly growth rate that begins in the year after it."""
    _need(rate, "percent")
    years = rate.years
    if years is None or base.year is None or rate.year != base.year + years:
        raise FormulaError(f"the rate of {rate.ids[0]} does not begin after {base.year}")
    level = _apply(
        (base, rate), (1, 1), lambda a, b: a * (1 + b / _HUNDRED) ** years, unit=base.unit
    )
    return level._replace(year=rate.year)


def _share_after(share: Number, part: Number, whole: Number) -> Number:
    """Give a share after its part and its whole have grown at two yearly rates."""
    _need(share, "percent")
    years = part.years
    if years is None or (years, part.year) != (whole.years, whole.year):
        raise FormulaError("the two rates do not have the same period")
    return _apply(
        (share, part, whole),
        (1, 1, -1),
        lambda a, b, c: a * ((_HUNDRED + b) / (_HUNDRED + c)) ** years,
        unit="percent",
    )


def _yearly_mean(total: Number) -> Number:
    """Give a running total over the years of its period."""
    if total.years is None:
        raise FormulaError(f"{total.ids[0]} has no period of years")
    years = Decimal(total.years)
    return _apply((total,), (1,), lambda a: a / years, unit=total.unit)


def _yearly(multiple: Number) -> Number:
    """Give the yearly growth behind a multiple whose period begins with its base year."""
    _need(multiple, "times")
    if multiple.years is None or multiple.years < 2:
        raise FormulaError(f"{multiple.ids[0]} has no base year")
    root = 1 / Decimal(multiple.years - 1)
    return _apply((multiple,), (1,), lambda a: (a**root - 1) * _HUNDRED, unit="percent")


def _yearly_over(percent: Number) -> Number:
    """Give the yearly growth behind a growth over a period that begins with its base year."""
    _need(percent, "percent")
    if percent.years is None or percent.years < 2:
        raise FormulaError(f"{percent.ids[0]} has no base year")
    root = 1 / Decimal(percent.years - 1)
    return _apply(
        (percent,), (1,), lambda a: ((1 + a / _HUNDRED) ** root - 1) * _HUNDRED, unit="percent"
    )


def _total(yearly: Number) -> Number:
    """Give a yearly figure over all the years of its period."""
    if yearly.years is None:
        raise FormulaError(f"{yearly.ids[0]} has no period of years")
    years = Decimal(yearly.years)
    return _apply((yearly,), (1,), lambda a: a * years, unit=yearly.unit)


def _need(number: Number, unit: str) -> None:
    if number.unit != unit:
        raise FormulaError(f"{number.ids[0]} is in {number.unit}, not in {unit}")


_OPERATORS: Mapping[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: _add,
    ast.Sub: _subtract,
    ast.Mult: _multiply,
    ast.Div: _divide,
}
FUNCTIONS: Mapping[str, tuple[Callable[..., Number], int]] = {
    "growth": (_growth, 2),
    "grown": (_grown, 2),
    "part": (_part, 2),
    "share": (_share, 2),
    "share_after": (_share_after, 3),
    "total": (_total, 1),
    "whole": (_whole, 2),
    "yearly": (_yearly, 1),
    "yearly_over": (_yearly_over, 1),
    "yearly_mean": (_yearly_mean, 1),
}
"""Function of a formula → how it is worked out, and of how many figures."""
