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

# A large record is cleaned and run as jobs of so many sources and chapters; 0 makes one job of all.
# The profiles say how many: see profiles/README.md.
SOURCES_A_JOB = config.get("sources_a_job", 0)
CHAPTERS_A_JOB = config.get("chapters_a_job", 0)


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


def executed(suffix, templates=TEMPLATES):
    """Give what running templates leaves."""
    return [HERE.chapters / LANG / f"{path.stem}{suffix}" for path in templates]


def split(items, size):
    """Give jobs of at most ``size`` items, numbered; all in one where there is no size."""
    size = size or max(1, len(items))
    return enumerate(items[first : first + size] for first in range(0, len(items), size))


rule book:
    input:
        "site/index.html",
        "build/told/book.json",
        TABLES,


# The last word of a build: what it changed. A first build has nothing to compare with.
rule told:
    input:
        "site/index.html",
        executed(".ipynb"),
        TABLES,
    output:
        update("build/told/book.json"),
    log:
        "build/errors/told.txt",
    message:
        "Saying what changed"
    shell:
        "compendium diff --keep 2> {log}"


rule site:
    input:
        executed(".ipynb"),
        sorted(HERE.book.glob("*.md")),
        sorted(HERE.lessons.glob("*.yml")),
        files(HERE.book / "_static"),
        HERE.vocab / "synonyms.csv",
        HERE.codebook,
        [HERE.citation, HERE.changelog, HERE.addresses, HERE.moved],
        sorted(HERE.raw.glob("*/corrections.yaml")),
        HERE.vocab / "id-changes.csv",
        "_config.yml",
        "_toc.yml",
        TABLES,
        WHEEL,
        # The pages of prints show them as they stand.
        [files(plan) for plan in find_plans(HERE.raw)],
        code("contract", "printed", "raw", "chapter", "site"),
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


# The tables and the executed chapters: what a record without pages of its own needs.
rule record:
    input:
        executed(".ipynb"),
        TABLES,


if SOURCES_A_JOB:

    for number, folders in split(find_plans(HERE.raw), SOURCES_A_JOB):

        rule:
            name:
                f"clean_{number}"
            input:
                [files(folder) for folder in folders],
                files(HERE.vocab),
                code("contract", "printed", "raw", "record"),
            output:
                update([HERE.cleaned / f"{folder.name}.json" for folder in folders]),
            log:
                f"build/errors/clean-{number}.txt",
            message:
                "Reading some workbooks"
            params:
                plans=[folder.name for folder in folders],
            shell:
                "compendium clean --changed {params.plans} 2> {log}"

    rule combine:
        input:
            [HERE.cleaned / f"{folder.name}.json" for folder in find_plans(HERE.raw)],
            files(HERE.vocab),
            code("contract", "printed", "raw", "record", "audit"),
        output:
            update(TABLES),
        log:
            "build/errors/combine.txt",
        message:
            "Joining the tables"
        shell:
            "compendium combine 2> {log}"

    rule codebook:
        input:
            TABLES,
        output:
            update(HERE.codebook),
            update(HERE.readme),
        log:
            "build/errors/codebook.txt",
        message:
            "Writing the codebook"
        shell:
            "compendium codebook 2> {log}"

else:

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


# One process runs all chapters of a job that are due, and knows which are: see
# `compendium.site.due`. If one fails, all are as they were, with the marks that say what they were
# made from.
for number, templates in split(TEMPLATES, CHAPTERS_A_JOB):

    rule:
        name:
            f"chapters_{number}" if CHAPTERS_A_JOB else "chapters"
        input:
            templates,
            TABLES,
            files(HERE.locale),
            code("contract", "printed", "chapter", "site"),
        output:
            update(executed(".ipynb", templates)),
            update(executed(".made-from", templates)),
        log:
            f"build/errors/chapters-{number}.txt",
        threads: 1 if CHAPTERS_A_JOB else 2
        params:
            names=[path.stem for path in templates] if CHAPTERS_A_JOB else [],
        message:
            "Running the chapters"
        shell:
            "compendium chapters --changed --lang {LANG} --jobs {threads} {params.names} 2> {log}"
