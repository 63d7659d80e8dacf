"""The chapters' templates: their form, their parameters, and that both languages run."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import papermill
import pytest

from compendium.chapter.html import CHART_MIME
from compendium.paths import LOCALES, Repository
from compendium.site.catalogues import find_faults, find_words, read, render, renew
from compendium.site.contents import plans_read, read_contents, read_head
from compendium.site.run import run_chapter
from notebook_lint import find_claim_keys, find_free_claims, find_pairs
from support import ROOT

TEMPLATES = sorted((ROOT / "notebooks").glob("*.ipynb"))
MOST_LINES = 20

CATALOGUES = sorted(Repository(ROOT).locale.rglob("*.po"))

each_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
each_locale = pytest.mark.parametrize("locale", LOCALES.values())


def sources(path: Path, kind: str) -> list[str]:
    return [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == kind]


def test_every_template_is_a_chapter_of_the_book() -> None:
    chapters = [head.name for head in read_contents(ROOT).chapters]
    assert sorted(chapters) == [path.stem for path in TEMPLATES]


@each_template
def test_its_question_stands_below_its_title(path: Path) -> None:
    first = sources(path, "markdown")[0]
    assert f"\n\n**{read_head(path).questions['en']}**" in first


@each_template
def test_a_template_has_no_outputs(path: Path) -> None:
    cells = [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == [None] * len(cells)
    assert [cell.outputs for cell in cells] == [[]] * len(cells)


@each_template
def test_the_parameters_are_language_and_data_folder(path: Path) -> None:
    parameters = papermill.inspect_notebook(str(path))
    assert {name: each["default"] for name, each in parameters.items()} == {
        "lang": '"en"',
        "data_dir": '"data/clean"',
    }


@each_template
def test_the_plans_that_it_lists_are_those_it_opens(path: Path) -> None:
    lists_plans = plans_read(path) is not None
    assert ("plans=" in "\n".join(sources(path, "code"))) is lists_plans


@each_template
def test_code_cells_are_short(path: Path) -> None:
    lengths = [len(source.splitlines()) for source in sources(path, "code")]
    assert [length for length in lengths if length > MOST_LINES] == []


@each_template
def test_prose_types_no_number(path: Path) -> None:
    """A number in prose is glued; years, and words for small numbers, may be written."""
    typed = []
    for source in sources(path, "markdown"):
        prose = re.sub(r"\{glue:text\}`[^`]+`|\[[^\]]*\]\([^)]*\)|`[^`]*`", "", source)
        typed += re.findall(r"(?<![\w.,])(?!(?:19|20)\d\d\b)\d[\d.,]*", prose)
    assert typed == []


@each_template
def test_every_glued_name_is_computed_and_used(path: Path) -> None:
    used = set(re.findall(r"\{glue:text\}`([^`:]+)", "\n".join(sources(path, "markdown"))))
    glued = set(re.findall(r'"([a-z0-9-]+)": ', "\n".join(sources(path, "code"))))
    assert used <= glued | find_claim_keys(sources(path, "code"))


@each_template
def test_words_stand_in_catalogues_and_not_in_pairs(path: Path) -> None:
    assert find_pairs(sources(path, "code")) == []


@each_template
def test_a_claim_that_nothing_is_printed_is_glued(path: Path) -> None:
    assert find_free_claims(sources(path, "markdown")) == []


@each_template
@each_locale
def test_its_catalogue_is_current(path: Path, locale: str) -> None:
    catalogue = Repository(ROOT).catalogue(path.stem, locale)
    if find_words(path) or catalogue.is_file():
        assert catalogue.is_file(), "run `compendium words`"
        renewed = render(renew(read(catalogue, locale), find_words(path)), locale)
        assert catalogue.read_bytes() == renewed, "run `compendium words`"


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_is_complete(catalogue: Path) -> None:
    assert list(find_faults(read(catalogue, catalogue.parents[1].name))) == []


def test_every_catalogue_has_its_notebook() -> None:
    assert {path.stem for path in CATALOGUES} <= {path.stem for path in TEMPLATES}


@each_template
def test_it_has_its_parts(path: Path) -> None:
    prose = "\n".join(sources(path, "markdown"))
    for part in ("# ", "**", "## What this data cannot tell", "## Sources"):
        assert part in prose, part
    code = "\n".join(sources(path, "code"))
    for part in ("check_claims(", "show_targets(", "show_colophon("):
        assert part in code, part


@each_template
def test_chinese_runs_and_has_the_same_charts(path: Path, tmp_path: Path) -> None:
    out = tmp_path / path.name
    run_chapter(path, out, parameters={"lang": "zh"}, folder=ROOT)
    charts = [
        output.data[CHART_MIME]
        for cell in nbformat.read(out, 4).cells
        for output in cell.get("outputs", [])
        if CHART_MIME in output.get("data", {})
    ]
    english = (ROOT / "book" / "chapters" / "en" / path.name).read_text("utf-8")
    assert charts
    for chart in charts:
        assert f'"chart_id": "{chart["chart_id"]}"' in english
        for text in (chart["title"], chart["finding"], chart["alt"]):
            assert re.search(r"[一-鿿]", text), text
