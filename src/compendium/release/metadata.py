"""What a release says of itself in the words of others: Croissant, RO-Crate, Zenodo.

All of it is taken from ``CITATION.cff`` and from the data package; nothing is said twice by hand.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from compendium.site.edition import Citation
from compendium.site.references import list_creators

Json = dict[str, Any]
_CC_BY = "https://creativecommons.org/licenses/by/4.0/"
_CROISSANT = "http://mlcommons.org/croissant/1.0"
_TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float"}
_CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "source": "cr:source",
}


def describe_croissant(
    citation: Citation, package: Json, files: Mapping[PurePosixPath, bytes]
) -> Json:
    """Describe the tables as Croissant does: each CSV file, and each of its columns.

    Parameters
    ----------
    citation, package
        ``CITATION.cff`` and ``datapackage.json``.
    files
        The files of the release; the CSVs that the package names are among them.
    """
    paths = {path.name: path for path in files if path.suffix == ".csv"}
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": _CROISSANT,
        "name": package["name"],
        "description": package["description"],
        "license": _CC_BY,
        "version": citation.version,
        "datePublished": citation.date,
        "creator": list_creators(citation),
        "keywords": list(citation.keywords),
        "citeAs": cite(citation),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": resource["path"],
                "name": resource["name"],
                "contentUrl": str(paths[resource["path"]]),
                "encodingFormat": "text/csv",
                "sha256": hashlib.sha256(files[paths[resource["path"]]]).hexdigest(),
            }
            for resource in package["resources"]
        ],
        "recordSet": [_record_set(resource) for resource in package["resources"]],
    }


def _record_set(resource: Json) -> Json:
    name, schema = resource["name"], resource["schema"]
    keys = {
        field: f"{key['reference'].get('resource', name)}/{target}"
        for key in schema.get("foreignKeys", ())
        for field, target in zip(
            _listed(key["fields"]), _listed(key["reference"]["fields"]), strict=True
        )
    }
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": resource["title"],
        "key": [{"@id": f"{name}/{field}"} for field in _listed(schema["primaryKey"])],
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{field['name']}",
                "name": field["name"],
                "description": field["description"],
                "dataType": _TYPES[field["type"]],
                "source": {
                    "fileObject": {"@id": resource["path"]},
                    "extract": {"column": field["name"]},
                },
                **(
                    {"references": {"field": {"@id": keys[field["name"]]}}}
                    if field["name"] in keys
                    else {}
                ),
            }
            for field in schema["fields"]
        ],
    }


def describe_crate(citation: Citation, package: Json, files: Mapping[PurePosixPath, bytes]) -> Json:
    """Describe the release as an RO-Crate: every file of it outside the site, and the site."""
    own = [path for path in files if path.parts[0] != "site"]
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [
            {
                "@id": "ro-crate-metadata.json",
                "@type": "CreativeWork",
                "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
                "about": {"@id": "./"},
            },
            {
                "@id": "./",
                "@type": "Dataset",
                "name": citation.title,
                "description": package["description"],
                "datePublished": citation.date,
                "version": citation.version,
                "license": {"@id": _CC_BY},
                "creator": list_creators(citation),
                "keywords": ", ".join(citation.keywords),
                "hasPart": [{"@id": str(path)} for path in own] + [{"@id": "site/"}],
            },
            {"@id": _CC_BY, "@type": "CreativeWork", "name": "CC BY 4.0"},
            {
                "@id": "site/",
                "@type": "Dataset",
                "name": "The book as a site; site/index.html opens it",
            },
            *(
                {
                    "@id": str(path),
                    "@type": "File",
                    "name": path.name,
                    "encodingFormat": mimetypes.guess_type(path.name)[0]
                    or "application/octet-stream",
                    "contentSize": str(len(files[path])),
                    "sha256": hashlib.sha256(files[path]).hexdigest(),
                }
                for path in own
            ),
        ],
    }


def describe_deposit(citation: Citation) -> Json:
    """Describe the release as Zenodo's ``.zenodo.json`` does."""
    return {
        "title": citation.title,
        "description": citation.abstract,
        "upload_type": "dataset",
        "access_right": "open",
        "license": "cc-by-4.0",
        "version": citation.version,
        "publication_date": citation.date,
        "creators": [{"name": author.inverted} for author in citation.authors],
        "keywords": list(citation.keywords),
        "references": list(citation.references),
    }


def cite(citation: Citation) -> str:
    """Cite the data set in one line."""
    names = "; ".join(author.inverted for author in citation.authors)
    return f"{names} ({citation.year}): {citation.title}, version {citation.version}."


def _listed(names: object) -> list[str]:
    return [names] if isinstance(names, str) else list(names)  # type: ignore[call-overload]
