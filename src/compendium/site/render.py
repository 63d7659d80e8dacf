"""The templates of the site: HTML that is escaped, and Markdown in which data is only text."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from compendium.chapter.html import templates
from compendium.chapter.inert import inert


def render_html(template: str, /, **values: object) -> Markup:
    """Fill an HTML template: every value is escaped."""
    return Markup(templates("compendium.site").get_template(template).render(values))


def render_markdown(template: str, /, **values: object) -> str:
    """Fill a Markdown template: every value but our own HTML is text without any mark-up."""
    return _markdown().get_template(template).render(values)


@cache
def _markdown() -> Environment:
    # Escaped already, and more: by `_write`, which knows Markdown's signs too.
    return Environment(
        loader=PackageLoader("compendium.site"),
        autoescape=False,
        finalize=_write,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


def _write(value: object) -> object:
    return value if isinstance(value, Markup) else inert(str(value))
