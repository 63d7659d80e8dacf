"""Claims that the plans do not print something, held against every row of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from compendium.chapter.drafts import Broken, report
from compendium.chapter.rows import COLUMNS, check_known, match_rows
from compendium.errors import ChapterError

_NAMED = 3
# Filters whose values need no row of their own to be right, and the table that has them.
_VOCABULARY = {
    "indicator": ("indicators", "indicator_id"),
    "place": ("places", "place_id"),
    "plan": ("plans", "plan_id"),
    "table": ("tables", "table_id"),
}


def check_not_printed(
    what: str,
    wanted: Mapping[str, list[str]],
    *,
    mentioning: Iterable[str],
    load: Callable[[str], pd.DataFrame],
    chapter: str,
) -> None:
    """Hold a claim against the whole record.

    Parameters
    ----------
    what
        What is not printed, in words.
    wanted
        The filters, as `read_filters` gives them.
    mentioning
        Texts of which a row's subject, as printed, has at least one.
    load
        Gives a whole table of the record by its name.

    Raises
    ------
    ChapterError
        If a filter names what the record does not know, or if there is no filter: such a claim
        would always hold. If a row is what is claimed not to be printed, and no notebook runs.
    """
    texts = [mentioning] if isinstance(mentioning, str) else list(mentioning)
    if not wanted and not texts:
        raise ChapterError(chapter, f"the claim that {what!r} is not printed has no filter")
    observations = load("observations")
    for name, values in wanted.items():
        table, column = _VOCABULARY.get(name, ("observations", COLUMNS[name]))
        check_known(name, values, load(table)[column], chapter=chapter)
    found = match_rows(observations, wanted)
    if texts:
        found = found[[any(text in printed for text in texts) for printed in found["indicator_zh"]]]
    if not found.empty:
        ids = list(found["observation_id"][:_NAMED])
        more = len(found) - len(ids)
        also = f" and {more} more" if more else ""
        printed = f"{', '.join(ids)}{also}"
        broken = Broken(f"no plan prints {what}", "", printed)
        report(chapter, [broken], said=f"{what!r} is printed: {printed}")
