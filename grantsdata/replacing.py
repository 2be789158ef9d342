"""Contents → files, each in the place of the one before in one step: whoever reads sees the old one or the new one."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from grantsdata.errors import OutputError
from grantsdata.swap import replace


def replaced(contents: Mapping[Path, str | bytes]) -> list[Path]:
    """Write files, texts in UTF-8, in their order, and return them; OutputError if the system refuses.

    A file keeps its rights, and a link stays one. All are written beside their places first: should the machine fail
    between two of them, each is whole all the same.
    """
    places = {path: path.resolve() for path in contents}
    new = {path: place.with_name(f".{place.name}.new") for path, place in places.items()}
    try:
        for path, content in contents.items():
            new[path].write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
            if places[path].exists():
                new[path].chmod(places[path].stat().st_mode & 0o777)
        for path, place in places.items():
            replace(new[path], place)
    except OSError as error:
        raise OutputError.of(next(iter(contents)), error) from error
    finally:
        for one in new.values():
            with suppress(OSError):
                one.unlink(missing_ok=True)
    return list(contents)
