"""Quantities in words: ranks, doublings, fractions, and numbers in Chinese characters."""

from __future__ import annotations

import re
from decimal import Decimal

# 两 counts things as 二 does.
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_NUMERAL = "[一二两三四五六七八九十百千]+万?|万(?!亿)"

_HUNDRED = Decimal(100)

# What claims the first place without a number.
_FIRST = re.compile(r"首[位个家条批支座次部]|之首|最[大高低长](?:水平)?|唯一")
_RANK = re.compile(rf"第(?P<place>\d+|{_NUMERAL})[位名个家]?")
_AMONG = re.compile(rf"前(?P<place>\d+|{_NUMERAL})[位名强]?")
_DOUBLING = re.compile(r"(?P<near>接近|近)?翻(?:一?番|(?P<times>两|三)番)")
_FRACTION = re.compile(r"(?P<part>\d+)/(?P<whole>0*[1-9]\d*)")
_WORDED_FRACTION = re.compile(rf"(?P<whole>{_NUMERAL})分之(?P<part>{_NUMERAL})")
_WATER = re.compile(r"(?:地表水)?(?P<grade>IV|III|II|I|V)类(?P<better>以上)?")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_TWO_DIGITS = re.compile(r"两位数(?:的?增长|以上)?")
# 万亿元 and 千亿级 without a number mean one of them.
_BARE = re.compile(rf"(?P<before>\D*?)(?P<number>{_NUMERAL}|(?=万亿))(?P<rest>.*)")


def read_integer(numeral: str) -> int:
    """Read a whole number in Chinese characters, below one hundred million.

    >>> read_integer("二十八"), read_integer("十"), read_integer("百"), read_integer("三千二百")
    (28, 10, 100, 3200)
    """
    total, section, digit = 0, 0, 0
    for sign in numeral:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign == "万":
            total, section, digit = (section + digit or 1) * 10000, 0, 0
        else:
            section, digit = section + (digit or 1) * _POWERS[sign], 0
    return total + section + digit


def with_digits(text: str) -> str:
    """Write the first number that stands in Chinese characters with digits.

    >>> with_digits("超万亿元"), with_digits("二十八年"), with_digits("超过五成")
    ('超1万亿元', '28年', '超过5成')
    """
    match = _BARE.fullmatch(text)
    if match is None or any(sign.isdigit() for sign in text):
        return text
    number = read_integer(match["number"]) if match["number"] else 1
    return f"{match['before']}{number}{match['rest']}"


def read_phrase(text: str) -> tuple[str, Decimal, Decimal, str] | None:
    """Read a phrase that is a quantity without a plain number.

    Parameters
    ----------
    text
        The printed phrase, its width folded, without white space.

    Returns
    -------
    tuple or None
        Comparator, lower and upper number and the unit they count in: ``位`` (a rank; 前三 is at
        most the third), ``倍`` (翻一番 is 2; 1/12 to six figures), ``%`` (过半, 百分之五; 两位数 is
        at least 10) or ``类`` (a class of water); None for anything else.

    >>> read_phrase("第15位")
    ('=', Decimal('15'), Decimal('15'), '位')
    >>> read_phrase("前三")
    ('≤', Decimal('3'), Decimal('3'), '位')
    """
    if _FIRST.fullmatch(text):
        return "=", Decimal(1), Decimal(1), "位"
    if match := _RANK.fullmatch(text):
        return "=", _place(match["place"]), _place(match["place"]), "位"
    if match := _AMONG.fullmatch(text):
        return "≤", _place(match["place"]), _place(match["place"]), "位"
    if match := _DOUBLING.fullmatch(text):
        times = Decimal({"两": 4, "三": 8}.get(match["times"], 2))
        return "≈" if match["near"] else "=", times, times, "倍"
    if match := _FRACTION.fullmatch(text):
        part = round(Decimal(match["part"]) / Decimal(match["whole"]), 6)
        return "=", part, part, "倍"
    if match := _WORDED_FRACTION.fullmatch(text):
        part, whole = (Decimal(read_integer(match[name])) for name in ("part", "whole"))
        if whole == _HUNDRED:
            return "=", part, part, "%"
        return "=", round(part / whole, 6), round(part / whole, 6), "倍"
    if match := _WATER.fullmatch(text):
        # Class I is the best: 以上 means a lower number.
        grade = Decimal(_ROMAN[match["grade"]])
        return "≤" if match["better"] else "=", grade, grade, "类"
    if _TWO_DIGITS.fullmatch(text):
        return "≥", Decimal(10), Decimal(10), "%"
    if text in ("过半", "半数以上"):
        return ">", Decimal(50), Decimal(50), "%"
    return None


def read_parts(text: str) -> Decimal | None:
    """Give the number of parts of which a phrase means one: of 1/12, 12; else none.

    >>> read_parts("1/12"), read_parts("三分之一"), read_parts("11/12")
    (Decimal('12'), Decimal('3'), None)
    """
    if (match := _FRACTION.fullmatch(text)) and int(match["part"]) == 1:
        return Decimal(match["whole"])
    if (match := _WORDED_FRACTION.fullmatch(text)) and match["part"] == "一":
        return Decimal(read_integer(match["whole"]))
    return None


def _place(printed: str) -> Decimal:
    return Decimal(printed if printed.isdigit() else read_integer(printed))
