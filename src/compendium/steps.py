"""What each step does; `compendium.cli` reads the arguments, and the Snakefile says the order.

A step prints one line a result and raises a `CompendiumError` where it fails. What it needs is
imported when it runs: reading a workbook needs no pandas, and writing tables no notebook.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.errors import CompendiumError, FileError, Report, flatten
from compendium.paths import (
    COVERAGE,
    EXCEPTIONS,
    LAYOUT,
    WORKBOOK,
    Repository,
    find_plans,
    find_repository,
    finish_replacing,
    write_atomically,
)

if TYPE_CHECKING:
    from pandas import DataFrame

    from compendium.record.reader import RowReader
    from compendium.record.vocabulary import Vocabularies

Record = dict[str, Any]
"""One cleaned source in its plain form, as it is written between the steps."""


def clean(
    plans: Sequence[str],
    *,
    raw: Path,
    vocab: Path,
    out: Path,
    changed: bool = False,
    write_vocab: bool = False,
) -> None:
    """Read the raw workbooks of the plans, all unless given; write one record a plan.

    With ``changed`` only the plans are read whose record was made from something else. With
    ``write_vocab``, rows for the names that no vocabulary has are first added to its files; where
    some wait for a person, nothing is cleaned.

    Raises
    ------
    CompendiumError
        With every problem of every plan; nothing is written then.
    """
    from compendium.made_from import read_mark, write_mark
    from compendium.record.made_from import digest_source
    from compendium.record.vocabulary import read_vocabularies

    if write_vocab and _write_vocab(find_plans(raw, plans), vocab):
        return
    digests = {folder: digest_source(folder, vocab) for folder in find_plans(raw, plans)}
    path_of = {folder.name: out / f"{folder.name}.json" for folder in digests}
    due = [
        folder
        for folder, digest in digests.items()
        if not (changed and read_mark(path_of[folder.name]) == digest)
    ]
    records = _clean(due, read_vocabularies(vocab)) if due else {}
    for folder in due:
        # Without an indent: Python lays lines out in Python, at several times the time.
        text = json.dumps(records[folder.name], ensure_ascii=False)
        write_atomically(path_of[folder.name], text)
        write_mark(path_of[folder.name], digests[folder])
    if changed:
        # By their times Snakemake sees that those which were not due are as they should be.
        for path in path_of.values():
            path.touch()
    for plan, record in records.items():
        print(
            f"{plan}: {_count(len(record['observations']['observation_id']), 'figure')}, "
            f"{_count(len(record['projects']['project_id']), 'project')}"
            + (f"; {record['waiting']} drafts wait for a yes or no" if record["waiting"] else "")
        )


def new(plan: str, text: Path | None, *, raw: Path, vocab: Path) -> None:
    """Make the folder of a new plan; with its text, fill the sheets with drafts.

    Raises
    ------
    FileError
        If the id is none, the folder is there already, or the text cannot be read.
    """
    from compendium.draft.folder import draft_source
    from compendium.paths import make_folder
    from compendium.raw.declarations import check_id
    from compendium.raw.source import read_colours
    from compendium.record.vocabulary import read_vocabularies

    folder = raw / check_id(plan)
    if folder.exists():
        raise FileError(folder, "is there already; nothing is overwritten")
    drafted = draft_source(
        plan,
        read_vocabularies(vocab),
        text=_read_text(text) if text else None,
        file_name=text.name if text else "",
        colours=read_colours(raw),
    )
    make_folder(folder, drafted.files)
    print(f"{folder.as_posix()}: {', '.join(drafted.files)}")
    if text:
        print(
            f"as drafts: {_count(drafted.statements, 'figure')}, "
            f"{_count(drafted.projects, 'name')}, {_count(drafted.tables, 'table')}"
        )
    task = "decide on the drafts" if text else "fill the workbook"
    print(f"Next: write what is TODO, {task}, then `compendium clean {plan}`.")


def accept(plan: str, *, raw: Path, vocab: Path) -> None:
    """Take the decisions on a plan's drafts over into its workbook."""
    from compendium.draft.accept import accept_drafts
    from compendium.draft.named import read_named
    from compendium.draft.new_names import draft_rows
    from compendium.record.vocabulary import read_vocabularies
    from compendium.record.vocabulary_files import append_rows

    (folder,) = find_plans(raw, [plan])
    decided = accept_drafts(folder / WORKBOOK, read_vocabularies(vocab))
    for name, each in decided.items():
        print(
            f"{plan}, {name}: {each.accepted} accepted, {each.refused} dropped, "
            f"{each.waiting} still drafts"
        )
    if not decided:
        print(f"{plan}: no drafts")
    for name, rows in draft_rows(read_named(folder), read_vocabularies(vocab)).items():
        # Bounds follow from the accepted figures; names are drafted by clean.
        if name == "magnitudes":
            append_rows(vocab / f"{name}.csv", rows)
            print(f"{(vocab / name).as_posix()}.csv: {len(rows)} bounds, to be looked at")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(path, f"is not a readable text ({error})") from error


def combine(*, cleaned: Path, raw: Path, vocab: Path, out: Path) -> None:
    """Join the cleaned records of all plans to the tables; write all or nothing.

    What the audit said the last time of sources that are as they were is taken from there.
    """
    from compendium.record.kept import AUDIT, digest_records, note_kept, read_kept
    from compendium.record.vocabulary import read_vocabularies

    paths = [cleaned / f"{folder.name}.json" for folder in find_plans(raw)]
    if missing := [path for path in paths if not path.is_file()]:
        raise FileError(missing[0], "is missing; run `compendium clean` first")
    digests = digest_records(paths, vocab)
    finish_replacing(out)
    kept = read_kept(cleaned, out / AUDIT, digests)
    # One at a time: all together they are by far the largest thing that this step would hold.
    records = map(_read_record, paths)
    files = _combine(records, read_vocabularies(vocab), vocab=vocab, out=out, kept=kept)
    note_kept(cleaned, files[AUDIT], digests)


def _read_record(path: Path) -> Record:
    record: Record = json.loads(path.read_bytes())
    if "plans" not in record:
        raise FileError(path, "is of another version; run `compendium clean` first")
    return record


def data(*, raw: Path, vocab: Path, out: Path, readme: Path, page: Path) -> None:
    """Clean, combine and describe in one go: what a record that fits into memory needs."""
    from compendium.record.vocabulary import read_vocabularies

    vocabularies = read_vocabularies(vocab)
    records = _clean(find_plans(raw), vocabularies)
    finish_replacing(out)
    _combine(records.values(), vocabularies, vocab=vocab, out=out)
    _describe(out, readme=readme, page=page)


def _write_vocab(folders: Iterable[Path], vocab: Path) -> bool:
    """Add drafted rows to the vocabularies; say whether some of them wait for a person."""
    from compendium.draft.named import read_named
    from compendium.draft.new_names import draft_rows
    from compendium.raw.declarations import TODO
    from compendium.record.vocabulary import read_vocabularies
    from compendium.record.vocabulary_files import append_rows

    waits = False
    for folder in folders:
        # Read again for each plan: two may name one new thing.
        for name, rows in draft_rows(read_named(folder), read_vocabularies(vocab)).items():
            path = vocab / f"{name}.csv"
            append_rows(path, rows)
            undone = sum(text.startswith(TODO) for row in rows for text in row.values())
            print(
                f"{path.as_posix()}: {_count(len(rows), 'new row')} of {folder.name}, "
                + (f"{_count(undone, 'cell')} still {TODO}" if undone else "nothing to add")
            )
            waits = waits or bool(undone)
        if waits:
            break
    return waits


def _clean(folders: Iterable[Path], vocabularies: Vocabularies) -> dict[str, Record]:
    from compendium.record.clean import clean_source

    records: dict[str, Record] = {}
    failed: list[CompendiumError] = []
    for folder in folders:
        try:
            records[folder.name] = clean_source(folder, vocabularies).as_record()
        except CompendiumError as error:
            failed.append(error)
    if failed:
        raise failed[0] if len(failed) == 1 else Report("clean", flatten(failed))
    return records


def _combine(
    records: Iterable[Mapping[str, Any]],
    vocabularies: Vocabularies,
    *,
    vocab: Path,
    out: Path,
    kept: DataFrame | None = None,
) -> Mapping[str, bytes]:
    from compendium.audit.comparisons import read_audit
    from compendium.contract.package import write_package
    from compendium.record.combine import combine

    with _collector_paused():
        frames = combine(records, vocabularies, read_audit(vocab / "audit.yaml"), kept)
        files = write_package(frames, vocabularies.terms, out)
    rows = ", ".join(f"{len(frame)} {name}" for name, frame in frames.items())
    print(f"{out.as_posix()}: {rows}")
    return files


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Let no rings of objects be looked for: tables are long lists of texts, and hold none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def check(*, tables: Path) -> None:
    """Hold the tables against the contract, its rules, and the data package against the tables.

    The tables of a repository are held against its raw files and vocabularies too.
    """
    from compendium.contract.check import check_tables
    from compendium.contract.package import build_files, read_package, read_terms
    from compendium.contract.rules import check_rules

    frames, terms = read_package(tables), read_terms(tables)
    problems: list[CompendiumError] = list(check_tables(frames, terms) or check_rules(frames))
    if not problems:
        problems += [
            FileError(tables / name, "is not what the tables give; run `compendium combine`")
            for name, content in build_files(frames, terms).items()
            if not (tables / name).is_file() or (tables / name).read_bytes() != content
        ]
    if not problems and (repository := _repository_of(tables)):
        problems += _check_made(frames, repository)
    if problems:
        raise Report(tables.as_posix(), tuple(problems))
    print(f"{tables.as_posix()}: {sum(map(len, frames.values()))} rows keep the contract")


def _repository_of(tables: Path) -> Repository | None:
    """Give the repository whose tables these are; none for tables that came alone."""
    try:
        repository = find_repository(tables)
    except FileError:
        return None
    return repository if repository.clean.resolve() == tables.resolve() else None


def _check_made(frames: Mapping[str, Any], repository: Repository) -> Sequence[CompendiumError]:
    from compendium.record.rules import Made, check_made, read_sheets
    from compendium.record.vocabulary import read_vocabularies

    return check_made(
        Made(
            frames,
            read_sheets(find_plans(repository.raw)),
            read_vocabularies(repository.vocab),
            repository.raw,
            repository.vocab,
            repository.citation,
        )
    )


def coverage(text: Path, *, raw: Path, write: bool) -> None:
    """Hold a plan's record against the plan's text; ``write`` leaves ``coverage.md`` beside it."""
    from compendium.coverage.account import check_coverage
    from compendium.coverage.exceptions import read_declared
    from compendium.coverage.report import summarise, write_report
    from compendium.errors import DeclarationError, PassageError
    from compendium.raw.drafts import pass_over_drafts
    from compendium.raw.layout import read_layout
    from compendium.raw.workbook import read_workbook

    (folder,) = find_plans(raw, [text.stem])
    passage = _read_text(text)
    sheets = {
        name: pass_over_drafts(sheet)[0] for name, sheet in read_workbook(folder / WORKBOOK).items()
    }
    layouts = read_layout(folder / LAYOUT).tables
    declared = read_declared(folder / EXCEPTIONS)
    try:
        found = check_coverage(passage, sheets, layouts, declared)
    except PassageError as error:
        raise DeclarationError(folder / EXCEPTIONS, str(error), "box_ends") from error
    if write:
        write_atomically(folder / COVERAGE, write_report(folder.name, found))
    if found.left:
        raise Report(f"coverage of {folder.name}", found.left)
    print(summarise(folder.name, found))


def codebook(
    *, tables: Path, readme: Path, out: Path, schemas: Path, files: Path, vocab: Path
) -> None:
    """Write what the models say: codebook, page on files, list of tables, JSON Schemas."""
    from compendium.reference import build_reference
    from compendium.schemas import build_schemas

    _describe(tables, readme=readme, page=out)
    for name, content in build_schemas().items():
        write_atomically(schemas / name, content)
    write_atomically(files, build_reference(vocab))


def _describe(tables: Path, *, readme: Path, page: Path) -> None:
    from compendium.contract.codebook import codebook, readme_tables
    from compendium.contract.package import read_package, read_terms

    frames, terms = read_package(tables), read_terms(tables)
    write_atomically(readme, readme_tables(readme.read_text("utf-8"), frames))
    write_atomically(page, codebook(frames, terms))


def entities(*, raw: Path, vocab: Path) -> None:
    """List the names that no entity has, and the entities that may be one, with their evidence."""
    from compendium.record.propose import propose_new, propose_pairs
    from compendium.record.vocabulary import read_vocabularies
    from compendium.record.vocabulary_files import read_rows

    vocabularies = read_vocabularies(vocab)
    candidates, rows = propose_new(list(_named_things(raw)), vocabularies)
    print(f"{len(candidates)} names are in no vocabulary:")
    for name, near in candidates.items():
        row = rows[name]
        print(f"  {name} ({row.cell('name_zh')}, {row['number_zh']}, {row['place_zh']})")
        for each in near:
            print(f"    may be {each.known} ({each.known_id}, {each.known_where}): {each.likeness}")
    decided = read_rows(vocab / "entity-decisions.csv")
    pairs = list(propose_pairs(vocabularies.entities, decided))
    print(f"{len(pairs)} pairs of known things have close names and no decision:")
    for pair in pairs:
        print(f"  {pair}")


def _named_things(raw: Path) -> Iterator[RowReader]:
    from compendium.record.clean import read_corrected
    from compendium.record.ledger import Ledger
    from compendium.record.sheets import open_rows

    for folder in find_plans(raw):
        sheets, _ = read_corrected(folder)
        if "projects" in sheets:
            yield from open_rows(Ledger(sheets["projects"]))[0]


def chapters(
    names: Sequence[str],
    *,
    lang: str,
    parameters: Sequence[str],
    changed: bool,
    jobs: int,
    notebooks: Path,
    out: Path,
    repository: Repository,
) -> None:
    """Run the notebooks of the chapters, all unless named; with ``changed`` only those due."""
    from compendium.site.run import find_chapters, parse_parameters, run_chapters

    templates = find_chapters(notebooks, names)
    given = {"lang": lang, **parse_parameters(parameters)}
    for path in run_chapters(templates, out / lang, given, repository, changed=changed, jobs=jobs):
        print(path.as_posix())
    if changed:
        # By their times Snakemake sees that those which were not due are as they should be.
        for template in templates:
            for path in (out / lang).glob(f"{template.stem}.*"):
                path.touch()


def words(*, notebooks: Path, locale: Path) -> None:
    """Bring the catalogues up to date with the notebooks' words; say what waits for people."""
    from compendium.paths import LOCALES, catalogue_file
    from compendium.site.catalogues import find_faults, update
    from compendium.site.run import find_chapters

    for notebook in find_chapters(notebooks):
        for name in LOCALES.values():
            path = catalogue_file(locale, name, notebook.stem)
            catalogue = update(notebook, path, name)
            faults = list(find_faults(catalogue))
            print(f"{path.as_posix()}: {len(catalogue)} words, {len(faults)} to do")
            for fault in faults:
                print(f"  {fault}")


def package(*, out: Path, repository: Repository) -> None:
    """Build the wheel that the site publishes."""
    from compendium.site.wheel import build_wheel

    print(build_wheel(repository.root, out).as_posix())


def stage(*, lang: str, repository: Repository) -> None:
    """Lay out the pages of an edition for Jupyter Book."""
    from compendium.site import stage as site

    site.stage(repository.root, lang)


def site(*, lang: str, jobs: int, repository: Repository) -> None:
    """Lay out the pages of an edition, build them, and assemble ``site/``."""
    from compendium.site.assemble import assemble
    from compendium.site.contents import read_contents
    from compendium.site.drafts import find_drafts, say_drafts
    from compendium.site.pages import build_pages
    from compendium.site.stage import stage

    stage(repository.root, lang)
    build_pages(repository.staged(lang), repository.pages(lang), jobs=jobs)
    built = assemble(repository.root, (lang,))
    # Its time says when the site was last made, also if the page is what it was.
    (built / "index.html").touch()
    print(f"The site is in {built.name}/index.html")
    chapters = [each.name for each in read_contents(repository.root).chapters]
    if drafts := find_drafts(repository, lang, chapters):
        print(say_drafts(drafts))


def diff(*, old: str | None, new: str | None, keep: bool, repository: Repository) -> None:
    """Say what changed between two states; with ``keep``, remember the present one."""
    from compendium.changes.state import BOOK, keep_state, read_state
    from compendium.changes.words import tell_changes

    before = old or (repository.told.as_posix() if (repository.told / BOOK).is_file() else None)
    if before is not None:
        told = tell_changes(
            read_state(before, repository),
            read_state(new or repository.root.as_posix(), repository),
        )
        since = "the last build" if old is None else old
        print("\n".join(told) if told else f"Nothing changed since {since}.")
    elif not keep:
        print("There is no earlier build to compare with: name a revision, a folder or a release.")
    if keep:
        keep_state(repository.told, repository, "en")


def release(*, check: bool, out: Path, repository: Repository) -> None:
    """Write the archive of a release, if nothing stands against it; ``check`` only asks that."""
    from compendium.release.archive import write_release
    from compendium.release.check import check_release

    check_release(repository)
    if check:
        return
    path = write_release(repository, out)
    print(f"{path.as_posix()} ({path.stat().st_size / 1e6:.1f} MB)")


def addresses(*, write: bool, repository: Repository) -> None:
    """Hold the site against the list of published addresses; ``write`` adds its own to the list."""
    from compendium.contract.enums import LANGUAGES
    from compendium.site.files import read_files
    from compendium.site.kept_addresses import (
        find_broken,
        list_addresses,
        read_published,
        write_addresses,
    )

    files = dict(read_files(repository.site))
    langs = [lang for lang in LANGUAGES if (repository.site / lang).is_dir()]
    if not langs:
        raise FileError(repository.site, "is not built; run `make book` first")
    published, own = read_published(repository.addresses), list_addresses(files)
    if write:
        write_atomically(repository.addresses, write_addresses(published | own))
    if broken := find_broken(published, files, langs):
        raise Report(
            repository.addresses.as_posix(),
            tuple(FileError(Path(each), "was published, and leads nowhere") for each in broken),
        )
    new = len(own - published)
    print(f"{len(published)} published addresses lead somewhere, {new} of the site are new")


def publish(*, release: str | None, repository: Repository) -> None:
    """Put the site and its earlier editions together; ``release`` keeps the site as one of them.

    Raises
    ------
    FileError
        If the release is not that of the version which ``CITATION.cff`` states.
    """
    from compendium.site.edition import read_citation
    from compendium.site.editions import pack_edition, put_together

    version = read_citation(repository.citation).version
    if release and release != f"v{version}":
        raise FileError(repository.citation, f"states version {version}, and {release} is another")
    if release:
        pack_edition(repository, version)
    editions = put_together(repository)
    here = repository.public.relative_to(repository.root).as_posix()
    print(f"{here}: the site of today, and {', '.join(editions) or 'no earlier edition'}")


def instructor(*, lang: str, repository: Repository) -> None:
    """Put the instructor edition together from the site."""
    from compendium.site.instructor import assemble_instructor

    built = assemble_instructor(repository.root, (lang,))
    (built / "index.html").touch()
    print(
        f"The instructor edition is in {built.relative_to(repository.root).as_posix()}/index.html"
    )
