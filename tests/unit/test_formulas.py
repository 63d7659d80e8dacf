"""Formulas of the audit: what each works out, with its unit, its bounds and its period."""

from __future__ import annotations

from decimal import Decimal

import pytest

from audit_rows import count, make, share
from compendium.audit.formulas import Context, evaluate
from compendium.audit.numbers import read_number
from compendium.errors import FormulaError

FIGURES = {
    name: read_number(row)
    for name, row in {
        "goods": make("goods", low="4408.1", unit="USD"),
        "services": make("services", low="760.7", unit="USD"),
        "yuan": make("yuan", low="30502.5"),
        "base": make("base", low="100"),
        "level": make("level", low="121", period_start="2022", period_end="2022"),
        "limit": make("limit", low="121", period_end="2022", comparator=">"),
        "rate": share("rate", "10", period_start="2021", period_end="2022"),
        "half_rate": share("half_rate", "5", period_start="2021", period_end="2022"),
        "fifty": share("fifty", "50"),
        "point": make("point", low="2.5", unit="percentage_point"),
        "total": make("total", low="500", period_start="2021", period_end="2025"),
        "multiple": make("multiple", low="1.21", unit="times", period_start="2018"),
        "grown_by": share("grown_by", "21", period_start="2018", period_end="2020"),
        "fallen_by": share("fallen_by", "-150", period_start="2018", period_end="2020"),
        "one_year": share("one_year", "21"),
        "yearly_sum": make("yearly_sum", low="100", period_start="2021", period_end="2025"),
        "people": count("people", "50"),
        "range": count("range", "3", high="5"),
        "undated": make("undated", period_start="", period_end=""),
    }.items()
}
PEERS = [FIGURES["base"], FIGURES["yuan"], FIGURES["level"]]
CONTEXT = Context(FIGURES, {"named": ["p1", "p2", "p3"]}, lambda name: PEERS)


@pytest.mark.parametrize(
    ("formula", "value", "unit"),
    [
        ("goods + services", "5168.8", "USD"),
        ("goods - services - services", "2886.7", "USD"),
        ("(goods - services) / services", "4.795", "times"),
        ("yuan / goods", "6.920", "CNY_per_USD"),
        ("base / people", "2.000", "CNY_per_person"),
        ("multiple * base", "121.00", "CNY"),
        ("share(services, services + goods)", "14.717", "percent"),
        ("whole(base, fifty)", "200.000", "CNY"),
        ("part(base, fifty)", "50.000", "CNY"),
        ("part(goods, half_rate)", "220.405", "USD"),
        ("growth(base, level)", "10.000", "percent"),
        ("grown(base, rate)", "121.000", "CNY"),
        ("share_after(fifty, rate, rate)", "50.000", "percent"),
        ("yearly_mean(total)", "100.000", "CNY"),
        ("total(yearly_sum)", "500.000", "CNY"),
        ("total(yearly_mean(total))", "500.000", "CNY"),
        ("yearly(multiple)", "10.000", "percent"),
        ("yearly_over(grown_by)", "10.000", "percent"),
        ("grown(base, rate + half_rate)", "132.250", "CNY"),
        ("rate - fifty", "-40", "percentage_point"),
        ("rate - point", "7.5", "percent"),
        ("count(named)", "3", "count"),
        ("rank(base)", "3", "rank"),
    ],
)
def test_a_formula(formula: str, value: str, unit: str) -> None:
    number = evaluate(formula, CONTEXT)
    assert number.value.quantize(Decimal(value)) == Decimal(value)
    assert number.unit == unit


def test_a_formula_keeps_the_ids_and_the_rounding_of_its_figures() -> None:
    both = evaluate("goods + services", CONTEXT)
    assert both.ids == ("goods", "services")
    assert (both.low, both.high) == (Decimal("5168.7"), Decimal("5168.9"))
    assert evaluate("share(services, goods + services)", CONTEXT).half < Decimal("0.0015")


@pytest.mark.parametrize(
    ("formula", "low", "high"),
    [
        # 100 (99.5 to 100.5) and 50 % (49.5 to 50.5).
        ("part(base, fifty)", "49.2525", "50.7525"),
        # 100 a year over five years.
        ("total(yearly_sum)", "497.5", "502.5"),
        # 20.5 % to 21.5 % over two years: the roots of 1.205 and 1.215.
        ("yearly_over(grown_by)", "9.7725", "10.2270"),
    ],
)
def test_a_formula_leaves_as_much_open_as_its_figures(formula: str, low: str, high: str) -> None:
    number = evaluate(formula, CONTEXT)
    assert number.low.quantize(Decimal(low)) == Decimal(low)
    assert number.high.quantize(Decimal(high)) == Decimal(high)


@pytest.mark.parametrize("formula", ["rate - half_rate", "rate + half_rate", "total(total)"])
def test_what_is_made_of_figures_of_one_period_keeps_it(formula: str) -> None:
    number = evaluate(formula, CONTEXT)
    first = FIGURES[number.ids[0]]
    assert (number.year, number.years) == (first.year, first.years)
    assert number.years is not None


def test_what_is_made_of_figures_of_two_periods_has_none() -> None:
    number = evaluate("base - level", CONTEXT)
    assert (number.year, number.years) == (None, None)


def test_the_part_of_a_limit_is_a_limit() -> None:
    assert evaluate("part(limit, fifty)", CONTEXT).up
    assert not evaluate("part(base, fifty)", CONTEXT).up


def test_growth_to_a_limit_is_a_limit_and_from_one_the_other_way() -> None:
    assert evaluate("growth(base, limit)", CONTEXT).up
    assert evaluate("base / limit", CONTEXT).down
    assert not evaluate("base / limit", CONTEXT).up


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("goods +", "cannot read the formula"),
        ("goods + yuan", "USD and CNY cannot be added"),
        ("goods * yuan", "USD and CNY cannot be multiplied"),
        ("share(services, yuan)", "USD and CNY cannot be added"),
        ("share(services)", "share takes 2 figures, not 1"),
        ("goods * 2", "cannot work out '2'"),
        ("__import__('os')", "the functions are count, grow"),
        ("goods.value", "cannot work out 'goods.value'"),
        ("missing", "there is no figure 'missing'"),
        ("count(goods)", "there is no list 'goods'"),
        ("growth(level, base)", "growth from 2022 to 2020"),
        ("growth(undated, level)", "growth from None to 2022"),
        ("grown(level, rate)", "does not begin after 2022"),
        ("share_after(fifty, rate, fifty)", "do not have the same period"),
        ("whole(base, yuan)", "yuan is in CNY, not in percent"),
        ("yearly_mean(undated)", "undated has no period"),
        ("range + people", "range is a range"),
        ("part(fifty, base)", "base is in CNY, not in percent"),
        ("part(base)", "part takes 2 figures, not 1"),
        ("total(undated)", "undated has no period"),
        ("total(base + level)", "base has no period"),
        ("yearly_over(base)", "base is in CNY, not in percent"),
        ("yearly_over(one_year)", "one_year has no base year"),
        ("yearly_over(fallen_by)", "cannot work out 'yearly_over(fallen_by)'"),
    ],
)
def test_a_formula_that_cannot_be_worked_out(formula: str, reason: str) -> None:
    with pytest.raises(FormulaError, match=r".") as caught:
        evaluate(formula, CONTEXT)
    assert reason in str(caught.value)
