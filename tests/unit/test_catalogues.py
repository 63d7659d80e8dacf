"""The words of a notebook: taken out of its code, translated by people, read as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compendium.chapter.catalogue import find_catalogue, read_catalogue
from compendium.chapter.data import open_chapter
from compendium.errors import ChapterError, FileError
from compendium.site.catalogues import find_faults, find_words, read, render, renew, update
from support import ROOT, Project, Run

LOCALE = "zh_CN"


def write_notebook(folder: Path, *code: str) -> Path:
    cells = [{"cell_type": "code", "metadata": {}, "source": each} for each in code]
    cells.append({"cell_type": "markdown", "metadata": {}, "source": '_("prose")'})
    path = folder / "small.ipynb"
    path.write_text(json.dumps({"cells": cells}), "utf-8")
    return path


def write_catalogue(folder: Path, **said: str) -> Path:
    path = folder / "small.po"
    entries = [f'msgid "{words}"\nmsgstr "{text}"\n' for words, text in said.items()]
    path.write_text("\n".join(entries), "utf-8")
    return path


def test_words_come_from_code_in_order_and_once(tmp_path: Path) -> None:
    code = ('x(_("one"), _("two "\n"parts, {n}", n=1))', 'y = _("one")\n_ = chapter.translate')
    assert find_words(write_notebook(tmp_path, *code)) == ["one", "two parts, {n}"]


@pytest.mark.parametrize("code", ['_(f"{n} things")', "_(name)", '_("a" + b)', "_()"])
def test_words_that_could_not_be_found_are_refused(code: str, tmp_path: Path) -> None:
    with pytest.raises(ChapterError, match=r"'small'.* must be _\("):
        find_words(write_notebook(tmp_path, code))


def test_new_words_wait_and_known_ones_keep_their_translation(tmp_path: Path) -> None:
    path = write_catalogue(tmp_path, one="一")
    catalogue = update(write_notebook(tmp_path, '_("one"); _("another")'), path, LOCALE)
    assert list(find_faults(catalogue)) == ["'another' has no translation"]
    assert read_catalogue(path) == {"one": "一"}
    assert b'msgid "another"\nmsgstr ""' in path.read_bytes()


def test_changed_words_keep_the_old_translation_to_be_checked(tmp_path: Path) -> None:
    path = write_catalogue(tmp_path, **{"Sales of three places": "三地销售额"})
    catalogue = update(write_notebook(tmp_path, '_("Sales of four places")'), path, LOCALE)
    (fault,) = find_faults(catalogue)
    assert fault.endswith("when it said something else (fuzzy)")
    assert "三地销售额" in path.read_text("utf-8")
    assert read_catalogue(path) == {}


def test_words_that_are_gone_are_kept_and_come_back(tmp_path: Path) -> None:
    path = write_catalogue(tmp_path, one="一")
    update(write_notebook(tmp_path, '_("something else entirely")'), path, LOCALE)
    assert '#~ msgid "one"\n#~ msgstr "一"' in path.read_text("utf-8")
    assert "one" not in read_catalogue(path)
    update(write_notebook(tmp_path, '_("one")'), path, LOCALE)
    assert read_catalogue(path) == {"one": "一"}


def test_an_update_of_nothing_changes_no_byte(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path, '_("one of {n}")', '_("two")')
    path = write_catalogue(tmp_path, gone="没有")
    update(notebook, path, LOCALE)
    before = path.read_bytes()
    update(notebook, path, LOCALE)
    assert path.read_bytes() == before
    assert render(renew(read(path, LOCALE), find_words(notebook)), LOCALE) == before
    assert b"Date" not in before


def test_a_notebook_without_words_needs_no_catalogue(tmp_path: Path) -> None:
    update(write_notebook(tmp_path, "1"), tmp_path / "small.po", LOCALE)
    assert not (tmp_path / "small.po").exists()


def test_placeholders_must_be_the_same(tmp_path: Path) -> None:
    path = write_catalogue(tmp_path, **{"{a} of {b}": "{b}之{a}", "{a}": "{c}"})
    assert list(find_faults(read(path, LOCALE))) == ["'{a}' and '{c}' have other placeholders"]


def test_what_is_no_catalogue_is_named(tmp_path: Path) -> None:
    path = tmp_path / "small.po"
    path.write_text("nonsense", "utf-8")
    with pytest.raises(FileError, match=r"small\.po: is no gettext catalogue"):
        read(path, LOCALE)
    with pytest.raises(FileError, match=r"small\.po: is no gettext catalogue"):
        read_catalogue(path)


def test_a_chapter_speaks_the_language_it_is_opened_in(project: Project) -> None:
    path = project.root / "book" / "locale" / LOCALE / "LC_MESSAGES" / "trade.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "{n} of {m} ports"\nmsgstr "{m}个港口中的{n}个"\n', "utf-8")
    assert find_catalogue("trade", "zh") == path
    assert find_catalogue("trade", "en") is None
    for lang, said in (("en", "2 of 3 ports"), ("zh", "3个港口中的2个")):
        chapter = open_chapter("trade", lang=lang, data_dir=str(ROOT / "data" / "clean"))
        assert chapter.translate("{n} of {m} ports", n=2, m=3) == said
        assert chapter.translate("not there") == "not there"


def test_the_command_says_what_is_to_do(project: Project, run: Run) -> None:
    (project.root / "notebooks").mkdir()
    write_notebook(project.root / "notebooks", '_("one")')
    outcome = run("words")
    name = f"book/locale/{LOCALE}/LC_MESSAGES/small.po"
    assert outcome.output == f"{name}: 1 words, 1 to do\n  'one' has no translation\n"
    assert (project.root / name).is_file()
