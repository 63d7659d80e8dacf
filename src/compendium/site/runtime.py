"""The one script that makes charts live: Vega and Vega-Embed, for every page."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from compendium.paths import write_atomically


def bundle_runtime() -> bytes:
    """Bundle the script; it takes seconds, and depends on nothing but the installed packages."""
    import vl_convert

    from compendium.chapter.drawing import vega_lite_version

    # Wrapped in a function: its top-level names collide with those of Sphinx's own scripts.
    bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vega_lite_version())
    return f"{_head()}(function () {{\n{bundle}\n}})();\n".encode()


def read_runtime(path: Path) -> bytes:
    """Read the script as it was bundled, or bundle it if the packages have changed since."""
    if path.is_file() and (content := path.read_bytes()).startswith(_head().encode()):
        return content
    content = bundle_runtime()
    write_atomically(path, content)
    return content


def _head() -> str:
    return f"/* Vega and Vega-Embed as bundled by vl-convert {version('vl-convert-python')} */\n"
