"""The steps from the raw workbooks to the site; `make book` runs them on two cores.

A step says one line on its standard output; its errors go to its log, which `make` shows last.
"""

from pathlib import Path

from compendium.chapters import plans_read

LANG = "en"
PLANS = sorted(path.parent.name for path in Path("data/raw").glob("*/layout.yaml"))
CHAPTERS = sorted(path.stem for path in Path("notebooks").glob("*.ipynb"))
PACKAGE = sorted(map(str, Path("src/compendium").rglob("*.py")))
VOCABULARY = sorted(map(str, Path("data/vocab").glob("*.csv")))
AUDIT = "data/vocab/audit.yaml"
TABLES = [
    f"data/clean/{name}"
    for name in (
        "plans.csv",
        "tables.csv",
        "places.csv",
        "indicators.csv",
        "observations.csv",
        "projects.csv",
        "entities.csv",
        "audit.csv",
        "datapackage.json",
    )
]
RAW = ("workbook.xlsx", "layout.yaml", "source.yaml", "corrections.yaml")

# These two steps keep what has not changed, so a stamp says when they last ran; it does not count
# once what they made is gone.
for stamp, product in (
    ("build/book.done", f"build/book/{LANG}/_build/html/index.html"),
    ("build/site.done", "site/index.html"),
):
    if not Path(product).is_file():
        Path(stamp).unlink(missing_ok=True)


wildcard_constraints:
    plan="[a-z0-9-]+",
    chapter="[a-z0-9-]+",


rule site:
    input:
        "build/book.done",
        TABLES,
        expand("notebooks/{chapter}.ipynb", chapter=CHAPTERS),
    output:
        touch("build/site.done"),
    log:
        "build/errors/site.txt",
    message:
        "Assembling site/"
    shell:
        "compendium site --lang {LANG} 2> {log} && echo The site is in site/index.html"


rule data:
    input:
        TABLES,
        "book/data.md",


rule clean:
    input:
        lambda wildcards: [f"data/raw/{wildcards.plan}/{name}" for name in RAW],
        VOCABULARY,
        PACKAGE,
    output:
        "build/clean/{plan}.json",
    log:
        "build/errors/clean-{plan}.txt",
    message:
        "Reading {wildcards.plan}"
    shell:
        "compendium clean {wildcards.plan} 2> {log}"


rule combine:
    input:
        expand("build/clean/{plan}.json", plan=PLANS),
        VOCABULARY,
        AUDIT,
        PACKAGE,
    output:
        # `update`: what was there before comes back if the step fails.
        update(TABLES),
    log:
        "build/errors/combine.txt",
    message:
        "Writing data/clean/"
    shell:
        "compendium combine 2> {log}"


rule codebook:
    input:
        TABLES,
        PACKAGE,
    output:
        update("book/data.md"),
        update("README.md"),
    log:
        "build/errors/codebook.txt",
    message:
        "Writing the codebook and the README's list of tables"
    shell:
        "compendium codebook 2> {log}"


# A chapter runs again when a plan that it reads has changed; the tables of all plans only have to
# be there.
rule chapter:
    input:
        lambda wildcards: expand(
            "build/clean/{plan}.json",
            plan=plans_read(Path(f"notebooks/{wildcards.chapter}.ipynb")),
        ),
        "notebooks/{chapter}.ipynb",
        VOCABULARY,
        PACKAGE,
        tables=ancient(TABLES),
    output:
        f"book/chapters/{LANG}/{{chapter}}.ipynb",
    log:
        "build/errors/chapter-{chapter}.txt",
    message:
        "Running the chapter {wildcards.chapter}"
    shell:
        "compendium chapters {wildcards.chapter} --lang {LANG} 2> {log}"


rule book:
    input:
        expand(f"book/chapters/{LANG}/{{chapter}}.ipynb", chapter=CHAPTERS),
        sorted(map(str, Path("book").glob("*.md"))),
        sorted(str(path) for path in Path("book/_static").rglob("*") if path.is_file()),
        "book/data.md",
        "_config.yml",
        "_toc.yml",
        TABLES,
    output:
        touch("build/book.done"),
    log:
        "build/errors/book.txt",
    threads: 2
    message:
        "Building the pages"
    shell:
        "echo Building the pages && {{ compendium stage --lang {LANG} && "
        "jupyter-book build build/book/{LANG} --config _config.yml --toc _toc.yml "
        "--warningiserror --keep-going --quiet > build/jupyter-book.log; }} 2> {log}"
