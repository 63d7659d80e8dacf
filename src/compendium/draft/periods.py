"""Which years a figure of a sentence is of, and whether it is a past value or a goal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from compendium.printed.numerals import read_integer

_CHINESE = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}
_YEAR = r"(?:19|20)\d\d|[二一][〇○零一二三四五六七八九]{3}"
_PLAN_NUMBER = {sign: number for number, sign in enumerate("一二三四五六七", 11)}
_END = "(?:期末|末期|末|规划末|时期末)"
_TIME = re.compile(
    rf"""
      (?P<span>(?P<first>{_YEAR})年?[-—–~至到](?P<last>{_YEAR})年)
    | (?P<base>(?:比|较|相较|相比|在)(?P<base_year>{_YEAR})年(?:底|末)?(?:基础上)?)
    | (?P<base_plan>(?:比|较|相较|是|为)“?十(?P<base_number>[一二三四五六七])五”?{_END})
    | (?P<by>(?:截至|截止|到|至)?(?P<year>{_YEAR})年(?:(?P<month>\d{{1,2}})月(?:\d+日)?)?
        (?:底|末|前|年底)?)
    | (?P<end>“?十(?P<end_number>[一二三四五六七])五”?{_END})
    | (?P<plan>“十(?P<number>[一二三四五六七])五”(?:期间|时期|以来|规划)?)
    """,
    re.VERBOSE,
)
_NEAR = re.compile(r"近(?P<years>[二两三四五六七八九十]|\d+)年")
_EACH_YEAR = re.compile(r"每年")
# What is added or counted up; a level is what remains.
_ADDED = re.compile(
    r"新增|累计|新建|新开|新认定|新孵化|举办|开展|扩建|续建|共计|筹集|直接供应|新签"
)
# What a past passage tells of was done over its years; of a goal it may be what stands at its end.
_DONE = re.compile(
    r"引进|引入|引育|孵化|吸引|签约|发放|投入(?!运营)|建成|推出|盘活|改造|助力|首创|启用|完成投资|制定|入选|落地"
    r"|实施|转移|获批|获评|打造|培育|创建|复制推广|布局"
)
_TOTAL = re.compile(r"累计|举办|开展")
_FLOW = re.compile(r"额|收入|产值|增加值|营收|销售|吞吐|旅客|人次|规模|占|比重|增长")
_MEAN = re.compile(r"年均|平均(?:每年|增速|增长)|近.年增速")
_CHANGE = re.compile(r"增长|提高|提升|增加|下降|降低|减少|翻|倍|上升|缩短")
_PAST = re.compile(r"基础|成就|成绩|成效|现状|回顾|辉煌|问题|差距|挑战|不足|形势|环境|机遇")
_OPEN = re.compile(r"问题|差距|挑战|不足|形势|机遇|环境")
_GOALS = re.compile(r"目标")


@dataclass(frozen=True)
class Years:
    """The first and last year of a plan.

    >>> Years(2026, 2030).before
    2025
    """

    first: int
    last: int

    @property
    def before(self) -> int:
        """The year before its first, of which its past values mostly are."""
        return self.first - 1


@dataclass(frozen=True)
class Dated:
    """When a figure is of, as a row of the sheet ``statements`` says it.

    Attributes
    ----------
    role, period_kind
        Of the contract.
    start, end
        Years (or months); empty where nothing says them.
    printed, source
        The words that say it, and where they stand: ``sentence``, ``heading`` or nowhere.
    """

    role: str
    period_kind: str
    start: str
    end: str
    printed: str
    source: str


def plan_years(text: str) -> Years | None:
    """Find the years of a plan in its text, which names its own period most.

    “十五五” is 2026 to 2030.

    >>> plan_years("某市“十五五”规划")
    Years(first=2026, last=2030)
    """
    named = Counter(
        re.findall(r"十([一二三四五六七])五”?(?:时期|期间|规划|[^0-9]{0,20}规划)", text)
    )
    return _years(_PLAN_NUMBER[named.most_common(1)[0][0]]) if named else None


def _years(number: int) -> Years:
    # The tenth plan was 2001 to 2005.
    first = 2001 + 5 * (number - 10)
    return Years(first, first + 4)


def is_past(headings: Sequence[str]) -> bool:
    """Say whether headings are of a passage on what there is, not on what is to be."""
    return any(_PAST.search(heading) for heading in headings) and not any(
        _GOALS.search(heading) for heading in headings
    )


def date_figure(
    before: str,
    clause: str,
    earlier: Sequence[str],
    headings: Sequence[str],
    years: Years,
    *,
    claim: bool = False,
) -> Dated:
    """Say when a figure is of.

    Parameters
    ----------
    before
        Its sentence up to the figure.
    clause
        What stands right before and after it, from the comma before to the comma after it.
    earlier
        The sentences before it: first those of its paragraph, the nearest first; then those of its
        section.
    headings
        The headings above it, the nearest last.
    years
        Of the plan.
    claim
        Whether it claims to be the first of its kind (首个), which is true of a whole period.
    """
    past = is_past(headings)
    found, source = _find_time(before), "sentence"
    if found is None:
        found = next(
            (time for each in _where_else(earlier, headings, past) if (time := _find_time(each))),
            None,
        )
        source = "heading"
    role = "actual" if past else "target"
    if found and source == "sentence":
        end = _span(found)[1]
        role = "actual" if end < years.first and not found[0].startswith("到") else role
        role = "target" if end >= years.last else role
    base = _find_base(clause)
    kind = _kind(clause, role, claim=claim, compared=base is not None)
    if near := _NEAR.search(clause):
        end = _span(found)[1] if found else years.before
        begin = end - _count(near["years"]) + 1
        return Dated(role, "average", str(begin), str(end), near[0], "sentence")
    if role == "target" and _EACH_YEAR.search(clause):
        return Dated(role, "annual", str(years.first), str(years.last), "每年", "sentence")
    if found is None:
        return Dated(role, kind, "", "", "", "")
    first, last = _span(found)
    if role == "actual" and not found["by"]:
        last = min(last, years.before)
    start: int | None = last
    if base is not None:
        start = base
    elif found["span"] or (found["plan"] and kind in ("cumulative", "average")):
        start = first
    elif kind in ("cumulative", "average"):
        start = _count_from(role, years, last, clause)
    if found["month"] and start == last:
        said = f"{last}-{int(found['month']):02}"
        return Dated(role, kind, said, said, found[0], source)
    return Dated(role, kind, str(start or ""), str(last), found[0], source)


def _where_else(earlier: Sequence[str], headings: Sequence[str], past: bool) -> list[str]:
    """Give what may say the time of a sentence that does not: nearest first."""
    if headings and _OPEN.search(headings[-1]):
        return []
    if past or any(_GOALS.search(heading) for heading in headings):
        return [*earlier, *reversed(headings)]
    return []


def _count_from(role: str, years: Years, last: int, clause: str) -> int | None:
    """Give the first year of a total of which only the last is printed."""
    if role == "target":
        return None if _TOTAL.search(clause) else years.first
    return None if re.search("累计|共", clause) else last


def _kind(clause: str, role: str, *, claim: bool, compared: bool) -> str:
    if _MEAN.search(clause):
        return "average"
    if compared or claim or _ADDED.search(clause):
        return "cumulative"
    if role == "actual" and _DONE.search(clause):
        return "cumulative"
    return "annual" if _FLOW.search(clause) else "point"


def _find_time(words: str) -> re.Match[str] | None:
    """Give the last words that name a time and are no base of a comparison."""
    found = [match for match in _TIME.finditer(words) if not (match["base"] or match["base_plan"])]
    return found[-1] if found else None


def _find_base(clause: str) -> int | None:
    """Give the year from which a change is counted."""
    if not _CHANGE.search(clause):
        return None
    for match in _TIME.finditer(clause):
        if match["base"]:
            return _year(match["base_year"])
        if match["base_plan"]:
            return _years(_PLAN_NUMBER[match["base_number"]]).last
    return None


def _span(found: re.Match[str]) -> tuple[int, int]:
    if found["span"]:
        return _year(found["first"]), _year(found["last"])
    if found["by"]:
        return _year(found["year"]), _year(found["year"])
    if found["end"]:
        last = _years(_PLAN_NUMBER[found["end_number"]]).last
        return last, last
    named = _years(_PLAN_NUMBER[found["number"]])
    return named.first, named.last


def _year(printed: str) -> int:
    return int("".join(_CHINESE.get(sign, sign) for sign in printed))


def _count(printed: str) -> int:
    return int(printed) if printed.isdigit() else read_integer(printed)
