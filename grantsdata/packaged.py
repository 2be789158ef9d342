"""`datapackage.json` and the tables beside it: both must be of the same awards, though two processes wrote them."""

import json
from pathlib import Path

from grantsdata.exports.files import PACKAGE
from grantsdata.sources.files.hashes import sha256_of


def package_faults(folder: Path) -> list[str]:
    """What is wrong with the tables that the package in a folder describes: each has to be there, to the byte."""
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    paths = {folder / resource["path"]: resource["hash"] for resource in package["resources"]}
    return [
        f"{path.name} is not the table that {PACKAGE} describes"
        for path, digest in paths.items()
        if not path.is_file() or digest != f"sha256:{sha256_of(path)}"
    ]
