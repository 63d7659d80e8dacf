"""A revision that cannot be one is refused by the command, and nothing is written."""

from __future__ import annotations

import pytest

from repository.revision import BULLETIN, REVISION, add_sources
from support import Project, Run

RETAIL = "retail-sales.shenzhen.2025.actual"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param(
            f"{BULLETIN}-s1-1.retail-sale.shenzhen.2025.actual",
            f"unknown observation '{BULLETIN}-s1-1.retail-sale.shenzhen.2025.actual'; the nearest",
            id="no such figure",
        ),
        pytest.param(
            f"{BULLETIN}-s6-1.gdp.shenzhen.2025.actual",
            "is about something else: indicator_id gdp and not retail-sales",
            id="another indicator",
        ),
        pytest.param(f"{BULLETIN}-s9-1.{RETAIL}", "supersedes itself", id="itself"),
    ],
)
def test_what_is_typed_is_held_against_the_record(
    typed: str, said: str, project: Project, run: Run
) -> None:
    add_sources(project.root)
    old = f"{BULLETIN}-s1-1.{RETAIL}"

    def change(book: object) -> None:
        for row in book["statements"].iter_rows():  # type: ignore[index]
            for cell in row:
                cell.value = typed if cell.value == old else cell.value

    project.edit(BULLETIN, change)
    before = project.clean_files()
    assert run("clean").status == 0
    outcome = run("combine")
    assert outcome.status == 1
    assert said in outcome.error
    assert project.clean_files() == before


def test_a_revision_of_no_plan_is_refused(project: Project, run: Run) -> None:
    add_sources(project.root)
    project.replace(
        f"data/raw/{REVISION}/source.yaml", "shenzhen-commerce-145\n", "shenzhen-comerce\n"
    )
    assert run("clean").status == 0
    assert "'shenzhen-comerce' is not in plans.csv" in run("combine").error
