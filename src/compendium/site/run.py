"""The chapters: notebook templates run by papermill, and their outputs made reproducible."""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from compendium.errors import ChapterError, CompendiumError, FileError, ParameterError, Report
from compendium.paths import LOCALES, Repository, write_atomically
from compendium.site.due import Marks, find_marks, read_marks, write_marks
from compendium.site.notebooks import normalise, renew_prose

if TYPE_CHECKING:
    import papermill


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
    import papermill

    known = tuple(papermill.inspect_notebook(str(template)))
    for name in parameters:
        if name not in known:
            raise ParameterError(template.stem, name, known)


def run_chapters(
    templates: Sequence[Path],
    out: Path,
    parameters: Mapping[str, Any],
    repository: Repository,
    *,
    changed: bool = False,
    jobs: int = 2,
) -> Iterator[Path]:
    """Run chapters side by side, in kernels that start warm; each that succeeds is kept.

    Parameters
    ----------
    templates
        The notebooks.
    out
        The folder of the executed ones.
    parameters
        Values for the ``parameters`` cells.
    repository
        Its root is where a notebook works.
    changed
        Run only those made from something else than what there is now.
    jobs
        How many at a time.

    Yields
    ------
    Path
        Each executed notebook, as soon as it is written.

    Raises
    ------
    ParameterError
        Before anything runs.
    ChapterError, Report
        What failed, after the others have run.
    """
    due: dict[Path, Marks] = {}
    for template in templates:
        made_from = _find_marks(template, parameters, repository) if changed else Marks()
        path = out / template.name
        if not changed or read_marks(path) != made_from:
            if changed and read_marks(path).run == made_from.run and _renew(template, path):
                write_marks(path, made_from)
                yield path
            else:
                due[template] = made_from
    for template in due:
        check_parameters(template, parameters)
    if due:
        yield from _run_all(due, out, parameters, repository, jobs)


def _find_marks(template: Path, parameters: Mapping[str, Any], repository: Repository) -> Marks:
    lang = str(parameters.get("lang", ""))
    words = repository.catalogue(template.stem, LOCALES[lang]) if lang in LOCALES else None
    return find_marks(template, parameters, repository.clean, words)


def _renew(template: Path, out: Path) -> bool:
    renewed = renew_prose(template, out)
    if renewed is None:
        return False
    write_atomically(out, nbformat.writes(renewed) + "\n")
    return True


def _run_all(
    due: Mapping[Path, Marks],
    out: Path,
    parameters: Mapping[str, Any],
    repository: Repository,
    jobs: int,
) -> Iterator[Path]:
    from compendium.site.kernels import CAN_FORK, choose_provisioner, warm_kernels

    failed: list[CompendiumError] = []
    # Forked from here, a worker has papermill loaded; there is no thread yet.
    fork = multiprocessing.get_context("fork" if CAN_FORK else "spawn")
    with (
        warm_kernels(repository.drawings),
        ProcessPoolExecutor(jobs, mp_context=fork, initializer=choose_provisioner) as workers,
    ):
        running = {
            workers.submit(_run_marked, template, out / template.name, parameters, repository, mark)
            for template, mark in due.items()
        }
        for done in as_completed(running):
            try:
                yield done.result()
            except ChapterError as error:
                failed.append(error)
    if failed:
        raise failed[0] if len(failed) == 1 else Report("chapters", tuple(failed))


def _run_marked(
    template: Path,
    out: Path,
    parameters: Mapping[str, Any],
    repository: Repository,
    made_from: Marks,
) -> Path:
    write_marks(out, Marks())
    run_chapter(template, out, parameters=parameters, folder=repository.root)
    write_marks(out, made_from)
    return out


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
    import papermill

    check_parameters(template, parameters)
    with tempfile.TemporaryDirectory() as scratch:
        executed = Path(scratch) / out.name
        from compendium.site.kernels import KernelManager

        try:
            papermill.execute_notebook(
                str(template),
                str(executed),
                parameters=dict(parameters),
                cwd=str(folder),
                kernel_name="python3",
                kernel_manager_class=KernelManager,
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
        except RuntimeError as error:
            # So nbclient says that a kernel has died, or does not answer.
            raise ChapterError(template.stem, str(error)) from error
        notebook = normalise(nbformat.read(executed, as_version=4))
        write_atomically(out, f"{nbformat.writes(notebook)}\n")


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
