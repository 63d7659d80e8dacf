"""A chapter's notebook as it is published: it runs anywhere, and shows what it gave.

It is the executed one. Its first code cell installs what it needs; its tables are those that the
package brings, unless it is told of others; its prose has the figures in it that the book puts in.
What only the build reads is left out.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from compendium.chapter.html import CHART_MIME
from compendium.chapter.provenance import NUMBERS_MIME
from compendium.chapter.table import TABLE_MIME

INJECTED, PARAMETERS = "injected-parameters", "parameters"
"""The tags of the cells that hold a notebook's parameters: as given, and as it has them."""
_GLUED = "application/papermill.record/"
_OURS = (CHART_MIME, TABLE_MIME, NUMBERS_MIME)
GLUE_ROLE = re.compile(r"\{glue:(?:text)?\}`(?P<name>[^`:]+)(?::[^`]*)?`")
"""How the prose names a text that was computed for it."""
_DATA_DIR = re.compile(r"^data_dir = .*$", re.MULTILINE)
_OWN_TABLES = (
    'data_dir = ""  # "": the package\'s own tables; or a folder or https://… with the CSVs'
)
_INSTALL = """\
# Needs Python 3.11 or newer. The package is on the book's site, in package/: put it beside this
# notebook. This line installs it, with all that it needs; once is enough.
%pip install --quiet "./{wheel}[book]\""""
# What Markdown would read in a value that the data gives.
_ACTIVE = re.compile(r"[\\`*_\[\]<>&]")


def publish_notebook(executed: Mapping[str, Any], wheel: str) -> bytes:
    """Give the notebook that readers download.

    Parameters
    ----------
    executed
        The chapter as it was run.
    wheel
        The file name of the package.
    """
    notebook = deepcopy(dict(executed))
    texts = dict(find_glued(executed))
    cells = [cell for cell in notebook["cells"] if INJECTED not in _tags(cell)]
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            cell["source"] = GLUE_ROLE.sub(lambda found: texts.get(found["name"], found[0]), source)
        if cell["cell_type"] == "code":
            cell["outputs"] = list(public_outputs(cell["outputs"]))
            if PARAMETERS in _tags(cell):
                cell["source"] = _DATA_DIR.sub(_OWN_TABLES, source)
    first = next((place for place, each in enumerate(cells) if each["cell_type"] == "code"), 0)
    install: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "id": "install",
        "metadata": {"tags": ["install"]},
        "outputs": [],
        "source": _INSTALL.format(wheel=wheel),
    }
    notebook["cells"] = [*cells[:first], install, *cells[first:]]
    written = json.dumps(notebook, ensure_ascii=False, separators=(",", ":"))
    return f"{written}\n".encode()


def public_outputs(outputs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give the outputs of a cell without what only the build reads."""
    for output in outputs:
        if "data" not in output:
            yield output
            continue
        data = {
            name: value
            for name, value in output["data"].items()
            if name not in _OURS and not name.startswith(_GLUED)
        }
        if data:
            yield {**output, "data": data}


def find_glued(notebook: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the names that the prose uses, and the texts that were computed for them."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            name = output.get("metadata", {}).get("scrapbook", {}).get("name")
            printed = output.get("data", {}).get(f"{_GLUED}text/plain")
            if name and printed is not None:
                # As Python writes a text: MyST takes the quotes off.
                text = str(ast.literal_eval("".join(printed)))
                yield name, _ACTIVE.sub(lambda sign: f"&#{ord(sign[0])};", text)


def _tags(cell: Mapping[str, Any]) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", ()))
