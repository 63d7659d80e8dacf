"""What the pages across the plans call things, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

VERDICTS: Mapping[str, Mapping[str, str]] = {
    "conflict": {"en": "conflict", "zh": "矛盾"},
    "definition": {"en": "definition", "zh": "口径不同"},
    "rounding": {"en": "rounding", "zh": "四舍五入"},
    "agree": {"en": "agree", "zh": "一致"},
}
"""The verdicts of the audit, the gravest first."""

VERDICT_MEANS: Mapping[str, Mapping[str, str]] = {
    "conflict": {
        "en": "the same thing, and neither rounding nor a definition explains the difference",
        "zh": "同一事物，四舍五入和口径都不能解释差别",
    },
    "definition": {
        "en": "other things or other times are measured",
        "zh": "所量的事物或时点不同",
    },
    "rounding": {
        "en": "apart by no more than the printed digits explain",
        "zh": "差别不超出所印位数的四舍五入",
    },
    "agree": {"en": "the two sides are the same", "zh": "两侧相同"},
}

KINDS: Mapping[str, Mapping[str, str]] = {
    "scope": {"en": "Two figures that sound alike", "zh": "听来相近的两个数字"},
    "share": {"en": "A share and its amounts", "zh": "占比与金额"},
    "growth": {"en": "A growth and its levels", "zh": "增速与总量"},
    "sum": {"en": "A total and its parts", "zh": "总数与分项"},
    "rank": {"en": "A place in an order", "zh": "位次"},
    "unit": {"en": "One amount in two units", "zh": "同一金额的两种单位"},
    "count": {"en": "A number and the list that it counts", "zh": "数量与清单"},
    "restated": {"en": "One figure, printed twice", "zh": "同一数字印了两次"},
}
"""What is compared, by the kinds of the audit: first what is most worth reading."""

AGREE: Mapping[str, Mapping[str, str]] = {
    "en": {
        "tally": "{count} comparisons by verdict",
        "or": "{name}: {left} or {right}?",
        "apart": "{gap} apart",
        "one_plan": "within one plan",
        "plans": "between two plans",
        "worked_out": "worked out from",
        "printed": "printed",
        "behind": "What lies behind it",
        "conclude": "What a reader may conclude",
        "follows": "What follows from it",
        "charts": "Charts with these figures",
        "root": "follows from another comparison",
        "against": "against",
        "glance": "The two figures of each, on a line that begins at zero",
        "verdict": "Verdict",
        "kind": "What is compared",
        "plan": "Plan",
        "chapter": "Chapter",
        "any": "all",
        "words": "Words or numbers",
        "filter": "Filter the comparisons",
        "shown": "{shown} of {count} shown",
        "reset": "Show all",
        "and": " and ",
        "one": "One plan prints figures that disagree here",
        "two": "Two plans disagree about a figure here",
    },
    "zh": {
        "tally": "{count}项比较的结论",
        "or": "{name}：{left}还是{right}？",
        "apart": "相差{gap}",
        "one_plan": "同一规划之内",
        "plans": "两份规划之间",
        "worked_out": "据以算出",
        "printed": "所印",
        "behind": "来龙去脉",
        "conclude": "可以得出的结论",
        "follows": "由此推出",
        "charts": "用到这些数字的图",
        "root": "由另一项比较推出",
        "against": "对",
        "glance": "每项的两个数字，画在以零为起点的线上",
        "verdict": "结论",
        "kind": "比较的内容",
        "plan": "规划",
        "chapter": "章",
        "any": "全部",
        "words": "文字或数字",
        "filter": "筛选比较",
        "shown": "显示{count}项中的{shown}项",
        "reset": "全部显示",
        "and": "与",
        "one": "一份规划在此印有互不相符的数字",
        "two": "两份规划在此有一个数字不一致",
    },
}
"""The words of the page on the audit."""

SIDE: Mapping[str, Mapping[str, str]] = {
    "en": {
        "repeated": "repeated, the same number",
        "bound": "the same number, under another bound",
        "higher": "higher in the {plan}",
        "tightened": "tightened in the {plan}",
        "eased": "eased in the {plan}",
        "see": "See the contradiction",
        "coverage": "The {plan} sets {count} targets on subjects that the {plans} have tables of "
        "indicators for. {taken} of them stand there again, {left} do not.",
        "taken_up": "Stand there again, though not always with the same number",
        "left": "Have no counterpart there",
        "plans": "{count} plans",
        "undated": "no year printed",
        "targets": "targets",
        "of": "in it",
        "district": "District",
        "none": "names no role",
        "own_words": "in our words",
        "actual": "past",
        "target": "target",
        "forecast": "expected",
    },
    "zh": {
        "repeated": "重申，数字相同",
        "bound": "数字相同，界限写法不同",
        "higher": "{plan}的数字更高",
        "tightened": "{plan}收紧",
        "eased": "{plan}放宽",
        "see": "查看这一矛盾",
        "coverage": "{plan}有{count}个目标，所属领域{plans}都有指标表。"
        "其中{taken}个在那里再次出现，{left}个没有。",
        "taken_up": "再次出现，数字不一定相同",
        "left": "没有对应目标",
        "plans": "{count}份规划",
        "undated": "未印年份",
        "targets": "个目标",
        "of": "区内",
        "district": "区",
        "none": "没有写明定位",
        "own_words": "本书概括",
        "actual": "过去",
        "target": "目标",
        "forecast": "预计",
    },
}
"""The words of the page that sets the plans side by side."""
