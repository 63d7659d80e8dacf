"""The steps from the raw workbooks to the site; `make book` runs them on two cores.

A step says one line on its standard output; its errors go to its log, which `make` shows last.
What a step leaves as it was is marked `update`: Snakemake would else remove it first.
"""

import tomllib
from pathlib import Path

from compendium.contract.tables import FILES
from compendium.paths import Repository, find_plans

LANG = "en"
HERE = Repository(Path("."))
TEMPLATES = sorted(HERE.notebooks.glob("*.ipynb"))
TABLES = [HERE.clean / name for name in FILES]
LOCK = "requirements.lock"
PROJECT = "pyproject.toml"
VERSION = tomllib.loads(Path(PROJECT).read_text("utf-8"))["project"]["version"]
WHEEL = HERE.package / f"compendium-{VERSION}-py3-none-any.whl"
SOURCE = Path("src/compendium")


def files(*folders):
    """Give all files below some folders; what an editor or Python leaves there is none."""
    return sorted(
        path
        for folder in folders
        for path in Path(folder).rglob("*")
        if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & {*path.parts}
    )


def code(*rooms):
    """Give the modules of some rooms, those that stand above all rooms, and the packages."""
    return [LOCK, *sorted(SOURCE.glob("*.py")), *files(*(SOURCE / room for room in rooms))]


def executed(suffix):
    """Give what running the templates leaves."""
    return [HERE.chapters / LANG / f"{path.stem}{suffix}" for path in TEMPLATES]


rule book:
    input:
        "site/index.html",
        TABLES,


rule site:
    input:
        executed(".ipynb"),
        sorted(HERE.book.glob("*.md")),
        sorted(HERE.lessons.glob("*.yml")),
        files(HERE.book / "_static"),
        HERE.codebook,
        "_config.yml",
        "_toc.yml",
        TABLES,
        WHEEL,
        code("contract", "printed", "chapter", "site"),
    output:
        update("site/index.html"),
    log:
        "build/errors/site.txt",
    threads: 2
    message:
        "Building the pages"
    shell:
        "echo Building the pages && compendium site --lang {LANG} --jobs {threads} 2> {log}"


rule package:
    input:
        [PROJECT, "LICENSE", "LICENSE-DATA", HERE.readme],
        TABLES,
        files(HERE.locale, SOURCE),
    output:
        update(WHEEL),
    log:
        "build/errors/package.txt",
    message:
        "Packing the package"
    shell:
        "compendium package 2> {log}"


rule instructor:
    input:
        "site/index.html",
    output:
        update("build/instructor/index.html"),
    log:
        "build/errors/instructor.txt",
    message:
        "Opening the solutions"
    shell:
        "compendium instructor --lang {LANG} 2> {log}"


rule data:
    input:
        [files(plan) for plan in find_plans(HERE.raw)],
        files(HERE.vocab),
        code("contract", "printed", "raw", "record", "audit"),
    output:
        update(TABLES),
        update(HERE.codebook),
        update(HERE.readme),
    log:
        "build/errors/data.txt",
    message:
        "Reading the workbooks"
    shell:
        "compendium data 2> {log}"


# One process runs all chapters that are due, and knows which are: see `compendium.site.due`. If one
# fails, all are as they were, with the marks that say what they were made from.
rule chapters:
    input:
        TEMPLATES,
        TABLES,
        files(HERE.locale),
        code("contract", "printed", "chapter", "site"),
    output:
        update(executed(".ipynb")),
        update(executed(".made-from")),
    log:
        "build/errors/chapters.txt",
    threads: 2
    message:
        "Running the chapters"
    shell:
        "compendium chapters --changed --lang {LANG} --jobs {threads} 2> {log}"

