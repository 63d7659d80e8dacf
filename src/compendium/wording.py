"""Figures in words: numbers, periods and lists as the two languages write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

LANGUAGES = ("en", "zh")

# Canonical unit → (what stands before, what stands after), by language.
_UNITS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "CNY": " yuan",
        "USD": " US dollars",
        "percent": "%",
        "m2": " m²",
        "tonne_coal_equivalent": " tonnes of coal equivalent",
        "year": " years",
        "day": " days",
        "count": "",
        "person": "",
        "CNY_per_person": " yuan per person",
        "deaths_per_100_million_CNY": " deaths per 100 million yuan",
    },
    "zh": {
        "CNY": "元",
        "USD": "美元",
        "percent": "%",
        "m2": "平方米",
        "tonne_coal_equivalent": "吨标准煤",
        "year": "年",
        "day": "天",
        "count": "",
        "person": "人",
        "CNY_per_person": "元/人",
        "deaths_per_100_million_CNY": "人/亿元",
    },
}
_SCALES = {
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
}
COMPARATORS = {
    "en": {"≥": "at least ", ">": "more than ", "≤": "at most ", "<": "less than ", "≈": "about "},
    "zh": {"≥": "不低于", ">": "超过", "≤": "不高于", "<": "低于", "≈": "约"},
}


# A target in words, as printed → what it says in English.
_IN_WORDS = {"完成国家和省下达任务": "as the nation and the province assign"}


def choose(lang: str, *, en: str, zh: str) -> str:
    """Give the text of the language.

    Raises
    ------
    ValueError
        If the language is neither ``en`` nor ``zh``.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"lang is {lang!r}; allowed: {', '.join(LANGUAGES)}")
    return en if lang == "en" else zh


def say_number(value: float, decimals: int = 2) -> str:
    """Write a number with thousands separators and no more decimals than it needs.

    >>> say_number(18140.64), say_number(8.75, 1), say_number(0.00791), say_number(20)
    ('18,140.64', '8.8', '0.00791', '20')
    """
    if value and abs(value) < 10**-decimals:
        return f"{value:.3g}"
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def say_value(value: float, unit: str, lang: str, decimals: int = 2) -> str:
    """Write a value in its canonical unit, scaled as the language counts.

    >>> say_value(8664.8e8, "CNY", "en"), say_value(8664.8e8, "CNY", "zh")
    ('866.48 billion yuan', '8,664.8亿元')
    >>> say_value(11e6, "m2", "en"), say_value(0.6, "percent", "zh")
    ('11 million m²', '0.6%')
    """
    scale, word = next(
        ((scale, word) for scale, word in _SCALES[lang] if abs(value) >= scale), (1.0, "")
    )
    if unit in ("count", "person", "year", "day") and abs(value) < 1e6:
        scale, word = 1.0, ""
    return f"{say_number(value / scale, decimals)}{word}{_UNITS[lang].get(unit, ' ' + unit)}"


def say_range(low: float, high: float, unit: str, lang: str) -> str:
    """Write a value or a range.

    >>> say_range(3, 5, "count", "en")
    '3–5'
    """
    if low == high:
        return say_value(low, unit, lang)
    return f"{say_number(low)}–{say_value(high, unit, lang)}"


def say_figure(figure: Mapping[str, Any], lang: str) -> str:
    """Write an observation's value with its comparator; a target in words as `say_words` does."""
    if pd.isna(figure["value_low"]):
        return say_words(str(figure["printed"]), lang)
    words = COMPARATORS[lang].get(str(figure["comparator"]), "")
    low, high = float(figure["value_low"]), float(figure["value_high"])
    return words + say_range(low, high, str(figure["unit"]), lang)


def say_words(printed: str, lang: str) -> str:
    """Write a target that is printed in words: what it says, and the words themselves.

    >>> say_words("完成国家和省下达任务", "en")
    'in words: as the nation and the province assign (完成国家和省下达任务)'
    >>> say_words("稳中有降", "en"), say_words("稳中有降", "zh")
    ('in words: 稳中有降', '稳中有降')
    """
    if lang == "zh":
        return printed
    gloss = _IN_WORDS.get(printed)
    return f"in words: {gloss} ({printed})" if gloss else f"in words: {printed}"


def say_period(start: str, end: str) -> str:
    """Write a period: one year, or the span.

    >>> say_period("2021", "2025"), say_period("2020", "2020")
    ('2021–2025', '2020')
    """
    return start if start == end else f"{start}–{end}"


def say_signed(value: float, decimals: int = 1) -> str:
    """Write a change with its sign, a true minus and a fixed number of decimals.

    >>> say_signed(-9.6), say_signed(0.9)
    ('−9.6', '+0.9')
    """
    return f"{'−' if value < 0 else '+'}{abs(value):,.{decimals}f}"


def describe_rows(labels: Iterable[str], texts: Iterable[str], lang: str) -> str:
    """Say what rows show, one after the other, for a reader who does not see the chart.

    >>> describe_rows(["Futian", "Shenzhen"], ["2.9%", "7.6%"], "en")
    'Futian: 2.9%; Shenzhen: 7.6%.'
    """
    rows = zip(labels, texts, strict=True)
    if lang == "zh":
        return "；".join(f"{label}：{text}" for label, text in rows) + "。"
    return "; ".join(f"{label}: {text}" for label, text in rows) + "."


def join_list(items: list[str], lang: str) -> str:
    """Join names as the language does.

    >>> join_list(["a", "b", "c"], "en"), join_list(["甲", "乙"], "zh")
    ('a, b and c', '甲、乙')
    """
    if lang == "zh" or len(items) < 2:
        return "、".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
