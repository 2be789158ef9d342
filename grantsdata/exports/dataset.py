"""Write `dataset.jsonld`, which describes the year's data as a Dataset of schema.org for search engines of data.

It says what the data package says, in other words. Source: https://schema.org/Dataset.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grantsdata.exports.files import DATASET
from grantsdata.exports.origin import Origin


def write_dataset(package: Mapping[str, Any], origin: Origin, folder: Path) -> list[Path]:
    """Write `dataset.jsonld` for the package that `datapackage` returns into a folder and return the file."""
    awards = next(resource for resource in package["resources"] if resource["name"] == "awards")
    described = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": package["title"],
        "description": package["description"],
        "inLanguage": "en-GB",
        "temporalCoverage": f"{origin.year.start.isoformat()}/{origin.year.end.isoformat()}",
        "license": [licence["path"] for licence in package.get("licenses", [])],
        "sourceOrganization": {"@type": "Organization", "name": origin.paper.body},
        "isBasedOn": {
            "@type": "CreativeWork",
            "name": origin.paper.title,
            "datePublished": origin.paper.date.isoformat(),
            "description": origin.sources,
        },
        "variableMeasured": [_variable(field) for field in awards["schema"]["fields"]],
        "distribution": [_download(resource) for resource in package["resources"]],
    }
    path = folder / DATASET
    path.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return [path]


def _variable(field: Mapping[str, Any]) -> dict[str, Any]:
    """A column of the awards."""
    unit = {"unitText": field["unit"]} if "unit" in field else {}
    return {
        "@type": "PropertyValue",
        "name": field["title"],
        "identifier": field["name"],
        "description": field["description"],
        **unit,
    }


def _download(resource: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": resource["title"],
        "contentUrl": resource["path"],
        "encodingFormat": resource["mediatype"],
        "contentSize": f"{resource['bytes']} B",
        "sha256": resource["hash"].removeprefix("sha256:"),
    }
