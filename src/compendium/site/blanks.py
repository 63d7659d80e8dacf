"""A page without the line breaks that show nothing: each would be a node for a browser to keep."""

from __future__ import annotations

import re

# Beside these a blank shows nothing; beside any other tag it may stand between two words.
_BLOCKS = (
    "article|aside|blockquote|caption|colgroup|col|dd|details|div|dl|dt|fieldset|figcaption|figure"
    "|footer|form|h[1-6]|header|hr|legend|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot"
    "|th|thead|tr|ul"
)
_BLOCK = rf"</?(?:{_BLOCKS})(?=[\s>])[^>]*>"
_CODE = r"<(?P<tag>pre|textarea|script|style)\b.*?</(?P=tag)>"
_BREAKS = re.compile(
    rf"(?P<code>{_CODE})|\s*\n\s*(?={_BLOCK})|(?P<block>{_BLOCK})\s*\n\s*", re.DOTALL
)


def drop_blanks(html: str) -> str:
    r"""Take the line breaks beside blocks out of a page; what is written as code stays as it is.

    >>> drop_blanks("<ul>\n<li>one\n<b>word</b>\n</li>\n</ul>\n<pre>a\n<p>\n</pre>")
    '<ul><li>one\n<b>word</b></li></ul><pre>a\n<p>\n</pre>'
    """
    return _BREAKS.sub(lambda found: found["code"] or found["block"] or "", html)
