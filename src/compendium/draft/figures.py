"""What in a plan's text may be a figure: the runs that coverage knows, grown to what is printed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from compendium.coverage.number_words import find_runs
from compendium.coverage.passage import Passage
from compendium.errors import QuantityError
from compendium.printed.quantity import AFTER_WORDS, BEFORE_WORDS, Quantity, parse_quantity

Span = tuple[int, int]

# Measure words of any plan; what a vocabulary knows besides is tried first.
_BASE = (
    "人民币|美元|港元|欧元|日元|元|人次|人天|人|户|家|个百分点|百分点|个月|个|项|件|套|所|座|栋|幢|间|条|处|场|次"
    "|辆|架|艘|台|班次|班|批次|批|名|位|对|种|类|级|款|张|床|部|本|册|篇|宗|起|例|届|期|轮|天|日|岁|小时|分钟|秒"
    "|年一遇|年|标准箱|标箱|吨标准煤|吨公里|吨|千克|公斤|微克|毫克|克|平方公里|平方千米|平方米|立方米|公顷|亩"
    "|公里|千米|海里|米|千瓦时|千瓦|兆瓦|度|比特|字节|倍|成|省|市|县|区|镇|村|街道|支|只|株|棵|大|连冠|%|‰"
)
_SCALE = "[十百千]?[万亿]{0,2}"
_NUMERAL = "一二两三四五六七八九十百千"
_NUMBER = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?|[{_NUMERAL}]+(?!分之))"

# What a run of digits or a numeral is part of, and is no figure there.
_NO_FIGURE = re.compile(
    rf"""
      (?:19|20)\d\d(?:[-—–~至](?:19|20)?\d\d)?年(?:\d+月(?:\d+日)?)?(?:底|末|初)?
    | [二一][〇○零一二三四五六七八九]{{3}}年 | (?:19|20)\d\d(?=[-—–~至](?:19|20)\d\d年)
    | \d+月(?:\d+日)? | \d+:\d\d
    | “?十[一二三四五六七]五”?(?=[时期规以末初]|”) | 十[六七八九]大 | 十[六七八九]届
    | \d+(?:强|G|D|K|C|R)(?![A-Za-z]) | \d+\+[\dNXn]+ | [\dNXn]\+\d+
    | [A-Za-z][A-Za-z-]*\d+(?:\.\d+)?
    | “[^“”\d]{{0,4}}\d[^“”]{{0,9}}”
    | 第[{_NUMERAL}\d]+(?:篇|章|节|条|款|三方|产业|届|个五年|个百年|部分)
    | 第[{_NUMERAL}\d]+(?:增长曲线|步|阶段|课堂|批|代|航权|期)
    | 第三方 | [一二三]产业 | [一二三][、和]?[二三]产 | 每(?:[百千万亿]+|\d+)(?:人|元|户|名|个)
    | \d+分钟(?:步行|生活|便民|社康|公园|圈) | (?:24|144)小时 | 千家万户
    | 百年(?=未有|大党|奋斗|变局) | \d+岁 | [{_NUMERAL}\d]+期(?=[工项和、)]|$|[^间]) | \d+号线
    | [{_NUMERAL}]+位一体 | 四个(?=全面|意识|自信) | 未来(?:[{_NUMERAL}]|\d+)(?:到[十五]+)?年
    | [{_NUMERAL}]年(?=规划|计划|行动|专项|来(?!，)|滚动) | 半小时 | [{_NUMERAL}]+(?=带一路)
    | [百千万亿]+(?=元(?:GDP|地区生产总值)) | 零部件 | 万物 | 统一 | [\d.]+千伏
    | 第一(?=时间|资源|动力|生产力|要务|梯队|站)
    | 数字[一二三] | 近[{_NUMERAL}\d]+年 | \d+年来
    """,
    re.VERBOSE,
)
# A thing that is named one, a manner of speaking, or a count of what follows (三大平台).
_SAID = re.compile(
    r"一[个家项条座名届件套间张所大种批种次体](?!月)|两个(?!月)|两[种大级类地岸廊]|首位度"
    r"|[三四五六七八九十两二]+[大方种位类级化个](?=[\u4e00-\u9fff])(?!月|以上|左右|亿|方面做法)|多个|几个|最[大高低长](?!水平)"
)
_CLAIM = re.compile(r"(?:第[一1]个|首[个家条批部支座次届套单](?!月)|唯一)")
_WORDED = re.compile(
    r"(?:基本)?全(?:域|市域|面)?覆盖|基本同步|基本稳定|稳中有降|零污染|“零”污染|历史(?:峰值|最高|新高)"
    r"|(?:全国|全球|全市|全省|国内|世界)[^，。;、]{0,6}?率先|率先转正|[高低]于(?:全国|全省|全市|[\u4e00-\u9fff]{0,8}?平均)水平?"
    r"|[高低]于全国、全省、全市|不低于[^，。;、\d]{0,8}增速|完成国家和省下达[^，。;、]{0,10}任务|全量收集|全收集|全面雨污分流|全面达标"
    r"|低于[^，。;、\d]{2,12}平均水平"
)


@dataclass(frozen=True)
class Figure:
    """Something in the text that may be a figure.

    Attributes
    ----------
    span
        Where it stands in the passage.
    quantity
        What the program reads in it; none for words.
    claim
        Whether it claims to be the first of its kind (首个), which is no rank.
    """

    span: Span
    printed: str
    quantity: Quantity | None
    unit_zh: str
    claim: bool = False


def find_figures(passage: Passage, span: Span, units: Collection[str]) -> Iterator[Figure]:
    """Find what may be a figure in a part of a plan's text.

    Parameters
    ----------
    passage
        The plan's text, run together.
    span
        The part.
    units
        Printed units that are known, their width folded.
    """
    start, end = span
    part = passage.text[start:end]
    barred = [match.span() for match in _NO_FIGURE.finditer(part)]
    barred += [
        match.span() for at in _line_starts(passage, span) if (match := _LINE_START.match(part, at))
    ]
    last = 0
    spans = sorted({*find_runs(part), *(match.span() for match in _WORDED.finditer(part))})
    before: Figure | None = None
    for run in spans:
        if run[0] < last or any(first <= run[0] < after for first, after in barred):
            continue
        if found := _grow(part, run, _unit_pattern(frozenset(units))):
            (first, last), quantity = found
            if quantity:
                listed = bool(before and _LISTING.fullmatch(part, before.span[1] - start, first))
                quantity = _complete(quantity, part[:first], before if listed else None)
            before = Figure(
                (start + first, start + last),
                passage.printed(start + first, start + last),
                quantity,
                quantity.unit_zh if quantity else "",
                claim=bool(_CLAIM.fullmatch(part, first, last)) or "率先" in part[first:last],
            )
            yield before


# 约为59%、36%和38%: what stands before the first holds for all.
_LISTING = re.compile(r"[、和及与]|以及")
_ABOUT = re.compile(r"约(?:相当于|占|合)[^，。;:]{0,12}$")


def _complete(quantity: Quantity, before: str, first: Figure | None) -> Quantity:
    """Add what is said of a figure further before it."""
    comparator, unit = quantity.comparator, quantity.unit_zh
    if first and first.quantity and comparator == "=" and unit == first.unit_zh:
        comparator = first.quantity.comparator
    elif comparator == "=" and _ABOUT.search(before[-20:]):
        comparator = "≈"
    # 千亿级产业集群 is measured in yuan.
    if comparator == "≈" and unit in ("亿", "万亿"):
        unit += "元"
    return replace(quantity, comparator=comparator, unit_zh=unit)


# Numbers of list items, boxes and pages.
_LINE_START = re.compile(
    r"(?:\[[^\]]*\]|\*|¦)*(?:\d+[.、](?!\d)|(?:专栏|表)\d+|-?\d+-?(?:¦|$)|\[?footnoteRef:\d+)"
)


def _line_starts(passage: Passage, span: Span) -> Iterator[int]:
    start, end = span
    for place in range(start, end):
        if place == start or passage.lines[place - 1] != passage.lines[place]:
            yield place - start


@cache
def _unit_pattern(units: frozenset[str]) -> re.Pattern[str]:
    bases = sorted(set(_BASE.split("|")), key=len, reverse=True)
    # Longest first, so that 年一遇 and 个月 are read before 年 and 个.
    known = sorted(filter(None, units - set(bases)), key=len, reverse=True)
    one = rf"{_SCALE}(?:{'|'.join(bases)})"
    unit = rf"(?:{'|'.join([*map(re.escape, known), f'{one}(?:/{one})?', '[万亿]{1,2}'])})"
    # 3-5个, 16%左右, 十余家; and 超万亿元, 万场, where the scale is the number.
    number = rf"{_NUMBER}[余多]?"
    return re.compile(
        rf"{number}(?:{unit})?(?:[-~—–至]{number}(?:{unit})?)?|[百千]?[万亿]{{1,2}}(?:{_BASE})"
    )


# 达到 and 增长 say nothing of the number.
_SAYING = [word for word, sign in BEFORE_WORDS.items() if sign != "=" or word == "连续"]
_BEFORE = re.compile(f"(?:{'|'.join(map(re.escape, sorted(_SAYING, key=len, reverse=True)))})$")
_AFTER = re.compile("|".join(map(re.escape, AFTER_WORDS)))
_PHRASE = re.compile(
    rf"\d+/\d+(?![\d人年天])|[{_NUMERAL}]+分之[{_NUMERAL}]+|(?:首|第(?:\d+|[{_NUMERAL}]+))位|之首"
    rf"|第(?:\d+|[{_NUMERAL}]+)[名]?|前(?:\d+|[{_NUMERAL}]+)(?:位|名|强)?"
    r"|(?:接近|近)?翻(?:一?番|[两三]番)|最[大高低长]水平|过半|半数以上"
    r"|两位数(?:增长|以上)?|(?:地表水)?(?:IV|III|II|I|V)类(?:以上)?"
)


def _grow(text: str, run: Span, pattern: re.Pattern[str]) -> tuple[Span, Quantity | None] | None:
    """Give what is printed around a run, and what the program reads in it."""
    start, end = run
    for words in (_WORDED, _CLAIM):
        if match := words.match(text, start):
            return match.span(), None
    # The run begins inside a phrase: 第15, 接近翻番, 地表水Ⅳ类.
    for first in range(max(0, start - 3), start + 1):
        match = _PHRASE.match(text, first)
        if match and match.end() >= end and (quantity := _read(match[0])):
            return match.span(), quantity
    if _SAID.match(text, start):
        return None
    grown = pattern.match(text, start)
    if grown is None:
        return None
    last = grown.end()
    if after := _AFTER.match(text, last):
        last = after.end()
    before = _BEFORE.search(text, max(0, start - 6), start)
    for first in dict.fromkeys((before.start() if before else start, start)):
        if quantity := _read(text[first:last]):
            return (first, last), quantity
    return None


def _read(printed: str) -> Quantity | None:
    try:
        return parse_quantity(printed)
    except QuantityError:
        return None
