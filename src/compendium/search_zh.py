"""Let Sphinx search English and Chinese in one edition: Chinese is indexed by character pairs.

Sphinx indexes no Chinese without a word splitter, and with one it does not split the query, so a
name such as 社会消费品零售总额 is not found. Pairs of neighbouring characters need no dictionary,
and the page splits the query in the same way.
"""

from __future__ import annotations

import re

from sphinx.search.en import SearchEnglish

_RUN = re.compile(r"(?P<chinese>[㐀-鿿]+)|[^\W㐀-鿿]+")


def split_text(text: str) -> list[str]:
    """Split a text into words; a run of Chinese gives its characters and its pairs.

    >>> split_text("2025年 retail 零售")
    ['2025', '年', 'retail', '零', '零售', '售']
    """
    words: list[str] = []
    for match in _RUN.finditer(text):
        run = match.group()
        if match["chinese"] is None:
            words.append(run)
            continue
        for place, character in enumerate(run):
            words += [character, run[place : place + 2]] if place + 1 < len(run) else [character]
    return words


class SearchEnglishAndChinese(SearchEnglish):
    """English as Sphinx does it, Chinese by pairs; it takes the place of plain English."""

    lang = "en"
    language_name = "English"
    js_splitter_code = r"""
var splitQuery = (query) =>
  (query.match(/[\p{Letter}\p{Number}_]+/gu) || [])
    .flatMap((word) => word.match(/[㐀-鿿]+|[^㐀-鿿]+/g))
    .flatMap((run) =>
      /^[㐀-鿿]{2,}$/.test(run)
        ? Array.from({ length: run.length - 1 }, (_, place) => run.slice(place, place + 2))
        : [run]);
"""

    def split(self, input: str) -> list[str]:
        """Split a text into the words that go into the index."""
        return split_text(input)
