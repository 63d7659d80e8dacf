"""All pages of the record, each the body of a page of the edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from markupsafe import Markup

from compendium.site.files import Files
from compendium.site.reference.entities import make_entities
from compendium.site.reference.indicators import make_indicators
from compendium.site.reference.material import Material
from compendium.site.reference.numbers import make_numbers
from compendium.site.reference.places import make_places
from compendium.site.reference.prints import make_prints

FOLDER = "_reference"
"""Where the bodies wait, below the staged edition, for the frame of a page."""

Pages = Iterator[tuple[str, Markup]]
"""The name of a page (``indicators/gdp``) and its body, which begins with its heading."""

MAKERS: tuple[Callable[[Material], Pages], ...] = (
    make_indicators,
    make_numbers,
    make_places,
    make_entities,
    make_prints,
)


def make_reference(material: Material) -> Files:
    """Make the bodies of all pages of the record, by their names in `FOLDER`."""
    return {
        PurePosixPath(FOLDER, f"{name}.html"): f"{body}\n".encode()
        for make in MAKERS
        for name, body in make(material)
    }
