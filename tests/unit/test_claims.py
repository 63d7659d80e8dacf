"""A claim that nothing is printed holds only as long as no row of the record says otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from compendium.chapter import chapter as module
from compendium.chapter.data import open_chapter
from compendium.errors import ChapterError
from support import ROOT

OPENED = open_chapter("trade", plans=["futian-cbd-155"], data_dir=str(ROOT / "data" / "clean"))


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (
            {"indicator": "retail-sales", "place": "shenzhen"},
            "'it' is printed: shenzhen-commerce-145-t1.retail-sales.shenzhen.2020.actual, .* more",
        ),
        ({"mentioning": "进出口总额"}, "'it' is printed: "),
        ({"indicator": "retail-sale"}, "unknown indicator 'retail-sale'"),
        ({"indicator": "retail-sales", "role": "wish"}, "unknown role 'wish'"),
        ({}, "the claim that 'it' is not printed has no filter"),
        ({"place": "zhongshan", "indicator": "retail-sales", "key": "x"}, "both key and says"),
    ],
    ids=str,
)
def test_a_claim_that_does_not_hold_stops_the_chapter(
    filters: dict[str, Any], message: str
) -> None:
    with pytest.raises(ChapterError, match=message):
        OPENED.not_printed("it", **filters)


def test_a_claim_that_holds_gives_its_words_to_the_prose(monkeypatch: pytest.MonkeyPatch) -> None:
    glued: dict[str, str] = {}
    monkeypatch.setattr(module, "glue", glued.update)
    OPENED.not_printed(
        "retail sales of Zhongshan", indicator="retail-sales", place="zhongshan",
        key="zhongshan", says="prints no level",
    )  # fmt: skip
    OPENED.not_printed("imports alone", mentioning=["进口额", "进口总额"])
    assert glued == {"not-printed-zhongshan": "prints no level"}
