"""What a chapter shows besides charts: tables and the colophon."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

import pandas as pd

from compendium.chapter.drafts import check
from compendium.chapter.html import Html, render
from compendium.chapter.table_html import table_html
from compendium.printed.wording import choose, is_missing

COLOPHON_PACKAGES = ("compendium", "pandas", "altair", "vl-convert-python", "papermill")


def check_claims(chapter: str, claims: Mapping[str, bool]) -> None:
    """Report what a chapter's text says and the data no longer shows; see `drafts`.

    Raises
    ------
    ChapterError
        With every claim that does not hold, where no notebook runs.
    """
    check(chapter, claims)


def show_table(
    table: pd.DataFrame, *, caption: str, lang: str, ids: Sequence[Sequence[str]] = ()
) -> Html:
    """Show a table in a region that scrolls when the screen is narrow.

    Parameters
    ----------
    table
        (R rows) of texts, or `Html` where a cell has marks of its own; the first column heads its
        row, the column names head the columns. A column of bare numbers is set to the right.
    caption
        One sentence that says what the table has.
    lang
        ``en`` or ``zh``.
    ids
        Of each row, the ids of the rows of the clean tables that it shows; none unless given.
    """
    html = table_html(
        [str(column) for column in table.columns],
        list(table.itertuples(index=False, name=None)),
        label=caption,
        caption=caption,
        lang=lang,
        ids=ids,
    )
    return Html(html, f"{caption}\n{table.to_string(index=False)}")


def cite_plan(plan: Mapping[Hashable, Any], lang: str) -> str:
    """Name a plan as a reader should cite it: issuer, title, year."""
    year = "" if is_missing(plan["issued"]) else str(plan["issued"])[:4]
    issuer = "" if is_missing(plan[f"issuer_{lang}"]) else str(plan[f"issuer_{lang}"])
    return choose(
        lang,
        en=f"{issuer}. " if issuer else "",
        zh=f"{issuer}：" if issuer else "",
    ) + choose(
        lang,
        en=f"{plan['title_en']} ({plan['title_zh']}){f', {year}' if year else ''}",
        zh=f"《{plan['title_zh']}》{f'（{year}年）' if year else ''}",
    )


def show_colophon(observations: pd.DataFrame, lang: str) -> Html:
    """Show what the chapter was made from: the rows it read, and the packages; no clock time."""
    rows = observations.to_csv(index=False, lineterminator="\n").encode("utf-8")
    digest = hashlib.sha256(rows).hexdigest()[:12]
    packages = ", ".join(f"{name} {version(name)}" for name in COLOPHON_PACKAGES)
    text = choose(
        lang,
        en=f"Reads {len(observations)} rows of the tables, fingerprint {digest}. "
        f"Made with {packages}.",
        zh=f"本章读取数据表{len(observations)}行，指纹 {digest}。所用软件：{packages}。",
    )
    return Html(render("colophon.html.j2", text=text), text)
