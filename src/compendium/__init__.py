"""Public plans of the Greater Bay Area: tidy tables and a book."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compendium.contract.load import load as load

__all__ = ["load"]
__version__ = version("compendium")


def __getattr__(name: str) -> Any:
    # Reading a workbook needs no pandas, and pandas takes longer to load than a workbook to read.
    if name == "load":
        from compendium.contract.load import load

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
