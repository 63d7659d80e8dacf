"""What a notebook says to learners: whole or not at all, and every fault is named."""

from __future__ import annotations

from typing import Any

import pytest

from compendium.errors import ChapterError, Report
from compendium.site import learning
from compendium.site.learning import read_learning

WHOLE: dict[str, Any] = {
    "level": "introductory",
    "minutes": 90,
    "needs": ["percentages"],
    "goals": ["compute growth", "compare shares", "explain a gap of 2020"],
}


def test_what_is_whole_is_read() -> None:
    read = read_learning("trade", {"question_en": "?", "question_zh": "？", **WHOLE})
    assert read is not None
    assert (read.level, read.minutes) == ("introductory", 90)
    assert read.say_goals("zh") == read.goals == tuple(WHOLE["goals"])


def test_chinese_takes_the_place_of_english() -> None:
    read = read_learning("trade", WHOLE | {"needs_zh": ["百分数"], "goals_zh": ["一", "二", "三"]})
    assert read is not None
    assert read.say_goals("zh") == ("一", "二", "三")
    assert read.say_needs("zh") == ("百分数",)
    assert read.say_goals("en") == tuple(WHOLE["goals"])


def test_a_chapter_may_say_nothing_as_long_as_none_must(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = {"question_en": "?"}
    assert read_learning("trade", questions) is None
    monkeypatch.setattr(learning, "IS_REQUIRED", True)
    with pytest.raises(Report, match="missing field 'level'"):
        read_learning("trade", questions)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"level": "easy"}, r"compendium\.level: 'easy' is not one of introductory, intermediate"),
        ({"minutes": "90"}, r"compendium\.minutes: must be a whole number, not a text"),
        ({"minutes": 5}, r"compendium\.minutes: 5 is less than 10"),
        ({"needs": []}, r"compendium\.needs: has 0 entries, and needs 1"),
        ({"goals": ["compute"]}, r"compendium\.goals: has 1 entries, and needs 3"),
        ({"goals": ["add", "Understand it", "add"]}, r"goals\.1: begins with 'Understand'"),
        ({"goals": ["add", "name 7 towns", "add"]}, r"goals\.1: types the number 7"),
        ({"goals": ["add", "", "add"]}, r"goals\.1: is empty"),
        ({"goals_zh": ["一"]}, r"goals_zh: has 1 entries, goals has 3"),
        ({"handout": ["ladder"]}, r"handout: names 1 charts, a handout has two"),
        ({"handout": ["ladder", "ladder"]}, r"handout: duplicate chart 'ladder'"),
        ({"goal": "x"}, r"compendium.goal: unknown field; the nearest known: goals"),
    ],
)
def test_a_fault_is_named(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ChapterError, match=rf"'trade' .*{message}"):
        read_learning("trade", WHOLE | change)


def test_half_of_it_is_not_enough() -> None:
    with pytest.raises(Report) as caught:
        read_learning("trade", {"level": "advanced"})
    assert len(caught.value.problems) == 3
