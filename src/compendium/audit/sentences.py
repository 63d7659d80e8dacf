"""What the audit says of a comparison, in both languages, from its facts alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal

from compendium.audit.numbers import Judgement, Number, Restated
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


def say_number_of(number: Number, words: Wording, comparator: str = "=") -> str:
    """Write a figure with its comparator; a worked-out one as `_shorten` makes it."""
    before = COMPARATORS[words.lang].get(comparator, "")
    if number.value != number.top:
        return before + words.say_range(float(number.value), float(number.top), number.unit)
    if number.printed:
        return before + say_amount(number.value, number.unit, words)
    return before + say_worked_out(number.value, number.unit, words)


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
    short = Decimal("0.01") <= abs(value) < _THOUSAND
    return value.quantize(Decimal("0.01")) if short else Context(prec=4).plus(value)


def say_difference(judgement: Judgement, unit: str, words: Wording) -> str:
    """Write how far apart the sides of a comparison are; see `say_gap`."""
    return say_gap(judgement.difference, unit, words)


def say_gap(difference: Decimal, unit: str, words: Wording) -> str:
    """Write how far apart two numbers are; percentages differ by percentage points."""
    gap = _shorten(abs(difference))
    said = say_amount(gap, "percentage_point" if unit == "percent" else unit, words, 3)
    return said.removesuffix("s") if gap == 1 and words.lang == "en" else said


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
    """What things are called, by id: rows of plans.csv and indicators.csv, numbers of tables."""

    plans: Mapping[str, Mapping[str, str]]
    indicators: Mapping[str, Mapping[str, str]]
    tables: Mapping[str, str]


def explain_restated(twice: Restated, names: Names, words: Wording) -> str:
    """Say where one figure is printed twice, and whether the two agree."""
    rows, lang = twice.rows, words.lang
    plans = [names.plans[row["plan_id"]][f"title_{lang}"] for row in rows]
    places = [_say_place(row, names.tables, words.lang) for row in rows]
    said = [
        say_number_of(number, words, row["comparator"])
        for row, number in zip(rows, twice.numbers, strict=True)
    ]
    indicator = names.indicators[rows[0]["indicator_id"]][f"name_{lang}"]
    period = say_period(rows[0]["period_start"], rows[0]["period_end"])
    one_plan, verdict = plans[0] == plans[1], _say_verdict(twice, words)
    if lang == "zh":
        other = places[1] if one_plan else f"《{plans[1]}》{places[1]}"
        same = f"与{other}均为{said[0]}，两处一致。"
        apart = f"为{said[0]}，{other}为{said[1]}。{verdict}"
        return f"{indicator}（{period}）：《{plans[0]}》{places[0]}{apart if verdict else same}"
    if one_plan:
        same = f"prints {said[0]} both in {places[0]} and in {places[1]}."
        apart = f"prints {said[0]} in {places[0]} and {said[1]} in {places[1]}. {verdict}"
    else:
        same = f"in {places[0]} and {plans[1]} in {places[1]} both print {said[0]}."
        apart = f"prints {said[0]} in {places[0]}, {plans[1]} {said[1]} in {places[1]}. {verdict}"
    return f"{indicator}, {period}: {plans[0]} {apart if verdict else same}"


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
