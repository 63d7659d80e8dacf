"""Another city's plan and another chapter need no edit of the code, and leave no trace.

Both are invented (``tests/fixtures/sixth-plan``). They are added to a copy of the repository as a
contributor adds them; there, what a contributor runs has to pass.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from repository.sixth_plan import (
    CHAPTER,
    FIXTURE,
    PLAN,
    add_chapter,
    add_plan,
    copy_repository,
    link_environment,
    run,
)
from support import ROOT

pytestmark = pytest.mark.xdist_group("sixth-plan")

TITLE, SHORT, COLOUR = (
    "an invented sample", "Dongguan services plan (invented)", "#7a4f9e",
)  # fmt: skip
PAGES = ("index.html", "cite.html")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository that works with the environment which runs these tests."""
    root = copy_repository(tmp_path_factory.mktemp("sixth") / "compendium")
    for made in ("build", "book/chapters"):
        if (ROOT / made).is_dir():
            shutil.copytree(ROOT / made, root / made, dirs_exist_ok=True)
    link_environment(root / ".venv", ROOT / ".venv")
    return root


@pytest.fixture(scope="module")
def clean_before(copy: Path) -> dict[str, bytes]:
    return files(copy / "data" / "clean")


@pytest.fixture(scope="module")
def added(copy: Path, clean_before: dict[str, bytes]) -> Path:
    add_plan(copy)
    add_chapter(copy)
    run(copy, "make", "data")
    return copy


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def mentions(root: Path, *words: str) -> list[str]:
    """Give the files of a folder that hold one of some words."""
    return sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and any(word.encode() in path.read_bytes() for word in words)
    )


def test_make_check_passes_with_it(added: Path) -> None:
    run(added, "make", "check")


def test_its_text_is_accounted_for(added: Path) -> None:
    said = run(added, ".venv/bin/compendium", "coverage", str(FIXTURE / f"{PLAN}.txt"))
    assert "nothing left over" in said


def test_the_data_package_has_both(added: Path) -> None:
    package = json.loads((added / "data/clean/datapackage.json").read_text("utf-8"))
    assert package["description"].startswith("The figures that 6 public plans of ")
    assert "Dongguan" in package["description"]
    assert CHAPTER in package["terms"]["chapters"]
    assert package["terms"]["units"]["HKD"]["en"] == "Hong Kong dollars"
    assert CHAPTER in (added / "book/data.md").read_text("utf-8")


@pytest.fixture(scope="module")
def site(added: Path) -> Path:
    run(added, "make", "book")
    return added / "site"


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_name_the_plan(page: str, site: Path) -> None:
    text = (site / "en" / page).read_text("utf-8")
    assert any(name in text for name in (TITLE, SHORT, PLAN)), page


def test_the_book_has_the_chapter_everywhere(site: Path) -> None:
    assert f'href="{CHAPTER}.html"' in (site / "en" / "index.html").read_text("utf-8")
    for page in ("trade", "data"):
        assert f'href="{CHAPTER}.html"' in (site / "en" / f"{page}.html").read_text("utf-8"), page
    text = (site / "en" / f"{CHAPTER}.html").read_text("utf-8")
    assert SHORT in text
    for name in (f"data/{CHAPTER}.csv", f"data/{CHAPTER}.xlsx", f"notebooks/{CHAPTER}.ipynb"):
        assert (site / name).is_file(), name
        assert name in text, name


def test_the_plan_has_its_colour(site: Path) -> None:
    for name in ("data/plans.csv", "en/index.html"):
        assert COLOUR in (site / name).read_text("utf-8"), name


def test_nothing_is_left_once_they_are_taken_out(
    site: Path, added: Path, clean_before: dict[str, bytes]
) -> None:
    shutil.rmtree(added / "data" / "raw" / PLAN)
    (added / "notebooks" / f"{CHAPTER}.ipynb").unlink()
    for path in (FIXTURE / "vocab").glob("*.csv"):
        shutil.copy2(ROOT / "data" / "vocab" / path.name, added / "data" / "vocab")
    for name in ("CITATION.cff", "_toc.yml"):
        shutil.copy2(ROOT / name, added / name)
    run(added, "make", "book")
    assert files(added / "data" / "clean") == clean_before
    assert mentions(site, PLAN, SHORT, f"{CHAPTER}.html") == []
    own = (f"{CHAPTER}.", f"{CHAPTER}-")
    assert [path.name for path in site.rglob("*") if path.name.startswith(own)] == []
    for name in ("book/data.md", "README.md"):
        assert (added / name).read_bytes() == (ROOT / name).read_bytes(), name
