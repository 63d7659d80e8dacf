"""Figures in words: numbers, periods and lists as the two languages write them.

What a unit is called is data: `Wording` takes it from the data package.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from compendium.contract.enums import LANGUAGES
from compendium.contract.terms import Terms
from compendium.errors import UnknownNameError

_SCALES = {
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
}
_NUMBER_WORDS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)
_MILLION = 1e6
# Counted in ones up to a million, whatever the language's scales.
_COUNTED = ("count", "person", "year", "day")
COMPARATORS = {
    "en": {"≥": "at least ", ">": "more than ", "≤": "at most ", "<": "less than ", "≈": "about "},
    "zh": {"≥": "不低于", ">": "超过", "≤": "不高于", "<": "低于", "≈": "约"},
}


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


@lru_cache(maxsize=2**14)
def _say_scaled(value: float, lang: str, counted: bool, decimals: int) -> str:
    """Write a number as the language counts: in millions, in 万."""
    size = abs(value)
    if not (counted and size < _MILLION):
        for scale, word in _SCALES[lang]:
            if size >= scale:
                return say_number(value / scale, decimals) + word
    return say_number(value, decimals)


@dataclass(frozen=True, eq=False)
class Wording:
    """What figures are called in one language; by itself a key, so that what it said can be kept.

    Attributes
    ----------
    lang
        ``en`` or ``zh``.
    units
        Canonical unit → what is written after the number: ``yuan``, ``%``, nothing.
    words
        Target in words, as printed → what it says in English.
    """

    lang: str
    units: Mapping[str, str]
    words: Mapping[str, str]

    @classmethod
    def of(cls, terms: Terms, lang: str) -> Wording:
        """Take the words of a language from the terms of the data package."""
        return cls(lang, {unit: said[lang] for unit, said in terms.units.items()}, terms.words)

    def say_value(self, value: float, unit: str, decimals: int = 2) -> str:
        """Write a value in its canonical unit, scaled as the language counts.

        Raises
        ------
        KeyError
            If the unit has no words.

        >>> en = Wording("en", {"CNY": "yuan", "m2": "m²"}, {})
        >>> en.say_value(8664.8e8, "CNY"), en.say_value(11e6, "m2")
        ('866.48 billion yuan', '11 million m²')
        >>> Wording("zh", {"CNY": "元"}, {}).say_value(8664.8e8, "CNY")
        '8,664.8亿元'
        >>> Wording("en", {"percentage_point": "percentage points"}, {}).say_value(
        ...     1, "percentage_point"
        ... )
        '1 percentage point'
        """
        after = self.after(unit)
        one = value == 1 and self.lang == "en"
        number = _say_scaled(value, self.lang, unit in _COUNTED, decimals)
        return number + (after.removesuffix("s") if one else after)

    def after(self, unit: str) -> str:
        """Give what is written after a number in a unit, with its space.

        Raises
        ------
        UnknownNameError
            If no words are known for the unit.
        """
        if unit not in self.units:
            raise UnknownNameError("unit (canonical-units.csv has no words for it)", unit)
        word = self.units[unit]
        spaced = self.lang == "en" and word and not word.startswith("%")
        return f" {word}" if spaced else word

    def say_range(self, low: float, high: float, unit: str, decimals: int = 2) -> str:
        """Write a value or a range.

        >>> Wording("en", {"count": ""}, {}).say_range(3, 5, "count")
        '3–5'
        """
        if low == high:
            return self.say_value(low, unit, decimals)
        return f"{say_number(low, decimals)}–{self.say_value(high, unit, decimals)}"

    def say_figure(self, figure: Mapping[str, Any], decimals: int = 2) -> str:
        """Write an observation's value with its comparator, or its target in words."""
        if is_missing(figure["value_low"]):
            return self.say_words(str(figure["printed"]))
        words = COMPARATORS[self.lang].get(str(figure["comparator"]), "")
        low, high = float(figure["value_low"]), float(figure["value_high"])
        return words + self.say_range(low, high, str(figure["unit"]), decimals)

    def say_words(self, printed: str) -> str:
        """Write a target that is printed in words: what it says, and the words themselves.

        >>> en = Wording("en", {}, {"完成省下达任务": "as the province assigns"})
        >>> en.say_words("完成省下达任务")
        'in words: as the province assigns (完成省下达任务)'
        >>> en.say_words("稳中有降"), Wording("zh", {}, {}).say_words("稳中有降")
        ('in words: 稳中有降', '稳中有降')
        """
        if self.lang == "zh":
            return printed
        gloss = self.words.get(printed)
        return f"in words: {gloss} ({printed})" if gloss else f"in words: {printed}"


def is_missing(value: object) -> bool:
    """Tell whether a value of a loaded table is missing: ``NA``, ``nan``, ``None`` or no text.

    >>> is_missing(""), is_missing(float("nan")), is_missing(0)
    (True, True, False)
    """
    # By its text: NA answers a comparison with NA, and no pandas is loaded for this.
    return value is None or str(value) in ("", "<NA>", "nan")


def say_count(number: int) -> str:
    """Write a small whole number as an English word.

    >>> say_count(5), say_count(23)
    ('five', '23')
    """
    return _NUMBER_WORDS[number] if number < len(_NUMBER_WORDS) else str(number)


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
