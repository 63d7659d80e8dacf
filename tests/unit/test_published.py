"""The published notebook: installs, runs and reads by itself, and carries nothing of the build."""

from __future__ import annotations

import json
from typing import Any

from compendium.chapter.html import CHART_MIME
from compendium.chapter.table import TABLE_MIME
from compendium.site.published import publish_notebook

WHEEL = "compendium-1.2.3-py3-none-any.whl"
SHOWN = {"text/html": "<p>x</p>", "text/plain": "x"}


def cell(kind: str, source: str, *outputs: dict[str, Any], tags: tuple[str, ...] = ()) -> Any:
    own = {"outputs": list(outputs), "execution_count": 1} if kind == "code" else {}
    return {"cell_type": kind, "source": source, "metadata": {"tags": list(tags)}, "id": "a"} | own


def show(**data: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": data}


def glued(name: str, text: str) -> dict[str, Any]:
    return {
        "output_type": "display_data",
        "metadata": {"scrapbook": {"name": name, "mime_prefix": "application/papermill.record/"}},
        "data": {"application/papermill.record/text/plain": repr(text)},
    }


EXECUTED = {
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
    "cells": [
        cell("markdown", "# T\n\n{glue:text}`rate` a year, {glue:text}`not-there`; {glue:}`odd`"),
        cell("code", 'lang = "en"\ndata_dir = "data/clean"  # x', tags=("parameters",)),
        cell("code", 'lang = "en"', tags=("injected-parameters", "remove-cell")),
        cell("code", "glue()", glued("rate", "7.6%"), glued("odd", "<b>*it's*</b>")),
        cell("code", "chart", show(**SHOWN, **{CHART_MIME: {"svg": "s"}, TABLE_MIME: {}})),
    ],
}


def published() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(publish_notebook(EXECUTED, WHEEL))
    return content


def test_the_first_code_cell_installs_the_package_of_the_site() -> None:
    cells = published()["cells"]
    first = next(each for each in cells if each["cell_type"] == "code")
    lines = [line for line in first["source"].splitlines() if not line.startswith("#")]
    assert lines == [f'%pip install --quiet "./{WHEEL}[book]"']
    assert cells[0]["cell_type"] == "markdown"


def test_its_tables_are_those_of_the_package() -> None:
    (parameters,) = [each for each in published()["cells"] if "data_dir" in each["source"]]
    assert parameters["source"].startswith('lang = "en"\ndata_dir = ""  # ')
    assert not [each for each in published()["cells"] if "injected" in str(each["metadata"])]


def test_the_prose_has_its_figures_as_text() -> None:
    prose = published()["cells"][0]["source"]
    assert prose == (
        "# T\n\n7.6% a year, {glue:text}`not-there`; &#60;b&#62;&#42;it's&#42;&#60;/b&#62;"
    )


def test_what_it_gave_is_in_it_and_nothing_of_the_build() -> None:
    outputs = [each for cell in published()["cells"] for each in cell.get("outputs", ())]
    assert [each["data"] for each in outputs] == [SHOWN]
    assert EXECUTED["cells"][4]["outputs"][0]["data"] != SHOWN
