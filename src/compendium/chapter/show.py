"""What a chapter shows besides charts: tables, notes, sources and the colophon."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

import pandas as pd

from compendium.chapter.html import Html, Source, render, table_html
from compendium.errors import ChapterError
from compendium.printed.wording import choose, is_missing

COLOPHON_PACKAGES = ("compendium", "pandas", "altair", "vl-convert-python", "papermill")


def check_claims(chapter: str, claims: Mapping[str, bool]) -> None:
    """Stop a chapter whose text would say what the data no longer shows.

    Raises
    ------
    ChapterError
        With every claim that does not hold.
    """
    if broken := [claim for claim, holds in claims.items() if not holds]:
        raise ChapterError(chapter, "the data no longer shows that " + "; nor that ".join(broken))


def show_note(note: str, lang: str) -> Html:
    """Show the note that a row of the data has, as a quotation."""
    return Html(render("note.html.j2", note=note, lang=lang), note)


def show_table(table: pd.DataFrame, *, caption: str, lang: str) -> Html:
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
    """
    html = table_html(
        [str(column) for column in table.columns],
        list(table.itertuples(index=False, name=None)),
        label=caption,
        caption=caption,
        lang=lang,
    )
    return Html(html, f"{caption}\n{table.to_string(index=False)}")


def name_sources(
    table_ids: Sequence[str], tables: pd.DataFrame, plans: pd.DataFrame, lang: str
) -> list[Source]:
    """Name tables briefly, and as a reader should cite them: plan, issuer, year, number, title.

    Parameters
    ----------
    table_ids
        The tables a chart draws on.
    tables, plans
        ``tables.csv`` and ``plans.csv``.
    """
    known = tables.merge(plans, on="plan_id", suffixes=("", "_plan"), validate="many_to_one")
    known = known.set_index("table_id").loc[list(dict.fromkeys(table_ids))]
    return [_name_source(row, lang) for row in known.to_dict("records")]


def _name_source(row: Mapping[Hashable, Any], lang: str) -> Source:
    year = "" if is_missing(row["issued"]) else str(row["issued"])[:4]
    issuer = "" if is_missing(row[f"issuer_{lang}"]) else str(row[f"issuer_{lang}"])
    cite = choose(
        lang,
        en="{issuer}{title_en_plan} ({title_zh_plan}){year}, {number_zh}",
        zh="{issuer}《{title_zh_plan}》{year}{number_zh} {title_zh}",
    ).format_map(
        {
            **{str(name): value for name, value in row.items()},
            "issuer": choose(lang, en=f"{issuer}. ", zh=f"{issuer}：") if issuer else "",
            "year": choose(lang, en=f", {year}", zh=f"（{year}年）") if year else "",
        }
    )
    return Source(
        plan_id=str(row["plan_id"]),
        plan=str(row[f"short_{lang}"]),
        colour="" if is_missing(row["colour"]) else str(row["colour"]),
        number=str(row["number_zh"]),
        cite=cite,
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
