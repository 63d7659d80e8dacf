"""The chapters: notebook templates run by papermill, and their outputs made reproducible."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
import papermill

from compendium.errors import ChapterError, FileError, ParameterError

# What papermill and Jupyter write anew at every run.
_VOLATILE = ("papermill", "execution", "widgets")


def find_chapters(folder: Path, names: Sequence[str] = ()) -> list[Path]:
    """Give the templates of a folder, all of them or those named, in that order.

    Raises
    ------
    FileError
        If there is no template of a name.
    """
    known = {path.stem: path for path in sorted(folder.glob("*.ipynb"))}
    if unknown := sorted(set(names) - set(known)):
        raise FileError(
            folder, f"has no chapter {', '.join(unknown)}; the chapters are {', '.join(known)}"
        )
    return [known[name] for name in (names or known)]


def plans_read(template: Path) -> tuple[str, ...]:
    """Give the plans a chapter reads, as its metadata states them (`compendium.plans`)."""
    metadata = nbformat.read(template, as_version=4).metadata
    return tuple(metadata.get("compendium", {}).get("plans", ()))


def parse_parameters(pairs: Sequence[str]) -> dict[str, str]:
    """Read ``NAME=VALUE`` pairs.

    Raises
    ------
    ParameterError
        If a pair has no ``=``.
    """
    for pair in pairs:
        if "=" not in pair:
            raise ParameterError("any", pair, ("NAME=VALUE",))
    return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}


def check_parameters(template: Path, parameters: Mapping[str, Any]) -> None:
    """Refuse a parameter that the template does not have: papermill only warns.

    Raises
    ------
    ParameterError
        For the first parameter that is not in the template's ``parameters`` cell.
    """
    known = tuple(papermill.inspect_notebook(str(template)))
    for name in parameters:
        if name not in known:
            raise ParameterError(template.stem, name, known)


def run_chapter(template: Path, out: Path, *, parameters: Mapping[str, Any], folder: Path) -> None:
    """Run one chapter and write it, normalised; on failure what was there before stays.

    Parameters
    ----------
    template
        ``notebooks/<chapter>.ipynb``.
    out
        Where the executed notebook goes.
    parameters
        Values for the template's ``parameters`` cell.
    folder
        The folder the notebook works in (the repository's root).

    Raises
    ------
    ParameterError
        Before anything runs, if the template does not have a parameter.
    ChapterError
        If a cell fails; the message names the cell of the template and has its error.
    """
    check_parameters(template, parameters)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".running-") as scratch:
        executed = Path(scratch) / out.name
        try:
            papermill.execute_notebook(
                str(template),
                str(executed),
                parameters=dict(parameters),
                cwd=str(folder),
                kernel_name="python3",
                progress_bar=False,
                # Nobody reads it before it is whole; papermill would write it at every cell.
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                # The kernel warns that its loopback connection is not encrypted, and logs that
                # it is stopped after a cell has failed.
                extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
            )
        except papermill.PapermillExecutionError as error:
            reason = _explain(error, template, folder)
            raise ChapterError(template.stem, reason) from error
        notebook = normalise(join_code(nbformat.read(executed, as_version=4)))
        nbformat.write(notebook, executed)
        executed.replace(out)


def _explain(error: papermill.PapermillExecutionError, template: Path, folder: Path) -> str:
    """Say where in the template a run stopped, and why; a chapter's own error is said once."""
    path, root = template.resolve(), folder.resolve()
    name = path.relative_to(root) if path.is_relative_to(root) else template
    # Papermill counts the cell that it puts in for the parameters; the template has none such.
    cells = nbformat.read(template, as_version=4).cells
    sources = [cell.source for cell in cells]
    where = f"cell {sources.index(error.source) + 1} of {len(cells)}"
    prefix = str(ChapterError(template.stem, ""))
    evalue = str(error.evalue)
    why = evalue.removeprefix(prefix) if evalue.startswith(prefix) else f"{error.ename}: {evalue}"
    return f"{name.as_posix()}, {where}: {why}"


def join_code(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Give a copy in which neighbouring code cells are one, with their outputs in order.

    A template keeps its cells short; a reader wants one place to unfold the code behind a figure.
    Cells that differ in their tags stay apart.
    """
    copy: nbformat.NotebookNode = nbformat.from_dict(notebook)
    cells: list[nbformat.NotebookNode] = []
    for cell in copy.cells:
        before = cells[-1] if cells else None
        if (
            before is not None
            and before.cell_type == cell.cell_type == "code"
            and before.metadata.get("tags") == cell.metadata.get("tags")
        ):
            before.source += f"\n\n{cell.source}"
            before.outputs += cell.outputs
        else:
            cells.append(cell)
    copy.cells = cells
    for count, cell in enumerate((each for each in cells if each.cell_type == "code"), start=1):
        cell.execution_count = count
    return copy


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
        if "injected-parameters" in (tags := cell.metadata.get("tags", [])):
            cell.metadata["tags"] = [*tags, "remove-cell"]
    return copy
