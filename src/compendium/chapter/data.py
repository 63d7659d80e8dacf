"""Opening a chapter: the first line of its notebook."""

from __future__ import annotations

from collections.abc import Sequence

from compendium.chapter.chapter import Chapter
from compendium.chapter.prose import glue
from compendium.chapter.tables import read_tables
from compendium.contract.enums import SOURCE_KINDS

__all__ = ["Chapter", "glue", "open_chapter"]


def open_chapter(
    name: str,
    *,
    lang: str = "en",
    data_dir: str | None = None,
    plans: Sequence[str] | None = None,
    source_kinds: Sequence[str] = SOURCE_KINDS,
    superseded: bool = False,
) -> Chapter:
    """Read what a chapter reads.

    Parameters
    ----------
    name
        The chapter's name; chart ids begin with it.
    lang
        ``en`` or ``zh``.
    data_dir
        The folder of the clean tables, or the address (``https://…``) that they are published at;
        where it is empty, the tables that `compendium.load` finds by itself.
    plans
        The plans it reads, all of the record unless given; statistics only if they are named. A
        notebook lists them once, as ``PLANS``; the build reads that list to know what depends on
        what, so nothing of another plan is given but what revised a figure of these.
    source_kinds
        Which figures: of indicator tables (``table``), boxes (``box``) or sentences (``text``);
        all unless given.
    superseded
        Keep the figures that were revised beside those that stand in their place now.

    Raises
    ------
    ValueError
        If the language is unknown.
    ChapterError
        If a plan has no observation, or is not in the tables.
    UnknownNameError
        If a kind of source is unknown.
    """
    return Chapter(
        **read_tables(
            name,
            plans=plans,
            lang=lang,
            data_dir=data_dir or None,
            source_kinds=source_kinds,
            superseded=superseded,
        )
    )
