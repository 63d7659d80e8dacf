"""``python -m tests.fuzz --count 10000 [--first 0]``: print what must not be, and how all ended."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from .run import Ended, run


def _say_find(each: Ended) -> None:
    if not each.fine:
        print(each, end="\n\n", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    ended = run(options.count, first=options.first, say=_say_find)
    counts = Counter(each.ended if each.fine else "finds" for each in ended)
    print(", ".join(f"{number} {name}" for name, number in sorted(counts.items())))
    return not all(each.fine for each in ended)


if __name__ == "__main__":
    sys.exit(main())
