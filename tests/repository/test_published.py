"""A published notebook runs far from the repository, from the wheel alone, and gives the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

from compendium.site.published import public_outputs, publish_notebook
from compendium.site.run import run_chapter
from compendium.site.wheel import build_wheel
from support import ROOT

pytestmark = pytest.mark.xdist_group("published")

CHAPTER = "trade"
# With no registry: what the wheel needs is there already.
PLAIN = {"PATH": os.environ["PATH"], "HOME": "", "PIP_NO_INDEX": "1", "PIP_NO_INPUT": "1"}
RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
nbformat.write(notebook, "done.ipynb")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("executed") / f"{CHAPTER}.ipynb"
    run_chapter(ROOT / "notebooks" / path.name, path, parameters={"lang": "en"}, folder=ROOT)
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


@pytest.fixture(scope="module")
def empty(wheel: Path, executed: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the notebook, the tables, the wheel and a Python that has the wheel."""
    folder = tmp_path_factory.mktemp("elsewhere")
    shutil.copy(wheel, folder)
    shutil.copytree(ROOT / "data" / "clean", folder / "data")
    (folder / "notebook.ipynb").write_bytes(publish_notebook(executed, wheel.name))
    venv.create(folder / "env", symlinks=True)
    # The packages of this environment, but not what is installed in it to be edited.
    own = sysconfig.get_path("purelib", vars={"base": str(folder / "env")})
    (Path(own) / "packages.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    python(folder, "-m", "pip", "install", "-q", "--no-deps", "-I", f"./{wheel.name}")
    return folder


def python(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [str(folder / "env" / "bin" / "python"), *arguments],
        cwd=folder, env={**PLAIN, "HOME": str(folder)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def outputs(notebook: Path) -> list[dict[str, Any]]:
    """Give what the cells of a notebook show, but the line that installs."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    shown = [
        output
        for cell in cells
        if cell["cell_type"] == "code" and "install" not in cell["metadata"].get("tags", [])
        for output in public_outputs(cell["outputs"])
    ]
    return [{**output, "execution_count": None} for output in shown]


def test_the_wheel_is_the_same_whenever_it_is_built(wheel: Path, tmp_path: Path) -> None:
    (tmp_path / "compendium-0.0.1-py3-none-any.whl").touch()
    again = build_wheel(ROOT, tmp_path)
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [wheel.name]
    names = set(zipfile.ZipFile(wheel).namelist())
    catalogues = {
        path.relative_to(ROOT / "book").as_posix()
        for path in (ROOT / "book" / "locale").rglob("*")
        if path.is_file()
    }
    assert catalogues
    assert {f"compendium/{name}" for name in catalogues} <= names


@pytest.mark.parametrize("tables", ["", "data", "served"])
def test_it_gives_the_same_in_an_empty_folder(tables: str, empty: Path) -> None:
    path = empty / "notebook.ipynb"
    text = path.read_text("utf-8")
    assert 'data_dir = \\"\\"' in text
    changed = empty / "changed.ipynb"
    script = f"{RUN}"
    if tables == "served":
        tables = "http://127.0.0.1:{port}/data"
        script = SERVE + RUN
    changed.write_text(text.replace('data_dir = \\"\\"', f'data_dir = \\"{tables}\\"'), "utf-8")
    python(empty, "-c", script, changed.name)
    expected = outputs(path)
    assert expected
    assert outputs(empty / "done.ipynb") == expected


# The kernel reads the tables from a server that this process is.
SERVE = """
import sys, threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
SimpleHTTPRequestHandler.log_message = lambda *said: None
server = ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
threading.Thread(target=server.serve_forever, daemon=True).start()
text = Path(sys.argv[1]).read_text("utf-8").replace("{port}", str(server.server_port))
Path(sys.argv[1]).write_text(text, "utf-8")
"""


def test_the_code_is_that_of_the_wheel(empty: Path) -> None:
    where = "import compendium; print(compendium.__file__)"
    assert python(empty, "-c", where).startswith(str(empty / "env"))
