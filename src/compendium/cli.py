"""The command ``compendium``: the arguments of the steps, and how a failure is said."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from compendium import steps
from compendium.errors import CompendiumError
from compendium.paths import Repository, find_repository

LANGUAGES = ("en", "zh")

Options = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One step as the command shows it.

    Attributes
    ----------
    run, meaning
        What does it, and the line of its help.
    paths
        Its options that are paths: what each means, and the default: a path of the `Repository`,
        by attribute, or what finds it.
    options
        Its other arguments, as ``add_argument`` takes them.
    whole
        The step takes the repository itself.
    """

    run: Callable[..., None]
    meaning: str
    paths: Mapping[str, tuple[str, str | Callable[[], Path]]] = field(default_factory=dict)
    options: Sequence[tuple[tuple[str, ...], Options]] = ()
    whole: bool = False


def _tables() -> Path:
    from compendium.contract.load import find_tables

    return find_tables()


_RAW = {"raw": ("one folder a plan", "raw")}
_VOCAB = {"vocab": ("the vocabularies", "vocab")}
_LANG = (("--lang",), {"default": "en", "choices": LANGUAGES, "help": "language (en)"})
_JOBS = (("--jobs",), {"type": int, "default": 2, "metavar": "N", "help": "at a time (2)"})

STEPS = {
    "new": Step(
        steps.new,
        "make the folder of a new plan; from its text, with drafts of its rows",
        {**_RAW, **_VOCAB},
        [
            (("plan",), {"metavar": "PLAN_ID", "help": "name of its folder, e.g. city-plan-155"}),
            (("text",), {"nargs": "?", "type": Path, "metavar": "PLAN.txt", "help": "its text"}),
        ],
    ),
    "accept": Step(
        steps.accept,
        "take the decisions on a plan's drafts (yes, no) over into its workbook",
        {**_RAW, **_VOCAB},
        [(("plan",), {"metavar": "PLAN_ID"})],
    ),
    "clean": Step(
        steps.clean,
        "read the raw workbooks into build/clean/",
        {**_RAW, **_VOCAB, "out": ("where the cleaned records go", "cleaned")},
        [
            (("plans",), {"nargs": "*", "metavar": "PLAN", "help": "plan ids; all unless given"}),
            (
                ("--changed",),
                {"action": "store_true", "help": "only plans whose files, names or code changed"},
            ),
            (
                ("--write-vocab",),
                {"action": "store_true", "help": "add rows for unknown names to the vocabularies"},
            ),
        ],
    ),
    "combine": Step(
        steps.combine,
        "join what was cleaned into data/clean/",
        {
            "cleaned": ("the cleaned records", "cleaned"),
            **_RAW,
            **_VOCAB,
            "out": ("where the tables go, all or nothing", "clean"),
        },
    ),
    "data": Step(
        steps.data,
        "clean, combine and codebook in one go",
        {
            **_RAW,
            **_VOCAB,
            "out": ("where the tables go, all or nothing", "clean"),
            "readme": ("the README, whose list of tables is written", "readme"),
            "page": ("the codebook page", "codebook"),
        },
    ),
    "check": Step(
        steps.check,
        "hold the tables against the contract, its rules and the raw files",
        {"tables": ("the tables", _tables)},
    ),
    "entities": Step(steps.entities, "propose which named things may be one", {**_RAW, **_VOCAB}),
    "coverage": Step(
        steps.coverage,
        "hold a plan's record against the plan's text",
        _RAW,
        [
            (("text",), {"type": Path, "metavar": "PLAN.txt", "help": "its name is the plan's id"}),
            (("--write",), {"action": "store_true", "help": "write coverage.md beside the record"}),
        ],
    ),
    "codebook": Step(
        steps.codebook,
        "write the codebook, the page on files, the README's list of tables and the JSON Schemas",
        {
            "tables": ("the tables", "clean"),
            "readme": ("the README, whose list of tables is written", "readme"),
            "out": ("the page", "codebook"),
            "schemas": ("the JSON Schemas of what people write", "schemas"),
            "files": ("the page on the files that people write", "reference"),
            **_VOCAB,
        },
    ),
    "chapters": Step(
        steps.chapters,
        "run the chapters' notebooks with papermill",
        {
            "notebooks": ("the templates", "notebooks"),
            "out": ("where <lang>/<chapter>.ipynb goes", "chapters"),
        },
        [
            (("names",), {"nargs": "*", "metavar": "CHAPTER", "help": "all unless given"}),
            _LANG,
            (
                ("-p", "--parameter"),
                {
                    "action": "append",
                    "default": [],
                    "dest": "parameters",
                    "metavar": "NAME=VALUE",
                    "help": "set another parameter of the chapter",
                },
            ),
            _JOBS,
            (
                ("--changed",),
                {"action": "store_true", "help": "only those whose template, data or code changed"},
            ),
        ],
        whole=True,
    ),
    "words": Step(
        steps.words,
        "bring the catalogues of the notebooks' words up to date",
        {
            "notebooks": ("the templates", "notebooks"),
            "locale": ("the catalogues, <locale>/LC_MESSAGES/<chapter>.po", "locale"),
        },
    ),
    "package": Step(
        steps.package,
        "build the wheel that the site publishes",
        {"out": ("the folder it goes to", "package")},
        whole=True,
    ),
    "stage": Step(
        steps.stage,
        "lay out the pages for Jupyter Book in build/book/<lang>/",
        options=[_LANG],
        whole=True,
    ),
    "site": Step(
        steps.site,
        "lay out the pages, build them with Jupyter Book, and assemble site/",
        options=[_LANG, _JOBS],
        whole=True,
    ),
    "diff": Step(
        steps.diff,
        "say what changed in the data, the contradictions, the charts and the sentences",
        options=[
            (
                ("old",),
                {
                    "nargs": "?",
                    "metavar": "OLD",
                    "help": "a revision, folder or release; the last build unless given",
                },
            ),
            (
                ("new",),
                {"nargs": "?", "metavar": "NEW", "help": "likewise; the repository as it stands"},
            ),
            (
                ("--keep",),
                {"action": "store_true", "help": "from now on compare with this build"},
            ),
        ],
        whole=True,
    ),
    "release": Step(
        steps.release,
        "write the archive of a release; refuses a draft, an old version, a tree with changes",
        {"out": ("the folder it goes to", "releases")},
        options=[
            (("--check",), {"action": "store_true", "help": "only say what stands against it"})
        ],
        whole=True,
    ),
    "addresses": Step(
        steps.addresses,
        "hold the site against the addresses that were published",
        options=[
            (("--write",), {"action": "store_true", "help": "add those of the site to the list"})
        ],
        whole=True,
    ),
    "publish": Step(
        steps.publish,
        "put site/ and its earlier editions together in build/public/",
        options=[
            (
                ("--release",),
                {"metavar": "TAG", "help": "keep site/ as the edition v1.2.3, too"},
            )
        ],
        whole=True,
    ),
    "instructor": Step(
        steps.instructor,
        "copy site/ to build/instructor/ with solutions open and answers on the handouts",
        options=[_LANG],
        whole=True,
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one step; print what went wrong and give 1 if it failed."""
    # What a locale cannot write is written as its number: a message is no reason to fail.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    options = vars(_parser().parse_args(arguments))
    debug, name = options.pop("debug"), options.pop("step")
    try:
        STEPS[name].run(**_find_paths(STEPS[name], options))
    except (CompendiumError, OSError, ModuleNotFoundError) as error:
        said = _say(error)
        if debug or said is None:
            raise
        print(said, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="compendium", description="From printed plans to tidy tables and chapters."
    )
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    listed = parser.add_subparsers(metavar="STEP", dest="step", required=True)
    for name, step in STEPS.items():
        own = listed.add_parser(name, help=step.meaning, description=step.meaning)
        for flags, facts in step.options:
            own.add_argument(*flags, **facts)
        for option, (meaning, default) in step.paths.items():
            shown = _shown(default) if isinstance(default, str) else "the tables `load` finds"
            own.add_argument(f"--{option}", type=Path, metavar="PATH", help=f"{meaning} ({shown})")
    return parser


def _shown(default: str) -> str:
    path: Path = getattr(Repository(Path()), default)
    return path.as_posix()


def _find_paths(step: Step, options: Options) -> Options:
    """Put in the paths that the user left out: the repository's, wherever the user works."""
    repository = cache(find_repository)
    for name, (_, default) in step.paths.items():
        if options[name] is None:
            found = default() if callable(default) else getattr(repository(), default)
            options[name] = _as_seen(found)
    return options | ({"repository": repository()} if step.whole else {})


def _as_seen(path: Path) -> Path:
    """Name a path as the user sees it, from the working folder, if it lies there."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _say(error: BaseException) -> str | None:
    """Give the line that says an error, or None for a fault of our own."""
    if isinstance(error, ModuleNotFoundError):
        missing = (error.name or "").partition(".")[0]
        if missing == "compendium":
            return None
        return f"this step needs the package {missing!r}: pip install 'compendium[book]'"
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else None
    return str(error)
