"""Contents → files, each in the place of the one before in one step: whoever reads sees the old one or the new one."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from grantsdata.errors import of_system
from grantsdata.folders import check_no_links
from grantsdata.swap import replace


def replaced(contents: Mapping[Path, str | bytes]) -> list[Path]:
    """Write files, texts in UTF-8, in their order, and return them.

    A file keeps its rights. All are written beside their places first: should the machine fail between two of them,
    each is whole all the same. LinkError if a file or its folder is a link; OutputError if the system refuses.
    """
    new = {path: path.with_name(f".{path.name}.new") for path in contents}
    for path in contents:
        check_no_links(path.parent.parent, (path, new[path]))
    try:
        for path, content in contents.items():
            new[path].unlink(missing_ok=True)
            new[path].write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
            if path.exists():
                new[path].chmod(path.stat().st_mode & 0o777)
        for path, one in new.items():
            replace(one, path)
    except OSError as error:
        raise of_system(next(iter(contents)), error) from error
    finally:
        for one in new.values():
            with suppress(OSError):
                one.unlink(missing_ok=True)
    return list(contents)
