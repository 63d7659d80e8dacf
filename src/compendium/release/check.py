"""What a release asks for first: a clean tree, versions that were raised, no draft."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from compendium.changes.state import ask_git
from compendium.contract.package import read_description
from compendium.errors import CompendiumError, Report
from compendium.paths import Repository
from compendium.site.contents import read_contents
from compendium.site.drafts import find_drafts, say_drafts
from compendium.site.edition import read_citation


def check_release(repository: Repository) -> None:
    """Refuse what may not be released.

    Raises
    ------
    Report
        With every reason at once.
    """
    reasons = [
        *_check_tree(repository),
        *_check_versions(repository),
        *_check_text(repository),
    ]
    if reasons:
        raise Report("the release", tuple(map(CompendiumError, reasons)))


def _check_tree(repository: Repository) -> Iterator[str]:
    changed = ask_git(repository, "status", "--porcelain").decode().strip()
    if changed:
        yield f"the working tree is not clean: {len(changed.splitlines())} files differ"


def _check_versions(repository: Repository) -> Iterator[str]:
    """Versions of code and data agree, are new, and have their part of the changelog with a day."""
    citation = read_citation(repository.citation)
    data, date = citation.version, citation.date
    project = tomllib.loads((repository.root / "pyproject.toml").read_text("utf-8"))
    code = str(project["project"]["version"])
    described = str(read_description(repository.clean)["version"])
    if not data == code == described:
        yield (
            f"the versions differ: CITATION.cff has {data}, pyproject.toml {code}, "
            f"datapackage.json {described}"
        )
    if f"v{data}" in ask_git(repository, "tag", "--list").decode().split():
        yield f"there is a release {data} already: raise the version"
    changelog = (repository.root / "CHANGELOG.md").read_text("utf-8")
    if not re.search(rf"^## {re.escape(data)} \({re.escape(date)}\)$", changelog, re.MULTILINE):
        yield f"CHANGELOG.md has no part '## {data} ({date})'"
    if re.search(r"^## Unreleased\n+(?!\n*## )", changelog, re.MULTILINE):
        yield "CHANGELOG.md still has changes under '## Unreleased'"


def _check_text(repository: Repository) -> Iterator[str]:
    chapters = [each.name for each in read_contents(repository.root).chapters]
    if drafts := find_drafts(repository, "en", chapters):
        yield say_drafts(drafts)
    if not (repository.site / "index.html").is_file():
        yield "the site is not built"
