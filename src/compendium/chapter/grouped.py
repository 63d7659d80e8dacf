"""Rows put together: things counted, and two figures of one subject set against one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.chapter.origins import row_ids
from compendium.errors import ChapterError
from compendium.printed.wording import say_number


def count_rows(
    data: pd.DataFrame, by: Sequence[str], names: Mapping[str, Mapping[str, str]]
) -> pd.DataFrame:
    """Count rows; `Chapter.counted` has the parameters.

    >>> things = pd.DataFrame({"project_id": ["a", "b"], "kind": ["park"] * 2, "label": ["A", "B"]})
    >>> count_rows(things, ["kind"], {}).to_dict("records")
    [{'kind': 'park', 'ids': ('a', 'b'), 'value': 2, 'text': '2', 'names': 'A|B', 'label': 'park'}]
    """
    data = data.assign(ids=row_ids(data))
    groups = data.groupby(list(by), sort=False, observed=True)
    counted = groups.agg(
        ids=("ids", lambda column: tuple(dict.fromkeys(each for ids in column for each in ids))),
        value=("ids", "size"),
        names=("label", lambda column: "|".join(dict.fromkeys(column))),
    ).reset_index()
    first = counted[by[0]]
    return counted.assign(
        text=counted["value"].map(say_number),
        label=first.map(names[by[0]]) if by[0] in names else first.astype("str"),
    )[[*by, "ids", "value", "text", "names", "label"]]


def cross_marks(
    across: pd.DataFrame, up: pd.DataFrame, on: Sequence[str], *, chapter: str
) -> pd.DataFrame:
    """Set two figures of each subject against one another; `Chapter.crossed` has the parameters.

    Raises
    ------
    ChapterError
        If a subject has several figures, or none has both.
    """
    for marks in (across, up):
        if (twice := marks.duplicated(list(on))).any():
            subject = ", ".join(map(str, marks.loc[twice, list(on)].iloc[0]))
            raise ChapterError(chapter, f"several marks are of {subject}; each needs one")
    kept = up[[*on, "ids", "value", "text"]].rename(columns={"value": "y", "text": "text_y"})
    pairs = across.merge(kept, on=list(on), suffixes=("", "_up"), validate="one_to_one")
    if pairs.empty:
        raise ChapterError(chapter, f"no two marks have the same {', '.join(on)}")
    ids = [(*left, *right) for left, right in zip(pairs["ids"], pairs["ids_up"], strict=True)]
    crossed = pairs.assign(ids=pd.Series(ids, pairs.index, object), x=pairs["value"])
    return crossed.assign(text=crossed["text"] + " / " + crossed["text_y"])[
        ["ids", "label", "plan_id", "place_id", "role", "year", "x", "y", "text"]
    ]
