"""The charts of an executed notebook: as the page shows them, and as files of their own."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import Any

from markupsafe import Markup, escape
from pygments import lex
from pygments.lexers import PythonLexer
from pygments.token import Comment, Keyword, Operator, String, _TokenType

from compendium.chapter.chart_html import chart_html
from compendium.chapter.drafts import CLAIMS_MIME
from compendium.chapter.html import CHART_MIME, mark_chinese
from compendium.chapter.provenance import NUMBERS_MIME
from compendium.chapter.table import TABLE_MIME
from compendium.printed.wording import choose
from compendium.site.across.disputes import Disputes, show_disputes
from compendium.site.files import Files
from compendium.site.pictures import Credit, keep_slide
from compendium.site.policy import state_policy
from compendium.site.published import INJECTED, PARAMETERS
from compendium.site.render import render_html
from compendium.site.row_links import link_rows
from compendium.site.shell import BOOT

# What a reader of a chart's code wants not: values for the prose, and checks of the prose.
_FOR_PROSE = ("glue", "check_claims")
_MARKS = {Keyword: "k", Operator.Word: "k", String: "s", Comment: "c"}
_TAGS_OF_NO_CHART = {PARAMETERS, INJECTED}


def show_figures(
    name: str,
    notebook: dict[str, Any],
    edition: Mapping[str, str],
    disputes: Disputes | None = None,
    addresses: Mapping[str, str] | None = None,
    lang: str = "en",
) -> dict[str, Any]:
    """Give a notebook as the book takes it: charts with all that belongs to them, and no code.

    Parameters
    ----------
    name, notebook
        A chapter, and its executed notebook.
    edition
        ``version`` and ``year`` of the book, for the citations.
    lang
        The edition.
    addresses
        Row id → where it is printed: the rows of tables lead there.
    disputes
        Row id → the contradictions of the audit that it takes part in: its chart leads to them.
    """
    cells = notebook["cells"]
    for place, cell in enumerate(cells):
        if cell["cell_type"] != "code":
            continue
        tags = cell["metadata"].setdefault("tags", [])
        tags += [tag for tag in ("remove-input",) if tag not in tags]
        for output in cell["outputs"]:
            # Sphinx shows the HTML and warns of what else it finds.
            data = output.get("data", {})
            data.pop(NUMBERS_MIME, None)
            if claims := data.pop(CLAIMS_MIME, None):
                data["text/html"] = str(
                    render_html(
                        "draft.html.j2",
                        claims=claims,
                        cell=_number(cells[: place + 1]),
                        chapter=name,
                        lang=lang,
                    )
                )
            if parts := data.pop(CHART_MIME, None):
                code = highlight_code(made_by(cells[: place + 1]))
                doubt = show_disputes(parts, disputes or {})
                shown = chart_html(parts, code=code, edition=edition, doubt=doubt)
                numbers = f"numbers/{name}.html#{parts['chart_id']}"
                data["text/html"] = link_rows(str(shown), addresses or {}, numbers)
            if parts := data.pop(TABLE_MIME, None):
                data["text/html"] = link_rows(str(table_html(parts)), addresses or {})
    return notebook


def _number(cells: Sequence[Mapping[str, Any]]) -> int:
    """Give the number of the last cell in the notebook as it was written."""
    return sum(INJECTED not in cell["metadata"].get("tags", ()) for cell in cells)


def made_by(cells: Sequence[Mapping[str, Any]]) -> str:
    r"""Give the code that made what the last cell shows: that of its section, without the prose's.

    >>> cells = [{"cell_type": "markdown", "source": "A"},
    ...          {"cell_type": "code", "source": "from a import b, glue", "metadata": {}},
    ...          {"cell_type": "code", "source": "rows = 1\nglue({'a': 'b'})", "metadata": {}}]
    >>> print(made_by(cells))
    from a import b
    <BLANKLINE>
    rows = 1
    """
    sources: list[str] = []
    for cell in reversed(cells):
        if cell["cell_type"] != "code":
            break
        if not _TAGS_OF_NO_CHART & set(cell["metadata"].get("tags", ())):
            sources.append(_without_prose("".join(cell["source"])))
    return "\n\n".join(source for source in reversed(sources) if source)


def _without_prose(source: str) -> str:
    lines = source.splitlines()
    for statement in reversed(ast.parse(source).body):
        match statement:
            case ast.Expr(value=ast.Call(func=ast.Name(id=name))) if name in _FOR_PROSE:
                del lines[statement.lineno - 1 : statement.end_lineno]
            case ast.ImportFrom(names=names) if any(name.name in _FOR_PROSE for name in names):
                statement.names = [name for name in names if name.name not in _FOR_PROSE]
                kept = [ast.unparse(statement)] if statement.names else []
                lines[statement.lineno - 1 : statement.end_lineno] = kept
    return "\n".join(lines).strip()


def highlight_code(code: str) -> Markup:
    """Write code as HTML: keywords, strings and comments marked, since the page shows no others.

    >>> highlight_code("x = 'a'  # b")
    Markup('x = <span class="s">&#39;a&#39;</span>  <span class="c"># b</span>')
    """
    return (
        Markup("")
        .join(
            Markup('<span class="{}">{}</span>').format(mark, text) if mark else escape(text)
            for mark, text in _mark_tokens(code)
        )
        .rstrip()
    )


def _mark_tokens(code: str) -> Iterator[tuple[str, str]]:
    tokens = ((_mark_of(kind), text) for kind, text in lex(code, PythonLexer()))
    for mark, group in groupby(tokens, key=itemgetter(0)):
        yield mark, "".join(text for _, text in group)


def _mark_of(kind: _TokenType) -> str:
    return next((mark for within, mark in _MARKS.items() if kind[: len(within)] == within), "")


def find_charts(notebook: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the parts of each chart of an executed notebook, in order."""
    return find_outputs(notebook, CHART_MIME)


def find_tables(notebook: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the parts of each table of an executed notebook that can be downloaded, in order."""
    return find_outputs(notebook, TABLE_MIME)


def find_outputs(notebook: Mapping[str, Any], mime: str) -> Iterator[Any]:
    """Give what the cells of an executed notebook gave of one kind, in order."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            if parts := output.get("data", {}).get(mime):
                yield parts


def table_html(parts: Mapping[str, Any]) -> Markup:
    """Write a table as a page shows it, with its download."""
    said = choose(parts["lang"], en="This table (CSV)", zh="本表数据（CSV）")
    return render_html("table.html.j2", table=parts, html=Markup(parts["html"]), said=said)


def table_files(parts: Mapping[str, Any]) -> Files:
    """Give the file that a table is published as."""
    return {PurePosixPath(f"{parts['table_id']}.csv"): parts["csv"].encode()}


def chart_files(parts: Mapping[str, Any], edition: Mapping[str, str], pictures: Path) -> Files:
    """Give the files that a chart is published as: data, pictures, definition, and its own page.

    Parameters
    ----------
    parts
        `compendium.chapter.chart.Chart.parts`.
    edition
        ``version`` and ``year`` of the book.
    pictures
        Where pictures are kept from build to build.
    """
    name = f"{parts['chart_id']}.{parts['lang']}"
    slide = keep_slide(parts, credit=state_credit(edition), folder=pictures)
    spec = json.dumps(parts["spec"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    page = render_html(
        "embed.html.j2",
        policy=state_policy([BOOT]),
        boot=Markup(BOOT),
        title=parts["title"],
        lang=parts["lang"],
        figure=chart_html(parts, is_alone=True, edition=edition),
    )
    return {
        PurePosixPath(f"{parts['chart_id']}.csv"): parts["csv"].encode(),
        PurePosixPath(f"{name}.svg"): slide.svg,
        PurePosixPath(f"{name}.png"): slide.png,
        PurePosixPath(f"{name}.vl.json"): f"{spec}\n".encode(),
        PurePosixPath(f"{name}.html"): f"{page}\n".encode(),
    }


def figure_values(notebooks: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Give what a prose page may show of the chapters' charts.

    Returns
    -------
    dict
        ``figure:<chart_id>``, the chart, which leads to its chapter; ``finding:<chart_id>``, its
        title, which leads there too.
    """
    values: dict[str, str] = {}
    for notebook in notebooks:
        for parts in find_charts(notebook):
            chart_id, title = parts["chart_id"], mark_chinese(parts["title"], parts["lang"])
            # Markdown takes HTML up to the first empty line.
            shown = re.sub(r"\n\s*\n", "\n", chart_html(parts, is_teaser=True))
            page = f"{chart_id.split('-')[0]}.html"
            values[f"figure:{chart_id}"] = shown
            values[f"finding:{chart_id}"] = Markup('<a href="{}#{}">{}</a>').format(
                page, chart_id, title
            )
    return values


def state_credit(edition: Mapping[str, str]) -> Credit:
    """Give the last line of a picture: the book with its version, and its licence."""
    said = f", version {edition['version']} ({edition['year']})" if edition else ""
    return Credit(f"Bay Area Plans in Numbers 湾区规划数据手册{said}", "CC BY 4.0", "")
