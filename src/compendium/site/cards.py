"""Cards: a chart as the picture that a link to its page is shown with elsewhere."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.made_from import digest
from compendium.paths import write_atomically
from compendium.site.pictures import WIDTH as SLIDE_WIDTH
from compendium.site.pictures import Credit, Slide, keep_slide

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 1200, 630
"""What the sites that show such pictures ask for (px)."""
_MARGIN = 40
_COLOURS = 256
_PAPER = (255, 255, 255)


def keep_card(parts: Mapping[str, Any], *, credit: Credit, folder: Path) -> bytes:
    """Give a chart's picture as a PNG of `WIDTH` by `HEIGHT` px, whole, as large as it can be.

    Kept by the hash of the picture for slides that it is made from.
    """
    slide = keep_slide(parts, credit=credit, folder=folder)
    kept = folder / f"{digest([slide.svg, Path(__file__)])}.card.png"
    if not kept.is_file():
        write_atomically(kept, _draw_card(slide))
    return kept.read_bytes()


def _draw_card(slide: Slide) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(slide.png)) as painted:
        drawn = _crop(painted)
        scale = painted.width / SLIDE_WIDTH
    scale *= min((WIDTH - 2 * _MARGIN) / drawn.width, (HEIGHT - 2 * _MARGIN) / drawn.height)
    # Painted at its size: letters that are painted and then shrunk are weak, and twice the bytes.
    whole = _crop(Image.open(io.BytesIO(_paint(slide.svg.decode(), scale))))
    card = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    card.paste(whole, ((WIDTH - whole.width) // 2, (HEIGHT - whole.height) // 2))
    # This method keeps the colour of a small mark, by which a reader knows the plan.
    few = card.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    raw = io.BytesIO()
    few.save(raw, "PNG", optimize=True)
    return raw.getvalue()


def _paint(svg: str, scale: float) -> bytes:
    import vl_convert

    painted: bytes = vl_convert.svg_to_png(svg, scale=scale, ppi=72)
    return painted


def _crop(image: Image) -> Image:
    """Cut the empty paper off a picture."""
    from PIL import Image, ImageChops

    whole = image.convert("RGB")
    return whole.crop(ImageChops.difference(whole, Image.new("RGB", whole.size, _PAPER)).getbbox())
