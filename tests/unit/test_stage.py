"""Staging: pages get values that come from the tables, the notebooks and ``_toc.yml`` alone."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from compendium.errors import ChapterError, FileError
from compendium.site.contents import plans_read, read_contents
from compendium.site.page_text import link_downloads
from compendium.site.page_values import Record, example_values, fill
from compendium.site.stage import stage
from support import ROOT, describe

# A plan or a chapter that is added changes these, and breaks no test.
CHAPTERS = len(read_contents(ROOT).chapters)
PLANS = len(list(ROOT.glob("data/raw/*/layout.yaml")))


def in_words(number: int) -> str:
    return ("Three", "Four", "Five", "Six", "Seven", "Eight")[number - 3]


@pytest.fixture(scope="module")
def record() -> Record:
    return Record.load(ROOT / "data" / "clean", "en")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The repository's pages, notebooks and tables; the notebooks stand for executed ones."""
    for name in ("book", "notebooks", "data/clean", "data/raw"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("chapters", ".*")
        )
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(ROOT / name, tmp_path)
    describe(tmp_path)
    for page in (tmp_path / "book").glob("*.md"):
        # A notebook that was not run has no chart.
        text = re.sub(r"\{\{ (?:figure|finding):[^}]+\}\}", "", page.read_text("utf-8"))
        page.write_text(text, "utf-8")
    (tmp_path / "book" / "chapters").mkdir()
    shutil.copytree(tmp_path / "notebooks", tmp_path / "book" / "chapters" / "en")
    return tmp_path


def add_chapter(root: Path, name: str) -> None:
    """Add a chapter as the guide says: a notebook and a line in ``_toc.yml``."""
    chapter = json.loads((root / "notebooks" / "trade.ipynb").read_text("utf-8"))
    chapter["cells"][0]["source"] = ["# Heritage\n", "\n", "**What is new?**"]
    chapter["metadata"]["compendium"] = {"question_en": "What is new?", "question_zh": "有何新意？"}
    for folder in ("notebooks", "book/chapters/en"):
        (root / folder / f"{name}.ipynb").write_text(json.dumps(chapter), "utf-8")
    toc = (root / "_toc.yml").read_text("utf-8")
    line = "      - file: livability\n"
    (root / "_toc.yml").write_text(toc.replace(line, f"{line}      - file: {name}\n"), "utf-8")


def add_plan(root: Path) -> None:
    """Add an invented plan to the tables."""
    folder = root / "data" / "clean"
    for table, old in (
        ("plans", "zhongshan-services-145,"),
        ("observations", "zhongshan-services"),
    ):
        path = folder / f"{table}.csv"
        rows = path.read_text("utf-8").splitlines(keepends=True)
        row = next(row for row in rows if row.startswith(old))
        new = row.replace("zhongshan-services-145", "foshan-services-155")
        new = new.replace(",zhongshan,", ",foshan,").replace("#1a8764", "#123456")
        new = new.replace("2021,2025", "2026,2032").replace("中山市服务业", "佛山市服务业")
        path.write_text("".join([*rows, new]), "utf-8")


def page(root: Path, name: str) -> str:
    return (root / "build" / "book" / "en" / name).read_text("utf-8")


def test_a_sixth_chapter_appears_wherever_chapters_are_named(repository: Path) -> None:
    add_chapter(repository, "heritage")
    stage(repository)
    index, data = page(repository, "index.md"), page(repository, "data.md")
    assert f"## {in_words(CHAPTERS + 1)} questions" in index
    assert '<a href="heritage.html">Heritage</a><span>What is new?</span>' in index
    assert index.index("Livability") < index.index("Heritage") < index.index("How to read a figure")
    assert "- [Heritage](heritage.ipynb): " in data
    # No row of the tables belongs to it, so it has no tables of its own to download.
    line = next(line for line in data.splitlines() if line.startswith("- [Heritage]"))
    assert re.findall(r'href="([^"]+)"', line) == ["../notebooks/heritage.ipynb"]
    cells = json.loads(page(repository, "heritage.ipynb"))["cells"]
    prose = [cell["source"] for cell in cells if cell["cell_type"] == "markdown"]
    assert re.findall(r'href="([^"]+)"', prose[1]) == ["../notebooks/heritage.ipynb"]


def test_a_chapter_that_is_taken_out_disappears(repository: Path) -> None:
    stage(repository)
    assert (repository / "build" / "book" / "en" / "livability.ipynb").is_file()
    toc = (repository / "_toc.yml").read_text("utf-8")
    (repository / "_toc.yml").write_text(toc.replace("      - file: livability\n", ""), "utf-8")
    stage(repository)
    assert not (repository / "build" / "book" / "en" / "livability.ipynb").exists()
    assert f"## {in_words(CHAPTERS - 1)} questions" in page(repository, "index.md")
    assert (
        "livability"
        not in page(repository, "index.md") + page(repository, "data.md").split("##")[1]
    )


def test_a_sixth_plan_appears_wherever_plans_are_named(repository: Path) -> None:
    add_plan(repository)
    stage(repository)
    index, cite = page(repository, "index.md"), page(repository, "cite.md")
    assert f"{in_words(PLANS + 1)} public plans of Shenzhen, Futian, " in index
    assert "Foshan" in index
    assert "(2021–2032)" in index
    assert f"## The {in_words(PLANS + 1).lower()} plans" in index
    bar = re.search(r'data-plan="foshan-services-155">(<svg.*?</svg>)', index)
    assert bar is not None
    assert 'viewBox="0 0 12 1"' in bar[1]
    assert '<rect x="5" width="7" height="1" fill="#123456"/>' in bar[1]
    assert "佛山市服务业" in cite
    assert f"out of {in_words(PLANS + 1).lower()} public" in page(repository, "about.md")


def test_what_a_killed_build_or_a_notebook_server_left_is_no_page(repository: Path) -> None:
    chapters = repository / "book" / "chapters" / "en"
    for name in (".running-x/trade.ipynb", ".ipynb_checkpoints/trade.ipynb", ".trade.ipynb"):
        (chapters / name).parent.mkdir(exist_ok=True)
        shutil.copy(chapters / "trade.ipynb", chapters / name)
    staged = stage(repository)
    assert [*staged.rglob("*trade.ipynb")] == [staged / "trade.ipynb"]


def test_what_the_pages_say_of_the_plans_today(repository: Path) -> None:
    stage(repository)
    index = page(repository, "index.md")
    assert f"{in_words(PLANS)} public plans of Shenzhen, Futian" in index
    assert f"## {in_words(CHAPTERS)} questions" in index
    example = page(repository, "how-to-read.md")
    assert "prints 8664.8亿元 for 2020" in example
    assert "**7.6% a year**" in example


def test_chapter_and_data_page_get_their_links(repository: Path) -> None:
    stage(repository)
    cells = json.loads(page(repository, "trade.ipynb"))["cells"]
    # Below the question and the first figure, with the findings.
    prose = [cell["source"] for cell in cells if cell["cell_type"] == "markdown"]
    assert ["chapter-tools" in text for text in prose] == [False, True] + [False] * (len(prose) - 2)
    links = ["../data/trade.csv", "../data/trade.xlsx", "../notebooks/trade.ipynb"]
    assert re.findall(r'href="([^"]+)" download', prose[1]) == links
    data = page(repository, "data.md")
    assert data.index("## By chapter") < data.index("- [Trade](trade.ipynb): ")
    line = next(line for line in data.splitlines() if line.startswith("- [Trade]"))
    assert re.findall(r'<a href="([^"]+)"', line) == links


def test_the_box_for_learners_stands_where_the_text_wants_it(repository: Path) -> None:
    path = repository / "book" / "chapters" / "en" / "trade.ipynb"
    chapter = json.loads(path.read_text("utf-8"))

    def places() -> list[int]:
        stage(repository)
        cells = json.loads(page(repository, "trade.ipynb"))["cells"]
        assert "{{ learners }}" not in json.dumps(cells)
        prose = ["".join(each["source"]) for each in cells if each["cell_type"] == "markdown"]
        return [place for place, text in enumerate(prose) if '<aside class="learners"' in text]

    # After the findings, unless the text says where.
    assert places() == [1]
    chapter["cells"][-2]["source"] = ["Read on.\n", "\n", "{{ learners }}\n"]
    path.write_text(json.dumps(chapter), "utf-8")
    last = sum(each["cell_type"] == "markdown" for each in chapter["cells"]) - 1
    assert places() == [last]


def test_the_page_for_teachers_has_every_plan(repository: Path) -> None:
    stage(repository)
    text = page(repository, "teach.md")
    taught = {path.stem for path in (repository / "book" / "teach").glob("*.yml")}
    assert taught
    for head in read_contents(repository).chapters:
        is_there = f"{{#lesson-{head.name}}}\n### {head.title}" in text
        assert is_there == (head.name in taught)


def test_a_notebook_without_its_question_or_title_is_refused(repository: Path) -> None:
    path = repository / "notebooks" / "trade.ipynb"
    chapter = json.loads(path.read_text("utf-8"))
    for spoilt, message in (
        ({"metadata": {}}, "metadata lacks compendium.question_en"),
        ({"cells": [{"cell_type": "markdown", "source": "Trade"}]}, "no title"),
        ({"cells": []}, "no title"),
    ):
        path.write_text(json.dumps(chapter | spoilt), "utf-8")
        with pytest.raises(ChapterError, match=f"'trade'.*{message}"):
            read_contents(repository)
    path.write_text(json.dumps(chapter | {"cells": chapter["cells"][:1]}), "utf-8")
    assert plans_read(path) is None
    trade = next(each for each in read_contents(repository).chapters if each.name == "trade")
    assert trade.plans is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a `b`](../data/x.csv)", '<a href="../data/x.csv" download target="_blank">a `b`</a>'),
        (
            "[n](../notebooks/x.ipynb).",
            '<a href="../notebooks/x.ipynb" download target="_blank">n</a>.',
        ),
        (
            'A <a href="../data/x.csv" download>x</a> <a href="x.html" download>y</a>',
            'A <a href="../data/x.csv" download target="_blank">x</a> '
            '<a href="x.html" download>y</a>',
        ),
        ("[p](cite.md) [q](../other/x)", "[p](cite.md) [q](../other/x)"),
    ],
)
def test_links_to_files_beside_the_edition(text: str, expected: str) -> None:
    assert link_downloads(text) == expected


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{ n }} rows", "7 rows"),
        ("{{n}}", "7"),
        ("{{ printed:a.b-c }}", "7亿元"),
        ("{author} {{a b}} `{ }`", "{author} {{a b}} `{ }`"),
    ],
)
def test_values_are_put_in(text: str, filled: str) -> None:
    assert fill(text, {"n": "7", "printed:a.b-c": "7亿元"}, page=Path("x.md")) == filled


@pytest.mark.parametrize(("name", "nearest"), [("m", "n"), ("printed:a.b-d", "printed:a.b-c")])
def test_an_unknown_value_names_the_page_and_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(
        FileError, match=rf"x\.md: unknown value '{name}'.*nearest known: {nearest}"
    ):
        fill(f"{{{{ {name} }}}}", {"n": "7", "printed:a.b-c": "7"}, page=Path("x.md"))


@pytest.mark.parametrize(
    ("example", "reason"),
    [
        ("shenzhen-commerce-145-t1.retail-sale.shenzhen.2025.target", "t1.retail-sales.shenzhen"),
        ("shenzhen-outline-145-b1.life-expectancy.shenzhen.2025.target", "has no growth rate"),
    ],
)
def test_an_example_that_cannot_be_computed_is_refused(
    example: str, reason: str, record: Record
) -> None:
    text = f"---\ncompendium:\n  example: {example}\n---\n# Page\n"
    with pytest.raises(FileError, match=rf"x\.md: .*{re.escape(reason)}"):
        example_values(text, record, page=Path("x.md"))


def test_a_page_without_an_example_has_none(record: Record) -> None:
    assert example_values("---\nother: 1\n---\n# Page\n", record, page=Path("x.md")) == {}
    assert example_values("# Page\n", record, page=Path("x.md")) == {}
