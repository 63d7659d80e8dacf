"""Running chapters from the user's side: parameters first, the same bytes, all or nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest

from compendium.chapter.drafts import CLAIMS_MIME
from compendium.errors import ChapterError, ParameterError
from compendium.paths import Repository
from compendium.site.drafts import find_drafts, say_drafts
from compendium.site.figures import find_outputs, show_figures
from compendium.site.notebooks import normalise
from compendium.site.run import run_chapter
from support import ROOT, Run


def write_template(folder: Path, *code: str) -> Path:
    cells = [nbformat.v4.new_code_cell('lang = "en"', metadata={"tags": ["parameters"]})]
    cells += [nbformat.v4.new_code_cell(each) for each in code]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    path = folder / "small.ipynb"
    nbformat.write(notebook, path)
    return path


def test_an_unknown_parameter_fails_before_anything_runs(tmp_path: Path, run: Run) -> None:
    marker = tmp_path / "ran"
    write_template(tmp_path, f"open({str(marker)!r}, 'w')")
    outcome = run(
        "chapters", "--notebooks", str(tmp_path), "--out", str(tmp_path / "out"), "-p", "langg=zh"
    )
    assert outcome.status == 1
    assert outcome.error == "chapter 'small' does not take 'langg'; allowed: lang\n"
    assert not marker.exists()


@pytest.mark.parametrize("chapter", ["consumption"])
def test_a_chapter_refuses_a_misspelt_parameter(chapter: str, run: Run) -> None:
    outcome = run("chapters", chapter, "-p", "datadir=x")
    assert outcome.status == 1
    assert "does not take 'datadir'; allowed: lang, data_dir" in outcome.error


def test_an_unknown_chapter_offers_the_known_ones(run: Run) -> None:
    assert (
        "has no chapter tourism; the chapters are consumption, " in run("chapters", "tourism").error
    )


def test_a_parameter_without_a_value_is_refused(run: Run) -> None:
    assert run("chapters", "consumption", "-p", "lang").status == 1


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    template = write_template(tmp_path, "import pandas as pd\npd.DataFrame({'a': [1]})")
    outs = [tmp_path / "one" / "x.ipynb", tmp_path / "two" / "x.ipynb"]
    for out in outs:
        run_chapter(template, out, parameters={"lang": "zh"}, folder=ROOT)
    assert outs[0].read_bytes() == outs[1].read_bytes()
    text = outs[0].read_text("utf-8")
    assert "papermill" not in text
    assert str(tmp_path) not in text


def test_a_failing_cell_leaves_the_old_chapter(tmp_path: Path) -> None:
    out = tmp_path / "out" / "small.ipynb"
    run_chapter(write_template(tmp_path, "1"), out, parameters={}, folder=ROOT)
    before = out.read_bytes()
    with pytest.raises(ChapterError, match="ZeroDivisionError"):
        run_chapter(write_template(tmp_path, "1/0"), out, parameters={}, folder=ROOT)
    assert out.read_bytes() == before
    assert [path.name for path in out.parent.iterdir()] == ["small.ipynb"]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        pytest.param("1/0", "ZeroDivisionError: division by zero", id="any error"),
    ],
)
@pytest.mark.parametrize("parameters", [{}, {"lang": "zh"}], ids=["as it is", "with a parameter"])
def test_an_error_names_the_cell_once(
    tmp_path: Path, code: str, why: str, parameters: dict[str, str]
) -> None:
    template = write_template(tmp_path, "'fine'", code)
    with pytest.raises(ChapterError) as caught:
        run_chapter(template, tmp_path / "out.ipynb", parameters=parameters, folder=tmp_path)
    assert str(caught.value) == f"chapter 'small' failed: small.ipynb, cell 3 of 3: {why}"


def test_the_error_of_a_parameter_has_its_facts(tmp_path: Path) -> None:
    with pytest.raises(ParameterError) as caught:
        run_chapter(
            write_template(tmp_path, "1"), tmp_path / "out.ipynb", parameters={"a": 1}, folder=ROOT
        )
    assert (caught.value.chapter, caught.value.parameter) == ("small", "a")
    assert caught.value.allowed == ("lang",)


def test_cells_stay_apart_and_no_output_is_lost(tmp_path: Path) -> None:
    out = tmp_path / "out" / "small.ipynb"
    run_chapter(write_template(tmp_path, "print(1)", "2"), out, parameters={}, folder=ROOT)
    cells = nbformat.read(out, 4).cells
    assert [cell.source for cell in cells] == ['lang = "en"', "print(1)", "2"]
    shown = [
        output.get("text") or output["data"]["text/plain"]
        for cell in cells
        for output in cell.outputs
    ]
    assert shown == ["1\n", "2"]


def test_normalising_does_not_change_its_input(tmp_path: Path) -> None:
    notebook = nbformat.read(write_template(tmp_path, "1"), 4)
    before = nbformat.writes(notebook)
    normalise(notebook)
    assert nbformat.writes(notebook) == before


def test_a_claim_that_does_not_hold_is_a_part_of_the_notebook(tmp_path: Path) -> None:
    code = (
        "from compendium.chapter.show import check_claims\n"
        "pace = 7.25\n"
        "check_claims('small', {'it is slow': pace < 5, 'it is positive': pace > 0})"
    )
    out = tmp_path / "out.ipynb"
    run_chapter(write_template(tmp_path, code), out, parameters={"lang": "zh"}, folder=ROOT)
    ((claim,),) = find_outputs(json.loads(out.read_text("utf-8")), CLAIMS_MIME)
    assert claim == {"claim": "it is slow", "condition": "pace < 5", "now": "pace = 7.25"}
    shown = show_figures("small", json.loads(out.read_text("utf-8")), {})["cells"][-1]
    (banner,) = (output["data"]["text/html"] for output in shown["outputs"])
    assert all(said in banner for said in ("it is slow", "pace &lt; 5", "pace = 7.25", "cell 2"))


def test_a_claim_says_what_is_worked_out_of_a_table(tmp_path: Path) -> None:
    code = (
        "from compendium.chapter.show import check_claims\n"
        "aims = {'low': [3, 3, 4], 'long': 'x' * 99}\n"
        "check_claims('small', {'one target': len(set(aims['low'])) == 1})"
    )
    out = tmp_path / "out.ipynb"
    run_chapter(write_template(tmp_path, code), out, parameters={"lang": "en"}, folder=ROOT)
    ((claim,),) = find_outputs(json.loads(out.read_text("utf-8")), CLAIMS_MIME)
    assert claim["now"] == "len(set(aims['low'])) = 2"


def test_data_that_no_longer_shows_what_a_chapter_says_makes_a_draft(tmp_path: Path) -> None:
    folder = tmp_path / "clean"
    folder.mkdir()
    shutil.copy(ROOT / "data" / "clean" / "datapackage.json", folder)
    for path in (ROOT / "data" / "clean").glob("*.csv"):
        text = path.read_text("utf-8").replace("12500亿元,12500,12500", "8700亿元,8700,8700")
        # The growth of the target follows from it, in targets.csv.
        text = text.replace("1250000000000", "870000000000").replace(",7.60447,", ",0.08,")
        (folder / path.name).write_text(text, "utf-8")
    out = tmp_path / "book" / "chapters" / "en" / "consumption.ipynb"
    run_chapter(
        ROOT / "notebooks" / "consumption.ipynb",
        out,
        parameters={"data_dir": str(folder)},
        folder=ROOT,
    )
    drafts = find_drafts(Repository(tmp_path), "en", ["consumption"])
    assert len(drafts["consumption"]) >= 2
    assert "no longer hold (consumption " in say_drafts(drafts)


def test_the_book_is_no_draft() -> None:
    chapters = [path.stem for path in (ROOT / "notebooks").glob("*.ipynb")]
    assert find_drafts(Repository(ROOT), "en", chapters) == {}
