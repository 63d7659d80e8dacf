"""Every printed form of a quantity, and what is not one."""

from decimal import Decimal

import pytest

from compendium.errors import QuantityError
from compendium.quantity import Quantity, is_none, parse_quantity


def quantity(comparator: str, low: str, high: str, unit: str, *marks: str) -> Quantity:
    return Quantity(comparator, Decimal(low), Decimal(high), unit, marks)


PRINTED = {
    "8664.8亿元": quantity("=", "8664.8", "8664.8", "亿元"),
    "[1500家]": quantity("=", "1500", "1500", "家", "[]"),
    "{6.0}": quantity("=", "6.0", "6.0", "", "{}"),
    "{≤5}": quantity("≤", "5", "5", "", "{}"),
    "[≥28]": quantity("≥", "28", "28", "", "[]"),
    "≥95": quantity("≥", "95", "95", ""),
    "≤0.00791": quantity("≤", "0.00791", "0.00791", ""),
    "3-5个": quantity("=", "3", "5", "个"),
    "3—5个": quantity("=", "3", "5", "个"),
    "3个-5个": quantity("=", "3", "5", "个"),
    "3至5个": quantity("=", "3", "5", "个"),
    "8%-10%": quantity("=", "8", "10", "%"),
    "2.5万亿元": quantity("=", "2.5", "2.5", "万亿元"),
    "16%左右": quantity("≈", "16", "16", "%"),
    "约5%": quantity("≈", "5", "5", "%"),
    "超过60家": quantity(">", "60", "60", "家"),
    "50个以上": quantity("≥", "50", "50", "个"),
    "200*": quantity("=", "200", "200", "", "*"),
    "２００＊": quantity("=", "200", "200", "", "*"),
    "１２５００亿元": quantity("=", "12500", "12500", "亿元"),
    "12,500亿元": quantity("=", "12500", "12500", "亿元"),
    "1，234.5": quantity("=", "1234.5", "1234.5", ""),
    "〔500亿美元〕": quantity("=", "500", "500", "亿美元", "[]"),
    "8664.8\n亿元": quantity("=", "8664.8", "8664.8", "亿元"),
    "35①": quantity("=", "35", "35", ""),
    "10²": quantity("=", "10", "10", ""),
    "-0.5": quantity("=", "-0.5", "-0.5", ""),
    "0": quantity("=", "0", "0", ""),
    "21.5万元/人": quantity("=", "21.5", "21.5", "万元/人"),
}


@pytest.mark.parametrize("printed", PRINTED)
def test_printed_form_is_read(printed: str) -> None:
    assert parse_quantity(printed) == PRINTED[printed]


@pytest.mark.parametrize(
    ("printed", "suggestion"),
    [
        ("12..5亿元", "12.5亿元"),
        ("1O0家", "100家"),
        ("12。5亿元", "12.5亿元"),
        ("[1500家", "1500家"),
        ("", ""),
        ("完成国家和省下达任务", ""),
        ("5-3个", ""),
        ("3个-5家", ""),
        ("12亿元5", ""),
        ("1,23", ""),
        ("1.2.3", ""),
        ("约5左右", ""),
        ("{[5]}", "5"),
        ("12 亿元（现价）", ""),
    ],
)
def test_what_is_no_quantity_is_an_error_with_a_hint(printed: str, suggestion: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(printed)
    assert (caught.value.printed, caught.value.suggestion) == (printed, suggestion)


@pytest.mark.parametrize("printed", ["—", "-", "–", "――", " — "])
def test_a_dash_is_no_figure(printed: str) -> None:
    assert is_none(printed)


@pytest.mark.parametrize("printed", ["-5", "", "0", "—5"])
def test_what_has_a_digit_or_nothing_is_not_a_dash(printed: str) -> None:
    assert not is_none(printed)
