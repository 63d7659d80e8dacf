"""Figures in words, for prose that names them by their ids."""

from __future__ import annotations

import pytest

from compendium.site.page_values import Record, page_values
from support import ROOT


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    return page_values(Record.load(ROOT / "data" / "clean", "en"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("said:shenzhen-outline-145-s1-2-4.gdp.shenzhen.2025.target", "more than 4 trillion yuan"),
        (
            "said:shenzhen-services-145-b1.finance-share-of-gdp.shenzhen.2025.target",
            "about 16&#37;",
        ),
        ("growth:shenzhen-commerce-145-t1.retail-sales.shenzhen.2025.target", "7.6&#37;"),
        ("multiple:shenzhen-commerce-145-t1.retail-sales.shenzhen.2025.target", "1.44"),
        ("difference:zhongshan-services-145-s2-3.modern-services-share.zhongshan.2025.target", "1"),
    ],
)
def test_a_figure_is_said(name: str, said: str, known: dict[str, str]) -> None:
    assert known[name] == said


def test_what_a_target_does_not_take_has_no_name(known: dict[str, str]) -> None:
    share = "zhongshan-services-145-s2-3.modern-services-share.zhongshan.2025.target"
    assert f"said:{share}" in known
    assert f"growth:{share}" not in known
