"""Quantities in words: what each phrase counts, and what is no quantity."""

from decimal import Decimal

import pytest

from compendium.printed.numerals import read_integer, read_phrase, with_digits

NUMERALS = {
    "零": 0,
    "一": 1,
    "两": 2,
    "十": 10,
    "十五": 15,
    "二十": 20,
    "二十八": 28,
    "百": 100,
    "一百零五": 105,
    "一百二十三": 123,
    "千": 1000,
    "三千二百": 3200,
    "两千零一": 2001,
    "万": 10_000,
    "一万零五": 10_005,
    "二十八万": 280_000,
    "一百二十万": 1_200_000,
}


@pytest.mark.parametrize("numeral", NUMERALS)
def test_a_number_in_characters_is_read(numeral: str) -> None:
    assert read_integer(numeral) == NUMERALS[numeral]


PHRASES = {
    # The first place, said without a number.
    "首个": ("=", "1", "1", "位"),
    "首位": ("=", "1", "1", "位"),
    "首批": ("=", "1", "1", "位"),
    "首支": ("=", "1", "1", "位"),
    "首条": ("=", "1", "1", "位"),
    "首部": ("=", "1", "1", "位"),
    "之首": ("=", "1", "1", "位"),
    "最大": ("=", "1", "1", "位"),
    "最低水平": ("=", "1", "1", "位"),
    "唯一": ("=", "1", "1", "位"),
    # Ranks.
    "第一": ("=", "1", "1", "位"),
    "第15": ("=", "15", "15", "位"),
    "第二十八": ("=", "28", "28", "位"),
    "第五位": ("=", "5", "5", "位"),
    "第一个": ("=", "1", "1", "位"),
    "前三": ("≤", "3", "3", "位"),
    "前三名": ("≤", "3", "3", "位"),
    "前10强": ("≤", "10", "10", "位"),
    "前二十位": ("≤", "20", "20", "位"),
    # Multiples and parts of a whole.
    "翻番": ("=", "2", "2", "倍"),
    "翻一番": ("=", "2", "2", "倍"),
    "翻两番": ("=", "4", "4", "倍"),
    "翻三番": ("=", "8", "8", "倍"),
    "接近翻番": ("≈", "2", "2", "倍"),
    "近翻一番": ("≈", "2", "2", "倍"),
    "1/12": ("=", "0.083333", "0.083333", "倍"),
    "1/3": ("=", "0.333333", "0.333333", "倍"),
    "2/3": ("=", "0.666667", "0.666667", "倍"),
    "1/4": ("=", "0.25", "0.25", "倍"),
    "过半": (">", "50", "50", "%"),
    "半数以上": (">", "50", "50", "%"),
    "两位数": ("≥", "10", "10", "%"),
    "两位数增长": ("≥", "10", "10", "%"),
    "两位数以上": ("≥", "10", "10", "%"),
    # Classes of water: a better one has a lower number.
    "III类": ("=", "3", "3", "类"),
    "V类": ("=", "5", "5", "类"),
    "地表水IV类以上": ("≤", "4", "4", "类"),
}


@pytest.mark.parametrize("printed", PHRASES)
def test_a_phrase_is_read(printed: str) -> None:
    comparator, low, high, unit = PHRASES[printed]
    assert read_phrase(printed) == (comparator, Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    "printed",
    ["", "首发", "首店", "前海", "第三产业", "第二产业", "翻新", "翻四番", "最", "最美", "一半",
     "第", "前", "1/", "/3", "首位度", "20%", "位数", "VI类", "地表水",
     "III类以下"],
)  # fmt: skip
def test_what_only_looks_like_a_phrase_is_none(printed: str) -> None:
    assert read_phrase(printed) is None


@pytest.mark.parametrize("printed", ["1/0", "0/0"])
def test_a_fraction_by_nothing_is_none(printed: str) -> None:
    assert read_phrase(printed) is None


WRITTEN = {
    "超万亿元": "超1万亿元",
    "突破万亿元": "突破1万亿元",
    "万亿级": "1万亿级",
    "千亿级": "1000亿级",
    "百亿元": "100亿元",
    "万场": "10000场",
    "上万家": "上10000家",
    "十平方公里级": "10平方公里级",
    "十大": "10大",
    "二十八年": "28年",
    "连续六届": "连续6届",
    "超过五成": "超过5成",
    "约三成": "约3成",
    "两个月": "2个月",
    "一家": "1家",
}


@pytest.mark.parametrize("printed", WRITTEN)
def test_the_first_number_in_characters_is_written_with_digits(printed: str) -> None:
    assert with_digits(printed) == WRITTEN[printed]


@pytest.mark.parametrize("printed", ["2.5万亿元", "1万家", "3-5个", "亿元", "左右", ""])
def test_what_has_digits_or_no_number_stays(printed: str) -> None:
    assert with_digits(printed) == printed
