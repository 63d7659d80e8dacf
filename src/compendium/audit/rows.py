"""One row of ``audit.csv``: what two sides say, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process

from compendium.audit.comparisons import Comparison, Remark
from compendium.audit.numbers import RESTATED, Judgement, Number, Row
from compendium.audit.sentences import conclude, fill_text
from compendium.contract.tables import BY_NAME
from compendium.errors import UnknownNameError
from compendium.printed.units import write_number

READ = [
    *("observation_id", "plan_id", "table_id", "source_kind", "section_zh", "printed"),
    *("comparator", "low", "value_low", "value_high", "least", "most", "measure", *RESTATED),
]
"""What is read of observations."""
COLUMNS = BY_NAME["audit"].columns


def make_row(
    check_id: str,
    kind: str,
    concerned: Sequence[Row],
    ids: tuple[str, str],
    sides: tuple[Number, Number],
    judgement: Judgement,
) -> dict[str, str]:
    """Give a row without its texts."""
    return {
        "check_id": check_id,
        "kind": kind,
        "plan_ids": "|".join(sorted({row["plan_id"] for row in concerned})),
        "indicator_id": concerned[0]["indicator_id"],
        "left_id": ids[0],
        "right_id": ids[1],
        "left_value": write_number(sides[0].value),
        "right_value": write_number(sides[1].value),
        "unit": sides[0].unit,
        "difference": write_number(judgement.difference),
        "tolerance": write_number(judgement.tolerance),
        "verdict": judgement.verdict,
    }


def fill_texts(
    entry: Comparison | Remark, figures: Mapping[str, str], verdict: str, lang: str
) -> dict[str, str]:
    """Fill what an entry says in a language; only of a conflict something is to be concluded."""
    explanation = fill_text(getattr(entry, f"explanation_{lang}"), figures, lang)
    declared = getattr(entry, f"conclusion_{lang}")
    # Filled in any case, so that a wrong name in it is found before it is needed.
    conclusion = fill_text(declared, figures, lang) if declared else conclude(lang)
    return {
        f"explanation_{lang}": explanation,
        f"conclusion_{lang}": conclusion if verdict == "conflict" else "",
    }


def explain_unknown(name: str, known: Iterable[str]) -> UnknownNameError:
    """Say that there is no such observation, and which has the nearest id."""
    near = process.extract(name, list(known), limit=1, score_cutoff=60)
    return UnknownNameError("observation", name, tuple(each for each, *_ in near))
