"""The words that charts and tables themselves write, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from compendium.contract.enums import PROJECT_KINDS, STAGES

_ROLES = ("actual", "target", "forecast", "computed", "misread")
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "actual": "actual",
        "target": "target",
        "forecast": "expected",
        "computed": "computed",
        "misread": "misread",
        "study": "study",
        "plan": "plan",
        "start": "start",
        "build": "build",
        "upgrade": "upgrade",
        "complete": "complete",
        "operate": "operate",
        "support": "support",
        "none": "no verb",
        "facility": "facility",
        "transport": "transport",
        "park": "park",
        "zone": "zone",
        "institution": "institution",
        "event": "event",
        "action": "action",
        "policy": "policy",
        "technology": "technology",
        "role": "role",
        "other": "other",
        "none in": "none in: {names}",
        "a year": "{rate} a year",
        "points": "{change} points",
        "each": "one sign stands for {number}",
        "indexed": "{year} = 100",
        "undated": "no year",
        "colon": "{name}: {text}",
        "and more": "and {number} more",
        "join": ", ",
    },
    "zh": {
        "actual": "现状",
        "target": "目标",
        "forecast": "预期",
        "computed": "本书推算",
        "misread": "易误读",
        "study": "研究",
        "plan": "规划",
        "start": "启动",
        "build": "建设",
        "upgrade": "提升",
        "complete": "建成",
        "operate": "运营",
        "support": "支持",
        "none": "无动词",
        "facility": "设施",
        "transport": "交通",
        "park": "园区",
        "zone": "片区",
        "institution": "机构",
        "event": "活动",
        "action": "行动",
        "policy": "政策",
        "technology": "技术",
        "role": "定位",
        "other": "其他",
        "none in": "无：{names}",
        "a year": "年均{rate}",
        "points": "{change}个百分点",
        "each": "一个符号为{number}项",
        "indexed": "{year}年=100",
        "undated": "未写年份",
        "colon": "{name}：{text}",
        "and more": "另有{number}项",
        "join": "、",
    },
}


def name_values(lang: str) -> dict[str, dict[str, str]]:
    """Give the words of the columns ``role``, ``stage`` and ``kind``, by their values.

    >>> name_values("en")["role"]["forecast"], name_values("zh")["stage"]["build"]
    ('expected', '建设')
    """
    columns = {"role": _ROLES, "stage": STAGES, "kind": PROJECT_KINDS}
    return {name: {each: WORDS[lang][each] for each in all_} for name, all_ in columns.items()}
