"""Chinese names by their sound: which syllable each character has, and where a name has another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_RUN = re.compile("[㐀-鿿]+")


@dataclass(frozen=True)
class Spelling:
    """How names are spelt.

    Attributes
    ----------
    syllables
        Syllable without its tone → the characters that mostly have it, in one text.
    own
        Name → its syllables, where one of its characters has another (行 in 银行).
    """

    syllables: dict[str, str]
    own: dict[str, str]


def spell(names: Iterable[str]) -> Spelling:
    """Spell names without tones, as one types them.

    >>> spell(["前海", "银行", "行政", "行人"]).own
    {'银行': 'yin hang'}
    """
    read = {name: _read(name) for name in dict.fromkeys(names)}
    counts: dict[str, Counter[str]] = {}
    for pairs in read.values():
        for character, syllable in pairs:
            counts.setdefault(character, Counter())[syllable] += 1
    usual = {
        # Of two that are as frequent, the same in every build.
        character: max(sorted(seen), key=lambda each: seen[each])
        for character, seen in counts.items()
    }
    syllables: dict[str, str] = {}
    for character in sorted(usual):
        syllables[usual[character]] = syllables.get(usual[character], "") + character
    own = {
        name: " ".join(syllable for _, syllable in pairs)
        for name, pairs in read.items()
        if any(usual[character] != syllable for character, syllable in pairs)
    }
    return Spelling(dict(sorted(syllables.items())), own)


def _read(name: str) -> list[tuple[str, str]]:
    from pypinyin import lazy_pinyin

    return [pair for run in _RUN.findall(name) for pair in zip(run, lazy_pinyin(run), strict=True)]
