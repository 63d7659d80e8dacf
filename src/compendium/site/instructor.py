"""The instructor edition: the site with its solutions open, and handouts with the answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from compendium.errors import FileError
from compendium.paths import Repository, replace_folder
from compendium.site.contents import read_contents
from compendium.site.files import read_files
from compendium.site.handouts import make_handouts

_NOTE = (
    '<p class="instructor-note">Instructor edition: the solutions are open. '
    "Keep it to yourself; the public site has them folded.</p>"
)


def assemble_instructor(root: Path, langs: Sequence[str] = ("en",)) -> Path:
    """Put the instructor edition together from the site; it is never part of what is published.

    Raises
    ------
    FileError
        If the site is not built.
    """
    repository, contents = Repository(root), read_contents(root)
    if not (repository.site / "index.html").is_file():
        raise FileError(repository.site, "is not built; run `make book` first")
    files = dict(read_files(repository.site))
    for lang in langs:
        edition = PurePosixPath(lang)
        for name, content in files.items():
            if name.parent == edition and name.suffix == ".html":
                files[name] = open_page(content.decode()).encode()
        answers = make_handouts(repository, contents, lang, with_answers=True)
        files |= {edition / name: content for name, content in answers.items()}
    replace_folder(repository.instructor, {str(name): content for name, content in files.items()})
    return repository.instructor


def open_page(page: str) -> str:
    """Open the solutions of a page, say which edition it is, and lead to handouts with answers.

    >>> open_page('<details class="solution" id="a">')
    '<details open class="solution" id="a">'
    """
    page = page.replace('<article class="page">', f'<article class="page">\n{_NOTE}')
    page = re.sub(r'<details (?=class="solution[ "])', "<details open ", page)
    return re.sub(
        r'(<a class="handout-link" href="handouts/[a-z0-9-]+)(\.html">[^<]*</a>)',
        r'\1\2 · \1-answers.html">with answers</a>',
        page,
    )
