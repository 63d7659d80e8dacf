"""The parts of a small chart, as an executed notebook holds them."""

from __future__ import annotations

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"><g/></svg>'
DRAWING = {"svg": SVG, "width": 9, "height": 9}
SOURCE = {"plan_id": "p", "plan": "Plan", "colour": "", "number": "表1", "cite": "The plan, 表1"}
PARTS = {
    "chart_id": "retail",
    "lang": "en",
    "topic": "",
    "title": "T",
    "finding": "F",
    "alt": "A",
    "note": "",
    "sources": [SOURCE],
    "rows": [],
    "table": {"rows": [["a"], [["1"]]], "numeric": [True], "ids": []},
    "csv": "a\n1\n",
    "drawings": {"wide": DRAWING, "narrow": DRAWING},
    "spec": {"b": 1, "a": 2},
}
