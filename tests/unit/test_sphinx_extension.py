"""The search splits text and query alike."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from compendium.site.sphinx_extension import SearchEnglishAndChinese, split_text

CASES = [
    pytest.param("retail sales", ["retail", "sales"], id="English"),
    pytest.param("消费", ["消", "消费", "费"], id="one pair"),
    pytest.param("零售总", ["零", "零售", "售", "售总", "总"], id="a run"),
    pytest.param("年", ["年"], id="one character"),
    pytest.param("2025年GDP", ["2025", "年", "GDP"], id="mixed"),
    pytest.param("AI+消费，目标", ["AI", "消", "消费", "费", "目", "目标", "标"], id="signs"),
    pytest.param("", [], id="nothing"),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_text_is_split(text: str, words: list[str]) -> None:
    assert split_text(text) == words


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
@pytest.mark.parametrize(
    "query", ["社会消费品零售总额", "消费 目标", "retail sales", "2025年", "5G网络", "年"]
)
def test_every_word_of_a_query_is_a_word_of_the_same_text(query: str) -> None:
    show = f"console.log(JSON.stringify(splitQuery({json.dumps(query)})))"
    code = f"{SearchEnglishAndChinese.js_splitter_code}\n{show}"
    ran = subprocess.run(["node", "-e", code], capture_output=True, text=True, check=True)
    words = json.loads(ran.stdout)
    assert words
    assert set(words) <= set(split_text(query))


def test_english_is_still_stemmed_and_stopped() -> None:
    search = SearchEnglishAndChinese({})
    assert search.stem("targets") == search.stem("target")
    assert not search.word_filter("the")
    assert search.word_filter("消费")
