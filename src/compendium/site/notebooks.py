"""Executed notebooks as the book takes them: reproducible, with the prose of today."""

from __future__ import annotations

from pathlib import Path

import nbformat

from compendium.site.published import INJECTED

# What papermill and Jupyter write anew at every run.
_VOLATILE = ("papermill", "execution", "widgets")


def normalise(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Give a copy without what changes from run to run: times, paths, random ids.

    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> normalise(new_notebook(cells=[new_code_cell("1")])).cells[0].id
    'cell-01'
    """
    copy: nbformat.NotebookNode = nbformat.from_dict(notebook)
    for name in _VOLATILE:
        copy.metadata.pop(name, None)
    copy.metadata.get("language_info", {}).pop("version", None)
    for number, cell in enumerate(copy.cells, start=1):
        cell.id = f"cell-{number:02d}"
        for name in _VOLATILE:
            cell.metadata.pop(name, None)
        # What papermill was told is said by the page's address; readers need no cell for it.
        if not cell.metadata.get("tags", True):
            # Papermill gives every cell a list of tags.
            del cell.metadata["tags"]
        if INJECTED in (tags := cell.metadata.get("tags", [])):
            cell.metadata["tags"] = list(dict.fromkeys((*tags, "remove-cell")))
    return copy


def renew_prose(template: Path, executed: Path) -> nbformat.NotebookNode | None:
    """Give an executed notebook with the prose of its template; None if the code has changed too.

    Prose is not run: the outputs of the same code stay what they are.
    """
    old = nbformat.read(executed, as_version=4)
    new = nbformat.read(template, as_version=4)
    injected = [cell for cell in old.cells if INJECTED in cell.metadata.get("tags", [])]
    ran = [cell for cell in old.cells if cell.cell_type == "code" and cell not in injected]
    if [cell.source for cell in ran] != [each.source for each in new.cells if _is_code(each)]:
        return None
    cells: list[nbformat.NotebookNode] = []
    for cell in new.cells:
        cells.append(ran.pop(0) if _is_code(cell) else cell)
        if "parameters" in cell.metadata.get("tags", []):
            cells += injected
    new.cells = cells
    new.metadata.language_info = old.metadata.language_info
    return normalise(new)


def _is_code(cell: nbformat.NotebookNode) -> bool:
    return bool(cell.cell_type == "code")
