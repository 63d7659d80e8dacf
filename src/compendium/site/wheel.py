"""The package as readers install it: one wheel, with the tables and the catalogues in it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

from compendium.paths import write_atomically


def build_wheel(root: Path, out: Path) -> Path:
    """Build the wheel of a repository; the same sources give the same bytes.

    Parameters
    ----------
    root
        The repository.
    out
        Where it goes; a wheel of another version is taken away.

    Returns
    -------
    Path
        The wheel.
    """
    with tempfile.TemporaryDirectory() as scratch:
        # Hatchling dates every file to one day, whatever day it is built on.
        (built,) = WheelBuilder(str(root)).build(directory=scratch, versions=["standard"])
        wheel = out / Path(built).name
        write_atomically(wheel, Path(built).read_bytes())
    for other in out.glob("*.whl"):
        if other != wheel:
            other.unlink()
    return wheel
