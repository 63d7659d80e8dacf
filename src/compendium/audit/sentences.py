"""What the audit says of a comparison, in both languages, from its facts alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

from compendium.audit.numbers import Judgement, Number, Restated, Row
from compendium.errors import FormulaError
from compendium.printed.wording import (
    COMPARATORS,
    Wording,
    choose,
    say_number,
    say_period,
)

# Decimals that lose nothing of what is printed, even in trillions.
_PRINTED = 6
_THOUSAND, _TEN_THOUSAND = Decimal(1000), Decimal(10_000)
_HUNDREDTH, _FOUR_DIGITS = Decimal("0.01"), Context(prec=4)
PLACEHOLDER = re.compile(r"\{(\w+)\}")
_MEASURES: Mapping[str, tuple[str, str]] = {
    "level": ("a level", "总量"),
    "share": ("a share", "占比"),
    "growth": ("a growth", "增幅"),
    "rank": ("a rank", "位次"),
    "ratio": ("a ratio", "比率"),
    "count": ("a count", "数量"),
}


def say_amount(value: Decimal, unit: str, words: Wording, decimals: int = _PRINTED) -> str:
    """Write a number of the audit in its unit.

    >>> zh = Wording("zh", {"percentage_point": "个百分点"}, {})
    >>> say_amount(Decimal("0.1"), "percentage_point", zh)
    '0.1个百分点'
    """
    if words.lang == "zh" and unit in ("count", "person") and value >= _TEN_THOUSAND:
        return f"{say_number(float(value / _TEN_THOUSAND), decimals)}万{'人' * (unit == 'person')}"
    return words.say_value(float(value), unit, decimals)


def say_print(row: Row, words: Wording) -> str:
    """Write the number of an observation with its comparator."""
    return _say_print(row["value_low"], row["value_high"], row["unit"], row["comparator"], words)


# The same numbers stand in many rows.
@lru_cache(maxsize=2**15)
def _say_print(low: str, high: str, unit: str, comparator: str, words: Wording) -> str:
    said = _say_ends(Decimal(low), Decimal(high), unit, words)
    return COMPARATORS[words.lang].get(comparator, "") + said


def _say_ends(value: Decimal, top: Decimal, unit: str, words: Wording) -> str:
    if value != top:
        return words.say_range(float(value), float(top), unit)
    return say_amount(value, unit, words)


def say_number_of(number: Number, words: Wording) -> str:
    """Write a number of a comparison, without a comparator; a worked-out one shortened."""
    if number.printed or number.value != number.top:
        return _say_ends(number.value, number.top, number.unit, words)
    return say_worked_out(number.value, number.unit, words)


def say_worked_out(value: Decimal, unit: str, words: Wording) -> str:
    """Write a number that no plan prints: no longer than it is sure.

    >>> say_worked_out(Decimal("14.7171"), "percent", Wording("en", {"percent": "%"}, {}))
    '14.72%'
    """
    return say_amount(_shorten(value), unit, words, 3)


def _shorten(value: Decimal) -> Decimal:
    """Round what was worked out: below a thousand to two decimals, else to four digits.

    >>> _shorten(Decimal("3.08512")), _shorten(Decimal("6427.01"))
    (Decimal('3.09'), Decimal('6427'))
    """
    short = _HUNDREDTH <= abs(value) < _THOUSAND
    return value.quantize(_HUNDREDTH) if short else _FOUR_DIGITS.plus(value)


def say_difference(judgement: Judgement, unit: str, words: Wording) -> str:
    """Write how far apart the sides of a comparison are; see `say_gap`."""
    return say_gap(judgement.difference, unit, words)


def say_gap(difference: Decimal, unit: str, words: Wording) -> str:
    """Write how far apart two numbers are; percentages differ by percentage points."""
    gap = _shorten(abs(difference))
    return say_amount(gap, "percentage_point" if unit == "percent" else unit, words, 3)


def fill_text(text: str, said: Mapping[str, str], lang: str) -> str:
    r"""Put figures into an explanation; the lines of its source are joined.

    Raises
    ------
    FormulaError
        If it names a figure that there is not.

    >>> fill_text("{left} against\n{right}", {"left": "81.6", "right": "81.7"}, "en")
    '81.6 against 81.7'
    """
    if unknown := sorted(set(PLACEHOLDER.findall(text)) - set(said)):
        raise FormulaError(f"the explanation names {unknown[0]!r}; known: {', '.join(said)}")
    joined = choose(lang, en=" ", zh="").join(text.split())
    return PLACEHOLDER.sub(lambda match: said[match[1]], joined)


def conclude(lang: str) -> str:
    """Say what a reader may conclude from a contradiction of which nobody has written that."""
    return choose(
        lang,
        en="Quote either figure only with its plan and its place; the record does not say which "
        "of the two holds.",
        zh="引用任何一个数字，都应写明所在规划和位置；本数据不判断以哪一个为准。",
    )


@dataclass(frozen=True)
class Names:
    """What plans, indicators and tables are called in one language, by id."""

    plans: Mapping[str, str]
    indicators: Mapping[str, str]
    tables: Mapping[str, str]


def explain_restated(twice: Restated, names: Names, words: Wording) -> str:
    """Say where one figure is printed twice, and whether the two agree."""
    left, right = twice.rows
    plan, other = names.plans[left["plan_id"]], names.plans[right["plan_id"]]
    here, there = (_say_place(row, names.tables, words.lang) for row in twice.rows)
    said, again = say_print(left, words), say_print(right, words)
    indicator = names.indicators[left["indicator_id"]]
    period = say_period(left["period_start"], left["period_end"])
    verdict = _say_verdict(twice, words)
    if words.lang == "zh":
        there = there if plan == other else f"《{other}》{there}"
        if not verdict:
            return f"{indicator}（{period}）：《{plan}》{here}与{there}均为{said}，两处一致。"
        return f"{indicator}（{period}）：《{plan}》{here}为{said}，{there}为{again}。{verdict}"
    if not verdict:
        both = (
            f"prints {said} both in {here} and in {there}"
            if plan == other
            else f"in {here} and {other} in {there} both print {said}"
        )
        return f"{indicator}, {period}: {plan} {both}."
    second = f" and {again} in {there}" if plan == other else f", {other} {again} in {there}"
    return f"{indicator}, {period}: {plan} prints {said} in {here}{second}. {verdict}"


def is_made(explanation: str, indicator: str, lang: str) -> bool:
    """Tell whether `explain_restated` made an explanation, of an indicator of this name.

    >>> is_made("GDP, 2020: the plan prints …", "GDP", "en"), is_made("The plan …", "GDP", "en")
    (True, False)
    """
    return explanation.startswith(indicator + choose(lang, en=", ", zh="（"))


def _say_place(row: Mapping[str, str], tables: Mapping[str, str], lang: str) -> str:
    number, section = tables.get(row["table_id"], ""), row["section_zh"]
    if row["source_kind"] == "table":
        return choose(lang, en=f"its table ({number})", zh=number)
    if row["source_kind"] == "box":
        return choose(lang, en=f"a box ({number})", zh=number)
    return choose(lang, en=f"the text of {section}", zh=f"正文（{section}）")


def _say_verdict(twice: Restated, words: Wording) -> str:
    """Say how the two compare; nothing where they print the same."""
    rows, judgement, lang = twice.rows, twice.judgement, words.lang
    gap = say_difference(judgement, twice.numbers[0].unit, words)
    if judgement.verdict == "rounding":
        return choose(
            lang,
            en=f"They differ by {gap}, no more than rounding to the last digit of the coarser "
            "figure can make.",
            zh=f"两者相差{gap}，在位数较少一处的四舍五入范围之内。",
        )
    if judgement.verdict == "conflict":
        return choose(
            lang,
            en=f"They differ by {gap}, more than rounding can make, and the text gives no reason.",
            zh=f"两者相差{gap}，超出四舍五入所能解释的范围，原文没有说明原因。",
        )
    if judgement.verdict == "definition":
        first, second = (row["measure"] for row in rows)
        if first == second:
            return choose(
                lang,
                en=f"They differ by {gap}; one is only a limit, which the other keeps.",
                zh=f"两者相差{gap}；其中一处只是限值，另一处没有超出。",
            )
        kinds = [choose(lang, en=_MEASURES[each][0], zh=_MEASURES[each][1]) for each in
                 (first, second)]  # fmt: skip
        return choose(
            lang,
            en=f"The first is {kinds[0]}, the second {kinds[1]}, so they are not the same thing.",
            zh=f"前者是{kinds[0]}，后者是{kinds[1]}，不是同一事物。",
        )
    if rows[0]["comparator"] == rows[1]["comparator"]:
        return ""
    comparators = [COMPARATORS[lang].get(row["comparator"], "").strip() for row in rows]
    bare = choose(lang, en="as a plain number", zh="只印数字")
    ways = [choose(lang, en=f"with “{word}”", zh=f"写作“{word}”") if word else bare
            for word in comparators]  # fmt: skip
    return choose(
        lang,
        en=f"The number is the same; the first gives it {ways[0]}, the second {ways[1]}.",
        zh=f"数值相同；前者{ways[0]}，后者{ways[1]}。",
    )
