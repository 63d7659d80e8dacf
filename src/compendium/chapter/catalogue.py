"""Words of a chapter in another language, read from its gettext catalogue as people edit it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from compendium.errors import FileError
from compendium.paths import LOCALES, catalogue_file, find_repository


def find_catalogue(chapter: str, lang: str) -> Path | None:
    """Find a chapter's catalogue; None for the language of the templates themselves.

    It is looked for where `compendium.load` looks for tables: in the repository that the caller
    works in, then in the one that this package was installed from, then in the package itself.
    """
    if lang not in LOCALES:
        return None
    for start in (None, Path(__file__)):
        try:
            return catalogue_file(find_repository(start).locale, LOCALES[lang], chapter)
        except FileError:
            continue
    packed = Path(str(resources.files("compendium"))) / "locale"
    return catalogue_file(packed, LOCALES[lang], chapter)


def read_catalogue(path: Path | None) -> Mapping[str, str]:
    """Give the words of a catalogue by their English templates; none if there is no such file.

    Raises
    ------
    FileError
        If it is no catalogue.
    """
    return {} if path is None or not path.is_file() else _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, _changed: int) -> Mapping[str, str]:
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise FileError(path, f"is no gettext catalogue ({error})") from error
    return {
        str(message.id): str(message.string)
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }
