"""How a page's text becomes HTML where Sphinx' own way is not enough."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from docutils import nodes
from markupsafe import escape
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from compendium.chapter.html import CHINESE_RUN
from compendium.site.exercises import tags_of_title


class Translator(HTML5Translator):
    """Marks Chinese in English pages, and lets a wide table scroll by itself.

    No element has a ``style`` of its own: the page's policy forbids it.
    """

    def visit_Text(self, node: nodes.Text) -> None:
        """Write text, its Chinese marked as such."""
        super().visit_Text(node)
        if self.config.language == "en":
            self.body[-1] = CHINESE_RUN.sub(r'<span lang="zh-Hans">\g<0></span>', self.body[-1])

    def visit_title(self, node: nodes.Element) -> None:
        """Open a title; that of an exercise is a heading, that of a solution opens it."""
        self._tags_of_title = tags_of_title(node, self.section_level + 1)
        if self._tags_of_title:
            self.body.append(self._tags_of_title[0])
        else:
            super().visit_title(node)

    def depart_title(self, node: nodes.Element) -> None:
        """Close a title."""
        if self._tags_of_title:
            self.body.append(self._tags_of_title[1])
        else:
            super().depart_title(node)

    def visit_table(self, node: nodes.Element) -> None:
        """Open a table in a region that the keyboard reaches."""
        self._headings: list[str] = []
        label = self._name_region(_section_of(node))
        self.body.append(
            f'<div class="scroll-region" tabindex="0" role="region" aria-label="{escape(label)}">\n'
        )
        super().visit_table(node)

    def _name_region(self, label: str) -> str:
        """Tell the tables of one section apart."""
        self._regions = getattr(self, "_regions", Counter())
        self._regions[label] += 1
        return label if self._regions[label] == 1 else f"{label} ({self._regions[label]})"

    def depart_table(self, node: nodes.Element) -> None:
        """Close the table and its region."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Write code in a box that the keyboard can scroll."""
        try:
            super().visit_literal_block(node)
        finally:
            # It leaves by an exception: nothing inside is visited.
            self.body[-1] = self.body[-1].replace("<pre>", '<pre tabindex="0">', 1)

    def visit_entry(self, node: nodes.entry) -> None:
        """Write a cell that can name its column, for small screens."""
        super().visit_entry(node)
        row: Any = node.parent
        if isinstance(row.parent, nodes.thead):
            self._headings.append(node.astext())
        elif (place := row.index(node)) < len(self._headings):
            label = f'<td data-label="{escape(self._headings[place])}"'
            if not node.astext().strip("–"):
                label += " data-empty"
            self.body[-1] = re.sub(r"^<td", label, self.body[-1])


class UnboxCells(SphinxPostTransform):
    """Takes away the boxes around a notebook's cells, by which nothing here is styled."""

    formats = ("html",)
    # After everything that looks for the boxes.
    default_priority = 900

    def run(self, **_: Any) -> None:
        """Put what each cell showed in the place of the cell."""
        for node in list(self.document.findall(nodes.container)):
            if "nb_element" in node:
                for boxed in (node, *node.findall(nodes.raw)):
                    boxed["classes"] = []
                node.replace_self(node.children)


def _section_of(node: nodes.Node) -> str:
    section = node.parent
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    return section[0].astext() if section is not None else ""
