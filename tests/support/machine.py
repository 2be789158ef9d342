"""What the tests of `doctor` put in the way: a kernel of another environment, packages that only seem installed."""

import json
from pathlib import Path


def kernel_in(folder: Path, argv: list[str], **more: object) -> Path:
    """Put a kernel called python3 into a folder of kernels; returns what JUPYTER_PATH has to be."""
    place = folder / "jupyter" / "kernels" / "python3"
    place.mkdir(parents=True)
    spec = {"argv": argv, "display_name": "another", "language": "python", **more}
    (place / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return folder / "jupyter"


def dist_info(folder: Path, name: str, version: str, *requires: str) -> Path:
    """A folder for PYTHONPATH in which a package of this version seems to be installed."""
    place = folder / "shadows" / f"{name}-{version}.dist-info"
    place.mkdir(parents=True)
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Dist: {one}" for one in requires]
    (place / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return place.parent
