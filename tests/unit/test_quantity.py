"""Every printed form of a quantity, and what is not one."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from compendium.errors import QuantityError
from compendium.printed.quantity import Quantity, is_none, measure, parse_quantity
from compendium.printed.units import Unit


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
    "1000多项": quantity(">", "1000", "1000", "项"),
    "150余家": quantity(">", "150", "150", "家"),
    "百余家": quantity(">", "100", "100", "家"),
    "突破2.5万亿元": quantity(">", "2.5", "2.5", "万亿元"),
    "突破万亿元": quantity(">", "1", "1", "万亿元"),
    "超0.75万亿元": quantity(">", "0.75", "0.75", "万亿元"),
    "超过五成": quantity(">", "5", "5", "成"),
    "不足1亿元": quantity("<", "1", "1", "亿元"),
    "至少1个": quantity("≥", "1", "1", "个"),
    "上万家": quantity("≥", "10000", "10000", "家"),
    "12.5万个以上": quantity("≥", "12.5", "12.5", "万个"),
    "1.5起以内": quantity("≤", "1.5", "1.5", "起"),
    "160微克/立方米以下": quantity("≤", "160", "160", "微克/立方米"),
    "约为22万元/人": quantity("≈", "22", "22", "万元/人"),
    "近7成": quantity("≈", "7", "7", "成"),
    "1500亿元水平": quantity("≈", "1500", "1500", "亿元"),
    "万亿级": quantity("≈", "1", "1", "万亿"),
    "千亿级": quantity("≈", "1000", "1000", "亿"),
    "十平方公里级": quantity("≈", "10", "10", "平方公里"),
    "达到1500亿元": quantity("=", "1500", "1500", "亿元"),
    "达80对": quantity("=", "80", "80", "对"),
    "高达83%": quantity("=", "83", "83", "%"),
    "各10所": quantity("=", "10", "10", "所"),
    "连续26年": quantity("=", "26", "26", "年"),
    "连续六届": quantity("=", "6", "6", "届"),
    "增长32.9倍": quantity("=", "32.9", "32.9", "倍"),
    "3.8％": quantity("=", "3.8", "3.8", "%"),
    "6.9个百分点": quantity("=", "6.9", "6.9", "个百分点"),
    "817.69万人次": quantity("=", "817.69", "817.69", "万人次"),
    "10批次/千人": quantity("=", "10", "10", "批次/千人"),
    "200年一遇": quantity("=", "200", "200", "年一遇"),
    "二十八年": quantity("=", "28", "28", "年"),
    "第15": quantity("=", "15", "15", "位"),
    "前三名": quantity("≤", "3", "3", "位"),
    "两位数增长": quantity("≥", "10", "10", "%"),
    "Ⅲ类": quantity("=", "3", "3", "类"),
    "地表水Ⅳ类以上": quantity("≤", "4", "4", "类"),
    "至少建设1个": quantity("≥", "1", "1", "个"),
    "翻一番": quantity("=", "2", "2", "倍"),
    "[翻一番]": quantity("=", "2", "2", "倍", "[]"),
    "1/12": quantity("=", "0.083333", "0.083333", "倍"),
    "11/12": quantity("=", "0.916667", "0.916667", "倍"),
    "百分之五": quantity("=", "5", "5", "%"),
    "五分之二": quantity("=", "0.4", "0.4", "倍"),
    "过半": quantity(">", "50", "50", "%"),
}


@pytest.mark.parametrize("printed", PRINTED)
def test_printed_form_is_read(printed: str) -> None:
    expected = PRINTED[printed]
    worded = not any(sign.isdigit() for sign in printed)
    parts = Decimal(12) if printed == "1/12" else None
    assert parse_quantity(printed) == replace(expected, worded=worded, parts=parts)


@pytest.mark.parametrize(
    ("printed", "suggestion"),
    [
        ("12..5亿元", "12.5亿元"),
        ("1O0家", "100家"),
        ("12。5亿元", "12.5亿元"),
        ("[1500家", "[1500家]"),
        ("[800]家", "[800家]"),
        ("{5.0]%", ""),
        ("", ""),
        ("完成国家和省下达任务", ""),
        ("5-3个", ""),
        ("3个-5家", ""),
        ("12亿元5", ""),
        ("1,23", ""),
        ("1.2.3", ""),
        ("约5左右", ""),
        ("{[5]}", ""),
        ("12 亿元（现价）", ""),
        ("几十家", ""),
        ("数百家", ""),
        ("第三产业", ""),
        ("地表水Ⅵ类", ""),
        ("突破500亿元以上", ""),
        ("5个以上-10个", ""),
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


@pytest.mark.parametrize(
    ("printed", "least", "most"),
    [
        ("1/12", "0.08", "0.08695652173913043478260869565"),
        ("11/12", "0.9166665", "0.9166675"),
        ("三分之一", "0.2857142857142857142857142857", "0.4"),
    ],
)
def test_only_a_unit_fraction_is_rounded_in_its_whole_number(
    printed: str, least: str, most: str
) -> None:
    times = Unit("倍", "times", Fraction(1))
    amount = measure(parse_quantity(printed), times, counted=False)
    assert (str(amount.least), str(amount.most)) == (least, most)
