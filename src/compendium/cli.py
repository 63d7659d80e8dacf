"""The command ``compendium``: the steps of the way from raw workbooks to the site."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from compendium.errors import CompendiumError, FileError, Report, flatten
from compendium.paths import find_root, write_atomically


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one step; print what went wrong and give 1 if it failed."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], None] = options.run
    try:
        run(options)
    except CompendiumError as error:
        if options.debug:
            raise
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="compendium", description="From printed plans to tidy tables and chapters."
    )
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    steps = parser.add_subparsers(metavar="STEP", required=True)

    clean = steps.add_parser("clean", help="read the raw workbooks into build/clean/")
    clean.add_argument("plan", nargs="*", help="plan ids; all unless given")
    _folder(clean, "--raw", "data/raw", "one folder a plan")
    _folder(clean, "--vocab", "data/vocab", "the vocabularies")
    _folder(clean, "--out", "build/clean", "where the cleaned records go")
    clean.set_defaults(run=_clean)

    join = steps.add_parser("combine", help="join what was cleaned into data/clean/")
    _folder(join, "--cleaned", "build/clean", "the cleaned records")
    _folder(join, "--raw", "data/raw", "one folder a plan: which records are expected")
    _folder(join, "--vocab", "data/vocab", "the vocabularies")
    _folder(join, "--out", "data/clean", "where the tables go, all or nothing")
    join.set_defaults(run=_combine)

    check = steps.add_parser("check", help="hold data/clean/ against the contract")
    _folder(check, "--data", "data/clean", "the tables")
    check.set_defaults(run=_check)

    entities = steps.add_parser("entities", help="propose which named things may be one")
    entities.add_argument(
        "--propose", action="store_true", required=True, help="list candidates with their evidence"
    )
    _folder(entities, "--raw", "data/raw", "one folder a plan")
    _folder(entities, "--vocab", "data/vocab", "the vocabularies")
    entities.set_defaults(run=_entities)

    coverage = steps.add_parser("coverage", help="hold a plan's record against the plan's text")
    coverage.add_argument("text", type=Path, metavar="PLAN.txt", help="its name is the plan's id")
    coverage.add_argument(
        "--write", action="store_true", help="write coverage.md beside the record"
    )
    _folder(coverage, "--raw", "data/raw", "one folder a plan")
    coverage.set_defaults(run=_coverage)

    codebook = steps.add_parser(
        "codebook", help="write the codebook page and the README's list of tables"
    )
    _folder(codebook, "--data", "data/clean", "the tables")
    _folder(codebook, "--readme", "README.md", "the README, whose list of tables is written")
    _folder(codebook, "--out", "book/data.md", "the page")
    codebook.set_defaults(run=_codebook)

    chapters = steps.add_parser("chapters", help="run the chapters' notebooks with papermill")
    chapters.add_argument("chapter", nargs="*", help="chapter names; all unless given")
    chapters.add_argument("--lang", default="en", choices=("en", "zh"), help="language")
    chapters.add_argument(
        "-p",
        "--parameter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="set another parameter of the chapter",
    )
    _folder(chapters, "--notebooks", "notebooks", "the templates")
    _folder(chapters, "--out", "book/chapters", "where <lang>/<chapter>.ipynb goes")
    chapters.set_defaults(run=_chapters)

    for name, run, meaning in (
        ("stage", _stage, "lay out the pages for Jupyter Book in build/book/<lang>/"),
        ("site", _site, "assemble site/ from the built pages, the figures and the tables"),
    ):
        step = steps.add_parser(name, help=meaning)
        step.add_argument("--lang", default="en", choices=("en", "zh"), help="language")
        step.set_defaults(run=run)
    return parser


def _folder(parser: argparse.ArgumentParser, name: str, default: str, meaning: str) -> None:
    parser.add_argument(name, type=Path, metavar="PATH", help=f"{meaning} ({default})")
    parser.set_defaults(**{name.lstrip("-"): Path(default)})


def _at_root(path: Path) -> Path:
    """Take a relative path from the repository's root if it is not there from here."""
    return path if path.is_absolute() or path.exists() else find_root() / path


def _plan_folders(raw: Path, plans: Sequence[str] = ()) -> list[Path]:
    known = sorted(path.name for path in raw.iterdir() if path.is_dir()) if raw.is_dir() else []
    if unknown := sorted(set(plans) - set(known)):
        raise FileError(raw, f"has no plan {', '.join(unknown)}; the plans are {', '.join(known)}")
    if not known:
        raise FileError(raw, "has no plan")
    return [raw / name for name in (plans or known)]


def _clean(options: argparse.Namespace) -> None:
    from compendium.sources import clean_source
    from compendium.vocab import read_vocabularies

    vocabularies = read_vocabularies(_at_root(options.vocab))
    records: dict[str, str] = {}
    failed: list[CompendiumError] = []
    for folder in _plan_folders(_at_root(options.raw), options.plan):
        try:
            record = clean_source(folder, vocabularies).as_record()
        except CompendiumError as error:
            failed.append(error)
            continue
        records[folder.name] = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        print(f"{folder.name}: {len(record['observations'])} observations")
    if failed:
        raise failed[0] if len(failed) == 1 else Report("clean", flatten(failed))
    options.out.mkdir(parents=True, exist_ok=True)
    for name, text in records.items():
        write_atomically(options.out / f"{name}.json", text)


def _combine(options: argparse.Namespace) -> None:
    from compendium.audit_entries import read_audit
    from compendium.combine import combine
    from compendium.package import write_package
    from compendium.vocab import read_vocabularies

    plans = [folder.name for folder in _plan_folders(_at_root(options.raw))]
    paths = [_at_root(options.cleaned) / f"{plan}.json" for plan in plans]
    if missing := [path for path in paths if not path.is_file()]:
        raise FileError(missing[0], "is missing; run `compendium clean` first")
    # One at a time: all together they are by far the largest thing that this step would hold.
    records = (json.loads(path.read_text(encoding="utf-8")) for path in paths)
    vocab = _at_root(options.vocab)
    frames = combine(records, read_vocabularies(vocab), read_audit(vocab / "audit.yaml"))
    write_package(frames, options.out)
    rows = ", ".join(f"{len(frame)} {name}" for name, frame in frames.items())
    print(f"{options.out.as_posix()}: {rows}")


def _check(options: argparse.Namespace) -> None:
    from compendium.check import check_tables
    from compendium.package import build_files, read_package

    folder = _at_root(options.data)
    frames = read_package(folder)
    problems: list[CompendiumError] = list(check_tables(frames))
    if not problems:
        problems += [
            FileError(folder / name, "is not what the tables give; run `compendium combine`")
            for name, content in build_files(frames).items()
            if not (folder / name).is_file() or (folder / name).read_bytes() != content
        ]
    if problems:
        raise Report(folder.as_posix(), tuple(problems))
    print(f"{folder.as_posix()}: {sum(map(len, frames.values()))} rows keep the contract")


def _coverage(options: argparse.Namespace) -> None:
    from compendium.coverage import check_coverage
    from compendium.coverage_report import summarise, write_report
    from compendium.errors import LayoutError
    from compendium.layout import read_layout
    from compendium.not_figures import FILE, read_declared
    from compendium.workbook import read_workbook

    (folder,) = _plan_folders(_at_root(options.raw), [options.text.stem])
    try:
        text = options.text.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(options.text, f"is not a readable text ({error})") from error
    sheets = read_workbook(folder / "workbook.xlsx")
    layouts = read_layout(folder / "layout.yaml")
    declared = read_declared(folder / FILE)
    try:
        coverage = check_coverage(text, sheets, layouts, declared)
    except ValueError as error:
        raise LayoutError(folder / FILE, f"box_ends: {error}") from error
    if options.write:
        write_atomically(folder / "coverage.md", write_report(folder.name, coverage))
    if coverage.left:
        raise Report(f"coverage of {folder.name}", coverage.left)
    print(summarise(folder.name, coverage))


def _codebook(options: argparse.Namespace) -> None:
    from compendium.package import codebook, read_package, readme_tables

    frames = read_package(_at_root(options.data))
    readme = _at_root(options.readme)
    write_atomically(readme, readme_tables(readme.read_text("utf-8"), frames))
    write_atomically(options.out, codebook(frames))


def _entities(options: argparse.Namespace) -> None:
    from compendium.entities import propose_new, propose_pairs
    from compendium.projects import COLUMNS
    from compendium.records import Record, read_records
    from compendium.sources import read_corrected
    from compendium.vocab import read_rows, read_vocabularies

    vocab = _at_root(options.vocab)
    vocabularies = read_vocabularies(vocab)
    records: list[Record] = []
    for folder in _plan_folders(_at_root(options.raw)):
        sheets, _ = read_corrected(folder)
        if "projects" in sheets:
            records += read_records(sheets["projects"], COLUMNS)
    candidates, rows = propose_new(records, vocabularies)
    print(f"{len(candidates)} names are in no vocabulary:")
    for name, near in candidates.items():
        row = rows[name]
        print(f"  {name} ({row.cell('name_zh')}, {row['number_zh']}, {row['place_zh']})")
        for each in near:
            print(f"    may be {each.known} ({each.known_id}, {each.known_where}): {each.likeness}")
    decided = read_rows(vocab / "entity-decisions.csv", "left_zh")
    pairs = list(propose_pairs(vocabularies.entities, decided))
    print(f"{len(pairs)} pairs of known things have close names and no decision:")
    for pair in pairs:
        print(f"  {pair}")


def _chapters(options: argparse.Namespace) -> None:
    from compendium.chapters import find_chapters, parse_parameters, run_chapter

    root = find_root()
    templates = find_chapters(_at_root(options.notebooks), options.chapter)
    parameters = parse_parameters(options.parameter)
    for template in templates:
        out = options.out / options.lang / template.name
        run_chapter(template, out, parameters={"lang": options.lang, **parameters}, folder=root)
        print(out.as_posix())


def _stage(options: argparse.Namespace) -> None:
    from compendium.site import stage

    stage(find_root(), options.lang)


def _site(options: argparse.Namespace) -> None:
    from compendium.site import assemble

    assemble(find_root(), (options.lang,))
