"""Write environment.yml for conda, and its copy for Binder, from pyproject.toml and the lock."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = "3.12"
HEAD = """\
# For conda; written by `make lock`. `make book` needs neither this file nor conda. Binder reads the
# same list from .binder/environment.yml.
name: plans-in-numbers
channels:
  - conda-forge
dependencies:
  - python={python}
  - make
  - pip
  - pip:
"""


def environment(pyproject: str, lock: str, *, here: str) -> str:
    """Give the file: every package that the project names, at the version that the lock has.

    Parameters
    ----------
    pyproject, lock
        The two files' texts.
    here
        The repository, as seen from the file.
    """
    project = tomllib.loads(pyproject)["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    names = sorted(
        {re.split(r"[^\w.-]", each, maxsplit=1)[0] for group in groups for each in group}
    )
    locked = dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock, re.MULTILINE))
    lines = [f"      - {name}=={locked[name]}\n" for name in names]
    return HEAD.format(python=PYTHON) + "".join(lines) + f"      - -e {here}\n"


def main() -> None:
    """Write both."""
    pyproject, lock = (
        (ROOT / n).read_text("utf-8") for n in ("pyproject.toml", "requirements.lock")
    )
    for name, here in (("environment.yml", "."), (".binder/environment.yml", "..")):
        (ROOT / name).write_text(environment(pyproject, lock, here=here), "utf-8")


if __name__ == "__main__":
    main()
