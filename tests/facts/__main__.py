"""Write the facts anew: ``python -m tests.facts --write``; without it, say which have changed."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.facts import read, renew, write

from compendium.contract.package import read_package

ROOT = Path(__file__).parents[2]


def main() -> int:
    facts = renew(read_package(ROOT / "data" / "clean"))
    changed = [name for name, fact in facts.items() if fact != read(name)]
    for name in changed:
        print(f"tests/facts/{name} {'is written anew' if '--write' in sys.argv else 'has changed'}")
        if "--write" in sys.argv:
            write(name, facts[name])
    return bool(changed) and "--write" not in sys.argv


if __name__ == "__main__":
    sys.exit(main())
