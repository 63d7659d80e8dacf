"""What a drawn form shows, read from its specification, and rows to draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import pandas as pd
from fontTools.ttLib import TTFont

from compendium.chapter.drawing import draw_chart
from compendium.chapter.engine import FONTS
from compendium.chapter.labels import Box
from compendium.chapter.language import Words
from compendium.chapter.theme import LIGHT
from compendium.contract.load import load
from compendium.printed.wording import Wording

EN, ZH = (Words.over(Wording(lang, {}, {}), load("plans"), load("places")) for lang in ("en", "zh"))
PLANS = load("plans")["plan_id"].tolist()


def mark(label: str, value: float | None, text: str = "", **more: Any) -> dict[str, Any]:
    """Make a row of the marks table."""
    blank = {
        "ids": ("an-id",), "panel": "", "plan_id": PLANS[0], "place_id": "", "role": "actual",
        "year": None, "year_start": None, "low": None, "high": None, "bound": "=", "unit": "CNY",
        "note": None,
    }  # fmt: skip
    return {**blank, "label": label, "value": value, "text": text or f"{value:g}", **more}


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


@cache
def _font(weight: int) -> tuple[dict[int, str], Any]:
    font = TTFont(FONTS / f"compendium-sans-{weight}.ttf")
    return font.getBestCmap(), font["hmtx"]


def advance(text: str, size: float, weight: int) -> float:
    """Measure a text by the font's own table."""
    names, widths = _font(weight)
    return sum(widths[names[ord(sign)]][0] for sign in text) * size / 1000


@dataclass(frozen=True)
class Drawn:
    """One drawing: its size and the layers of its specification."""

    width: int
    height: int
    layers: tuple[dict[str, Any], ...]

    def rows(self, kind: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Give each mark of a kind with its look."""
        for layer in self.layers:
            if layer["mark"]["type"] == kind:
                for row in layer["data"]["values"]:
                    yield layer["mark"], row

    def texts(self) -> list[tuple[str, Box]]:
        """Give every text and where it stands."""
        found = []
        for look, row in self.rows("text"):
            length = advance(row["text"], look["fontSize"], look["fontWeight"])
            part = {"left": 0.0, "center": 0.5, "right": 1.0}[look["align"]]
            left, half = row["x"] - part * length, 0.5 * look["fontSize"]
            found.append((row["text"], Box(left, left + length, row["y"] - half, row["y"] + half)))
        return found

    def solids(self) -> list[Box]:
        """Give the boxes that no text in ink may stand on."""
        return [
            Box(row["x"], row["x2"], row["y"], row["y2"])
            for look, row in self.rows("rect")
            if look["fill"] not in (None, LIGHT.surface) and look["fillOpacity"] > 0.5
        ]

    def deepest(self) -> float:
        """Give how far down anything is drawn."""
        ends = [box.bottom for _, box in self.texts()]
        ends += [row["y2"] for _, row in self.rows("rect")]
        return max(ends + [row["y"] for _, row in self.rows("point")])

    def colours(self) -> set[str]:
        """Give every colour in use."""
        keys = ("fill", "stroke", "color")
        return {look[key] for layer in self.layers for look in [layer["mark"]] for key in keys
                if look.get(key)}  # fmt: skip


def draw(form: Any, data: pd.DataFrame, words: Words = EN, **options: Any) -> dict[str, Drawn]:
    """Draw a form at both widths, as a chapter does."""
    drawings = draw_chart(lambda width: form(data, width, words=words, **options), "a-form")
    return {
        name: Drawn(each.width, each.height, _layers(each.spec)) for name, each in drawings.items()
    }


def _layers(spec: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Give the layers with their rows in them."""
    rows = spec["datasets"]
    return tuple(
        layer | {"data": {"values": rows[layer["data"]["name"]]}} for layer in spec["layer"]
    )


def faults(drawn: Drawn) -> list[str]:
    """Give what an eye would find wrong: cut or overlapping words, words on solid marks."""
    texts = drawn.texts()
    frame = Box(-0.6, drawn.width + 0.6, 0, drawn.height)
    found = [f"cut: {text}" for text, box in texts if not box.lies_in(frame)]
    found += [
        f"overlap: {one[0]} | {other[0]}"
        for one, other in combinations(texts, 2)
        if one[1].meets(other[1])
    ]
    found += [
        f"on a solid mark: {text}"
        for text, box in texts
        for solid in drawn.solids()
        if box.meets(solid)
    ]
    for _, row in drawn.rows("point"):
        half = row["size"] ** 0.5 / 2
        sign = Box(row["x"] - half, row["x"] + half, row["y"] - half, row["y"] + half)
        # A glyph may be narrower than its square.
        if not sign.lies_in(Box(-half / 2, drawn.width + half / 2, -1, drawn.height + 1)):
            found.append(f"sign outside at {row}")
    return found
