"""The words of the pages of prints, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compendium.printed.wording import choose, is_missing, say_period

SAID: Mapping[str, Mapping[str, str]] = {
    "en": {
        "colon": ": ",
        "open": " (",
        "close": ")",
        "prints": "All prints",
        "all": "Everything as it is printed",
        "navigation": "Prints of this plan",
        "sentences": "Figures and names in sentences",
        "sentences of": "{plan}: figures and names in sentences",
        "reading": "How it is read",
        "table": "The table as it is printed",
        "note": "Note, in our words",
        "in figures": "Figures printed here",
        "in names": "Things named here",
        "figures": "figures",
        "figure": "figure",
        "names": "named things",
        "name": "named thing",
        "about place": "all about {place}",
        "charts": "Charts that show this print",
        "of rows": "{number} rows of this print",
        "of row": "1 row of this print",
        "chart": "charts",
        "check": "compared",
        "cell": "cell",
        "from": "from",
        "to": "to",
        "mentions": "named {number} times",
        "printed as": "printed",
        "ours": "In our words:",
        "printed": "Printed",
        "corrected": "read as",
        "hedge": "hedged",
        "binding": "binding",
        "expected": "expected",
        "cell read": "in the cell",
        "sentence read": "in the sentence",
        "heading read": "in the heading above",
        "undated": "no year printed",
        "agree": "agrees",
        "rounding": "rounding",
        "definition": "definitions differ",
        "conflict": "conflict",
        "of": "of",
    },
    "zh": {
        "colon": "：",
        "open": "（",
        "close": "）",
        "prints": "全部原文",
        "all": "原文所印的全部内容",
        "navigation": "本规划的原文各页",
        "sentences": "正文中的数字与名称",
        "sentences of": "{plan}：正文中的数字与名称",
        "reading": "读法",
        "table": "原表",
        "note": "说明（本书文字）",
        "in figures": "此处印有的数字",
        "in names": "此处写到的名称",
        "figures": "个数字",
        "figure": "个数字",
        "names": "个名称",
        "name": "个名称",
        "about place": "均指{place}",
        "charts": "用到此处的图",
        "of rows": "用到此处{number}行",
        "of row": "用到此处1行",
        "chart": "图",
        "check": "核对",
        "cell": "单元格",
        "from": "自",
        "to": "至",
        "mentions": "共{number}处提到",
        "printed as": "原文",
        "ours": "本书概述：",
        "printed": "原文印作",
        "corrected": "读作",
        "hedge": "留有余地",
        "binding": "约束性",
        "expected": "预期性",
        "cell read": "见本格",
        "sentence read": "见本句",
        "heading read": "见上级标题",
        "undated": "未印年份",
        "agree": "一致",
        "rounding": "舍入之差",
        "definition": "口径不同",
        "conflict": "矛盾",
        "of": "共",
    },
}


def say_time(figure: Mapping[str, Any], lang: str) -> str:
    """Write the true period of a figure, and what kind of period it is.

    >>> say_time({"period_start": "2021", "period_end": "2025", "period_kind": "cumulative"}, "en")
    '2021–2025, total'
    """
    if is_missing(figure["period_end"]):
        return SAID[lang]["undated"]
    start, end = figure["period_start"], str(figure["period_end"])
    open_start = choose(lang, en=f"to {end}", zh=f"至{end}")
    period = open_start if is_missing(start) else say_period(str(start), end)
    kinds = {
        "cumulative": choose(lang, en=", total", zh="合计"),
        "average": choose(lang, en=", yearly mean", zh="年均"),
    }
    return period + kinds.get(str(figure["period_kind"]), "")
