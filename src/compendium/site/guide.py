"""The charts' language and forms as the page *How to read* shows them, each drawn once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from compendium.chapter import engine
from compendium.made_from import digest
from compendium.paths import Repository, write_atomically
from compendium.site.page_values import Record
from compendium.site.render import render_html

_WIDTH = 340


def keep_guide(repository: Repository, record: Record) -> dict[str, str]:
    """Give ``chart_language`` and ``chart_forms`` as HTML, drawn anew only if the code changed."""
    lang = record.words.lang
    code = sorted(Path(engine.__file__).parent.rglob("*.py"))
    kept = repository.guide / f"{digest([lang, *code, Path(__file__)])}.json"
    if not kept.is_file():
        write_atomically(kept, json.dumps(_draw_guide(record), sort_keys=True))
    made: dict[str, str] = json.loads(kept.read_text("utf-8"))
    return made


def _draw_guide(record: Record) -> dict[str, str]:
    # Here: pages whose guide is kept are laid out without Altair, which is slow to load.
    from compendium.chapter.drawing import draw_at
    from compendium.chapter.forms.guide import Sample, show_forms, show_language
    from compendium.chapter.language import Words

    words = Words.over(record.words, record.plans, record.places)

    def show(samples: Iterable[Sample]) -> str:
        drawn = [
            {
                "name": each.name,
                "when": each.when,
                "svg": draw_at(
                    partial(each.form, each.data, words=words, **each.options), _WIDTH, each.name
                ).svg,
            }
            for each in samples
        ]
        return render_html("samples.html.j2", samples=drawn, lang=words.lang)

    return {"chart_language": show(show_language()), "chart_forms": show(show_forms())}
