"""Compare the installed packages with the lock."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OF_REPORTS = "grantsdata[report]"
"""What has to be installed so that reports can be made."""


@dataclass(frozen=True)
class Pin:
    """A package of the lock for this Python and system.

    `installed` is the installed version, or None. `needed` is true if reports need the package, false if only tests and
    tools do.
    """

    name: str
    locked: str
    installed: str | None
    needed: bool


def pins(lock: str) -> list[Pin]:
    """Return the packages of a lock for this Python and system; raise InvalidRequirement for a faulty line."""
    needed = needed_by(OF_REPORTS)
    lines = (line.partition("#")[0].strip() for line in lock.splitlines())
    found = []
    for one in (Requirement(line) for line in lines if line):
        if one.marker is None or one.marker.evaluate():
            locked = ", ".join(pin.version for pin in one.specifier)
            found.append(Pin(one.name, locked, _installed(one.name), canonicalize_name(one.name) in needed))
    return found


def needed_by(requirement: str) -> set[str]:
    """Return the names of all packages that this one, which may name extras, needs on this Python and system, directly
    or indirectly.
    """
    asked = Requirement(requirement)
    waiting, seen = [asked], set()
    while waiting:
        one = waiting.pop()
        key = (canonicalize_name(one.name), frozenset(one.extras))
        if key not in seen:
            seen.add(key)
            waiting += _requirements(one.name, one.extras or {""})
    return {str(name) for name, _ in seen} - {canonicalize_name(asked.name)}


def _requirements(package: str, extras: Iterable[str]) -> list[Requirement]:
    try:
        listed = [Requirement(line) for line in requires(package) or ()]
    except PackageNotFoundError:
        return []
    return [
        one for one in listed if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras)
    ]


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
