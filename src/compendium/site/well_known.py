"""What a site has at its root for machines, and for readers who are lost."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from compendium.site.files import Files
from compendium.site.render import render_html

LOST = "404"
"""The page for addresses that there are not, in an edition and at the root."""
_HIDDEN = b'<meta name="robots" content="noindex">'
# What leads from a page to something else; what begins with a scheme, a slash or # stays.
_LEADS = re.compile(r'(\s(?:href|src|action|data-content_root)=")(?![a-z]+:|[/#])([^"]*)"')


def lead_from_anywhere(page: bytes, edition: str, address: str) -> bytes:
    """Give the page of the lost as it stands at the root, where a host shows it at any address.

    Parameters
    ----------
    page
        The page as it stands in an edition.
    edition
        The edition's folder.
    address
        The address of the site: links then begin at its host. Without one they begin at the page,
        and lead on only from the root.
    """
    base = f"{urlsplit(address).path}/{edition}/" if address else f"{edition}/"
    return _LEADS.sub(lambda found: f'{found[1]}{urljoin(base, found[2])}"', page.decode()).encode()


def write_sitemap(files: Files, address: str) -> bytes:
    """List the pages of the editions; what asks not to be found is not among them."""
    names = (str(name) for name in sorted(files) if _is_found(name, files[name]))
    listed = render_html("sitemap.xml.j2", address=address, names=list(names))
    return f"{listed}\n".encode()


def write_robots(address: str) -> bytes:
    """Let every robot in, and say where the list of pages is, if there is one."""
    lines = ["User-agent: *", "Disallow:"]
    lines += [f"Sitemap: {address}/sitemap.xml"] if address else []
    return "".join(f"{line}\n" for line in lines).encode()


def _is_found(name: PurePosixPath, content: bytes) -> bool:
    return name.suffix == ".html" and len(name.parts) > 1 and _HIDDEN not in content
