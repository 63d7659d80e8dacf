"""The pages of an edition, built by Jupyter Book from what `compendium.site.stage` laid out."""

from __future__ import annotations

from pathlib import Path

from jupyter_book.sphinx import build_sphinx

from compendium.errors import FileError


def build_pages(staged: Path, pages: Path, *, jobs: int = 2) -> None:
    """Build the pages that changed, as ``jupyter-book build`` does, in this process.

    Parameters
    ----------
    staged
        The folder with the sources, ``_config.yml`` and ``_toc.yml``.
    pages
        Where the pages go.
    jobs
        How many processes read and write them.

    Raises
    ------
    FileError
        If a page has a warning; Sphinx has said all of them on standard error.
    """
    failed = build_sphinx(
        staged,
        pages,
        noconfig=True,
        path_config=staged / "_config.yml",
        confoverrides={
            "external_toc_path": str(staged / "_toc.yml"),
            "latex_individualpages": False,
        },
        warningiserror=True,
        keep_going=True,
        quiet=True,
        jobs=jobs,
    )
    if failed:
        raise FileError(staged, "the pages have the warnings above; nothing was published")
