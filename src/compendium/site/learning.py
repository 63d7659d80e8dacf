"""What a chapter says to those who learn and teach with it: metadata of its notebook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, Strict, ValidationError
from pydantic.dataclasses import dataclass

from compendium.errors import ChapterError, gather
from compendium.raw.declarations import (
    STRICT,
    Fault,
    Id,
    OneOf,
    Text,
    adapter,
    find_duplicates,
    find_faults,
    refuse_contradictions,
)

LEVELS = ("introductory", "intermediate", "advanced")
IS_REQUIRED = False
"""Whether a chapter must have them all; a chapter that has one must."""

# Nobody can see whether somebody understands; years may be typed, all other numbers are computed.
_VAGUE = re.compile(
    r"(understand|know|learn|appreciate|realise|realize|see|grasp|be aware)\b", re.I
)
_TYPED = re.compile(r"(?<![\w.,])(?!(?:19|20)\d\d\b)\d[\d.,]*")
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")


def check_computed(text: str) -> str:
    """Refuse a number that is typed, and neither a year nor computed (``{{ name }}``)."""
    if typed := _TYPED.search(_PLACEHOLDER.sub("", text)):
        raise ValueError(f"types the number {typed[0]}; only years are typed, others are computed")
    return text


def check_goal(text: str) -> str:
    """Refuse a goal that no exercise can test."""
    if vague := _VAGUE.match(text):
        raise ValueError(
            f"begins with {vague[0]!r}, which nobody can test: begin with what a learner does, "
            "such as compute, compare, explain"
        )
    return text


def at_least(count: int) -> AfterValidator:
    """Give a check of how many entries a list has; that of pydantic counts only those in order."""

    def check(entries: tuple[str, ...]) -> tuple[str, ...]:
        if len(entries) < count:
            raise ValueError(f"has {len(entries)} entries, and needs {count}")
        return entries

    return AfterValidator(check)


Said = Annotated[Text, AfterValidator(check_computed)]
"""A line of text that types no number."""
Goal = Annotated[Said, AfterValidator(check_goal)]
"""What a learner can do afterwards, as "you can …" goes on; testable."""


@dataclass(frozen=True, config=STRICT)
class Learning:
    """What a chapter says of itself as a lesson.

    Attributes
    ----------
    level, minutes
        How hard it is, and how long reading it and doing its exercises takes.
    needs
        What a learner must be able to do before.
    goals
        What a learner can do afterwards.
    needs_zh, goals_zh
        The same in Chinese; English where they are missing.
    handout
        The two charts of its handout, without the chapter's name; its first two unless given.
    """

    level: Annotated[str, OneOf(LEVELS)]
    minutes: Annotated[int, Strict(), Field(ge=10, le=600)]
    needs: Annotated[tuple[Said, ...], at_least(1)]
    goals: Annotated[tuple[Goal, ...], at_least(3)]
    needs_zh: tuple[Text, ...] = ()
    goals_zh: tuple[Text, ...] = ()
    handout: tuple[Id, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is not whole.

        Raises
        ------
        ContradictionError
            If a Chinese list is not as long as the English one, or there is one chart.
        """
        faults: list[Fault] = [
            ((f"{name}_zh",), f"has {len(chinese)} entries, {name} has {len(english)}")
            for name, english, chinese in (
                ("needs", self.needs, self.needs_zh),
                ("goals", self.goals, self.goals_zh),
            )
            if chinese and len(chinese) != len(english)
        ]
        if self.handout and len(self.handout) != 2:
            faults.append((("handout",), f"names {len(self.handout)} charts, a handout has two"))
        faults += find_duplicates(((("handout",), each) for each in self.handout), "chart")
        refuse_contradictions(faults)

    def say_needs(self, lang: str) -> tuple[str, ...]:
        """Give what is needed, in a language."""
        return (lang == "zh" and self.needs_zh) or self.needs

    def say_goals(self, lang: str) -> tuple[str, ...]:
        """Give the goals, in a language."""
        return (lang == "zh" and self.goals_zh) or self.goals


def read_learning(chapter: str, metadata: Mapping[str, Any]) -> Learning | None:
    """Read what a chapter says to learners: the metadata ``compendium`` but for its questions.

    Raises
    ------
    ChapterError, Report
        With every fault.
    """
    own = {name: value for name, value in metadata.items() if not name.startswith("question_")}
    if not own and not IS_REQUIRED:
        return None
    try:
        made: Learning = adapter(Learning).validate_python(own)
        return made
    except ValidationError as error:
        problems = [
            ChapterError(chapter, f"its metadata {'.'.join(map(str, ('compendium', *at)))}: {why}")
            for at, why in find_faults(Learning, error)
        ]
        raise gather(f"chapter {chapter!r}", problems) from error
