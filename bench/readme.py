"""Write one part of ``bench/README.md`` and leave the others as they are."""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).with_name("README.md")


def replace_part(text: str, title: str, part: str) -> str:
    r"""Put a part under its heading, in place of the one that is there or at the end.

    >>> replace_part("# All\n\n## A\n\none\n\n## B\n\ntwo\n", "A", "three")
    '# All\n\n## A\n\nthree\n\n## B\n\ntwo\n'
    >>> replace_part("# All\n", "A", "one")
    '# All\n\n## A\n\none\n'
    """
    before, *parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    written = f"## {title}\n\n{part.strip()}\n"
    there = [each.startswith(f"## {title}\n") for each in parts]
    parts = [written if found else each for each, found in zip(parts, there, strict=True)]
    if not any(there):
        parts.append(written)
    return "\n".join(each.rstrip("\n") + "\n" for each in [before, *parts])


def write_part(title: str, part: str) -> None:
    """Write the part of one bench."""
    README.write_text(replace_part(README.read_text("utf-8"), title, part), "utf-8")
