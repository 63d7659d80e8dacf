"""Make a national corpus of any size: a synthetic record with a chapter for each of its plans.

``python bench/corpus.py FOLDER TABLES --plans N`` lays out a repository that the same Snakefile
runs: the record of `generate.py`, one notebook a plan, and a copy of the code. The same arguments
give the same corpus.
"""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import nbformat
from generate import Expected, write_record

ROOT = Path(__file__).parents[1]
COPIED = ("Snakefile", "README.md", "pyproject.toml", "requirements.lock", "profiles")

PARAMETERS = """\
lang = "en"  # "en" or "zh"
data_dir = "data/clean"  # the folder of the clean tables"""
OPEN = """\
from compendium.chapter import forms
from compendium.chapter.data import glue, open_chapter
from compendium.chapter.show import check_claims, show_colophon

PLANS = ["{plan}"]
chapter = open_chapter("{name}", plans=PLANS, lang=lang, data_dir=data_dir)
_, words = chapter.translate, chapter.words"""
FIGURE = """\
shares = chapter.rows(measure="share")
shares = shares[shares["unit"].eq("percent") & shares["value_low"].notna()]
shares = shares.drop_duplicates("indicator_id").head(5)
chapter.figure(
    "shares",
    chapter.marks(shares, label="indicator_id", unit="percent"),
    forms.draw_bars,
    topic=_("Shares, {unit}", unit=_("percent")),
    title=_("The first shares that the plan prints"),
    finding=_("The plan prints {n} shares of different things.", n=len(shares)),
    alt=_("One bar a share."),
)"""
CLAIM = """\
figures = chapter.rows()
glue({{"figures": str(len(figures))}})
check_claims("{name}", {{"every figure is of this plan": set(figures["plan_id"]) == set(PLANS)}})"""
CLOSE = "show_colophon(figures, lang)"


def write_corpus(folder: Path, tables: int, plans: int, seed: int) -> Expected:
    """Write a corpus of that many plans, each with a chapter; tables are shared out evenly."""
    folder.mkdir(parents=True)
    expected = write_record(folder, tables, seed, tables_a_plan=-(-tables // plans))
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, folder / name)
    for name in ("src", "book/locale"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    (folder / "notebooks").mkdir()
    for plan in sorted((folder / "data" / "raw").iterdir()):
        write_chapter(folder / "notebooks", plan.name)
    return expected


def write_chapter(folder: Path, plan: str) -> None:
    """Write the template of a plan's chapter: it reads the plan, draws, claims and counts."""
    name = plan.replace("synthetic", "plan")
    cells = [
        nbformat.v4.new_markdown_cell(
            f"# {plan}\n\n**How many figures does it print?**", id="title"
        ),
        nbformat.v4.new_code_cell(
            PARAMETERS, id="parameters", metadata={"tags": ["parameters", "hide-input"]}
        ),
        nbformat.v4.new_code_cell(OPEN.format(plan=plan, name=name), id="open"),
        nbformat.v4.new_code_cell(FIGURE, id="shares"),
        nbformat.v4.new_code_cell(CLAIM.format(name=name), id="claim"),
        nbformat.v4.new_markdown_cell("It prints {glue:text}`figures` figures.", id="says"),
        nbformat.v4.new_code_cell(CLOSE, id="colophon"),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = nbformat.v4.new_notebook(
        cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}}
    )
    nbformat.write(notebook, folder / f"{name}.ipynb")


def main() -> None:
    """Write a corpus and print what its record holds."""
    parser = argparse.ArgumentParser(description="Make a synthetic corpus of any size.")
    parser.add_argument("folder", type=Path, help="a new folder")
    parser.add_argument("tables", type=int, help="how many tables, boxes included")
    parser.add_argument("--plans", type=int, default=200, help="how many plans and chapters (200)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    expected = write_corpus(options.folder, options.tables, options.plans, options.seed)
    print(json.dumps(asdict(expected)))


if __name__ == "__main__":
    main()
