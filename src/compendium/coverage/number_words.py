"""What in a text could be a figure: runs of digits, and words that count or rank."""

from __future__ import annotations

import re

_NUMERAL = "一二两三四五六七八九十百千万亿零〇"
_COUNTED = "个家项条座名场届年月天日种大人户位地国级期代轮件套张岁所支部批次周倍市县区省镇站"
_RUN = re.compile(
    rf"""
    \d+(?:,\d{{3}})*(?:\.\d+)?(?:万亿|[万亿])?
    | 翻[一两三]?番 | 连冠 | 两位数
    | 第[{_NUMERAL}]+ | 前[{_NUMERAL}]+
    | 首[位个家条批支座次部] | 之首 | 最[大高低长] | 唯一
    | 过半 | 半数 | [一大]半 | 半(?:小时|年) | [{_NUMERAL}]+分之[{_NUMERAL}]+ | 数?倍
    | [{_NUMERAL}]成(?![为立长功果分员交本])
    | [{_NUMERAL}]*[万亿][{_NUMERAL}]*
    | (?!一[^{_NUMERAL}])[{_NUMERAL}]+(?:方面|平方|公里|分钟|小时|余|[{_COUNTED}])
    | 一[个家项条座名届件套间张所]
    | [十百千][一二三四五六七八九十百千]+ | [二三四五六七八九][十百千][{_NUMERAL}]*
    | [{_NUMERAL}]{{4,}} | [IV]+类
    """,
    re.VERBOSE,
)


def find_runs(text: str) -> tuple[tuple[int, int], ...]:
    """Give where a text, run together as in `compendium.coverage.passage`, could hold a figure.

    A run is a number with its 万 or 亿, a word that ranks or multiplies (第一, 首个, 翻番, 倍), a
    share in words (三成, 过半) or a number in Chinese characters before what it counts (二十八年).

    >>> text = "增至2.77万亿元，位列第五，连续二十八年"
    >>> [text[start:end] for start, end in find_runs(text)]
    ['2.77万亿', '第五', '二十八年']
    """
    return tuple(match.span() for match in _RUN.finditer(text))


def find_all(text: str, part: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Give where a part stands in a text, whole numbers only: 8% does not stand in 18%.

    >>> find_all("18%和8%", "8%")
    [(4, 6)]
    """
    if not part:
        return []
    before = r"(?<![\d.])(?<!\d,)" if part[0].isdigit() else ""
    after = r"(?![\d])(?!\.\d)" if part[-1].isdigit() else ""
    pattern = re.compile(before + re.escape(part) + after)
    return [
        match.span() for match in pattern.finditer(text, start, len(text) if end is None else end)
    ]
