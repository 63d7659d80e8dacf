"""Every printed form of a figure, with what a person reads in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """A way of printing a number: ``{low}``, ``{high}`` and ``{unit}`` with what stands round them.

    ``wide`` prints it in full-width signs; ``mark`` is the table's mark that it bears.
    """

    printed: str
    comparator: str = "="
    mark: str = ""
    wide: bool = False

    def print(self, **parts: object) -> str:
        """Print a number in this form."""
        printed = self.printed.format(**parts)
        return printed.translate(WIDE) if self.wide else printed


@dataclass(frozen=True)
class Figure:
    """One printed figure and what a person reads in it."""

    printed: str
    comparator: str
    low: str
    high: str
    unit: str


WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
WORDS = "完成国家和省下达任务"
DASHES = ("—", "-", "–", "――")

BEFORE = {
    "≥": "≥ >= 不少于 不低于 至少 至少建设 上",
    "≤": "≤ <= 不超过 不高于 不多于",
    ">": "> 超过 超 突破 高于",
    "<": "< 低于 少于 不足",
    "≈": "≈ 约为 约 近",
    # A cell that begins with a plain = is a formula.
    "=": "＝ 达到 达 高达 连续 增长 各",
}
AFTER = {"≥": "以上", "≤": "以下 以内", "≈": "左右 上下 水平 级"}

PLAIN = (
    Form("{low}{unit}"),
    Form("{low:,}{unit}"),
    Form("{low}{unit}", wide=True),
    Form("{low:,}{unit}", wide=True),
    Form("{low} {unit}"),
    Form("{low}\n{unit}"),
    Form("{low}{unit}①"),
    Form("{low}²{unit}"),
    Form("{low}{unit}†"),
    Form("{low}余{unit}", ">"),
    Form("{low}多{unit}", ">"),
    *(Form(f"{{low}}{dash}{{high}}{{unit}}") for dash in "-~—–至～"),
    Form("{low}{unit}-{high}{unit}"),
    Form("{low:,}-{high:,}{unit}", wide=True),
    *(Form(f"{word}{{low}}{{unit}}", sign) for sign in BEFORE for word in BEFORE[sign].split()),
    *(Form(f"{{low}}{{unit}}{word}", sign) for sign in AFTER for word in AFTER[sign].split()),
)
"""The forms of a number in a sentence or a table."""

MARKED = (
    Form("[{low}{unit}]", mark="[]"),
    Form("〔{low}{unit}〕", mark="[]"),
    Form("【{low:,}{unit}】", mark="[]", wide=True),
    Form("[≥{low}{unit}]", "≥", mark="[]"),
    Form("{{{low}{unit}}}", mark="{}"),
    Form("{{≤{low}{unit}}}", "≤", mark="{}"),
    Form("{low}{unit}*", mark="*"),
    Form("{low}{unit}*", mark="*", wide=True),
)
"""The forms that only a table has: a note explains the mark."""

PHRASES = tuple(
    Figure(*line.split())
    for line in """\
第一 = 1 1 位
第15位 = 15 15 位
第十二名 = 12 12 位
前三 ≤ 3 3 位
前10强 ≤ 10 10 位
首位 = 1 1 位
首个 = 1 1 位
之首 = 1 1 位
最高水平 = 1 1 位
唯一 = 1 1 位
翻番 = 2 2 倍
翻一番 = 2 2 倍
接近翻一番 ≈ 2 2 倍
翻两番 = 4 4 倍
翻三番 = 8 8 倍
1/12 = 0.083333 0.083333 倍
过半 > 50 50 %
半数以上 > 50 50 %
超过五成 > 5 5 成
连续二十八年 = 28 28 年
超万亿元 > 1 1 万亿元
百亿元级 ≈ 100 100 亿元
三千二百家 = 3200 3200 家
""".splitlines()
)
"""Figures without digits, or without a plain number: ranks, multiples, fractions, numerals."""
