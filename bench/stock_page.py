"""Make the two pages that the site is measured against, in ``build/bench-pages``.

*Stock*: a notebook of five default Altair charts in a Jupyter Book with nothing set. What its page
takes from elsewhere is installed by npm and served beside it. *Hand-made*: one HTML file and one
bundle of Vega-Embed with the same five specifications.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from stock_charts import DRAW

BUILT = Path(__file__).parents[1] / "build" / "bench-pages"
ESBUILD = "esbuild@0.25"
STOCK_PAGE, HAND_PAGE = "stock/charts.html", "hand/index.html"
HAND_FILES = ("index.html", "bundle.js")
# The address that Altair's output takes a package from: name, version, and a file if it names one.
ELSEWHERE = re.compile(r"https://cdn\.jsdelivr\.net/npm/")
PACKAGE = re.compile(ELSEWHERE.pattern + r"(@?[a-z0-9/-]+)@([0-9.]+)\?noext")
BESIDE = "/npm/"

HAND_HTML = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Five charts</title>
<h1>Five charts</h1>
{places}
<script src="bundle.js"></script>
</html>
"""
HAND_SCRIPT = """\
import embed from "vega-embed";
import specs from "./specs.json";
specs.forEach((spec, number) => embed(`#chart-${number}`, spec));
"""


def run(*command: str | Path, **environment: str) -> None:
    """Run a command in the folder of the pages."""
    done = subprocess.run(
        command, cwd=BUILT, env=os.environ | environment, capture_output=True, text=True
    )
    if done.returncode:
        said = f"{done.stdout[-2000:]}{done.stderr[-4000:]}"
        sys.exit(f"{' '.join(map(str, command))} failed:\n{said}")


def install(packages: Sequence[str]) -> None:
    """Install npm packages into the folder of the pages, unless they are there."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("measuring the pages needs npm, and it was not found: install Node.js with npm")
    stamp = BUILT / "node_modules" / ".packages"
    there = set(stamp.read_text("utf-8").split()) if stamp.is_file() else set()
    if missing := sorted(set(packages) - there):
        wanted = sorted(set(packages) | there)
        print(f"installing {' '.join(missing)} into {BUILT}", file=sys.stderr)
        run(
            npm,
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--prefix",
            BUILT,
            *wanted,
        )
        stamp.write_text("\n".join(wanted), "utf-8")


def _write_cell(kind: str, source: str) -> dict[str, object]:
    cell: dict[str, object] = {"cell_type": kind, "metadata": {}, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def build_stock() -> None:
    """Build the stock book."""
    book = BUILT / "book"
    shutil.rmtree(book, ignore_errors=True)
    book.mkdir(parents=True)
    cells = [_write_cell("markdown", "# Five charts"), _write_cell("code", "import stock_charts")]
    for draw in DRAW:
        cells += [
            _write_cell("markdown", f"## {str(draw.__doc__).rstrip('.')}"),
            _write_cell("code", f"stock_charts.{draw.__name__}()"),
        ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    (book / "charts.ipynb").write_text(json.dumps(notebook), "utf-8")
    # Without one, Jupyter Book takes that of a folder above.
    (book / "_config.yml").write_text("title: Five charts\n", "utf-8")
    (book / "_toc.yml").write_text("format: jb-book\nroot: charts\n", "utf-8")
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    charts = str(Path(__file__).parent)
    run(jupyter_book, "build", "--quiet", "--warningiserror", book, PYTHONPATH=charts)
    shutil.rmtree(BUILT / "stock", ignore_errors=True)
    shutil.copytree(book / "_build" / "html", BUILT / "stock")


def name_packages() -> list[str]:
    """Name the npm packages that the stock page takes from elsewhere, as it names them."""
    page = (BUILT / STOCK_PAGE).read_text("utf-8")
    return sorted({f"{name}@{version}" for name, version in PACKAGE.findall(page)})


def build_hand() -> None:
    """Build the hand-made page."""
    folder = BUILT / "hand"
    folder.mkdir(exist_ok=True)
    specs = [draw().to_dict() for draw in DRAW]
    (folder / "specs.json").write_text(json.dumps(specs), "utf-8")
    (folder / "main.js").write_text(HAND_SCRIPT, "utf-8")
    places = "\n".join(f'<div id="chart-{number}"></div>' for number in range(len(specs)))
    (folder / "index.html").write_text(HAND_HTML.format(places=places), "utf-8")
    run(
        BUILT / "node_modules" / ".bin" / "esbuild", "hand/main.js",
        "--bundle", "--minify", "--format=iife", "--outfile=hand/bundle.js", "--log-level=error",
    )  # fmt: skip


def build_pages() -> None:
    """Build both pages."""
    build_stock()
    install([*name_packages(), ESBUILD])
    build_hand()


def read_stock_files() -> dict[str, bytes]:
    """Give the stock page's files by address; what it takes from elsewhere is beside it."""
    files = {
        f"/{path.relative_to(BUILT).as_posix()}": path.read_bytes()
        for path in (BUILT / "stock").rglob("*")
        if path.is_file()
    }
    page = files[f"/{STOCK_PAGE}"].decode()
    files[f"/{STOCK_PAGE}"] = ELSEWHERE.sub(BESIDE, page).encode()
    for package in name_packages():
        folder = BUILT / "node_modules" / package.rpartition("@")[0]
        about = json.loads((folder / "package.json").read_text("utf-8"))
        files[f"{BESIDE}{package}"] = (folder / about["jsdelivr"]).read_bytes()
    return files


def read_hand_files() -> dict[str, bytes]:
    """Give the hand-made page's files by address."""
    return {f"/hand/{name}": (BUILT / "hand" / name).read_bytes() for name in HAND_FILES}
