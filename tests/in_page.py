"""What the browser tests measure inside a page: colours, contrasts, shapes, and what shows."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

_LIBRARY = """
const parts = (colour) => {
  const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
  return [r, g, b, a];
};
const light = (colour) => {
  const [r, g, b] = parts(colour).map((part) => {
    const c = part / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [dim, bright] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
};
const shows = (element) =>
  element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
  element.getClientRects().length > 0;
const groundOf = (element) => {
  for (let each = element; each; each = each.parentElement) {
    const colour = getComputedStyle(each).backgroundColor;
    if (parts(colour)[3] > 0) return colour;
  }
  return "rgb(255, 255, 255)";
};
/* What a shape looks like on a ground, through its own opacity and that of its groups. */
const lookOf = (shape, ground) => {
  const { fill, fillOpacity } = getComputedStyle(shape);
  let alpha = parts(fill)[3] * fillOpacity;
  for (let each = shape; each && each.tagName !== "svg"; each = each.parentElement)
    alpha *= getComputedStyle(each).opacity;
  const [under, over] = [parts(ground), parts(fill)];
  const mixed = [0, 1, 2].map((at) => over[at] * alpha + under[at] * (1 - alpha));
  return `rgb(${mixed.join(", ")})`;
};
const paints = (colour) => colour !== "none" && parts(colour)[3] > 0;
const shapesOf = (svg) =>
  [...svg.querySelectorAll("path, rect, circle")].filter((shape) => {
    const box = shape.getBoundingClientRect();
    return box.width * box.height > 0 && paints(getComputedStyle(shape).fill);
  });
const textsOf = (svg) =>
  [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim() && shows(text));
/* What lies behind a text of a chart: the shapes painted below its middle, on the ground. */
const behind = (text, shapes) => {
  const box = text.getBoundingClientRect();
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const below = shapes.filter((shape) => {
    const other = shape.getBoundingClientRect();
    return (
      shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING &&
      other.left <= x && x <= other.right && other.top <= y && y <= other.bottom
    );
  });
  return below.reduce((ground, shape) => lookOf(shape, ground), groundOf(text));
};
/* Marks that look alike are one path: each is looked at by itself. */
const takeApart = (path) => {
  const pieces = path.getAttribute("d").split(/(?=m)/i);
  let end = { x: 0, y: 0 };
  for (const piece of pieces) {
    const one = path.cloneNode();
    const from = piece[0] === "m" ? `M${end.x} ${end.y}` : "";
    one.setAttribute("d", from + piece);
    path.before(one);
    end = one.getPointAtLength(one.getTotalLength());
  }
  path.remove();
};
const chartsShown = () => {
  const charts = [...document.querySelectorAll(".figure-chart svg")].filter(shows);
  charts.flatMap((svg) => [...svg.querySelectorAll("path")]).forEach(takeApart);
  return charts;
};
"""


def measure(page: Page, script: str, given: Any = None) -> Any:
    """Run a script in a page; the functions above are at its hand, and what is given, by name."""
    return page.evaluate(f"(given) => {{ {_LIBRARY} {script} }}", given)


def open_drawers(page: Page) -> None:
    """Open all drawers of a page."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")


DIM_TEXTS_OF_CHARTS = """
return chartsShown().flatMap((svg) => {
  const shapes = shapesOf(svg);
  return textsOf(svg)
    .map((text) => [text.textContent, getComputedStyle(text).fill, behind(text, shapes)])
    .filter(([, ink, ground]) => contrast(ink, ground) < 4.5)
    .map((each) => each.join(" | "));
});
"""
"""Texts of the charts whose contrast with what lies behind them is below 4.5 : 1."""

FAINT_MARKS = """
const holds = (outer, inner, room) =>
  outer.left - room <= inner.right && inner.left <= outer.right + room &&
  outer.top <= inner.bottom && inner.top <= outer.bottom;
const surrounds = (outer, inner) =>
  outer.left <= inner.left + 1 && inner.right <= outer.right + 1 &&
  outer.top <= inner.top + 1 && inner.bottom <= outer.bottom + 1;
return chartsShown().flatMap((svg) => {
  const ground = groundOf(svg);
  const texts = textsOf(svg).map((text) => text.getBoundingClientRect());
  const shapes = shapesOf(svg).map((shape) => [shape, shape.getBoundingClientRect()]);
  const labelled = shapes.map(([, box]) => box)
    .filter((box) => texts.some((text) => holds(box, text, 8)));
  /* An outline may be drawn by itself, around what it outlines. */
  const outlines = [...svg.querySelectorAll("path, rect, circle, line")]
    .filter((shape) => {
      const { stroke, strokeWidth } = getComputedStyle(shape);
      return paints(stroke) && parseFloat(strokeWidth) >= 1 && contrast(stroke, ground) >= 3;
    })
    .map((shape) => shape.getBoundingClientRect());
  const near = (outer, inner) =>
    outer.left <= inner.left + 3 && inner.right <= outer.right + 3 &&
    outer.top <= inner.top + 3 && inner.bottom <= outer.bottom + 3 &&
    outer.width * outer.height <= 4 * inner.width * inner.height;
  /* What fades out, in the row of a mark of its colour, leaves open how far that goes. */
  const fades = ([shape, box]) => shapes.some(([other, its]) =>
    other !== shape && getComputedStyle(other).fill === getComputedStyle(shape).fill &&
    (contrast(lookOf(other, ground), ground) >= 3 || outlines.some((each) => near(each, its))) &&
    its.left - 400 <= box.right && box.left <= its.right + 400 &&
    its.top - 2 <= box.bottom && box.top <= its.bottom + 2);
  return shapes.filter(([shape, box]) => {
    const seen = contrast(lookOf(shape, ground), ground);
    /* What looks like the ground is a gap. */
    return seen > 1.05 && seen < 3
      && !outlines.some((outline) => near(outline, box)) && !fades([shape, box])
      && !labelled.some((each) => surrounds(each, box));
  }).map(([shape]) => `${svg.closest("figure").id}: ${getComputedStyle(shape).fill} on ${ground}`);
});
"""
"""Marks below 3 : 1 to their ground that have no outline, nor a text in or beside them or the tile
that they fill in part."""
