"""A chart: complete, the same on every run, and refused when something is missing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest

from compendium.chapter import engine
from compendium.chapter.chart import Chart, show_chart
from compendium.chapter.chart_html import Source, chart_html
from compendium.chapter.drawing import number_names
from compendium.chapter.html import CHART_MIME
from compendium.chapter.table_html import data_cells, format_heading, format_value, table_html
from compendium.errors import ChartError

FONTS = engine.FONTS
SOURCE = Source(
    "shenzhen-commerce-145",
    "Commerce plan",
    "#b95428",
    "表1",
    "Commerce plan (商务发展规划), 2022, 表1",
)
DATA = pd.DataFrame({"indicator": ["零售总额", "Trade </script>"], "growth": [7.61, 2.0]})


def draw(width: int) -> alt.Chart:
    """Draw bars with a parameter, whose name Altair counts per process."""
    return (
        alt.Chart(DATA)
        .mark_bar(clip=True)
        .encode(x="growth:Q", y="indicator:N", tooltip=["indicator:N"])
        .properties(width=width, height=alt.Step(30))
        .add_params(alt.selection_point())
    )


def make(**changes: Any) -> Chart:
    texts: dict[str, Any] = {
        "chart_id": "retail-growth",
        "title": "Growth & more",
        "finding": "It must grow by 7.61% a year.",
        "alt": 'Two bars, the first "longer".',
        "sources": [SOURCE],
        "data": DATA,
        "lang": "en",
    }
    return show_chart(texts.pop("draw", changes.pop("draw", draw)), **{**texts, **changes})


class Balance(HTMLParser):
    """Tell which elements are open at the end."""

    VOID = ("br", "link", "meta", "img", "path", "line")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_two_runs_give_the_same_bytes() -> None:
    assert make()._repr_mimebundle_() == make()._repr_mimebundle_()


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]); import test_chart as t; "
        "print(hashlib.sha256(t.make().html().encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_mime_bundle_has_page_fallback_and_parts() -> None:
    bundle = make()._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain", CHART_MIME}
    assert bundle["text/plain"] == "Growth & more: It must grow by 7.61% a year."
    parts = bundle[CHART_MIME]
    assert json.loads(json.dumps(parts)) == parts
    assert parts["csv"] == "indicator,growth\n零售总额,7.61\nTrade </script>,2.0\n"
    assert parts["spec"]["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_last_digits_of_a_float_change_no_byte() -> None:
    def bundle(third: float) -> dict[str, Any]:
        data = pd.DataFrame({"indicator": ["a", "b"], "growth": [third, 2.0], "year": [1, 2]})
        chart = alt.Chart(data).mark_bar().encode(x="growth:Q", y="indicator:N")
        return make(data=data, draw=lambda width: chart.properties(width=width))._repr_mimebundle_()

    assert 0.1 + 0.2 != 0.3
    assert bundle(0.1 + 0.2) == bundle(0.3)
    assert bundle(0.3)[CHART_MIME]["csv"].splitlines()[1:] == ["a,0.3,1", "b,2.0,2"]


def page(**changes: Any) -> str:
    edition = {"version": "1.2.3", "year": "2026"}
    return chart_html(make(**changes).parts(), code="<b>x</b> = 1", edition=edition)


def test_html_is_balanced_and_complete() -> None:
    html = page(topic="Retail sales 零售")
    balance = Balance()
    balance.feed(html)
    assert balance.open == []
    for piece in (
        '<figure class="figure" id="retail-growth" lang="en">',
        '<span class="figure-topic">Retail sales <span lang="zh-Hans">零售</span></span>',
        "Growth &amp; more",
        "It must grow by 7.61% a year.",
        'href="../figures/retail-growth.csv"',
        'href="../figures/retail-growth.en.svg"',
        'href="../figures/retail-growth.en.png"',
        'href="../figures/retail-growth.en.vl.json"',
        'href="#retail-growth"',
        'href="numbers/retail.html#retail-growth"',
        'role="img" aria-label="Two bars, the first &#34;longer&#34;."',
        '<span lang="zh-Hans">商务发展规划</span>',
        'tabindex="0" role="region"',
        '<pre class="code"><b>x</b> = 1</pre>',
        "(2026)",
        "version 1.2.3",
    ):
        assert piece in html
    assert html.index("Cite the plan first") < html.index("version 1.2.3")


def test_no_drawer_is_there_without_something_in_it() -> None:
    assert "figure-made" not in make().html()
    assert "<details" not in chart_html(make().parts(), is_alone=True)


def test_a_copied_frame_names_the_title_as_an_attribute() -> None:
    code = re.search(r'<code class="embed-code"[^>]*>(.*?)</code>', page(title='A "b" <c>'))
    assert code is not None
    assert 'title="A &#34;b&#34; &lt;c&gt;"' in unescape(code[1])


def test_html_asks_nobody_for_anything() -> None:
    html = re.sub(r'xmlns(:xlink)?="[^"]+"', "", page())
    assert "http" not in html
    assert "<script" not in html
    assert "style=" not in html


def test_clip_paths_of_two_charts_do_not_share_a_name() -> None:
    def shorter(width: int) -> alt.Chart:
        return draw(width).properties(height=alt.Step(20))

    ids = [
        re.findall(r'id="(f[0-9a-f]{10}-[^"]+)"', figure.html())
        for figure in (make(), make(draw=shorter))
    ]
    assert all(ids)
    assert not set(ids[0]) & set(ids[1])


def test_made_up_names_are_numbered_and_look_alikes_in_the_data_stay() -> None:
    rows = [{"name": "layer_7", "expr": "param_9 + 1"}]
    specification = {
        "data": {"name": "data-0123456789abcdef0123456789abcdef"},
        "datasets": {"data-0123456789abcdef0123456789abcdef": rows},
        "layer": [
            {
                "name": "view_12",
                "data": {"values": rows},
                "transform": [{"filter": "datum.name === 'layer_7' && param_9.on"}],
                "encoding": {
                    "y": {"field": "layer_7", "scale": {"domain": ["layer_7"]}},
                    "color": {"condition": {"param": "param_9", "value": "param_9"}},
                },
            }
        ],
        "params": [{"name": "param_9", "views": ["view_12"]}],
    }
    assert number_names(specification) == {
        "data": {"name": "rows_1"},
        "datasets": {"rows_1": rows},
        "layer": [
            {
                "name": "view_3",
                "data": {"values": rows},
                "transform": [{"filter": "datum.name === 'layer_7' && param_2.on"}],
                "encoding": {
                    "y": {"field": "layer_7", "scale": {"domain": ["layer_7"]}},
                    "color": {"condition": {"param": "param_2", "value": "param_9"}},
                },
            }
        ],
        "params": [{"name": "param_2", "views": ["view_3"]}],
    }


def test_a_value_that_looks_like_a_made_up_name_is_drawn() -> None:
    data = pd.DataFrame({"indicator": ["layer_7", "view_1"], "growth": [1.0, 2.0]})

    def bars(width: int) -> alt.Chart:
        return (
            alt.Chart(data).mark_bar().encode(x="growth:Q", y="indicator:N").properties(width=width)
        )

    svg = make(data=data, draw=bars).drawings["wide"].svg
    assert ">layer_7<" in svg
    assert ">view_1<" in svg


def test_drawings_have_the_two_widths() -> None:
    widths = {name: drawing.width for name, drawing in make().drawings.items()}
    assert widths == {"wide": 680, "narrow": 340}


@pytest.mark.parametrize("weight", ["normal", 600])
def test_text_is_measured_with_the_bundled_font(weight: str | int) -> None:
    words = pd.DataFrame({"a": ["社会消费品零售总额"], "b": [1]})

    def axis(width: int) -> alt.Chart:
        label = alt.Axis(title=None, labelFontSize=20, labelFontWeight=weight, labelLimit=0)
        return (
            alt.Chart(words).mark_bar().encode(y=alt.Y("a:N", axis=label)).properties(width=width)
        )

    svg = make(draw=axis).drawings["wide"].svg
    bar = re.search(r'<path fill="#25507b" d="M(\d+)', svg)
    # Nine characters of one em (20 px), and the axis' own space.
    assert bar is not None
    assert 180 <= int(bar.group(1)) <= 192


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"chart_id": "Retail"}, "the id takes"),
        ({"chart_id": "retail--growth"}, "the id takes"),
        ({"chart_id": ""}, "the id takes"),
        ({"lang": "de"}, "unknown language 'de'"),
        ({"title": " "}, "title is empty"),
        ({"finding": ""}, "finding is empty"),
        ({"alt": "\n"}, "alt is empty"),
        ({"sources": []}, "at least one source"),
        ({"sources": [SOURCE, replace(SOURCE, cite=" ")]}, "at least one source"),
        ({"data": DATA.iloc[:0]}, "no row"),
        ({"draw": lambda width: draw(width + 100)}, "is 780 px wide"),
        ({"draw": lambda width: draw(680)}, "is 680 px wide; draw(340)"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_incomplete_chart_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ChartError, match=re.escape(reason)) as caught:
        make(**changes)
    assert caught.value.chart_id == changes.get("chart_id", "retail-growth")


def test_data_is_not_changed() -> None:
    before = DATA.copy()
    make()
    pd.testing.assert_frame_equal(DATA, before)


def test_chinese_edition_has_chinese_labels_and_the_same_addresses() -> None:
    html = page(lang="zh")
    assert "来源：" in html
    assert 'lang="zh-Hans"' in html
    assert "../figures/retail-growth.csv" in html
    assert "../figures/retail-growth.zh.svg" in html


def test_fonts_are_small_and_licensed() -> None:
    web = Path(__file__).parents[2] / "book" / "_static" / "fonts"
    assert sum(path.stat().st_size for folder in (FONTS, web) for path in folder.iterdir()) < 4e5
    for folder in (FONTS, web):
        assert "SIL Open Font License" in (folder / "OFL.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1 + 0.2, "0.3"),
        (12_345, "12,345"),
        (9_999, "9999"),
        (-12_345.5, "-12,345.5"),
        (float("nan"), ""),
        (pd.NA, ""),
        (True, "True"),
        ("零售", "零售"),
    ],
)
def test_values_are_written_for_readers(value: object, shown: str) -> None:
    assert format_value(value) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("label", "Label"),
        ("growth_percent_a_year", "Growth percent a year"),
        ("percent_of_gdp_2025", "Percent of GDP 2025"),
        ("CNY_2025", "CNY 2025"),
        ("m2_base", "m² base"),
        ("m2", "m²"),
        ("GDP per head (yuan)", "GDP per head (yuan)"),
        ("增速", "增速"),
    ],
)
def test_heading_is_written_for_a_reader(name: str, shown: str) -> None:
    assert format_heading(name) == shown


def test_table_escapes_aligns_and_marks_chinese() -> None:
    cells = data_cells(DATA)
    html = table_html(*cells["rows"], numeric=cells["numeric"], label='A "table"', lang="en")
    assert 'aria-label="A &#34;table&#34;"' in html
    assert '<th scope="row"><span lang="zh-Hans">零售总额</span></th>' in html
    assert '<td data-label="Growth" class="number">7.61</td>' in html
    assert "Trade &lt;/script&gt;" in html
