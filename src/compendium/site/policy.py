"""What a page may load: the Content-Security-Policy of every page.

Nothing comes from elsewhere, and no inline script or style runs but those named here by their hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence


def state_policy(scripts: Sequence[str] = (), styles: Sequence[str] = ()) -> str:
    """State the policy of a page that has these inline scripts and styles.

    >>> state_policy(styles=["p{color:red}"]).split("; ")[2]
    "style-src 'self' 'sha256-p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64='"
    """
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *map(_hash, scripts))),
            " ".join(("style-src 'self'", *map(_hash, styles))),
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


POLICY = state_policy()
"""The policy of a page without anything inline."""
