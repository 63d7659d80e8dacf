"""What a target asks for, in words: the row of ``targets.csv`` and why it has no rate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compendium.printed.wording import Wording, choose, say_number, say_signed

_REASONS_ZH: Mapping[str, str] = {
    "no baseline": "规划未印现状值",
    "target in words": "目标为文字",
    "target without a year": "目标未写年份",
    "baseline later than the plan's base year": "现状值晚于规划基年",
    "no multiple of zero or less": "现状为零或负，无倍数可言",
    "totals over different years": "两个合计的年数不同",
}
_PERIODS_ZH: Mapping[str, str] = {
    "a moment": "时点数",
    "a year": "年度数",
    "a running total": "累计数",
    "a yearly average": "年均数",
}


def say_requirement(target: Mapping[str, Any], words: Wording) -> str:
    """Say what lies between baseline and target: a rate a year, a multiple, points; or why none.

    Parameters
    ----------
    target
        A row of ``targets.csv``; what is missing is an empty text.

    >>> en = Wording("en", {"rank": "", "percent": "%"}, {})
    >>> say_requirement({"comparison": "growth", "growth_percent": 7.61}, en)
    '+7.6% a year'
    >>> say_requirement({"comparison": "none", "reason": "no baseline"}, en)
    'no baseline'
    """
    lang, kind = words.lang, target["comparison"]
    if kind == "growth":
        rate = say_signed(float(target["growth_percent"]))
        return choose(lang, en=f"{rate}% a year", zh=f"年均{rate}%")
    if kind == "multiple":
        times = say_number(float(target["multiple"]))
        return choose(lang, en=f"{times} times as many", zh=f"为现状的{times}倍")
    if kind == "difference":
        return _say_difference(float(target["difference"]), str(target["unit"]), words)
    return say_reason(str(target["reason"]), lang)


def say_reason(reason: str, lang: str) -> str:
    """Say why a target has no rate.

    >>> say_reason("a year against a running total", "en")
    'not comparable: a year against a running total'
    >>> say_reason("a year against a running total", "zh")
    '口径不同：年度数对累计数'

    Raises
    ------
    KeyError
        If the reason has no words.
    """
    base, _, aim = reason.partition(" against ")
    if lang == "en":
        return f"not comparable: {reason}" if aim else reason
    if aim:
        return f"口径不同：{_PERIODS_ZH[base]}对{_PERIODS_ZH[aim]}"
    return _REASONS_ZH[reason]


def _say_difference(difference: float, unit: str, words: Wording) -> str:
    said = say_signed(difference)
    if unit in ("percent", "percentage_point"):
        return choose(words.lang, en=f"{said} points", zh=f"{said}个百分点")
    if unit == "rank":
        return choose(words.lang, en=f"{said} places", zh=f"位次{said}")
    return f"{said}{words.after(unit)}"
