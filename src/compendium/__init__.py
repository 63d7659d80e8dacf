"""Five public plans of Shenzhen, Futian and Zhongshan: tidy tables and a book."""

from importlib.metadata import version

from compendium.tables import load

__all__ = ["load"]
__version__ = version("compendium")
